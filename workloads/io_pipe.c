/* SPDX-License-Identifier: MIT */
/* Ping-pong through two pipes with a process on the other side: the cheapest way to wait for somebody else, and what
 * lmbench's lat_pipe measures. A trip is two wake-ups of a process and two copies each way. */
#include "echo.h"

enum { MESSAGE, TRIPS };

static int io_pipe_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    const struct echo_plan plan = {.name = "io_pipe",
                                   .family = LOOPBACK_PIPES,
                                   .message_bytes = work->values.value[MESSAGE],
                                   .trips = work->values.value[TRIPS]};
    return echo_setup(work, &plan, context, error);
}

const struct yoke_workload yoke_workload_io_pipe = {
    .name = "io_pipe",
    .summary = "send a message through a pipe to another process and back",
    .bound = YOKE_IO_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "message",
             .unit = YOKE_BYTES,
             .fallback = 64,
             .least = ECHO_MESSAGE_LEAST,
             .most = ECHO_MESSAGE_MOST,
             .summary = "size of the message; a pipe holds 64KiB"},
            {.name = "trips",
             .unit = YOKE_COUNT,
             .fallback = 100,
             .least = 1,
             .most = 1000000000,
             .summary = "times that one task sends it there and back"},
            {.name = NULL},
        },
    .default_tasks = 128, /* 12,800 trips of some 10 us */
    .result_bytes = sizeof(struct echo_result),
    .operation = "trip",
    .moved = "those of the messages, both ways",
    .reading =
        "One server answers all workers, on a processor that they do not have then. With few workers a trip is two "
        "switches between processes, and most of it is waking up; with more of them the server finds several messages "
        "at once and the time of a trip falls to what the server needs for one.",
    .setup = io_pipe_setup,
    .worker_setup = echo_worker_setup,
    .task = echo_task,
    .worker_teardown = echo_worker_teardown,
    .verify = echo_verify,
    .facts = echo_facts,
    .teardown = echo_teardown,
};
