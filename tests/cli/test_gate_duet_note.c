/* SPDX-License-Identifier: MIT */
/* When something is said of running both sides at once, and what. */
#include "gate_duet.h"

#include "fixture.h"
#include "made_record.h"

/* The note about a gate of two cells, of one worker and of two, on two processors. */
static void note_make(char said[256], bool wanted, enum yoke_verdict_word word, const char *reason, uint64_t usable,
                      uint64_t exit)
{
    struct record *record = made_record(4);
    struct yoke_record *facts = &record->facts;
    FILE *stream = fmemopen(said, 256, "w");
    memset(said, 0, 256);
    assert_non_null(stream);
    assert_int_equal(record_make_verdicts(record, 1), 0);
    facts->verdicts[0].word = word;
    facts->machine.cpus.usable = usable;
    facts->exit = exit;
    for (size_t i = 2; i < 4; i++) {
        facts->cells[i].workers = 2;
        facts->cells[i].pairing.reason = reason;
    }
    gate_duet_note(facts, wanted, stream);
    fclose(stream);
    record_free(record);
}

static void it_is_recommended_where_it_might_help_and_can_be(void **state)
{
    (void)state;
    static const struct {
        enum yoke_verdict_word word;
        uint64_t usable, exit;
        bool recommended;
    } cases[] = {
        {YOKE_INCONCLUSIVE, 2, 0, true},
        {YOKE_REJECTED, 2, 6, true},
        {YOKE_UNCHANGED, 2, 0, false},
        {YOKE_INCONCLUSIVE, 1, 0, false},
        {YOKE_INCONCLUSIVE, YOKE_MISSING, 0, false},
        {YOKE_INCONCLUSIVE, 2, 130, false}, /* whoever interrupts it knows why it is undecided */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char said[256];
        note_make(said, false, cases[i].word, NULL, cases[i].usable, cases[i].exit);
        assert_int_equal(strstr(said, "--duet runs both sides at once") != NULL, cases[i].recommended);
        assert_int_equal(*said != '\0', cases[i].recommended);
    }
}

static void what_was_not_tried_is_told_with_its_reason(void **state)
{
    (void)state;
    char said[256];
    note_make(said, true, YOKE_INCONCLUSIVE, "no room", 2, 0);
    assert_string_equal(said, "note: --duet: 1 of 2 cells were not tried side by side: no room\n");
    note_make(said, true, YOKE_INCONCLUSIVE, NULL, 2, 0);
    assert_string_equal(said, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_recommended_where_it_might_help_and_can_be),
        cmocka_unit_test(what_was_not_tried_is_told_with_its_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
