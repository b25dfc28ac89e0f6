/* SPDX-License-Identifier: MIT */
/* The digest of what makes two results comparable. */
#include "environment.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* FNV-1a with 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv): it tells machines apart, it keeps no secret. */
static const uint64_t fnv_offset = UINT64_C(0xcbf29ce484222325);
static const uint64_t fnv_prime = UINT64_C(0x100000001b3);

static void digest_add(uint64_t *digest, const char *key, const char *value)
{
    const char *const pieces[] = {key, "=", value ? value : "?", "\n"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        for (const char *byte = pieces[i]; *byte; byte++)
            *digest = (*digest ^ (unsigned char)*byte) * fnv_prime;
}

static void digest_add_count(uint64_t *digest, const char *key, uint64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, value);
    digest_add(digest, key, value == YOKE_MISSING ? NULL : text);
}

void environment_fingerprint(const struct yoke_machine *machine, char text[17])
{
    static const uint64_t gib = UINT64_C(1) << 30;
    uint64_t digest = fnv_offset, memory = machine->memory_bytes;
    char quota[32];
    snprintf(quota, sizeof quota, "%.3f", machine->cpus.quota);
    digest_add(&digest, "model", machine->cpu.model);
    digest_add(&digest, "vendor", machine->cpu.vendor);
    digest_add(&digest, "microcode", machine->cpu.microcode);
    digest_add(&digest, "architecture", machine->cpu.architecture);
    digest_add_count(&digest, "packages", machine->topology.packages);
    digest_add_count(&digest, "cores", machine->topology.cores);
    digest_add_count(&digest, "pus", machine->topology.pus);
    digest_add_count(&digest, "usable", machine->cpus.usable);
    digest_add(&digest, "quota", isnan(machine->cpus.quota) ? NULL : quota);
    digest_add_count(&digest, "memory_gib", memory == YOKE_MISSING ? memory : memory / gib + (memory % gib >= gib / 2));
    digest_add(&digest, "kernel", machine->kernel);
    digest_add(&digest, "governor", machine->governor);
    digest_add(&digest, "turbo", machine->turbo);
    digest_add(&digest, "smt", machine->smt);
    digest_add(&digest, "virtualisation", machine->virtualisation);
    digest_add(&digest, "libc", machine->libc);
    snprintf(text, 17, "%016" PRIx64, digest);
}
