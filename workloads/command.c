/* SPDX-License-Identifier: MIT */
/* Any program, started once a task, its exit status and if wanted its output held against what they should be.
 *
 * A task stores what became of its process and returns 0 in any case: which exit status, which signal and which byte of
 * the output was wrong is more than an errno can say, so `verify` says it. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "answer.h"
#include "launch.h"
#include "noop.h"
#include "seal.h"
#include "work.h"

/* How much of what processes say on standard error is kept: its last line is quoted where one fails. */
enum { ERRORS_KEPT = 64 * 1024 };

enum outcome { RIGHT = 1, NOT_STARTED, NOT_CHECKED, EXITED, SIGNALLED, OTHER_OUTPUT };

/* What became of one task's process. */
struct command_result {
    uint32_t outcome; /* enum outcome */
    int32_t code;     /* errno, exit status or signal */
    uint64_t where;   /* of the output: see answer.h */
    uint64_t seal;
};

struct command {
    struct yoke_work work;
    struct answer answer;
    struct noop noop;
    int nothing; /* /dev/null, for output that nobody wants */
    int errors;  /* what processes say on standard error: kept for the sentence about one that fails */
};

static uint64_t result_seal(const struct command *command, const struct command_result *result, uint64_t index)
{
    const uint64_t code = (uint64_t)(uint32_t)result->code << 32 | result->outcome;
    return seal_of(&command->work, index, yoke_random_draw(code, 0) ^ result->where);
}

static void command_teardown(void *context)
{
    struct command *command = context;
    if (command->nothing >= 0)
        close(command->nothing);
    if (command->errors >= 0)
        close(command->errors);
    noop_close(&command->noop);
    answer_close(&command->answer);
    free(command);
}

static int files_open(struct command *command, struct yoke_error *error)
{
    const char *input = command->work.command->input;
    const int descriptor = input ? open(input, O_RDONLY | O_CLOEXEC) : 0;
    if (descriptor < 0) {
        const int status = -errno;
        yoke_error_set(error, "cannot read %.200s for standard input: %s", input, strerror(-status));
        return status;
    }
    if (input)
        close(descriptor);
    command->nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    command->errors = memfd_create("yoke standard error", MFD_CLOEXEC);
    if (command->nothing < 0 || command->errors < 0 || fcntl(command->errors, F_SETFL, O_APPEND)) {
        const int status = -errno;
        yoke_error_set(error, "no place for a command's output: %s", strerror(-status));
        return status;
    }
    return 0;
}

static int command_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    if (!work->command) {
        yoke_error_set(error, "command: there is no command to run");
        return -EINVAL;
    }
    struct command *command = calloc(1, sizeof *command);
    if (!command) {
        yoke_error_set(error, "no memory for the command");
        return -ENOMEM;
    }
    *command = (struct command){.work = *work, .nothing = -1, .errors = -1, .noop = {.descriptor = -1}};
    int status = answer_open(work->command->expected_output, &command->answer, error);
    if (!status)
        status = files_open(command, error);
    if (status) {
        command_teardown(command);
        return status;
    }
    noop_open(&command->noop);
    *context = command;
    return 0;
}

static void output_judge(const struct command *command, int output, struct command_result *result)
{
    const int right = command->answer.wanted ? answer_check(&command->answer, output, &result->where) : 1;
    result->outcome = right > 0 ? RIGHT : right == 0 ? OTHER_OUTPUT : NOT_CHECKED;
    result->code = right < 0 ? -right : 0;
}

static void process_run(const struct command *command, struct yoke_worker *worker, int output,
                        struct command_result *result)
{
    const struct yoke_command *wanted = command->work.command;
    const struct launch launch = {.program = wanted->program,
                                  .words = wanted->words,
                                  .environment = wanted->environment,
                                  .input = wanted->input ? wanted->input : "/dev/null",
                                  .output = output,
                                  .errors = command->errors,
                                  .errors_kept = ERRORS_KEPT,
                                  .folder = wanted->folder};
    int wait_status = 0;
    const int status = launch_run(&launch, worker, &wait_status);
    if (status)
        *result = (struct command_result){.outcome = NOT_STARTED, .code = -status};
    else if (WIFSIGNALED(wait_status))
        *result = (struct command_result){.outcome = SIGNALLED, .code = WTERMSIG(wait_status)};
    else if ((uint64_t)WEXITSTATUS(wait_status) != wanted->expected_exit)
        *result = (struct command_result){.outcome = EXITED, .code = WEXITSTATUS(wait_status)};
    else
        output_judge(command, output, result);
}

static int command_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    const struct command *command = context;
    struct command_result *own = result;
    const int output = command->answer.wanted ? memfd_create("yoke standard output", MFD_CLOEXEC) : command->nothing;
    if (output < 0)
        *own = (struct command_result){.outcome = NOT_STARTED, .code = errno};
    else
        process_run(command, worker, output, own);
    if (command->answer.wanted && output >= 0)
        close(output);
    own->seal = result_seal(command, own, index);
    return 0;
}

static int command_bare_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    (void)index;
    (void)result;
    const struct command *command = context;
    const char *const nothing[] = {"no-op", NULL};
    const struct launch launch = {.program = command->noop.path,
                                  .words = nothing,
                                  .environment = nothing + 1,
                                  .input = "/dev/null",
                                  .output = command->nothing,
                                  .errors = command->errors};
    int wait_status = 0;
    if (!command->noop.path[0])
        return -ENOEXEC;
    const int status = launch_run(&launch, worker, &wait_status);
    return status ? status : wait_status ? -EIO : 0;
}

/* Room for a quoted line, and for the dots that stand for what is left out of a longer one. */
enum { COMPLAINT_BYTES = 128, DOTS_BYTES = sizeof "..." };

/* The last line that some process wrote to standard error, without what would break a sentence; "": there is none. */
static void complaint_read(const struct command *command, char line[COMPLAINT_BYTES + 2 * DOTS_BYTES])
{
    static const char dots[] = "...";
    char text[1024];
    const off_t end = lseek(command->errors, 0, SEEK_END), begin = end > 1024 ? end - 1024 : 0;
    ssize_t bytes = end > 0 ? pread(command->errors, text, sizeof text, begin) : 0;
    while (bytes > 0 && strchr(" \t\r\n", text[bytes - 1]))
        bytes--;
    ssize_t at = bytes;
    while (at > 0 && text[at - 1] != '\n')
        at--;
    int length = 0;
    if (at == 0 && begin > 0) /* it begins before what was read */
        length = snprintf(line, DOTS_BYTES, "%s", dots);
    const int most = length + COMPLAINT_BYTES - 1;
    for (; at < bytes && length < most; at++)
        line[length++] = (unsigned char)text[at] < ' ' ? '?' : text[at];
    snprintf(line + length, DOTS_BYTES, "%s", at < bytes ? dots : "");
}

static int refuse(const struct command *command, const struct command_result *result, uint64_t index,
                  struct yoke_error *error)
{
    const char *name = command->work.command->words[0];
    char line[COMPLAINT_BYTES + 2 * DOTS_BYTES];
    complaint_read(command, line);
    const char *join = line[0] ? ": " : "";
    if (result->outcome == NOT_STARTED)
        yoke_error_set(error, "command: task %" PRIu64 ", %.80s, could not be run: %s", index, name,
                       strerror(result->code));
    else if (result->outcome == NOT_CHECKED)
        yoke_error_set(error, "command: the output of task %" PRIu64 ", %.80s, could not be read: %s", index, name,
                       strerror(result->code));
    else if (result->outcome == SIGNALLED)
        yoke_error_set(error, "command: task %" PRIu64 ", %.80s, was ended by signal %d (%s)%s%s", index, name,
                       result->code, strsignal(result->code), join, line);
    else
        yoke_error_set(error, "command: task %" PRIu64 ", %.80s, ended with exit status %d, not %" PRIu64 "%s%s", index,
                       name, result->code, command->work.command->expected_exit, join, line);
    return -ECHILD;
}

static int refuse_output(const struct command *command, const struct command_result *result, uint64_t index,
                         struct yoke_error *error)
{
    const char *name = command->work.command->words[0], *expected = command->work.command->expected_output;
    if (command->answer.by_digest)
        yoke_error_set(error,
                       "command: the output of task %" PRIu64 ", %.80s, has a digest that begins with %016" PRIx64
                       ", not the one expected",
                       index, name, result->where);
    else
        yoke_error_set(error, "command: the output of task %" PRIu64 ", %.80s, differs from %.100s at byte %" PRIu64,
                       index, name, expected, result->where);
    return -EBADMSG;
}

static int command_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct command *command = context;
    const struct command_result *all = results;
    for (uint64_t index = 0; index < command->work.task_count; index++) {
        if (all[index].seal != result_seal(command, &all[index], index)) {
            yoke_error_set(error, "command: the result of task %" PRIu64 " is not what the task returned", index);
            return -EBADMSG;
        }
        if (all[index].outcome == OTHER_OUTPUT)
            return refuse_output(command, &all[index], index, error);
        if (all[index].outcome != RIGHT)
            return refuse(command, &all[index], index, error);
    }
    return ftruncate(command->errors, 0) ? -errno : 0; /* what succeeded has complained about nothing */
}

static struct yoke_facts command_facts(const void *context)
{
    const struct command *command = context;
    return (struct yoke_facts){.operations = (double)command->work.task_count};
}

const struct yoke_workload yoke_workload_command = {
    .name = "command",
    .summary = "any program of yours: yoke run -- sort big.txt",
    .bound = YOKE_MIXED,
    .default_tasks = 1, /* a plan makes it as many as the widest cell has workers */
    .result_bytes = sizeof(struct command_result),
    .takes_command = true,
    .operation = "run",
    .reading =
        "One task is one run of the program, from its start until its end; its processor time is in the cpu time, its "
        "counters are not. What starting and collecting a process costs by itself is the overhead a task: it is "
        "measured "
        "in every visit with a program that ends at once, and is not subtracted. It reads nothing, or --stdin FILE; "
        "what "
        "it writes is thrown away, or compared with --expect-output; it must end with status 0, or --expect-exit. No "
        "shell is in between, unless --shell TEXT asks for one.",
    .setup = command_setup,
    .task = command_task,
    .bare_task = command_bare_task,
    .verify = command_verify,
    .facts = command_facts,
    .teardown = command_teardown,
};
