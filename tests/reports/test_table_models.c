/* SPDX-License-Identifier: MIT */
/* The block of laws: a row a curve, intervals one-sided at a bound, a peak only where it was measured. */
#include <math.h>
#include <stdlib.h>

#include "fixture.h"

#include "table_models.h"

static char *printed(struct yoke_model *models, size_t count)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    const struct yoke_record record = {.models = models, .model_count = count};
    const struct yoke_target target = {.stream = stream, .notes = stderr, .width = 130};
    assert_int_equal(table_models_print(&record, &target), 0);
    fclose(stream);
    return text;
}

static struct yoke_model model_of(const char *executor, const char *law)
{
    const struct yoke_model_parameter none = {NAN, NAN, NAN, false};
    return (struct yoke_model){.workload = "spin",
                               .executor = executor,
                               .schedule = "dynamic",
                               .law = law,
                               .chosen = law != NULL,
                               .gamma = {1000, 990, 1010, false},
                               .alpha = none,
                               .beta = none,
                               .peak_workers = {NAN, NAN, NAN}};
}

static void every_chosen_law_has_its_row(void **state)
{
    (void)state;
    struct yoke_model models[] = {model_of("pthread", "usl"), model_of("pthread", "amdahl"), model_of("fork", "usl"),
                                  model_of("openmp", "linear"), model_of("coop", NULL)};
    models[0].alpha = (struct yoke_model_parameter){0.0213, 0.0191, 0.0235, false};
    models[0].beta = (struct yoke_model_parameter){0.0005, 0.0004, 0.0006, false};
    models[0].peak_workers = (struct yoke_estimate){44.2, 40.1, 49.8};
    models[0].peak_measured = true;
    models[1].chosen = false;
    models[2].alpha = (struct yoke_model_parameter){0.05, 0.04, 0.06, false};
    models[2].beta = (struct yoke_model_parameter){0, NAN, 0.00021, true};
    char *text = printed(models, 5);
    assert_string_equal(
        text,
        "\n"
        "law of scaling that fits best (least AICc) - alpha: serial share or contention - beta: cost of coherence\n"
        "  workload  executor  schedule  law      alpha            95 %         beta              95 %  peak\n"
        "  spin      pthread   dynamic   usl     0.0213  [0.019..0.024]       0.0005  [0.0004..0.0006]  "
        "44.2 [40.1..49.8] workers\n"
        "  spin      fork      dynamic   usl       0.05    [0.04..0.06]  0, at bound      [<= 0.00021]\n"
        "  spin      openmp    dynamic   linear\n");
    free(text);
}

static void a_law_without_bounds_has_a_row_where_it_goes_below_zero(void **state)
{
    (void)state;
    struct yoke_model models[] = {model_of("pthread", "amdahl"), model_of("pthread", "usl"), model_of("fork", "linear"),
                                  model_of("fork", "usl")};
    models[1].chosen = models[3].chosen = false;
    models[1].unconstrained = models[3].unconstrained = true;
    models[1].alpha = (struct yoke_model_parameter){0.06, 0.05, 0.07, false};
    models[1].beta = (struct yoke_model_parameter){-0.0002, -0.0005, 0.0001, false};
    models[3].alpha = models[3].beta = (struct yoke_model_parameter){0.001, 0, 0.002, false};
    char *text = printed(models, 4);
    assert_non_null(strstr(text, "usl, free"));
    assert_non_null(strstr(text, "-0.0002  [-0.0005..0.0001]"));
    assert_null(strstr(text, "fork      dynamic   usl"));
    free(text);
}

static void nothing_is_printed_where_no_law_was_chosen(void **state)
{
    (void)state;
    struct yoke_model models[] = {model_of("pthread", NULL)};
    char *text = printed(models, 1);
    assert_string_equal(text, "");
    free(text);
    text = printed(NULL, 0);
    assert_string_equal(text, "");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_chosen_law_has_its_row),
        cmocka_unit_test(a_law_without_bounds_has_a_row_where_it_goes_below_zero),
        cmocka_unit_test(nothing_is_printed_where_no_law_was_chosen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
