/* SPDX-License-Identifier: MIT */
/* SHA-256, FIPS 180-4 sections 4.1.2 (functions), 4.2.2 (constants), 5.1.1 (padding) and 6.2 (the computation). */
#include "sha256.h"

#include <string.h>

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

/* The last block has room for the message's length, in 8 bytes, behind one byte that ends the message. */
enum { LENGTH_AT = SHA256_BLOCK_BYTES - 8 };

static uint32_t rotate(uint32_t word, unsigned bits)
{
    return word >> bits | word << (32 - bits);
}

static void schedule_fill(const unsigned char *block, uint32_t words[64])
{
    for (size_t i = 0; i < 16; i++)
        words[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 | (uint32_t)block[4 * i + 2] << 8 |
                   block[4 * i + 3];
    for (unsigned i = 16; i < 64; i++) {
        const uint32_t early = words[i - 15], late = words[i - 2];
        words[i] = words[i - 16] + words[i - 7] + (rotate(early, 7) ^ rotate(early, 18) ^ early >> 3) +
                   (rotate(late, 17) ^ rotate(late, 19) ^ late >> 10);
    }
}

static void block_add(uint32_t state[8], const unsigned char *block)
{
    uint32_t words[64], a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5],
                        g = state[6], h = state[7];
    schedule_fill(block, words);
    for (unsigned i = 0; i < 64; i++) {
        const uint32_t first =
            h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + constants[i] + words[i];
        const uint32_t second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + first;
        d = c;
        c = b;
        b = a;
        a = first + second;
    }
    const uint32_t mixed[8] = {a, b, c, d, e, f, g, h};
    for (unsigned i = 0; i < 8; i++)
        state[i] += mixed[i];
}

/* What does not fill a block, the byte that ends the message, zeros, and the message's length in bits: one block or
 * two. */
static void tail_add(uint32_t state[8], const unsigned char *tail, uint64_t message_bytes)
{
    unsigned char blocks[2 * SHA256_BLOCK_BYTES] = {0};
    const size_t tail_bytes = message_bytes % SHA256_BLOCK_BYTES;
    if (tail_bytes)
        memcpy(blocks, tail, tail_bytes);
    blocks[tail_bytes] = 0x80;
    unsigned char *last = tail_bytes < LENGTH_AT ? blocks : blocks + SHA256_BLOCK_BYTES;
    for (unsigned i = 0; i < 8; i++)
        last[LENGTH_AT + i] = (unsigned char)(message_bytes * 8 >> (56 - 8 * i));
    for (unsigned char *block = blocks; block <= last; block += SHA256_BLOCK_BYTES)
        block_add(state, block);
}

void sha256(const void *message, size_t bytes, unsigned char digest[SHA256_BYTES])
{
    /* the first 32 bits of the fractional parts of the square roots of the first 8 primes */
    uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    const unsigned char *block = message;
    for (size_t left = bytes; left >= SHA256_BLOCK_BYTES; left -= SHA256_BLOCK_BYTES, block += SHA256_BLOCK_BYTES)
        block_add(state, block);
    tail_add(state, block, bytes);
    for (unsigned i = 0; i < SHA256_BYTES; i++)
        digest[i] = (unsigned char)(state[i / 4] >> (24 - 8 * (i % 4)));
}

uint64_t sha256_blocks(uint64_t bytes)
{
    return bytes / SHA256_BLOCK_BYTES + (bytes % SHA256_BLOCK_BYTES < LENGTH_AT ? 1 : 2);
}
