/* SPDX-License-Identifier: MIT */
/* Sockets on the loopback, served and used by tasks of one loop, on each driver: Y28, and the limits of Y14 and Y6 on
 * real operations. */
#include "loop_scene.h"

#include <netinet/in.h>
#include <sys/resource.h>

enum { HUGE_BYTES = 16 << 20 };

static struct sockaddr_in server_address;

static int client_socket(void)
{
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return descriptor;
}

static int connect_to_server(struct yoke_worker *worker, int descriptor)
{
    return worker->io->connect(worker, descriptor, (struct sockaddr *)&server_address, sizeof server_address);
}

/* Accepts one connection and sends back what comes until the end. */
static void echo_one(void *argument)
{
    struct role *role = argument;
    struct sockaddr_in peer = {0};
    socklen_t peer_bytes = sizeof peer;
    char text[100];
    ssize_t bytes;
    int connection =
        role->worker->io->accept(role->worker, role->descriptor, (struct sockaddr *)&peer, &peer_bytes, SOCK_CLOEXEC);
    role->result = connection;
    role->second = peer.sin_family;
    while (connection >= 0 && (bytes = role->worker->io->recv(role->worker, connection, text, sizeof text, 0)) > 0)
        yoke_send_all(role->worker, connection, text, (size_t)bytes);
    close(connection);
}

static void ask_and_hear(void *argument)
{
    struct role *role = argument;
    static const char question[] = "how do you do?";
    char answer[sizeof question] = {0};
    int descriptor = client_socket();
    role->result = connect_to_server(role->worker, descriptor);
    role->worker->io->send(role->worker, descriptor, question, sizeof question, 0);
    ssize_t bytes = yoke_recv_all(role->worker, descriptor, answer, sizeof answer);
    role->second = bytes == sizeof question && memcmp(question, answer, sizeof question) == 0;
    close(descriptor);
}

static void y28_connect_accept_send_and_receive(void **state)
{
    struct scene *scene = scene_open(state);
    struct role server = {.descriptor = scene_listen(&server_address, 10)}, client = {0};
    scene_cast(scene, &server, echo_one);
    scene_cast(scene, &client, ask_and_hear);
    scene_play(scene);
    assert_true(server.result >= 0);
    assert_int_equal(server.second, AF_INET);
    assert_int_equal(client.result, 0);
    assert_true(client.second);
    close(server.descriptor);
    scene_close(scene);
}

static unsigned char content_byte(size_t place)
{
    return (unsigned char)(place * 31 + place / 4096);
}

static void send_huge(void *argument)
{
    struct role *role = argument;
    unsigned char *content = malloc(HUGE_BYTES);
    for (size_t place = 0; place < HUGE_BYTES; place++)
        content[place] = content_byte(place);
    int descriptor = client_socket();
    role->second = connect_to_server(role->worker, descriptor);
    role->result = yoke_send_all(role->worker, descriptor, content, HUGE_BYTES);
    close(descriptor);
    free(content);
}

static void receive_huge(void *argument)
{
    struct role *role = argument;
    unsigned char *content = malloc(HUGE_BYTES + 1);
    int connection = role->worker->io->accept(role->worker, role->descriptor, NULL, NULL, 0);
    role->result = yoke_recv_all(role->worker, connection, content, HUGE_BYTES + 1); /* one more: hears the end */
    for (size_t place = 0; place < HUGE_BYTES && !role->second; place++)
        role->second = content[place] != content_byte(place);
    close(connection);
    free(content);
}

static void y28_huge_content_arrives_whole(void **state)
{
    struct scene *scene = scene_open(state);
    struct role server = {.descriptor = scene_listen(&server_address, 10)}, client = {0};
    scene_cast(scene, &server, receive_huge);
    scene_cast(scene, &client, send_huge);
    scene_play(scene);
    assert_int_equal(client.second, 0);
    assert_int_equal(client.result, HUGE_BYTES);
    assert_int_equal(server.result, HUGE_BYTES);
    assert_int_equal(server.second, 0);
    close(server.descriptor);
    scene_close(scene);
}

static void connect_only(void *argument)
{
    struct role *role = argument;
    int descriptor = client_socket();
    role->result = connect_to_server(role->worker, descriptor);
    close(descriptor);
}

static void y28_a_refused_connection_says_so(void **state)
{
    struct scene *scene = scene_open(state);
    struct role client = {0};
    close(scene_listen(&server_address, 10)); /* a port where nobody listens any more */
    scene_cast(scene, &client, connect_only);
    scene_play(scene);
    assert_int_equal(client.result, -ECONNREFUSED);
    scene_close(scene);
}

static void accept_one(void *argument)
{
    struct role *role = argument;
    int connection = role->worker->io->accept(role->worker, role->descriptor, NULL, NULL, SOCK_CLOEXEC);
    role->result = connection;
    if (connection >= 0)
        close(connection);
}

static void cancel_other_later(void *argument)
{
    struct role *role = argument;
    for (int turn = 0; turn < 3; turn++)
        role->worker->io->yield(role->worker);
    role->result = loop_cancel(role->scene->loop, role->other->task);
}

static void y28_a_cancelled_accept_ends_and_the_next_one_works(void **state)
{
    struct scene *scene = scene_open(state);
    struct role server = {.descriptor = scene_listen(&server_address, 10)}, canceller = {.other = &server},
                client = {0};
    scene_cast(scene, &server, accept_one);
    scene_cast(scene, &canceller, cancel_other_later);
    scene_play(scene);
    assert_int_equal(canceller.result, 0);
    assert_int_equal(server.result, -ECANCELED);
    scene_cast(scene, &server, accept_one);
    scene_cast(scene, &client, connect_only);
    scene_play(scene);
    assert_true(server.result >= 0);
    assert_int_equal(client.result, 0);
    close(server.descriptor);
    scene_close(scene);
}

static void receive_within_a_millisecond(void *argument)
{
    struct role *role = argument;
    char byte;
    struct loop_operation operation = {
        .kind = OPERATION_RECV, .descriptor = role->descriptor, .into = &byte, .bytes = 1};
    role->result = loop_perform(role->scene->loop, &operation, 1000000);
    role->second = role->worker->io->recv(role->worker, role->descriptor, &byte, 1, 0);
}

static void send_a_byte_after_the_other(void *argument)
{
    struct role *role = argument;
    while (role->other->result == 0)
        role->worker->io->sleep(role->worker, 100000);
    role->result = role->worker->io->send(role->worker, role->descriptor, "x", 1, 0);
}

static void y14_a_receive_over_its_time_ends_and_the_next_one_gets_the_data(void **state)
{
    struct scene *scene = scene_open(state);
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    struct role receiver = {.descriptor = ends[0]}, sender = {.descriptor = ends[1], .other = &receiver};
    scene_cast(scene, &receiver, receive_within_a_millisecond);
    scene_cast(scene, &sender, send_a_byte_after_the_other);
    scene_play(scene);
    assert_int_equal(receiver.result, -ETIME);
    assert_int_equal(receiver.second, 1);
    close(ends[0]);
    close(ends[1]);
    scene_close(scene);
}

static void receive_then_send_twice(void *argument)
{
    struct role *role = argument;
    char byte;
    role->result = role->worker->io->recv(role->worker, role->descriptor, &byte, 1, 0);
    role->worker->io->send(role->worker, role->descriptor, "x", 1, 0);
    role->second = role->worker->io->send(role->worker, role->descriptor, "x", 1, 0);
}

static void the_peers_end_is_0_bytes_and_sending_to_it_is_an_error_without_a_signal(void **state)
{
    struct scene *scene = scene_open(state);
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    close(ends[1]);
    struct role role = {.descriptor = ends[0]};
    scene_cast(scene, &role, receive_then_send_twice);
    scene_play(scene); /* SIGPIPE would have ended this program */
    assert_int_equal(role.result, 0);
    assert_int_equal(role.second, -EPIPE);
    close(ends[0]);
    scene_close(scene);
}

static void use_refused_flags(void *argument)
{
    struct role *role = argument;
    char byte = 0;
    role->result = role->worker->io->recv(role->worker, role->descriptor, &byte, 1, MSG_DONTWAIT);
    role->second = role->worker->io->send(role->worker, role->descriptor, &byte, 1, MSG_WAITALL);
}

static void flags_that_would_change_the_meaning_of_a_call_are_refused(void **state)
{
    struct scene *scene = scene_open(state);
    struct role role = {.descriptor = 0};
    scene_cast(scene, &role, use_refused_flags);
    scene_play(scene);
    assert_int_equal(role.result, -EINVAL);
    assert_int_equal(role.second, -EINVAL);
    scene_close(scene);
}

/* --- many at once
 * -------------------------------------------------------------------------------------------------------- */

enum { CONNECTIONS = 5000 };

static struct {
    uint64_t count;
    uint64_t open, open_most; /* connections that stand on the server's side */
    uint64_t served, heard, failed;
    uint64_t connected; /* clients that have connected; they speak when all have and are accepted */
    struct loop_task **waiting;
    uint64_t waiting_count;
} crowd;

static void crowd_let_speak(void)
{
    if (crowd.connected < crowd.count || crowd.open_most < crowd.count - crowd.failed)
        return;
    while (crowd.waiting_count)
        loop_wake(crowd.waiting[--crowd.waiting_count], 0);
}

static void cancel_nothing(struct loop_wait *wait, int why)
{
    (void)wait;
    (void)why;
}

static void serve_one_of_many(void *argument)
{
    struct role *role = argument;
    int connection = role->descriptor;
    uint64_t number;
    if (yoke_recv_all(role->worker, connection, &number, sizeof number) == sizeof number) {
        number = 2 * number + 1;
        crowd.served += yoke_send_all(role->worker, connection, &number, sizeof number) == sizeof number;
    }
    crowd.open--;
    close(connection);
    free(role);
}

static void accept_many(void *argument)
{
    struct role *role = argument;
    for (uint64_t index = 0; index < crowd.count; index++) {
        struct role *server = calloc(1, sizeof *server);
        server->descriptor = role->worker->io->accept(role->worker, role->descriptor, NULL, NULL, SOCK_CLOEXEC);
        if (server->descriptor < 0) {
            crowd.failed++;
            free(server);
            return;
        }
        crowd.open++;
        crowd.open_most = crowd.open > crowd.open_most ? crowd.open : crowd.open_most;
        scene_cast(role->scene, server, serve_one_of_many);
        crowd_let_speak();
    }
}

static void speak_as_one_of_many(void *argument)
{
    struct role *role = argument;
    uint64_t answer = 0;
    int descriptor = client_socket();
    int status = descriptor < 0 ? -1 : connect_to_server(role->worker, descriptor);
    crowd.failed += status != 0;
    crowd.connected++;
    crowd.waiting[crowd.waiting_count++] = role->task;
    struct loop_wait wait = {.cancel = cancel_nothing};
    if (crowd.connected < crowd.count || crowd.open_most < crowd.count - crowd.failed) {
        loop_park(role->scene->loop, &wait, UINT64_MAX);
    } else {
        crowd.waiting_count--; /* the last one need not wait */
        crowd_let_speak();
    }
    if (!status) {
        yoke_send_all(role->worker, descriptor, &role->number, sizeof role->number);
        yoke_recv_all(role->worker, descriptor, &answer, sizeof answer);
        crowd.heard += answer == 2 * role->number + 1;
    }
    close(descriptor);
}

/* Sends the clients in, so many at a time that the listening socket's queue (4,096 at most) never overflows: the kernel
 * would drop what comes then, and clients would try again after a second. */
static void send_clients_in(void *argument)
{
    enum { AT_A_TIME = 500 };
    struct role *role = argument;
    struct role *clients = role->other;
    for (uint64_t index = 0; index < crowd.count; index++) {
        clients[index].number = index;
        scene_cast(role->scene, &clients[index], speak_as_one_of_many);
        while (index % AT_A_TIME == 0 && crowd.open + crowd.failed < index &&
               role->worker->io->yield(role->worker) == 0)
            ;
    }
}

/* As many connections as there are descriptors for, two each. */
static uint64_t connections_possible(void)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    limit.rlim_cur = limit.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
    uint64_t most = (limit.rlim_cur - 100) / 2;
#if COROUTINE_TSAN
    most = most < 500 ? most : 500; /* the thread sanitizer knows some 8,000 fibers at most, and each is large */
#endif
    if (most < CONNECTIONS)
        print_message("%d connections asked for, %llu possible here\n", CONNECTIONS, (unsigned long long)most);
    return most < CONNECTIONS ? most : CONNECTIONS;
}

static void y28_five_thousand_connections_are_served_at_once(void **state)
{
    memset(&crowd, 0, sizeof crowd);
    crowd.count = connections_possible();
    crowd.waiting = calloc(crowd.count, sizeof *crowd.waiting);
    struct scene *scene = scene_open(state);
    struct role server = {.descriptor = scene_listen(&server_address, 4096)};
    struct role *clients = calloc(crowd.count, sizeof *clients);
    struct role usher = {.other = clients};
    scene_cast(scene, &server, accept_many);
    scene_cast(scene, &usher, send_clients_in);
    scene_play(scene);
    assert_int_equal(crowd.failed, 0);
    assert_int_equal(crowd.open_most, crowd.count);
    assert_int_equal(crowd.served, crowd.count);
    assert_int_equal(crowd.heard, crowd.count);
    free(clients);
    free(crowd.waiting);
    close(server.descriptor);
    scene_close(scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(y28_connect_accept_send_and_receive),
        cmocka_unit_test(y28_huge_content_arrives_whole),
        cmocka_unit_test(y28_a_refused_connection_says_so),
        cmocka_unit_test(y28_a_cancelled_accept_ends_and_the_next_one_works),
        cmocka_unit_test(y14_a_receive_over_its_time_ends_and_the_next_one_gets_the_data),
        cmocka_unit_test(the_peers_end_is_0_bytes_and_sending_to_it_is_an_error_without_a_signal),
        cmocka_unit_test(flags_that_would_change_the_meaning_of_a_call_are_refused),
        cmocka_unit_test(y28_five_thousand_connections_are_served_at_once),
    };
    return scene_suite("loop, sockets", tests, sizeof tests / sizeof tests[0]);
}
