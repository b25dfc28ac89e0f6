/* SPDX-License-Identifier: MIT */
/* From argv to the verb, and what verbs share. */
#include "program.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gate_rule.h"
#include "help.h"
#include "stack.h"
#include "streams.h"
#include "version.h"
#include "words.h"

int program_error(const struct yoke_error *error, int status)
{
    streams_end(); /* before a sentence about it: who closed a pipe knows */
    fprintf(stderr, "yoke: %s\n", error->text[0] ? error->text : "something failed and left no word about it");
    return status;
}

int program_end(const struct yoke_error *error, int status)
{
    return error->text[0] ? program_error(error, status) : status;
}

int program_usage(const struct program *program)
{
    request_errors_print(&program->errors, stderr);
    return YOKE_EXIT_USAGE;
}

int program_plan(struct program *program, struct plan **plan)
{
    int status = 0;
    *plan = NULL;
    if (program->options.plan_file)
        status = request_read_file(program->request, program->options.plan_file, &program->errors);
    if (request_load_plugins(program->request, &program->plugins, &program->errors))
        return program_usage(program);
    /* resolved even when the file is bad: all that is wrong is said at once */
    const int resolved = request_resolve(program->request, program->catalogue, &program->machine, plan, &program->errors);
    if (!status && !resolved)
        return 0;
    plan_free(*plan);
    *plan = NULL;
    return program_usage(program);
}

struct yoke_target program_target(const struct program *program)
{
    return (struct yoke_target){.stream = stdout,
                                .notes = stderr,
                                .color = terminal_color(stdout, (enum terminal_color)program->options.color),
                                .utf8 = terminal_utf8(),
                                .width = terminal_width(stdout)};
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

static int version_show(void)
{
    const struct yoke_version version = version_facts();
    printf("yoke %s%s%s%s (%s, %s)\n", version.version, version.commit ? " (" : "", version.commit ? version.commit : "",
           version.commit ? ")" : "", version.build.type, version.build.compiler);
    return YOKE_EXIT_DONE;
}

/* No arguments at all. */
static int brief_show(const struct program *program)
{
    help_brief(&(struct help_about){program->catalogue, &program->machine}, stdout);
    return YOKE_EXIT_DONE;
}

static int verb_run_chosen(struct program *program)
{
    struct yoke_error error = {0};
    const struct options *options = &program->options;
    if (options->version)
        return version_show();
    if (!options->verb)
        return brief_show(program);
    if (options->verb->machine && machine_look(program, &error))
        return program_error(&error, YOKE_EXIT_FAILED);
    return options->verb->run(program);
}

/* Plug-ins come before everything else: names of theirs may stand anywhere on the line. */
static int plugins_take(struct program *program, struct yoke_error *error)
{
    static const char option[] = "--plugin";
    const size_t length = strlen(option);
    int status = plugins_open(&program->plugins, program->catalogue);
    program->catalogue = &program->plugins.catalogue;
    for (int i = 1; i < program->argument_count && !status && strcmp(program->arguments[i], "--"); i++) {
        const char *word = program->arguments[i], *file = NULL;
        if (!strcmp(word, option) && i + 1 < program->argument_count)
            file = program->arguments[++i];
        else if (!strncmp(word, option, length) && word[length] == '=')
            file = word + length + 1;
        char *text = file ? words_join(&file, 1) : NULL;
        if (file)
            status = text ? plugins_load(&program->plugins, file, error) : -ENOMEM;
        if (file && !status)
            status = request_set(program->request, -1, "plugins", text, "--plugin", true);
        free(text);
    }
    return status;
}

static int program_run(struct program *program)
{
    const struct yoke_error full = {"cannot write to standard output"};
    struct yoke_error error = {0};
    if (!program->request)
        return program_error(&(struct yoke_error){"no memory"}, YOKE_EXIT_FAILED);
    if (plugins_take(program, &error))
        return program_error(&error, YOKE_EXIT_USAGE);
    program->options = (struct options){
        .catalogue = program->catalogue, .request = program->request, .compare.profile = GATE_PROFILE_DEFAULT};
    if (options_parse(&program->options, program->argument_count - 1, program->arguments + 1, &program->errors))
        return program_usage(program);
    const int status = verb_run_chosen(program);
    streams_end();
    return ferror(stdout) && status == YOKE_EXIT_DONE ? program_error(&full, YOKE_EXIT_FAILED) : status;
}

/* A function of its own, so that what it needs of the stack is not taken before it is known to be there. */
__attribute__((noinline))
static int program_serve(const struct yoke_catalogue *catalogue, int argument_count, char *const arguments[])
{
    /* the character set of people's terminals, and nothing else: numbers keep their dot in every locale */
    setlocale(LC_CTYPE, "");
    signal(SIGXFSZ, SIG_IGN); /* a limit on the size of files is then an error like a full disk, and is said */
    struct program program = {
        .catalogue = catalogue, .arguments = arguments, .argument_count = argument_count, .request = request_new()};
    const ssize_t length = readlink("/proc/self/exe", program.path, sizeof program.path - 1);
    const int status = length < 0 ? program_error(&(struct yoke_error){"cannot find out where this program lies: is "
                                                                       "/proc mounted?"},
                                                  YOKE_EXIT_FAILED)
                                  : program_run(&program);
    options_release(&program.options);
    plugins_close(&program.plugins);
    request_free(program.request);
    environment_free(program.environment);
    topology_free(program.topology);
    return status;
}

int program_main(const struct yoke_catalogue *catalogue, int argument_count, char *const arguments[])
{
    struct yoke_error error = {0};
    streams_begin();
    return stack_check(&error) ? program_error(&error, YOKE_EXIT_FAILED) : program_serve(catalogue, argument_count, arguments);
}
