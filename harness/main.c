/* SPDX-License-Identifier: MIT */
/* Wires the floors: the only file that sees all of them. */
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cell_process.h"
#include "check.h"
#include "doctor.h"
#include "doctor_json.h"
#include "help.h"
#include "list.h"
#include "options.h"
#include "plan_command.h"
#include "run.h"
#include "stats_command.h"
#include "terminal.h"
#include "topo.h"
#include "version.h"
#include "yoke/catalogue.h"

static const struct yoke_catalogue catalogue = {yoke_workloads, yoke_executors, yoke_schedules, yoke_reports};

/* What every verb may need, made once. */
struct program {
    struct options options;
    struct request *request;
    struct request_errors errors;
    struct topology *topology;
    struct environment *environment;
    struct request_machine machine;
    char *const *arguments;
    int argument_count;
    char path[4096]; /* of this executable, for cell processes */
};

static enum terminal_color color_wanted(const struct program *program)
{
    static const enum terminal_color colors[] = {
        [OPTIONS_COLOR_AUTO] = TERMINAL_COLOR_AUTO,
        [OPTIONS_COLOR_ALWAYS] = TERMINAL_COLOR_ALWAYS,
        [OPTIONS_COLOR_NEVER] = TERMINAL_COLOR_NEVER,
    };
    return colors[program->options.color];
}

static int errors_print(const struct program *program)
{
    request_errors_print(&program->errors, stderr);
    return YOKE_EXIT_USAGE;
}

static int error_print(const struct yoke_error *error, int status)
{
    fprintf(stderr, "yoke: %s\n", error->text[0] ? error->text : "something failed and left no word about it");
    return status;
}

/* The machine, as far as a request may speak of it. */
static int machine_look(struct program *program, struct yoke_error *error)
{
    int status = topology_load(&program->topology, error);
    if (!status)
        status = environment_read(program->topology, &program->environment, error);
    if (status)
        return status;
    program->machine = (struct request_machine){
        .cores = topology_core_count(program->topology),
        .pus = environment_machine(program->environment)->cpus.usable,
        .topology = program->topology,
    };
    return 0;
}

static int verb_run(struct program *program, const struct plan *plan)
{
    struct yoke_error error = {0};
    const struct run_options options = {
        .catalogue = &catalogue,
        .plan = plan,
        .topology = program->topology,
        .environment = program->environment,
        .format = program->options.format,
        .program = program->path,
        .command = (const char *const *)program->arguments,
        .command_count = (size_t)program->argument_count,
        .dry_run = program->options.dry_run,
        .quiet = program->options.quiet,
        .yes = program->options.yes,
        .color = terminal_color(stdout, color_wanted(program)),
        .utf8 = terminal_utf8(),
    };
    const int status = run_command(&options, &error);
    return error.text[0] ? error_print(&error, status) : status;
}

/* run and plan: both resolve the request first. */
static int verb_with_plan(struct program *program)
{
    struct plan *plan = NULL;
    int status = 0;
    if (program->options.plan_file)
        status = request_read_file(program->request, program->options.plan_file, &program->errors);
    /* resolved even when the file is bad: all that is wrong is said at once */
    const int resolved = request_resolve(program->request, &catalogue, &program->machine, &plan, &program->errors);
    if (status || resolved) {
        plan_free(plan);
        return errors_print(program);
    }
    if (program->options.verb == OPTIONS_RUN)
        status = verb_run(program, plan);
    else
        plan_show(plan, program->options.json, stdout);
    plan_free(plan);
    return status;
}

static int verb_check(struct program *program)
{
    struct yoke_error error = {0};
    const struct check_options options = {
        .path = program->options.topics[0],
        .format = program->options.format,
        .target = {.stream = stdout,
                   .notes = stderr,
                   .color = terminal_color(stdout, color_wanted(program)),
                   .utf8 = terminal_utf8(),
                   .width = terminal_width(stdout)},
        .strict = program->options.strict,
    };
    const int status = check_command(&options, &error);
    return error.text[0] ? error_print(&error, status) : status;
}

static int verb_stats(struct program *program)
{
    struct yoke_error error = {0};
    const struct stats_options options = {
        .path = program->options.topics[0],
        .margin = program->options.margin,
        .json = program->options.json,
        .stream = stdout,
    };
    const int status = stats_command(&options, &error);
    return status ? error_print(&error, status) : status;
}

static int verb_list(struct program *program)
{
    return list_show(&catalogue, program->options.topic_count ? program->options.topics[0] : NULL, stdout)
               ? YOKE_EXIT_USAGE
               : YOKE_EXIT_DONE;
}

static int verb_topo(struct program *program)
{
    static const struct placement placements[] = {{.policy = PLACEMENT_COMPACT}, {.policy = PLACEMENT_SCATTER}};
    struct yoke_error error = {0};
    if (topo_show(program->topology, placements, 2, 0, terminal_utf8(), stdout, &error))
        return error_print(&error, YOKE_EXIT_FAILED);
    return YOKE_EXIT_DONE;
}

static int verb_doctor(struct program *program)
{
    struct yoke_error error = {0};
    struct facilities facilities;
    struct counter_group *counters = NULL;
    const struct yoke_version version = version_facts();
    facilities_read(&facilities);
    int status = counter_group_open(NULL, 0, &counters, &error);
    if (status)
        return error_print(&error, YOKE_EXIT_FAILED);
    const struct doctor_options options = {
        .machine = environment_machine(program->environment),
        .counters = counters,
        .facilities = &facilities,
        .build = &version.build,
        .utf8 = terminal_utf8(),
        .color = terminal_color(stdout, color_wanted(program)),
        .stream = stdout,
    };
    status = program->options.json ? doctor_write_json(&options, stdout) : doctor_show(&options, &error);
    counter_group_close(counters);
    if (status)
        yoke_error_set(&error, "cannot write to standard output");
    return status ? error_print(&error, YOKE_EXIT_FAILED) : YOKE_EXIT_DONE;
}

static int verb_help(struct program *program)
{
    const struct help_about about = {&catalogue, &program->machine};
    if (program->options.verb == OPTIONS_NOTHING) {
        help_brief(&about, stdout);
        return YOKE_EXIT_DONE;
    }
    const int status = help_show(&about, program->options.topics, program->options.topic_count, stdout, &program->errors);
    if (status && !program->errors.count)
        return error_print(&(struct yoke_error){"cannot write to standard output"}, YOKE_EXIT_FAILED);
    return status ? errors_print(program) : YOKE_EXIT_DONE;
}

static int verb_version(void)
{
    const struct yoke_version version = version_facts();
    printf("yoke %s%s%s%s (%s, %s)\n", version.version, version.commit ? " (" : "", version.commit ? version.commit : "",
           version.commit ? ")" : "", version.build.type, version.build.compiler);
    return YOKE_EXIT_DONE;
}

static int verb_dispatch(struct program *program)
{
    switch (program->options.verb) {
    case OPTIONS_RUN:
    case OPTIONS_PLAN:
        return verb_with_plan(program);
    case OPTIONS_CHECK:
        return verb_check(program);
    case OPTIONS_STATS:
        return verb_stats(program);
    case OPTIONS_LIST:
        return verb_list(program);
    case OPTIONS_TOPO:
        return verb_topo(program);
    case OPTIONS_DOCTOR:
        return verb_doctor(program);
    case OPTIONS_VERSION:
        return verb_version();
    default:
        return verb_help(program);
    }
}

static int program_run(struct program *program)
{
    struct yoke_error error = {0};
    program->options = (struct options){.catalogue = &catalogue, .request = program->request};
    if (!program->request)
        return error_print(&(struct yoke_error){"no memory"}, YOKE_EXIT_FAILED);
    if (options_parse(&program->options, program->argument_count - 1, program->arguments + 1, &program->errors))
        return errors_print(program);
    if (machine_look(program, &error))
        return error_print(&error, YOKE_EXIT_FAILED);
    const int status = verb_dispatch(program);
    if (fflush(stdout) && status == YOKE_EXIT_DONE)
        return error_print(&(struct yoke_error){"cannot write to standard output"}, YOKE_EXIT_FAILED);
    return status;
}

int main(int argc, char **argv)
{
    if (argc == 2 && !strcmp(argv[1], CELL_PROCESS_ARGUMENT))
        return cell_process_main(&catalogue);
    /* the character set of people's terminals, and nothing else: numbers keep their dot in every locale */
    setlocale(LC_CTYPE, "");
    signal(SIGXFSZ, SIG_IGN); /* a limit on the size of files is then an error like a full disk, and is said */
    struct program program = {.arguments = argv, .argument_count = argc, .request = request_new()};
    const ssize_t length = readlink("/proc/self/exe", program.path, sizeof program.path - 1);
    if (length < 0)
        return error_print(&(struct yoke_error){"cannot find out where this program lies: is /proc mounted?"},
                           YOKE_EXIT_FAILED);
    const int status = program_run(&program);
    request_free(program.request);
    environment_free(program.environment);
    topology_free(program.topology);
    return status;
}
