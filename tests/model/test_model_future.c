/* SPDX-License-Identifier: MIT */
/* Every interleaving of a future's life: a worker that claims and ends it, an owner that waits and lets go, and another
 * that cancels it, with a callback on it. The words are made by the functions that the pool uses. And a wrong variant
 * of each idea, which must be found out. */
#include "fixture.h"

#include "future_word.h"
#include "interleaving.h"

enum { WORKER, OWNER, CANCELLER, THREADS };

enum bug { BUG_NONE, BUG_NO_MARK, BUG_SLEEP_UNCHECKED, BUG_NO_QUEUE_MARK, BUG_CLAIM_UNCHECKED };

static enum bug bug;

struct life {
    uint32_t word;
    uint32_t held[THREADS]; /* the word as each read it last */
    uint8_t at[THREADS];    /* where each is */
    uint8_t asleep, freed, touched_after, ran, cancelled, callbacks, told;
};

static void touch(struct life *life)
{
    life->touched_after |= life->freed != 0;
}

/* Gives up marks or a reference. */
static void let_go(struct life *life, uint32_t word)
{
    life->word = word;
    if (word_free(word))
        life->freed++;
}

/* A step that changes the word if it is as read; else it is read again. */
static bool swap(struct life *life, int thread, uint32_t word)
{
    touch(life);
    if (life->word != life->held[thread]) {
        life->held[thread] = life->word;
        return false;
    }
    life->word = word;
    return true;
}

static void wake(struct life *life)
{
    if (life->asleep == 1)
        life->asleep = 2;
}

/* What whoever ended it does: wake, call back, let go. Steps `first` and the next two. */
static void see_to(struct life *life, int thread, int first)
{
    int step = life->at[thread]++ - first;
    if (step == 0) {
        if (life->held[thread] & WORD_SLEPT)
            wake(life);
        if (!(life->held[thread] & WORD_WATCHED) && life->held[thread] >= WORD_REFERENCE)
            life->at[thread] = 99;
    } else if (step == 1) {
        touch(life);
        life->callbacks = (uint8_t)(life->callbacks + ((life->word & WORD_WATCHED) != 0));
    } else {
        touch(life);
        let_go(life, life->word & ~(uint32_t)WORD_ATTENDED);
        life->at[thread] = 99;
    }
}

static enum step worker(struct life *life)
{
    uint32_t held = life->held[WORKER];
    switch (life->at[WORKER]) {
    case 0: /* out of the ring: the slot may not have been given to another task */
        touch(life);
        life->held[WORKER] = life->word;
        life->at[WORKER] = 1;
        return STEP_MOVED;
    case 1:
        if (word_state(held) != WORD_PENDING && bug != BUG_CLAIM_UNCHECKED)
            life->at[WORKER] = 20;
        else if (swap(life, WORKER, word_claimed(held, false)))
            life->at[WORKER] = 2;
        return STEP_MOVED;
    case 2:
        life->ran++;
        touch(life);
        life->held[WORKER] = life->word;
        life->at[WORKER] = 3;
        return STEP_MOVED;
    case 3: {
        bool attended = word_wants_attention(held) && bug != BUG_NO_MARK;
        if (swap(life, WORKER, word_ended(held, WORD_VALUE, attended ? WORD_ATTENDED : 0)))
            life->at[WORKER] = 4;
        return STEP_MOVED;
    }
    case 4:
    case 5:
    case 6:
        see_to(life, WORKER, 4);
        return STEP_MOVED;
    case 20: /* cancelled: it leaves the queue */
        touch(life);
        let_go(life, life->word & ~(uint32_t)WORD_QUEUED);
        life->at[WORKER] = 99;
        return STEP_MOVED;
    default:
        return STEP_ENDED;
    }
}

static enum step owner(struct life *life)
{
    uint32_t held = life->held[OWNER];
    switch (life->at[OWNER]) {
    case 0:
        touch(life);
        life->held[OWNER] = life->word;
        life->at[OWNER] = word_done(life->word) ? 4 : 1;
        return STEP_MOVED;
    case 1:
        if ((held & WORD_SLEPT) || swap(life, OWNER, held | WORD_SLEPT))
            life->at[OWNER] = 2;
        else if (word_done(life->held[OWNER]))
            life->at[OWNER] = 4;
        return STEP_MOVED;
    case 2: /* the kernel compares and puts to sleep at once */
        touch(life);
        if (life->word == (held | WORD_SLEPT) || bug == BUG_SLEEP_UNCHECKED)
            life->asleep = 1;
        life->at[OWNER] = 3;
        return STEP_MOVED;
    case 3:
        if (life->asleep == 1)
            return STEP_BLOCKED;
        life->asleep = 0;
        life->at[OWNER] = 0;
        return STEP_MOVED;
    case 4:
        touch(life);
        life->told = 1;
        life->held[OWNER] = life->word;
        life->at[OWNER] = 5;
        return STEP_MOVED;
    case 5:
        touch(life);
        let_go(life, life->word - WORD_REFERENCE);
        life->at[OWNER] = 99;
        return STEP_MOVED;
    default:
        return STEP_ENDED;
    }
}

static enum step canceller(struct life *life)
{
    uint32_t held = life->held[CANCELLER];
    switch (life->at[CANCELLER]) {
    case 0:
        touch(life);
        life->held[CANCELLER] = life->word;
        life->at[CANCELLER] = 1;
        return STEP_MOVED;
    case 1:
        if (word_state(held) != WORD_PENDING)
            life->at[CANCELLER] = 99;
        else if (swap(life, CANCELLER, word_ended(held, WORD_CANCELLED, bug == BUG_NO_MARK ? 0 : WORD_ATTENDED))) {
            if (bug == BUG_NO_QUEUE_MARK)
                life->word &= ~(uint32_t)WORD_QUEUED;
            life->cancelled++;
            life->at[CANCELLER] = 2;
        }
        return STEP_MOVED;
    case 2:
    case 3:
    case 4:
        see_to(life, CANCELLER, 2);
        return STEP_MOVED;
    case 99:
        touch(life);
        let_go(life, life->word - WORD_REFERENCE);
        life->at[CANCELLER] = 100;
        return STEP_MOVED;
    default:
        return STEP_ENDED;
    }
}

static enum step life_step(void *state, int thread)
{
    return thread == WORKER ? worker(state) : thread == OWNER ? owner(state) : canceller(state);
}

static const char *life_broken(const void *state)
{
    const struct life *life = state;
    if (life->touched_after)
        return "the slot is used after it was given back";
    if (life->freed > 1)
        return "the slot is given back twice";
    if (life->ran + life->cancelled > 1)
        return "the task ran although it was cancelled";
    return life->callbacks > 1 ? "the callback ran twice" : NULL;
}

static const char *life_final(const void *state)
{
    const struct life *life = state;
    if (!life->told)
        return "the owner sleeps for ever";
    if (life->freed != 1)
        return "the slot is never given back";
    if (life->ran + life->cancelled != 1)
        return "the task was neither run nor cancelled";
    return life->callbacks == 1 ? NULL : "the callback never ran";
}

static struct exploration life_explore(enum bug chosen)
{
    static const struct protocol protocol = {sizeof(struct life), THREADS, life_step, life_broken, life_final};
    struct life life;
    memset(&life, 0, sizeof life);
    life.word = WORD_PENDING | WORD_QUEUED | WORD_WATCHED | 2 * WORD_REFERENCE;
    bug = chosen;
    return explore(&protocol, &life);
}

static void a_future_ends_once_in_every_interleaving(void **state)
{
    (void)state;
    struct exploration result = life_explore(BUG_NONE);
    print_message("%llu states, %llu ends\n", (unsigned long long)result.states, (unsigned long long)result.ends);
    if (result.fault)
        fail_msg("%s", result.fault);
    assert_true(result.states > 500);
}

static void a_slot_that_nobody_marks_while_it_is_seen_to_is_found_out(void **state)
{
    (void)state;
    assert_non_null(life_explore(BUG_NO_MARK).fault);
}

static void a_sleep_that_does_not_compare_is_found_out(void **state)
{
    (void)state;
    const char *fault = life_explore(BUG_SLEEP_UNCHECKED).fault;
    assert_non_null(fault);
    assert_string_equal(fault, "the owner sleeps for ever");
}

static void a_cancelled_slot_that_forgets_the_queue_is_found_out(void **state)
{
    (void)state;
    assert_non_null(life_explore(BUG_NO_QUEUE_MARK).fault);
}

static void a_claim_that_does_not_look_is_found_out(void **state)
{
    (void)state;
    assert_non_null(life_explore(BUG_CLAIM_UNCHECKED).fault);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_future_ends_once_in_every_interleaving),
        cmocka_unit_test(a_slot_that_nobody_marks_while_it_is_seen_to_is_found_out),
        cmocka_unit_test(a_sleep_that_does_not_compare_is_found_out),
        cmocka_unit_test(a_cancelled_slot_that_forgets_the_queue_is_found_out),
        cmocka_unit_test(a_claim_that_does_not_look_is_found_out),
    };
    return cmocka_run_group_tests_name("interleavings of a future", tests, NULL, NULL);
}
