/* SPDX-License-Identifier: MIT */
/* Settings of the machine that take more than reading one file. */
#include "environment_files.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>

#include "sysfile.h"
#include "yoke/record.h"

const char *environment_os(const char *root, char *text, size_t bytes)
{
    static const char *const files[] = {"/etc/os-release", "/usr/lib/os-release"};
    char release[4096];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (sysfile_read(root, release, sizeof release, "%s", files[i]) <= 0 ||
            !sysfile_field(release, "PRETTY_NAME", text, bytes))
            continue;
        size_t length = strlen(text);
        if (length >= 2 && (text[0] == '"' || text[0] == '\'') && text[length - 1] == text[0]) {
            memmove(text, text + 1, length - 2);
            text[length - 2] = '\0';
        }
        return text;
    }
    return NULL;
}

static int entry_is_policy(const struct dirent *entry)
{
    return strncmp(entry->d_name, "policy", 6) == 0;
}

static int entry_is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* Lists a folder in order of name. Returns how many entries there are, 0 for none or no folder. */
static size_t folder_list(const char *root, const char *folder, int (*select)(const struct dirent *),
                          struct dirent ***entries)
{
    char path[SYSFILE_PATH_BYTES];
    *entries = NULL;
    if (snprintf(path, sizeof path, "%s%s", root, folder) >= (int)sizeof path)
        return 0;
    int count = scandir(path, entries, select, alphasort);
    return count > 0 ? (size_t)count : 0;
}

static void folder_release(struct dirent **entries, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
}

/* Appends ", word" unless the list holds it. */
static void list_add(char *list, size_t bytes, const char *word)
{
    size_t length = strlen(list), word_length = strlen(word);
    for (const char *at = list; (at = strstr(at, word)); at += word_length)
        if ((at == list || at[-1] == ' ') && (at[word_length] == '\0' || at[word_length] == ','))
            return;
    snprintf(list + length, bytes - length, "%s%s", length ? ", " : "", word);
}

/* What the file of this name says for each group of processors of one frequency, each answer once. */
static const char *policies_read(const char *root, const char *file, char *text, size_t bytes)
{
    struct dirent **entries;
    char answer[64];
    text[0] = '\0';
    size_t count = folder_list(root, "/sys/devices/system/cpu/cpufreq", entry_is_policy, &entries);
    for (size_t i = 0; i < count; i++)
        if (sysfile_read(root, answer, sizeof answer, "/sys/devices/system/cpu/cpufreq/%.200s/%s", entries[i]->d_name,
                         file) > 0)
            list_add(text, bytes, answer);
    folder_release(entries, count);
    return text[0] ? text : NULL;
}

const char *environment_governor(const char *root, char *text, size_t bytes)
{
    return policies_read(root, "scaling_governor", text, bytes);
}

const char *environment_frequency_limit(const char *root, char *text, size_t bytes)
{
    if (!policies_read(root, "scaling_max_freq", text, bytes))
        return NULL;
    const size_t length = strlen(text);
    snprintf(text + length, bytes - length, " kHz");
    return text;
}

const char *environment_clock_source(const char *root, char *text, size_t bytes)
{
    return sysfile_read(root, text, bytes, "/sys/devices/system/clocksource/clocksource0/current_clocksource") > 0 ? text
                                                                                                                  : NULL;
}

void environment_processors(const char *root, struct cpulist *online, struct cpulist *mask)
{
    char status[8192], text[4096];
    if (sysfile_read(root, text, sizeof text, "/sys/devices/system/cpu/online") <= 0 || !cpulist_parse(text, online)) {
        *online = (struct cpulist){0};
        if (!root[0])
            cpulist_of_thread(online);
    }
    *mask = *online;
    if (!root[0] && cpulist_of_thread(mask))
        return;
    if (sysfile_read(root, status, sizeof status, "/proc/self/status") > 0 &&
        sysfile_field(status, "Cpus_allowed_list", text, sizeof text) && cpulist_parse(text, mask))
        cpulist_intersect(mask, online);
}

/* Reads a file of one digit. Returns 0 or 1, or -1 for anything else. */
static int switch_read(const char *root, const char *path)
{
    char text[16];
    if (sysfile_read(root, text, sizeof text, "%s", path) != 1 || (text[0] != '0' && text[0] != '1'))
        return -1;
    return text[0] - '0';
}

static const char *on_or_off(int value)
{
    return value < 0 ? NULL : value ? "on" : "off";
}

const char *environment_turbo(const char *root)
{
    int no_turbo = switch_read(root, "/sys/devices/system/cpu/intel_pstate/no_turbo");
    if (no_turbo >= 0)
        return on_or_off(!no_turbo);
    int boost = switch_read(root, "/sys/devices/system/cpu/cpufreq/boost");
    if (boost < 0) /* amd_pstate since Linux 6.11: a switch for each policy */
        boost = switch_read(root, "/sys/devices/system/cpu/cpufreq/policy0/boost");
    return on_or_off(boost);
}

const char *environment_smt(const char *root)
{
    return on_or_off(switch_read(root, "/sys/devices/system/cpu/smt/active"));
}

const char *environment_aslr(const char *root, char *text, size_t bytes)
{
    char personality_text[32];
    if (sysfile_read(root, text, bytes, "/proc/sys/kernel/randomize_va_space") <= 0)
        return NULL;
    if (sysfile_read(root, personality_text, sizeof personality_text, "/proc/self/personality") > 0 &&
        strtoul(personality_text, NULL, 16) & ADDR_NO_RANDOMIZE)
        snprintf(text, bytes, "0");
    return text;
}

const char *environment_mitigations(const char *root, char *text, size_t bytes)
{
    static const char prefix[] = "Mitigation: ";
    struct dirent **entries;
    char state[512];
    size_t length = 0;
    size_t count = folder_list(root, "/sys/devices/system/cpu/vulnerabilities", entry_is_visible, &entries);
    text[0] = '\0';
    for (size_t i = 0; i < count && length < bytes; i++) {
        if (sysfile_read(root, state, sizeof state, "/sys/devices/system/cpu/vulnerabilities/%.200s",
                         entries[i]->d_name) <= 0 ||
            strncmp(state, prefix, strlen(prefix)) != 0)
            continue;
        const char *how = state + strlen(prefix);
        int added = snprintf(text + length, bytes - length, "%s%s: %.*s", length ? "; " : "", entries[i]->d_name,
                             (int)strcspn(how, ";,"), how);
        length += added > 0 ? (size_t)added : 0;
    }
    folder_release(entries, count);
    if (count && !text[0])
        snprintf(text, bytes, "none");
    return text[0] ? text : NULL;
}

uint64_t environment_memory(const char *root)
{
    char text[4096], value[64], unit[8];
    unsigned long long amount;
    if (sysfile_read(root, text, sizeof text, "/proc/meminfo") <= 0 ||
        !sysfile_field(text, "MemTotal", value, sizeof value) || sscanf(value, "%llu %7s", &amount, unit) != 2 ||
        strcmp(unit, "kB") != 0)
        return YOKE_MISSING;
    return amount * 1024;
}
