/* SPDX-License-Identifier: MIT */
/* A program that needs what it is told: appetite MILLISECONDS MEBIBYTES. By its own processor clock, so that the time is
 * used however fast the machine is today. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(int argc, char **argv)
{
    const double wanted_ms = argc > 1 ? strtod(argv[1], NULL) : 0;
    const size_t bytes = argc > 2 ? strtoul(argv[2], NULL, 10) << 20 : 0;
    struct timespec used;
    char *volatile memory = malloc(bytes + 1);
    if (!memory)
        return 1;
    memset(memory, 1, bytes + 1);
    do
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    while ((double)used.tv_sec * 1e3 + (double)used.tv_nsec / 1e6 < wanted_ms);
    return memory[bytes] != 1;
}
