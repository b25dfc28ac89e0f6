/* SPDX-License-Identifier: MIT */
/* Choosing a driver. A forced one that does not work is an error and never quietly another: that would falsify whatever
 * is measured with it. */
#include "loop_driver.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct loop_driver *const drivers[] = {&loop_driver_uring, &loop_driver_epoll};
enum { DRIVERS = sizeof drivers / sizeof drivers[0], TEXT_BYTES = 192 };

/* What a probe found. */
struct finding {
    int status;
    char text[TEXT_BYTES];
};

static pthread_mutex_t findings_lock = PTHREAD_MUTEX_INITIALIZER;
static struct finding findings[DRIVERS]; /* under findings_lock */
static pid_t findings_process;           /* that probed: a forked child may be denied what its parent had */

static void driver_probe(const struct loop_driver *driver, struct finding *finding)
{
    if (driver->unavailable) {
        finding->status = -ENOSYS;
        snprintf(finding->text, sizeof finding->text, "%s", driver->unavailable);
        return;
    }
    finding->status = driver->probe(finding->text, sizeof finding->text);
}

static void findings_read(struct finding copy[DRIVERS])
{
    pthread_mutex_lock(&findings_lock);
    if (findings_process != getpid()) {
        for (size_t index = 0; index < DRIVERS; index++)
            driver_probe(drivers[index], &findings[index]);
        findings_process = getpid();
    }
    memcpy(copy, findings, sizeof findings);
    pthread_mutex_unlock(&findings_lock);
}

static int choice_forced(const char *forced, const struct finding found[DRIVERS], struct driver_choice *choice,
                         struct yoke_error *error)
{
    for (size_t index = 0; index < DRIVERS; index++) {
        if (strcmp(forced, drivers[index]->name) != 0)
            continue;
        if (found[index].status) {
            yoke_error_set(error, "the I/O driver %s was asked for and does not work here: %s", forced,
                           found[index].text);
            return found[index].status;
        }
        choice->driver = drivers[index];
        snprintf(choice->text, sizeof choice->text, "%.*s, as asked for", TEXT_BYTES, found[index].text);
        return 0;
    }
    yoke_error_set(error, "there is no I/O driver \"%s\": it must be uring or epoll", forced);
    return -EINVAL;
}

int loop_driver_choose(const char *forced, struct driver_choice *choice, struct yoke_error *error)
{
    struct finding found[DRIVERS];
    findings_read(found);
    if (forced && *forced)
        return choice_forced(forced, found, choice, error);
    for (size_t index = 0; index < DRIVERS; index++) {
        if (found[index].status)
            continue;
        choice->driver = drivers[index];
        snprintf(choice->text, sizeof choice->text, "%.*s", TEXT_BYTES, found[index].text);
        if (index > 0)
            snprintf(choice->text, sizeof choice->text, "%.*s (no %s: %.*s)", TEXT_BYTES, found[index].text,
                     drivers[0]->name, TEXT_BYTES, found[0].text);
        return 0;
    }
    yoke_error_set(error, "no I/O driver works here: %s: %s; %s: %s", drivers[0]->name, found[0].text, drivers[1]->name,
                   found[1].text);
    return found[1].status;
}
