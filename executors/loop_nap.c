/* SPDX-License-Identifier: MIT */
/* Between a wake-up and a time limit one word decides: who has moved it away from ASLEEP is the one that ends the nap.
 * A wake-up that was first is on its way as a note, and the task stays until it has arrived: the note is part of it. */
#include "loop_nap.h"

#include <errno.h>

enum nap_state { NAP_AWAKE, NAP_ASLEEP, NAP_CALLED };

static void nap_receive(struct loop_note *note)
{
    struct loop_nap *nap = (void *)((unsigned char *)note - offsetof(struct loop_nap, note));
    loop_wake(nap->wait.task, 0);
}

/* Returns false when somebody has called already: the note is on its way. */
static bool nap_give_up(struct loop_nap *nap)
{
    unsigned asleep = NAP_ASLEEP;
    return atomic_compare_exchange_strong(&nap->state, &asleep, NAP_AWAKE);
}

static void nap_cancel(struct loop_wait *wait, int why)
{
    struct loop_nap *nap = (void *)((unsigned char *)wait - offsetof(struct loop_nap, wait));
    nap->over = nap_give_up(nap);
    if (nap->over)
        loop_wake(wait->task, why);
}

int loop_nap(struct loop *loop, struct loop_nap *nap, uint64_t timeout_ns)
{
    unsigned awake = NAP_AWAKE;
    nap->loop = loop;
    nap->note.receive = nap_receive;
    nap->wait.cancel = nap_cancel;
    nap->over = false;
    if (!loop_current(loop))
        return -EPERM;
    int status = 0;
    if (atomic_compare_exchange_strong(&nap->state, &awake, NAP_ASLEEP)) {
        status = (int)loop_park(loop, &nap->wait, timeout_ns);
        if (status && (nap->over || nap_give_up(nap)))
            return status;
        if (status) /* it did not begin, and was called all the same */
            loop_park(loop, &nap->wait, UINT64_MAX);
    }
    atomic_store(&nap->state, NAP_AWAKE);
    return 0;
}

void loop_nap_wake(struct loop_nap *nap)
{
    /* Only who is asleep has written down where, and stays until the note has come. */
    if (atomic_exchange(&nap->state, NAP_CALLED) == NAP_ASLEEP)
        loop_post(nap->loop, &nap->note);
}
