/* SPDX-License-Identifier: MIT */
/* Strict: a column that is read differently from how it was meant gives numbers that look right. */
#include "stats_table.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where the reading stands. */
struct place {
    const char *origin;
    size_t line; /* 1-based */
    struct yoke_error *error;
};

static int refuse_number(const struct place *place, const char *word)
{
    static const char *const units[] = {"ns", "us", "ms", "s", "%"};
    const size_t digits = strspn(word, "+-0123456789.eE");
    if (strchr(word, ','))
        yoke_error_set(place->error,
                       "%s, line %zu: \"%.40s\" has a comma: write decimal points, and blanks between columns",
                       place->origin, place->line, word);
    for (size_t i = 0; digits && i < sizeof units / sizeof *units; i++)
        if (!strcmp(word + digits, units[i]))
            yoke_error_set(place->error, "%s, line %zu: \"%.40s\" has a unit: write the number alone", place->origin,
                           place->line, word);
    yoke_error_set(place->error, "%s, line %zu: \"%.40s\" is no number", place->origin, place->line, word);
    return -EINVAL;
}

static int number_read(const struct place *place, const char *word, double *number)
{
    char *end;
    /* strtod would also take "inf", "nan" and hexadecimal */
    if (word[strspn(word, "+-0123456789.eE")] || !word[strcspn(word, "0123456789")])
        return refuse_number(place, word);
    *number = strtod(word, &end);
    if (*end)
        return refuse_number(place, word);
    if (isfinite(*number))
        return 0;
    yoke_error_set(place->error, "%s, line %zu: %.40s is too large a number: the largest is about 1.8e308",
                   place->origin, place->line, word);
    return -EINVAL;
}

static int row_add(struct stats_table *table, const double row[])
{
    if (table->row_count == table->room) {
        const size_t room = table->room ? 2 * table->room : 1024;
        for (size_t i = 0; i < table->column_count; i++) {
            double *column = realloc(table->columns[i], room * sizeof *column);
            if (!column)
                return -ENOMEM;
            table->columns[i] = column;
        }
        table->room = room;
    }
    for (size_t i = 0; i < table->column_count; i++)
        table->columns[i][table->row_count] = row[i];
    table->row_count++;
    return 0;
}

/* `text` is cut up. */
static int line_take(const struct place *place, char *text, struct stats_table *table)
{
    double row[STATS_TABLE_COLUMNS];
    size_t count = 0;
    char *rest = NULL;
    text[strcspn(text, "#")] = '\0';
    for (char *word = strtok_r(text, " \t\r\n\v\f", &rest); word; word = strtok_r(NULL, " \t\r\n\v\f", &rest)) {
        if (count == STATS_TABLE_COLUMNS) {
            yoke_error_set(place->error, "%s, line %zu: more than two columns; write one, or two to compare",
                           place->origin, place->line);
            return -EINVAL;
        }
        const int status = number_read(place, word, &row[count++]);
        if (status)
            return status;
    }
    if (!count)
        return 0;
    if (table->row_count && count != table->column_count) {
        yoke_error_set(place->error, "%s, line %zu: %zu number%s where the lines above have %zu", place->origin,
                       place->line, count, count == 1 ? "" : "s", table->column_count);
        return -EINVAL;
    }
    table->column_count = count;
    if (!row_add(table, row))
        return 0;
    yoke_error_set(place->error, "no memory for line %zu of %s", place->line, place->origin);
    return -ENOMEM;
}

int stats_table_read(FILE *stream, const char *origin, struct stats_table *table, struct yoke_error *error)
{
    struct place place = {origin, 0, error};
    char *text = NULL;
    size_t room = 0;
    ssize_t length;
    int status = 0;
    *table = (struct stats_table){0};
    while (!status && (length = getline(&text, &room, stream)) >= 0) {
        place.line++;
        if (memchr(text, '\0', (size_t)length)) {
            yoke_error_set(error, "%s, line %zu: a byte of value 0: this is no text", origin, place.line);
            status = -EINVAL;
        } else {
            status = line_take(&place, text, table);
        }
    }
    if (!status && ferror(stream)) {
        yoke_error_set(error, "cannot read %s: %s", origin, strerror(errno));
        status = -EIO;
    }
    free(text);
    if (status)
        stats_table_release(table);
    return status;
}

void stats_table_release(struct stats_table *table)
{
    for (size_t i = 0; i < STATS_TABLE_COLUMNS; i++)
        free(table->columns[i]);
    *table = (struct stats_table){0};
}
