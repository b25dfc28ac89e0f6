/* SPDX-License-Identifier: MIT */
/* The processor's model as /proc/cpuinfo gives it, in the dialects of x86, Arm and others. */
#ifndef PROCESSOR_H
#define PROCESSOR_H

#include <stddef.h>

/* Empty texts: not known. */
struct processor_names {
    char model[128];    /* "AMD EPYC 7B13", "Neoverse-N1 r3p1" */
    char vendor[64];    /* "AuthenticAMD", "Arm" */
    char microcode[32]; /* "0x1000065"; x86 only */
};

/* Reads /proc/cpuinfo under `root` ("" for this machine). */
void processor_read(const char *root, struct processor_names *names);

#endif
