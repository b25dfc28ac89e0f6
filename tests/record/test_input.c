/* SPDX-License-Identifier: MIT */
/* Files and pipes that somebody names to be read. */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"

static char folder[] = "/tmp/yoke-input-XXXXXX";
static char pipe_path[64];

static int setup(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(pipe_path, sizeof pipe_path, "%s/pipe", folder);
    return mkfifo(pipe_path, 0600);
}

static int teardown(void **state)
{
    (void)state;
    return unlink(pipe_path) || rmdir(folder) ? -1 : 0;
}

/* The writing end of the pipe: opened for both, so that it waits for no reader. */
static int writer_open(void)
{
    const int writer = open(pipe_path, O_RDWR | O_CLOEXEC);
    assert_true(writer >= 0);
    return writer;
}

static void expect_rest(FILE *stream, const char *expected)
{
    char text[16] = "";
    assert_int_equal(fread(text, 1, strlen(expected), stream), strlen(expected));
    assert_string_equal(text, expected);
}

static void a_pipe_without_a_writer_is_refused_and_not_waited_for(void **state)
{
    (void)state;
    FILE *stream = NULL;
    assert_int_equal(input_open(pipe_path, &stream), -EPIPE);
    assert_null(stream);
    assert_non_null(strstr(input_reason(-EPIPE), "nobody writes into"));
}

static void the_first_byte_of_a_pipe_is_not_lost(void **state)
{
    (void)state;
    FILE *stream = NULL;
    const int writer = writer_open();
    assert_int_equal(write(writer, "12345", 5), 5);
    assert_int_equal(input_open(pipe_path, &stream), 0);
    expect_rest(stream, "12345");
    fclose(stream);
    close(writer);
}

static void a_writer_that_has_written_nothing_yet_is_waited_for(void **state)
{
    (void)state;
    FILE *stream = NULL;
    const int writer = writer_open();
    assert_int_equal(input_open(pipe_path, &stream), 0);
    assert_int_equal(fcntl(fileno(stream), F_GETFL) & O_NONBLOCK, 0); /* reading waits from here on */
    assert_int_equal(write(writer, "late", 4), 4);
    expect_rest(stream, "late");
    fclose(stream);
    close(writer);
}

static void what_is_no_pipe_is_opened_like_any_file(void **state)
{
    (void)state;
    FILE *stream = NULL;
    assert_int_equal(input_open("/dev/null", &stream), 0);
    assert_int_equal(fgetc(stream), EOF);
    fclose(stream);
    assert_int_equal(input_open("/no/such/file", &stream), -ENOENT);
    assert_string_equal(input_reason(-ENOENT), strerror(ENOENT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pipe_without_a_writer_is_refused_and_not_waited_for),
        cmocka_unit_test(the_first_byte_of_a_pipe_is_not_lost),
        cmocka_unit_test(a_writer_that_has_written_nothing_yet_is_waited_for),
        cmocka_unit_test(what_is_no_pipe_is_opened_like_any_file),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
