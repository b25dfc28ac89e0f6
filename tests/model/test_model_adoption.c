/* SPDX-License-Identifier: MIT */
/* Every interleaving of a task that its own parent may run: a worker that draws its place in the queue, the parent that
 * takes it out of there and runs it while it waits, and somebody who cancels it, each letting go of what it holds. And
 * of a task without a future, which is given back as soon as it has run, against a shutdown that cancels what is
 * queued. The words are made by the functions that the pool uses. */
#include "fixture.h"

#include "future_word.h"
#include "interleaving.h"

enum { WORKER, PARENT, CANCELLER, THREADS };

enum bug { BUG_NONE, BUG_PLACE_SHARED, BUG_PLACE_KEPT, BUG_REMOVED_UNMARKED, BUG_FREED_UNASKED };

static enum bug bug;

/* Where a thread is. */
enum place {
    DRAW,
    CLEAR, /* a wrong variant: looking and emptying are two steps */
    REMOVE,
    READ,
    CLAIM,
    RUN,
    END,
    ATTEND,
    UNMARK,
    AWAIT,
    LET_GO,
    LEAVE,
    CANCEL,
    GONE
};

struct life {
    uint32_t word, held[THREADS];
    uint8_t at[THREADS], queued[THREADS]; /* queued: its claim leaves the place in the queue behind */
    uint8_t ring, got, freed, touched_after, ran, cancelled, alone; /* alone: nobody has a reference */
};

static enum step go(struct life *life, int thread, enum place place)
{
    life->at[thread] = (uint8_t)place;
    return STEP_MOVED;
}

static void touch(struct life *life)
{
    life->touched_after |= life->freed != 0;
}

static bool swap(struct life *life, int thread, uint32_t word)
{
    bool same = life->word == life->held[thread];
    if (same || !life->alone) /* who has no reference may find that it comes too late: slots stay where they are */
        touch(life);
    life->held[thread] = life->word;
    if (same)
        life->word = word;
    return same;
}

static void let_go(struct life *life, uint32_t word)
{
    touch(life);
    life->word = word;
    life->freed = (uint8_t)(life->freed + word_free(word));
}

/* What follows when a thread is through with running it, or has found that it must not. */
static enum place after(const struct life *life, int thread)
{
    return thread == PARENT ? AWAIT : thread == CANCELLER && !life->alone ? LET_GO : GONE;
}

static enum step drawing(struct life *life, int thread)
{
    switch ((enum place)life->at[thread]) {
    case DRAW:
        life->got = life->ring;
        if (bug == BUG_PLACE_SHARED)
            return go(life, thread, life->got ? CLEAR : GONE);
        life->ring = 0;
        return go(life, thread, life->got ? READ : GONE);
    case CLEAR:
        life->ring = 0;
        return go(life, thread, READ);
    default: /* REMOVE */
        life->queued[thread] = !life->ring;
        if (bug != BUG_PLACE_KEPT)
            life->ring = 0;
        return go(life, thread, READ);
    }
}

static enum step claiming(struct life *life, int thread)
{
    uint32_t held = life->held[thread];
    if (life->at[thread] == READ) {
        touch(life);
        life->held[thread] = life->word;
        return go(life, thread, CLAIM);
    }
    if (word_state(held) != WORD_PENDING) {
        bool named = !life->queued[thread] && !(thread == PARENT && bug == BUG_REMOVED_UNMARKED);
        return go(life, thread, named ? UNMARK : after(life, thread));
    }
    return swap(life, thread, word_claimed(held, life->queued[thread])) ? go(life, thread, RUN) : STEP_MOVED;
}

static enum step running(struct life *life, int thread)
{
    uint32_t held = life->held[thread];
    switch ((enum place)life->at[thread]) {
    case RUN:
        life->ran++;
        touch(life);
        life->held[thread] = life->word;
        return go(life, thread, END);
    case END:
        if (held == WORD_RUNNING || (bug == BUG_FREED_UNASKED && word_references(held) < 2)) {
            touch(life);
            life->word = WORD_FREE;
            life->freed++;
            return go(life, thread, after(life, thread));
        }
        if (!swap(life, thread, word_ended(held, WORD_VALUE, word_wants_attention(held) ? WORD_ATTENDED : 0)))
            return STEP_MOVED;
        return go(life, thread, word_wants_attention(held) ? ATTEND : after(life, thread));
    case ATTEND:
        let_go(life, life->word & ~(uint32_t)WORD_ATTENDED);
        return go(life, thread, after(life, thread));
    default: /* UNMARK */
        let_go(life, life->word & ~(uint32_t)WORD_QUEUED);
        return go(life, thread, after(life, thread));
    }
}

static enum step leaving(struct life *life, int thread)
{
    uint32_t held = life->held[thread];
    switch ((enum place)life->at[thread]) {
    case AWAIT:
        if (!word_done(life->word))
            return STEP_BLOCKED;
        return go(life, thread, LET_GO);
    case LET_GO:
        touch(life);
        life->held[thread] = life->word;
        return go(life, thread, LEAVE);
    case LEAVE: /* without a swap where nobody else knows of it */
        if (word_done(held) && word_references(held) == 1 && word_free(held - WORD_REFERENCE)) {
            touch(life);
            life->word = WORD_FREE;
            life->freed++;
        } else {
            let_go(life, life->word - WORD_REFERENCE);
        }
        return go(life, thread, GONE);
    default: /* CANCEL */
        if (word_state(held) != WORD_PENDING)
            return go(life, thread, after(life, thread));
        if (!swap(life, thread, word_ended(held, WORD_CANCELLED, WORD_ATTENDED)))
            return STEP_MOVED;
        life->cancelled++;
        return go(life, thread, ATTEND);
    }
}

static enum step life_step(void *state, int thread)
{
    struct life *life = state;
    enum place place = (enum place)life->at[thread];
    if (place == GONE)
        return STEP_ENDED;
    return place <= REMOVE   ? drawing(life, thread)
           : place <= CLAIM  ? claiming(life, thread)
           : place <= UNMARK ? running(life, thread)
                             : leaving(life, thread);
}

static const char *life_broken(const void *state)
{
    const struct life *life = state;
    if (life->touched_after)
        return "the slot is used after it was given back";
    if (life->freed > 1)
        return "the slot is given back twice";
    return life->ran + life->cancelled > 1 ? "the task ran twice, or although it was cancelled" : NULL;
}

static const char *life_final(const void *state)
{
    const struct life *life = state;
    if (life->ran + life->cancelled != 1)
        return "the task was neither run nor cancelled";
    return life->freed == 1 ? NULL : "the slot is never given back";
}

static struct exploration life_explore(const struct life *first, enum bug chosen)
{
    static const struct protocol protocol = {sizeof(struct life), THREADS, life_step, life_broken, life_final};
    bug = chosen;
    return explore(&protocol, first);
}

/* A child with a reference for its parent and one for whoever may cancel it. */
static struct exploration child_explore(enum bug chosen)
{
    struct life life;
    memset(&life, 0, sizeof life);
    life.word = life.held[CANCELLER] = WORD_PENDING | WORD_QUEUED | 2 * WORD_REFERENCE;
    life.ring = 1;
    life.at[PARENT] = REMOVE;
    life.at[CANCELLER] = CANCEL;
    return life_explore(&life, chosen);
}

/* A task that nobody has a future of; what cancels it has no reference either. */
static struct exploration loner_explore(enum bug chosen)
{
    struct life life;
    memset(&life, 0, sizeof life);
    life.word = life.held[CANCELLER] = WORD_PENDING | WORD_QUEUED;
    life.ring = life.alone = 1;
    life.at[PARENT] = GONE;
    life.at[CANCELLER] = CANCEL;
    return life_explore(&life, chosen);
}

static void expect_sound(struct exploration result, uint64_t states_least)
{
    print_message("%llu states, %llu ends\n", (unsigned long long)result.states, (unsigned long long)result.ends);
    if (result.fault)
        fail_msg("%s", result.fault);
    assert_true(result.states > states_least);
}

static void a_child_is_run_or_cancelled_and_given_back_once_in_every_interleaving(void **state)
{
    (void)state;
    expect_sound(child_explore(BUG_NONE), 200);
}

static void a_task_without_a_future_is_given_back_once_in_every_interleaving(void **state)
{
    (void)state;
    expect_sound(loner_explore(BUG_NONE), 20);
}

static void a_place_that_two_may_take_is_found_out(void **state)
{
    (void)state;
    assert_non_null(child_explore(BUG_PLACE_SHARED).fault);
}

static void a_place_that_is_left_by_a_claim_that_takes_it_is_found_out(void **state)
{
    (void)state;
    assert_non_null(child_explore(BUG_PLACE_KEPT).fault);
}

static void a_cancelled_child_that_leaves_the_queue_unmarked_is_found_out(void **state)
{
    (void)state;
    const char *fault = child_explore(BUG_REMOVED_UNMARKED).fault;
    assert_non_null(fault);
    assert_string_equal(fault, "the slot is never given back");
}

static void a_slot_given_back_over_a_reference_is_found_out(void **state)
{
    (void)state;
    assert_non_null(child_explore(BUG_FREED_UNASKED).fault);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_child_is_run_or_cancelled_and_given_back_once_in_every_interleaving),
        cmocka_unit_test(a_task_without_a_future_is_given_back_once_in_every_interleaving),
        cmocka_unit_test(a_place_that_two_may_take_is_found_out),
        cmocka_unit_test(a_place_that_is_left_by_a_claim_that_takes_it_is_found_out),
        cmocka_unit_test(a_cancelled_child_that_leaves_the_queue_unmarked_is_found_out),
        cmocka_unit_test(a_slot_given_back_over_a_reference_is_found_out),
    };
    return cmocka_run_group_tests_name("interleavings of a child run by its parent", tests, NULL, NULL);
}
