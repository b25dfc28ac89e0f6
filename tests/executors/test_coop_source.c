/* SPDX-License-Identifier: MIT */
/* Tasks that come from a source while the run goes on (yoke_source): loops without work wait for them in their drivers.
 */
#include <pthread.h>

#include "coop.h"
#include "trial.h"

extern const struct yoke_executor yoke_executor_coop;

enum { WORKERS = 3, TASKS_MOST = 20000 };

/* A source with a mutex, and one place for each worker to leave word at. */
struct well {
    struct yoke_source source; /* first */
    pthread_mutex_t lock;
    bool closed;
    struct {
        void (*wake)(void *argument);
        void *argument;
    } left[WORKERS];
    _Atomic uint64_t parkings, spreads;
};

struct scene {
    struct yoke_worker workers[WORKERS];
    struct well well;
    struct yoke_team_options options;
    struct yoke_team *team;
    struct yoke_job job;
    _Atomic unsigned ran[TASKS_MOST];
    uint64_t publish_count;
    uint64_t publish_at_once;
};

static int well_park(struct yoke_source *source, struct yoke_worker *worker, bool (*more)(const void *claim),
                     const void *claim, void (*wake)(void *argument), void *argument)
{
    struct well *well = (struct well *)source;
    pthread_mutex_lock(&well->lock);
    int answer = more(claim) ? 1 : well->closed ? -1 : 0;
    if (answer == 0) {
        assert_null(well->left[worker->index].wake); /* who has left word does not do so again before it is woken */
        well->left[worker->index].wake = wake;
        well->left[worker->index].argument = argument;
        atomic_fetch_add(&well->parkings, 1);
    }
    pthread_mutex_unlock(&well->lock);
    return answer;
}

/* Wakes one that has left word, or all. */
static void well_wake(struct well *well, bool all)
{
    pthread_mutex_lock(&well->lock);
    for (unsigned worker = 0; worker < WORKERS; worker++) {
        if (!well->left[worker].wake)
            continue;
        well->left[worker].wake(well->left[worker].argument);
        well->left[worker].wake = NULL;
        if (!all)
            break;
    }
    pthread_mutex_unlock(&well->lock);
}

static void well_spread(struct yoke_source *source)
{
    atomic_fetch_add(&((struct well *)source)->spreads, 1);
    well_wake((struct well *)source, false);
}

static bool well_wait(struct yoke_source *source, struct yoke_worker *worker, bool (*more)(const void *claim),
                      const void *claim)
{
    (void)source;
    (void)worker;
    (void)more;
    (void)claim;
    abort(); /* an event loop parks */
}

static void well_close(struct well *well)
{
    pthread_mutex_lock(&well->lock);
    well->closed = true;
    pthread_mutex_unlock(&well->lock);
    well_wake(well, true);
}

static void hook_nothing(void *probe, struct yoke_worker *worker)
{
    (void)probe;
    (void)worker;
}

static struct scene *scene_new(unsigned worker_count, int (*task)(void *, struct yoke_worker *, uint64_t, void *))
{
    struct scene *scene = yoke_shared_map(sizeof *scene);
    struct yoke_error error = {0};
    assert_non_null(scene);
    pthread_mutex_init(&scene->well.lock, NULL);
    scene->well.source = (struct yoke_source){.wait = well_wait, .park = well_park, .spread = well_spread};
    for (unsigned index = 0; index < worker_count; index++)
        scene->workers[index] = (struct yoke_worker){.index = index, .io = &trial_io};
    scene->options = (struct yoke_team_options){
        .worker_count = worker_count, .workers = scene->workers, .usable_cpus = worker_count};
    scene->job = (struct yoke_job){.task = task,
                                   .context = scene,
                                   .schedule = yoke_schedules[0],
                                   .chunk = 1,
                                   .source = &scene->well.source,
                                   .prepare = hook_nothing,
                                   .begin = hook_nothing,
                                   .end = hook_nothing};
    if (yoke_executor_coop.start(&scene->options, &scene->team, &error))
        fail_msg("coop does not start: %s", error.text);
    return scene;
}

static void scene_free(struct scene *scene)
{
    yoke_executor_coop.stop(scene->team);
    pthread_mutex_destroy(&scene->well.lock);
    yoke_shared_unmap(scene, sizeof *scene);
}

static void *publish(void *argument)
{
    struct scene *scene = argument;
    for (uint64_t count = 0; count < scene->publish_count; count += scene->publish_at_once) {
        atomic_fetch_add(&scene->well.source.published, scene->publish_at_once);
        well_wake(&scene->well, false);
        sched_yield();
    }
    well_close(&scene->well);
    return NULL;
}

static void scene_run(struct scene *scene, uint64_t count, uint64_t at_once)
{
    struct yoke_error error = {0};
    pthread_t publisher;
    scene->publish_count = count;
    scene->publish_at_once = at_once;
    assert_int_equal(pthread_create(&publisher, NULL, publish, scene), 0);
    assert_int_equal(yoke_executor_coop.run(scene->team, &scene->job, &error), 0);
    pthread_join(publisher, NULL);
    assert_int_equal(scene->job.task_count, count);
    for (uint64_t index = 0; index < count; index++)
        if (atomic_load(&scene->ran[index]) != 1)
            fail_msg("task %llu ran %u times", (unsigned long long)index, atomic_load(&scene->ran[index]));
}

static int task_plain(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)worker;
    (void)result;
    atomic_fetch_add(&((struct scene *)context)->ran[index], 1);
    return 0;
}

static int task_sleep(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    worker->io->sleep(worker, 1000 * (index % 50));
    return task_plain(context, worker, index, result);
}

static void published_tasks_run_once_each_and_the_end_is_seen(void **state)
{
    (void)state;
    const uint64_t at_once[] = {1, 7, 1000};
    for (unsigned workers = 1; workers <= WORKERS; workers++) {
        for (int kind = 0; kind < 6; kind++) {
            struct scene *scene = scene_new(workers, kind % 2 ? task_sleep : task_plain);
            scene_run(scene, 7000, at_once[kind / 2]);
            scene_free(scene);
        }
    }
}

static void a_source_that_is_closed_at_once_ends_the_run(void **state)
{
    (void)state;
    struct scene *scene = scene_new(WORKERS, task_plain);
    scene_run(scene, 0, 1);
    scene_free(scene);
}

/* Task 0 hands in the next one and waits until that has run, and so on: on one worker. */
static int task_hand_in_the_next(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    struct scene *scene = context;
    task_plain(context, worker, index, result);
    if (index + 1 == scene->publish_count) {
        well_close(&scene->well);
        return 0;
    }
    atomic_fetch_add(&scene->well.source.published, 1);
    well_wake(&scene->well, false);
    while (atomic_load(&scene->ran[index + 1]) == 0)
        worker->io->yield(worker);
    return 0;
}

static void a_task_may_wait_for_one_it_has_handed_in_itself(void **state)
{
    (void)state;
    struct scene *scene = scene_new(1, task_hand_in_the_next);
    struct yoke_error error = {0};
    scene->publish_count = 100; /* all of them begun and not ended at the end */
    atomic_store(&scene->well.source.published, 1);
    assert_int_equal(yoke_executor_coop.run(scene->team, &scene->job, &error), 0);
    for (uint64_t index = 0; index < scene->publish_count; index++)
        assert_int_equal(atomic_load(&scene->ran[index]), 1);
    scene_free(scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_tasks_run_once_each_and_the_end_is_seen),
        cmocka_unit_test(a_source_that_is_closed_at_once_ends_the_run),
        cmocka_unit_test(a_task_may_wait_for_one_it_has_handed_in_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
