/* SPDX-License-Identifier: MIT */
/* The digest of what makes two results comparable. */
#include "environment.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

/* FNV-1a with 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv): it tells machines apart, it keeps no secret. */
static const uint64_t fnv_offset = UINT64_C(0xcbf29ce484222325);
static const uint64_t fnv_prime = UINT64_C(0x100000001b3);

static void digest_add(uint64_t *digest, const char *key, const char *value)
{
    const char *const pieces[] = {key, "=", value, "\n"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        for (const char *byte = pieces[i]; *byte; byte++)
            *digest = (*digest ^ (unsigned char)*byte) * fnv_prime;
}

static void part_text(struct fingerprint_part *part, const char *key, const char *text)
{
    part->key = key;
    snprintf(part->value, sizeof part->value, "%s", text ? text : "?");
}

static void part_count(struct fingerprint_part *part, const char *key, uint64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRIu64, value);
    part_text(part, key, value == YOKE_MISSING ? NULL : text);
}

void environment_fingerprint_parts(const struct yoke_machine *machine, struct fingerprint_part parts[FINGERPRINT_PARTS])
{
    static const uint64_t gib = UINT64_C(1) << 30;
    const uint64_t memory = machine->memory_bytes;
    char quota[32];
    snprintf(quota, sizeof quota, "%.3f", machine->cpus.quota);
    part_text(parts++, "model", machine->cpu.model);
    part_text(parts++, "vendor", machine->cpu.vendor);
    part_text(parts++, "microcode", machine->cpu.microcode);
    part_text(parts++, "architecture", machine->cpu.architecture);
    part_count(parts++, "packages", machine->topology.packages);
    part_count(parts++, "cores", machine->topology.cores);
    part_count(parts++, "pus", machine->topology.pus);
    part_count(parts++, "usable", machine->cpus.usable);
    part_text(parts++, "quota", isnan(machine->cpus.quota) ? NULL : quota);
    part_count(parts++, "memory_gib", memory == YOKE_MISSING ? memory : memory / gib + (memory % gib >= gib / 2));
    part_text(parts++, "kernel", machine->kernel);
    part_text(parts++, "governor", machine->governor);
    part_text(parts++, "turbo", machine->turbo);
    part_text(parts++, "smt", machine->smt);
    part_text(parts++, "virtualisation", machine->virtualisation);
    part_text(parts, "libc", machine->libc);
}

void environment_fingerprint(const struct yoke_machine *machine, char text[17])
{
    struct fingerprint_part parts[FINGERPRINT_PARTS];
    uint64_t digest = fnv_offset;
    environment_fingerprint_parts(machine, parts);
    for (size_t i = 0; i < FINGERPRINT_PARTS; i++)
        digest_add(&digest, parts[i].key, parts[i].value);
    snprintf(text, 17, "%016" PRIx64, digest);
}
