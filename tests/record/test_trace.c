/* SPDX-License-Identifier: MIT */
/* A trace's way to a file and back, and every way in which a file can be none. */
#include "trace.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"
#include "trace_format.h"
#include "yoke/random.h"

enum { FILE_MOST = 4096 };

static char path[64];

static int setup(void **state)
{
    (void)state;
    strcpy(path, "/tmp/yoke-trace-XXXXXX");
    const int descriptor = mkstemp(path);
    return descriptor < 0 ? -1 : close(descriptor);
}

static int teardown(void **state)
{
    (void)state;
    unlink(path);
    return 0;
}

struct list {
    const struct trace_task *tasks;
    size_t count, at;
};

static bool list_next(void *own, struct trace_task *task)
{
    struct list *list = own;
    if (list->at < list->count)
        *task = list->tasks[list->at];
    return list->at++ < list->count;
}

static int list_write(const struct trace_task tasks[], size_t count, uint64_t workers, uint64_t *bytes)
{
    struct list list = {tasks, count, 0};
    const struct trace_source source = {workers, list_next, &list};
    struct yoke_error error = {0};
    uint64_t written = 0;
    const int status = trace_write(path, &source, &written, bytes, &error);
    assert_true(status ? error.text[0] != '\0' : written == count);
    return status;
}

static void list_expect(const struct trace_task tasks[], size_t count, uint64_t workers)
{
    struct trace *trace = NULL;
    struct yoke_error error = {0};
    struct trace_task task;
    if (trace_open(path, &trace, &error))
        fail_msg("%s", error.text);
    assert_int_equal(trace_task_count(trace), count);
    assert_int_equal(trace_worker_count(trace), workers);
    for (int again = 0; again < 2; again++, trace_rewind(trace)) {
        for (size_t i = 0; i < count; i++) {
            assert_true(trace_next(trace, &task));
            assert_memory_equal(&task, &tasks[i], sizeof task);
        }
        assert_false(trace_next(trace, &task));
    }
    trace_close(trace);
}

static const struct trace_task few[] = {
    {0, 0, 0, 5, 900},
    {2, 0, 0, 905, 1800},
    {1, 2, 0, 7, 1000},
    {UINT64_MAX, 2, 500, 1000, 1000},
    {3, 2, 499, 501, UINT64_MAX},
};

static void what_is_written_is_read(void **state)
{
    (void)state;
    uint64_t bytes = 0;
    assert_int_equal(list_write(few, 5, 4, &bytes), 0);
    list_expect(few, 5, 4);
    assert_int_equal(list_write(few, 0, 0, &bytes), 0);
    assert_int_equal(bytes, TRACE_HEADER_BYTES);
    list_expect(few, 0, 0);
}

static void a_million_tasks_take_less_than_ten_bytes_each(void **state)
{
    (void)state;
    enum { TASKS = 1000000, WORKERS = 4 };
    struct trace_task *tasks = calloc(TASKS, sizeof *tasks);
    assert_non_null(tasks);
    for (size_t i = 0; i < TASKS; i++) {
        const bool first = i % (TASKS / WORKERS) == 0;
        tasks[i].worker = i / (TASKS / WORKERS);
        tasks[i].index = first ? i : tasks[i - 1].index + yoke_random_upto(1, i, 2 * WORKERS);
        tasks[i].started_ns = first ? 1000 : tasks[i - 1].ended_ns + yoke_random_upto(2, i, 200);
        tasks[i].ended_ns = tasks[i].started_ns + yoke_random_upto(3, i, 100000);
    }
    uint64_t bytes = 0;
    assert_int_equal(list_write(tasks, TASKS, WORKERS, &bytes), 0);
    assert_true(bytes < 10 * (uint64_t)TASKS);
    list_expect(tasks, TASKS, WORKERS);
    free(tasks);
}

static void tasks_that_no_worker_can_have_run_are_not_written(void **state)
{
    (void)state;
    static const struct trace_task bad[][2] = {
        {{0, 3, 0, 0, 0}, {0, 3, 0, 0, 0}},     /* no such worker */
        {{0, 1, 0, 0, 0}, {0, 0, 0, 0, 0}},     /* workers do not ascend */
        {{0, 0, 0, 9, 8}, {0, 0, 0, 9, 9}},     /* ended before it was started */
        {{0, 0, 10, 9, 19}, {0, 0, 0, 9, 19}},  /* started before it was queued */
    };
    uint64_t bytes;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(list_write(bad[i], 2, 3, &bytes), -EINVAL);
}

static void a_trace_that_cannot_be_written_leaves_no_file(void **state)
{
    (void)state;
    struct list list = {few, 5, 0};
    const struct trace_source source = {4, list_next, &list};
    struct yoke_error error = {0};
    uint64_t tasks, bytes;
    assert_int_equal(trace_write("/proc/nowhere/trace", &source, &tasks, &bytes, &error), -ENOENT);
    assert_non_null(strstr(error.text, "/proc/nowhere/trace"));
}

/* --- bad files ------------------------------------------------------------------------------------------------------- */

static size_t file_read(unsigned char bytes[FILE_MOST])
{
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    const size_t size = fread(bytes, 1, FILE_MOST, file);
    fclose(file);
    return size;
}

static void file_write(const unsigned char *bytes, size_t size)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
}

static void checksum_mend(unsigned char *bytes, size_t size)
{
    const uint32_t checksum = trace_checksum(0, bytes + TRACE_AT_TASKS, size - TRACE_AT_TASKS);
    for (int i = 0; i < 4; i++)
        bytes[TRACE_AT_CHECKSUM + i] = (unsigned char)(checksum >> 8 * i);
}

static void refusal_expect(const char *sentence)
{
    struct trace *trace = NULL;
    struct yoke_error error = {0};
    assert_int_not_equal(trace_open(path, &trace, &error), 0);
    assert_null(trace);
    if (!strstr(error.text, sentence) || strncmp(error.text, path, strlen(path)) != 0 || strchr(error.text, '\n'))
        fail_msg("\"%s\" does not say \"%s\"", error.text, sentence);
}

static void the_checksum_is_the_one_that_everybody_computes(void **state)
{
    (void)state;
    assert_int_equal(trace_checksum(0, (const unsigned char *)"123456789", 9), 0xcbf43926); /* ISO 3309's check value */
    assert_int_equal(trace_checksum(trace_checksum(0, (const unsigned char *)"1234", 4), (const unsigned char *)"56789", 5),
                     0xcbf43926);
}

static void every_prefix_and_every_flipped_byte_is_refused(void **state)
{
    (void)state;
    unsigned char bytes[FILE_MOST];
    uint64_t length;
    assert_int_equal(list_write(few, 5, 4, &length), 0);
    const size_t size = file_read(bytes);
    for (size_t cut = 0; cut < size; cut++) {
        file_write(bytes, cut);
        refusal_expect("trace");
    }
    for (size_t i = 0; i < size; i++) {
        bytes[i] ^= 0x10;
        file_write(bytes, size);
        refusal_expect("trace");
        bytes[i] ^= 0x10;
    }
    file_write(bytes, size);
    list_expect(few, 5, 4);
}

static void files_with_a_good_checksum_and_bad_numbers_are_refused(void **state)
{
    (void)state;
    static const struct {
        size_t at;
        unsigned char value;
        const char *sentence;
    } cases[] = {
        {TRACE_AT_VERSION, 2, "version 2; this program reads version 1"},
        {TRACE_AT_TASKS, 4, "more tasks than there are"},
        {TRACE_AT_TASKS, 6, "fewer tasks than there are"},
        {TRACE_AT_TASKS + 7, 0x80, "fewer tasks than there are"},
        {TRACE_AT_WORKERS + 7, 0x80, "more workers than bytes"},
        {TRACE_AT_LENGTHS, 200, "longer than the file"},
        {TRACE_AT_LENGTHS + 7, 0xff, "longer than the file"},
        {TRACE_AT_LENGTHS + 24, 0, "behind its last column"},
        {TRACE_HEADER_BYTES, 1, "fewer tasks than there are"},
        {TRACE_HEADER_BYTES + 7, 0xff, "more tasks than there are"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        unsigned char bytes[FILE_MOST];
        uint64_t length;
        assert_int_equal(list_write(few, 5, 4, &length), 0);
        const size_t size = file_read(bytes);
        bytes[cases[i].at] = cases[i].value;
        checksum_mend(bytes, size);
        file_write(bytes, size);
        refusal_expect(cases[i].sentence);
    }
}

static void columns_that_do_not_fit_their_tasks_are_refused(void **state)
{
    (void)state;
    unsigned char bytes[FILE_MOST];
    uint64_t length;
    assert_int_equal(list_write(few, 1, 1, &length), 0);
    size_t size = file_read(bytes); /* one task: columns of 1, 1, 1 and 2 bytes from 72 on */
    assert_int_equal(size, 77);
    bytes[72] = 0x80; /* the index goes on behind its column */
    checksum_mend(bytes, size);
    file_write(bytes, size);
    refusal_expect("fewer numbers than tasks");
    bytes[72] = 0;
    bytes[73] = 12; /* queued at 6, started at 5 */
    checksum_mend(bytes, size);
    file_write(bytes, size);
    refusal_expect("started before it was queued");
    bytes[73] = 0;
    bytes[75] = bytes[76] = 0; /* two numbers for one task */
    checksum_mend(bytes, size);
    file_write(bytes, size);
    refusal_expect("more numbers than tasks");
}

static void what_is_no_file_is_refused(void **state)
{
    (void)state;
    struct trace *trace = NULL;
    struct yoke_error error = {0};
    assert_int_equal(trace_open("/no/such/trace", &trace, &error), -ENOENT);
    assert_non_null(strstr(error.text, "/no/such/trace: No such file"));
    error = (struct yoke_error){0};
    assert_int_not_equal(trace_open("/tmp", &trace, &error), 0);
    assert_non_null(strstr(error.text, "/tmp: "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written_is_read, setup, teardown),
        cmocka_unit_test_setup_teardown(a_million_tasks_take_less_than_ten_bytes_each, setup, teardown),
        cmocka_unit_test_setup_teardown(tasks_that_no_worker_can_have_run_are_not_written, setup, teardown),
        cmocka_unit_test_setup_teardown(a_trace_that_cannot_be_written_leaves_no_file, setup, teardown),
        cmocka_unit_test(the_checksum_is_the_one_that_everybody_computes),
        cmocka_unit_test_setup_teardown(every_prefix_and_every_flipped_byte_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(files_with_a_good_checksum_and_bad_numbers_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(columns_that_do_not_fit_their_tasks_are_refused, setup, teardown),
        cmocka_unit_test(what_is_no_file_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
