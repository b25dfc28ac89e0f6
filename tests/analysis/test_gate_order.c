/* SPDX-License-Identifier: MIT */
#include "fixture.h"
#include "gate_order.h"

enum { MOST = 200 };

static bool looks_random(const bool orders[], size_t count)
{
    const struct gate_order order = gate_order_look(orders, count);
    return gate_order_is_random(&order);
}

static void the_coin_is_the_same_for_the_same_pair_and_fair_over_many(void **state)
{
    (void)state;
    size_t heads = 0, changes = 0;
    for (uint64_t pair = 0; pair < 10000; pair++) {
        heads += gate_order_coin(7, 3, pair);
        changes += gate_order_coin(7, 3, pair) != gate_order_coin(7, 4, pair);
        assert_int_equal(gate_order_coin(7, 3, pair), gate_order_coin(7, 3, pair));
    }
    assert_near((double)heads, 5000, 250); /* five standard deviations */
    assert_near((double)changes, 5000, 250);
}

static void coins_pass(void **state)
{
    (void)state;
    bool orders[MOST];
    for (size_t i = 0; i < MOST; i++)
        orders[i] = gate_order_coin(11, 0, i);
    assert_true(looks_random(orders, MOST));
    assert_true(looks_random(orders, 0));
}

static void base_always_first_is_no_coin(void **state)
{
    (void)state;
    const bool orders[MOST] = {false};
    assert_false(looks_random(orders, 12));
    assert_true(looks_random(orders, 10)); /* too few to say */
}

static void taking_turns_is_no_coin(void **state)
{
    (void)state;
    bool orders[MOST];
    for (size_t i = 0; i < MOST; i++)
        orders[i] = i % 2;
    assert_false(looks_random(orders, 24));
}

static void one_half_after_the_other_is_no_coin(void **state)
{
    (void)state;
    bool orders[MOST];
    for (size_t i = 0; i < MOST; i++)
        orders[i] = i >= 20;
    assert_false(looks_random(orders, 40));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_coin_is_the_same_for_the_same_pair_and_fair_over_many),
        cmocka_unit_test(coins_pass),
        cmocka_unit_test(base_always_first_is_no_coin),
        cmocka_unit_test(taking_turns_is_no_coin),
        cmocka_unit_test(one_half_after_the_other_is_no_coin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
