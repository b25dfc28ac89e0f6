/* SPDX-License-Identifier: MIT */
/* Two doors to the same register: powercap's files, which only root may read on most systems, and perf's power unit,
 * which asks for CAP_PERFMON or a low perf_event_paranoid. Books that run over are carried on. */
#include "counter_energy.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/perf_event.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sysfile.h"

enum {
    PACKAGES_MOST = 64, /* more sockets than any machine has */
};

struct package {
    int descriptor;
    uint64_t range_uj; /* where its book runs over; 0: never */
    uint64_t last_uj, total_uj;
};

struct counter_energy {
    double unit_uj; /* of what a perf read gives; 0: the files are read, which are in microjoules */
    size_t count;
    struct package packages[PACKAGES_MOST];
};

static bool package_value(const struct counter_energy *energy, const struct package *package, uint64_t *value_uj)
{
    char text[32];
    if (energy->unit_uj > 0) {
        uint64_t count;
        if (read(package->descriptor, &count, sizeof count) != (ssize_t)sizeof count)
            return false;
        *value_uj = (uint64_t)((double)count * energy->unit_uj);
        return true;
    }
    const ssize_t length = pread(package->descriptor, text, sizeof text - 1, 0);
    if (length <= 0)
        return false;
    text[length] = '\0';
    return sysfile_number(text, value_uj);
}

uint64_t counter_energy_read(struct counter_energy *energy)
{
    uint64_t sum_uj = 0;
    for (size_t i = 0; i < energy->count; i++) {
        struct package *package = &energy->packages[i];
        uint64_t now_uj;
        if (!package_value(energy, package, &now_uj))
            return YOKE_MISSING;
        package->total_uj += now_uj - package->last_uj + (now_uj < package->last_uj ? package->range_uj : 0);
        package->last_uj = now_uj;
        sum_uj += package->total_uj;
    }
    return sum_uj;
}

void counter_energy_close(struct counter_energy *energy)
{
    for (size_t i = 0; energy && i < energy->count; i++)
        close(energy->packages[i].descriptor);
    free(energy);
}

/* Takes over the descriptor. */
static void package_add(struct counter_energy *energy, int descriptor, uint64_t range_uj)
{
    struct package *package = &energy->packages[energy->count++];
    *package = (struct package){.descriptor = descriptor, .range_uj = range_uj};
    if (!package_value(energy, package, &package->last_uj))
        package->last_uj = 0;
}

/* Returns 0 when a package was opened, -ENODEV when there is none, or the first refusal. */
static int zones_open(const char *root, struct counter_energy *energy)
{
    int status = -ENODEV;
    for (int zone = 0; zone < PACKAGES_MOST; zone++) {
        char text[64], path[SYSFILE_PATH_BYTES];
        uint64_t range_uj = 0;
        if (sysfile_read(root, text, sizeof text, "/sys/class/powercap/intel-rapl:%d/name", zone) < 0 ||
            strncmp(text, "package-", 8) != 0)
            continue;
        snprintf(path, sizeof path, "%s/sys/class/powercap/intel-rapl:%d/energy_uj", root, zone);
        const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
        if (descriptor < 0)
            return -errno;
        if (sysfile_read(root, text, sizeof text, "/sys/class/powercap/intel-rapl:%d/max_energy_range_uj", zone) > 0 &&
            !sysfile_number(text, &range_uj))
            range_uj = 0;
        package_add(energy, descriptor, range_uj);
        status = 0;
    }
    return status;
}

/* One event on the first processor of every package, as the unit's cpumask lists them: "0,16". */
static int power_open(const char *root, struct counter_energy *energy)
{
    char type[16], event[32], scale[48], cpus[1024];
    uint64_t type_number;
#define POWER "/sys/bus/event_source/devices/power/"
    if (sysfile_read(root, type, sizeof type, POWER "type") < 0 || !sysfile_number(type, &type_number) ||
        sysfile_read(root, event, sizeof event, POWER "events/energy-pkg") < 0 || strncmp(event, "event=", 6) != 0 ||
        sysfile_read(root, scale, sizeof scale, POWER "events/energy-pkg.scale") < 0 ||
        sysfile_read(root, cpus, sizeof cpus, POWER "cpumask") < 0)
        return -ENODEV;
#undef POWER
    energy->unit_uj = 1e6 * strtod(scale, NULL); /* it is in joules */
    struct perf_event_attr attributes = {
        .type = (uint32_t)type_number, .size = sizeof attributes, .config = strtoull(event + 6, NULL, 0)};
    char *at = cpus, *end;
    for (long cpu = strtol(at, &end, 10); end != at && energy->count < PACKAGES_MOST; cpu = strtol(at, &end, 10)) {
        const long descriptor = syscall(SYS_perf_event_open, &attributes, -1, (int)cpu, -1, PERF_FLAG_FD_CLOEXEC);
        if (descriptor < 0)
            return -errno;
        package_add(energy, (int)descriptor, 0);
        at = end + (*end == ',');
    }
    return energy->count && energy->unit_uj > 0 ? 0 : -ENODEV;
}

static void packages_drop(struct counter_energy *energy)
{
    while (energy->count)
        close(energy->packages[--energy->count].descriptor);
}

int counter_energy_open(const char *root, struct counter_energy **energy, struct counter_verdict *verdict)
{
    struct counter_energy *mine = calloc(1, sizeof *mine);
    if (!mine)
        return -ENOMEM;
    const int zones = zones_open(root, mine);
    if (zones)
        packages_drop(mine);
    const int power = zones ? power_open(root, mine) : 0;
    if (!zones || !power) {
        *energy = mine;
        return 0;
    }
    packages_drop(mine);
    free(mine);
    const bool denied = zones == -EACCES || power == -EACCES || power == -EPERM;
    if (denied)
        counter_verdict_set(
            verdict, YOKE_COUNTER_DENIED,
            "the processor books its energy and we may not read it (energy_uj: %s, perf's power unit: %s)",
            strerrorname_np(-zones), strerrorname_np(-power));
    else
        counter_verdict_set(verdict, YOKE_COUNTER_UNAVAILABLE,
                            "the kernel shows no energy counter here: neither /sys/class/powercap nor perf has one");
    return denied ? -EACCES : -ENODEV;
}

static int energy_find(const char *name, enum counter_scope scope, int *code, struct counter_verdict *verdict)
{
    struct counter_energy *energy;
    (void)scope;
    if (strcmp(name, "energy-pkg") != 0)
        return -ENOENT;
    *code = 0;
    const int status = counter_energy_open("", &energy, verdict);
    if (!status)
        counter_energy_close(energy);
    return status;
}

/* There is one event, so there is one place in the list. */
static int energy_start(const int codes[], size_t count, struct counter_verdict verdicts[], void **tally)
{
    struct counter_energy *energy;
    (void)codes;
    (void)count;
    *tally = NULL;
    const int status = counter_energy_open("", &energy, &verdicts[0]);
    if (!status)
        *tally = energy;
    return status == -ENOMEM ? status : 0;
}

static void energy_read(void *tally, struct counter_count counts[])
{
    counts[0] = (struct counter_count){.value = tally ? counter_energy_read(tally) : YOKE_MISSING};
}

static void energy_stop(void *tally)
{
    counter_energy_close(tally);
}

const struct counter_source counter_energy_packages = {
    .name = "rapl",
    .hardware = false, /* no counter of the processor's counting unit */
    .machine_wide = true,
    .find = energy_find,
    .start = energy_start,
    .read = energy_read,
    .stop = energy_stop,
};
