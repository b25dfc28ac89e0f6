/* SPDX-License-Identifier: MIT */
/* I/O workloads where something is missing: no room, no permission, no port, no descriptors, a server that dies. Each
 * costs its own cell one sentence, and leaves neither a process nor a file behind. */
#include "program.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <sys/socket.h>

/* Runs `script` in a session of its own, with files in the folder `files`. Then nothing may be left in that folder nor
 * in the session; the dead that nobody has buried yet do not count. */
static void io_run(struct program *program, const char *script)
{
    char whole[2048];
    program_begin(program);
    snprintf(whole, sizeof whole,
             "mkdir files; cat >go.sh <<'END'\necho $$ >session; export TMPDIR=$PWD/files\n%s\nEND\n"
             "setsid --wait sh go.sh; status=$?; " PROGRAM_AWAIT("! pgrep -r R,S,D,T -s $(cat session) >/dev/null")
             "pgrep -r R,S,D,T -s $(cat session) -a >&2 && echo left a process >&2; "
             "[ -z \"$(ls -A files)\" ] || echo left a file >&2; exit $status",
             script);
    program_run(program, whole);
    assert_null(strstr(program->err, "left a "));
}

static void expect_failed_cell(struct program *program, const char *sentence)
{
    program_expect_exit(program, 1);
    program_expect(program->out, sentence);
    program_expect(program->out, "failed");
    program_end(program);
}

#define QUICK      " --blocks 1 --quiet -o out "
#define YOKE_QUICK YOKE " run" QUICK

static void a_folder_that_is_not_there_is_named(void **state)
{
    (void)state;
    static const char *const workloads[] = {"io_file_read", "io_file_write", "io_fsync"};
    for (unsigned i = 0; i < 3; i++)
        for (unsigned own = 0; own < 2; own++) {
            struct program program;
            char script[512];
            snprintf(script, sizeof script, "TMPDIR=/nowhere " YOKE " run %s" QUICK "-e pthread -w 2 -p files=%s",
                     workloads[i], own ? "own" : "shared");
            io_run(&program, script);
            expect_failed_cell(&program, "cannot make a file in /nowhere: No such file or directory; set TMPDIR");
        }
}

static void a_folder_that_must_not_be_written_is_named(void **state)
{
    (void)state;
    struct program program;
    io_run(&program, "as=; [ $(id -u) = 0 ] && as='setpriv --reuid=65534 --regid=65534 --clear-groups'\n"
                     "chmod 777 . && cp " YOKE " yoke && $as ./yoke list >/dev/null 2>&1 || exit 77\n"
                     "mkdir closed; chmod 555 closed; TMPDIR=closed exec $as ./yoke run" QUICK "io_file_read -e serial");
    if (program.exit == 77) {
        print_message("no other user can run the program here\n");
        program_end(&program);
        skip();
    }
    expect_failed_cell(&program, "cannot make a file in closed: Permission denied; set TMPDIR");
}

static void a_file_larger_than_allowed_is_said_and_raises_no_signal(void **state)
{
    (void)state;
    struct program program;
    io_run(&program, "ulimit -f 4096; exec " YOKE_QUICK "io_file_write -e serial -p size=64MiB");
    expect_failed_cell(&program, "no room for a file of 67108864 bytes in ");
}

/* Runs `arguments` with files in a file system in memory of `size`, which is left as empty as it was; true when there
 * is one. */
static bool small_disk_run(struct program *program, const char *size, const char *arguments)
{
    char script[1024];
    snprintf(
        script, sizeof script,
        "cat >inside.sh <<'INSIDE'\nmount -t tmpfs -o size=%s tmpfs files || exit 77\n" YOKE " run" QUICK
        "%s; status=$?\n"
        "[ $(df --output=used files | tail -1) = 0 ] || echo left a part of the disk used >&2; exit $status\nINSIDE\n"
        "unshare --mount --map-root-user true 2>/dev/null || exit 77\n"
        "exec unshare --mount --map-root-user sh inside.sh",
        size, arguments);
    io_run(program, script);
    if (program->exit != 77)
        return true;
    print_message("no file system can be mounted here\n");
    program_end(program);
    return false;
}

static void a_disk_that_is_too_small_is_said_before_it_is_full(void **state)
{
    (void)state;
    struct program program;
    if (!small_disk_run(&program, "1m", "io_file_read -e serial -p size=4MiB"))
        skip();
    expect_failed_cell(&program, "no room for a file of 4194304 bytes in ");
}

static void a_disk_that_is_full_in_the_middle_costs_the_cell_alone(void **state)
{
    (void)state;
    struct program program;
    if (!small_disk_run(&program, "6m", "io_file_write -e pthread,fork -w 1,2 -p size=4MiB -p files=own --tasks 8"))
        skip();
    program_expect(program.out, "No space left on device; take a smaller size, or set TMPDIR");
    program_run(&program,
                "grep '^{\"name\":' out/result.json >cells; grep -c 'workers=2\".*\"status\":\"failed\"' cells; "
                "grep 'workers=1\"' cells | grep -vc '\"status\":\"failed\"'");
    assert_string_equal(program.out, "2\n2\n"); /* with one worker there is room enough */
    program_end(&program);
}

static void syncing_to_memory_is_refused(void **state)
{
    (void)state;
    struct program program;
    if (!small_disk_run(&program, "6m", "io_fsync -e serial"))
        skip();
    expect_failed_cell(&program, "are in memory, and nothing makes them durable; set TMPDIR to a folder on a disk");
}

static void a_port_that_is_taken_is_named(void **state)
{
    (void)state;
    static const char *const workloads[] = {"io_socket", "io_http"};
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t bytes = sizeof address;
    const int taken = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(taken, (struct sockaddr *)&address, bytes), 0);
    assert_int_equal(listen(taken, 1), 0);
    assert_int_equal(getsockname(taken, (struct sockaddr *)&address, &bytes), 0);
    for (unsigned i = 0; i < 2; i++) {
        struct program program;
        char script[512], sentence[128];
        const unsigned port = ntohs(address.sin_port);
        snprintf(script, sizeof script, "exec " YOKE " run %s -e serial -p port=%u" QUICK, workloads[i], port);
        snprintf(sentence, sizeof sentence, "cannot listen on 127.0.0.1, port %u: Address already in use; port=0",
                 port);
        io_run(&program, script);
        expect_failed_cell(&program, sentence);
    }
    close(taken);
}

static void thousands_of_connections_on_one_worker_work(void **state)
{
    (void)state;
    static const char *const workloads[] = {"io_socket", "io_socket -p family=unix", "io_http", "io_pipe -p trips=1"};
    for (unsigned i = 0; i < 4; i++) {
        struct program program;
        char script[512];
        snprintf(script, sizeof script,
                 "[ $(ulimit -Hn) = unlimited ] || [ $(ulimit -Hn) -ge 8000 ] || exit 77\nulimit -Sn 256\n"
                 "exec " YOKE " run %s -e coop -w 1 --tasks 3000" QUICK,
                 workloads[i]);
        io_run(&program, script);
        if (program.exit == 77) {
            print_message("fewer than 8000 open files are allowed here\n");
            program_end(&program);
            skip();
        }
        program_expect_exit(&program, 0);
        program_end(&program);
    }
}

static void descriptors_that_run_out_are_said(void **state)
{
    (void)state;
    struct program program;
    io_run(&program, "ulimit -n 200; exec " YOKE_QUICK "io_socket -e coop -w 1 --tasks 1000");
    expect_failed_cell(&program, "failed: Too many open files");
}

/* Begins a run that takes long, in the background, and waits until a process called `name` is there. */
#define BEGIN(arguments, name)                                                                                         \
    YOKE " run " arguments " --blocks 3 --quiet -o out >table & driver=$!; "                                           \
         PROGRAM_AWAIT("found=$(pgrep -s $$ -x " name ")")

#define LONG_SOCKET "io_socket -e pthread -w 4 -p delay=20ms --tasks 4000"

static void a_server_that_is_killed_costs_the_cell(void **state)
{
    (void)state;
    struct program program;
    io_run(&program,
           BEGIN(LONG_SOCKET, "yoke-server") "kill -KILL $found; wait $driver; status=$?; cat table; exit $status");
    program_expect_exit(&program, 1);
    if (!strstr(program.out, "failed: Connection re"))
        fail_msg("%s", program.out);
    program_end(&program);
}

static void a_cell_that_is_killed_takes_its_server_along(void **state)
{
    (void)state;
    struct program program;
    io_run(&program, BEGIN(LONG_SOCKET, "yoke-server") "kill -KILL $(pgrep -s $$ -x yoke-cell | head -1); "
                                                       "wait $driver; status=$?; cat table; exit $status");
    expect_failed_cell(&program, "was ended by signal 9");
}

static void a_driver_that_is_killed_leaves_neither_server_nor_file(void **state)
{
    (void)state;
    struct program program;
    io_run(&program, BEGIN(LONG_SOCKET, "yoke-server") "kill -KILL $driver; wait $driver; true");
    program_end(&program);
    io_run(&program, BEGIN("io_fsync -e fork -w 2 -p files=own --tasks 1000000",
                           "yoke-cell") "kill -KILL $driver; wait $driver; true");
    program_end(&program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folder_that_is_not_there_is_named),
        cmocka_unit_test(a_folder_that_must_not_be_written_is_named),
        cmocka_unit_test(a_file_larger_than_allowed_is_said_and_raises_no_signal),
        cmocka_unit_test(a_disk_that_is_too_small_is_said_before_it_is_full),
        cmocka_unit_test(a_disk_that_is_full_in_the_middle_costs_the_cell_alone),
        cmocka_unit_test(syncing_to_memory_is_refused),
        cmocka_unit_test(a_port_that_is_taken_is_named),
        cmocka_unit_test(thousands_of_connections_on_one_worker_work),
        cmocka_unit_test(descriptors_that_run_out_are_said),
        cmocka_unit_test(a_server_that_is_killed_costs_the_cell),
        cmocka_unit_test(a_cell_that_is_killed_takes_its_server_along),
        cmocka_unit_test(a_driver_that_is_killed_leaves_neither_server_nor_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
