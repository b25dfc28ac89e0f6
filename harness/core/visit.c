/* SPDX-License-Identifier: MIT */
/* Alone, or two in step: both are ready before either may go on. */
#include "conversation.h"

int visit_run(const struct visit *visit, struct record *record, struct yoke_cell *facts, enum visit_outcome *outcome,
              struct yoke_error *error)
{
    struct conversation talk = {.visit = visit, .record = record, .facts = facts};
    const int status = conversation_begin(&talk, error);
    if (status)
        return status;
    conversation_listen(&talk);
    conversation_end(&talk);
    *outcome = talk.outcome;
    return 0;
}

/* Between two of its words each goes its own way; what they say meanwhile waits in their sockets. */
static void step_together(struct conversation talks[2])
{
    for (size_t side = 0; side < 2; side++)
        if (talks[side].ready)
            conversation_go(&talks[side]);
    for (size_t side = 0; side < 2; side++)
        conversation_listen(&talks[side]);
}

/* The other waits. Once one has failed nothing of the other is of use. */
static void step_in_turn(struct conversation talks[2], size_t first)
{
    for (size_t i = 0; i < 2; i++) {
        struct conversation *talk = &talks[i ? !first : first];
        const struct conversation *other = &talks[i ? first : !first];
        if (!talk->ready || (other->over && other->outcome != VISIT_DONE))
            continue;
        conversation_go(talk);
        conversation_listen(talk);
    }
}

/* From where both are set up. */
static void talks_listen(struct conversation talks[2], bool together)
{
    conversation_listen(&talks[0]);
    conversation_listen(&talks[1]);
    for (size_t step = 0; !talks[0].over && !talks[1].over; step++)
        if (together)
            step_together(talks);
        else
            step_in_turn(talks, step % 2);
    for (size_t side = 0; side < 2; side++)
        conversation_break(&talks[side], talks[!side].outcome);
}

int visit_run_pair(const struct visit visits[2], bool together, struct record *record, struct yoke_cell *const facts[2],
                   enum visit_outcome outcomes[2], struct yoke_error *error)
{
    struct conversation talks[2];
    int status = 0;
    size_t begun = 0;
    while (begun < 2 && !status) {
        talks[begun] = (struct conversation){.visit = &visits[begun], .record = record, .facts = facts[begun]};
        status = conversation_begin(&talks[begun], error);
        begun += !status;
    }
    if (!status)
        talks_listen(talks, together);
    for (size_t side = 0; side < begun; side++) {
        conversation_end(&talks[side]);
        outcomes[side] = talks[side].outcome;
    }
    return status;
}
