/* SPDX-License-Identifier: MIT */
/* yoke doctor. */
#include "doctor.h"
#include "doctor_json.h"
#include "program.h"
#include "version.h"

static int doctor_write(const struct doctor_options *options, bool json, struct yoke_error *error)
{
    if (!json)
        return doctor_show(options, error);
    const int status = doctor_write_json(options, options->stream);
    if (status)
        yoke_error_set(error, "cannot write to standard output");
    return status;
}

static int run(struct program *program)
{
    struct yoke_error error = {0};
    struct facilities facilities;
    struct counter_group *counters = NULL;
    const struct yoke_version version = version_facts();
    const struct yoke_target target = program_target(program);
    facilities_read(&facilities);
    if (counter_group_open(NULL, &counters, &error))
        return program_error(&error, YOKE_EXIT_FAILED);
    const struct doctor_options options = {
        .machine = environment_machine(program->environment),
        .counters = counters,
        .facilities = &facilities,
        .build = &version.build,
        .utf8 = target.utf8,
        .color = target.color,
        .stream = target.stream,
    };
    const int status = doctor_write(&options, program->options.json, &error);
    counter_group_close(counters);
    return status ? program_error(&error, YOKE_EXIT_FAILED) : YOKE_EXIT_DONE;
}

extern const struct verb verb_doctor;
const struct verb verb_doctor = {
    .name = "doctor",
    .usage = "[options]",
    .summary = "is this machine fit to measure? What is missing, and what mends it",
    .shared = VERB_JSON | VERB_COLOR,
    .machine = true,
    .run = run,
};
