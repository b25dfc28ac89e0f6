/* SPDX-License-Identifier: MIT */
/* Numbers as people write them. A number is read as mantissa * 10^exponent * unit in integers only, so that nothing is
 * ever rounded: what is not exact is refused. */
#include "units.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

/* Mantissa (below 2^64) times unit (below 2^42) must fit before the decimal exponent is applied. */
__extension__ typedef unsigned __int128 wide;

enum { DIGITS_SHOWN = 48 }; /* of a number quoted in a sentence: more than any number that is accepted needs */

struct scale {
    const char *suffix;
    uint64_t factor;
};

#define KIB (UINT64_C(1) << 10)
#define MIB (UINT64_C(1) << 20)
#define GIB (UINT64_C(1) << 30)
#define TIB (UINT64_C(1) << 40)
#define K1  UINT64_C(1000)
#define M1  UINT64_C(1000000)
#define G1  UINT64_C(1000000000)
#define T1  UINT64_C(1000000000000)

/* Each from the largest to the smallest; where two spellings have one factor, the first is written. */
static const struct scale count_scales[] = {{"T", T1}, {"G", G1}, {"M", M1}, {"k", K1}, {"", 1}, {NULL, 0}};
static const struct scale binary_scales[] = {{"TiB", TIB}, {"GiB", GIB}, {"MiB", MIB},
                                             {"KiB", KIB}, {"B", 1},     {NULL, 0}};
static const struct scale decimal_scales[] = {{"TB", T1}, {"GB", G1}, {"MB", M1}, {"kB", K1}, {"B", 1}, {NULL, 0}};
static const struct scale duration_scales[] = {
    {"h", 3600 * G1},  {"min", 60 * G1},  {"s", G1}, {"ms", M1}, {"us", K1},
    {"\xc2\xb5s", K1}, {"\xce\xbcs", K1}, {"ns", 1}, {NULL, 0},
};

static const struct scale share_scales[] = {{"%", 10000}, {NULL, 0}};
static const struct scale rate_scales[] = {{"M/s", G1}, {"k/s", M1}, {"/s", K1}, {NULL, 0}};

/* Sizes that could mean either power, and both ways to write what was meant. */
static const struct {
    const char *suffix, *binary, *decimal;
} ambiguous[] = {
    {"k", "KiB", "kB"}, {"K", "KiB", "kB"}, {"KB", "KiB", "kB"}, {"M", "MiB", "MB"},
    {"G", "GiB", "GB"}, {"T", "TiB", "TB"}, {"", "KiB", "kB"},
};

/* A number as written, taken apart. */
struct number {
    const char *text; /* where it begins */
    size_t length;    /* of the digits, without the unit */
    uint64_t mantissa;
    int exponent;         /* value = mantissa * 10^exponent */
    bool negative, large; /* `large`: the mantissa does not fit */
    const char *suffix;   /* the rest, blanks before it skipped */
};

static void number_digit(struct number *number, char digit, bool fraction)
{
    if (number->large)
        return;
    if (__builtin_mul_overflow(number->mantissa, UINT64_C(10), &number->mantissa) ||
        __builtin_add_overflow(number->mantissa, (uint64_t)(digit - '0'), &number->mantissa))
        number->large = true;
    number->exponent -= fraction;
}

/* Reads digits with single underscores between them. Returns where they end, or NULL when there are none. */
static const char *number_digits(struct number *number, const char *at, bool fraction)
{
    if (!isdigit((unsigned char)*at))
        return NULL;
    while (isdigit((unsigned char)*at) || (*at == '_' && isdigit((unsigned char)at[1])))
        if (*at++ != '_')
            number_digit(number, at[-1], fraction);
    return at;
}

/* Reads "e6", "e+6", "E-3". Returns where it ends; `at` itself when no exponent stands there. */
static const char *number_exponent(struct number *number, const char *at)
{
    const char *digits = at + 1 + (*at && (at[1] == '+' || at[1] == '-'));
    if ((*at != 'e' && *at != 'E') || !isdigit((unsigned char)*digits))
        return at;
    int exponent = 0;
    for (; isdigit((unsigned char)*digits); digits++)
        if (exponent < 1000) /* already far outside 64 bits either way */
            exponent = exponent * 10 + (*digits - '0');
    number->exponent += at[1] == '-' ? -exponent : exponent;
    return digits;
}

/* Takes a text apart. Returns false when it does not begin with a number. */
static bool number_read(struct number *number, const char *text)
{
    *number = (struct number){.text = text, .negative = *text == '-'};
    const char *at = number_digits(number, text + number->negative, false);
    if (!at)
        return false;
    if (*at == '.') {
        at = number_digits(number, at + 1, true);
        if (!at)
            return false;
    }
    at = number_exponent(number, at);
    number->length = (size_t)(at - text);
    number->suffix = at + strspn(at, " ");
    return true;
}

/* value = mantissa * 10^exponent * factor. Returns 0, -ERANGE when it is too large, -EDOM when it is not whole. */
static int number_scale(const struct number *number, uint64_t factor, uint64_t *value)
{
    if (number->large)
        return -ERANGE;
    wide product = (wide)number->mantissa * factor;
    int exponent = product ? number->exponent : 0;
    for (; exponent > 0; exponent--) {
        product *= 10;
        if (product > UINT64_MAX)
            return -ERANGE;
    }
    for (; exponent < 0; exponent++) {
        if (product % 10)
            return -EDOM;
        product /= 10;
    }
    if (product > UINT64_MAX)
        return -ERANGE;
    *value = (uint64_t)product;
    return 0;
}

static const struct scale *scale_find(const struct scale *scales, const char *suffix)
{
    for (; scales->suffix; scales++)
        if (!strcmp(scales->suffix, suffix))
            return scales;
    return NULL;
}

static uint64_t unit_factor(enum yoke_unit unit, const char *suffix)
{
    const struct scale *scale = NULL;
    if (unit == YOKE_COUNT)
        scale = scale_find(count_scales, suffix);
    else if (unit == YOKE_NS)
        scale = scale_find(duration_scales, suffix);
    else if (unit == YOKE_SHARE)
        scale = scale_find(share_scales, suffix);
    else if (unit == YOKE_RATE)
        scale = scale_find(rate_scales, suffix);
    else if (!(scale = scale_find(binary_scales, suffix)))
        scale = scale_find(decimal_scales, suffix);
    return scale ? scale->factor : 0;
}

const char *units_noun(enum yoke_unit unit)
{
    static const char *const nouns[] = {
        [YOKE_COUNT] = "count", [YOKE_BYTES] = "size", [YOKE_NS] = "duration", [YOKE_SHARE] = "percentage",
        [YOKE_RATE] = "rate"};
    return nouns[unit];
}

/* A size without a clear unit: both readings, with what each would mean. */
static int refuse_ambiguous(const struct number *number, const char *binary, const char *decimal,
                            struct yoke_error *error)
{
    uint64_t as_binary = 0, as_decimal = 0;
    int digits = (int)(number->length < DIGITS_SHOWN ? number->length : DIGITS_SHOWN);
    bool bare = !*number->suffix;
    if (number_scale(number, unit_factor(YOKE_BYTES, binary), &as_binary) ||
        number_scale(number, unit_factor(YOKE_BYTES, decimal), &as_decimal))
        yoke_error_set(error, "%.60s is ambiguous: write its unit as %s (powers of 1024) or %s (powers of 1000)",
                       number->text, binary, decimal);
    else
        yoke_error_set(error, "%.60s %s: write %.*s%s (%" PRIu64 " bytes) or %.*s%s (%" PRIu64 " bytes)%s",
                       number->text, bare ? "needs a unit" : "is ambiguous", digits, number->text, binary, as_binary,
                       digits, number->text, decimal, as_decimal, bare ? ", or B for bytes" : "");
    return -EDOM;
}

/* The text is a number, but its unit is not one of this kind: is there a better answer than "no"? */
static int refuse_suffix(const struct number *number, enum yoke_unit unit, struct yoke_error *error)
{
    int digits = (int)(number->length < DIGITS_SHOWN ? number->length : DIGITS_SHOWN);
    for (size_t i = 0; unit == YOKE_BYTES && i < sizeof ambiguous / sizeof *ambiguous; i++)
        if (!strcmp(ambiguous[i].suffix, number->suffix))
            return refuse_ambiguous(number, ambiguous[i].binary, ambiguous[i].decimal, error);
    if (unit == YOKE_SHARE && !*number->suffix) {
        yoke_error_set(error, "%.60s needs a percent sign: write %.*s%%", number->text, digits, number->text);
        return -EDOM;
    }
    if (unit == YOKE_RATE && !*number->suffix) {
        yoke_error_set(error, "%.60s needs a unit: write %.*s/s", number->text, digits, number->text);
        return -EDOM;
    }
    if (unit == YOKE_NS && !strcmp(number->suffix, "m")) {
        yoke_error_set(error, "%.60s is ambiguous: write %.*sms or %.*smin", number->text, digits, number->text, digits, number->text);
        return -EDOM;
    }
    if (unit == YOKE_NS) {
        yoke_error_set(error, "%.60s %s: write %.*sus, %.*sms or %.*ss", number->text,
                       *number->suffix ? "is not a duration" : "needs a unit", digits, number->text, digits,
                       number->text, digits, number->text);
        return -EDOM;
    }
    return -EINVAL;
}

static int refuse_text(const char *text, enum yoke_unit unit, struct yoke_error *error)
{
    static const char *const examples[] = {
        [YOKE_COUNT] = "5000000, 5e6 or 5M", [YOKE_BYTES] = "64B, 16KiB or 16kB", [YOKE_NS] = "20ms, 1.5s or 2min",
        [YOKE_SHARE] = "1% or 0.5%", [YOKE_RATE] = "2000/s or 0.5/s"};
    yoke_error_set(error, "\"%.60s\" is not a %s: write %s", text, units_noun(unit), examples[unit]);
    return -EINVAL;
}

int units_parse(const char *text, enum yoke_unit unit, uint64_t *value, struct yoke_error *error)
{
    static const char *const bases[] = {
        [YOKE_COUNT] = "number", [YOKE_BYTES] = "number of bytes", [YOKE_NS] = "number of nanoseconds",
        [YOKE_SHARE] = "number of millionths", [YOKE_RATE] = "number of tasks in a thousand seconds"};
    struct number number;
    if (!number_read(&number, text))
        return refuse_text(text, unit, error);
    uint64_t factor = unit_factor(unit, number.suffix);
    if (!*number.suffix && (number.negative || !number.mantissa))
        factor = 1; /* nothing is nothing in every unit, and less than that is none */
    if (!factor) {
        int status = refuse_suffix(&number, unit, error);
        return status == -EINVAL ? refuse_text(text, unit, error) : status;
    }
    if (number.negative) {
        yoke_error_set(error, "%.60s is below zero, which no %s can be", text, units_noun(unit));
        return -ERANGE;
    }
    int status = number_scale(&number, factor, value);
    if (status == -ERANGE)
        yoke_error_set(error, "%.60s is too large: it does not fit in 64 bits", text);
    else if (status)
        yoke_error_set(error, "%.60s is not a whole %s", text, bases[unit]);
    return status;
}

/* Millionths as a percentage, thousandths as a rate, with as many decimals as it takes. False: another unit. */
static bool decimal_write(uint64_t value, enum yoke_unit unit, char text[UNITS_TEXT_BYTES])
{
    if (unit != YOKE_SHARE && unit != YOKE_RATE)
        return false;
    const uint64_t one = unit == YOKE_SHARE ? 10000 : 1000;
    int length = snprintf(text, UNITS_TEXT_BYTES, "%" PRIu64 ".%0*" PRIu64, value / one, unit == YOKE_SHARE ? 4 : 3,
                          value % one);
    while (text[length - 1] == '0')
        length--;
    snprintf(text + length - (text[length - 1] == '.'), 3, unit == YOKE_SHARE ? "%%" : "/s");
    return true;
}

/* The scales a value of this unit is written in: sizes in powers of 1000 only where that alone comes out even. */
static const struct scale *unit_scales(uint64_t value, enum yoke_unit unit)
{
    if (unit == YOKE_COUNT)
        return count_scales;
    if (unit == YOKE_NS)
        return duration_scales;
    return value % KIB && value % K1 == 0 ? decimal_scales : binary_scales;
}

void units_exact(uint64_t value, enum yoke_unit unit, char text[UNITS_TEXT_BYTES])
{
    if (decimal_write(value, unit, text))
        return;
    const struct scale *scale = unit_scales(value, unit);
    while (scale->factor > 1 && (value == 0 || value % scale->factor))
        scale++;
    snprintf(text, UNITS_TEXT_BYTES, "%" PRIu64 "%s", value / scale->factor, scale->suffix);
}

void units_name(uint64_t value, enum yoke_unit unit, char text[UNITS_TEXT_BYTES])
{
    if (unit == YOKE_COUNT)
        snprintf(text, UNITS_TEXT_BYTES, "%" PRIu64, value);
    else
        units_exact(value, unit, text);
}

void units_format(uint64_t value, enum yoke_unit unit, char text[UNITS_TEXT_BYTES])
{
    if (decimal_write(value, unit, text))
        return;
    const struct scale *scale = unit_scales(value, unit);
    while (scale->factor > 1 && value < scale->factor)
        scale++;
    if (unit == YOKE_COUNT && value < 10000) /* four digits are shown as they are: 4096, not 4.096k */
        scale = scale_find(count_scales, "");
    double scaled = (double)value / (double)scale->factor;
    int decimals = scaled < 9.9995 ? 3 : scaled < 99.995 ? 2 : scaled < 999.95 ? 1 : 0;
    char digits[UNITS_TEXT_BYTES];
    int length = snprintf(digits, sizeof digits, "%.*f", decimals, scaled);
    while (decimals && length > 1 && digits[length - 1] == '0')
        digits[--length] = '\0';
    if (length > 1 && digits[length - 1] == '.')
        digits[--length] = '\0';
    snprintf(text, UNITS_TEXT_BYTES, "%.20s%s%.7s", digits, unit == YOKE_COUNT ? "" : " ", scale->suffix);
}
