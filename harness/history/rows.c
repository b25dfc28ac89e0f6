/* SPDX-License-Identifier: MIT */
/* A line at a time: a file of any length is read in the room of its longest line. */
#include "rows.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>

#include "line.h"
#include "rows_csv.h"

/* --- one row ------------------------------------------------------------------------------------------------------- */

static int text_check(const char *text, const char *what, bool must, struct yoke_error *error)
{
    if (!text && !must)
        return 0;
    if (!text || !*text) {
        yoke_error_set(error, "no %s", what);
        return -EINVAL;
    }
    if (strlen(text) > ROWS_TEXT_MOST) {
        yoke_error_set(error, "the %s has more than %d bytes: %.40s...", what, ROWS_TEXT_MOST, text);
        return -EINVAL;
    }
    for (const char *at = text; *at; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7f) {
            yoke_error_set(error, "a control character in the %s", what);
            return -EINVAL;
        }
    return 0;
}

static bool is_day(int year, int month, int day)
{
    struct tm date = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};
    return timegm(&date) != -1 && date.tm_mon == month - 1 && date.tm_mday == day; /* it moves days that do not exist */
}

/* "2026-11-22T10:00:00Z": times in this form sort as texts do. */
static int time_check(const char *text, struct yoke_error *error)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:ddZ";
    size_t i = 0;
    while (text[i] && shape[i] && (shape[i] == 'd' ? text[i] >= '0' && text[i] <= '9' : text[i] == shape[i]))
        i++;
    int year, month, day, hour, minute, second;
    if (!text[i] && !shape[i] &&
        sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d", &year, &month, &day, &hour, &minute, &second) == 6 &&
        is_day(year, month, day) && hour <= 23 && minute <= 59 && second <= 60)
        return 0;
    yoke_error_set(error, "the time is \"%.40s\": UTC such as 2026-11-22T10:00:00Z is wanted", text);
    return -EINVAL;
}

int row_check(const struct history_row *row, struct yoke_error *error)
{
    for (const struct field *field = history_row_shape.fields; field->key; field++)
        if (field->kind == FIELD_TEXT &&
            text_check(*(const char *const *)(const void *)((const char *)row + field->offset), field->key, field->required, error))
            return -EINVAL;
    if (time_check(row->time, error))
        return -EINVAL;
    if (!(row->value > 0) || !isfinite(row->value)) {
        yoke_error_set(error, "the value is %g: one above 0 is wanted", row->value);
        return -EINVAL;
    }
    if (row->low > row->value || row->high < row->value) {
        yoke_error_set(error, "the value %g is not in its interval %g to %g", row->value, row->low, row->high);
        return -EINVAL;
    }
    return 0;
}

/* --- reading ------------------------------------------------------------------------------------------------------- */

struct reader {
    const char *name;
    size_t line; /* from 1 */
    size_t rows;
    bool csv;
    struct rows_head head;
    rows_take *take;
    void *context;
};

/* Puts the place before what is wrong there. */
static int refuse(const struct reader *reader, int status, const struct yoke_error *fault, struct yoke_error *error)
{
    yoke_error_set(error, "%.150s:%zu: %s", reader->name, reader->line,
                   fault->text[0] ? fault->text : strerror(-status));
    return status;
}

static int row_take(struct reader *reader, const struct history_row *row, struct yoke_error *error)
{
    const int status = row_check(row, error);
    reader->rows++;
    return status ? status : reader->take(reader->context, row, error);
}

static int jsonl_take(struct reader *reader, const char *line, struct yoke_error *error)
{
    struct history_row row;
    struct record *memory = record_new();
    if (!memory)
        return -ENOMEM;
    shape_clear(&history_row_shape, &row);
    int status = line_read(memory, &history_row_shape, &row, line, "row", error);
    if (!status)
        status = row_take(reader, &row, error);
    record_free(memory);
    return status;
}

static int csv_take(struct reader *reader, char *line, struct yoke_error *error)
{
    struct history_row row;
    if (!reader->head.columns)
        return rows_csv_head(line, &reader->head, error);
    const int status = rows_csv_row(line, &reader->head, &row, error);
    return status ? status : row_take(reader, &row, error);
}

static int line_take(struct reader *reader, char *line, size_t length, struct yoke_error *error)
{
    static const char mark[] = "\xEF\xBB\xBF"; /* of UTF-8, as some programs write at the beginning */
    if (memchr(line, '\0', length)) {
        yoke_error_set(error, "a NUL: that is no text");
        return -EINVAL;
    }
    if (length >= ROWS_LINE_MOST) {
        yoke_error_set(error, "a line of more than %d bytes", ROWS_LINE_MOST);
        return -EINVAL;
    }
    while (length && strchr("\r\n", line[length - 1]))
        line[--length] = '\0';
    if (reader->line == 1 && !strncmp(line, mark, strlen(mark)))
        line += strlen(mark);
    if (line[strspn(line, " \t")] == '\0')
        return 0;
    if (!reader->rows && !reader->head.columns)
        reader->csv = line[strspn(line, " \t")] != '{';
    return reader->csv ? csv_take(reader, line, error) : jsonl_take(reader, line, error);
}

/* As getline, but never more than a line may have. */
static ssize_t line_get(FILE *stream, char line[ROWS_LINE_MOST + 1])
{
    size_t length = 0;
    for (int c; length < ROWS_LINE_MOST && (c = getc(stream)) != EOF;) {
        line[length++] = (char)c;
        if (c == '\n')
            break;
    }
    line[length] = '\0';
    return ferror(stream) ? -1 : (ssize_t)length;
}

int rows_read(FILE *stream, const char *name, rows_take *take, void *context, struct yoke_error *error)
{
    struct reader reader = {.name = name, .take = take, .context = context};
    char *line = malloc(ROWS_LINE_MOST + 1);
    int status = line ? 0 : -ENOMEM;
    ssize_t length = 0;
    errno = 0;
    while (!status && (length = line_get(stream, line)) > 0) {
        struct yoke_error fault = {.text = ""};
        reader.line++;
        status = line_take(&reader, line, (size_t)length, &fault);
        if (status)
            refuse(&reader, status, &fault, error);
    }
    free(line);
    if (status)
        return status;
    if (length < 0) {
        yoke_error_set(error, "cannot read %s: %s", name, strerror(errno ? errno : EIO));
        return errno ? -errno : -EIO;
    }
    if (reader.rows)
        return 0;
    yoke_error_set(error, "%s holds no results", name);
    return -ENODATA;
}

/* --- writing ------------------------------------------------------------------------------------------------------- */

int rows_write_head(enum rows_format format, FILE *stream)
{
    return format == ROWS_CSV ? rows_csv_write_head(stream) : 0;
}

int rows_write(enum rows_format format, const struct history_row *row, FILE *stream)
{
    return format == ROWS_CSV ? rows_csv_write(row, stream) : line_write(&history_row_shape, row, stream);
}
