/* SPDX-License-Identifier: MIT */
/* Lines below the laws of scaling and below an advice: the serial share by width, and what wider cells lose. */
#include <math.h>
#include <stdlib.h>

#include "fixture.h"
#include "table_serial.h"
#include "table_why.h"

enum { CELLS = 3 };

static struct yoke_cell cells[CELLS];

/* One, two and four workers of the same curve. */
static int setup(void **state)
{
    (void)state;
    for (size_t i = 0; i < CELLS; i++)
        cells[i] = (struct yoke_cell){.workload = "spin",
                                      .executor = "pthread",
                                      .workers = 1u << i,
                                      .chunk = YOKE_MISSING,
                                      .serial_share = {NAN, NAN, NAN},
                                      .loss = {NAN, NAN, NAN, NAN, NAN, NAN, NULL, NULL}};
    cells[2].loss = (struct yoke_loss){.imbalance = 0.03, .run_queue = 0.48, .work = 0.004};
    cells[2].serial_share = (struct yoke_estimate){0.337, 0.33, 0.35};
    return 0;
}

static char *why_of(const struct yoke_advice *advice)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    const struct yoke_record record = {.cells = cells, .cell_count = CELLS};
    const struct yoke_target target = {.stream = stream, .notes = stderr, .width = 130};
    table_why_print(&record, advice, &target);
    fclose(stream);
    return text;
}

static void the_next_wider_cell_says_what_its_workers_lost(void **state)
{
    (void)state;
    struct yoke_advice advice = {
        .workload = "spin", .executor = "pthread", .chunk = YOKE_MISSING, .workers = 2, .high = 2};
    char *text = why_of(&advice);
    assert_string_equal(text, "  why not 4: of its workers' time 48 % in line for a processor, 3 % idle at the end\n");
    free(text);
    advice.high = 4; /* as good too, and nothing wider was measured */
    text = why_of(&advice);
    assert_string_equal(text, "");
    free(text);
    advice.high = 2;
    advice.workers = YOKE_MISSING; /* nothing is proven */
    text = why_of(&advice);
    assert_string_equal(text, "");
    free(text);
    advice.workers = 2;
    advice.executor = "fork";
    text = why_of(&advice);
    assert_string_equal(text, "");
    free(text);
}

static void the_serial_share_stands_by_width_where_a_law_was_chosen(void **state)
{
    (void)state;
    char *text = NULL;
    size_t size = 0;
    struct yoke_model models[] = {
        {.workload = "spin", .executor = "pthread", .chunk = YOKE_MISSING, .law = "amdahl", .chosen = true},
        {.workload = "spin", .executor = "fork", .chunk = YOKE_MISSING, .law = "amdahl", .chosen = true}};
    const struct yoke_record record = {.cells = cells, .cell_count = CELLS, .models = models, .model_count = 2};
    FILE *stream = open_memstream(&text, &size);
    const struct yoke_target target = {.stream = stream, .notes = stderr, .width = 200};
    table_serial_print(&record, &target);
    fclose(stream);
    assert_non_null(strstr(text, "serial share by width (Karp and Flatt)"));
    assert_non_null(strstr(text, "\n  spin on pthread: 4: 0.337 [0.33..0.35]\n"));
    assert_null(strstr(text, "fork"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_next_wider_cell_says_what_its_workers_lost, setup),
        cmocka_unit_test_setup(the_serial_share_stands_by_width_where_a_law_was_chosen, setup),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
