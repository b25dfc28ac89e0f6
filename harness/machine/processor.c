/* SPDX-License-Identifier: MIT */
/* The processor's model as /proc/cpuinfo gives it. Arm's has numbers where x86 has names; the tables below hold the
 * makers and the cores that servers and small boards are built with, anything else keeps its number. */
#include "processor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sysfile.h"

struct number_name {
    unsigned long number;
    const char *name;
};

/* "CPU implementer", from Arm's Main ID Register (MIDR_EL1). */
static const struct number_name arm_makers[] = {
    {0x41, "Arm"},    {0x42, "Broadcom"}, {0x43, "Cavium"}, {0x46, "Fujitsu"},   {0x48, "HiSilicon"},
    {0x4e, "NVIDIA"}, {0x51, "Qualcomm"}, {0x61, "Apple"},  {0x6d, "Microsoft"}, {0xc0, "Ampere"},
};

/* "CPU part" of Arm's own designs. */
static const struct number_name arm_parts[] = {
    {0xd03, "Cortex-A53"},  {0xd04, "Cortex-A35"},  {0xd05, "Cortex-A55"},  {0xd07, "Cortex-A57"},
    {0xd08, "Cortex-A72"},  {0xd09, "Cortex-A73"},  {0xd0a, "Cortex-A75"},  {0xd0b, "Cortex-A76"},
    {0xd0c, "Neoverse-N1"}, {0xd0d, "Cortex-A77"},  {0xd40, "Neoverse-V1"}, {0xd41, "Cortex-A78"},
    {0xd44, "Cortex-X1"},   {0xd49, "Neoverse-N2"}, {0xd4f, "Neoverse-V2"}, {0xd83, "Neoverse-V3"},
    {0xd8e, "Neoverse-N3"},
};

static const char *name_of(const struct number_name table[], size_t count, unsigned long number)
{
    for (size_t i = 0; i < count; i++)
        if (table[i].number == number)
            return table[i].name;
    return NULL;
}

static unsigned long field_number(const char *cpuinfo, const char *key)
{
    char value[64];
    return sysfile_field(cpuinfo, key, value, sizeof value) ? strtoul(value, NULL, 0) : 0;
}

static void arm_read(const char *cpuinfo, struct processor_names *names)
{
    unsigned long maker = field_number(cpuinfo, "CPU implementer"), part = field_number(cpuinfo, "CPU part");
    const char *maker_name = name_of(arm_makers, sizeof arm_makers / sizeof *arm_makers, maker);
    const char *part_name = maker == 0x41 ? name_of(arm_parts, sizeof arm_parts / sizeof *arm_parts, part) : NULL;
    char number[32];
    snprintf(number, sizeof number, "part 0x%lx", part);
    if (maker_name)
        snprintf(names->vendor, sizeof names->vendor, "%s", maker_name);
    else
        snprintf(names->vendor, sizeof names->vendor, "implementer 0x%lx", maker);
    snprintf(names->model, sizeof names->model, "%s r%lup%lu", part_name ? part_name : number,
             field_number(cpuinfo, "CPU variant"), field_number(cpuinfo, "CPU revision"));
}

void processor_read(const char *root, struct processor_names *names)
{
    char cpuinfo[8192]; /* the first processor's part, flags included, takes some 3 KiB */
    *names = (struct processor_names){0};
    if (sysfile_read(root, cpuinfo, sizeof cpuinfo, "/proc/cpuinfo") <= 0)
        return;
    if (strstr(cpuinfo, "CPU implementer")) {
        arm_read(cpuinfo, names);
        return;
    }
    sysfile_field(cpuinfo, "model name", names->model, sizeof names->model);
    sysfile_field(cpuinfo, "vendor_id", names->vendor, sizeof names->vendor);
    sysfile_field(cpuinfo, "microcode", names->microcode, sizeof names->microcode);
    /* RISC-V and POWER have neither of these names. */
    if (!names->model[0] && !sysfile_field(cpuinfo, "uarch", names->model, sizeof names->model))
        sysfile_field(cpuinfo, "cpu", names->model, sizeof names->model);
}
