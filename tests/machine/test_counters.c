/* SPDX-License-Identifier: MIT */
/* What the machine at hand really counts. */
#include "counters.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "counter_control.h"
#include "fixture.h"

#define NAMES(...) ((const char *const[]){__VA_ARGS__})
#define WISH(list, list_count) (&(const struct counter_wish){.names = list, .name_count = list_count})

static struct counter_group *machine_group(const char *const names[], size_t name_count)
{
    struct counter_group *group = NULL;
    struct yoke_error error = {""};
    assert_int_equal(counter_group_open(WISH(names, name_count), &group, &error), 0);
    return group;
}

static void the_default_group_has_hardware_and_software_events(void **state)
{
    (void)state;
    static const char *const expected[] = {"PAPI_TOT_INS",     "PAPI_TOT_CYC",   "task-clock",
                                           "context-switches", "cpu-migrations", "page-faults"};
    struct counter_group *group = machine_group(NULL, 0);
    assert_int_equal(counter_group_count(group), 6);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(counter_group_event(group, i)->name, expected[i]);
    counter_group_close(group);
}

static void software_events_count_without_privilege(void **state)
{
    (void)state;
    struct counter_group *group =
        machine_group(NAMES("task-clock", "context-switches", "page-faults", "minor-faults"), 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(counter_group_event(group, i)->status, YOKE_COUNTER_OK);
    counter_group_close(group);
}

static void there_is_a_value_or_a_reason_and_never_both(void **state)
{
    (void)state;
    struct counter_group *group = machine_group(NULL, 0);
    struct counter_set *set;
    struct counter_count values[6];
    assert_int_equal(counter_set_start(group, &set, NULL), 0);
    counter_control_loop(1000);
    counter_set_read(set, values);
    for (size_t i = 0; i < 6; i++) {
        const struct counter_event *event = counter_set_event(set, i);
        assert_true((event->reason == NULL) == (event->status == YOKE_COUNTER_OK));
        assert_true((values[i].value == YOKE_MISSING) == (event->status != YOKE_COUNTER_OK));
    }
    counter_set_stop(set);
    counter_group_close(group);
}

static void the_description_is_one_line_that_names_papi(void **state)
{
    (void)state;
    struct counter_group *group = machine_group(NULL, 0);
    const char *line = counter_group_describe(group);
    assert_non_null(strstr(line, "papi "));
    assert_null(strchr(line, '\n'));
    bool hardware = counter_group_event(group, 0)->status == YOKE_COUNTER_OK ||
                    counter_group_event(group, 1)->status == YOKE_COUNTER_OK;
    assert_int_equal(strstr(line, "software events only") == NULL, hardware);
    counter_group_close(group);
}

static void page_faults_agree_with_getrusage(void **state)
{
    (void)state;
    enum { PAGES = 64 };
    struct counter_group *group = machine_group(NAMES("page-faults"), 1);
    size_t page_bytes = (size_t)sysconf(_SC_PAGESIZE);
    struct rusage before, after;
    struct counter_set *set;
    struct counter_count start, end;
    assert_int_equal(counter_set_start(group, &set, NULL), 0);
    unsigned char *pages = mmap(NULL, PAGES * page_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_true(pages != MAP_FAILED);
    madvise(pages, PAGES * page_bytes, MADV_NOHUGEPAGE);
    getrusage(RUSAGE_THREAD, &before);
    counter_set_read(set, &start);
    for (size_t i = 0; i < PAGES; i++)
        *(volatile unsigned char *)(pages + i * page_bytes) = 1;
    counter_set_read(set, &end);
    getrusage(RUSAGE_THREAD, &after);
    long faults = after.ru_minflt - before.ru_minflt + after.ru_majflt - before.ru_majflt;
    assert_in_range(end.value - start.value, PAGES, (uint64_t)faults);
    munmap(pages, PAGES * page_bytes);
    counter_set_stop(set);
    counter_group_close(group);
}

static void context_switches_count_every_sleep(void **state)
{
    (void)state;
    enum { SLEEPS = 20 };
    struct counter_group *group = machine_group(NAMES("context-switches", "voluntary-switches"), 2);
    struct counter_set *set;
    struct counter_count start[2], end[2];
    assert_int_equal(counter_set_start(group, &set, NULL), 0);
    counter_set_read(set, start);
    for (int i = 0; i < SLEEPS; i++)
        counter_control_run(STIMULUS_SLEEP);
    counter_set_read(set, end);
    assert_true(end[0].value - start[0].value >= SLEEPS);
    assert_true(end[1].value - start[1].value >= SLEEPS);
    counter_set_stop(set);
    counter_group_close(group);
}

static void migrations_count_a_forced_move(void **state)
{
    (void)state;
    struct counter_group *group = machine_group(NAMES("cpu-migrations"), 1);
    const struct counter_event *event = counter_group_event(group, 0);
    struct counter_set *set;
    struct counter_count start, end;
    assert_int_equal(counter_set_start(group, &set, NULL), 0);
    counter_set_read(set, &start);
    bool moved = counter_control_run(STIMULUS_MIGRATION) == STIMULUS_MIGRATION;
    counter_set_read(set, &end);
    counter_set_stop(set);
    if (event->status != YOKE_COUNTER_OK || !moved) {
        print_message("skipped: %s\n", event->reason ? event->reason : "one allowed processor, nowhere to move to");
        counter_group_close(group);
        skip();
    }
    counter_group_close(group);
    assert_true(end.value - start.value >= 1);
}

static void instructions_count_a_loop_of_known_length(void **state)
{
    (void)state;
    enum { TURNS = 1000000 };
    struct counter_group *group = machine_group(NAMES("PAPI_TOT_INS"), 1);
    const struct counter_event *event = counter_group_event(group, 0);
    if (event->status != YOKE_COUNTER_OK) {
        print_message("skipped: %s\n", event->reason);
        counter_group_close(group);
        skip();
    }
    struct counter_set *set;
    struct counter_count start, end;
    uint64_t empty;
    assert_int_equal(counter_set_start(group, &set, NULL), 0);
    counter_set_empty(set, &empty);
    counter_set_read(set, &start);
    counter_control_loop(TURNS);
    counter_set_read(set, &end);
    counter_set_stop(set);
    counter_group_close(group);
    assert_in_range(end.value - start.value - empty, 2 * TURNS, 2 * TURNS + 2000); /* 0.1 % */
}

static void an_unknown_name_is_refused_here_too(void **state)
{
    (void)state;
    struct counter_group *group = NULL;
    struct yoke_error error = {""};
    assert_int_equal(counter_group_open(WISH(NAMES("PAPI_TOT_INX"), 1), &group, &error), -EINVAL);
    assert_non_null(strstr(error.text, "PAPI_TOT_INX"));
}

struct worker {
    const struct counter_group *group;
    struct counter_event events[2];
    struct counter_count values[2];
};

/* Its events' texts are gone with the set. */
static void *worker_run(void *argument)
{
    struct worker *worker = argument;
    struct counter_set *set;
    if (counter_set_start(worker->group, &set, NULL))
        return NULL;
    for (size_t i = 0; i < 2; i++)
        worker->events[i] = *counter_set_event(set, i);
    counter_set_read(set, worker->values);
    counter_set_stop(set);
    return NULL;
}

static void many_threads_count_at_the_same_time(void **state)
{
    (void)state;
    enum { THREADS = 16 };
    struct counter_group *group = machine_group(NAMES("task-clock", "PAPI_TOT_CYC"), 2);
    struct worker workers[THREADS];
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        workers[i] = (struct worker){.group = group};
        assert_int_equal(pthread_create(&threads[i], NULL, worker_run, &workers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(workers[i].events[0].status, YOKE_COUNTER_OK);
        assert_true(workers[i].values[0].value != YOKE_MISSING);
        assert_int_equal(workers[i].events[1].status, counter_group_event(group, 1)->status);
    }
    counter_group_close(group);
}

/* In a forked child: starts a set and reports through its exit status whether everything is as in the group. */
static int child_counts(const struct counter_group *group)
{
    struct counter_set *set;
    struct counter_count values[6];
    if (counter_set_start(group, &set, NULL))
        return 1;
    counter_control_loop(100000);
    counter_set_read(set, values);
    int wrong = 0;
    for (size_t i = 0; i < counter_group_count(group); i++) {
        bool ok = counter_group_event(group, i)->status == YOKE_COUNTER_OK;
        wrong |= (values[i].value != YOKE_MISSING) != ok ? 2 : 0;
    }
    wrong |= values[2].value == 0 ? 4 : 0; /* task-clock */
    counter_set_stop(set);
    return wrong;
}

static void a_forked_child_counts_for_itself(void **state)
{
    (void)state;
    struct counter_group *group = machine_group(NULL, 0);
    int status = -1;
    pid_t child = fork();
    if (child == 0)
        _exit(child_counts(group));
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    counter_group_close(group);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_default_group_has_hardware_and_software_events),
        cmocka_unit_test(software_events_count_without_privilege),
        cmocka_unit_test(there_is_a_value_or_a_reason_and_never_both),
        cmocka_unit_test(the_description_is_one_line_that_names_papi),
        cmocka_unit_test(page_faults_agree_with_getrusage),
        cmocka_unit_test(context_switches_count_every_sleep),
        cmocka_unit_test(migrations_count_a_forced_move),
        cmocka_unit_test(instructions_count_a_loop_of_known_length),
        cmocka_unit_test(an_unknown_name_is_refused_here_too),
        cmocka_unit_test(many_threads_count_at_the_same_time),
        cmocka_unit_test(a_forked_child_counts_for_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
