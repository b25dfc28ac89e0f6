/* SPDX-License-Identifier: MIT */
/* A shell changes the folder and turns the output round, then runs the words as they are. It keeps the conversation's
 * descriptor to itself: that it closes tells us the end, whatever the command leaves running. */
#include "step.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "child.h"
#include "clock.h"
#include "interrupt.h"
#include "protocol.h"

/* The conversation's descriptor is number 3. */
static char shell[] = "/bin/sh", option[] = "-c", own_name[] = "yoke",
            script[] = "cd -- \"$1\" && exec >>\"$2\" 2>&1 && shift 2 && { \"$@\" 3>&-; exit \"$?\"; }";
_Static_assert(PROTOCOL_DESCRIPTOR == 3, "the script closes it by its number");

/* The shell has closed its side: it is about to end. */
static const uint64_t FAREWELL_NS = 5000000000;

static int end_wait(struct child *child, bool cleans_up)
{
    for (;;) {
        char *line;
        switch (child_read(child, UINT64_MAX, &line)) {
        case CHILD_LINE:
        case CHILD_GARBAGE:
            break;
        case CHILD_INTERRUPTED:
            if (cleans_up)
                break;
            child_finish(child, 0);
            return -EINTR;
        case CHILD_END:
        case CHILD_DEADLINE: {
            const int status = child_finish(child, clock_now_ns() + FAREWELL_NS);
            return WIFEXITED(status) ? WEXITSTATUS(status) : WIFSIGNALED(status) ? 128 + WTERMSIG(status) : -ECHILD;
        }
        }
    }
}

int step_run(const struct step *step, struct yoke_error *error)
{
    if (interrupt_level() && !step->cleans_up)
        return -EINTR;
    size_t count = 0;
    while (step->words[count])
        count++;
    char *folder = strdup(step->folder), *log = strdup(step->log);
    char **arguments = calloc(count + 7, sizeof *arguments);
    struct child child;
    int status = folder && log && arguments ? 0 : -ENOMEM;
    if (!status) {
        char *const head[] = {shell, option, script, own_name, folder, log};
        memcpy(arguments, head, sizeof head);
        memcpy(arguments + 6, step->words, count * sizeof *arguments);
        status = child_start(&child, arguments, NULL, PROTOCOL_DESCRIPTOR, error);
    }
    if (!status)
        status = end_wait(&child, step->cleans_up);
    free(arguments);
    free(folder);
    free(log);
    return status;
}
