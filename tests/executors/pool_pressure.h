/* SPDX-License-Identifier: MIT */
/* How long something may take: its time, and whatever the machine had no processor for somebody meanwhile. */
#ifndef POOL_PRESSURE_H
#define POOL_PRESSURE_H

#include "pool_trial.h"

/* The books of the machine at a moment. UINT64_MAX: the kernel does not tell. */
struct pressure {
    uint64_t at_ns;
    uint64_t waited_ns; /* some task waited for a processor */
    uint64_t stolen_ns; /* processors of a guest ran for others, all added up */
};

static inline uint64_t pressure_waited_ns(void)
{
    static const char head[] = "total=";
    char line[128] = "";
    FILE *stream = fopen("/proc/pressure/cpu", "re");
    const char *total = stream && fgets(line, sizeof line, stream) ? strstr(line, head) : NULL;
    if (stream)
        fclose(stream);
    return total ? strtoull(total + sizeof head - 1, NULL, 10) * 1000 : UINT64_MAX;
}

static inline uint64_t pressure_stolen_ns(void)
{
    enum { STEAL = 8 }; /* the eighth number of the first line */
    char line[256] = "";
    FILE *stream = fopen("/proc/stat", "re");
    char *rest = stream && fgets(line, sizeof line, stream) ? line + strcspn(line, " ") : NULL;
    uint64_t ticks = 0;
    for (int number = 0; rest && number < STEAL; number++)
        ticks = strtoull(rest, &rest, 10);
    if (stream)
        fclose(stream);
    return ticks * 1000000000 / (uint64_t)sysconf(_SC_CLK_TCK);
}

static inline struct pressure pressure_read(void)
{
    return (struct pressure){futex_now_ns(), pressure_waited_ns(), pressure_stolen_ns()};
}

/* Not more than `most_ns` have passed since `before`, but for the processors that were missing. */
static inline void pressure_expect(const struct pressure *before, uint64_t most_ns)
{
    const struct pressure now = pressure_read();
    const uint64_t took_ns = now.at_ns - before->at_ns;
    if (before->waited_ns == UINT64_MAX || now.waited_ns == UINT64_MAX) {
        print_message("took %.0f of %.0f ms; the kernel does not tell how loaded the machine is\n",
                      (double)took_ns / 1e6, (double)most_ns / 1e6);
        return;
    }
    assert_true(took_ns <= most_ns + (now.waited_ns - before->waited_ns) + (now.stolen_ns - before->stolen_ns));
}

#endif
