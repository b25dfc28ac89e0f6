/* SPDX-License-Identifier: MIT */
/* From the name of an action to what it does, and from what came of it to the exit status. */
#include "history_command.h"

#include <errno.h>
#include <string.h>

#include "history_private.h"
#include "options.h"

static int exit_of(int status)
{
    switch (status) {
    case 0:
        return YOKE_EXIT_DONE;
    case -EINVAL:
    case -ENOENT:
    case -ENOSYS: /* this yoke cannot, and has done nothing */
        return YOKE_EXIT_USAGE;
    case -ENODATA:
        return YOKE_EXIT_NOTHING;
    case -EXDEV:
        return YOKE_EXIT_REFUSED;
    default:
        return YOKE_EXIT_FAILED;
    }
}

static int action_run(const struct history_options *options, int *found, struct yoke_error *error)
{
    static const struct {
        const char *name;
        int (*run)(const struct history_options *options, struct yoke_error *error);
    } actions[] = {
        {"add", history_add}, {"list", history_list}, {"import", history_import}, {"export", history_export},
    };
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (!strcmp(options->action, actions[i].name))
            return actions[i].run(options, error);
    if (!strcmp(options->action, "show") || !strcmp(options->action, "check"))
        return history_show(options, found, error);
    yoke_error_set(error, "history cannot \"%.60s\": it can add, list, show, check, import and export", options->action);
    return -EINVAL;
}

int history_command(const struct history_options *options, struct yoke_error *error)
{
    int found = YOKE_EXIT_DONE;
    const int status = action_run(options, &found, error);
    if (status)
        yoke_error_set(error, "history %s failed: %s", options->action, strerror(-status));
    return status ? exit_of(status) : found;
}
