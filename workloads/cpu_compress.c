/* SPDX-License-Identifier: MIT */
/* Deflate, by zlib: look-ups in a window of 32 KiB, branches, bits: what logs, web servers and archives spend their
 * time on.
 *
 * The blocks are a few pieces of made-up prose, taken in turn. Before anything is measured each is compressed once, and
 * decompressed to see that nothing was lost; what tasks then produce must be that, byte for byte. */
#include "yoke/workload.h"

#ifdef YOKE_ZLIB

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "prose.h"
#include "work.h"

enum { BLOCK, LEVEL };

/* How many different blocks there are: enough that neighbours never have the same, few enough to compress them all
 * once. */
enum { BLOCKS = 4 };

/* What a task produced: how much, and a check value of it. */
struct packed {
    uint64_t bytes, check;
};

struct compress {
    struct yoke_work work;
    struct packed expected[BLOCKS];
    unsigned char text[]; /* one block after the other */
};

/* One worker's compressor, made once: making one costs as much as compressing some KiB. */
struct packer {
    z_stream stream;
    size_t room;
    unsigned char packed[];
};

static struct packer *packer_new(const struct compress *compress, struct yoke_error *error)
{
    const uLong room = compressBound((uLong)compress->work.values.value[BLOCK]);
    struct packer *packer = work_memory("cpu_compress", sizeof *packer + room, 1, error);
    if (!packer)
        return NULL;
    packer->stream = (z_stream){.zalloc = Z_NULL};
    packer->room = room;
    if (deflateInit(&packer->stream, (int)compress->work.values.value[LEVEL]) == Z_OK)
        return packer;
    yoke_error_set(error, "cpu_compress: no memory for a compressor");
    free(packer);
    return NULL;
}

static void packer_free(struct packer *packer)
{
    deflateEnd(&packer->stream);
    free(packer);
}

/* Compresses a block. Returns 0, or -EIO when the library did not finish. */
static int packer_pack(struct packer *packer, unsigned char *block, uint64_t block_bytes, struct packed *packed)
{
    z_stream *stream = &packer->stream;
    deflateReset(stream);
    stream->next_in = block;
    stream->avail_in = (uInt)block_bytes;
    stream->next_out = packer->packed;
    stream->avail_out = (uInt)packer->room;
    if (deflate(stream, Z_FINISH) != Z_STREAM_END)
        return -EIO;
    *packed = (struct packed){stream->total_out, crc32(0, packer->packed, (uInt)stream->total_out)};
    return 0;
}

/* Does what was packed last come out as the block it went in as? */
static bool packer_round_trip(const struct packer *packer, const struct packed *packed, const unsigned char *block,
                              uint64_t block_bytes)
{
    uLongf bytes = (uLongf)block_bytes;
    unsigned char *again = malloc(block_bytes + 1);
    const bool same = again && uncompress(again, &bytes, packer->packed, (uLong)packed->bytes) == Z_OK &&
                      bytes == block_bytes && !memcmp(again, block, block_bytes);
    free(again);
    return same;
}

static int compress_expect(struct compress *compress, struct yoke_error *error)
{
    const uint64_t block_bytes = compress->work.values.value[BLOCK];
    struct packer *packer = packer_new(compress, error);
    if (!packer)
        return -ENOMEM;
    int status = 0;
    for (unsigned i = 0; i < BLOCKS && !status; i++) {
        unsigned char *block = compress->text + i * block_bytes;
        status = packer_pack(packer, block, block_bytes, &compress->expected[i]);
        if (!status && !packer_round_trip(packer, &compress->expected[i], block, block_bytes))
            status = -EIO;
    }
    if (status)
        yoke_error_set(error, "cpu_compress: zlib %s cannot restore what it has compressed", zlibVersion());
    packer_free(packer);
    return status;
}

static int compress_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    const uint64_t text_bytes = BLOCKS * work->values.value[BLOCK];
    struct compress *compress = work_memory("cpu_compress", sizeof *compress + text_bytes, 1, error);
    if (!compress)
        return -ENOMEM;
    compress->work = *work;
    prose_write(work->seed, (char *)compress->text, text_bytes);
    const int status = compress_expect(compress, error);
    if (status)
        free(compress);
    else
        *context = compress;
    return status;
}

static int compress_worker_setup(void *context, struct yoke_worker *worker, struct yoke_error *error)
{
    worker->local = packer_new(context, error);
    return worker->local ? 0 : -ENOMEM;
}

static void compress_worker_teardown(void *context, struct yoke_worker *worker)
{
    (void)context;
    packer_free(worker->local);
}

static int compress_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    struct compress *compress = context;
    const uint64_t block_bytes = compress->work.values.value[BLOCK];
    return packer_pack(worker->local, compress->text + index % BLOCKS * block_bytes, block_bytes, result);
}

static int compress_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct compress *compress = context;
    const struct packed *packed = results;
    for (uint64_t index = 0; index < compress->work.task_count; index++) {
        const struct packed *expected = &compress->expected[index % BLOCKS];
        if (packed[index].bytes == expected->bytes && packed[index].check == expected->check)
            continue;
        yoke_error_set(error,
                       "cpu_compress: task %" PRIu64 " made %" PRIu64 " bytes with check value %08" PRIx64
                       ", not %" PRIu64 " with %08" PRIx64,
                       index, packed[index].bytes, packed[index].check, expected->bytes, expected->check);
        return -EBADMSG;
    }
    return 0;
}

static struct yoke_facts compress_facts(const void *context)
{
    const struct yoke_work *work = &((const struct compress *)context)->work;
    return (struct yoke_facts){.bytes = (double)work->task_count * (double)work->values.value[BLOCK]};
}

#endif

const struct yoke_workload yoke_workload_cpu_compress = {
    .name = "cpu_compress",
    .summary = "compress blocks of text with zlib's deflate",
    .bound = YOKE_CPU_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "block",
             .unit = YOKE_BYTES,
             .fallback = 64 << 10,
             .least = 0,
             .most = 1 << 30,
             .summary = "size of the text that one task compresses, by itself"},
            {.name = "level",
             .unit = YOKE_COUNT,
             .fallback = 6,
             .least = 0,
             .most = 9,
             .summary = "effort, as of gzip: 1 is quickest, 9 smallest, 0 stores"},
            {.name = NULL},
        },
    .default_tasks = 32, /* 2 MiB: some 100 ms in all at level 6 */
    .moved = "those of the text, before it is compressed",
    .reading =
        "Its bytes are those that go in. Some 300 KiB of window and tables belong to each worker and live in its "
        "second-level cache; speedup below that of spin on full cores says that those are too small or shared.",
#ifdef YOKE_ZLIB
    .result_bytes = sizeof(struct packed),
    .setup = compress_setup,
    .worker_setup = compress_worker_setup,
    .task = compress_task,
    .worker_teardown = compress_worker_teardown,
    .verify = compress_verify,
    .facts = compress_facts,
    .teardown = free,
#else
    .unavailable = "built without zlib",
#endif
};
