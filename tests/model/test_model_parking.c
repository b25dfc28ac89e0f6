/* SPDX-License-Identifier: MIT */
/* Every interleaving of parking: one thread publishes two tasks, two workers wait for them, draw them, put one aside,
 * wake each other. A task that has begun goes on only when both have: who sleeps while there is work is found out at
 * the end. */
#include "fixture.h"

#include "interleaving.h"

enum { WORKERS = 2, PUBLISHER = 2, THREADS = 3, TASKS = 2 };

enum bug {
    BUG_NONE,
    BUG_NO_SECOND_LOOK,
    BUG_NO_SPREAD,
    BUG_RESERVE_UNTOLD,
    BUG_FLAG_FALLS,
    BUG_SEAT_KEPT,
    BUG_WAKE_IGNORED,
    BUG_NOT_PARKED_AGAIN
};

/* How workers draw and wait. */
enum manner {
    MANNER_PUTTING_ASIDE,
    MANNER_SINGLY, /* as processes draw: one at a time, nothing put aside */
    MANNER_LEAVING /* waiting elsewhere, for a call (parking_leave) */
};

static enum bug bug;
static enum manner manner;

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
    UNPARK,
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
    WAKE_CALL,
    WAKE_UNSEAT,
    PUBLISH,
    ENDED
};

struct room {
    uint8_t items, reserve[WORKERS], begun, calls[WORKERS];
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
        return go(room, thread, manner == MANNER_LEAVING ? WAKE_CALL : back);
    case WAKE_CALL:
        room->calls[chosen]++;
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
    } else if (room->items == 2 && manner != MANNER_SINGLY) {
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
        if (manner == MANNER_LEAVING) { /* back from the last time: nobody knows whether it was woken */
            room->parked[thread] = 0;
            return go(room, thread, LEAVE_SEAT);
        }
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
        return go(room, thread, more(room) && bug != BUG_NO_SECOND_LOOK ? UNPARK : ASLEEP);
    case UNPARK:
        if (!room->parked[thread] && bug != BUG_WAKE_IGNORED)
            return go(room, thread, ASLEEP); /* somebody was quicker: the wake-up is on its way */
        room->parked[thread] = 0;
        return go(room, thread, manner == MANNER_LEAVING ? GO : LOOK);
    case ASLEEP:
        if (manner != MANNER_LEAVING)
            return room->parked[thread] ? STEP_BLOCKED : go(room, thread, LOOK);
        if (!room->calls[thread])
            return STEP_BLOCKED;
        room->calls[thread]--;
        return go(room, thread, bug == BUG_NOT_PARKED_AGAIN ? DRAW : LOOK);
    case GO:
        if (room->seat == own && manner != MANNER_LEAVING)
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
    const struct room *room = state;
    for (int worker = 0; worker < WORKERS; worker++)
        if (room->calls[worker] && room->at[worker] <= IN_TASK)
            return "a worker that is not waiting is called";
    return room->begun > TASKS ? "a task was begun twice" : NULL;
}

static const char *room_final(const void *state)
{
    const struct room *room = state;
    return room->begun == TASKS ? NULL : "a worker sleeps while there is work";
}

static struct exploration room_explore(enum bug chosen, enum manner way)
{
    static const struct protocol protocol = {sizeof(struct room), THREADS, room_step, room_broken, room_final};
    struct room room;
    memset(&room, 0, sizeof room);
    room.at[PUBLISHER] = PUBLISH;
    bug = chosen;
    manner = way;
    return explore(&protocol, &room);
}

static void no_worker_sleeps_while_there_is_work_in_any_interleaving(void **state)
{
    (void)state;
    for (enum manner way = MANNER_PUTTING_ASIDE; way <= MANNER_LEAVING; way++) {
        struct exploration result = room_explore(BUG_NONE, way);
        print_message("%llu states, %llu ends\n", (unsigned long long)result.states, (unsigned long long)result.ends);
        if (result.fault)
            fail_msg("%s", result.fault);
        assert_true(result.states > 10000);
    }
}

static void expect_found(enum bug chosen, enum manner way, const char *expected)
{
    const char *fault = room_explore(chosen, way).fault;
    assert_non_null(fault);
    assert_string_equal(fault, expected);
}

static const char starved[] = "a worker sleeps while there is work";

static void parking_without_a_second_look_is_found_out(void **state)
{
    (void)state;
    expect_found(BUG_NO_SECOND_LOOK, MANNER_PUTTING_ASIDE, starved);
}

static void a_worker_that_wakes_nobody_on_its_way_is_found_out(void **state)
{
    (void)state;
    expect_found(BUG_NO_SPREAD, MANNER_SINGLY, starved);
}

static void a_reserve_that_nobody_is_told_of_is_found_out(void **state)
{
    (void)state;
    expect_found(BUG_RESERVE_UNTOLD, MANNER_PUTTING_ASIDE, starved);
}

static void a_flag_that_falls_without_another_look_is_found_out(void **state)
{
    (void)state;
    expect_found(BUG_FLAG_FALLS, MANNER_PUTTING_ASIDE, starved);
}

static void a_seat_that_is_kept_by_a_sleeper_is_found_out(void **state)
{
    (void)state;
    expect_found(BUG_SEAT_KEPT, MANNER_PUTTING_ASIDE, starved);
}

static void a_wake_up_that_is_ignored_and_comes_late_is_found_out(void **state)
{
    (void)state;
    expect_found(BUG_WAKE_IGNORED, MANNER_LEAVING, "a worker that is not waiting is called");
}

static void a_called_worker_that_does_not_park_again_is_found_out(void **state)
{
    (void)state;
    expect_found(BUG_NOT_PARKED_AGAIN, MANNER_LEAVING, starved);
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
        cmocka_unit_test(a_wake_up_that_is_ignored_and_comes_late_is_found_out),
        cmocka_unit_test(a_called_worker_that_does_not_park_again_is_found_out),
    };
    return cmocka_run_group_tests_name("interleavings of parking", tests, NULL, NULL);
}
