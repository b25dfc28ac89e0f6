/* SPDX-License-Identifier: MIT */
/* The look of a series. */
#include "chart_palette.h"

#include <stdbool.h>
#include <string.h>

enum { HUES = 8 };

/* A hue with its text ink, a filled marker and the hollow one of the same shape. `owner` is an executor that has this
 * colour in every picture, so that people need not read the legend twice; any executor may use what its owner leaves.
 */
static const struct {
    const char *owner, *hue, *ink;
    int filled, hollow, halo;
    double size;
} hues[HUES] = {
    {"pthread", "#0072B2", "#0072B2", 7, 6, 7, 0.65}, {"fork", "#D55E00", "#B84E00", 5, 4, 5, 0.65},
    {"openmp", "#009E73", "#00785A", 9, 8, 9, 0.80},  {"coop", "#CC79A7", "#A85584", 13, 12, 13, 0.80},
    {"mpi", "#E69F00", "#8F6200", 11, 10, 11, 0.80},  {"", "#56B4E9", "#1F78AC", 15, 14, 15, 0.75},
    {"", "#1B2733", "#1B2733", 2, 2, 7, 0.60},        {"serial", "#626E7A", "#45525F", 1, 1, 7, 0.65},
};

/* The first round is filled and solid, the second hollow, the third hollow and dashed. */
static struct chart_look look_at(size_t slot)
{
    const size_t hue = slot % HUES, round = slot / HUES;
    return (struct chart_look){
        .hue = hues[hue].hue,
        .ink = hues[hue].ink,
        .marker = round == 0 ? hues[hue].filled : hues[hue].hollow,
        .halo = hues[hue].halo,
        .size = hues[hue].size,
        .dash = round == 0   ? 1
                : round == 1 ? 21
                             : 22,
        .round = (unsigned)round,
    };
}

static bool owned_by(size_t slot, const char *executor)
{
    return slot < HUES && executor && strcmp(hues[slot].owner, executor) == 0;
}

void chart_palette_choose(const char *const executors[], size_t count, struct chart_look looks[])
{
    bool taken[CHART_SERIES_MOST] = {false}, placed[CHART_SERIES_MOST] = {false};
    for (size_t i = 0; i < count; i++)
        for (size_t slot = 0; slot < HUES && !placed[i]; slot++)
            if (owned_by(slot, executors[i]) && !taken[slot]) {
                looks[i] = look_at(slot);
                taken[slot] = placed[i] = true;
            }
    for (size_t i = 0; i < count; i++)
        for (size_t slot = 0; slot < CHART_SERIES_MOST && !placed[i]; slot++)
            if (!taken[slot]) {
                looks[i] = look_at(slot);
                taken[slot] = placed[i] = true;
            }
}
