/* SPDX-License-Identifier: MIT */
/* The doctor's checks of limits, interfaces and programs, and of yoke itself. */
#include "doctor_checks.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

enum {
    PROCESSES_LEAST = 1024,          /* a sweep to some hundred workers beside what the user runs anyway */
    OPEN_FILES_LEAST = 256 * 3 + 50, /* the default counters of 256 workers, three each, and the rest of the process */
    LOCKED_LEAST = 8 << 20,          /* Linux's default since 5.16; before, 64 KiB */
};

/* A limit that is to be at least `least`. */
static void find_limit(struct doctor_check *check, uint64_t limit, uint64_t least, const char *unit)
{
    if (limit == YOKE_MISSING)
        doctor_find(check, DOCTOR_OK, "unlimited");
    else
        doctor_find(check, limit < least ? DOCTOR_NOTE : DOCTOR_OK, "at most %" PRIu64 " %s", limit, unit);
}

void doctor_check_processes(const struct doctor_options *options, struct doctor_check *check)
{
    find_limit(check, options->facilities->processes, PROCESSES_LEAST, "processes and threads of this user");
    doctor_advise(check, "the next worker beyond it cannot be made", "ulimit -u 4096",
                  "a cell that runs into it fails and says so");
}

void doctor_check_files(const struct doctor_options *options, struct doctor_check *check)
{
    find_limit(check, options->facilities->open_files, OPEN_FILES_LEAST, "open files");
    doctor_advise(check, "every worker's counters take a file each: a wide cell loses them", "ulimit -n 8192",
                  "counts while there are files left, and says which events were lost for want of them");
}

void doctor_check_locked(const struct doctor_options *options, struct doctor_check *check)
{
    find_limit(check, options->facilities->locked_bytes, LOCKED_LEAST, "bytes of locked memory");
    doctor_advise(check, "rings of io_uring (before Linux 5.12) and locked buffers come out of it", "ulimit -l 65536",
                  "locks no memory of its own");
}

void doctor_check_ring(const struct doctor_options *options, struct doctor_check *check)
{
    const struct facilities *facilities = options->facilities;
    const char *sysctl = facilities->ring_sysctl;
    bool switched_off = sysctl[0] && strcmp(sysctl, "0") != 0;
    switch (facilities->ring) {
    case RING_WORKS:
        doctor_find(check, DOCTOR_OK, "works");
        break;
    case RING_ABSENT:
        doctor_find(check, DOCTOR_NOTE, "this kernel has none (%s)", strerrorname_np(facilities->ring_error));
        break;
    case RING_DENIED:
        doctor_find(check, DOCTOR_NOTE, "denied (%s), by %s%s", strerrorname_np(facilities->ring_error),
                    switched_off ? "kernel.io_uring_disabled=" : "a container's seccomp filter or a security module",
                    switched_off ? sysctl : "");
        break;
    case RING_FAILS:
        doctor_find(check, DOCTOR_NOTE, "does not start (%s)", strerrorname_np(facilities->ring_error));
        break;
    }
    doctor_advise(check, "it is the only way to have many reads of files under way in one thread",
                  facilities->ring == RING_DENIED && switched_off ? "sudo sysctl kernel.io_uring_disabled=0"
                  : facilities->ring == RING_DENIED
                      ? "docker run --security-opt seccomp=PROFILE, with a profile that allows io_uring_setup"
                      : "run a kernel with CONFIG_IO_URING, 5.10 or later",
                  "does without it");
}

void doctor_check_gnuplot(const struct doctor_options *options, struct doctor_check *check)
{
    int status = options->facilities->gnuplot;
    if (status == 0)
        doctor_find(check, DOCTOR_OK, "%s", options->facilities->gnuplot_version);
    else if (status == -ENOENT)
        doctor_find(check, DOCTOR_NOTE, "no program of this name on PATH");
    else
        doctor_find(check, DOCTOR_NOTE, "there is one, and \"gnuplot --version\" %s",
                    status == -ETIME ? "does not come to an end" : "fails");
    doctor_advise(check, "it draws the charts", "sudo apt-get install gnuplot-nox",
                  "leaves the chart's data and script, for gnuplot on another machine");
}

void doctor_check_locale(const struct doctor_options *options, struct doctor_check *check)
{
    doctor_find(check, options->utf8 ? DOCTOR_OK : DOCTOR_NOTE, "%s", options->utf8 ? "UTF-8" : "not a UTF-8 one");
    doctor_advise(check, "tables are easier to read with their proper signs", "export LC_ALL=C.UTF-8",
                  "writes ASCII: us, +-, x");
}

void doctor_check_build(const struct doctor_options *options, struct doctor_check *check)
{
    const struct yoke_build *build = options->build;
    const char *type = build->type && build->type[0] ? build->type : "without a type";
    bool sanitized = build->sanitizers && build->sanitizers[0];
    bool optimised = strcmp(type, "Release") == 0 || strcmp(type, "RelWithDebInfo") == 0;
    doctor_find(check, sanitized || !optimised ? DOCTOR_PROBLEM : DOCTOR_OK, "%s%s%s", type,
                sanitized ? ", with sanitizers: " : "", sanitized ? build->sanitizers : "");
    doctor_advise(check, "it measures the instrumentation, or code that the compiler was told not to improve",
                  "cmake --preset release && cmake --build --preset release",
                  "measures, and writes the build into the record");
}
