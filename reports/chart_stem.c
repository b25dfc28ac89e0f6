/* SPDX-License-Identifier: MIT */
/* The file name of a study's chart, without its ending. */
#include "chart_stem.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* What neither shells nor gnuplot read differently; not isalnum(), which asks the locale. */
static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.=-_";

enum { NUMBER_BYTES = 8 }; /* room for the number that tells equal names apart */

void chart_stem_append(char stem[CHART_STEM_BYTES], const char *text)
{
    size_t used = strlen(stem);
    for (; text && *text && used + 1 < CHART_STEM_BYTES - NUMBER_BYTES; text++) {
        stem[used] = '_';
        if (strchr(plain, *text))
            stem[used] = *text;
        used++;
    }
    stem[used] = '\0';
}

/* Does this parameter differ between studies of one workload? */
static bool param_varies(const struct study_list *list, const struct study *study, size_t param)
{
    const struct yoke_cell *cell = study->first;
    for (size_t i = 0; i < list->count; i++) {
        const struct yoke_cell *other = list->studies[i].first;
        const bool same_kind = other->param_count == cell->param_count && other->workload && cell->workload &&
                               strcmp(other->workload, cell->workload) == 0;
        if (same_kind && !yoke_setting_same(&other->params[param], &cell->params[param]))
            return true;
    }
    return false;
}

/* "speedup-cpu_sum_squares", with the parameters that tell it from its siblings: "speedup-io_sleep-longest=20ms". */
static void stem_make(char stem[CHART_STEM_BYTES], const char *kind, const struct study_list *list, size_t index)
{
    const struct study *study = &list->studies[index];
    snprintf(stem, CHART_STEM_BYTES, "%s-", kind);
    chart_stem_append(stem, study->first->workload);
    for (size_t i = 0; i < study->first->param_count; i++) {
        char value[96];
        if (!param_varies(list, study, i))
            continue;
        study_param_text(value, sizeof value, study->first, i);
        chart_stem_append(stem, "-");
        chart_stem_append(stem, study->first->params[i].name);
        chart_stem_append(stem, "=");
        chart_stem_append(stem, value);
    }
}

void chart_stem_make(char stem[CHART_STEM_BYTES], const char *kind, const struct study_list *list, size_t index)
{
    char other[CHART_STEM_BYTES];
    size_t equals = 0;
    stem_make(stem, kind, list, index);
    for (size_t i = 0; i < index; i++) {
        stem_make(other, kind, list, i);
        equals += strcmp(other, stem) == 0;
    }
    const size_t used = strlen(stem);
    if (equals)
        snprintf(stem + used, CHART_STEM_BYTES - used, ".%zu", equals + 1);
}
