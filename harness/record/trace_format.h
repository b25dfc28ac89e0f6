/* SPDX-License-Identifier: MIT */
/* The bytes of a trace, which its writer and its reader share. Little endian throughout:
 *
 *    0  8  "YOKETASK"
 *    8  4  version, 1
 *   12  4  CRC-32 of all that follows (the polynomial of zlib, PNG and Ethernet)
 *   16  8  tasks
 *   24  8  workers
 *   32 32  lengths in bytes of the four columns: index, queued, started, ended
 *   64     tasks of each worker, 8 bytes each; then the columns
 *
 * A column has one number a task: 7 bits a byte, the lowest first, the highest bit set in all bytes but the last (LEB128).
 * What is written of a task, all modulo 2^64, "the last" being the task before it in the file, whoever ran it:
 *
 *   index    zigzag(index - (the last index + 1))
 *   queued   zigzag(queued - the last queued)
 *   started  zigzag(started - the last ended)
 *   ended    ended - started
 *
 * zigzag(d) is 2d for d >= 0 and -2d - 1 below: small differences either way are small numbers. Before the first task, the
 * last index is -1 and the last times are 0. */
#ifndef TRACE_FORMAT_H
#define TRACE_FORMAT_H

#include <stddef.h>
#include <stdint.h>

#define TRACE_MAGIC "YOKETASK"

enum {
    TRACE_VERSION = 1,
    TRACE_MAGIC_BYTES = 8,
    TRACE_AT_VERSION = 8,
    TRACE_AT_CHECKSUM = 12,
    TRACE_AT_TASKS = 16, /* and the first byte that the checksum covers */
    TRACE_AT_WORKERS = 24,
    TRACE_AT_LENGTHS = 32,
    TRACE_HEADER_BYTES = 64,
    TRACE_NUMBER_MOST = 10, /* bytes of one number */
};

enum trace_column { TRACE_INDEX, TRACE_QUEUED, TRACE_STARTED, TRACE_ENDED, TRACE_COLUMNS };

static inline uint64_t trace_zigzag(uint64_t difference)
{
    return difference >> 63 ? ~(difference << 1) : difference << 1;
}

static inline uint64_t trace_unzigzag(uint64_t number)
{
    return number & 1 ? ~(number >> 1) : number >> 1;
}

/* Continues the CRC-32 of some bytes; 0 at first. */
uint32_t trace_checksum(uint32_t checksum, const unsigned char *bytes, size_t count);

#endif
