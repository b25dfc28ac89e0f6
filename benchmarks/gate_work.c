/* SPDX-License-Identifier: MIT */
/* gate_work STEPS: a command that computes for a known time, for gate_peers.py: a million steps take a millisecond or so. */
#include <stdint.h>
#include <stdlib.h>

int main(int count, char *arguments[])
{
    uint64_t value = 1;
    for (uint64_t left = count > 1 ? strtoull(arguments[1], NULL, 10) : 0; left; left--) {
        value = value * UINT64_C(6364136223846793005) + 1442695040888963407; /* Knuth's MMIX */
        __asm__ volatile("" ::"r"(value));
    }
    return value == 42; /* never: the sum is only kept from being left out */
}
