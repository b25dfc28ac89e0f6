/* SPDX-License-Identifier: MIT */
/* The order of a block: a permutation, fresh for every block, the same for the same seed. */
#include "order.h"

#include <stdbool.h>

#include "fixture.h"

static void every_cell_is_visited_once(void **state)
{
    (void)state;
    for (size_t count = 0; count <= 100; count++) {
        size_t order[100] = {0};
        bool seen[100] = {false};
        order_shuffle(3, count, order, count);
        for (size_t i = 0; i < count; i++) {
            assert_true(order[i] < count && !seen[order[i]]);
            seen[order[i]] = true;
        }
    }
}

static void the_same_seed_and_block_give_the_same_order(void **state)
{
    (void)state;
    size_t left[50], right[50];
    order_shuffle(9, 4, left, 50);
    order_shuffle(9, 4, right, 50);
    assert_memory_equal(left, right, sizeof left);
}

static void blocks_and_seeds_differ(void **state)
{
    (void)state;
    size_t first[50], next[50], other[50];
    order_shuffle(9, 4, first, 50);
    order_shuffle(9, 5, next, 50);
    order_shuffle(8, 4, other, 50);
    assert_memory_not_equal(first, next, sizeof first);
    assert_memory_not_equal(first, other, sizeof first);
}

/* 6000 shuffles of 3 cells: each of the 6 orders is expected 1000 times with a standard deviation of 29; 5 of those are
 * allowed, and the seed is fixed, so this cannot fail by luck. */
static void all_orders_are_equally_likely(void **state)
{
    (void)state;
    unsigned seen[27] = {0};
    for (uint64_t block = 0; block < 6000; block++) {
        size_t order[3];
        order_shuffle(1, block, order, 3);
        seen[9 * order[0] + 3 * order[1] + order[2]]++;
    }
    unsigned orders = 0;
    for (unsigned i = 0; i < 27; i++) {
        orders += seen[i] > 0;
        assert_true(seen[i] == 0 || (seen[i] > 855 && seen[i] < 1145));
    }
    assert_int_equal(orders, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_is_visited_once),
        cmocka_unit_test(the_same_seed_and_block_give_the_same_order),
        cmocka_unit_test(blocks_and_seeds_differ),
        cmocka_unit_test(all_orders_are_equally_likely),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
