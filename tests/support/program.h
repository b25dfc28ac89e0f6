/* SPDX-License-Identifier: MIT */
/* Runs a shell command in a folder of its own and keeps what it said. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"

/* What a command left behind. */
struct program {
    char folder[64]; /* where it ran; goes with program_end */
    int exit;        /* exit status; 128 + n after signal n */
    char *out, *err; /* standard output and standard error */
};

static inline char *program_slurp(const char *folder, const char *name)
{
    char path[128], *text = NULL;
    size_t size = 0, got = 0;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "re"), *copy = open_memstream(&text, &size);
    char block[4096];
    while (file && (got = fread(block, 1, sizeof block, file)) > 0)
        fwrite(block, 1, got, copy);
    if (file)
        fclose(file);
    fclose(copy);
    return text;
}

/* Makes the folder. */
static inline void program_begin(struct program *program)
{
    *program = (struct program){.folder = "/tmp/yoke-program-XXXXXX"};
    assert_non_null(mkdtemp(program->folder));
}

/* Runs `script` with sh in the folder; may be called again. Its standard input is empty. Variables that would change what
 * the program prints are taken out first. */
static inline void program_run(struct program *program, const char *script)
{
    char *command = NULL;
    free(program->out);
    free(program->err);
    assert_true(asprintf(&command,
                         "cd '%s' && unset CI NO_COLOR FORCE_COLOR CLICOLOR_FORCE COLUMNS && (%s\n) "
                         "</dev/null >.out 2>.err",
                         program->folder, script) > 0);
    const int status = system(command); /* the shell gives 128 + n for what a signal ended */
    program->exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    program->out = program_slurp(program->folder, ".out");
    program->err = program_slurp(program->folder, ".err");
    free(command);
}

static inline void program_end(struct program *program)
{
    char *command = NULL;
    assert_true(asprintf(&command, "rm -rf '%s'", program->folder) > 0);
    assert_int_equal(system(command), 0);
    free(command);
    free(program->out);
    free(program->err);
}

/* For cmocka: a program of its own for each test, which finds it in *state. */
static inline int program_setup(void **state)
{
    struct program *program = calloc(1, sizeof *program);
    program_begin(program);
    *state = program;
    return 0;
}

static inline int program_teardown(void **state)
{
    program_end(*state);
    free(*state);
    return 0;
}

/* Skips the test where nothing could look at what the program wrote. */
static inline void program_need_python(void)
{
    if (!access("/usr/bin/python3", X_OK))
        return;
    print_message("not looked at: there is no python3 here\n");
    skip();
}

/* A part of a script: waits until the command `condition` succeeds. As long as that takes on a machine that is slow or busy;
 * what never comes is given up after some minutes, and what follows fails for want of it. */
#define PROGRAM_AWAIT(condition) "i=0; until " condition " || [ $i -eq 3000 ]; do sleep 0.05; i=$((i+1)); done; "

#define program_expect_exit(program, status) program_check_exit((program), (status), __FILE__, __LINE__)
#define program_expect(text, part) program_check_text((text), (part), __FILE__, __LINE__)

static inline void program_check_exit(const struct program *program, int status, const char *file, int line)
{
    if (program->exit == status)
        return;
    print_error("exit %d, not %d\n--- stdout\n%s--- stderr\n%s", program->exit, status, program->out, program->err);
    _fail(file, line);
}

static inline void program_check_text(const char *text, const char *part, const char *file, int line)
{
    if (strstr(text, part))
        return;
    print_error("\"%s\" is not in\n%s\n", part, text);
    _fail(file, line);
}

#endif
