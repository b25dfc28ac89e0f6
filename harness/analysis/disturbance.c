/* SPDX-License-Identifier: MIT */
/* One rule a function; the first that finds something gives the evidence. */
#include "disturbance.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "canary_songs.h"
#include "changes.h"
#include "gate_stored.h"
#include "gate_suite.h"
#include "starts.h"
#include "stats.h"

/* How slow the canary may sing: three robust standard deviations above its median, and at least one per cent, since on a
 * still machine three deviations are nothing. */
static const double CANARY_DEVIATIONS = 3, CANARY_SLOWER_LEAST = 0.01;

/* A normal distribution's standard deviation is this many median absolute deviations. */
static const double DEVIATION_PER_MAD = 1.4826;

/* A median of this many songs is as good as one of a hundred times as many, and is looked for again after every start. */
enum { SONGS_ENOUGH = 2000 };

/* How long songs are, by one clock; NaN: no canary sang. */
struct usual {
    double median_ns, limit_ns;
};

/* What the rules compare with. A canary that sings beside another, as in a duet, may always be slower than one alone:
 * two processors that are busy are clocked lower, or share a core. */
struct session {
    struct usual songs[2][CANARY_CLOCKS]; /* of starts on their own, and of duets */
    uint64_t usable_cpus;
};

static uint64_t processors_of(const struct yoke_cell *cell, const struct session *session)
{
    uint64_t distinct = 0;
    for (size_t i = 0; i < cell->place_count; i++) {
        size_t k = 0;
        while (k < i && cell->places[k] != cell->places[i])
            k++;
        distinct += k == i;
    }
    return cell->place_count ? distinct : session->usable_cpus;
}

/* More workers than processors wait for each other: that is the cell's own doing and a result. */
static const char *delay_evidence(struct record *record, const struct yoke_cell *cell, const struct session *session,
                                  const struct yoke_sample *sample)
{
    double busy_ns = 0;
    for (size_t i = 0; i < sample->busy_count; i++)
        busy_ns += (double)sample->busy_ns[i];
    if (sample->noise.run_delay_ns == YOKE_MISSING || cell->workers > processors_of(cell, session) || !(busy_ns > 0))
        return NULL;
    const double share = (double)sample->noise.run_delay_ns / busy_ns;
    if (share <= DISTURBANCE_DELAY_SHARE)
        return NULL;
    return record_text(record, "its workers waited %.1f %% of their time for a processor", 100 * share);
}

static const char *theft_evidence(struct record *record, const struct yoke_sample *sample)
{
    if (sample->noise.steal_ns != YOKE_MISSING && sample->noise.steal_ns > 0)
        return record_text(record, "the hypervisor took %.0f ms", (double)sample->noise.steal_ns / 1e6);
    if (sample->noise.throttled_ns != YOKE_MISSING && sample->noise.throttled_ns > 0)
        return record_text(record, "the cgroup's quota held it back for %.1f ms", (double)sample->noise.throttled_ns / 1e6);
    if (sample->noise.heat_events != YOKE_MISSING && sample->noise.heat_events > 0)
        return record_text(record, "heat slowed its processors down %llu times", (unsigned long long)sample->noise.heat_events);
    return NULL;
}

/* What of the canary's song was longer than usual, by one clock. Without the other's word any length is taken for slowness. */
static const char *song_evidence(struct record *record, const struct usual songs[], const struct yoke_sample *sample,
                                 enum canary_clock clock, const char *how)
{
    for (int song = 0; song < CANARY_SONGS; song++) {
        const double ns = canary_song_ns(&sample->noise, (enum canary_song)song, clock);
        if (ns > songs[clock].limit_ns)
            return record_text(record, "the canary %s %.0f %% longer than usual %s it", how,
                               100 * (ns / songs[clock].median_ns - 1), song ? "after" : "before");
    }
    return NULL;
}

/* A slow processor, which lengthens every time. */
static const char *canary_evidence(struct record *record, const struct usual songs[], const struct yoke_sample *sample)
{
    const bool cpu_known = !isnan(canary_song_ns(&sample->noise, CANARY_BEFORE, CANARY_CPU));
    return song_evidence(record, songs, sample, cpu_known ? CANARY_CPU : CANARY_WALL, "took");
}

/* A processor that was not there, to a canary that took no more of it than usual. */
static const char *queue_evidence(struct record *record, const struct usual songs[], const struct yoke_sample *sample)
{
    return song_evidence(record, songs, sample, CANARY_WALL, "waited for a processor, which made it");
}

/* What lengthens every time is looked for before what lengthens wall time only. A processor that is slow for both sides of a pair
 * that runs in step is no disturbance of it, nor is then what its canary says by the clock. */
static void sample_judge(struct record *record, const struct yoke_cell *cell, const struct session *session,
                         struct yoke_sample *sample)
{
    const struct usual *songs = session->songs[starts_in_duet(cell)];
    const char *slow = canary_evidence(record, songs, sample);
    sample->disturbed = theft_evidence(record, sample);
    sample->disturbed_by = sample->disturbed ? "theft" : NULL;
    if (!sample->disturbed && slow && !starts_in_step(cell)) {
        sample->disturbed = slow;
        sample->disturbed_by = "canary";
    }
    if (sample->disturbed)
        return;
    sample->disturbed = delay_evidence(record, cell, session, sample);
    if (!sample->disturbed && !slow)
        sample->disturbed = queue_evidence(record, songs, sample);
    sample->disturbed_by = sample->disturbed ? "waiting" : NULL;
}

/* A stored base (gate_stored.h) sang in another session. */
static bool is_of_this_session(const struct yoke_record *facts, const struct yoke_cell *cell)
{
    return !yoke_text_same(facts->gate.rule, GATE_STORED) || !yoke_text_same(cell->side, GATE_BASE);
}

/* Every `step`-th of them. */
static size_t songs_gather(const struct yoke_record *facts, bool duet, enum canary_clock clock, size_t step,
                           double songs[])
{
    size_t count = 0;
    for (size_t i = 0, seen = 0; i < facts->cell_count; i++) {
        const bool counts = starts_in_duet(&facts->cells[i]) == duet && is_of_this_session(facts, &facts->cells[i]);
        for (size_t k = 0; k < facts->cells[i].sample_count && counts; k++)
            for (int song = 0; song < CANARY_SONGS; song++) {
                const double ns = canary_song_ns(&facts->cells[i].samples[k].noise, (enum canary_song)song, clock);
                if (!isnan(ns) && seen++ % step == 0)
                    songs[count++] = ns;
            }
    }
    return count;
}

static int session_look(const struct yoke_record *facts, struct session *session, size_t enough)
{
    size_t sample_count = 0;
    for (size_t i = 0; i < facts->cell_count; i++)
        sample_count += facts->cells[i].sample_count;
    double *songs = calloc(2 * sample_count + 1, sizeof *songs);
    if (!songs)
        return -ENOMEM;
    const size_t step = 1 + CANARY_SONGS * sample_count / enough;
    for (int which = 0; which < 2 * CANARY_CLOCKS; which++) {
        const bool duet = which / CANARY_CLOCKS;
        const enum canary_clock clock = (enum canary_clock)(which % CANARY_CLOCKS);
        const size_t count = songs_gather(facts, duet, clock, step, songs);
        const double median = stats_median(songs, count), mad = stats_mad(songs, count);
        const double apart = fmax(CANARY_DEVIATIONS * DEVIATION_PER_MAD * mad, CANARY_SLOWER_LEAST * median);
        session->songs[duet][clock] = (struct usual){median, median + apart};
    }
    session->usable_cpus = facts->machine.cpus.usable == YOKE_MISSING ? 0 : facts->machine.cpus.usable;
    free(songs);
    return 0;
}

static bool is_sound(const struct yoke_sample *sample)
{
    return sample->verified && !sample->crashed;
}

static void starts_count(const struct yoke_record *record, struct yoke_cell *cell)
{
    cell->starts = cell->disturbed_starts = 0;
    for (size_t first = 0, last; first < cell->sample_count; first = last) {
        bool sound = false, disturbed = false;
        last = starts_end(cell, first);
        if (changes_find(record, cell->samples[first].block))
            continue;
        for (size_t i = first; i < last; i++) {
            sound |= is_sound(&cell->samples[i]);
            disturbed |= cell->samples[i].disturbed != NULL;
        }
        cell->starts += sound;
        cell->disturbed_starts += sound && disturbed;
    }
}

static void samples_choose(struct yoke_cell *cell)
{
    const bool enough = cell->starts - cell->disturbed_starts >= DISTURBANCE_CLEAN_LEAST;
    for (size_t first = 0, last; first < cell->sample_count; first = last) {
        const char *evidence = NULL;
        last = starts_end(cell, first);
        for (size_t i = first; i < last && !evidence; i++)
            evidence = cell->samples[i].disturbed;
        for (size_t i = first; i < last; i++) {
            struct yoke_sample *sample = &cell->samples[i];
            if (!is_sound(sample))
                continue;
            sample->usable = !evidence || !enough;
            sample->reject_reason = sample->usable ? NULL : evidence;
        }
    }
}

/* Whatever was measured while the machine was another one is not used, however few samples that leaves: they would answer
 * another question. */
static int blocks_void(struct record *record, struct yoke_cell *cell)
{
    for (size_t i = 0; i < cell->sample_count && record->facts.change_count; i++) {
        struct yoke_sample *sample = &cell->samples[i];
        const struct yoke_change *change = changes_find(&record->facts, sample->block);
        if (!change || !is_sound(sample))
            continue;
        sample->usable = false;
        sample->reject_reason = changes_describe(record, change);
        if (!sample->reject_reason)
            return -ENOMEM;
    }
    return 0;
}

int disturbance_judge(struct record *record, struct yoke_cell *cell, size_t first)
{
    struct session session;
    const int status = session_look(&record->facts, &session, SONGS_ENOUGH);
    for (size_t i = first; i < cell->sample_count && !status; i++)
        if (is_sound(&cell->samples[i]))
            sample_judge(record, cell, &session, &cell->samples[i]);
    return status;
}

int disturbance_compute(struct record *record)
{
    struct session session;
    int status = session_look(&record->facts, &session, SIZE_MAX);
    for (size_t i = 0; i < record->facts.cell_count && !status; i++) {
        struct yoke_cell *cell = &record->facts.cells[i];
        for (size_t k = 0; k < cell->sample_count && !cell->side; k++)
            if (is_sound(&cell->samples[k]))
                sample_judge(record, cell, &session, &cell->samples[k]);
        starts_count(&record->facts, cell);
        samples_choose(cell);
        status = blocks_void(record, cell);
    }
    return status;
}
