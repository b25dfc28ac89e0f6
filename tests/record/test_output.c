/* SPDX-License-Identifier: MIT */
/* Files that appear whole or not at all, and say why when they do not. */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"

static char folder[] = "/tmp/yoke-output-XXXXXX";
static char path[64], part[80];

static int setup(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/file", folder);
    snprintf(part, sizeof part, "%s.part", path);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    unlink(path);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    return rmdir(folder);
}

static bool there(const char *name)
{
    return access(name, F_OK) == 0;
}

static void put(struct output *output, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        fputc('x', output->stream);
}

static off_t size_of(const char *name)
{
    struct stat facts;
    assert_int_equal(stat(name, &facts), 0);
    return facts.st_size;
}

static void a_file_gets_its_name_when_it_is_whole(void **state)
{
    (void)state;
    static const enum output_kind kinds[] = {OUTPUT_PLAIN, OUTPUT_DURABLE};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct output output;
        assert_int_equal(output_open(&output, path, kinds[i]), 0);
        put(&output, 100000);
        assert_false(there(path));
        assert_int_equal(output_close(&output, 0), 0);
        assert_int_equal(size_of(path), 100000);
        assert_false(there(part));
        unlink(path);
    }
}

static void a_full_disk_is_told_at_whichever_byte_it_was_full(void **state)
{
    (void)state;
    for (size_t bytes = 1; bytes <= 1 << 20; bytes <<= 20) {
        struct output output;
        assert_int_equal(symlink("/dev/full", part), 0);
        assert_int_equal(output_open(&output, path, OUTPUT_PLAIN), 0);
        put(&output, bytes);
        errno = 0; /* the reason is not there any more */
        assert_int_equal(output_close(&output, 0), -ENOSPC);
        assert_false(there(path));
        assert_false(there(part));
    }
}

static void what_its_writer_gave_up_leaves_the_old_one(void **state)
{
    (void)state;
    struct output output;
    assert_int_equal(output_open(&output, path, OUTPUT_PLAIN), 0);
    put(&output, 7);
    assert_int_equal(output_close(&output, 0), 0);
    assert_int_equal(output_open(&output, path, OUTPUT_PLAIN), 0);
    put(&output, 20);
    assert_int_equal(output_close(&output, -EDOM), -EDOM);
    assert_int_equal(output.status, 0);
    assert_int_equal(size_of(path), 7);
    assert_false(there(part));
}

static void a_new_file_replaces_none(void **state)
{
    (void)state;
    struct output output;
    assert_int_equal(output_open(&output, path, OUTPUT_FRESH), 0);
    put(&output, 7);
    assert_int_equal(output_close(&output, 0), 0);
    assert_int_equal(output_open(&output, path, OUTPUT_FRESH), -EEXIST);
    assert_int_equal(size_of(path), 7);
}

static void a_signal_waits_until_the_file_is_there(void **state)
{
    (void)state;
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        struct output outer, inner;
        if (output_open(&outer, path, OUTPUT_PLAIN) || output_open(&inner, part, OUTPUT_PLAIN))
            _exit(1);
        raise(SIGTERM);
        output_close(&inner, -EINTR); /* of two, one in the other, the outer one counts */
        put(&outer, 100000);
        output_close(&outer, 0);
        _exit(2);
    }
    int ended = 0;
    assert_int_equal(waitpid(child, &ended, 0), child);
    assert_true(WIFSIGNALED(ended) && WTERMSIG(ended) == SIGTERM);
    assert_int_equal(size_of(path), 100000);
}

static void what_is_appended_stands_behind_what_was_there(void **state)
{
    (void)state;
    for (int i = 1; i <= 2; i++) {
        FILE *stream;
        assert_int_equal(output_append(path, &stream), 0);
        fputs("seven 7", stream);
        assert_int_equal(fclose(stream), 0);
        assert_int_equal(size_of(path), 7 * i);
    }
}

static void a_pipe_is_not_waited_for(void **state)
{
    (void)state;
    FILE *stream;
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(output_append(path, &stream), -ESPIPE);
    const int reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    assert_true(reader >= 0);
    assert_int_equal(output_append(path, &stream), -ESPIPE);
    close(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_file_gets_its_name_when_it_is_whole, clear),
        cmocka_unit_test_teardown(a_full_disk_is_told_at_whichever_byte_it_was_full, clear),
        cmocka_unit_test_teardown(what_its_writer_gave_up_leaves_the_old_one, clear),
        cmocka_unit_test_teardown(a_new_file_replaces_none, clear),
        cmocka_unit_test_teardown(a_signal_waits_until_the_file_is_there, clear),
        cmocka_unit_test_teardown(what_is_appended_stands_behind_what_was_there, clear),
        cmocka_unit_test_teardown(a_pipe_is_not_waited_for, clear),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
