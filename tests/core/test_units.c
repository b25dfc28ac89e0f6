/* SPDX-License-Identifier: MIT */
/* Numbers as people write them, and back. */
#include "fixture.h"
#include "units.h"

#include <errno.h>
#include <string.h>

struct reading {
    const char *text;
    enum yoke_unit unit;
    uint64_t value;
};

static void numbers_are_read_in_every_spelling(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"0", YOKE_COUNT, 0},
        {"0", YOKE_NS, 0},
        {"0.0", YOKE_BYTES, 0},
        {"5000000", YOKE_COUNT, 5000000},
        {"5_000_000", YOKE_COUNT, 5000000},
        {"5e6", YOKE_COUNT, 5000000},
        {"5E+6", YOKE_COUNT, 5000000},
        {"5M", YOKE_COUNT, 5000000},
        {"2k", YOKE_COUNT, 2000},
        {"2.5k", YOKE_COUNT, 2500},
        {"3G", YOKE_COUNT, 3000000000},
        {"1T", YOKE_COUNT, 1000000000000},
        {"1200e-2", YOKE_COUNT, 12},
        {"0e99999999", YOKE_COUNT, 0},
        {"18446744073709551615", YOKE_COUNT, UINT64_MAX},
        {"1B", YOKE_BYTES, 1},
        {"16KiB", YOKE_BYTES, 16384},
        {"16kB", YOKE_BYTES, 16000},
        {"1MiB", YOKE_BYTES, 1048576},
        {"1MB", YOKE_BYTES, 1000000},
        {"2GiB", YOKE_BYTES, 2147483648},
        {"2GB", YOKE_BYTES, 2000000000},
        {"1TiB", YOKE_BYTES, 1099511627776},
        {"1TB", YOKE_BYTES, 1000000000000},
        {"0.5KiB", YOKE_BYTES, 512},
        {"20ns", YOKE_NS, 20},
        {"20us", YOKE_NS, 20000},
        {"20\xc2\xb5s", YOKE_NS, 20000},
        {"20\xce\xbcs", YOKE_NS, 20000},
        {"20ms", YOKE_NS, 20000000},
        {"1.5ms", YOKE_NS, 1500000},
        {"2 s", YOKE_NS, 2000000000},
        {"1.5min", YOKE_NS, 90000000000},
        {"1h", YOKE_NS, 3600000000000},
        {"0.000001ms", YOKE_NS, 1},
    };
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        struct yoke_error error = {0};
        uint64_t value = 7;
        int status = units_parse(readings[i].text, readings[i].unit, &value, &error);
        if (status || value != readings[i].value)
            fail_msg("%s: status %d, value %llu, \"%s\"", readings[i].text, status, (unsigned long long)value,
                     error.text);
    }
}

struct refusal {
    const char *text;
    enum yoke_unit unit;
    int status;
    const char *sentence;
};

static void what_is_no_exact_number_is_refused_in_one_sentence(void **state)
{
    (void)state;
    static const struct refusal refusals[] = {
        {"16k", YOKE_BYTES, -EDOM, "16k is ambiguous: write 16KiB (16384 bytes) or 16kB (16000 bytes)"},
        {"16K", YOKE_BYTES, -EDOM, "16K is ambiguous: write 16KiB (16384 bytes) or 16kB (16000 bytes)"},
        {"2M", YOKE_BYTES, -EDOM, "2M is ambiguous: write 2MiB (2097152 bytes) or 2MB (2000000 bytes)"},
        {"16", YOKE_BYTES, -EDOM, "16 needs a unit: write 16KiB (16384 bytes) or 16kB (16000 bytes), or B for bytes"},
        {"1.0001k", YOKE_BYTES, -EDOM,
         "1.0001k is ambiguous: write its unit as KiB (powers of 1024) or kB (powers of 1000)"},
        {"16kib", YOKE_BYTES, -EINVAL, "\"16kib\" is not a size: write 64B, 16KiB or 16kB"},
        {"20", YOKE_NS, -EDOM, "20 needs a unit: write 20us, 20ms or 20s"},
        {"5m", YOKE_NS, -EDOM, "5m is ambiguous: write 5ms or 5min"},
        {"16k", YOKE_NS, -EDOM, "16k is not a duration: write 16us, 16ms or 16s"},
        {"soon", YOKE_NS, -EINVAL, "\"soon\" is not a duration: write 20ms, 1.5s or 2min"},
        {"1.5ns", YOKE_NS, -EDOM, "1.5ns is not a whole number of nanoseconds"},
        {"0.3B", YOKE_BYTES, -EDOM, "0.3B is not a whole number of bytes"},
        {"2.5", YOKE_COUNT, -EDOM, "2.5 is not a whole number"},
        {"-5", YOKE_COUNT, -ERANGE, "-5 is below zero, which no count can be"},
        {"-1", YOKE_NS, -ERANGE, "-1 is below zero, which no duration can be"},
        {"-1s", YOKE_NS, -ERANGE, "-1s is below zero, which no duration can be"},
        {"-0", YOKE_BYTES, -ERANGE, "-0 is below zero, which no size can be"},
        {"18446744073709551616", YOKE_COUNT, -ERANGE, "18446744073709551616 is too large: it does not fit in 64 bits"},
        {"1e20", YOKE_COUNT, -ERANGE, "1e20 is too large: it does not fit in 64 bits"},
        {"18446745T", YOKE_COUNT, -ERANGE, "18446745T is too large: it does not fit in 64 bits"},
        {"1e99999999999", YOKE_COUNT, -ERANGE, "1e99999999999 is too large: it does not fit in 64 bits"},
        {"", YOKE_COUNT, -EINVAL, "\"\" is not a count: write 5000000, 5e6 or 5M"},
        {"8 cores", YOKE_COUNT, -EINVAL, "\"8 cores\" is not a count: write 5000000, 5e6 or 5M"},
        {"5K", YOKE_COUNT, -EINVAL, "\"5K\" is not a count: write 5000000, 5e6 or 5M"},
        {"0x10", YOKE_COUNT, -EINVAL, "\"0x10\" is not a count: write 5000000, 5e6 or 5M"},
        {"1__0", YOKE_COUNT, -EINVAL, "\"1__0\" is not a count: write 5000000, 5e6 or 5M"},
        {"_1", YOKE_COUNT, -EINVAL, "\"_1\" is not a count: write 5000000, 5e6 or 5M"},
        {"1.", YOKE_COUNT, -EINVAL, "\"1.\" is not a count: write 5000000, 5e6 or 5M"},
        {".5", YOKE_COUNT, -EINVAL, "\".5\" is not a count: write 5000000, 5e6 or 5M"},
        {"nan", YOKE_COUNT, -EINVAL, "\"nan\" is not a count: write 5000000, 5e6 or 5M"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        struct yoke_error error = {0};
        uint64_t value;
        int status = units_parse(refusals[i].text, refusals[i].unit, &value, &error);
        if (status != refusals[i].status)
            fail_msg("%s: status %d", refusals[i].text, status);
        assert_string_equal(error.text, refusals[i].sentence);
    }
}

struct writing {
    uint64_t value;
    enum yoke_unit unit;
    const char *people, *exact, *name;
};

static void numbers_are_written_for_people_for_sentences_and_for_names(void **state)
{
    (void)state;
    static const struct writing writings[] = {
        {0, YOKE_COUNT, "0", "0", "0"},
        {4096, YOKE_COUNT, "4096", "4096", "4096"},
        {5000000, YOKE_COUNT, "5M", "5M", "5000000"},
        {1234567, YOKE_COUNT, "1.235M", "1234567", "1234567"},
        {0, YOKE_BYTES, "0 B", "0B", "0B"},
        {4096, YOKE_BYTES, "4 KiB", "4KiB", "4KiB"},
        {16000, YOKE_BYTES, "16 kB", "16kB", "16kB"},
        {1536, YOKE_BYTES, "1.5 KiB", "1536B", "1536B"},
        {1048577, YOKE_BYTES, "1 MiB", "1048577B", "1048577B"},
        {0, YOKE_NS, "0 ns", "0ns", "0ns"},
        {20000000, YOKE_NS, "20 ms", "20ms", "20ms"},
        {1500000, YOKE_NS, "1.5 ms", "1500us", "1500us"},
        {1234567, YOKE_NS, "1.235 ms", "1234567ns", "1234567ns"},
        {60000000000, YOKE_NS, "1 min", "1min", "1min"},
        {90000000000, YOKE_NS, "1.5 min", "90s", "90s"},
    };
    for (size_t i = 0; i < sizeof writings / sizeof *writings; i++) {
        char text[UNITS_TEXT_BYTES];
        units_format(writings[i].value, writings[i].unit, text);
        assert_string_equal(text, writings[i].people);
        units_exact(writings[i].value, writings[i].unit, text);
        assert_string_equal(text, writings[i].exact);
        units_name(writings[i].value, writings[i].unit, text);
        assert_string_equal(text, writings[i].name);
    }
}

static void exact_texts_read_back_as_the_same_number(void **state)
{
    (void)state;
    uint64_t draw = 88172645463325252u; /* xorshift: any numbers of every length will do */
    for (int i = 0; i < 3000; i++) {
        draw ^= draw << 13;
        draw ^= draw >> 7;
        draw ^= draw << 17;
        uint64_t value = draw >> (i % 64);
        value *= i % 3 ? 1 : 1000;
        for (enum yoke_unit unit = YOKE_COUNT; unit <= YOKE_NS; unit++) {
            char exact[UNITS_TEXT_BYTES], name[UNITS_TEXT_BYTES];
            struct yoke_error error = {0};
            uint64_t from_exact, from_name;
            units_exact(value, unit, exact);
            units_name(value, unit, name);
            assert_int_equal(units_parse(exact, unit, &from_exact, &error), 0);
            assert_int_equal(units_parse(name, unit, &from_name, &error), 0);
            assert_true(from_exact == value && from_name == value);
        }
    }
}

static void a_text_for_people_is_never_off_by_more_than_its_last_digit(void **state)
{
    (void)state;
    for (uint64_t value = 1; value < UINT64_MAX / 7; value = value * 7 + 3) {
        char text[UNITS_TEXT_BYTES];
        struct yoke_error error = {0};
        uint64_t back;
        units_format(value, YOKE_NS, text);
        assert_int_equal(units_parse(text, YOKE_NS, &back, &error), 0);
        assert_near((double)back / (double)value, 1, 0.0005); /* four digits: half a unit of the last of 1.000 */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_in_every_spelling),
        cmocka_unit_test(what_is_no_exact_number_is_refused_in_one_sentence),
        cmocka_unit_test(numbers_are_written_for_people_for_sentences_and_for_names),
        cmocka_unit_test(exact_texts_read_back_as_the_same_number),
        cmocka_unit_test(a_text_for_people_is_never_off_by_more_than_its_last_digit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
