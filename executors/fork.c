/* SPDX-License-Identifier: MIT */
/* fork: workers are processes, forked by a helper process (helper.h). They claim tasks from shared memory as threads
 * do; a task that dies takes its worker along and nothing else: the helper says who died, the worker's lane says what
 * it was doing (recovery.h), and a successor in the same place runs what was taken and not begun, then claims on. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crew.h"
#include "helper.h"
#include "recovery.h"

/* So many deaths in a row without a task getting anywhere, in one place or in the team, and the team is given up:
 * something else than a task is killing the workers (their set-up, the memory limit, a person), and new ones would die
 * as well. */
enum { STREAK_OF_WORKER = 3, STREAK_OF_TEAM = 10 };

struct place {
    unsigned streak; /* deaths in a row without progress */
    bool vacant;     /* its worker died when it had nothing to do; to be filled before the next run */
};

struct yoke_team {
    struct crew *crew;
    struct yoke_job *job; /* the caller's, during a run; else NULL */
    pid_t helper;
    int socket;
    unsigned streak;         /* of the team */
    int broken;              /* 0, or the negative errno that every further run returns */
    struct yoke_error error; /* and its sentence */
    struct place places[];
};

static int team_break(struct yoke_team *team, int status)
{
    team->broken = status;
    return status;
}

/* How a worker died, in words. */
static const char *death_text(const struct helper_note *note, char text[], size_t bytes)
{
    if (note->by_signal)
        snprintf(text, bytes, "by signal %d (%s)", note->code, strsignal(note->code));
    else
        snprintf(text, bytes, "by exit(%d)", note->code);
    return text;
}

static int order_send(struct yoke_team *team, unsigned first, unsigned count, int signal)
{
    const struct helper_order order = {
        .first = first, .count = count, .run = team->job ? team->crew->run : team->crew->run + 1, .signal = signal};
    while (send(team->socket, &order, sizeof order, MSG_NOSIGNAL) < 0) {
        if (errno != EINTR) {
            yoke_error_set(&team->error, "the helper of the fork executor does not answer: %s", strerror(errno));
            return team_break(team, -EPIPE);
        }
    }
    return 0;
}

/* The helper has hung up: it is dead, and so are the workers, whose lives are tied to its. */
static int helper_lost(struct yoke_team *team)
{
    int status = 0;
    waitpid(team->helper, &status, 0);
    team->helper = 0;
    if (WIFSIGNALED(status))
        yoke_error_set(&team->error,
                       "the helper of the fork executor was killed by signal %d (%s); its workers are gone",
                       WTERMSIG(status), strsignal(WTERMSIG(status)));
    else
        yoke_error_set(&team->error, "the helper of the fork executor has ended; its workers are gone");
    return team_break(team, -EPIPE);
}

static struct yoke_casualty casualty_of(const struct helper_note *note, uint64_t task)
{
    return (struct yoke_casualty){.death = note->by_signal ? YOKE_DEATH_SIGNAL : YOKE_DEATH_EXIT,
                                  .code = note->code,
                                  .task = task,
                                  .worker = note->worker,
                                  .process = note->process};
}

/* Notes the loss of `task`. */
static void casualty_add(struct yoke_job *job, const struct helper_note *note, uint64_t task)
{
    if (job->casualty_count++ == 0)
        job->casualty = casualty_of(note, task);
}

/* Settles the dead worker's part of the run. Returns whether it had got anywhere since it began. */
static bool part_settle(struct yoke_team *team, const struct helper_note *note)
{
    struct berth *berth = &team->crew->berths[note->worker];
    struct remains remains = recovery_settle(&team->crew->claim, note->worker);
    struct yoke_source *source = team->job->source;
    berth->died = true;
    berth->lost_done += remains.done;
    if (!berth->retired) {
        team->job->death_count++;
        if (remains.task_lost)
            casualty_add(team->job, note, remains.task);
    }
    berth->retired = false;
    if (source && source->lost) {
        const struct yoke_casualty loss = casualty_of(note, remains.task_lost ? remains.task : UINT64_MAX);
        source->lost(source, &loss);
    }
    return remains.task_lost || remains.done;
}

static int streak_count(struct yoke_team *team, const struct helper_note *note, bool progress)
{
    struct place *place = &team->places[note->worker];
    place->streak = progress ? 0 : place->streak + 1;
    team->streak = progress ? 0 : team->streak + 1;
    if (place->streak < STREAK_OF_WORKER && team->streak < STREAK_OF_TEAM)
        return 0;
    char how[128];
    yoke_error_set(&team->error,
                   "%u workers in a row died without getting anywhere, the last (worker %u, process %d) %s",
                   team->streak, note->worker, note->process, death_text(note, how, sizeof how));
    return team_break(team, -ECHILD);
}

static int death_handle(struct yoke_team *team, const struct helper_note *note)
{
    struct berth *berth = &team->crew->berths[note->worker];
    enum stage stage = (enum stage)atomic_load(&berth->stage);
    if (stage == STAGE_REFUSED) {
        /* Before the first run the caller looks for refusals once all have started. */
        return team->job || team->crew->run ? team_break(team, crew_refusal(team->crew, &team->error)) : 0;
    }
    if (team->job ? stage == STAGE_ENDED : stage != STAGE_ABSENT) {
        team->places[note->worker].vacant = true;
        return 0;
    }
    bool progress = team->job && part_settle(team, note);
    int status = streak_count(team, note, progress);
    if (status)
        return status;
    atomic_store(&berth->stage, STAGE_ABSENT);
    return order_send(team, note->worker, 1, 0);
}

static int note_take(struct yoke_team *team)
{
    struct helper_note note;
    ssize_t bytes = recv(team->socket, &note, sizeof note, MSG_DONTWAIT);
    if (bytes < 0 && (errno == EAGAIN || errno == EINTR))
        return 0;
    if (bytes != sizeof note)
        return helper_lost(team);
    if (note.process)
        return death_handle(team, &note);
    yoke_error_set(&team->error, "worker %u could not be forked: %s", note.worker, strerror(note.fork_error));
    return team_break(team, -note.fork_error);
}

/* Sleeps until something has happened, at most `timeout_ms` (-1: for ever), and sees to it. Returns 1 when something
 * had, 0 when not, or a negative errno when the team is broken. */
static int team_attend(struct yoke_team *team, int timeout_ms)
{
    struct pollfd sources[] = {{.fd = team->crew->bell, .events = POLLIN}, {.fd = team->socket, .events = POLLIN}};
    int count = poll(sources, 2, timeout_ms);
    if (count <= 0)
        return 0; /* a signal to this process is its own affair */
    if (sources[0].revents)
        crew_listen(team->crew);
    int status = sources[1].revents ? note_take(team) : 0;
    return status ? status : 1;
}

/* Waits until every worker is past its worker_start. Returns 0, or a negative errno when one has refused. */
static int team_gather(struct yoke_team *team)
{
    int status = 0;
    while (status >= 0 && !crew_all_started(team->crew))
        status = team_attend(team, -1);
    return status < 0 ? status : crew_refusal(team->crew, &team->error);
}

/* Orders successors for the workers that died with nothing to do. Returns how many, or a negative errno. */
static int vacancies_fill(struct yoke_team *team)
{
    int count = 0;
    for (unsigned index = 0; index < team->crew->options.worker_count; index++) {
        if (!team->places[index].vacant)
            continue;
        team->places[index].vacant = false;
        atomic_store(&team->crew->berths[index].stage, STAGE_ABSENT);
        int status = order_send(team, index, 1, 0);
        if (status)
            return status;
        count++;
    }
    return count;
}

/* Replaces the workers that died since the last run, and those that die while it waits for their successors. */
static int team_repair(struct yoke_team *team)
{
    int status;
    do {
        do
            status = team_attend(team, 0);
        while (status > 0);
        if (status == 0)
            status = vacancies_fill(team);
        int refusal = status > 0 ? team_gather(team) : 0;
        if (refusal)
            return team_break(team, refusal);
    } while (status > 0);
    return status;
}

static void streaks_end(struct yoke_team *team)
{
    team->streak = 0;
    for (unsigned index = 0; index < team->crew->options.worker_count; index++)
        team->places[index].streak = 0;
}

static void fork_stop(struct yoke_team *team)
{
    if (!team->broken)
        crew_dismiss(team->crew);
    shutdown(team->socket, SHUT_WR);
    while (team->helper && waitpid(team->helper, NULL, 0) < 0 && errno == EINTR)
        ;
    close(team->socket);
    crew_free(team->crew);
    free(team);
}

static int fork_start(const struct yoke_team_options *options, struct yoke_team **made, struct yoke_error *error)
{
    struct yoke_team *team = calloc(1, sizeof *team + options->worker_count * sizeof team->places[0]);
    if (!team) {
        yoke_error_set(error, "no memory for %u workers", options->worker_count);
        return -ENOMEM;
    }
    int status = crew_new(options, true, &team->crew, error);
    if (status)
        goto free_team;
    team->helper = helper_start(team->crew, &team->socket, error);
    if (team->helper < 0) {
        status = team->helper;
        goto free_crew;
    }
    status = order_send(team, 0, options->worker_count, 0);
    if (!status)
        status = team_gather(team);
    if (status) {
        yoke_error_set(error, "%s", team->error.text);
        fork_stop(team);
        return status;
    }
    *made = team;
    return 0;
free_crew:
    crew_free(team->crew);
free_team:
    free(team);
    return status;
}

static int run_attended(struct yoke_team *team, struct yoke_job *job)
{
    int status = team_repair(team);
    if (status)
        return status;
    team->job = job;
    job->casualty_count = job->death_count = 0;
    crew_announce(team->crew, job);
    while (status >= 0 && !crew_all_ended(team->crew)) {
        uint64_t rest_ns;
        status = crew_attend(team->crew, &rest_ns);
        if (status)
            yoke_error_set(&team->error, "the run was given up: %s", strerror(-team_break(team, status)));
        else
            status = team_attend(team, rest_ns == UINT64_MAX ? -1 : (int)(rest_ns / 1000000 + 1));
    }
    team->job = NULL;
    return status < 0 ? status : 0;
}

static int fork_strike(struct yoke_team *team, unsigned worker, int signal)
{
    return order_send(team, worker, 1, signal);
}

static int fork_run(struct yoke_team *team, struct yoke_job *job, struct yoke_error *error)
{
    int status = crew_check(job, error);
    if (status)
        return status;
    status = team->broken ? team->broken : run_attended(team, job);
    if (status) {
        yoke_error_set(error, "%s", team->error.text);
        return status;
    }
    crew_collect(team->crew, job);
    streaks_end(team);
    return 0;
}

const struct yoke_executor yoke_executor_fork = {
    .name = "fork",
    .summary = "processes forked from a helper; a task that dies costs that task alone",
    .capabilities = YOKE_PARALLEL | YOKE_ISOLATED | YOKE_SURVIVES_CRASH | YOKE_TAKES_SOURCE,
    .start = fork_start,
    .run = fork_run,
    .stop = fork_stop,
    .strike = fork_strike,
};
