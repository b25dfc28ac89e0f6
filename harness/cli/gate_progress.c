/* SPDX-License-Identifier: MIT */
/* Drawn between pairs only, when nothing is measured. */
#include "gate_progress.h"

#include <inttypes.h>

#include "clock.h"

static const uint64_t HEARTBEAT_NS = 30000000000;

void gate_progress_start(struct progress *progress, const struct plan *plan, const struct gate_suite *suite,
                         size_t cell_count)
{
    if (progress->quiet)
        return;
    for (size_t i = 0; i < plan->note_count; i++)
        fprintf(progress->stream, "note: %s\n", plan->notes[i]);
    fprintf(progress->stream, "%zu cell%s, %zu test%s: 12 to %zu %s each, as few as decide; %s\n", cell_count,
            cell_count == 1 ? "" : "s", suite->rule.tests, suite->rule.tests == 1 ? "" : "s",
            gate_rule_pairs_most(&suite->rule), suite->rule.stored ? "starts" : "pairs",
            plan->budget_ns ? "within the budget" : "--budget TIME limits the time");
    fflush(progress->stream);
}

void gate_progress_measured(void *own, const struct pair_progress *news)
{
    struct progress *progress = own;
    if (progress->quiet || (!progress->live && clock_now_ns() - progress->spoke_ns < HEARTBEAT_NS))
        return;
    fprintf(progress->stream, "%sround %" PRIu64 "  %" PRIu64 " pairs  %zu of %zu cells undecided  %.0f s%s",
            progress->live ? "\r\033[K" : "", news->round + 1, news->pairs, news->undecided, news->cells,
            (double)news->elapsed_ns / 1e9, progress->live ? "" : "\n");
    fflush(progress->stream);
    progress->spoke_ns = clock_now_ns();
}
