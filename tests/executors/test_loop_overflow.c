/* SPDX-License-Identifier: MIT */
/* A stack that is too small: a sentence with the task's number and the stack's size, then the end. In forked children.
 */
#include "loop_made.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STACK_KIB = 64, TASK = 1234567, HANDED_OVER = 55 };

static const char sentence[] = "stack overflow in task 1234567: needs more than 64 KiB";

/* How a child ended. */
struct end {
    int status; /* of waitpid */
    char said[8192];
};

static void do_nothing(void *argument)
{
    (void)argument;
}

static void child_main(void (*act)(void *), struct loop_options options)
{
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    options.stack_bytes = STACK_KIB * 1024;
    struct loop *loop = fresh_loop(options);
    struct actor first = {0}, actor = {0};
    spawn(loop, &first, do_nothing);
    spawn(loop, &actor, act); /* on the second stack, which has a neighbour below */
    loop_run(loop);
}

/* `handler` is what SIGSEGV does before there is a loop. */
static struct end end_of(void (*act)(void *), struct loop_options options, void (*handler)(int))
{
    struct end end = {0};
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        /* Not cmocka's handlers, nor a sanitizer's. */
        const struct sigaction earlier = {.sa_handler = handler, .sa_flags = SA_ONSTACK};
        sigaction(SIGSEGV, &earlier, NULL);
        signal(SIGABRT, SIG_DFL);
        dup2(ends[1], STDERR_FILENO);
        child_main(act, options);
        _exit(0);
    }
    close(ends[1]);
    size_t length = 0;
    for (ssize_t bytes; (bytes = read(ends[0], end.said + length, sizeof end.said - 1 - length)) > 0;)
        length += (size_t)bytes;
    close(ends[0]);
    assert_int_equal(waitpid(child, &end.status, 0), child);
    return end;
}

static void expect_ended_by(const struct end *end, int signal_number)
{
    assert_true(WIFSIGNALED(end->status));
    assert_int_equal(WTERMSIG(end->status), signal_number);
}

static __attribute__((noinline)) int descend(int depth)
{
    volatile char frame[1024];
    for (size_t place = 0; place < sizeof frame; place++)
        frame[place] = (char)(depth % 100 + 1); /* not 0, which looks unused */
    int below = depth > 0 ? descend(depth - 1) : 0;
    return below + frame[0];
}

static void descend_too_far(void *argument)
{
    struct actor *actor = argument;
    loop_number(actor->loop, TASK);
    actor->status = descend(10000);
}

static void an_overflow_into_the_guard_names_the_task_and_the_size_and_faults(void **state)
{
    (void)state;
    struct end end = end_of(descend_too_far, DEFAULTS, SIG_DFL);
    if (!strstr(end.said, sentence))
        fail_msg("said: %s", end.said);
    expect_ended_by(&end, SIGSEGV);
}

/* Writes below its own stack, over the neighbour, and comes back. */
__attribute__((no_sanitize("address", "thread"))) static void trample(void *argument)
{
    struct actor *actor = argument;
    loop_number(actor->loop, TASK);
    volatile unsigned char *below = (unsigned char *)__builtin_frame_address(0) - STACK_KIB * 1024;
    for (int place = 0; place < 2048; place++)
        below[place] = 1;
    loop_yield(actor->loop);
}

static void where_there_is_no_guard_the_canary_tells_when_the_task_gives_way(void **state)
{
    (void)state;
    struct end end = end_of(trample, (struct loop_options){.guard = STACK_GUARD_SLAB}, SIG_DFL);
    if (!strstr(end.said, sentence))
        fail_msg("said: %s", end.said);
    expect_ended_by(&end, SIGABRT);
}

__attribute__((no_sanitize("address", "undefined", "thread"))) static void fault_elsewhere(void *argument)
{
    (void)argument;
    int *volatile nowhere = (int *)16;
    *nowhere = 0;
}

static void a_fault_elsewhere_is_not_called_an_overflow(void **state)
{
    (void)state;
    struct end end = end_of(fault_elsewhere, DEFAULTS, SIG_DFL);
    assert_null(strstr(end.said, "stack overflow in task"));
    expect_ended_by(&end, SIGSEGV);
}

static void leave(int number)
{
    (void)number;
    _exit(HANDED_OVER);
}

static void a_handler_that_was_there_before_gets_the_fault_too(void **state)
{
    (void)state;
    struct end end = end_of(descend_too_far, DEFAULTS, leave);
    assert_non_null(strstr(end.said, sentence));
    assert_true(WIFEXITED(end.status));
    assert_int_equal(WEXITSTATUS(end.status), HANDED_OVER);
}

static void the_earlier_action_and_signal_stack_are_back_when_the_loop_is_gone(void **state)
{
    (void)state;
    struct sigaction action_before, action_after;
    stack_t stack_before, stack_after;
    sigaction(SIGSEGV, NULL, &action_before);
    sigaltstack(NULL, &stack_before);
    struct loop *loop = fresh_loop(DEFAULTS);
    sigaction(SIGSEGV, NULL, &action_after);
    assert_ptr_not_equal(action_after.sa_sigaction, action_before.sa_sigaction);
    loop_free(loop);
    sigaction(SIGSEGV, NULL, &action_after);
    sigaltstack(NULL, &stack_after);
    assert_ptr_equal(action_after.sa_sigaction, action_before.sa_sigaction);
    assert_ptr_equal(stack_after.ss_sp, stack_before.ss_sp);
    assert_int_equal(stack_after.ss_flags, stack_before.ss_flags);
}

static void descend_a_little(void *argument)
{
    struct actor *actor = argument;
    actor->status = descend(9);
}

static void the_most_that_tasks_used_of_their_stacks_is_known(void **state)
{
    (void)state;
    struct loop *loop = fresh_loop(DEFAULTS);
    struct actor actor = {0};
    spawn(loop, &actor, descend_a_little);
    assert_int_equal(loop_run(loop), 0);
    size_t used = loop_stack_used_bytes(loop, SIZE_MAX);
#if !COROUTINE_ASAN /* which may keep frames elsewhere */
    assert_true(used >= 9 * 1024);
#endif
    assert_true(used < LOOP_STACK_BYTES / 2);
    loop_free(loop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_overflow_into_the_guard_names_the_task_and_the_size_and_faults),
        cmocka_unit_test(where_there_is_no_guard_the_canary_tells_when_the_task_gives_way),
        cmocka_unit_test(a_fault_elsewhere_is_not_called_an_overflow),
        cmocka_unit_test(a_handler_that_was_there_before_gets_the_fault_too),
        cmocka_unit_test(the_earlier_action_and_signal_stack_are_back_when_the_loop_is_gone),
        cmocka_unit_test(the_most_that_tasks_used_of_their_stacks_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
