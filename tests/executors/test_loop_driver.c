/* SPDX-License-Identifier: MIT */
/* Which driver is chosen, and what is said when one cannot be. Each case in a forked child, which finds out anew. */
#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "loop_denied.h"
#include "loop_driver.h"

/* What a child found. */
struct outcome {
    int denied; /* what syscalls_deny returned */
    int status;
    char driver[32];
    char text[512];
    char sentence[YOKE_ERROR_BYTES];
};

/* Chooses in a child where system calls first … last are denied (first 0: none). */
static struct outcome outcome_of(const char *forced, unsigned first, unsigned last)
{
    struct outcome outcome = {0};
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct driver_choice choice = {0};
        struct yoke_error error = {0};
        outcome.denied = first ? syscalls_deny(first, last) : 0;
        outcome.status = loop_driver_choose(forced, &choice, &error);
        snprintf(outcome.driver, sizeof outcome.driver, "%s", choice.driver ? choice.driver->name : "none");
        snprintf(outcome.text, sizeof outcome.text, "%s", choice.text);
        snprintf(outcome.sentence, sizeof outcome.sentence, "%s", error.text);
        _exit(write(ends[1], &outcome, sizeof outcome) == sizeof outcome ? 0 : 1);
    }
    close(ends[1]);
    assert_int_equal(read(ends[0], &outcome, sizeof outcome), sizeof outcome);
    close(ends[0]);
    assert_int_equal(waitpid(child, NULL, 0), child);
    if (outcome.denied) {
        print_message("no seccomp filter here: %s\n", strerror(-outcome.denied));
        skip();
    }
    return outcome;
}

static void without_a_wish_io_uring_comes_first_where_it_works(void **state)
{
    (void)state;
    struct outcome forced = outcome_of("uring", 0, 0), free_choice = outcome_of(NULL, 0, 0);
    print_message("chosen: %s\n", free_choice.text);
    assert_int_equal(free_choice.status, 0);
    assert_string_equal(free_choice.driver, forced.status ? "epoll" : "uring");
}

static void epoll_can_be_had_for_the_asking(void **state)
{
    (void)state;
    struct outcome outcome = outcome_of("epoll", 0, 0);
    assert_int_equal(outcome.status, 0);
    assert_string_equal(outcome.driver, "epoll");
    assert_non_null(strstr(outcome.text, "asked for"));
}

static void an_empty_wish_is_none(void **state)
{
    (void)state;
    assert_string_equal(outcome_of("", 0, 0).driver, outcome_of(NULL, 0, 0).driver);
}

static void an_unknown_name_is_refused_with_those_there_are(void **state)
{
    (void)state;
    struct outcome outcome = outcome_of("kqueue", 0, 0);
    assert_int_equal(outcome.status, -EINVAL);
    assert_string_equal(outcome.sentence, "there is no I/O driver \"kqueue\": it must be uring or epoll");
}

static void where_io_uring_is_denied_epoll_is_taken_and_the_reason_told(void **state)
{
    (void)state;
    struct outcome outcome = outcome_of(NULL, SYS_URING_SETUP, SYS_URING_REGISTER);
    assert_int_equal(outcome.status, 0);
    assert_string_equal(outcome.driver, "epoll");
    assert_non_null(strstr(outcome.text, "no uring"));
    if (!loop_driver_uring.unavailable)
        assert_non_null(strstr(outcome.text, "io_uring_setup fails with Operation not permitted"));
}

static void a_denied_io_uring_that_was_asked_for_is_an_error_and_never_epoll(void **state)
{
    (void)state;
    struct outcome outcome = outcome_of("uring", SYS_URING_SETUP, SYS_URING_REGISTER);
    assert_true(outcome.status < 0);
    assert_string_equal(outcome.driver, "none");
    assert_non_null(strstr(outcome.sentence, "uring was asked for and does not work here"));
}

static void a_ring_that_can_be_made_and_not_used_is_found_out(void **state)
{
    (void)state;
    if (loop_driver_uring.unavailable || outcome_of("uring", 0, 0).status) {
        print_message("no io_uring here to be half denied\n");
        skip();
    }
    struct outcome outcome = outcome_of(NULL, SYS_URING_ENTER, SYS_URING_ENTER);
    assert_string_equal(outcome.driver, "epoll");
    assert_non_null(strstr(outcome.text, "a ring can be made, and then its use fails"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_wish_io_uring_comes_first_where_it_works),
        cmocka_unit_test(epoll_can_be_had_for_the_asking),
        cmocka_unit_test(an_empty_wish_is_none),
        cmocka_unit_test(an_unknown_name_is_refused_with_those_there_are),
        cmocka_unit_test(where_io_uring_is_denied_epoll_is_taken_and_the_reason_told),
        cmocka_unit_test(a_denied_io_uring_that_was_asked_for_is_an_error_and_never_epoll),
        cmocka_unit_test(a_ring_that_can_be_made_and_not_used_is_found_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
