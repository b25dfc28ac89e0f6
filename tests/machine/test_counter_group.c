/* SPDX-License-Identifier: MIT */
/* What a group of counters believes and what it does not, on made-up sources whose events behave as their names say. */
#include "counter_group.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

enum behaviour { COUNTS, COUNTS_A_LITTLE, READS_ZERO, IS_DENIED, COUNTS_IN_MAIN, CANNOT_BE_FOUND, BEHAVIOURS };

static const char *const behaviour_names[BEHAVIOURS] = {"counts", "little", "zero", "denied", "main-only", "lost"};

static pthread_t main_thread;
static int open_tallies;
static size_t capacity = COUNTERS_MOST; /* events the first fake can count at a time */

struct fake_tally {
    size_t count;
    int codes[COUNTERS_MOST];
    bool running[COUNTERS_MOST];
    bool in_main;
    uint64_t reads;
};

static int fake_find(const char *name, enum counter_scope scope, int *code, struct counter_verdict *verdict)
{
    (void)scope;
    for (int i = 0; i < BEHAVIOURS; i++) {
        if (strncmp(behaviour_names[i], name, strlen(behaviour_names[i])) != 0)
            continue;
        *code = i;
        if (i != CANNOT_BE_FOUND)
            return 0;
        counter_verdict_set(verdict, YOKE_COUNTER_UNAVAILABLE, "the table of names is lost");
        return -ENODEV;
    }
    return -ENOENT;
}

static int fake_start_within(size_t most, const int codes[], size_t count, struct counter_verdict verdicts[],
                             void **tally)
{
    struct fake_tally *mine = calloc(1, sizeof *mine);
    assert_non_null(mine);
    size_t running = 0;
    *mine = (struct fake_tally){.count = count, .in_main = pthread_equal(pthread_self(), main_thread)};
    for (size_t i = 0; i < count; i++) {
        mine->codes[i] = codes[i];
        mine->running[i] = codes[i] != IS_DENIED && running < most;
        running += mine->running[i];
        if (codes[i] == IS_DENIED)
            counter_verdict_set(&verdicts[i], YOKE_COUNTER_DENIED, "the keeper says no (EACCES)");
        else if (!mine->running[i])
            counter_verdict_set(&verdicts[i], YOKE_COUNTER_UNAVAILABLE, "no room"), verdicts[i].crowded = true;
    }
    open_tallies++;
    *tally = mine;
    return 0;
}

static int fake_start(const int codes[], size_t count, struct counter_verdict verdicts[], void **tally)
{
    return fake_start_within(capacity, codes, count, verdicts, tally);
}

static void fake_read(void *tally, struct counter_count counts[])
{
    struct fake_tally *mine = tally;
    mine->reads++;
    for (size_t i = 0; i < mine->count; i++) {
        bool moves = mine->codes[i] == COUNTS || (mine->codes[i] == COUNTS_IN_MAIN && mine->in_main);
        uint64_t step = moves ? 1000000 : mine->codes[i] == COUNTS_A_LITTLE ? 1 : 0;
        counts[i] = (struct counter_count){.value = mine->running[i] ? mine->reads * step : YOKE_MISSING};
    }
}

static void fake_stop(void *tally)
{
    open_tallies--;
    free(tally);
}

/* The second source has every event of the first one, and counts it, but "zero", which reads zero here too. */
static int second_start(const int codes[], size_t count, struct counter_verdict verdicts[], void **tally)
{
    int mine[COUNTERS_MOST];
    for (size_t i = 0; i < count; i++)
        mine[i] = codes[i] == IS_DENIED || codes[i] == COUNTS_A_LITTLE ? COUNTS : codes[i];
    return fake_start_within(COUNTERS_MOST, mine, count, verdicts, tally);
}

static const struct counter_source first = {
    .name = "first", .hardware = true, .find = fake_find, .start = fake_start, .read = fake_read, .stop = fake_stop};
static const struct counter_source second = {
    .name = "second", .hardware = true, .find = fake_find, .start = second_start, .read = fake_read, .stop = fake_stop};
static const struct counter_source *const only_first[] = {&first};
static const struct counter_source *const first_and_second[] = {&first, &second};

#define NAMES(...) ((const char *const[]){__VA_ARGS__})
#define WISH(list, list_count) (&(const struct counter_wish){.names = list, .name_count = list_count})

static struct counter_group *group_of(const struct counter_source *const sources[], size_t source_count,
                                      const char *const names[], size_t name_count)
{
    struct counter_group *group = NULL;
    struct yoke_error error = {""};
    assert_int_equal(counter_group_open_from(sources, source_count, WISH(names, name_count), &group, &error), 0);
    assert_string_equal(error.text, "");
    return group;
}

static int reset(void **state)
{
    (void)state;
    capacity = COUNTERS_MOST;
    open_tallies = 0;
    main_thread = pthread_self();
    return 0;
}

static int everything_was_stopped(void **state)
{
    (void)state;
    assert_int_equal(open_tallies, 0);
    return 0;
}

static void an_event_that_opens_and_reads_zero_is_not_counting(void **state)
{
    (void)state;
    struct counter_group *group = group_of(only_first, 1, NAMES("zero", "counts"), 2);
    const struct counter_event *event = counter_group_event(group, 0);
    assert_int_equal(event->status, YOKE_COUNTER_NOT_COUNTING);
    assert_non_null(strstr(event->reason, "reads 0 in"));
    assert_int_equal(counter_group_event(group, 1)->status, YOKE_COUNTER_OK);
    assert_null(counter_group_event(group, 1)->reason);
    counter_group_close(group);
}

static void an_event_that_counts_less_than_its_known_work_is_not_believed(void **state)
{
    (void)state;
    struct counter_set set;
    struct counter_group *group = group_of(only_first, 1, NAMES("little"), 1);
    static const struct counter_control strict = {STIMULUS_LOOP, 200000, "a loop of 200000 instructions"};
    assert_int_equal(counter_group_event(group, 0)->status,
                     YOKE_COUNTER_OK); /* nothing is known of its work: 1 will do */
    group->choices[0].control = &strict;
    assert_int_equal(counter_set_open(group, false, &set), 0);
    counter_set_judge(&set, ~0u);
    assert_int_equal(set.verdicts[0].status, YOKE_COUNTER_NOT_COUNTING);
    assert_non_null(strstr(set.verdicts[0].reason, "reads 1 in a loop of 200000 instructions"));
    counter_set_close(&set);
    counter_group_close(group);
}

static void what_one_source_refuses_another_may_count(void **state)
{
    (void)state;
    struct counter_group *group = group_of(first_and_second, 2, NAMES("denied", "counts"), 2);
    assert_int_equal(counter_group_event(group, 0)->status, YOKE_COUNTER_OK);
    assert_int_equal(group->choices[0].source, 1);
    assert_int_equal(group->choices[1].source, 0);
    counter_group_close(group);
}

static void a_refusal_names_what_every_source_said_each_thing_once(void **state)
{
    (void)state;
    struct counter_group *group = group_of(first_and_second, 2, NAMES("zero", "lost"), 2);
    assert_int_equal(counter_group_event(group, 0)->status, YOKE_COUNTER_NOT_COUNTING);
    assert_null(strstr(counter_group_event(group, 0)->reason, "; it opens"));
    assert_int_equal(counter_group_event(group, 1)->status, YOKE_COUNTER_UNAVAILABLE);
    assert_string_equal(counter_group_event(group, 1)->reason, "the table of names is lost");
    counter_group_close(group);
}

static void a_denied_event_stays_denied(void **state)
{
    (void)state;
    struct counter_group *group = group_of(only_first, 1, NAMES("denied"), 1);
    assert_int_equal(counter_group_event(group, 0)->status, YOKE_COUNTER_DENIED);
    assert_string_equal(counter_group_event(group, 0)->reason, "the keeper says no (EACCES)");
    assert_false(counter_group_event(group, 0)->crowded);
    counter_group_close(group);
}

static void an_event_that_does_not_fit_is_unavailable_and_crowded(void **state)
{
    (void)state;
    capacity = 2;
    struct counter_group *group = group_of(only_first, 1, NAMES("counts1", "counts2", "counts3"), 3);
    assert_int_equal(counter_group_event(group, 1)->status, YOKE_COUNTER_OK);
    assert_int_equal(counter_group_event(group, 2)->status, YOKE_COUNTER_UNAVAILABLE);
    assert_true(counter_group_event(group, 2)->crowded);
    counter_group_close(group);
}

static void an_event_that_does_not_count_leaves_its_place_to_the_next(void **state)
{
    (void)state;
    capacity = 1;
    struct counter_group *group = group_of(only_first, 1, NAMES("zero", "counts"), 2);
    assert_int_equal(counter_group_event(group, 0)->status, YOKE_COUNTER_NOT_COUNTING);
    assert_int_equal(counter_group_event(group, 1)->status, YOKE_COUNTER_OK);
    counter_group_close(group);
}

static void an_unknown_name_is_refused_with_names_that_would_do(void **state)
{
    (void)state;
    struct counter_group *group = NULL;
    struct yoke_error error = {""};
    assert_int_equal(counter_group_open_from(only_first, 1, WISH(NAMES("counts", "nonsense"), 2), &group, &error), -EINVAL);
    assert_non_null(strstr(error.text, "unknown counter \"nonsense\""));
    assert_non_null(strstr(error.text, "context-switches"));
    assert_null(group);
}

static void a_name_given_twice_is_refused(void **state)
{
    (void)state;
    struct counter_group *group = NULL;
    struct yoke_error error = {""};
    assert_int_equal(counter_group_open_from(only_first, 1, WISH(NAMES("counts", "zero", "counts"), 3), &group, &error),
                     -EINVAL);
    assert_string_equal(error.text, "counter \"counts\" is named twice");
}

static void more_events_than_a_group_holds_are_refused(void **state)
{
    (void)state;
    struct counter_group *group = NULL;
    struct yoke_error error = {""};
    const char *names[COUNTERS_MOST + 1];
    for (size_t i = 0; i < COUNTERS_MOST + 1; i++)
        names[i] = "counts";
    assert_int_equal(counter_group_open_from(only_first, 1, WISH(names, COUNTERS_MOST + 1), &group, &error), -EINVAL);
    assert_string_equal(error.text, "33 counters are asked for, at most 32 can be counted at a time");
}

static void a_set_reads_totals_since_it_was_handed_over(void **state)
{
    (void)state;
    struct counter_group *group = group_of(only_first, 1, NAMES("counts", "zero"), 2);
    struct counter_set *set;
    struct counter_count values[2];
    uint64_t empty[2];
    assert_int_equal(counter_set_start(group, &set, NULL), 0);
    counter_set_read(set, values);
    assert_int_equal(values[0].value, 1000000);
    assert_true(values[1].value == YOKE_MISSING);
    counter_set_read(set, values);
    assert_int_equal(values[0].value, 2000000);
    counter_set_empty(set, empty);
    assert_int_equal(empty[0], 1000000);
    assert_true(empty[1] == YOKE_MISSING);
    counter_set_stop(set);
    counter_group_close(group);
}

struct worker {
    const struct counter_group *group;
    struct counter_event events[2];
    char reason[COUNTER_REASON_BYTES];
    struct counter_count values[2];
};

static void *worker_run(void *argument)
{
    struct worker *worker = argument;
    struct counter_set *set;
    if (counter_set_start(worker->group, &set, NULL))
        return NULL;
    for (size_t i = 0; i < 2; i++)
        worker->events[i] = *counter_set_event(set, i);
    if (worker->events[1].reason)
        snprintf(worker->reason, sizeof worker->reason, "%s", worker->events[1].reason);
    counter_set_read(set, worker->values);
    counter_set_stop(set);
    return NULL;
}

static void an_event_that_counts_in_main_alone_has_no_value_in_a_worker(void **state)
{
    (void)state;
    struct counter_group *group = group_of(only_first, 1, NAMES("counts", "main-only"), 2);
    struct worker worker = {.group = group};
    pthread_t thread;
    assert_int_equal(counter_group_event(group, 1)->status, YOKE_COUNTER_OK);
    assert_int_equal(pthread_create(&thread, NULL, worker_run, &worker), 0);
    pthread_join(thread, NULL);
    assert_int_equal(worker.events[0].status, YOKE_COUNTER_OK);
    assert_int_equal(worker.values[0].value, 1000000);
    assert_int_equal(worker.events[1].status, YOKE_COUNTER_NOT_COUNTING);
    assert_non_null(strstr(worker.reason, "reads 0 in"));
    assert_true(worker.values[1].value == YOKE_MISSING);
    counter_group_close(group);
}

#define MADE_UP(test) cmocka_unit_test_setup_teardown(test, reset, everything_was_stopped)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MADE_UP(an_event_that_opens_and_reads_zero_is_not_counting),
        MADE_UP(an_event_that_counts_less_than_its_known_work_is_not_believed),
        MADE_UP(what_one_source_refuses_another_may_count),
        MADE_UP(a_refusal_names_what_every_source_said_each_thing_once),
        MADE_UP(a_denied_event_stays_denied),
        MADE_UP(an_event_that_does_not_fit_is_unavailable_and_crowded),
        MADE_UP(an_event_that_does_not_count_leaves_its_place_to_the_next),
        MADE_UP(an_unknown_name_is_refused_with_names_that_would_do),
        MADE_UP(a_name_given_twice_is_refused),
        MADE_UP(more_events_than_a_group_holds_are_refused),
        MADE_UP(a_set_reads_totals_since_it_was_handed_over),
        MADE_UP(an_event_that_counts_in_main_alone_has_no_value_in_a_worker),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
