/* SPDX-License-Identifier: MIT */
/* Pipes, files, readiness and sleep, on each driver. */
#include "loop_scene.h"

#include <time.h>

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void read_byte(void *argument)
{
    struct role *role = argument;
    char byte = 0;
    role->result = role->worker->io->read(role->worker, role->descriptor, &byte, 1);
    role->second = byte;
}

static void write_byte(void *argument)
{
    struct role *role = argument;
    char byte = (char)role->number;
    role->result = role->worker->io->write(role->worker, role->descriptor, &byte, 1);
}

static void a_read_waits_for_a_write_and_two_readers_are_both_served(void **state)
{
    struct scene *scene = scene_open(state);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    struct role readers[] = {{.descriptor = ends[0]}, {.descriptor = ends[0]}};
    struct role writers[] = {{.descriptor = ends[1], .number = 'a'}, {.descriptor = ends[1], .number = 'b'}};
    for (int index = 0; index < 2; index++)
        scene_cast(scene, &readers[index], read_byte);
    for (int index = 0; index < 2; index++)
        scene_cast(scene, &writers[index], write_byte);
    scene_play(scene);
    assert_int_equal(readers[0].result, 1);
    assert_int_equal(readers[1].result, 1);
    assert_int_equal(readers[0].second + readers[1].second, 'a' + 'b');
    close(ends[0]);
    close(ends[1]);
    scene_close(scene);
}

static void a_non_blocking_descriptor_waits_all_the_same(void **state)
{
    struct scene *scene = scene_open(state);
    int ends[2];
    assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
    struct role reader = {.descriptor = ends[0]}, writer = {.descriptor = ends[1], .number = 'n'};
    scene_cast(scene, &reader, read_byte);
    scene_cast(scene, &writer, write_byte);
    scene_play(scene);
    assert_int_equal(reader.result, 1);
    assert_int_equal(reader.second, 'n');
    close(ends[0]);
    close(ends[1]);
    scene_close(scene);
}

static void a_number_that_means_another_pipe_now_is_waited_for_anew(void **state)
{
    struct scene *scene = scene_open(state);
    int number = -1;
    for (int round = 0; round < 4; round++) {
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        assert_true(round == 0 || number == ends[0]);
        number = ends[0];
        struct role reader = {.descriptor = ends[0]}, writer = {.descriptor = ends[1], .number = 'r'};
        scene_cast(scene, &reader, read_byte);
        scene_cast(scene, &writer, write_byte);
        scene_play(scene);
        assert_int_equal(reader.result, 1);
        close(ends[0]);
        close(ends[1]);
    }
    scene_close(scene);
}

/* Cancels the other, and writes a byte when that has ended. */
static void cancel_then_write(void *argument)
{
    struct role *role = argument;
    role->worker->io->yield(role->worker);
    loop_cancel(role->scene->loop, role->other->task);
    while (role->other->result == 0)
        role->worker->io->yield(role->worker);
    write_byte(argument);
}

static void y6_a_cancelled_read_ends_and_leaves_the_data_to_others(void **state)
{
    struct scene *scene = scene_open(state);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    struct role cancelled = {.descriptor = ends[0]}, reader = {.descriptor = ends[0]};
    struct role writer = {.descriptor = ends[1], .number = 'c', .other = &cancelled};
    scene_cast(scene, &cancelled, read_byte);
    scene_cast(scene, &reader, read_byte);
    scene_cast(scene, &writer, cancel_then_write);
    scene_play(scene);
    assert_int_equal(cancelled.result, -ECANCELED);
    assert_int_equal(reader.result, 1);
    assert_int_equal(reader.second, 'c');
    close(ends[0]);
    close(ends[1]);
    scene_close(scene);
}

static void yield_until_other_is_done(void *argument)
{
    struct role *role = argument;
    while (role->other->result == 0 && role->number++ < 100000)
        role->worker->io->yield(role->worker);
}

static void y2_busy_tasks_do_not_keep_a_completion_waiting(void **state)
{
    struct scene *scene = scene_open(state);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    struct role reader = {.descriptor = ends[0]}, writer = {.descriptor = ends[1], .number = 'y'};
    struct role busy[] = {{.other = &reader}, {.other = &reader}};
    scene_cast(scene, &reader, read_byte);
    scene_cast(scene, &busy[0], yield_until_other_is_done);
    scene_cast(scene, &busy[1], yield_until_other_is_done);
    scene_cast(scene, &writer, write_byte);
    scene_play(scene);
    assert_int_equal(reader.result, 1);
    /* A few passes of 61: until the write, until it is seen, until the reader's turn. */
    assert_true(busy[0].number + busy[1].number <= 10 * 61);
    close(ends[0]);
    close(ends[1]);
    scene_close(scene);
}

static void sleep_for_its_number(void *argument)
{
    struct role *role = argument;
    uint64_t begin_ns = now_ns();
    role->result = role->worker->io->sleep(role->worker, role->number);
    role->second = (int64_t)(now_ns() - begin_ns);
}

static void y4_a_sleep_is_never_too_short_and_says_how_late_it_was(void **state)
{
    struct scene *scene = scene_open(state);
    struct role sleepers[20] = {0};
    for (uint64_t index = 0; index < 20; index++) {
        sleepers[index].number = (index % 5) * 700000;
        scene_cast(scene, &sleepers[index], sleep_for_its_number);
    }
    scene_play(scene);
    for (int index = 0; index < 20; index++) {
        assert_int_equal(sleepers[index].result, 0);
        assert_true(sleepers[index].second >= (int64_t)sleepers[index].number);
    }
    assert_int_equal(scene->worker.late.count, 20);
    assert_true(scene->worker.late.total_ns >= scene->worker.late.max_ns);
    scene_close(scene);
}

static void poll_for_input(void *argument)
{
    struct role *role = argument;
    role->result = role->worker->io->poll(role->worker, role->descriptor, POLLIN, role->number);
}

static void poll_tells_readiness_the_time_limit_and_a_hang_up(void **state)
{
    struct scene *scene = scene_open(state);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    struct role hasty = {.descriptor = ends[0], .number = 1000000}, writer = {.descriptor = ends[1]};
    scene_cast(scene, &hasty, poll_for_input);
    scene_play(scene);
    assert_int_equal(hasty.result, 0);
    struct role patient = {.descriptor = ends[0], .number = YOKE_FOREVER};
    scene_cast(scene, &patient, poll_for_input);
    scene_cast(scene, &writer, write_byte);
    scene_play(scene);
    assert_int_equal(patient.result, POLLIN);
    close(ends[1]);
    scene_cast(scene, &patient, poll_for_input);
    scene_play(scene);
    assert_true(patient.result & POLLHUP);
    close(ends[0]);
    scene_close(scene);
}

static void use_a_file(void *argument)
{
    struct role *role = argument;
    struct yoke_worker *worker = role->worker;
    char text[16] = {0};
    role->result = worker->io->write(worker, role->descriptor, "0123456789", 10) == 10 &&
                   worker->io->pwrite(worker, role->descriptor, "abc", 3, 4) == 3 &&
                   worker->io->fsync(worker, role->descriptor) == 0 &&
                   worker->io->pread(worker, role->descriptor, text, 16, 2) == 8 && memcmp(text, "23abc789", 8) == 0 &&
                   worker->io->pread(worker, role->descriptor, text, 16, 10) == 0 &&
                   lseek(role->descriptor, 0, SEEK_CUR) == 10 && lseek(role->descriptor, 5, SEEK_SET) == 5 &&
                   worker->io->read(worker, role->descriptor, text, 3) == 3 && memcmp(text, "bc7", 3) == 0 &&
                   lseek(role->descriptor, 0, SEEK_CUR) == 8;
}

static void files_are_read_and_written_at_their_position_and_at_others(void **state)
{
    struct scene *scene = scene_open(state);
    struct role role = {.descriptor = scene_file()};
    scene_cast(scene, &role, use_a_file);
    scene_play(scene);
    assert_true(role.result);
    close(role.descriptor);
    scene_close(scene);
}

static void use_a_bad_descriptor(void *argument)
{
    struct role *role = argument;
    struct yoke_worker *worker = role->worker;
    const struct yoke_io *io = worker->io;
    struct sockaddr_in address = {.sin_family = AF_INET};
    char byte = 0;
    int bad = role->descriptor;
    role->result = io->read(worker, bad, &byte, 1) == -EBADF && io->write(worker, bad, &byte, 1) == -EBADF &&
                   io->pread(worker, bad, &byte, 1, 0) == -EBADF && io->pwrite(worker, bad, &byte, 1, 0) == -EBADF &&
                   io->recv(worker, bad, &byte, 1, 0) == -EBADF && io->send(worker, bad, &byte, 1, 0) == -EBADF &&
                   io->accept(worker, bad, NULL, NULL, 0) == -EBADF && io->fsync(worker, bad) == -EBADF &&
                   io->connect(worker, bad, (struct sockaddr *)&address, sizeof address) == -EBADF &&
                   io->poll(worker, bad, POLLIN, YOKE_FOREVER) == -EBADF;
}

static void a_descriptor_that_is_not_open_is_ebadf_everywhere(void **state)
{
    struct scene *scene = scene_open(state);
    struct role roles[] = {{.descriptor = -1}, {.descriptor = 1000000}};
    scene_cast(scene, &roles[0], use_a_bad_descriptor);
    scene_cast(scene, &roles[1], use_a_bad_descriptor);
    scene_play(scene);
    assert_true(roles[0].result);
    assert_true(roles[1].result);
    scene_close(scene);
}

static unsigned descriptors_open(void)
{
    unsigned count = 0;
    for (int descriptor = 0; descriptor < 1000; descriptor++)
        count += fcntl(descriptor, F_GETFD) >= 0;
    return count;
}

static void no_descriptor_is_left(void **state)
{
    unsigned before = descriptors_open();
    for (int round = 0; round < 3; round++) {
        struct scene *scene = scene_open(state);
        struct role role = {.descriptor = scene_file()};
        scene_cast(scene, &role, use_a_file);
        scene_play(scene);
        close(role.descriptor);
        scene_close(scene);
    }
    assert_int_equal(descriptors_open(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_read_waits_for_a_write_and_two_readers_are_both_served),
        cmocka_unit_test(a_non_blocking_descriptor_waits_all_the_same),
        cmocka_unit_test(a_number_that_means_another_pipe_now_is_waited_for_anew),
        cmocka_unit_test(y6_a_cancelled_read_ends_and_leaves_the_data_to_others),
        cmocka_unit_test(y2_busy_tasks_do_not_keep_a_completion_waiting),
        cmocka_unit_test(y4_a_sleep_is_never_too_short_and_says_how_late_it_was),
        cmocka_unit_test(poll_tells_readiness_the_time_limit_and_a_hang_up),
        cmocka_unit_test(files_are_read_and_written_at_their_position_and_at_others),
        cmocka_unit_test(a_descriptor_that_is_not_open_is_ebadf_everywhere),
        cmocka_unit_test(no_descriptor_is_left),
    };
    return scene_suite("loop, files", tests, sizeof tests / sizeof tests[0]);
}
