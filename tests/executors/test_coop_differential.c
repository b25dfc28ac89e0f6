/* SPDX-License-Identifier: MIT */
/* One source for every executor: the same calls give the same results and errors in the blocking form of the I/O table
 * and in the parking form, on each driver. Every script runs in both, and what it wrote down is compared line by line.
 */
#include "loop_scene.h"

#include <limits.h>
#include <signal.h>
#include <sys/un.h>

#include "blocking_io.h"
#include "yoke/random.h"

enum { LINES_MOST = 4000 };

/* What one form did: a name and a number for each call. */
struct protocol {
    struct yoke_worker *worker;
    int count;
    struct {
        const char *call;
        long long result;
    } lines[LINES_MOST];
};

static void note(struct protocol *protocol, const char *call, long long result)
{
    if (protocol->count < LINES_MOST) {
        protocol->lines[protocol->count].call = call;
        protocol->lines[protocol->count].result = result;
    }
    protocol->count++;
}

/* Makes a call of the table and writes it down. */
#define CALL(name, ...)                                                                                                \
    note(protocol, #name "(" #__VA_ARGS__ ")", protocol->worker->io->name(protocol->worker, __VA_ARGS__))

static void note_text(struct protocol *protocol, const char *text, size_t bytes)
{
    unsigned sum = 0;
    for (size_t place = 0; place < bytes; place++)
        sum = sum * 31 + (unsigned char)text[place];
    note(protocol, "content", (long long)sum);
}

static void pipe_script(struct protocol *protocol)
{
    int ends[2];
    char text[64] = "";
    if (pipe(ends))
        return;
    CALL(write, ends[1], "hello", 5);
    CALL(read, ends[0], text, 0);
    CALL(read, ends[0], text, 3);
    CALL(read, ends[0], text + 3, 10);
    note_text(protocol, text, 5);
    CALL(write, ends[1], "x", 0);
    CALL(write, ends[0], "x", 1);
    CALL(read, ends[1], text, 1);
    CALL(pread, ends[0], text, 1, 0);
    CALL(pwrite, ends[1], "x", 1, 0);
    CALL(fsync, ends[0]);
    CALL(recv, ends[0], text, 1, 0);
    CALL(send, ends[1], "x", 1, 0);
    CALL(write, ends[1], "last", 4);
    close(ends[1]);
    CALL(read, ends[0], NULL, 4);
    CALL(read, ends[0], text, 64);
    CALL(read, ends[0], text, 64);
    CALL(poll, ends[0], POLLIN, YOKE_FOREVER);
    close(ends[0]);
    if (pipe(ends))
        return;
    close(ends[0]);
    CALL(write, ends[1], "x", 1);
    CALL(poll, ends[1], POLLOUT, 0);
    close(ends[1]);
}

static void file_script(struct protocol *protocol)
{
    char text[64] = "";
    int file = scene_file(), folder = open("/", O_RDONLY | O_DIRECTORY), reader = open("/proc/self/stat", O_RDONLY);
    CALL(read, file, text, 64);
    CALL(write, file, "0123456789", 10);
    CALL(read, file, text, 64);
    CALL(pread, file, text, 64, 3);
    note_text(protocol, text, 7);
    CALL(pread, file, text, 64, 10);
    CALL(pread, file, text, 64, -1);
    CALL(pread, file, text, 64, LLONG_MAX);
    CALL(pwrite, file, "ab", 2, 20);
    CALL(pwrite, file, "ab", 2, -5);
    CALL(pread, file, text, 64, 0);
    note_text(protocol, text, 22);
    note(protocol, "position", lseek(file, 0, SEEK_CUR));
    CALL(pread, file, NULL, 4, 0);
    CALL(fsync, file);
    CALL(poll, file, POLLIN | POLLOUT, YOKE_FOREVER);
    CALL(recv, file, text, 1, 0);
    CALL(accept, file, NULL, NULL, 0);
    CALL(read, folder, text, 64);
    CALL(write, folder, text, 1);
    CALL(pread, folder, text, 64, 0);
    CALL(write, reader, "x", 1);
    close(file);
    close(folder);
    close(reader);
}

static void socket_script(struct protocol *protocol)
{
    struct sockaddr_in address, nowhere = {.sin_family = AF_INET}, peer = {0};
    struct sockaddr_un strange = {.sun_family = AF_UNIX, .sun_path = "/nonexistent/yoke"};
    socklen_t peer_bytes = sizeof peer;
    char text[64] = "";
    int server = scene_listen(&address, 5);
    int client = socket(AF_INET, SOCK_STREAM, 0), other = socket(AF_INET, SOCK_STREAM, 0);
    int local = socket(AF_UNIX, SOCK_STREAM, 0);
    nowhere.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    nowhere.sin_port = htons(1); /* tcpmux: nobody */
    CALL(recv, client, text, 1, 0);
    CALL(send, client, "x", 1, 0);
    CALL(accept, client, NULL, NULL, 0);
    CALL(connect, other, (struct sockaddr *)&nowhere, sizeof nowhere);
    CALL(connect, local, (struct sockaddr *)&strange, sizeof strange);
    CALL(connect, client, (struct sockaddr *)&address, 2);
    CALL(connect, client, (struct sockaddr *)&strange, sizeof strange);
    CALL(connect, client, (struct sockaddr *)&address, sizeof address);
    CALL(connect, client, (struct sockaddr *)&address, sizeof address);
    CALL(poll, server, POLLIN, YOKE_FOREVER);
    int served =
        protocol->worker->io->accept(protocol->worker, server, (struct sockaddr *)&peer, &peer_bytes, SOCK_CLOEXEC);
    note(protocol, "accept", served >= 0);
    note(protocol, "peer", peer_bytes == sizeof peer && peer.sin_addr.s_addr == htonl(INADDR_LOOPBACK));
    CALL(poll, server, POLLIN, 0);
    CALL(accept, server, NULL, NULL, 12345);
    CALL(send, client, "hello", 5, 0);
    CALL(recv, served, text, 3, MSG_PEEK);
    CALL(recv, served, text, 64, 0);
    note_text(protocol, text, 5);
    CALL(recv, served, text, 1, MSG_DONTWAIT);
    CALL(recv, served, text, 1, MSG_WAITALL);
    CALL(write, served, "by write", 8);
    CALL(read, client, text, 64);
    CALL(pread, client, text, 64, 0);
    CALL(poll, client, POLLIN | POLLOUT, YOKE_FOREVER);
    shutdown(served, SHUT_WR);
    CALL(recv, client, text, 64, 0);
    CALL(poll, client, POLLIN, YOKE_FOREVER);
    shutdown(client, SHUT_WR);
    CALL(send, client, "x", 1, 0);
    close(served);
    close(server);
    close(client);
    close(other);
    close(local);
}

static void datagram_script(struct protocol *protocol)
{
    int ends[2];
    char text[64] = "";
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, ends))
        return;
    CALL(send, ends[0], "0123456789", 10, 0);
    CALL(send, ends[0], "", 0, 0);
    CALL(send, ends[0], "abc", 3, 0);
    CALL(recv, ends[1], text, 4, 0); /* the rest of the message is lost */
    CALL(recv, ends[1], text, 4, 0);
    CALL(recv, ends[1], text, 4, MSG_TRUNC);
    note_text(protocol, text, 3);
    close(ends[0]);
    CALL(send, ends[1], "x", 1, 0);
    close(ends[1]);
}

static void time_script(struct protocol *protocol)
{
    int ends[2];
    if (pipe(ends))
        return;
    CALL(sleep, 0);
    CALL(sleep, 1000);
    CALL(sleep, UINT64_MAX);
    CALL(sleep, INT64_MAX);
    note(protocol, "yield", protocol->worker->io->yield(protocol->worker));
    CALL(poll, ends[0], POLLIN, 0);
    CALL(poll, ends[0], POLLIN, 1000);
    CALL(poll, ends[1], POLLOUT, UINT64_MAX - 1);
    CALL(poll, -1, POLLIN, 0);
    close(ends[0]);
    close(ends[1]);
    CALL(poll, ends[0], POLLIN, YOKE_FOREVER);
    note(protocol, "late", (long long)protocol->worker->late.count);
}

/* Random sizes and kinds of calls, of which none has to wait. */
static void stream_script(struct protocol *protocol)
{
    int ends[2];
    char text[5000];
    long long inside = 0;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends))
        return;
    for (uint64_t step = 0; step < 1000; step++) {
        size_t bytes = (size_t)yoke_random_upto(11, 2 * step, 4095) + 1;
        uint64_t kind = yoke_random_upto(11, 2 * step + 1, 3);
        ssize_t done = 0;
        memset(text, (int)step, bytes);
        if (kind == 0 && inside < 40000)
            done = protocol->worker->io->send(protocol->worker, ends[0], text, bytes, 0);
        else if (kind == 1 && inside < 40000)
            done = protocol->worker->io->write(protocol->worker, ends[0], text, bytes);
        else if (inside > 0 && kind == 2)
            done = -protocol->worker->io->recv(protocol->worker, ends[1], text, bytes, 0);
        else if (inside > 0)
            done = -protocol->worker->io->read(protocol->worker, ends[1], text, bytes);
        inside += done;
        note(protocol, "moved", done);
        if (done < 0)
            note_text(protocol, text, (size_t)-done);
    }
    close(ends[0]);
    close(ends[1]);
}

static int give(void *argument)
{
    return *(int *)argument;
}

static void offload_script(struct protocol *protocol)
{
    int values[] = {0, 7, -ENOENT, INT_MAX, INT_MIN};
    for (int index = 0; index < 5; index++)
        CALL(offload, give, &values[index]);
}

static void protocol_run(struct protocol *protocol, struct yoke_worker *worker, void (*script)(struct protocol *))
{
    protocol->worker = worker;
    script(protocol);
}

struct performance {
    struct protocol *protocol;
    struct yoke_worker *worker;
    void (*script)(struct protocol *);
};

static void perform(void *argument)
{
    struct performance *performance = argument;
    protocol_run(performance->protocol, performance->worker, performance->script);
}

static void expect_both_alike(void **state, void (*script)(struct protocol *))
{
    struct protocol *blocking = calloc(1, sizeof *blocking), *parking = calloc(1, sizeof *parking);
    struct yoke_worker plain = {.io = &blocking_io};
    protocol_run(blocking, &plain, script);

    struct scene *scene = scene_open(state);
    struct performance performance = {parking, &scene->worker, script};
    assert_int_equal(loop_spawn(scene->loop, perform, &performance, NULL), 0);
    scene_play(scene);
    scene_close(scene);

    assert_true(blocking->count > 0 && blocking->count <= LINES_MOST);
    assert_int_equal(blocking->count, parking->count);
    int differing = 0;
    for (int line = 0; line < blocking->count; line++) {
        if (blocking->lines[line].result == parking->lines[line].result)
            continue;
        differing++;
        print_error("%s: blocking %lld, parking %lld\n", blocking->lines[line].call, blocking->lines[line].result,
                    parking->lines[line].result);
    }
    free(blocking);
    free(parking);
    assert_int_equal(differing, 0);
}

#define SCRIPT_TEST(name, script)                                                                                      \
    static void name(void **state)                                                                                     \
    {                                                                                                                  \
        expect_both_alike(state, script);                                                                              \
    }

SCRIPT_TEST(pipes_answer_alike, pipe_script)
SCRIPT_TEST(files_answer_alike, file_script)
SCRIPT_TEST(sockets_answer_alike, socket_script)
SCRIPT_TEST(datagrams_answer_alike, datagram_script)
SCRIPT_TEST(time_passes_alike, time_script)
SCRIPT_TEST(streams_of_random_pieces_move_alike, stream_script)
SCRIPT_TEST(offloaded_work_answers_alike, offload_script)

int main(void)
{
    signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pipes_answer_alike),
        cmocka_unit_test(files_answer_alike),
        cmocka_unit_test(sockets_answer_alike),
        cmocka_unit_test(datagrams_answer_alike),
        cmocka_unit_test(time_passes_alike),
        cmocka_unit_test(streams_of_random_pieces_move_alike),
        cmocka_unit_test(offloaded_work_answers_alike),
    };
    return scene_suite("blocking and parking", tests, sizeof tests / sizeof tests[0]);
}
