/* SPDX-License-Identifier: MIT */
/* Derived quantities as a grid of their own: an interval each would make the main table too wide to read. */
#include "table_derived.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "quantity.h"

enum { QUANTITIES_MOST = 6 }; /* more columns than that no terminal shows; result.json has all */
enum column { SERIES, WORKERS, QUANTITY };

/* A rate of misses is read as a share, all else as a plain number. */
static bool name_is_share(const char *name)
{
    const size_t length = strlen(name);
    return length > 5 && strcmp(name + length - 5, "-rate") == 0;
}

/* Hardware events have capitals or "::", what the kernel counts has not; an operation's share of an event says what a
 * task's does. */
static bool name_is_shown(const char *name)
{
    const char *slash = strchr(name, '/');
    if (!slash)
        return true;
    return strcmp(slash, "/task") == 0 && (isupper((unsigned char)name[0]) || strstr(name, "::"));
}

static size_t names_gather(const struct study *study, const char *names[QUANTITIES_MOST])
{
    size_t count = 0;
    for (size_t i = 0; i < study->series_count; i++)
        for (size_t j = 0; j < study->series[i].cell_count; j++) {
            const struct yoke_cell *cell = study->series[i].cells[j];
            for (size_t k = 0; k < cell->derived_count && count < QUANTITIES_MOST; k++) {
                size_t at = 0;
                if (!cell->derived[k].name || !name_is_shown(cell->derived[k].name))
                    continue;
                while (at < count && strcmp(names[at], cell->derived[k].name) != 0)
                    at++;
                if (at == count)
                    names[count++] = cell->derived[k].name;
            }
        }
    return count;
}

static void number_print(char text[QUANTITY_BYTES], const char *name, double value)
{
    if (name_is_share(name) && isfinite(value))
        snprintf(text, QUANTITY_BYTES, "%.*f %%", (int)quantity_decimals(100 * value, 3), 100 * value);
    else if (isfinite(value) && fabs(value) >= 1000)
        quantity_compact(text, value);
    else
        quantity_ratio(text, value);
}

/* "1.23 [1.22..1.24]"; "~" before what was multiplexed. */
static void set_quantity(struct grid *grid, size_t column, const struct yoke_derived *derived)
{
    char value[QUANTITY_BYTES], low[QUANTITY_BYTES], high[QUANTITY_BYTES];
    const char *sign = isnan(derived->running_share) ? "" : "~";
    number_print(value, derived->name, derived->value);
    number_print(low, derived->name, derived->low);
    number_print(high, derived->name, derived->high);
    if (isfinite(derived->low) || isfinite(derived->high))
        grid_set(grid, column, "%s%s [%s..%s]", sign, value, low, high);
    else
        grid_set(grid, column, "%s%s", sign, value);
}

static int row_add(struct grid *grid, const struct study_series *series, const struct yoke_cell *cell,
                   const char *const names[], size_t count)
{
    const int status = grid_add_row(grid, GRID_PLAIN);
    if (status)
        return status;
    grid_set(grid, SERIES, "%s", series->name);
    grid_set(grid, WORKERS, "%" PRIu64, cell->workers);
    for (size_t k = 0; k < cell->derived_count; k++)
        for (size_t i = 0; i < count && cell->derived[k].name; i++)
            if (strcmp(names[i], cell->derived[k].name) == 0)
                set_quantity(grid, QUANTITY + i, &cell->derived[k]);
    return 0;
}

int table_derived_new(const struct study *study, bool utf8, struct grid **grid)
{
    const char *names[QUANTITIES_MOST];
    const size_t count = names_gather(study, names);
    *grid = NULL;
    if (!count)
        return 0;
    struct grid *made = grid_new(utf8);
    if (!made)
        return -ENOMEM;
    grid_add_column(made, &(struct grid_column){.title = "executor", .flexible = true});
    grid_add_column(made, &(struct grid_column){.title = "workers", .right = true});
    for (size_t i = 0; i < count; i++)
        grid_add_column(made, &(struct grid_column){.title = names[i], .right = true, .rank = (unsigned)i + 1});
    int status = 0;
    for (size_t i = 0; i < study->series_count && !status; i++)
        for (size_t j = 0; j < study->series[i].cell_count && !status; j++)
            if (study->series[i].cells[j]->derived_count)
                status = row_add(made, &study->series[i], study->series[i].cells[j], names, count);
    if (status)
        grid_free(made);
    else
        *grid = made;
    return status;
}
