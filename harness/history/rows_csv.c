/* SPDX-License-Identifier: MIT */
/* The columns are the keys of the row's table: what is added there is a column here. */
#include "rows_csv.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A spreadsheet runs a field that begins with one of these; an apostrophe before it keeps it a text. One that begins with an
 * apostrophe gets another, so that every text comes back as it was. */
static const char risky[] = "=+-@'";

static size_t column_of(const char *name)
{
    for (size_t i = 0; history_row_shape.fields[i].key; i++)
        if (!strcmp(history_row_shape.fields[i].key, name))
            return i + 1;
    return 0;
}

/* Takes one field off the line. Returns it, ended by a NUL, and moves `line` on; NULL: a quote is not where one may be. */
static char *field_take(char **line, bool *last)
{
    char *const field = *line, *to = field, *from = field;
    const bool quoted = *from == '"';
    bool closed = !quoted;
    from += quoted;
    for (; *from && (quoted || *from != ','); from++) {
        if (quoted && *from == '"' && *++from != '"') {
            closed = true;
            break;
        }
        *to++ = *from;
    }
    if (!closed || (*from && *from != ','))
        return NULL;
    *last = !*from;
    *line = from + !*last;
    *to = '\0';
    return field;
}

/* Returns how many there are; 0 with a sentence: that is no line of CSV. */
static size_t fields_take(char *line, char *fields[ROWS_COLUMNS_MOST], struct yoke_error *error)
{
    size_t count = 0;
    for (bool last = false; !last; count++) {
        if (count == ROWS_COLUMNS_MOST) {
            yoke_error_set(error, "more than %d columns", ROWS_COLUMNS_MOST);
            return 0;
        }
        fields[count] = field_take(&line, &last);
        if (!fields[count]) {
            yoke_error_set(error, "a quote that does not end, or something behind one, in column %zu", count + 1);
            return 0;
        }
    }
    return count;
}

int rows_csv_head(char *line, struct rows_head *head, struct yoke_error *error)
{
    char *fields[ROWS_COLUMNS_MOST];
    *head = (struct rows_head){0};
    head->columns = fields_take(line, fields, error);
    if (!head->columns)
        return -EINVAL;
    for (size_t i = 0; i < head->columns; i++) {
        const size_t column = column_of(fields[i]);
        if (column && head->at[column - 1]) {
            yoke_error_set(error, "two columns are called %s", fields[i]);
            return -EINVAL;
        }
        if (column)
            head->at[column - 1] = i + 1;
    }
    for (size_t i = 0; history_row_shape.fields[i].key; i++)
        if (history_row_shape.fields[i].required && !head->at[i]) {
            yoke_error_set(error, "no column %s: a history needs time, commit, cell, metric and value", history_row_shape.fields[i].key);
            return -EINVAL;
        }
    return 0;
}

static int real_read(const char *text, const char *column, double *value, struct yoke_error *error)
{
    char *end;
    *value = strtod(text, &end);
    if (!*end && strspn(text, "+-.0123456789eE") == strlen(text) && isfinite(*value))
        return 0;
    yoke_error_set(error, "%s is \"%.40s\": a number such as 1.02 is wanted", column, text);
    return -EINVAL;
}

int rows_csv_row(char *line, const struct rows_head *head, struct history_row *row, struct yoke_error *error)
{
    char *fields[ROWS_COLUMNS_MOST];
    const size_t count = fields_take(line, fields, error);
    if (!count)
        return -EINVAL;
    if (count != head->columns) {
        yoke_error_set(error, "%zu columns, where the head has %zu", count, head->columns);
        return -EINVAL;
    }
    shape_clear(&history_row_shape, row);
    int status = 0;
    for (size_t i = 0; history_row_shape.fields[i].key && !status; i++) {
        const struct field *field = &history_row_shape.fields[i];
        const char *text = head->at[i] ? fields[head->at[i] - 1] : "";
        void *member = (char *)row + field->offset;
        if (!*text)
            continue;
        if (field->kind == FIELD_REAL)
            status = real_read(text, field->key, member, error);
        else
            *(const char **)member = text + (*text == '\'');
    }
    return status;
}

static void text_write(const char *text, FILE *stream)
{
    const bool quoted = text && strpbrk(text, ",\"");
    fputs(quoted ? "\"" : "", stream);
    if (text && *text && strchr(risky, *text))
        fputc('\'', stream);
    for (; text && *text; text++) {
        if (*text == '"')
            fputc('"', stream);
        fputc(*text, stream);
    }
    fputs(quoted ? "\"" : "", stream);
}

int rows_csv_write_head(FILE *stream)
{
    for (size_t i = 0; history_row_shape.fields[i].key; i++)
        fprintf(stream, "%s%s", i ? "," : "", history_row_shape.fields[i].key);
    fputc('\n', stream);
    return ferror(stream) ? -EIO : 0;
}

int rows_csv_write(const struct history_row *row, FILE *stream)
{
    for (size_t i = 0; history_row_shape.fields[i].key; i++) {
        const struct field *field = &history_row_shape.fields[i];
        const void *member = (const char *)row + field->offset;
        fputs(i ? "," : "", stream);
        if (field->kind != FIELD_REAL)
            text_write(*(const char *const *)member, stream);
        else if (isfinite(*(const double *)member))
            fprintf(stream, "%.17g", *(const double *)member);
    }
    fputc('\n', stream);
    return ferror(stream) ? -EIO : 0;
}
