/* SPDX-License-Identifier: MIT */
/* Calls that say they moved bytes and did not: what an I/O workload did with them must not pass its verification. */
#include <errno.h>
#include <stdlib.h>

#include "blocking_io.h"
#include "fixture.h"
#include "small_work.h"
#include "yoke/catalogue.h"

/* The I/O table with one call of one kind replaced by a lie, counted down to. */
static struct yoke_io lying_io;
static unsigned calls_until_lie;

static bool lie_now(void)
{
    return calls_until_lie && --calls_until_lie == 0;
}

static ssize_t lying_pread(struct yoke_worker *worker, int descriptor, void *into, size_t bytes, off_t offset)
{
    return lie_now() ? (ssize_t)bytes : blocking_io.pread(worker, descriptor, into, bytes, offset);
}

static ssize_t lying_pwrite(struct yoke_worker *worker, int descriptor, const void *from, size_t bytes, off_t offset)
{
    return lie_now() ? (ssize_t)bytes : blocking_io.pwrite(worker, descriptor, from, bytes, offset);
}

/* Takes the bytes, and has changed one of the first and one of the last. */
static ssize_t spoilt(ssize_t got, unsigned char *into)
{
    if (got > 0 && lie_now()) {
        into[0] ^= 4;
        into[got - 1] ^= 4;
    }
    return got;
}

static ssize_t lying_read(struct yoke_worker *worker, int descriptor, void *into, size_t bytes)
{
    return spoilt(blocking_io.read(worker, descriptor, into, bytes), into);
}

static ssize_t lying_recv(struct yoke_worker *worker, int descriptor, void *into, size_t bytes, int flags)
{
    return spoilt(blocking_io.recv(worker, descriptor, into, bytes, flags), into);
}

/* Runs all tasks, the lie in call number `lie`. Returns what the verification says, or the first task's failure. */
static int run_with_lie(const struct yoke_workload *workload, struct yoke_work *work, unsigned lie)
{
    struct yoke_worker worker = {.io = &lying_io};
    struct yoke_error error = {0};
    void *context = NULL;
    int status = workload->setup(work, &context, &error);
    if (status == -EOPNOTSUPP) {
        print_message("left out: %s\n", error.text);
        skip();
    }
    assert_int_equal(status, 0);
    assert_int_equal(workload->worker_setup(context, &worker, &error), 0);
    unsigned char *results = calloc(work->task_count, workload->result_bytes);
    for (unsigned run = 0; run < 2 && !status; run++) { /* the first one is all right, and leaves its traces */
        calls_until_lie = run ? lie : 0;
        for (uint64_t index = 0; index < work->task_count && !status; index++)
            status = workload->task(context, &worker, index, results + index * workload->result_bytes);
        assert_int_equal(calls_until_lie, 0);
        if (!status)
            status = workload->verify(context, results, 0, &error);
        assert_true(run || !status);
    }
    free(results);
    workload->worker_teardown(context, &worker);
    workload->teardown(context);
    return status;
}

static void expect_noticed(const char *name, unsigned lie)
{
    for (size_t i = 0; yoke_workloads[i]; i++) {
        if (strcmp(yoke_workloads[i]->name, name) != 0)
            continue;
        struct yoke_work work = small_work(yoke_workloads[i], 42);
        work.task_count = 4;
        if (yoke_workloads[i]->params[0].unit == YOKE_BYTES && !strncmp(name, "io_f", 4))
            work.values.value[0] = 1 << 20; /* more blocks than the tasks write: no write covers the lost one up */
        if (!run_with_lie(yoke_workloads[i], &work, lie))
            fail_msg("%s: call %u did not do what it said, unnoticed", name, lie);
        return;
    }
    fail_msg("no workload %s", name);
}

static void a_write_that_did_not_happen_is_noticed(void **state)
{
    (void)state;
    for (unsigned lie = 1; lie <= 4; lie++) {
        expect_noticed("io_file_write", 40 * lie);
        expect_noticed("io_fsync", lie);
    }
}

static void a_read_that_did_not_happen_is_noticed(void **state)
{
    (void)state;
    for (unsigned lie = 1; lie <= 4; lie++)
        expect_noticed("io_file_read", 40 * lie);
}

static void an_answer_with_wrong_bytes_is_noticed(void **state)
{
    (void)state;
    for (unsigned lie = 1; lie <= 4; lie++) {
        expect_noticed("io_pipe", lie);
        expect_noticed("io_socket", lie);
        expect_noticed("io_http", lie);
    }
}

int main(void)
{
    lying_io = blocking_io;
    lying_io.pread = lying_pread;
    lying_io.pwrite = lying_pwrite;
    lying_io.read = lying_read;
    lying_io.recv = lying_recv;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_write_that_did_not_happen_is_noticed),
        cmocka_unit_test(a_read_that_did_not_happen_is_noticed),
        cmocka_unit_test(an_answer_with_wrong_bytes_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
