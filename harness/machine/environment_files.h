/* SPDX-License-Identifier: MIT */
/* Settings of the machine that take more than reading one file. `root` is the folder that stands for "/" ("" for this
 * machine). Functions with `text` write into it and return it, or NULL when the kernel does not say. */
#ifndef ENVIRONMENT_FILES_H
#define ENVIRONMENT_FILES_H

#include <stddef.h>
#include <stdint.h>

#include "cpulist.h"

enum { ENVIRONMENT_TEXT_BYTES = 2048 };

/* "Debian GNU/Linux 12 (bookworm)". */
const char *environment_os(const char *root, char *text, size_t bytes);

/* The frequency governor, "performance"; "performance, powersave" where processors differ. */
const char *environment_governor(const char *root, char *text, size_t bytes);

/* The kernel's upper limit of the frequency, "2400000 kHz"; "1800000, 2400000 kHz" where processors differ. */
const char *environment_frequency_limit(const char *root, char *text, size_t bytes);

/* "tsc", "kvm-clock", … */
const char *environment_clock_source(const char *root, char *text, size_t bytes);

/* The processors the kernel runs, and those of them this thread may use: of a recorded machine those in its status file. */
void environment_processors(const char *root, struct cpulist *online, struct cpulist *mask);

/* "on", "off" or NULL. */
const char *environment_turbo(const char *root);
const char *environment_smt(const char *root);

/* kernel.randomize_va_space; "0" also when it is switched off for this process alone (setarch -R). */
const char *environment_aslr(const char *root, char *text, size_t bytes);

/* "spectre_v1: usercopy/swapgs barriers …; spectre_v2: Retpolines": what is mitigated and how, in order of name, each
 * cut at its first ";" or ","; "none". */
const char *environment_mitigations(const char *root, char *text, size_t bytes);

/* All memory the kernel manages; YOKE_MISSING when it does not say. */
uint64_t environment_memory(const char *root);

#endif
