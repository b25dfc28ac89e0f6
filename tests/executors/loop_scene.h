/* SPDX-License-Identifier: MIT */
/* A real loop with a worker on it, arranged in every way there is: each driver, each switch. Tasks of the scene use the
 * worker's I/O table, as workloads do. */
#ifndef LOOP_SCENE_H
#define LOOP_SCENE_H

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fixture.h"

#include "coop_io.h"
#include "yoke/transfer.h"

/* What must be chosen; set where io_uring is denied (test_loop_denied.c). */
#define SCENE_CHOSEN_DRIVER "YOKE_TEST_CHOSEN_DRIVER"

struct arrangement {
    const char *name;
    const char *driver; /* NULL: whatever is chosen */
    enum coroutine_switch how;
};

static const struct arrangement arrangements[] = {
    {"uring", "uring", COROUTINE_BEST},  {"uring, ucontext", "uring", COROUTINE_UCONTEXT},
    {"epoll", "epoll", COROUTINE_BEST},  {"epoll, ucontext", "epoll", COROUTINE_UCONTEXT},
    {"as chosen", NULL, COROUTINE_BEST},
};

struct scene {
    struct loop *loop;
    struct offload *offload;
    struct coop_io io;
    struct yoke_worker worker;
    const struct loop_driver *driver;
};

/* One task of a scene: what it works on and what came of it. */
struct role {
    struct scene *scene;
    struct yoke_worker *worker;
    struct loop_task *task;
    int descriptor;
    uint64_t number;
    int64_t result, second;
    struct role *other;
};

static inline struct scene *scene_open(void **state)
{
    const struct arrangement *arrangement = *state;
    const char *expected = getenv(SCENE_CHOSEN_DRIVER);
    struct yoke_error error = {0};
    struct driver_choice choice;
    if (loop_driver_choose(arrangement->driver, &choice, &error)) {
        print_message("%s\n", error.text);
        skip();
    }
    if (!arrangement->driver && expected)
        assert_string_equal(choice.driver->name, expected);
    struct scene *scene = aligned_alloc(_Alignof(struct scene), sizeof *scene); /* a worker has lines of its own */
    assert_non_null(scene);
    memset(scene, 0, sizeof *scene);
    scene->driver = choice.driver;
    scene->offload = offload_new(OFFLOAD_THREADS);
    assert_non_null(scene->offload);
    const struct loop_options options = {.driver = choice.driver, .how = arrangement->how, .offload = scene->offload};
    if (loop_new(&options, &scene->loop, &error))
        fail_msg("no loop: %s", error.text);
    coop_io_init(&scene->io, scene->loop);
    scene->worker.io = &scene->io.table;
    return scene;
}

static inline void scene_cast(struct scene *scene, struct role *role, void (*act)(void *))
{
    role->scene = scene;
    role->worker = &scene->worker;
    assert_int_equal(loop_spawn(scene->loop, act, role, &role->task), 0);
}

static inline void scene_play(struct scene *scene)
{
    assert_int_equal(loop_run(scene->loop), 0);
}

static inline void scene_close(struct scene *scene)
{
    loop_free(scene->loop);
    offload_free(scene->offload);
    free(scene);
}

/* A listening socket on a free port of the loopback, blocking as socket(2) makes it. `address` becomes where it is. */
static inline int scene_listen(struct sockaddr_in *address, int backlog)
{
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(descriptor >= 0);
    *address = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t bytes = sizeof *address;
    assert_int_equal(bind(descriptor, (struct sockaddr *)address, bytes), 0);
    assert_int_equal(listen(descriptor, backlog), 0);
    assert_int_equal(getsockname(descriptor, (struct sockaddr *)address, &bytes), 0);
    return descriptor;
}

/* An empty file that is gone when it is closed. */
static inline int scene_file(void)
{
    char name[] = "/tmp/yoke-test-XXXXXX";
    int descriptor = mkostemp(name, O_CLOEXEC);
    assert_true(descriptor >= 0);
    unlink(name);
    return descriptor;
}

enum { SCENE_TESTS_MOST = 256 };

/* Runs every test in every arrangement. Returns the number of failures. */
static inline int scene_suite(const char *name, const struct CMUnitTest tests[], size_t test_count)
{
    static struct CMUnitTest all[SCENE_TESTS_MOST];
    static char names[SCENE_TESTS_MOST][160];
    size_t count = 0;
    const char *expected = getenv(SCENE_CHOSEN_DRIVER);
    for (size_t index = 0; index < sizeof arrangements / sizeof arrangements[0]; index++) {
        if (expected && arrangements[index].driver && strcmp(arrangements[index].driver, expected) != 0) {
            print_message("%s is left out where %s is the driver to be chosen\n", arrangements[index].name, expected);
            continue;
        }
        for (size_t test = 0; test < test_count && count < SCENE_TESTS_MOST; test++, count++) {
            snprintf(names[count], sizeof names[count], "%s: %s", arrangements[index].name, tests[test].name);
            all[count] = tests[test];
            all[count].name = names[count];
            all[count].initial_state = (void *)(uintptr_t)&arrangements[index];
        }
    }
    return _cmocka_run_group_tests(name, all, count, NULL, NULL);
}

#endif
