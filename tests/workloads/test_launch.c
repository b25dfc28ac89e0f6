/* SPDX-License-Identifier: MIT */
/* Programs that are started from inside a task. */
#include "launch.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "blocking_io.h"
#include "fixture.h"

static struct yoke_worker worker = {.io = &blocking_io};

/* Runs a shell that writes to `errors`. Returns its exit status. */
static int shell_run(const char *script, int errors, size_t errors_kept)
{
    const char *const words[] = {"sh", "-c", script, NULL};
    const struct launch launch = {.program = "/bin/sh",
                                  .words = words,
                                  .environment = words + 3,
                                  .input = "/dev/null",
                                  .output = errors,
                                  .errors = errors,
                                  .errors_kept = errors_kept};
    int wait_status = 0;
    assert_int_equal(launch_run(&launch, &worker, &wait_status), 0);
    assert_true(WIFEXITED(wait_status));
    return WEXITSTATUS(wait_status);
}

static void what_a_program_says_at_length_is_kept_from_its_end(void **state)
{
    (void)state;
    enum { KEPT = 65536 };
    struct stat facts;
    char end[8] = "";
    const int errors = memfd_create("errors", MFD_CLOEXEC);
    assert_true(errors >= 0);
    assert_int_equal(fcntl(errors, F_SETFL, O_APPEND), 0);
    assert_int_equal(shell_run("/usr/bin/head -c 20000000 /dev/zero >&2; echo the end >&2; exit 3", errors, KEPT), 3);
    assert_int_equal(fstat(errors, &facts), 0);
    assert_int_equal(facts.st_size, 20000008);
    assert_true(facts.st_blocks * 512 <= 2 * KEPT);
    assert_int_equal(pread(errors, end, 8, facts.st_size - 8), 8);
    assert_memory_equal(end, "the end\n", 8);
    close(errors);
}

static void little_is_kept_whole(void **state)
{
    (void)state;
    char text[16] = "";
    const int errors = memfd_create("errors", MFD_CLOEXEC);
    assert_int_equal(shell_run("echo one >&2; echo two >&2", errors, 65536), 0);
    assert_int_equal(pread(errors, text, sizeof text - 1, 0), 8);
    assert_string_equal(text, "one\ntwo\n");
    close(errors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_program_says_at_length_is_kept_from_its_end),
        cmocka_unit_test(little_is_kept_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
