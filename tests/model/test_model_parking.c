/* SPDX-License-Identifier: MIT */
/* Every interleaving of parking: one thread publishes two tasks, two workers wait for them, draw them, put one aside,
 * wake each other. A task that has begun goes on only when both have: who sleeps while there is work is found out at
 * the end. */
#include "fixture.h"

#include "interleaving.h"

enum { WORKERS = 2, PUBLISHER = 2, THREADS = 3, TASKS = 2 };

enum bug { BUG_NONE, BUG_NO_SECOND_LOOK, BUG_NO_SPREAD, BUG_RESERVE_UNTOLD, BUG_FLAG_FALLS, BUG_SEAT_KEPT };

static enum bug bug;
static bool singly; /* as processes draw: one at a time, nothing put aside */

/* Where a thread is. Waking is a subroutine, after which it goes on at `back`. */
enum place {
    DRAW,
    PUT_ASIDE,
    BEGIN,
    IN_TASK, /* a worker with work */
    LOOK,
    SIT,
    LOOK_SEATED,
    LEAVE_SEAT,
    PARK,
    RAISE_FLAG,
    LOOK_AGAIN,
    ASLEEP,
    GO, /* and without */
    WAKE_SEAT,
    WAKE_FLAG,
    WAKE_SCAN_0,
    WAKE_SCAN_1,
    WAKE_LOWER,
    WAKE_RESCAN_0,
    WAKE_RESCAN_1,
    WAKE_RAISE,
    WAKE_TAKE_SEAT,
    WAKE_PERCH,
    WAKE_UNSEAT,
    PUBLISH,
    ENDED
};

struct room {
    uint8_t items, reserve[WORKERS], begun;
    uint8_t seat, flag, parked[WORKERS];
    uint8_t at[THREADS], back[THREADS], chosen[THREADS], waited[WORKERS], kept[WORKERS], published, spread[WORKERS];
};

static bool more(const struct room *room)
{
    return room->items || room->reserve[0] || room->reserve[1];
}

static enum step go(struct room *room, int thread, enum place place)
{
    room->at[thread] = (uint8_t)place;
    return STEP_MOVED;
}

static enum step call_wake(struct room *room, int thread, enum place back)
{
    room->back[thread] = (uint8_t)back;
    return go(room, thread, WAKE_SEAT);
}

static enum step waking(struct room *room, int thread)
{
    enum place back = (enum place)room->back[thread];
    int chosen = room->chosen[thread];
    switch ((enum place)room->at[thread]) {
    case WAKE_SEAT:
        return go(room, thread, room->seat ? back : WAKE_FLAG);
    case WAKE_FLAG:
        return go(room, thread, room->flag ? WAKE_SCAN_0 : back);
    case WAKE_SCAN_0:
        room->chosen[thread] = room->parked[0] ? 0 : WORKERS;
        return go(room, thread, WAKE_SCAN_1);
    case WAKE_SCAN_1:
        if (room->parked[1])
            room->chosen[thread] = 1;
        return go(room, thread, room->chosen[thread] < WORKERS ? WAKE_TAKE_SEAT : WAKE_LOWER);
    case WAKE_LOWER:
        room->flag = 0;
        return go(room, thread, bug == BUG_FLAG_FALLS ? back : WAKE_RESCAN_0);
    case WAKE_RESCAN_0:
        room->chosen[thread] = room->parked[0] ? 0 : WORKERS;
        return go(room, thread, WAKE_RESCAN_1);
    case WAKE_RESCAN_1:
        if (room->parked[1])
            room->chosen[thread] = 1;
        return go(room, thread, room->chosen[thread] < WORKERS ? WAKE_RAISE : back);
    case WAKE_RAISE:
        room->flag = 1;
        return go(room, thread, WAKE_TAKE_SEAT);
    case WAKE_TAKE_SEAT:
        if (room->seat)
            return go(room, thread, back);
        room->seat = (uint8_t)(chosen + 1);
        return go(room, thread, WAKE_PERCH);
    case WAKE_PERCH:
        if (!room->parked[chosen])
            return go(room, thread, WAKE_UNSEAT);
        room->parked[chosen] = 0;
        return go(room, thread, back);
    case WAKE_UNSEAT:
        if (room->seat == chosen + 1)
            room->seat = 0;
        return go(room, thread, WAKE_SCAN_0);
    default:
        return STEP_ENDED;
    }
}

/* Takes a task, from what is published or put aside. */
static enum step draw(struct room *room, int thread)
{
    int other = 1 - thread;
    if (room->reserve[thread]) {
        room->reserve[thread] = 0;
    } else if (room->items == 2 && !singly) {
        room->items = 0;
        return go(room, thread, PUT_ASIDE);
    } else if (room->items) {
        room->items--;
    } else if (room->reserve[other]) {
        room->reserve[other] = 0;
    } else {
        return go(room, thread, LOOK);
    }
    bool tell = room->waited[thread] && bug != BUG_NO_SPREAD;
    room->spread[thread] = tell;
    return go(room, thread, BEGIN);
}

static enum step working(struct room *room, int thread)
{
    switch ((enum place)room->at[thread]) {
    case DRAW:
        return draw(room, thread);
    case PUT_ASIDE:
        room->reserve[thread] = 1;
        room->spread[thread] = bug != BUG_RESERVE_UNTOLD;
        return go(room, thread, BEGIN);
    case BEGIN: {
        bool tell = room->spread[thread] && more(room);
        room->waited[thread] = room->spread[thread] = 0;
        if (tell)
            return call_wake(room, thread, IN_TASK);
        return go(room, thread, IN_TASK);
    }
    case IN_TASK:
        if (!room->kept[thread]) {
            room->kept[thread] = 1;
            room->begun++;
            return STEP_MOVED;
        }
        if (room->begun < TASKS)
            return STEP_BLOCKED;
        room->kept[thread] = 0;
        return go(room, thread, DRAW);
    default:
        return STEP_ENDED;
    }
}

static enum step waiting(struct room *room, int thread)
{
    uint8_t own = (uint8_t)(thread + 1);
    switch ((enum place)room->at[thread]) {
    case LOOK:
        room->waited[thread] = 1;
        return go(room, thread, more(room) ? GO : SIT);
    case SIT:
        if (room->seat && room->seat != own)
            return go(room, thread, LEAVE_SEAT);
        room->seat = own;
        return go(room, thread, LOOK_SEATED);
    case LOOK_SEATED: /* spinning: one look stands for any number */
        return go(room, thread, more(room) ? GO : LEAVE_SEAT);
    case LEAVE_SEAT:
        if (room->seat == own && bug != BUG_SEAT_KEPT)
            room->seat = 0;
        return go(room, thread, PARK);
    case PARK:
        room->parked[thread] = 1;
        return go(room, thread, RAISE_FLAG);
    case RAISE_FLAG:
        room->flag = 1;
        return go(room, thread, LOOK_AGAIN);
    case LOOK_AGAIN:
        if (more(room) && bug != BUG_NO_SECOND_LOOK) {
            room->parked[thread] = 0;
            return go(room, thread, LOOK);
        }
        return go(room, thread, ASLEEP);
    case ASLEEP:
        return room->parked[thread] ? STEP_BLOCKED : go(room, thread, LOOK);
    case GO:
        if (room->seat == own)
            room->seat = 0;
        return go(room, thread, DRAW);
    default:
        return STEP_ENDED;
    }
}

static enum step room_step(void *state, int thread)
{
    struct room *room = state;
    enum place place = (enum place)room->at[thread];
    if (place >= WAKE_SEAT && place <= WAKE_UNSEAT)
        return waking(room, thread);
    if (place == PUBLISH) {
        if (room->published == TASKS)
            return go(room, thread, ENDED);
        room->published++;
        room->items++;
        return call_wake(room, thread, PUBLISH);
    }
    return place <= IN_TASK ? working(room, thread) : place <= GO ? waiting(room, thread) : STEP_ENDED;
}

static const char *room_broken(const void *state)
{
    return ((const struct room *)state)->begun > TASKS ? "a task was begun twice" : NULL;
}

static const char *room_final(const void *state)
{
    const struct room *room = state;
    return room->begun == TASKS ? NULL : "a worker sleeps while there is work";
}

static struct exploration room_explore(enum bug chosen, bool one_by_one)
{
    static const struct protocol protocol = {sizeof(struct room), THREADS, room_step, room_broken, room_final};
    struct room room;
    memset(&room, 0, sizeof room);
    room.at[PUBLISHER] = PUBLISH;
    bug = chosen;
    singly = one_by_one;
    return explore(&protocol, &room);
}

static void no_worker_sleeps_while_there_is_work_in_any_interleaving(void **state)
{
    (void)state;
    for (int one_by_one = 0; one_by_one < 2; one_by_one++) {
        struct exploration result = room_explore(BUG_NONE, one_by_one);
        print_message("%llu states, %llu ends\n", (unsigned long long)result.states, (unsigned long long)result.ends);
        if (result.fault)
            fail_msg("%s", result.fault);
        assert_true(result.states > 10000);
    }
}

static void expect_found(enum bug chosen, bool one_by_one)
{
    const char *fault = room_explore(chosen, one_by_one).fault;
    assert_non_null(fault);
    assert_string_equal(fault, "a worker sleeps while there is work");
}

static void parking_without_a_second_look_is_found_out(void **state)
{
    (void)state;
    expect_found(BUG_NO_SECOND_LOOK, false);
}

static void a_worker_that_wakes_nobody_on_its_way_is_found_out(void **state)
{
    (void)state;
    expect_found(BUG_NO_SPREAD, true);
}

static void a_reserve_that_nobody_is_told_of_is_found_out(void **state)
{
    (void)state;
    expect_found(BUG_RESERVE_UNTOLD, false);
}

static void a_flag_that_falls_without_another_look_is_found_out(void **state)
{
    (void)state;
    expect_found(BUG_FLAG_FALLS, false);
}

static void a_seat_that_is_kept_by_a_sleeper_is_found_out(void **state)
{
    (void)state;
    expect_found(BUG_SEAT_KEPT, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_worker_sleeps_while_there_is_work_in_any_interleaving),
        cmocka_unit_test(parking_without_a_second_look_is_found_out),
        cmocka_unit_test(a_worker_that_wakes_nobody_on_its_way_is_found_out),
        cmocka_unit_test(a_reserve_that_nobody_is_told_of_is_found_out),
        cmocka_unit_test(a_flag_that_falls_without_another_look_is_found_out),
        cmocka_unit_test(a_seat_that_is_kept_by_a_sleeper_is_found_out),
    };
    return cmocka_run_group_tests_name("interleavings of parking", tests, NULL, NULL);
}
