/* SPDX-License-Identifier: MIT */
/* Sending a message to and fro: what io_pipe and io_socket have in common.
 *
 * The message begins and ends with a number. The server answers with the same message, but takes both numbers one step
 * further along the chain (chain.h): an answer that was lost, left over from before or cut short shows in the end, and
 * the right one is known without talking to anybody. What lies between the two is not looked at: comparing it would
 * cost as much as sending it. */
#ifndef ECHO_H
#define ECHO_H

#include "loopback.h"
#include "yoke/workload.h"

/* Room for the two numbers. */
enum { ECHO_MESSAGE_LEAST = 16, ECHO_MESSAGE_MOST = 16 << 20 };

/* What a workload says of its messages. */
struct echo_plan {
    const char *name; /* the workload's */
    enum loopback_family family;
    uint16_t port;
    uint64_t message_bytes;
    uint64_t trips;    /* to and fro, in one task */
    uint64_t delay_ns; /* the server holds every answer back so long */
};

/* Where the two numbers of a task ended. */
struct echo_result {
    uint64_t head, tail;
};

/* Hooks of a workload whose setup makes the plan and calls echo_setup. Results are struct echo_result. */
int echo_setup(const struct yoke_work *work, const struct echo_plan *plan, void **context, struct yoke_error *error);
void echo_teardown(void *context);
int echo_worker_setup(void *context, struct yoke_worker *worker, struct yoke_error *error);
void echo_worker_teardown(void *context, struct yoke_worker *worker);
int echo_task(void *context, struct yoke_worker *worker, uint64_t index, void *result);
int echo_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error);
struct yoke_facts echo_facts(const void *context);
uint64_t echo_ideal_ns(const void *context, unsigned worker_count);

#endif
