/* SPDX-License-Identifier: MIT */
/* Coroutines: every test on the hand-written switch and on ucontext, which is the oracle. */
#include "fixture.h"

#include <fenv.h>
#include <stdio.h>
#include <stdlib.h>
#include <unwind.h>

#include "yoke/random.h"

#include "coroutine.h"
#include "coroutine_stacks.h"

enum { STACK_BYTES = 256 * 1024 }; /* sanitizers and the C library's printf are at home in it */

/* A coroutine, its stack, and what its body does. */
struct subject {
    struct coroutine coroutine; /* first */
    struct stack stack;
    int input, output;
    double number;
    struct subject *other;
};

static struct stacks *stacks;

static int stacks_set_up(void **state)
{
    (void)state;
    stacks = stacks_new(STACK_BYTES, STACK_GUARD_EACH);
    return stacks ? 0 : -1;
}

static int stacks_tear_down(void **state)
{
    (void)state;
    stacks_free(stacks);
    return 0;
}

static enum coroutine_switch how_of(void **state)
{
    return *(const enum coroutine_switch *)*state;
}

static struct subject *subject_new(enum coroutine_switch how, void (*body)(struct coroutine *))
{
    struct subject *subject = calloc(1, sizeof *subject);
    assert_non_null(subject);
    assert_int_equal(stacks_take(stacks, &subject->stack), 0);
    coroutine_init(&subject->coroutine, subject->stack.low, subject->stack.high, how, body);
    return subject;
}

static void subject_free(struct subject *subject)
{
    coroutine_release(&subject->coroutine);
    free(subject);
}

static void add_up_inputs(struct coroutine *coroutine)
{
    struct subject *subject = (struct subject *)coroutine;
    int sum = 0; /* a local: lives on the coroutine's own stack */
    while (subject->input >= 0) {
        sum += subject->input;
        subject->output = sum;
        coroutine_suspend(coroutine);
    }
}

static void it_goes_on_where_it_suspended_itself_with_its_locals(void **state)
{
    struct subject *subject = subject_new(how_of(state), add_up_inputs);
    const int inputs[] = {1, 10, 100, 1000};
    const int sums[] = {1, 11, 111, 1111};
    for (int index = 0; index < 4; index++) {
        subject->input = inputs[index];
        coroutine_resume(&subject->coroutine);
        assert_int_equal(subject->output, sums[index]);
        assert_false(subject->coroutine.ended);
    }
    subject->input = -1;
    coroutine_resume(&subject->coroutine);
    assert_true(subject->coroutine.ended);
    subject_free(subject);
}

static void resumed_after_its_end_it_begins_anew(void **state)
{
    struct subject *subject = subject_new(how_of(state), add_up_inputs);
    for (int round = 0; round < 3; round++) {
        subject->input = 5;
        coroutine_resume(&subject->coroutine);
        coroutine_resume(&subject->coroutine);
        assert_int_equal(subject->output, 10);
        subject->input = -1;
        coroutine_resume(&subject->coroutine);
        assert_true(subject->coroutine.ended);
    }
    subject_free(subject);
}

static void one_that_was_never_resumed_can_be_released(void **state)
{
    struct subject *subject = subject_new(how_of(state), add_up_inputs);
    assert_true(subject->coroutine.ended);
    subject_free(subject);
    assert_int_equal(0, 0);
}

static void round_up_and_divide(struct coroutine *coroutine)
{
    struct subject *subject = (struct subject *)coroutine;
    fesetround(FE_UPWARD);
    coroutine_suspend(coroutine);
    subject->output = fegetround();
    volatile double one = 1, three = 3;
    subject->number = one / three;
    fesetround(FE_TONEAREST);
}

static void a_rounding_mode_stays_with_the_one_who_set_it(void **state)
{
    struct subject *subject = subject_new(how_of(state), round_up_and_divide);
    volatile double one = 1, three = 3;
    coroutine_resume(&subject->coroutine);
    assert_int_equal(fegetround(), FE_TONEAREST);
    double nearest = one / three;
    coroutine_resume(&subject->coroutine);
    assert_int_equal(subject->output, FE_UPWARD);
    assert_true(subject->number > nearest);
    assert_int_equal(fegetround(), FE_TONEAREST);
    subject_free(subject);
}

static void look_at_alignment(struct coroutine *coroutine)
{
    struct subject *subject = (struct subject *)coroutine;
    _Alignas(16) volatile unsigned char local[32] = {0};
    subject->output = (int)((uintptr_t)local % 16 + local[0]);
    /* Uses aligned vector stores on the stack where the compiler has laid it out for them. */
    char text[64];
    snprintf(text, sizeof text, "%.3f", 0.125);
    subject->number = strtod(text, NULL);
}

static void its_stack_is_aligned_as_the_calling_convention_wants(void **state)
{
    struct subject *subject = subject_new(how_of(state), look_at_alignment);
    coroutine_resume(&subject->coroutine);
    assert_int_equal(subject->output, 0);
    assert_near(subject->number, 0.125, 0);
    subject_free(subject);
}

static void resume_the_other(struct coroutine *coroutine)
{
    struct subject *subject = (struct subject *)coroutine;
    subject->other->input = 3;
    coroutine_resume(&subject->other->coroutine);
    coroutine_suspend(coroutine);
    coroutine_resume(&subject->other->coroutine);
    subject->output = subject->other->output;
}

static void one_may_resume_another(void **state)
{
    struct subject *outer = subject_new(how_of(state), resume_the_other);
    outer->other = subject_new(how_of(state), add_up_inputs);
    coroutine_resume(&outer->coroutine);
    assert_int_equal(outer->other->output, 3);
    coroutine_resume(&outer->coroutine);
    assert_int_equal(outer->output, 6);
    outer->other->input = -1;
    coroutine_resume(&outer->other->coroutine);
    subject_free(outer->other);
    subject_free(outer);
}

static _Unwind_Reason_Code frame_count(struct _Unwind_Context *context, void *argument)
{
    (void)context;
    ++*(int *)argument;
    return *(int *)argument < 100 ? _URC_NO_REASON : _URC_NORMAL_STOP;
}

static __attribute__((noinline)) void unwind_from_depth(struct subject *subject, int depth)
{
    if (depth > 0) {
        unwind_from_depth(subject, depth - 1);
        __asm__ volatile(""); /* else the call becomes a jump and the frame goes */
        return;
    }
    subject->input = (int)_Unwind_Backtrace(frame_count, &subject->output);
}

static void unwind(struct coroutine *coroutine)
{
    unwind_from_depth((struct subject *)coroutine, 5);
}

static void unwinding_ends_at_the_entry(void **state)
{
    struct subject *subject = subject_new(how_of(state), unwind);
    coroutine_resume(&subject->coroutine);
    assert_int_equal(subject->input, _URC_END_OF_STACK);
    assert_true(subject->output > 6);
    assert_true(subject->output < 100);
    subject_free(subject);
}

enum { CROWD = 50, STEPS = 20000, NUMBERS = 12 };

/* Keeps many values alive across every switch, in whatever registers and slots the compiler likes. */
static void mix_for_ever(struct coroutine *coroutine)
{
    struct subject *subject = (struct subject *)coroutine;
    uint64_t whole[NUMBERS];
    double broken[NUMBERS];
    for (int index = 0; index < NUMBERS; index++) {
        whole[index] = (uint64_t)(subject->input + index);
        broken[index] = subject->input + index / 16.0;
    }
    while (subject->input >= 0) {
        uint64_t sum = 0;
        double total = 0;
        for (int index = 0; index < NUMBERS; index++) {
            whole[index] = whole[index] * 6364136223846793005u + 1442695040888963407u;
            broken[index] = broken[index] * 0.75 + (double)(whole[index] >> 40);
            sum ^= whole[index];
            total += broken[index];
        }
        subject->output = (int)(sum >> 33);
        subject->number = total;
        coroutine_suspend(coroutine);
    }
}

/* Resumes fifty of them in a random order; returns a hash of all they said. */
static uint64_t crowd_hash(enum coroutine_switch how)
{
    struct subject *crowd[CROWD];
    uint64_t hash = 0;
    for (int index = 0; index < CROWD; index++) {
        crowd[index] = subject_new(how, mix_for_ever);
        crowd[index]->input = index;
    }
    for (uint64_t step = 0; step < STEPS; step++) {
        struct subject *chosen = crowd[yoke_random_upto(7, step, CROWD - 1)];
        coroutine_resume(&chosen->coroutine);
        uint64_t bits;
        memcpy(&bits, &chosen->number, sizeof bits);
        hash = (hash ^ (uint64_t)chosen->output ^ bits) * 1099511628211u;
    }
    for (int index = 0; index < CROWD; index++) {
        crowd[index]->input = -1;
        coroutine_resume(&crowd[index]->coroutine);
        subject_free(crowd[index]);
    }
    return hash;
}

static void fifty_in_random_order_compute_what_ucontext_computes(void **state)
{
    assert_int_equal(crowd_hash(how_of(state)), crowd_hash(COROUTINE_UCONTEXT));
}

#define TEST_ON(how, function)                                                                                         \
    {                                                                                                                  \
        .name = #how ": " #function, .test_func = (function), .initial_state = (void *)(uintptr_t)&hows[how]           \
    }
#define TESTS_ON(how)                                                                                                  \
    TEST_ON(how, it_goes_on_where_it_suspended_itself_with_its_locals),                                                \
        TEST_ON(how, resumed_after_its_end_it_begins_anew), TEST_ON(how, one_that_was_never_resumed_can_be_released),  \
        TEST_ON(how, a_rounding_mode_stays_with_the_one_who_set_it),                                                   \
        TEST_ON(how, its_stack_is_aligned_as_the_calling_convention_wants), TEST_ON(how, one_may_resume_another),      \
        TEST_ON(how, unwinding_ends_at_the_entry), TEST_ON(how, fifty_in_random_order_compute_what_ucontext_computes)

int main(void)
{
    static const enum coroutine_switch hows[] = {COROUTINE_BEST, COROUTINE_UCONTEXT};
    const struct CMUnitTest tests[] = {TESTS_ON(COROUTINE_BEST), TESTS_ON(COROUTINE_UCONTEXT)};
    print_message("COROUTINE_BEST is %s\n", coroutine_switch_name(COROUTINE_BEST));
    return cmocka_run_group_tests(tests, stacks_set_up, stacks_tear_down);
}
