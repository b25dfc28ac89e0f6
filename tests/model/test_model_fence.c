/* SPDX-License-Identifier: MIT */
/* Every interleaving of publishing and parking where stores arrive late, as they do on every machine: what a publisher
 * has written stays in its store buffer until it fences, until somebody else fences for all, or for no reason. Without
 * a fence on either side a worker sleeps through work; with one on one side it never does. */
#include "fixture.h"

#include "interleaving.h"

enum { PUBLISHER, WORKER, BUFFER, THREADS }; /* the buffer moves by itself */

enum fences { FENCES_NONE, FENCES_PUBLISHER, FENCES_WORKER };

static enum fences fences;

enum place { PUBLISH, FENCE, LOOK_SEAT, LOOK_FLAG, WAKE, LEAVE_SEAT, PARK, RAISE_FLAG, FENCE_ALL, LOOK, ASLEEP, GONE };

struct scene {
    uint8_t published, buffered; /* as all see it; on its way there */
    uint8_t seat, flag, parked, found;
    uint8_t at[THREADS];
};

static enum step go(struct scene *scene, int thread, enum place place)
{
    scene->at[thread] = (uint8_t)place;
    return STEP_MOVED;
}

static void drain(struct scene *scene)
{
    scene->published |= scene->buffered;
    scene->buffered = 0;
}

static enum step publishing(struct scene *scene)
{
    switch ((enum place)scene->at[PUBLISHER]) {
    case PUBLISH:
        scene->buffered = 1;
        return go(scene, PUBLISHER, fences == FENCES_PUBLISHER ? FENCE : LOOK_SEAT);
    case FENCE:
        drain(scene);
        return go(scene, PUBLISHER, LOOK_SEAT);
    case LOOK_SEAT:
        return go(scene, PUBLISHER, scene->seat ? GONE : LOOK_FLAG);
    case LOOK_FLAG:
        return go(scene, PUBLISHER, scene->flag ? WAKE : GONE);
    case WAKE: /* a swap, which fences too */
        drain(scene);
        scene->parked = 0;
        return go(scene, PUBLISHER, GONE);
    default:
        return STEP_ENDED;
    }
}

/* It has the seat and has found nothing. What it writes it writes with swaps, which arrive at once. */
static enum step parking(struct scene *scene)
{
    switch ((enum place)scene->at[WORKER]) {
    case LEAVE_SEAT:
        scene->seat = 0;
        return go(scene, WORKER, PARK);
    case PARK:
        scene->parked = 1;
        return go(scene, WORKER, RAISE_FLAG);
    case RAISE_FLAG:
        scene->flag = 1;
        return go(scene, WORKER, fences == FENCES_WORKER ? FENCE_ALL : LOOK);
    case FENCE_ALL:
        drain(scene);
        return go(scene, WORKER, LOOK);
    case LOOK:
        scene->found = scene->published;
        return go(scene, WORKER, scene->published ? GONE : ASLEEP);
    case ASLEEP:
        return scene->parked ? STEP_BLOCKED : go(scene, WORKER, LOOK);
    default:
        return STEP_ENDED;
    }
}

static enum step scene_step(void *state, int thread)
{
    struct scene *scene = state;
    if (thread != BUFFER)
        return thread == PUBLISHER ? publishing(scene) : parking(scene);
    if (!scene->buffered)
        return STEP_BLOCKED;
    drain(scene);
    return STEP_MOVED;
}

static const char *scene_broken(const void *state)
{
    (void)state;
    return NULL;
}

static const char *scene_final(const void *state)
{
    return ((const struct scene *)state)->found ? NULL : "a worker sleeps while there is work";
}

static struct exploration scene_explore(enum fences chosen)
{
    static const struct protocol protocol = {sizeof(struct scene), THREADS, scene_step, scene_broken, scene_final};
    struct scene scene;
    memset(&scene, 0, sizeof scene);
    scene.seat = 1;
    scene.at[PUBLISHER] = PUBLISH;
    scene.at[WORKER] = LEAVE_SEAT;
    fences = chosen;
    return explore(&protocol, &scene);
}

static void expect_sound(enum fences chosen)
{
    struct exploration result = scene_explore(chosen);
    if (result.fault)
        fail_msg("%s", result.fault);
    assert_true(result.states > 20);
}

static void a_publisher_that_fences_is_seen_or_sees_in_every_interleaving(void **state)
{
    (void)state;
    expect_sound(FENCES_PUBLISHER);
}

static void a_worker_that_fences_for_all_sees_or_is_seen_in_every_interleaving(void **state)
{
    (void)state;
    expect_sound(FENCES_WORKER);
}

static void parking_without_a_fence_is_found_out(void **state)
{
    (void)state;
    const char *fault = scene_explore(FENCES_NONE).fault;
    assert_non_null(fault);
    assert_string_equal(fault, "a worker sleeps while there is work");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_publisher_that_fences_is_seen_or_sees_in_every_interleaving),
        cmocka_unit_test(a_worker_that_fences_for_all_sees_or_is_seen_in_every_interleaving),
        cmocka_unit_test(parking_without_a_fence_is_found_out),
    };
    return cmocka_run_group_tests_name("interleavings of late stores", tests, NULL, NULL);
}
