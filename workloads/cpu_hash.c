/* SPDX-License-Identifier: MIT */
/* SHA-256 of a message in memory: integer additions and rotations in a long chain, data read once in order. What
 * checksums, signatures and content-addressed stores cost without the instructions that some processors have for it.
 *
 * The messages are a few overlapping pieces of one text, taken in turn, so that every digest can be compared with one
 * that was computed beforehand. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "sha256.h"
#include "work.h"
#include "yoke/random.h"
#include "yoke/workload.h"

enum { MESSAGE };

/* How many different messages there are: enough that neighbours never have the same, few enough to hash them all once.
 */
enum { MESSAGES = 4 };

struct hash {
    struct yoke_work work;
    unsigned char expected[MESSAGES][SHA256_BYTES];
    unsigned char text[]; /* message m begins at byte m */
};

static int hash_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    const uint64_t message_bytes = work->values.value[MESSAGE], text_bytes = message_bytes + MESSAGES;
    struct hash *hash = work_memory("cpu_hash", sizeof *hash + text_bytes, 1, error);
    if (!hash)
        return -ENOMEM;
    hash->work = *work;
    for (uint64_t i = 0; i < text_bytes; i++)
        hash->text[i] = (unsigned char)yoke_random_draw(work->seed, i);
    for (unsigned message = 0; message < MESSAGES; message++)
        sha256(hash->text + message, message_bytes, hash->expected[message]);
    *context = hash;
    return 0;
}

static int hash_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)worker;
    const struct hash *hash = context;
    sha256(hash->text + index % MESSAGES, hash->work.values.value[MESSAGE], result);
    return 0;
}

static int hash_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct hash *hash = context;
    const unsigned char *digests = results;
    for (uint64_t index = 0; index < hash->work.task_count; index++) {
        const unsigned char *found = digests + index * SHA256_BYTES, *expected = hash->expected[index % MESSAGES];
        if (!memcmp(found, expected, SHA256_BYTES))
            continue;
        yoke_error_set(
            error, "cpu_hash: the digest of task %" PRIu64 " begins with %02x%02x%02x%02x, not %02x%02x%02x%02x", index,
            found[0], found[1], found[2], found[3], expected[0], expected[1], expected[2], expected[3]);
        return -EBADMSG;
    }
    return 0;
}

static struct yoke_facts hash_facts(const void *context)
{
    const struct hash *hash = context;
    const double tasks = (double)hash->work.task_count;
    const uint64_t message_bytes = hash->work.values.value[MESSAGE];
    return (struct yoke_facts){.operations = tasks * (double)sha256_blocks(message_bytes),
                               .bytes = tasks * (double)message_bytes};
}

const struct yoke_workload yoke_workload_cpu_hash = {
    .name = "cpu_hash",
    .summary = "SHA-256 of a message in memory",
    .bound = YOKE_CPU_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "message",
             .unit = YOKE_BYTES,
             .fallback = 512 << 10,
             .least = 0,
             .most = UINT64_C(1) << 30,
             .summary = "size of one message; all workers read the same few"},
            {.name = NULL},
        },
    .default_tasks = 64, /* 32 MiB: some 100 ms in all */
    .result_bytes = SHA256_BYTES,
    .operation = "block",
    .moved = "those of the messages",
    .reading =
        "One long chain of integer operations, as spin is, but of the cheap ones, and four or so at a time. Plain C "
        "on purpose: its rate compares processors, not their special instructions.",
    .setup = hash_setup,
    .task = hash_task,
    .verify = hash_verify,
    .facts = hash_facts,
    .teardown = free,
};
