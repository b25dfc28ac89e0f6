/* SPDX-License-Identifier: MIT */
/* The known work that an event must count before it is believed: what makes each kind of event happen, and how little
 * of it is too little. */
#include "counter_control.h"

#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#ifdef __x86_64__
#include <emmintrin.h>
#endif

enum {
    CONTROL_PAGES = 16,
    /* A sleep shorter than the way from arming the timer to leaving the processor switches nobody out. That way takes
     * some us, but 100 us where every look at the clock is a slow trap: start short, and lengthen until it works. */
    CONTROL_SLEEP_NS = 20000,
    CONTROL_SLEEP_MOST_NS = 20000000,
    CONTROL_MIX_TURNS = 4096, /* some 2000 mispredicted branches */
    CONTROL_CPUS_MOST = 8192, /* the largest NR_CPUS a kernel can be built with */
    CONTROL_CALLS = 100,
    CONTROL_BURN_TURNS = 10000000, /* some milliseconds on anything that has an energy counter */
};

/* Fewer cycles cannot be: a turn is one dependent decrement, of which some processors fold a few, but never 16. */
#define CONTROL_LOOP_CYCLES (CONTROL_LOOP_TURNS / 16)

static const struct counter_control instructions = {STIMULUS_LOOP, CONTROL_LOOP_INSTRUCTIONS,
                                                    "a loop of 200000 instructions"};
static const struct counter_control cycles = {STIMULUS_LOOP, CONTROL_LOOP_CYCLES, "a loop of 200000 instructions"};
static const struct counter_control time_spent = {STIMULUS_LOOP, 1, "a loop of 200000 instructions"};
static const struct counter_control faults = {STIMULUS_PAGES, 1, "the first touch of 16 pages"};
static const struct counter_control sleeps = {STIMULUS_SLEEP, 1, "a sleep"};
static const struct counter_control migrations = {STIMULUS_MIGRATION, 1, "a forced move to another processor and back"};
static const struct counter_control energy = {STIMULUS_BURN, 1, "some milliseconds of work"};
/* A system call takes no less than some fifty instructions in the kernel; ten are beyond doubt. */
static const struct counter_control kernel_work = {STIMULUS_CALLS, 10 * CONTROL_CALLS, "100 system calls"};
static const struct counter_control kernel_anything = {
    STIMULUS_CALLS | STIMULUS_PAGES | STIMULUS_SLEEP | STIMULUS_MIX, 1,
    "100 system calls, a mix of arithmetic, branches, cache and page misses and a sleep"};
static const struct counter_control anything = {STIMULUS_LOOP | STIMULUS_PAGES | STIMULUS_SLEEP | STIMULUS_MIX, 1,
                                                "a mix of arithmetic, branches, cache and page misses and a sleep"};
/* Nothing we may do makes these happen: a read from a disk, another's claim to our processor. They are as good as their
 * neighbours in the same kernel structure, which are checked. */
static const struct counter_control beyond_us = {0, 0, "nothing"};

struct control_entry {
    const char *name;
    const struct counter_control *control;
};

static const struct control_entry own_names[] = {
    {"task-clock", &time_spent},     {"context-switches", &sleeps},        {"voluntary-switches", &sleeps},
    {"cpu-migrations", &migrations}, {"involuntary-switches", &beyond_us}, {"page-faults", &faults},
    {"minor-faults", &faults},       {"major-faults", &beyond_us},    {"energy-pkg", &energy},
};

/* Other people's names, without "perf::" and what follows a colon. */
static const struct control_entry stems[] = {
    {"PAPI_TOT_INS", &instructions},
    {"INSTRUCTIONS", &instructions},
    {"INST_RETIRED", &instructions},
    {"PAPI_TOT_CYC", &cycles},
    {"CYCLES", &cycles},
    {"CPU-CYCLES", &cycles},
    {"CPU_CYCLES", &cycles},
    {"TASK-CLOCK", &time_spent},
    {"CPU-CLOCK", &time_spent},
    {"PAGE-FAULTS", &faults},
    {"MINOR-FAULTS", &faults},
    {"CONTEXT-SWITCHES", &sleeps},
    {"CPU-MIGRATIONS", &migrations},
};

static const struct counter_control *control_in_scope(const struct counter_control *control, enum counter_scope scope)
{
    const bool of_processor = control == &instructions || control == &cycles;
    if (scope != COUNTER_SCOPE_KERNEL || !(of_processor || control == &anything))
        return control;
    return of_processor ? &kernel_work : &kernel_anything;
}

const struct counter_control *counter_control_of(const char *name, enum counter_scope scope)
{
    for (size_t i = 0; i < sizeof own_names / sizeof *own_names; i++)
        if (strcmp(own_names[i].name, name) == 0)
            return own_names[i].control;
    const char *stem = strncasecmp(name, "perf::", 6) == 0 ? name + 6 : name;
    size_t length = strcspn(stem, ":");
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (strlen(stems[i].name) == length && strncasecmp(stems[i].name, stem, length) == 0)
            return control_in_scope(stems[i].control, scope);
    return control_in_scope(&anything, scope);
}

void counter_control_loop(uint64_t turns)
{
    if (!turns)
        return;
#if defined __x86_64__
    __asm__ volatile("1: dec %0\n\tjnz 1b" : "+r"(turns) : : "cc");
#elif defined __aarch64__
    __asm__ volatile("1: subs %0, %0, #1\n\tb.ne 1b" : "+r"(turns) : : "cc");
#else
    for (; turns; turns--)
        __asm__ volatile("" : "+r"(turns));
#endif
}

static void line_throw_out(const void *line)
{
#if defined __x86_64__
    _mm_clflush(line);
#elif defined __aarch64__
    __asm__ volatile("dc civac, %0" : : "r"(line) : "memory");
#else
    (void)line;
#endif
}

static void mix_run(volatile unsigned char *memory, size_t bytes)
{
    uint64_t random = 88172645463325252u; /* xorshift64, Marsaglia 2003 */
    volatile double real = 1.5;
    for (unsigned i = 0; i < CONTROL_MIX_TURNS; i++) {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        if (random & 1)
            memory[random % bytes]++;
        else
            real = real * 0.75 + 1.0 / (real + 1.0);
    }
    for (size_t at = 0; at < bytes; at += 64)
        line_throw_out((const void *)(uintptr_t)(memory + at));
    for (size_t at = 0; at < bytes; at += 64)
        memory[at]++;
}

/* Touches fresh pages and, when asked to, does the mix on them. Returns which of the two happened. */
static unsigned pages_run(unsigned stimuli)
{
    size_t page_bytes = (size_t)sysconf(_SC_PAGESIZE), bytes = CONTROL_PAGES * page_bytes;
    unsigned char *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return 0;
    for (size_t at = 0; at < bytes; at += page_bytes)
        *(volatile unsigned char *)(memory + at) = 1;
    if (stimuli & STIMULUS_MIX)
        mix_run(memory, bytes);
    munmap(memory, bytes);
    return stimuli & (STIMULUS_PAGES | STIMULUS_MIX);
}

/* Binds the calling thread to two of its processors in turn: at least one move, wherever it was. */
static bool migrate_over(const cpu_set_t *mask, size_t mask_bytes, cpu_set_t *one)
{
    int moves = 0;
    for (int cpu = CONTROL_CPUS_MOST - 1; cpu >= 0 && moves < 2; cpu--) {
        if (!CPU_ISSET_S((unsigned)cpu, mask_bytes, mask))
            continue;
        CPU_ZERO_S(mask_bytes, one);
        CPU_SET_S((unsigned)cpu, mask_bytes, one);
        if (sched_setaffinity(0, mask_bytes, one) == 0)
            moves++;
    }
    return moves == 2;
}

static bool migration_run(void)
{
    size_t mask_bytes = CPU_ALLOC_SIZE(CONTROL_CPUS_MOST);
    cpu_set_t *mask = CPU_ALLOC(CONTROL_CPUS_MOST), *one = CPU_ALLOC(CONTROL_CPUS_MOST);
    bool moved = false;
    if (mask && one && sched_getaffinity(0, mask_bytes, mask) == 0 && CPU_COUNT_S(mask_bytes, mask) > 1) {
        moved = migrate_over(mask, mask_bytes, one);
        sched_setaffinity(0, mask_bytes, mask);
    }
    CPU_FREE(one);
    CPU_FREE(mask);
    return moved;
}

/* Sleeps until a sleep was long enough for the kernel to note it, or so long that it must have. */
static void sleep_run(void)
{
    struct rusage before, after;
    bool known = getrusage(RUSAGE_THREAD, &before) == 0;
    for (long sleep_ns = CONTROL_SLEEP_NS; sleep_ns <= CONTROL_SLEEP_MOST_NS; sleep_ns *= 10) {
        nanosleep(&(struct timespec){.tv_nsec = sleep_ns}, NULL);
        if (known && getrusage(RUSAGE_THREAD, &after) == 0 && after.ru_nvcsw > before.ru_nvcsw)
            return;
    }
}

unsigned counter_control_run(unsigned stimuli)
{
    unsigned happened = 0;
    if (stimuli & STIMULUS_MIGRATION && migration_run())
        happened |= STIMULUS_MIGRATION;
    if (stimuli & (STIMULUS_PAGES | STIMULUS_MIX))
        happened |= pages_run(stimuli);
    if (stimuli & STIMULUS_SLEEP) {
        sleep_run();
        happened |= STIMULUS_SLEEP;
    }
    if (stimuli & STIMULUS_LOOP) {
        counter_control_loop(CONTROL_LOOP_TURNS);
        happened |= STIMULUS_LOOP;
    }
    if (stimuli & STIMULUS_CALLS) {
        for (int i = 0; i < CONTROL_CALLS; i++)
            syscall(SYS_getppid);
        happened |= STIMULUS_CALLS;
    }
    if (stimuli & STIMULUS_BURN) {
        counter_control_loop(CONTROL_BURN_TURNS);
        happened |= STIMULUS_BURN;
    }
    return happened;
}
