/* SPDX-License-Identifier: MIT */
/* A record's way to a file and back, and what is refused on the way. */
#include "record.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "fixture.h"
#include "made_record.h"

/* A file of its own for every test. */
struct place {
    char folder[64], path[96];
};

static int setup(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    strcpy(place->folder, "/tmp/yoke-test-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    snprintf(place->path, sizeof place->path, "%s/result.json", place->folder);
    *state = place;
    return 0;
}

static int teardown(void **state)
{
    struct place *place = *state;
    unlink(place->path);
    const int status = rmdir(place->folder); /* fails when a temporary file was left behind */
    free(place);
    return status;
}

static void file_write(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static char *text_of(const struct yoke_record *record)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    struct yoke_error error = {0};
    assert_int_equal(record_write(record, stream, &error), 0);
    fclose(stream);
    return text;
}

/* A record that uses every kind of field. */
static struct record *full_record(void)
{
    static uint64_t busy_ns[] = {7, YOKE_MISSING}, places[] = {0, 4};
    static struct yoke_setting_value params[] = {
        {.name = "n", .value = 5000000}, {.name = "shape", .value = YOKE_MISSING, .word = "round"}, {.name = "step", .value = 0}};
    static const char *const command[] = {"yoke", "run"};
    static struct yoke_counter counters[] = {
        {"PAPI_TOT_INS", YOKE_COUNTER_UNAVAILABLE, YOKE_MISSING, NAN, "no PMU"},
        {"task-clock", YOKE_COUNTER_SCALED, 12, 0.5, NULL},
    };
    struct record *record = made_record(2);
    record->facts.yoke.version = "0.1.0";
    record->facts.yoke.build.sanitizers = "";
    record->facts.seed = (1ull << 53) - 1;
    record->facts.plan.command = command;
    record->facts.plan.command_count = 2;
    record->facts.machine.hostname = "a \"quoted\" \xe2\x82\xac name\n";
    record->facts.machine.cpus.quota = 0.1;
    record->facts.cells[0].params = params;
    record->facts.cells[0].param_count = 3;
    record->facts.cells[0].places = places;
    record->facts.cells[0].place_count = 2;
    record->facts.cells[1].status = YOKE_CELL_FAILED;
    record->facts.cells[1].reason = "it broke";
    struct yoke_sample *sample = made_sample(record, &record->facts.cells[0], 3, 123456789012345);
    sample->busy_ns = busy_ns;
    sample->busy_count = 2;
    sample->counters = counters;
    sample->counter_count = 2;
    const struct yoke_warning warning = {"few-samples", "1", "more"};
    record_warn(record, &record->facts.cells[0], &warning);
    return record;
}

static void a_loaded_record_writes_the_same_bytes(void **state)
{
    const struct place *place = *state;
    struct yoke_error error = {0};
    struct record *record = full_record(), *loaded = NULL;
    assert_int_equal(record_save(&record->facts, place->path, &error), 0);
    assert_int_equal(record_load(place->path, &loaded, &error), 0);
    char *before = text_of(&record->facts), *after = text_of(&loaded->facts);
    assert_string_equal(before, after);
    free(before);
    free(after);
    record_free(loaded);
    record_free(record);
}

static void what_was_not_measured_is_absent_and_not_zero(void **state)
{
    (void)state;
    struct record *record = full_record();
    char *text = text_of(&record->facts);
    assert_non_null(strstr(text, "\"PAPI_TOT_INS\":{\"status\":\"unavailable\",\"reason\":\"no PMU\"}"));
    assert_non_null(strstr(text, "\"busy_ns\":[7,null]"));
    assert_null(strstr(text, "nan"));
    assert_null(strstr(text, "\"fingerprint\""));
    assert_null(strstr(text, "18446744073709551615"));
    free(text);
    record_free(record);
}

static void missing_numbers_come_back_missing(void **state)
{
    const struct place *place = *state;
    struct yoke_error error = {0};
    struct record *record = full_record(), *loaded = NULL;
    assert_int_equal(record_save(&record->facts, place->path, &error), 0);
    assert_int_equal(record_load(place->path, &loaded, &error), 0);
    const struct yoke_sample *sample = loaded->facts.cells[0].samples;
    assert_true(sample->busy_ns[1] == YOKE_MISSING);
    assert_true(sample->noise.steal_ns == YOKE_MISSING);
    assert_true(sample->counters[0].value == YOKE_MISSING && isnan(sample->counters[0].running_share));
    assert_int_equal(sample->counters[1].value, 12);
    assert_true(isnan(loaded->facts.cells[0].wall_ns.median));
    assert_null(loaded->facts.fingerprint);
    record_free(loaded);
    record_free(record);
}

static void text_that_is_not_utf8_does_not_lose_the_record(void **state)
{
    const struct place *place = *state;
    struct yoke_error error = {0};
    struct record *record = made_record(1), *loaded = NULL;
    record->facts.machine.hostname = "caf\xe9";
    assert_int_equal(record_save(&record->facts, place->path, &error), 0);
    assert_int_equal(record_load(place->path, &loaded, &error), 0);
    assert_string_equal(loaded->facts.machine.hostname, "caf?");
    record_free(loaded);
    record_free(record);
}

static void unknown_keys_are_ignored(void **state)
{
    const struct place *place = *state;
    struct yoke_error error = {0};
    struct record *loaded = NULL;
    file_write(place->path, "{\"schema\":\"yoke-result/1\",\"complete\":true,\"cells\":[],\"later\":{\"a\":[1]}}");
    assert_int_equal(record_load(place->path, &loaded, &error), 0);
    assert_true(loaded->facts.complete);
    record_free(loaded);
}

/* Keys that joined the schema after its first records were written: without them it is an older record, and no bad one. */
static void keys_that_came_later_may_be_missing(void **state)
{
    const struct place *place = *state;
    struct yoke_error error = {0};
    struct record *loaded = NULL;
    file_write(place->path, "{\"schema\":\"yoke-result/1\",\"complete\":true,\"cells\":[],"
                            "\"models\":[{\"law\":\"usl\",\"chosen\":true,\"peak_measured\":false}],"
                            "\"gate\":{\"base\":\"old\",\"candidate\":\"new\",\"verdict\":\"pass\"}}");
    assert_int_equal(record_load(place->path, &loaded, &error), 0);
    assert_false(loaded->facts.models[0].unconstrained);
    assert_null(loaded->facts.gate.expired);
    record_free(loaded);
}

static void bad_records_are_refused_in_one_sentence_that_names_the_place(void **state)
{
    const struct place *place = *state;
    static const struct {
        const char *text, *sentence;
    } cases[] = {
        {"", "'[' or '{' expected"},
        {"{\"schema\":\"yoke-result/1\",\"cells\":[", "near end of file"},
        {"[1]", "the schema is \"not named\""},
        {"{\"schema\":\"yoke-result/2\",\"complete\":true,\"cells\":[]}", "the schema is \"yoke-result/2\""},
        {"{\"schema\":\"yoke-result/1\",\"complete\":true}", "cells is missing"},
        {"{\"schema\":\"yoke-result/1\",\"complete\":1,\"cells\":[]}", "complete must be true or false"},
        {"{\"schema\":\"yoke-result/1\",\"complete\":true,\"cells\":{}}", "cells must be a list"},
        {"{\"schema\":\"yoke-result/1\",\"complete\":true,\"cells\":[7]}", "cells[0] must be an object"},
        {"{\"schema\":\"yoke-result/1\",\"complete\":true,\"seed\":-1,\"cells\":[]}", "seed must be a whole number"},
        {"{\"schema\":\"yoke-result/1\",\"complete\":true,\"seed\":1e99,\"cells\":[]}", "seed must be a whole number"},
        {"{\"schema\":\"yoke-result/1\",\"complete\":true,\"seed\":99999999999999999999,\"cells\":[]}", "too big"},
        {"{\"schema\":\"yoke-result/1\",\"complete\":true,\"started\":5,\"cells\":[]}", "started must be a text"},
        {"{\"schema\":\"yoke-result/1\",\"complete\":true,\"complete\":true,\"cells\":[]}", "duplicate"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct yoke_error error = {0};
        struct record *loaded = NULL;
        file_write(place->path, cases[i].text);
        assert_int_not_equal(record_load(place->path, &loaded, &error), 0);
        assert_null(loaded);
        if (!strstr(error.text, cases[i].sentence))
            fail_msg("\"%s\" does not say \"%s\"", error.text, cases[i].sentence);
        assert_non_null(strstr(error.text, "result.json"));
        assert_null(strchr(error.text, '\n'));
    }
}

/* A record of two cells; the second has `members` beside the required ones, and `behind` follows the list. */
static void cells_write(const char *path, const char *members, const char *behind)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("{\"schema\":\"yoke-result/1\",\"complete\":true,\n\"cells\": [\n", file);
    for (int i = 0; i < 2; i++)
        fprintf(file, "%s{\"name\":\"c%d\",\"workload\":\"spin\",\"executor\":\"serial\",\"workers\":1,\"status\":\"ok\","
                      "\"empty\":false,\"serial\":true%s}", i ? ",\n" : "", i, i ? members : ",\"samples\":[]");
    fprintf(file, "\n]%s\n}\n", behind);
    fclose(file);
}

#define SAMPLE "\"block\":0,\"process\":1,\"crashed\":false,\"verified\":true,\"usable\":true"

static void what_is_wrong_with_a_cell_is_said_with_its_place(void **state)
{
    const struct place *place = *state;
    static const struct {
        const char *members, *behind, *sentence;
    } cases[] = {
        {"", "", "cells[1].samples is missing"},
        {",\"samples\":[{" SAMPLE ",\"wall_ns\":-5}]", "", "cells[1].samples[0].wall_ns must be a whole number that is not negative"},
        {",\"samples\":[{" SAMPLE ",\"wall_ns\":18446744073709551615}]", "", "result.json:4:"},
        {",\"samples\":[{" SAMPLE ",\"dispatch_ns\":1e999}]", "", "result.json:4:"},
        {",\"samples\":[{" SAMPLE ",\"wall_ns\":1.5}]", "", "cells[1].samples[0].wall_ns must be a whole number"},
        {",\"samples\":[{" SAMPLE ",\"busy_ns\":[1,-1]}]", "", "cells[1].samples[0].busy_ns[1] must be a whole number"},
        {",\"samples\":[{" SAMPLE ",\"block\":1}]", "", "duplicate object key"},
        {",\"samples\":[],\"samples\":[]", "", "duplicate object key"},
        {",\"samples\":[]", ",\n\"cells\": []", "duplicate object key"},
        {",\"samples\":[]", ",\n\"cell\\u0073\": []", "duplicate object key"},
        {",\"samples\":[]", ",\n\"seed\": 1 2", "result.json:6:11: "},
        {",\"samples\":[]", ",\n\"seed\": -1", "seed must be a whole number"},
        {",\"samples\":[]} {\"name\":\"c2\"", "", "result.json:4:"},
        {",\"samples\":[]},{\"name\":\"c0\",\"samples\":[]", "", "cells[2].workload is missing"},
        {",\"samples\":[]},", "", "result.json:4:"},
        {",\"samples\":[]},7,{\"a\":1", "", "cells[2] must be an object"},
        {",\"samples\":[", "", "result.json:"},
        {",\"samples\":[]]", "", "result.json:"},
        {",\"reason\":\"\\ud800\",\"samples\":[]", "", "result.json:4:"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct yoke_error error = {0};
        struct record *loaded = NULL;
        cells_write(place->path, cases[i].members, cases[i].behind);
        assert_int_not_equal(record_load(place->path, &loaded, &error), 0);
        assert_null(loaded);
        if (!strstr(error.text, cases[i].sentence) || strchr(error.text, '\n'))
            fail_msg("\"%s\" does not say \"%s\"", error.text, cases[i].sentence);
    }
}

static void a_cell_may_hold_any_bracket_comma_and_quote_in_its_texts(void **state)
{
    const struct place *place = *state;
    struct yoke_error error = {0};
    struct record *loaded = NULL;
    cells_write(place->path, ",\"reason\":\"]},{\\\"[\\\\\",\"samples\":[],\"later\":{\"cells\":[{},[\"]\"]]}",
                ",\n\"later\": {\"cells\": [1]}");
    if (record_load(place->path, &loaded, &error))
        fail_msg("%s", error.text);
    assert_int_equal(loaded->facts.cell_count, 2);
    assert_string_equal(loaded->facts.cells[1].reason, "]},{\"[\\");
    record_free(loaded);
}

static void a_record_cut_off_anywhere_is_refused_in_one_sentence(void **state)
{
    const struct place *place = *state;
    char whole[4096];
    cells_write(place->path, ",\"samples\":[{" SAMPLE ",\"wall_ns\":5}]", ",\n\"seed\": 1");
    FILE *file = fopen(place->path, "r");
    const size_t size = fread(whole, 1, sizeof whole, file);
    fclose(file);
    for (size_t cut = 0; cut + 2 < size; cut++) {
        struct yoke_error error = {0};
        struct record *loaded = NULL;
        file = fopen(place->path, "w");
        assert_int_equal(fwrite(whole, 1, cut, file), cut);
        fclose(file);
        assert_int_not_equal(record_load(place->path, &loaded, &error), 0);
        assert_true(strstr(error.text, "result.json:") && !strchr(error.text, '\n'));
    }
}

static void what_cannot_be_read_is_refused_with_its_reason(void **state)
{
    (void)state;
    struct yoke_error error = {0};
    struct record *loaded = NULL;
    assert_int_equal(record_load("/no/such/result.json", &loaded, &error), -ENOENT);
    assert_string_equal(error.text, "/no/such/result.json: No such file or directory");
    error = (struct yoke_error){0};
    assert_int_equal(record_load("/proc/self/", &loaded, &error), -ENOENT);
    assert_string_equal(error.text, "/proc/self/result.json: No such file or directory");
}

static void a_folder_stands_for_the_result_in_it(void **state)
{
    const struct place *place = *state;
    struct yoke_error error = {0};
    struct record *record = made_record(1), *loaded = NULL;
    char folder[sizeof place->path];
    assert_int_equal(record_save(&record->facts, place->path, &error), 0);
    snprintf(folder, sizeof folder, "%.*s", (int)(strrchr(place->path, '/') - place->path), place->path);
    assert_int_equal(record_load(folder, &loaded, &error), 0);
    assert_string_equal(loaded->facts.cells[0].name, "cell0");
    record_free(loaded);
    record_free(record);
}

static void two_cells_of_one_name_are_refused(void **state)
{
    const struct place *place = *state;
    struct yoke_error error = {0};
    struct record *record = made_record(2), *loaded = NULL;
    record->facts.cells[1].name = "cell0";
    assert_int_equal(record_save(&record->facts, place->path, &error), 0);
    assert_int_not_equal(record_load(place->path, &loaded, &error), 0);
    assert_non_null(strstr(error.text, "two cells are named cell0"));
    record_free(record);
}

static void deep_nesting_is_refused(void **state)
{
    const struct place *place = *state;
    struct yoke_error error = {0};
    struct record *loaded = NULL;
    FILE *file = fopen(place->path, "w");
    for (int i = 0; i < 100000; i++)
        fputc('[', file);
    fclose(file);
    assert_int_not_equal(record_load(place->path, &loaded, &error), 0);
    assert_non_null(strstr(error.text, "depth"));
    file = fopen(place->path, "w");
    fputs("{\"schema\":\"yoke-result/1\",\"complete\":true,\"cells\":[", file);
    for (int i = 0; i < 100000; i++)
        fputs("{\"a\":[", file);
    for (int i = 0; i < 100000; i++)
        fputs("]}", file);
    fputs("]}", file);
    fclose(file);
    error = (struct yoke_error){0};
    assert_int_not_equal(record_load(place->path, &loaded, &error), 0);
    assert_non_null(strstr(error.text, "depth"));
}

static void a_save_that_fails_leaves_the_old_file_and_nothing_else(void **state)
{
    const struct place *place = *state;
    struct yoke_error error = {0};
    struct record *record = made_record(1);
    file_write(place->path, "old");
    char missing[128];
    snprintf(missing, sizeof missing, "%s/no/such/result.json", place->folder);
    assert_int_equal(record_save(&record->facts, missing, &error), -ENOENT);
    assert_non_null(strstr(error.text, "No such file"));
    FILE *file = fopen(place->path, "r");
    assert_int_equal(fgetc(file), 'o');
    fclose(file);
    record_free(record);
}

static void a_full_disk_is_an_error_and_not_a_short_file(void **state)
{
    (void)state;
    struct yoke_error error = {0};
    FILE *full = fopen("/dev/full", "w");
    if (!full) {
        print_message("no /dev/full here\n");
        skip();
    }
    struct record *record = made_record(1);
    assert_int_not_equal(record_write(&record->facts, full, &error), 0);
    assert_non_null(strstr(error.text, "No space left"));
    fclose(full);
    record_free(record);
}

static void a_sample_list_grows_without_losing_any(void **state)
{
    (void)state;
    struct record *record = made_record(1);
    for (uint64_t i = 0; i < 1000; i++)
        made_sample(record, record->facts.cells, i, i);
    for (uint64_t i = 0; i < 1000; i++)
        assert_int_equal(record->facts.cells[0].samples[i].wall_ns, i);
    record_free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_loaded_record_writes_the_same_bytes, setup, teardown),
        cmocka_unit_test(what_was_not_measured_is_absent_and_not_zero),
        cmocka_unit_test_setup_teardown(missing_numbers_come_back_missing, setup, teardown),
        cmocka_unit_test_setup_teardown(text_that_is_not_utf8_does_not_lose_the_record, setup, teardown),
        cmocka_unit_test_setup_teardown(unknown_keys_are_ignored, setup, teardown),
        cmocka_unit_test_setup_teardown(keys_that_came_later_may_be_missing, setup, teardown),
        cmocka_unit_test_setup_teardown(bad_records_are_refused_in_one_sentence_that_names_the_place, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_wrong_with_a_cell_is_said_with_its_place, setup, teardown),
        cmocka_unit_test_setup_teardown(a_cell_may_hold_any_bracket_comma_and_quote_in_its_texts, setup, teardown),
        cmocka_unit_test_setup_teardown(a_record_cut_off_anywhere_is_refused_in_one_sentence, setup, teardown),
        cmocka_unit_test(what_cannot_be_read_is_refused_with_its_reason),
        cmocka_unit_test_setup_teardown(a_folder_stands_for_the_result_in_it, setup, teardown),
        cmocka_unit_test_setup_teardown(two_cells_of_one_name_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(deep_nesting_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_save_that_fails_leaves_the_old_file_and_nothing_else, setup, teardown),
        cmocka_unit_test(a_full_disk_is_an_error_and_not_a_short_file),
        cmocka_unit_test(a_sample_list_grows_without_losing_any),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
