/* SPDX-License-Identifier: MIT */
/* Everything goes to one stream, stderr in practice, so that results on stdout stay clean. */
#include "progress.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "clock.h"
#include "terminal.h"
#include "units.h"
#include "warmup_study.h"

/* Long enough not to fill a log, short enough for a CI service that ends silent jobs. */
static const uint64_t HEARTBEAT_NS = 30000000000;

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && value[0];
}

struct progress progress_on(FILE *stream, bool utf8, bool quiet)
{
    return (struct progress){
        .stream = stream,
        .live = terminal_live(stream) && !is_set("CI"),
        .utf8 = utf8,
        .quiet = quiet,
        .spoke_ns = clock_now_ns(),
    };
}

void progress_start(struct progress *progress, const struct plan *plan, size_t cell_count)
{
    if (progress->quiet)
        return;
    for (size_t i = 0; i < plan->note_count; i++)
        fprintf(progress->stream, "note: %s\n", plan->notes[i]);
    fprintf(progress->stream, "%zu cell%s, %" PRIu64 " block%s: %" PRIu64 " process start%s", cell_count,
            cell_count == 1 ? "" : "s", plan->blocks, plan->blocks == 1 ? "" : "s", cell_count * plan->blocks,
            cell_count * plan->blocks == 1 ? "" : "s");
    if (plan->iterations)
        fprintf(progress->stream, " of %" PRIu64 " timed run%s", plan->iterations, plan->iterations == 1 ? "" : "s");
    fputc('\n', progress->stream);
    if (plan->warmup_study)
        fprintf(progress->stream, "the warm-up study comes first: %d starts of %d runs of every cell\n", WARMUP_STUDY_STARTS,
                WARMUP_STUDY_RUNS);
    if (plan->profile)
        fputs("profiles come last: every cell runs once more, for about a second, and is sampled\n", progress->stream);
    fflush(progress->stream);
}

static void line_erase(const struct progress *progress)
{
    if (progress->live)
        fputs("\r\033[K", progress->stream);
}

static void median_print(const struct progress *progress, const struct yoke_cell *cell)
{
    char text[UNITS_TEXT_BYTES];
    const struct yoke_summary *wall = &cell->wall_ns;
    if (isnan(wall->median))
        return;
    units_format((uint64_t)wall->median, YOKE_NS, text);
    fprintf(progress->stream, "  %s", text);
    const double widest = fmax(wall->high - wall->median, wall->median - wall->low); /* the interval is not symmetric */
    if (!isnan(wall->low))
        fprintf(progress->stream, " %s%.1f %%", progress->utf8 ? "±" : "+-", 100 * widest / wall->median);
}

void progress_cell(void *own, const struct yoke_cell *cell)
{
    struct progress *progress = own;
    if (progress->quiet)
        return;
    line_erase(progress);
    fputs(cell->name, progress->stream);
    if (cell->status == YOKE_CELL_FAILED)
        fprintf(progress->stream, "  FAILED: %s", cell->reason);
    else
        median_print(progress, cell);
    fputc('\n', progress->stream);
    progress->spoke_ns = clock_now_ns();
}

void progress_stopping(void *own)
{
    struct progress *progress = own;
    line_erase(progress);
    fputs("stopping after this sample; once more stops at once\n", progress->stream);
    fflush(progress->stream);
}

/* What is left takes, per visit, as long as what is done. */
static double seconds_left(const struct driver_progress *news)
{
    const double left = (double)news->visits_planned - (double)news->visits_done;
    return ceil(fmax(left, 0) * (double)news->elapsed_ns / (double)news->visits_done / 1e9);
}

static void standing_print(struct progress *progress, const struct driver_progress *news)
{
    if (news->block < news->blocks)
        fprintf(progress->stream, "block %" PRIu64 " of %" PRIu64 "  visit %zu of %zu  about %.0f s left", news->block + 1,
                news->blocks, news->visits_done, news->visits_planned, seconds_left(news));
    else
        fprintf(progress->stream, "block %" PRIu64 "  visit %zu  %.0f s so far", news->block + 1,
                news->visits_done, (double)news->elapsed_ns / 1e9);
    progress->spoke_ns = clock_now_ns();
}

void progress_visited(void *own, const struct driver_progress *news)
{
    struct progress *progress = own;
    if (progress->quiet)
        return;
    if (progress->live) {
        line_erase(progress);
        standing_print(progress, news);
    } else if (clock_now_ns() - progress->spoke_ns >= HEARTBEAT_NS) {
        standing_print(progress, news);
        fputc('\n', progress->stream);
    }
    fflush(progress->stream);
}

void progress_end(struct progress *progress)
{
    if (progress->quiet)
        return;
    line_erase(progress);
    fflush(progress->stream);
}
