/* SPDX-License-Identifier: MIT */
/* A loop and other threads: notes they send it, work it hands to them. On each driver. */
#include "loop_scene.h"

#include <pthread.h>
#include <semaphore.h>

struct letter {
    struct loop_note note; /* first */
    struct role *to;
    struct loop *loop;
};

static void letter_received(struct loop_note *note)
{
    struct letter *letter = (struct letter *)note;
    letter->to->number++;
    loop_wake(letter->to->task, (int64_t)letter->to->number);
}

static void *letter_send(void *argument)
{
    struct letter *letter = argument;
    loop_post(letter->loop, &letter->note);
    return NULL;
}

static void cancel_nothing(struct loop_wait *wait, int why)
{
    (void)wait;
    (void)why;
}

/* Has letters sent by other threads, one after another, and sleeps until each comes. */
static void correspond(void *argument)
{
    struct role *role = argument;
    for (int64_t round = 1; round <= 50; round++) {
        struct letter letter = {.note.receive = letter_received, .to = role, .loop = role->scene->loop};
        struct loop_wait wait = {.cancel = cancel_nothing};
        pthread_t thread;
        if (pthread_create(&thread, NULL, letter_send, &letter))
            return;
        role->result += loop_park(role->scene->loop, &wait, UINT64_MAX) == round;
        pthread_join(thread, NULL);
    }
}

static void y26_a_note_from_another_thread_wakes_a_loop_that_sleeps(void **state)
{
    struct scene *scene = scene_open(state);
    struct role role = {0};
    scene_cast(scene, &role, correspond);
    scene_play(scene);
    assert_int_equal(role.result, 50);
    scene_close(scene);
}

static int add_one(void *argument)
{
    return ++*(int *)argument;
}

static int refuse(void *argument)
{
    (void)argument;
    return -EXDEV;
}

static void offload_two_functions(void *argument)
{
    struct role *role = argument;
    int number = 41;
    role->result = role->worker->io->offload(role->worker, add_one, &number) == 42 && number == 42;
    role->second = role->worker->io->offload(role->worker, refuse, NULL);
}

static void y25_offloaded_work_runs_once_and_its_value_or_error_comes_back(void **state)
{
    struct scene *scene = scene_open(state);
    struct role role = {0};
    scene_cast(scene, &role, offload_two_functions);
    scene_play(scene);
    assert_true(role.result);
    assert_int_equal(role.second, -EXDEV);
    scene_close(scene);
}

static sem_t gate, entered;

static int pass_the_gate(void *argument)
{
    (void)argument;
    sem_post(&entered);
    while (sem_wait(&gate) < 0)
        ;
    return 7;
}

static void offload_gate(void *argument)
{
    struct role *role = argument;
    role->result = role->worker->io->offload(role->worker, pass_the_gate, NULL);
    role->second = role->worker->io->yield(role->worker);
}

/* When two are inside: reads a file, then lets everybody through. */
static void read_then_open_the_gate(void *argument)
{
    struct role *role = argument;
    char byte = 'f';
    int inside = 0;
    while (inside < 2)
        if (sem_trywait(&entered) == 0)
            inside++;
        else
            role->worker->io->yield(role->worker);
    role->result = role->worker->io->pwrite(role->worker, role->descriptor, &byte, 1, 0) +
                   role->worker->io->pread(role->worker, role->descriptor, &byte, 1, 0);
    role->second = sem_trywait(&entered) < 0; /* no third one yet: slow work has half of the threads */
    for (int count = 0; count < 3; count++)
        sem_post(&gate);
}

static void y25_slow_work_runs_side_by_side_on_half_of_the_threads_and_files_on_the_rest(void **state)
{
    struct scene *scene = scene_open(state);
    sem_init(&gate, 0, 0);
    sem_init(&entered, 0, 0);
    struct role slow[3] = {0}, opener = {.descriptor = scene_file()};
    for (int index = 0; index < 3; index++)
        scene_cast(scene, &slow[index], offload_gate);
    scene_cast(scene, &opener, read_then_open_the_gate);
    scene_play(scene);
    assert_int_equal(opener.result, 2);
    assert_true(opener.second);
    for (int index = 0; index < 3; index++)
        assert_int_equal(slow[index].result, 7);
    close(opener.descriptor);
    scene_close(scene);
}

/* Cancels all three of them while two are inside. */
static void cancel_then_open_the_gate(void *argument)
{
    struct role *role = argument;
    int inside = 0;
    while (inside < 2)
        if (sem_trywait(&entered) == 0)
            inside++;
        else
            role->worker->io->yield(role->worker);
    for (int index = 0; index < 3; index++)
        loop_cancel(role->scene->loop, role->other[index].task);
    for (int count = 0; count < 2; count++)
        sem_post(&gate);
}

static void y17_cancelled_work_that_waits_does_not_begin_and_work_that_runs_is_waited_for(void **state)
{
    struct scene *scene = scene_open(state);
    sem_init(&gate, 0, 0);
    sem_init(&entered, 0, 0);
    struct role slow[3] = {0}, canceller = {.other = slow};
    for (int index = 0; index < 3; index++)
        scene_cast(scene, &slow[index], offload_gate);
    scene_cast(scene, &canceller, cancel_then_open_the_gate);
    scene_play(scene);
    int ran = 0, withdrawn = 0;
    for (int index = 0; index < 3; index++) {
        ran += slow[index].result == 7 && slow[index].second == -ECANCELED; /* it hears of it at its next wait */
        withdrawn += slow[index].result == -ECANCELED && slow[index].second == 0;
    }
    assert_int_equal(ran, 2);
    assert_int_equal(withdrawn, 1);
    scene_close(scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(y26_a_note_from_another_thread_wakes_a_loop_that_sleeps),
        cmocka_unit_test(y25_offloaded_work_runs_once_and_its_value_or_error_comes_back),
        cmocka_unit_test(y25_slow_work_runs_side_by_side_on_half_of_the_threads_and_files_on_the_rest),
        cmocka_unit_test(y17_cancelled_work_that_waits_does_not_begin_and_work_that_runs_is_waited_for),
    };
    return scene_suite("loop, threads", tests, sizeof tests / sizeof tests[0]);
}
