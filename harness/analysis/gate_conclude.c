/* SPDX-License-Identifier: MIT */
/* From the words of all cells to one: what is broken comes before what is slower, what is slower before what is not known. An
 * acceptance that is over is as bad as what is slower: it would otherwise be renewed by nobody reading it. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stddef.h>

#include "gate_stored.h"
#include "gate_suite.h"

/* How often each word was said, and the worst of those that fail. */
struct tally {
    size_t words[YOKE_VERDICT_WORDS];
    size_t failed, bad, accepted;
    const struct yoke_verdict *worst;
};

/* Does it fail the gate, were it not accepted? */
static bool is_bad(const struct yoke_verdict *verdict)
{
    return verdict->word == YOKE_REGRESSED ||
           (verdict->word == YOKE_DETERMINISTIC_CHANGED && verdict->candidate > verdict->base);
}

static struct tally verdicts_count(const struct yoke_record *record)
{
    struct tally tally = {0};
    for (size_t i = 0; i < record->cell_count; i++)
        tally.failed += record->cells[i].status == YOKE_CELL_FAILED;
    for (size_t i = 0; i < record->verdict_count; i++) {
        const struct yoke_verdict *verdict = &record->verdicts[i];
        tally.words[verdict->word]++;
        if (!is_bad(verdict))
            continue;
        tally.accepted += verdict->accepted != NULL;
        tally.bad += !verdict->accepted;
        if (!verdict->accepted && (!tally.worst || verdict->ratio.value > tally.worst->ratio.value))
            tally.worst = verdict;
    }
    return tally;
}

static bool none_compared(const struct yoke_record *record, const struct tally *tally)
{
    return tally->words[YOKE_SKIPPED] == record->verdict_count;
}

uint64_t gate_exit(const struct yoke_record *record)
{
    const struct tally tally = verdicts_count(record);
    if (tally.failed || record->failure)
        return 1;
    if (none_compared(record, &tally))
        return 5;
    if (tally.words[YOKE_CONFOUNDED])
        return 6;
    if (tally.bad || record->gate.expired)
        return 3;
    if (tally.words[YOKE_REJECTED])
        return 6;
    return tally.words[YOKE_INCONCLUSIVE] ? 4 : 0;
}

static const char *failure_describe(struct record *record, const struct tally *tally)
{
    for (size_t i = 0; i < record->facts.cell_count; i++) {
        const struct yoke_cell *cell = &record->facts.cells[i];
        if (cell->status == YOKE_CELL_FAILED)
            return record_text(record, "%zu of %zu cells failed: %s: %s", tally->failed, record->facts.cell_count,
                               cell->name, cell->reason ? cell->reason : "it did not say why");
    }
    return NULL;
}

static const char *conclusion_describe(struct record *record, const struct tally *tally, uint64_t status)
{
    const size_t count = record->facts.verdict_count;
    switch (status) {
    case 1:
        return failure_describe(record, tally);
    case 3:
        if (!tally->bad)
            return record->facts.gate.expired;
        return record_text(record, "%zu of %zu got worse, most %s: %s by %+.1f %%", tally->bad, count, tally->worst->cell,
                           tally->worst->metric, 100 * (tally->worst->ratio.value - 1));
    case 4:
        return record_text(record, "%zu of %zu could not be decided, and nothing got worse as far as it could",
                           tally->words[YOKE_INCONCLUSIVE], count);
    case 5:
        return "nothing was compared";
    case 6:
        if (tally->words[YOKE_CONFOUNDED])
            return "the order within pairs was not random: nothing is proven";
        return yoke_text_same(record->facts.gate.rule, GATE_STORED)
                   ? "the machine was too disturbed to say, or is not as fast as it was"
                   : "the machine was too disturbed to say";
    default:
        return record_text(record, "none of %zu got worse%s", count, tally->accepted ? " beyond what is accepted" : "");
    }
}

int gate_conclude(struct record *record)
{
    static const char *const words[] = {"pass", "failed", NULL, "fail", "undecided", "nothing", "refused"};
    const struct tally tally = verdicts_count(&record->facts);
    const uint64_t status = gate_exit(&record->facts);
    record->facts.gate.verdict = words[status];
    record->facts.gate.reason = conclusion_describe(record, &tally, status);
    return record->facts.gate.reason ? 0 : -ENOMEM;
}
