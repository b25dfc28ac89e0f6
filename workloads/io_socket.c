/* SPDX-License-Identifier: MIT */
/* Messages to a server and back over a socket: a client of a database or a cache. The server is a process of its own on
 * this machine, so no network is measured; a delay in it stands for one. Every task under way has a connection, which
 * the worker keeps for the next one. */
#include "echo.h"

enum { MESSAGE, TRIPS, DELAY, FAMILY, PORT };

static int io_socket_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    const struct echo_plan plan = {.name = "io_socket",
                                   .family = (enum loopback_family)work->values.value[FAMILY],
                                   .port = (uint16_t)work->values.value[PORT],
                                   .message_bytes = work->values.value[MESSAGE],
                                   .trips = work->values.value[TRIPS],
                                   .delay_ns = work->values.value[DELAY]};
    return echo_setup(work, &plan, context, error);
}

const struct yoke_workload yoke_workload_io_socket = {
    .name = "io_socket",
    .summary = "send a message to a server on this machine and back",
    .bound = YOKE_IO_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "message",
             .unit = YOKE_BYTES,
             .fallback = 64,
             .least = ECHO_MESSAGE_LEAST,
             .most = ECHO_MESSAGE_MOST,
             .summary = "size of the message, each way"},
            {.name = "trips",
             .unit = YOKE_COUNT,
             .fallback = 10,
             .least = 1,
             .most = 1000000000,
             .summary = "times that one task sends it there and back"},
            {.name = "delay",
             .unit = YOKE_NS,
             .fallback = 200000, /* a round trip within a data centre */
             .least = 0,
             .most = 60000000000,
             .summary = "time for which the server holds each answer back"},
            {.name = "family",
             .fallback = LOOPBACK_TCP,
             .most = LOOPBACK_UNIX,
             .summary = "the kind of socket",
             .choices = loopback_names},
            {.name = "port",
             .unit = YOKE_COUNT,
             .fallback = 0,
             .least = 0,
             .most = 65535,
             .summary = "TCP port of the server; 0: any that is free"},
            {.name = NULL},
        },
    .default_tasks = 64, /* some 160 ms one after another */
    .result_bytes = sizeof(struct echo_result),
    .operation = "trip",
    .moved = "those of the messages, both ways",
    .reading =
        "With a delay, speedup goes on far beyond the number of processors, until the server is busy all the time: it "
        "is one thread and needs some microseconds a message. Without one, what is measured is the way through the "
        "kernel and two wake-ups. Each task under way takes a descriptor here and one in the server; when those run "
        "out (ulimit -n), tasks fail.",
    .setup = io_socket_setup,
    .worker_setup = echo_worker_setup,
    .task = echo_task,
    .worker_teardown = echo_worker_teardown,
    .verify = echo_verify,
    .facts = echo_facts,
    .ideal_ns = echo_ideal_ns,
    .teardown = echo_teardown,
};
