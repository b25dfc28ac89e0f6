/* SPDX-License-Identifier: MIT */
/* Stacks: guards, canaries, and how much was used. What happens on an overflow is in test_loop_overflow.c. */
#include "fixture.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "coroutine.h"
#include "coroutine_stacks.h"

enum { STACK_BYTES = 65536, SMALLEST_PAGE = 4096 };

static size_t page_bytes(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

static unsigned mapping_count(void)
{
    unsigned lines = 0;
    FILE *file = fopen("/proc/self/maps", "re");
    assert_non_null(file);
    for (int character; (character = fgetc(file)) != EOF;)
        lines += character == '\n';
    fclose(file);
    return lines;
}

/* Ends how a child that writes to `memory` ends: 0, or the signal. */
static int signal_of_write(volatile unsigned char *memory)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        signal(SIGSEGV, SIG_DFL); /* not a sanitizer's report */
        *memory = 1;
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void a_stack_has_the_size_asked_for_and_is_writable_throughout(void **state)
{
    (void)state;
    struct stacks *stacks = stacks_new(STACK_BYTES, STACK_GUARD_EACH);
    struct stack stack;
    assert_int_equal(stacks_take(stacks, &stack), 0);
    assert_int_equal(stacks_bytes(stacks), STACK_BYTES);
    assert_true(stack.high - stack.low >= STACK_BYTES - 64);
    assert_int_equal((uintptr_t)stack.high % 64, 0);
    memset(stack.low, 1, (size_t)(stack.high - stack.low));
    stacks_free(stacks);
}

static void under_every_stack_lies_a_guard(void **state)
{
    (void)state;
    struct stacks *stacks = stacks_new(STACK_BYTES, STACK_GUARD_EACH);
    for (int index = 0; index < 3; index++) {
        struct stack stack;
        assert_int_equal(stacks_take(stacks, &stack), 0);
        assert_null(stack.canary);
        assert_int_equal(signal_of_write(stack.low), 0);
        assert_int_equal(signal_of_write(stack.low - 1), SIGSEGV);
        assert_int_equal(signal_of_write(stack.low - STACK_GUARD_BYTES), SIGSEGV);
    }
    assert_int_equal(stacks_guarded_count(stacks), stacks_count(stacks));
    stacks_free(stacks);
}

static void without_guards_of_their_own_the_lowest_has_the_slabs_and_the_others_a_canary(void **state)
{
    (void)state;
    struct stacks *stacks = stacks_new(STACK_BYTES, STACK_GUARD_SLAB);
    struct stack lowest, next;
    assert_int_equal(stacks_take(stacks, &lowest), 0);
    assert_int_equal(stacks_take(stacks, &next), 0);
    assert_null(lowest.canary);
    assert_int_equal(signal_of_write(lowest.low - 1), SIGSEGV);
    assert_non_null(next.canary);
    assert_true(stack_intact(&next));
    memset(next.low, 0xff, 128); /* all of its own */
    memset(lowest.high - 128, 0xff, 128);
    assert_true(stack_intact(&next));
    next.low[-64] = 0; /* and one byte too many, where the canary begins */
    assert_false(stack_intact(&next));
    stacks_free(stacks);
}

static void a_stack_costs_the_pages_that_were_touched(void **state)
{
    (void)state;
    struct stacks *stacks = stacks_new(STACK_BYTES, STACK_GUARD_SLAB);
    struct stack stack;
    for (int index = 0; index < 3; index++)
        assert_int_equal(stacks_take(stacks, &stack), 0);
    stack.high[-8] = 1;
    unsigned char present[STACK_BYTES / SMALLEST_PAGE];
    assert_int_equal(mincore(stack.low, STACK_BYTES, present), 0);
    int count = 0;
    for (size_t page = 0; page < STACK_BYTES / page_bytes(); page++)
        count += present[page] & 1;
    assert_int_equal(count, 1);
    stacks_free(stacks);
}

static void the_most_that_was_used_is_found_to_the_word_and_without_touching_more(void **state)
{
    (void)state;
    struct stacks *stacks = stacks_new(STACK_BYTES, STACK_GUARD_EACH);
    struct stack stack;
    assert_int_equal(stacks_take(stacks, &stack), 0);
    assert_int_equal(stack_used_bytes(&stack), 0);
    *(volatile uint64_t *)(void *)(stack.high - 5000 / 8 * 8) = 1;
    assert_int_equal(stack_used_bytes(&stack), 5000 / 8 * 8);
    *(volatile uint64_t *)(void *)(stack.high - 40000) = 1; /* pages in between never touched */
    assert_int_equal(stack_used_bytes(&stack), 40000);
    unsigned char present = 1;
    assert_int_equal(mincore(stack.low, page_bytes(), &present), 0);
    assert_int_equal(present & 1, 0);
    stacks_free(stacks);
}

/* A hundred thousand stacks are made, used and given back, whatever the kernel has for guards. */
static size_t guarded_of_many(enum stack_guard guard)
{
    enum { STACKS = 100000 };
    struct stack stack;
    struct stacks *first = stacks_new(STACK_BYTES, guard); /* whatever is set up once */
    assert_int_equal(stacks_take(first, &stack), 0);
    stacks_free(first);
    unsigned before = mapping_count();
    struct stacks *stacks = stacks_new(STACK_BYTES, guard);
    for (int index = 0; index < STACKS; index++)
        assert_int_equal(stacks_take(stacks, &stack), 0);
    size_t guarded = stacks_guarded_count(stacks);
    print_message("%zu of %d stacks have a guard of their own, in %u mappings\n", guarded, STACKS,
                  mapping_count() - before);
    assert_int_equal(stacks_count(stacks), STACKS);
    assert_true(stack_intact(&stack));
    assert_true(stack.canary || signal_of_write(stack.low - 1) == SIGSEGV);
    stacks_free(stacks);
#if COROUTINE_TSAN || COROUTINE_ASAN
    print_message("mappings are not compared: the sanitizer has its own for what was used\n");
#else
    assert_int_equal(mapping_count(), before);
#endif
    return guarded;
}

static void a_hundred_thousand_stacks_fit_and_are_all_given_back(void **state)
{
    (void)state;
    guarded_of_many(STACK_GUARD_EACH);
}

static void guards_that_are_mappings_leave_mappings_to_others(void **state)
{
    (void)state;
    size_t guarded = guarded_of_many(STACK_GUARD_MAPPING);
    assert_true(guarded > 1000);
    assert_true(guarded < 100000);
    assert_true(guarded_of_many(STACK_GUARD_MAPPING) == guarded); /* the budget was given back too */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stack_has_the_size_asked_for_and_is_writable_throughout),
        cmocka_unit_test(under_every_stack_lies_a_guard),
        cmocka_unit_test(without_guards_of_their_own_the_lowest_has_the_slabs_and_the_others_a_canary),
        cmocka_unit_test(a_stack_costs_the_pages_that_were_touched),
        cmocka_unit_test(the_most_that_was_used_is_found_to_the_word_and_without_touching_more),
        cmocka_unit_test(a_hundred_thousand_stacks_fit_and_are_all_given_back),
        cmocka_unit_test(guards_that_are_mappings_leave_mappings_to_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
