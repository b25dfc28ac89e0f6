/* SPDX-License-Identifier: MIT */
/* Running gnuplot as a program. It gets a UTF-8 locale (a fresh machine has none set, and the picture must not depend
 * on it), no start-up files (-d), no input, and a process group of its own that is killed as a whole when time is up.
 */
#include "gnuplot_run.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "gnuplot_verdict.h"
#include "postpone.h"

enum {
    COMPLAINT_BYTES = 4096, /* of what it writes to stderr; the first lines tell */
    WAIT_MS = 20,           /* between two looks at whether it has ended */
    ARGUMENT_BYTES = 512,
    DRAWINGS_MOST = 16, /* at once: more than the pictures of most reports */
};

int gnuplot_find(char *path, size_t size)
{
    const char *rest = getenv("PATH");
    if (!rest)
        rest = "/usr/local/bin:/usr/bin:/bin"; /* what shells take then */
    while (*rest) {
        const size_t length = strcspn(rest, ":");
        struct stat facts;
        if (*rest == '/' && length + sizeof "/gnuplot" <= size) {
            snprintf(path, size, "%.*s/gnuplot", (int)length, rest);
            if (access(path, X_OK) == 0 && stat(path, &facts) == 0 && S_ISREG(facts.st_mode))
                return 0;
        }
        rest += length + (rest[length] == ':');
    }
    return -ENOENT;
}

static uint64_t clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* The environment with every locale variable replaced by one. Points into environ; the list itself is the caller's. */
static char **environment_new(void)
{
    static char locale[] = "LC_ALL=C.UTF-8";
    size_t count = 0, kept = 0;
    while (environ[count])
        count++;
    char **list = calloc(count + 2, sizeof *list);
    if (!list)
        return NULL;
    for (size_t i = 0; i < count; i++)
        if (strncmp(environ[i], "LC_", 3) != 0 && strncmp(environ[i], "LANG", 4) != 0 &&
            strncmp(environ[i], "GNUTERM=", 8) != 0)
            list[kept++] = environ[i];
    list[kept] = locale;
    return list;
}

/* In the child: everything here is safe after fork. */
static void child_become(const struct gnuplot_job *job, char *const arguments[], char *const environment[],
                         int complaints)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGINT, SIG_DFL);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGCHLD, SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* nothing of us stays behind */
    setpgid(0, 0);
    const int nothing = open("/dev/null", O_RDWR);
    if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 || dup2(nothing, STDOUT_FILENO) < 0 ||
        dup2(complaints, STDERR_FILENO) < 0 || chdir(job->folder) != 0)
        _exit(127);
    execve(job->program, arguments, environment);
    _exit(127);
}

/* Starts it; `complaints` is then the reading end of its stderr. Returns its process id or a negative errno. */
static pid_t child_start(const struct gnuplot_job *job, const char *temporary, int *complaints)
{
    char assignment[ARGUMENT_BYTES], program[] = "gnuplot", plain[] = "-d", execute[] = "-e", script[ARGUMENT_BYTES];
    int pipe_ends[2];
    snprintf(assignment, sizeof assignment, "fmt='%s'; out='%s'", job->format, temporary);
    snprintf(script, sizeof script, "%s", job->script);
    char *const arguments[] = {program, plain, execute, assignment, script, NULL};
    char **environment = environment_new();
    if (!environment)
        return -ENOMEM;
    if (pipe2(pipe_ends, O_CLOEXEC) != 0) {
        const int status = -errno;
        free(environment);
        return status;
    }
    const pid_t child = fork();
    const int status = -errno;
    if (child == 0)
        child_become(job, arguments, environment, pipe_ends[1]);
    close(pipe_ends[1]);
    free(environment);
    if (child < 0) {
        close(pipe_ends[0]);
        return status;
    }
    fcntl(pipe_ends[0], F_SETFL, O_NONBLOCK);
    setpgid(child, child); /* here and in the child: whoever comes first */
    *complaints = pipe_ends[0];
    return child;
}

/* Reads what there is; keeps what fits, drops the rest so that the writer never blocks. Returns false at the end. */
static bool complaints_read(int descriptor, char text[COMPLAINT_BYTES], size_t *used)
{
    char chunk[512];
    for (ssize_t got; (got = read(descriptor, chunk, sizeof chunk)) != 0;) {
        if (got < 0)
            return errno == EAGAIN || errno == EINTR;
        const size_t room = COMPLAINT_BYTES - 1 - *used;
        const size_t kept = (size_t)got < room ? (size_t)got : room;
        memcpy(text + *used, chunk, kept);
        *used += kept;
    }
    return false;
}

/* --- one run ------------------------------------------------------------------------------------------------------- */

/* gnuplot at work on one picture. */
struct drawing {
    const struct gnuplot_job *job;
    int folder;      /* descriptor; -1: the place is free */
    pid_t child;
    int complaints;  /* reading end of its stderr; -1: it has closed it */
    uint64_t deadline_ms;
    char temporary[ARGUMENT_BYTES / 2], text[COMPLAINT_BYTES];
    size_t used; /* of text */
};

static int drawing_start(struct drawing *drawing, const struct gnuplot_job *job, struct yoke_error *error)
{
    *drawing = (struct drawing){.job = job, .complaints = -1, .deadline_ms = clock_ms() + job->limit_ms};
    snprintf(drawing->temporary, sizeof drawing->temporary, "%s.tmp", job->picture);
    drawing->folder = open(job->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (drawing->folder < 0) {
        const int status = -errno;
        yoke_error_set(error, "%s: %s", job->folder, strerror(-status));
        return status;
    }
    drawing->child = child_start(job, drawing->temporary, &drawing->complaints);
    if (drawing->child >= 0)
        return 0;
    yoke_error_set(error, "gnuplot could not be started: %s", strerror((int)-drawing->child));
    close(drawing->folder);
    drawing->folder = -1;
    return (int)drawing->child;
}

/* Has it ended, or is its time up? Then it is ended and waited for: `*wait_status` is filled in, or `*late` says why not. */
static bool drawing_look(struct drawing *drawing, int *wait_status, int *late)
{
    if (drawing->complaints >= 0 && !complaints_read(drawing->complaints, drawing->text, &drawing->used)) {
        close(drawing->complaints);
        drawing->complaints = -1;
    }
    const pid_t ended = waitpid(drawing->child, wait_status, WNOHANG);
    const bool over = ended == drawing->child || (ended < 0 && errno != EINTR);
    *late = over ? 0 : postpone_wanted() ? -EINTR : clock_ms() >= drawing->deadline_ms ? -ETIME : 0;
    if (!over && !*late)
        return false;
    if (over && drawing->complaints >= 0)
        complaints_read(drawing->complaints, drawing->text, &drawing->used);
    kill(-drawing->child, SIGKILL); /* it, or whatever it left running */
    if (*late)
        waitpid(drawing->child, wait_status, 0);
    return true;
}

/* Puts the picture in its place, or nothing. Returns 0 or a negative errno with a sentence. */
static int drawing_finish(struct drawing *drawing, int wait_status, int late, struct yoke_error *error)
{
    const struct gnuplot_job *job = drawing->job;
    int status = late ? late : gnuplot_verdict(job, wait_status, drawing->text, drawing->temporary, drawing->folder, error);
    if (late == -EINTR)
        yoke_error_set(error, "a signal came");
    else if (late)
        yoke_error_set(error, "gnuplot did not finish in %.3g s", (double)job->limit_ms / 1000);
    if (status == 0 && renameat(drawing->folder, drawing->temporary, drawing->folder, job->picture) != 0) {
        status = -errno;
        yoke_error_set(error, "%s: %s", job->picture, strerror(-status));
    }
    if (status)
        unlinkat(drawing->folder, drawing->temporary, 0);
    if (drawing->complaints >= 0)
        close(drawing->complaints);
    close(drawing->folder);
    drawing->folder = -1;
    return status;
}

/* --- many ---------------------------------------------------------------------------------------------------------- */

/* As many as there are processors for us: each is a process that computes. */
static size_t places_count(void)
{
    cpu_set_t allowed;
    const int count = sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : 1;
    return count < 1 ? 1 : count > DRAWINGS_MOST ? DRAWINGS_MOST : (size_t)count;
}

/* Until one of them says something, closes its stderr, or a look is due. */
static void drawings_wait(const struct drawing drawings[], size_t count)
{
    struct pollfd watched[DRAWINGS_MOST];
    int wait_ms = WAIT_MS;
    for (size_t i = 0; i < count; i++) {
        const bool works = drawings[i].folder >= 0;
        watched[i] = (struct pollfd){.fd = works ? drawings[i].complaints : -1, .events = POLLIN};
        if (works && drawings[i].complaints < 0)
            wait_ms = 1; /* it is about to end */
    }
    poll(watched, count, wait_ms);
}

/* A batch of pictures on its way. */
struct batch {
    const struct gnuplot_job *jobs;
    bool *drawn;
    size_t count, next, working; /* jobs, the next to be started, and how many are being drawn */
    struct drawing *drawings;
    size_t places;
    bool works; /* one was drawn, so that it is worth while to start more than one */
    int status; /* the first failure; nothing is started after it */
};

static void batch_start(struct batch *batch, struct yoke_error *error)
{
    const size_t places = batch->works ? batch->places : 1;
    for (size_t i = 0; i < places && batch->next < batch->count && !batch->status; i++)
        if (batch->drawings[i].folder < 0) {
            batch->status = drawing_start(&batch->drawings[i], &batch->jobs[batch->next++], error);
            batch->working += !batch->status;
        }
}

static void batch_look(struct batch *batch, struct yoke_error *error)
{
    for (size_t i = 0; i < batch->places; i++) {
        struct drawing *drawing = &batch->drawings[i];
        int wait_status = 0;
        int late;
        if (drawing->folder < 0 || !drawing_look(drawing, &wait_status, &late))
            continue;
        const int status = drawing_finish(drawing, wait_status, late, error);
        batch->drawn[drawing->job - batch->jobs] = !status;
        batch->works |= !status;
        batch->status = batch->status ? batch->status : status;
        batch->working--;
    }
}

int gnuplot_draw_all(const struct gnuplot_job jobs[], bool drawn[], size_t count, struct yoke_error *error)
{
    struct batch batch = {.jobs = jobs, .drawn = drawn, .count = count, .places = places_count()};
    for (size_t i = 0; i < count; i++)
        drawn[i] = false;
    batch.drawings = calloc(DRAWINGS_MOST, sizeof *batch.drawings);
    if (!batch.drawings) {
        yoke_error_set(error, "no memory to run gnuplot");
        return -ENOMEM;
    }
    for (size_t i = 0; i < DRAWINGS_MOST; i++)
        batch.drawings[i].folder = -1;
    postpone_begin(); /* a picture half drawn is taken away first */
    while (batch.working || (batch.next < count && !batch.status)) {
        batch_start(&batch, error);
        if (batch.working)
            drawings_wait(batch.drawings, batch.places);
        batch_look(&batch, error);
    }
    postpone_end();
    free(batch.drawings);
    return batch.status;
}

int gnuplot_draw(const struct gnuplot_job *job, struct yoke_error *error)
{
    bool drawn;
    return gnuplot_draw_all(job, &drawn, 1, error);
}
