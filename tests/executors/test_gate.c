/* SPDX-License-Identifier: MIT */
/* Gates: nobody waits at an open one, nobody sleeps through an opening. */
#include <pthread.h>

#include "fixture.h"

#include "gate.h"

static void an_open_gate_lets_pass_at_once(void **state)
{
    (void)state;
    struct gate gate = {0};
    gate_wait(&gate, 0, 0);
    gate_open(&gate, 7);
    gate_wait(&gate, 7, 0);
    gate_wait(&gate, 3, 0);
}

static void counts_may_wrap(void **state)
{
    (void)state;
    struct gate gate = {0};
    const uint32_t last = (1u << 31) - 1;
    gate_open(&gate, last);
    gate_wait(&gate, last, 0);
    gate_open(&gate, last + 2); /* whose low 31 bits are 1 */
    gate_wait(&gate, last, 0);
    gate_wait(&gate, last + 1, 0);
    gate_wait(&gate, last + 2, 0);
}

/* Two threads that wait for each other in turn, so that every opening meets a waiter that sleeps, spins, or is not
 * there yet. A wake-up that is lost hangs the test. */
struct table {
    struct gate there, back;
    uint64_t spin_ns;
};

enum { TURNS = 20000 };

static void *second_player(void *argument)
{
    struct table *table = argument;
    for (uint32_t turn = 1; turn <= TURNS; turn++) {
        gate_wait(&table->there, turn, table->spin_ns);
        gate_open(&table->back, turn);
    }
    return NULL;
}

static void play(uint64_t spin_ns)
{
    struct table table = {.spin_ns = spin_ns};
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, second_player, &table), 0);
    for (uint32_t turn = 1; turn <= TURNS; turn++) {
        gate_open(&table.there, turn);
        gate_open(&table.there, turn); /* twice is once */
        gate_wait(&table.back, turn, spin_ns);
    }
    assert_int_equal(pthread_join(thread, NULL), 0);
}

static void no_opening_is_slept_through(void **state)
{
    (void)state;
    play(0);
}

static void no_opening_is_spun_through(void **state)
{
    (void)state;
    play(1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_open_gate_lets_pass_at_once),
        cmocka_unit_test(counts_may_wrap),
        cmocka_unit_test(no_opening_is_slept_through),
        cmocka_unit_test(no_opening_is_spun_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
