/* SPDX-License-Identifier: MIT */
/* SHA-256 (FIPS 180-4) in portable C: as work, not as protection. */
#ifndef SHA256_H
#define SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_BYTES = 32, SHA256_BLOCK_BYTES = 64 };

/* Writes the digest of `bytes` bytes from `message`. */
void sha256(const void *message, size_t bytes, unsigned char digest[SHA256_BYTES]);

/* Blocks that a message of `bytes` bytes takes, its padding included. */
uint64_t sha256_blocks(uint64_t bytes);

#endif
