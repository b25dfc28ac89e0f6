/* SPDX-License-Identifier: MIT */
#include "gate_duet.h"

/* Both sides of a cell carry the same reason. */
static void untried_note(const struct yoke_record *facts, FILE *stream)
{
    const char *reason = NULL;
    size_t count = 0;
    for (size_t i = 0; i < facts->cell_count; i += 2) {
        const char *own = facts->cells[i].pairing.reason;
        count += own != NULL;
        reason = reason ? reason : own;
    }
    if (count)
        fprintf(stream, "note: --duet: %zu of %zu cells were not tried side by side: %s\n", count,
                facts->cell_count / 2, reason);
}

static bool is_open(const struct yoke_record *facts)
{
    for (size_t i = 0; i < facts->verdict_count; i++)
        if (facts->verdicts[i].word == YOKE_INCONCLUSIVE || facts->verdicts[i].word == YOKE_REJECTED)
            return true;
    return false;
}

/* Has any cell processors for both sides? */
static bool has_room(const struct yoke_record *facts)
{
    const uint64_t usable = facts->machine.cpus.usable;
    for (size_t i = 0; i < facts->cell_count && usable != YOKE_MISSING; i++)
        if (2 * facts->cells[i].workers <= usable)
            return true;
    return false;
}

void gate_duet_note(const struct yoke_record *facts, bool wanted, FILE *stream)
{
    const bool interrupted = facts->exit > 128;
    if (wanted)
        untried_note(facts, stream);
    else if (!interrupted && is_open(facts) && has_room(facts)) /* the one thing to try that costs no quieter machine */
        fputs("note: --duet runs both sides at once where they agree better so: what disturbs one then disturbs both\n",
              stream);
}
