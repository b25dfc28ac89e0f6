/* SPDX-License-Identifier: MIT */
/* The one door to PAPI. It is started once a process, in the main thread, and never shut down: a forked child that shut
 * it down would stop its parent's counters. Names become codes in main, because threads that enter names into PAPI's
 * shared table at the same time lose some; workers add codes to sets of their own. */
#include "counter_papi.h"

#include <errno.h>
#include <papi.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "counter_raw.h"
#include "counter_source.h"
#include "counters.h"

enum { PAPI_COUNTED_COMPONENT = 0 }; /* perf_event: PAPI puts the processor's component first */

static struct {
    bool tried;
    char disabled[COUNTER_REASON_BYTES]; /* empty: it works as far as it knows */
} papi;

struct papi_tally {
    int set;
    bool running;
    size_t count;                /* events asked for */
    size_t added;                /* events in the set */
    size_t place[COUNTERS_MOST]; /* of each event in the set, in order: its index among those asked for */
};

static const char *papi_code_name(int code)
{
    switch (code) {
    case PAPI_EINVAL:
        return "PAPI_EINVAL";
    case PAPI_ENOMEM:
        return "PAPI_ENOMEM";
    case PAPI_ESYS:
        return "PAPI_ESYS";
    case PAPI_ENOEVNT:
        return "PAPI_ENOEVNT";
    case PAPI_ECNFLCT:
        return "PAPI_ECNFLCT";
    case PAPI_EISRUN:
        return "PAPI_EISRUN";
    case PAPI_ENOCNTR:
        return "PAPI_ENOCNTR";
    case PAPI_EPERM:
        return "PAPI_EPERM";
    case PAPI_ENOSUPP:
        return "PAPI_ENOSUPP";
    case PAPI_EINVAL_DOM:
        return "PAPI_EINVAL_DOM";
    case PAPI_ECOUNT:
        return "PAPI_ECOUNT";
    case PAPI_ECMP_DISABLED:
        return "PAPI_ECMP_DISABLED";
    default:
        return PAPI_strerror(code) ? PAPI_strerror(code) : "an unknown PAPI code";
    }
}

static unsigned long papi_thread(void)
{
    return (unsigned long)pthread_self();
}

static void papi_start_library(void)
{
    papi.tried = true;
    int version = PAPI_library_init(PAPI_VER_CURRENT);
    if (version != PAPI_VER_CURRENT) {
        snprintf(papi.disabled, sizeof papi.disabled, "PAPI_library_init fails (%s)",
                 version > 0 ? "another version of the library is installed" : papi_code_name(version));
        return;
    }
    int status = PAPI_thread_init(papi_thread);
    if (status != PAPI_OK) {
        snprintf(papi.disabled, sizeof papi.disabled, "PAPI_thread_init fails (%s)", papi_code_name(status));
        return;
    }
    const PAPI_component_info_t *component = PAPI_get_component_info(PAPI_COUNTED_COMPONENT);
    if (!component || strcmp(component->name, "perf_event") != 0)
        snprintf(papi.disabled, sizeof papi.disabled, "PAPI was built without its perf_event component");
    else if (component->disabled)
        snprintf(papi.disabled, sizeof papi.disabled, "PAPI's perf_event component is disabled (\"%.200s\")",
                 component->disabled_reason);
}

const char *counter_papi_disabled(void)
{
    if (!papi.tried)
        papi_start_library();
    return papi.disabled[0] ? papi.disabled : NULL;
}

void counter_papi_version(char *text, size_t bytes)
{
    counter_papi_disabled();
    int version = PAPI_get_opt(PAPI_LIB_VERSION, NULL);
    if (version > 0)
        snprintf(text, bytes, "papi %d.%d.%d", (int)PAPI_VERSION_MAJOR(version), (int)PAPI_VERSION_MINOR(version),
                 (int)PAPI_VERSION_REVISION(version));
    else
        snprintf(text, bytes, "papi");
}

static void papi_names_of(int first, void (*offer)(void *own, const char *name), void *own)
{
    int code = first;
    char name[PAPI_MAX_STR_LEN];
    for (int status = PAPI_enum_cmp_event(&code, PAPI_ENUM_FIRST, PAPI_COUNTED_COMPONENT); status == PAPI_OK;
         status = PAPI_enum_cmp_event(&code, PAPI_ENUM_EVENTS, PAPI_COUNTED_COMPONENT))
        if (PAPI_event_code_to_name(code, name) == PAPI_OK)
            offer(own, name);
}

void counter_papi_names(void (*offer)(void *own, const char *name), void *own)
{
    counter_papi_disabled();
    papi_names_of((int)PAPI_PRESET_MASK, offer, own);
    papi_names_of(PAPI_NATIVE_MASK, offer, own);
}

/* The other components count for the whole machine (energy, network): nothing that one worker's set could hold. */
static int papi_check_component(const char *name, int code, struct counter_verdict *verdict)
{
    int component = PAPI_get_event_component(code);
    if (component == PAPI_COUNTED_COMPONENT)
        return 0;
    const PAPI_component_info_t *info = PAPI_get_component_info(component);
    counter_verdict_set(verdict, YOKE_COUNTER_UNAVAILABLE,
                        "%.80s belongs to PAPI's component \"%.40s\", which does not count per worker", name,
                        info ? info->name : "?");
    return -ENOTSUP;
}

/* Modes are a setting of the component: it holds for every set that is made from here on, in whatever thread. Asked for
 * more than it may see, PAPI counts user mode alone without a word, so the kernel is asked first. */
static int papi_set_scope(enum counter_scope scope, struct counter_verdict *verdict)
{
    static const int domains[] = {[COUNTER_SCOPE_USER] = PAPI_DOM_USER,
                                  [COUNTER_SCOPE_KERNEL] = PAPI_DOM_KERNEL,
                                  [COUNTER_SCOPE_ALL] = PAPI_DOM_USER | PAPI_DOM_KERNEL};
    if (!counter_raw_scope_allowed(scope, verdict))
        return -EACCES;
    const int status = PAPI_set_cmp_domain(domains[scope], PAPI_COUNTED_COMPONENT);
    if (status == PAPI_OK)
        return 0;
    counter_verdict_set(verdict, YOKE_COUNTER_UNAVAILABLE, "PAPI cannot count in this scope (PAPI_set_cmp_domain: %s)",
                        papi_code_name(status));
    return -ENOTSUP;
}

/* libpfm4 spells events in capitals and the units they belong to before "::". */
static bool name_may_be_native(const char *name)
{
    return strstr(name, "::") || strpbrk(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

static int papi_find(const char *name, enum counter_scope scope, int *code, struct counter_verdict *verdict)
{
    const char *disabled = counter_papi_disabled();
    int status = PAPI_event_name_to_code(name, code);
    if (status == PAPI_OK && !disabled) {
        status = papi_check_component(name, *code, verdict);
        return status ? status : papi_set_scope(scope, verdict);
    }
    if (!disabled)
        return -ENOENT;
    /* With its component disabled PAPI knows no native names, so a mistyped one cannot be told from a good one. A
     * preset can, since the table of presets stays, and what is written as no native event is. */
    if (status != PAPI_OK && (strncmp(name, "PAPI_", 5) == 0 || !name_may_be_native(name)))
        return -ENOENT;
    counter_verdict_set(verdict, YOKE_COUNTER_UNAVAILABLE, "%s", disabled);
    return -ENODEV;
}

/* PAPI keeps errno as the system call left it, which tells more than its own code. */
static void papi_refuse(struct counter_verdict *verdict, const char *call, int code, int error)
{
    const char *code_name = papi_code_name(code), *error_name = error ? strerrorname_np(error) : NULL;
    const char *comma = error_name ? ", " : "";
    if (!error_name)
        error_name = "";
    verdict->crowded = code == PAPI_ECNFLCT;
    if (verdict->crowded)
        counter_verdict_set(verdict, YOKE_COUNTER_UNAVAILABLE,
                            "it does not fit beside the events named before it (%s: %s)", call, code_name);
    else if (code == PAPI_EPERM || error == EACCES || error == EPERM)
        counter_verdict_set(
            verdict, YOKE_COUNTER_DENIED,
            "PAPI is not allowed to count it, by kernel.perf_event_paranoid or a container (%s: %s%s%s)", call,
            code_name, comma, error_name);
    else if (code == PAPI_ENOEVNT)
        counter_verdict_set(verdict, YOKE_COUNTER_UNAVAILABLE,
                            "PAPI finds no such counter in this machine (%s: %s%s%s)", call, code_name, comma,
                            error_name);
    else
        counter_verdict_set(verdict, YOKE_COUNTER_UNAVAILABLE, "PAPI cannot count it (%s: %s%s%s)", call, code_name,
                            comma, error_name);
}

/* Adds what can be added. */
static void papi_fill(struct papi_tally *mine, const int codes[], struct counter_verdict verdicts[])
{
    for (size_t i = 0; i < mine->count; i++) {
        errno = 0;
        int status = PAPI_add_event(mine->set, codes[i]);
        int error = errno;
        if (status == PAPI_OK)
            mine->place[mine->added++] = i;
        else
            papi_refuse(&verdicts[i], "PAPI_add_event", status, error);
    }
}

/* Starts the set, giving up the event added last for as long as it will not start. */
static void papi_run(struct papi_tally *mine, const int codes[], struct counter_verdict verdicts[])
{
    while (mine->added) {
        errno = 0;
        int status = PAPI_start(mine->set), error = errno;
        if (status == PAPI_OK) {
            mine->running = true;
            return;
        }
        size_t last = mine->place[--mine->added];
        papi_refuse(&verdicts[last], "PAPI_start", status, error);
        if (PAPI_remove_event(mine->set, codes[last]) != PAPI_OK)
            break;
    }
    for (; mine->added; mine->added--)
        counter_verdict_set(&verdicts[mine->place[mine->added - 1]], YOKE_COUNTER_UNAVAILABLE,
                            "its PAPI event set does not start");
}

static int papi_start(const int codes[], size_t count, struct counter_verdict verdicts[], void **tally)
{
    struct papi_tally *mine = calloc(1, sizeof *mine);
    if (!mine)
        return -ENOMEM;
    *mine = (struct papi_tally){.set = PAPI_NULL, .count = count};
    *tally = mine;
    int status = PAPI_register_thread();
    const char *call = "PAPI_register_thread";
    if (status == PAPI_OK) {
        status = PAPI_create_eventset(&mine->set);
        call = "PAPI_create_eventset";
    }
    if (status != PAPI_OK) {
        for (size_t i = 0; i < count; i++)
            papi_refuse(&verdicts[i], call, status, 0);
        return 0;
    }
    papi_fill(mine, codes, verdicts);
    papi_run(mine, codes, verdicts);
    return 0;
}

static void papi_read(void *tally, struct counter_count totals[])
{
    struct papi_tally *mine = tally;
    long long counts[COUNTERS_MOST] = {0};
    for (size_t i = 0; i < mine->count; i++)
        totals[i] = (struct counter_count){.value = YOKE_MISSING};
    /* A set that is not running reads PAPI_OK and leaves the buffer as it was. */
    if (!mine->running || PAPI_read(mine->set, counts) != PAPI_OK)
        return;
    for (size_t i = 0; i < mine->added; i++)
        totals[mine->place[i]].value = (uint64_t)counts[i];
}

static void papi_stop(void *tally)
{
    struct papi_tally *mine = tally;
    long long counts[COUNTERS_MOST];
    if (mine->running)
        PAPI_stop(mine->set, counts);
    if (mine->set != PAPI_NULL) {
        PAPI_cleanup_eventset(mine->set);
        PAPI_destroy_eventset(&mine->set);
    }
    /* PAPI keeps its first thread's books as its own. */
    if (gettid() != getpid())
        PAPI_unregister_thread();
    free(mine);
}

const struct counter_source counter_papi = {
    .name = "papi",
    .hardware = true,
    .find = papi_find,
    .start = papi_start,
    .read = papi_read,
    .stop = papi_stop,
};
