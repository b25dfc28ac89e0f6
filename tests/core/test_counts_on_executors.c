/* SPDX-License-Identifier: MIT */
/* What a sample counts, on every executor: the software events against what the kernel says of the same workers, and
 * that a worker which is replaced takes nothing with it that had been counted before. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "fixture.h"

#include "blocking_io.h"
#include "clock.h"
#include "fields.h"
#include "sample.h"
#include "thread_books.h"
#include "yoke/catalogue.h"
#include "yoke/shared.h"

enum { WORKERS = 2, TASKS = 24, PAGES = 8, EVENTS = 7 };

static const char *const events[EVENTS] = {"page-faults",        "minor-faults",         "major-faults",
                                           "voluntary-switches", "involuntary-switches", "cpu-migrations",
                                           "task-clock"};

/* The kernel's word on one thread, in the order of `events`. */
struct word {
    uint64_t values[EVENTS];
};

/* One worker's words around its own counters: counted is at least inner and at most outer. In shared memory. */
struct witness {
    struct word outer_before, inner_before, inner_after, outer_after;
    int process;
};

struct scene {
    struct counter_group *group;
    struct probe probe;
    struct witness *witnesses;
    struct yoke_worker *workers;
    struct yoke_team *team;
    struct yoke_job job;
    const struct yoke_executor *executor;
    struct yoke_error error;
    uint64_t deadly; /* task that kills its worker; UINT64_MAX: none */
    int coordinator;
};

static struct word word_read(void)
{
    struct rusage usage;
    struct word word;
    const int sched = thread_books_open_sched();
    getrusage(RUSAGE_THREAD, &usage);
    word.values[0] = (uint64_t)(usage.ru_minflt + usage.ru_majflt);
    word.values[1] = (uint64_t)usage.ru_minflt;
    word.values[2] = (uint64_t)usage.ru_majflt;
    word.values[3] = (uint64_t)usage.ru_nvcsw;
    word.values[4] = (uint64_t)usage.ru_nivcsw;
    word.values[5] = thread_books_migrations(sched);
    word.values[6] = clock_thread_cpu_ns();
    if (sched >= 0)
        close(sched);
    return word;
}

static void witness_prepare(void *own, struct yoke_worker *worker)
{
    struct scene *scene = own;
    struct witness *witness = &scene->witnesses[worker->index];
    witness->process = getpid();
    witness->outer_before = word_read();
    probe_prepare(&scene->probe, worker);
    witness->inner_before = word_read();
}

static void witness_begin(void *own, struct yoke_worker *worker)
{
    probe_begin(&((struct scene *)own)->probe, worker);
}

static void witness_end(void *own, struct yoke_worker *worker)
{
    struct scene *scene = own;
    struct witness *witness = &scene->witnesses[worker->index];
    witness->inner_after = word_read();
    probe_end(&scene->probe, worker);
    witness->outer_after = word_read();
}

/* Touches fresh pages, and waits once. */
static int pages_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    const struct scene *scene = context;
    const size_t page_bytes = (size_t)sysconf(_SC_PAGESIZE);
    (void)worker, (void)result;
    if (index == scene->deadly && getpid() != scene->coordinator)
        raise(SIGKILL);
    unsigned char *pages = mmap(NULL, PAGES * page_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED)
        return -errno;
    madvise(pages, PAGES * page_bytes, MADV_NOHUGEPAGE);
    for (size_t i = 0; i < PAGES; i++)
        *(volatile unsigned char *)(pages + i * page_bytes) = 1;
    munmap(pages, PAGES * page_bytes);
    return nanosleep(&(struct timespec){.tv_nsec = 20000}, NULL) ? -errno : 0;
}

static int worker_start(void *own, struct yoke_worker *worker, struct yoke_error *error)
{
    return probe_attach(&((struct scene *)own)->probe, worker, error);
}

static void worker_stop(void *own, struct yoke_worker *worker)
{
    probe_detach(&((struct scene *)own)->probe, worker);
}

/* The executor of the test with its workers started; a visible skip where it cannot be had. */
static struct scene *scene_open(void **state, uint32_t capabilities)
{
    const struct yoke_executor *executor = *state;
    if (executor->unavailable || (executor->capabilities & capabilities) != capabilities) {
        print_message("skipped: %s: %s\n", executor->name,
                      executor->unavailable ? executor->unavailable : "its workers cannot die alone");
        skip();
    }
    const unsigned worker_count = executor->capabilities & YOKE_PARALLEL ? WORKERS : 1;
    struct scene *scene = yoke_shared_map(sizeof *scene);
    *scene = (struct scene){.executor = executor, .deadly = UINT64_MAX, .coordinator = getpid()};
    const struct counter_wish wish = {.names = events, .name_count = EVENTS};
    assert_int_equal(counter_group_open(&wish, &scene->group, NULL), 0);
    assert_int_equal(probe_open(&scene->probe, scene->group, worker_count, NULL), 0);
    scene->witnesses = yoke_shared_map(WORKERS * sizeof *scene->witnesses);
    scene->workers = yoke_shared_map(WORKERS * sizeof *scene->workers);
    for (unsigned i = 0; i < worker_count; i++)
        scene->workers[i] = (struct yoke_worker){.index = i, .io = &blocking_io};
    const struct yoke_team_options options = {.worker_count = worker_count,
                                              .workers = scene->workers,
                                              .usable_cpus = WORKERS,
                                              .worker_start = worker_start,
                                              .worker_stop = worker_stop,
                                              .argument = scene};
    if (executor->start(&options, &scene->team, &scene->error))
        fail_msg("%s does not start: %s", executor->name, scene->error.text);
    return scene;
}

static void scene_close(struct scene *scene)
{
    scene->executor->stop(scene->team);
    yoke_shared_unmap(scene->witnesses, WORKERS * sizeof *scene->witnesses);
    yoke_shared_unmap(scene->workers, WORKERS * sizeof *scene->workers);
    probe_close(&scene->probe);
    counter_group_close(scene->group);
    yoke_shared_unmap(scene, sizeof *scene);
}

static void scene_run(struct scene *scene)
{
    const struct yoke_schedule *schedule = yoke_schedules[0];
    scene->job = (struct yoke_job){.task_count = TASKS,
                                   .task = pages_task,
                                   .context = scene,
                                   .schedule = schedule,
                                   .chunk = 1,
                                   .prepare = witness_prepare,
                                   .begin = witness_begin,
                                   .end = witness_end,
                                   .probe = scene};
    probe_reset(&scene->probe);
    if (scene->executor->run(scene->team, &scene->job, &scene->error))
        fail_msg("%s does not run: %s", scene->executor->name, scene->error.text);
    assert_int_equal(scene->job.failed_count, 0);
}

static struct yoke_sample scene_sample(const struct scene *scene, struct record *memory)
{
    struct yoke_sample sample;
    const struct sample_run run = {.probe = &scene->probe, .job = &scene->job, .workers = scene->workers};
    shape_clear(&sample_shape, &sample);
    assert_int_equal(sample_make(memory, &run, &sample), 0);
    assert_int_equal(sample.counter_count, EVENTS);
    return sample;
}

static void assert_sample_is_as_the_kernel_says(const struct scene *scene, const struct yoke_sample *sample)
{
    for (size_t k = 0; k < EVENTS; k++) {
        const struct yoke_counter *counter = &sample->counters[k];
        uint64_t least = 0, most = 0;
        assert_string_equal(counter->name, events[k]);
        if (counter->status != YOKE_COUNTER_OK) {
            print_message("not compared: %s: %s\n", counter->name, counter->reason);
            continue;
        }
        for (unsigned i = 0; i < scene->probe.worker_count; i++) {
            const struct witness *witness = &scene->witnesses[i];
            least += witness->inner_after.values[k] - witness->inner_before.values[k];
            most += witness->outer_after.values[k] - witness->outer_before.values[k];
        }
        if (counter->value < least || counter->value > most)
            fail_msg("%s: %llu %s, the kernel says %llu to %llu", scene->executor->name,
                     (unsigned long long)counter->value, events[k], (unsigned long long)least,
                     (unsigned long long)most);
    }
    assert_true(sample->counters[0].value >= TASKS * PAGES);
    assert_true(sample->counters[3].value >= 1);
}

static void software_events_are_as_getrusage_and_proc_say(void **state)
{
    struct scene *scene = scene_open(state, 0);
    struct record *memory = record_new();
    for (int run = 0; run < 3; run++) {
        scene_run(scene);
        const struct yoke_sample sample = scene_sample(scene, memory);
        assert_sample_is_as_the_kernel_says(scene, &sample);
    }
    record_free(memory);
    scene_close(scene);
}

static void kill_and_see(int process)
{
    const int descriptor = (int)syscall(SYS_pidfd_open, process, 0);
    assert_true(descriptor >= 0);
    assert_int_equal(kill(process, SIGKILL), 0);
    struct pollfd gone = {.fd = descriptor, .events = POLLIN};
    assert_int_equal(poll(&gone, 1, 10000), 1);
    close(descriptor);
}

static void a_worker_replaced_between_runs_takes_no_count_with_it(void **state)
{
    struct scene *scene = scene_open(state, YOKE_SURVIVES_CRASH);
    struct record *memory = record_new();
    scene_run(scene);
    const struct yoke_sample before = scene_sample(scene, memory);
    const int process = scene->witnesses[0].process;
    assert_int_not_equal(process, getpid());
    kill_and_see(process);
    const struct yoke_sample later = scene_sample(scene, memory);
    assert_sample_is_as_the_kernel_says(scene, &later);
    for (size_t k = 0; k < EVENTS; k++)
        assert_true(later.counters[k].value == before.counters[k].value);
    scene_run(scene); /* in which the death is noticed, and which is not used therefore */
    scene_run(scene);
    assert_int_not_equal(scene->witnesses[0].process, process);
    const struct yoke_sample after = scene_sample(scene, memory);
    assert_false(after.crashed);
    assert_sample_is_as_the_kernel_says(scene, &after);
    record_free(memory);
    scene_close(scene);
}

static void a_worker_that_dies_in_a_run_leaves_a_reason_and_the_next_run_is_whole(void **state)
{
    struct scene *scene = scene_open(state, YOKE_SURVIVES_CRASH);
    struct record *memory = record_new();
    scene->deadly = TASKS / 2;
    scene_run(scene);
    const struct yoke_sample crashed = scene_sample(scene, memory);
    assert_true(crashed.crashed && !crashed.usable);
    for (size_t k = 0; k < EVENTS; k++) {
        assert_true(crashed.counters[k].value == YOKE_MISSING);
        assert_non_null(crashed.counters[k].reason);
    }
    scene->deadly = UINT64_MAX;
    scene_run(scene);
    const struct yoke_sample whole = scene_sample(scene, memory);
    assert_true(whole.usable);
    assert_sample_is_as_the_kernel_says(scene, &whole);
    record_free(memory);
    scene_close(scene);
}

int main(void)
{
    static const struct {
        const char *sentence;
        CMUnitTestFunction test;
    } promises[] = {
        {"software events are as getrusage and /proc say", software_events_are_as_getrusage_and_proc_say},
        {"a worker replaced between runs takes no count with it",
         a_worker_replaced_between_runs_takes_no_count_with_it},
        {"a worker that dies in a run leaves a reason, and the next run is whole",
         a_worker_that_dies_in_a_run_leaves_a_reason_and_the_next_run_is_whole},
    };
    enum { PROMISES = sizeof promises / sizeof *promises, TESTS_MOST = 64 };
    static struct CMUnitTest tests[TESTS_MOST];
    static char names[TESTS_MOST][128];
    size_t count = 0;
    for (size_t i = 0; yoke_executors[i] && count + PROMISES <= TESTS_MOST; i++)
        for (size_t k = 0; k < PROMISES; k++, count++) {
            snprintf(names[count], sizeof names[count], "%s: %s", yoke_executors[i]->name, promises[k].sentence);
            tests[count] = (struct CMUnitTest){.name = names[count],
                                               .test_func = promises[k].test,
                                               .initial_state = (void *)(uintptr_t)yoke_executors[i]};
        }
    return _cmocka_run_group_tests("counts on executors", tests, count, NULL, NULL);
}
