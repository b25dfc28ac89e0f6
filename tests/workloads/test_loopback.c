/* SPDX-License-Identifier: MIT */
/* The server that I/O workloads talk to: whole and broken requests, many connections, and its end. */
#include "loopback.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "blocking_io.h"
#include "fixture.h"
#include "site.h"
#include "yoke/transfer.h"

enum { WORD = 4, MANY = 300 };

static struct yoke_worker worker = {.io = &blocking_io};

/* Answers each four letters with the same ones turned round; letters that begin with x are nonsense, and those that
 * begin with s are answered in a minute. */
static ssize_t word_measure(const void *context, const unsigned char *received, size_t bytes)
{
    (void)context;
    return bytes < WORD ? 0 : received[0] == 'x' ? -1 : WORD;
}

static size_t word_answer(const void *context, unsigned char *buffer, size_t bytes, uint64_t *delay_ns)
{
    (void)context;
    *delay_ns = buffer[0] == 's' ? UINT64_C(60000000000) : 0;
    for (unsigned i = 0; i < WORD / 2; i++) {
        const unsigned char kept = buffer[i];
        buffer[i] = buffer[WORD - 1 - i];
        buffer[WORD - 1 - i] = kept;
    }
    return bytes;
}

static const struct loopback_service word_service = {.measure = word_measure, .answer = word_answer};

static void start(struct loopback *loopback, enum loopback_family family)
{
    const struct loopback_options options = {
        .name = "test", .family = family, .service = &word_service, .buffer_bytes = 2 * WORD};
    struct yoke_error error = {0};
    if (loopback_start(loopback, &options, &error))
        fail_msg("%s", error.text);
}

static void say(int out, const char *text)
{
    assert_int_equal(yoke_write_all(&worker, out, text, strlen(text)), strlen(text));
}

static void expect_word(int in, const char *word)
{
    char got[WORD + 1] = {0};
    assert_int_equal(yoke_read_all(&worker, in, got, WORD), WORD);
    assert_string_equal(got, word);
}

/* The server has hung up: the input ends, or the connection is reset. */
static void expect_end(int in)
{
    char byte;
    const ssize_t got = worker.io->read(&worker, in, &byte, 1);
    assert_true(got == 0 || got == -ECONNRESET);
}

static void every_family_is_answered_one_request_after_the_other(void **state)
{
    (void)state;
    static const enum loopback_family families[] = {LOOPBACK_TCP, LOOPBACK_UNIX, LOOPBACK_PIPES};
    for (unsigned i = 0; i < 3; i++) {
        struct loopback loopback;
        int in, out;
        start(&loopback, families[i]);
        assert_int_equal(loopback_open(&loopback, &worker, &in, &out), 0);
        assert_int_equal(in == out, families[i] != LOOPBACK_PIPES);
        say(out, "abcd");
        expect_word(in, "dcba");
        say(out, "ef"); /* in two parts */
        say(out, "gh");
        expect_word(in, "hgfe");
        loopback_close(in, out);
        loopback_stop(&loopback);
    }
}

static void nonsense_ends_its_connection_and_no_other(void **state)
{
    (void)state;
    struct loopback loopback;
    int good, bad, two;
    start(&loopback, LOOPBACK_UNIX);
    assert_int_equal(loopback_open(&loopback, &worker, &good, &good), 0);
    assert_int_equal(loopback_open(&loopback, &worker, &bad, &bad), 0);
    assert_int_equal(loopback_open(&loopback, &worker, &two, &two), 0);
    say(bad, "xxxx");
    expect_end(bad);
    say(two, "abcdefgh"); /* two requests at once */
    expect_end(two);
    say(good, "abcd");
    expect_word(good, "dcba");
    close(good);
    close(bad);
    close(two);
    loopback_stop(&loopback);
}

static void who_hangs_up_while_waiting_is_forgotten(void **state)
{
    (void)state;
    struct loopback loopback;
    int slow, good;
    start(&loopback, LOOPBACK_TCP);
    assert_int_equal(loopback_open(&loopback, &worker, &good, &good), 0);
    for (unsigned i = 0; i < MANY; i++) {
        assert_int_equal(loopback_open(&loopback, &worker, &slow, &slow), 0);
        say(slow, "slow");
        close(slow);
    }
    say(good, "abcd");
    expect_word(good, "dcba");
    close(good);
    loopback_stop(&loopback);
}

static void many_are_connected_at_once(void **state)
{
    (void)state;
    struct loopback loopback;
    static int descriptors[MANY];
    start(&loopback, LOOPBACK_TCP);
    for (unsigned i = 0; i < MANY; i++)
        assert_int_equal(loopback_open(&loopback, &worker, &descriptors[i], &descriptors[i]), 0);
    for (unsigned i = 0; i < MANY; i++)
        say(descriptors[i], "abcd");
    for (unsigned i = 0; i < MANY; i++) {
        expect_word(descriptors[i], "dcba");
        close(descriptors[i]);
    }
    loopback_stop(&loopback);
}

/* The server alone is given few descriptors, this process has enough to connect beyond them. */
static void who_comes_when_descriptors_have_run_out_is_turned_away(void **state)
{
    (void)state;
    enum { LIMIT = 32, ABOVE = 2 * LIMIT };
    struct rlimit before, low;
    struct loopback loopback;
    int descriptors[ABOVE], turned = 0, answered = 0;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    start(&loopback, LOOPBACK_UNIX);
    low = (struct rlimit){LIMIT, before.rlim_max};
    assert_int_equal(prlimit(loopback.process, RLIMIT_NOFILE, &low, NULL), 0);
    for (unsigned i = 0; i < ABOVE; i++)
        assert_int_equal(loopback_open(&loopback, &worker, &descriptors[i], &descriptors[i]), 0);
    for (unsigned i = 0; i < ABOVE; i++) {
        char word[WORD];
        const ssize_t sent = worker.io->send(&worker, descriptors[i], "abcd", WORD, 0);
        const ssize_t got = sent < 0 ? sent : yoke_recv_all(&worker, descriptors[i], word, WORD);
        answered += got == WORD;
        turned += got != WORD;
        close(descriptors[i]);
    }
    assert_true(answered > 0 && answered < LIMIT);
    assert_int_equal(turned, ABOVE - answered);
    loopback_stop(&loopback);
}

static void a_server_that_dies_ends_its_connections(void **state)
{
    (void)state;
    struct loopback loopback;
    int in, other;
    start(&loopback, LOOPBACK_TCP);
    assert_int_equal(loopback_open(&loopback, &worker, &in, &in), 0);
    say(in, "slow");
    kill(loopback.process, SIGKILL);
    expect_end(in);
    close(in);
    loopback_stop(&loopback);
    assert_int_equal(loopback_open(&loopback, &worker, &other, &other), -ECONNREFUSED);
}

static void a_port_that_is_taken_is_said(void **state)
{
    (void)state;
    struct loopback first, second;
    struct yoke_error error = {0};
    start(&first, LOOPBACK_TCP);
    const unsigned char *port = (const unsigned char *)&first.address + 2; /* of struct sockaddr_in, high byte first */
    const struct loopback_options options = {
        .name = "test", .port = (uint16_t)(port[0] << 8 | port[1]), .service = &word_service, .buffer_bytes = WORD};
    assert_int_equal(loopback_start(&second, &options, &error), -EADDRINUSE);
    assert_non_null(strstr(error.text, "test: cannot listen on 127.0.0.1, port "));
    assert_non_null(strstr(error.text, "port=0"));
    loopback_stop(&first);
}

/* The server's parent is a child of ours that is killed. */
static void the_server_dies_with_who_started_it(void **state)
{
    (void)state;
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    const pid_t parent = fork();
    assert_true(parent >= 0);
    if (!parent) {
        struct loopback loopback;
        start(&loopback, LOOPBACK_UNIX);
        const ssize_t told = write(ready[1], &loopback.process, sizeof loopback.process);
        for (;;)
            pause();
        _exit(told < 0);
    }
    pid_t server;
    assert_int_equal(read(ready[0], &server, sizeof server), sizeof server);
    const int watched = (int)syscall(SYS_pidfd_open, server, 0);
    if (watched < 0) {
        kill(parent, SIGKILL);
        waitpid(parent, NULL, 0);
        print_message("no pidfd_open here\n");
        skip();
    }
    kill(parent, SIGKILL);
    assert_int_equal(waitpid(parent, NULL, 0), parent);
    struct pollfd end = {.fd = watched, .events = POLLIN};
    assert_int_equal(poll(&end, 1, 60000), 1);
    close(watched);
    close(ready[0]);
    close(ready[1]);
}

/* Asks the site; `answer` becomes what it says, up to the end of the header at least. */
static void ask(int descriptor, const char *request, char *answer, size_t bytes)
{
    say(descriptor, request);
    memset(answer, 0, bytes);
    for (size_t used = 0; !strstr(answer, "\r\n\r\n");) {
        const ssize_t got = worker.io->recv(&worker, descriptor, answer + used, bytes - 1 - used, 0);
        assert_true(got > 0);
        used += (size_t)got;
    }
}

static void a_site_answers_what_it_has_and_404_for_the_rest(void **state)
{
    (void)state;
    struct site site = {.seed = 1, .page_bytes = 0};
    struct yoke_error error = {0};
    struct loopback loopback;
    char answer[2 * SITE_HEADER_BYTES];
    int descriptor;
    assert_int_equal(site_open(&site, "test", &error), 0);
    const struct loopback_options options = {
        .name = "test", .service = &site_service, .context = &site, .buffer_bytes = site_buffer_bytes(&site)};
    assert_int_equal(loopback_start(&loopback, &options, &error), 0);
    assert_int_equal(loopback_open(&loopback, &worker, &descriptor, &descriptor), 0);
    ask(descriptor, "GET /pages/7 HTTP/1.1\r\nHost: here\r\n\r\n", answer, sizeof answer);
    assert_non_null(strstr(answer, "HTTP/1.1 200 OK\r\n"));
    assert_non_null(strstr(answer, "\r\nContent-Location: /pages/7\r\n"));
    static const char *const strange[] = {"GET / HTTP/1.1\r\n\r\n", "POST /pages/7 HTTP/1.1\r\n\r\n",
                                          "GET /pages/seven HTTP/1.1\r\n\r\n", "GET /pages/7\r\n\r\n", "\r\n\r\n"};
    for (unsigned i = 0; i < sizeof strange / sizeof *strange; i++) {
        ask(descriptor, strange[i], answer, sizeof answer);
        assert_memory_equal(answer, "HTTP/1.1 404 ", 13);
    }
    close(descriptor);
    loopback_stop(&loopback);
    site_close(&site);
}

int main(void)
{
    signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_family_is_answered_one_request_after_the_other),
        cmocka_unit_test(nonsense_ends_its_connection_and_no_other),
        cmocka_unit_test(who_hangs_up_while_waiting_is_forgotten),
        cmocka_unit_test(many_are_connected_at_once),
        cmocka_unit_test(who_comes_when_descriptors_have_run_out_is_turned_away),
        cmocka_unit_test(a_server_that_dies_ends_its_connections),
        cmocka_unit_test(a_port_that_is_taken_is_said),
        cmocka_unit_test(the_server_dies_with_who_started_it),
        cmocka_unit_test(a_site_answers_what_it_has_and_404_for_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
