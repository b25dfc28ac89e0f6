/* SPDX-License-Identifier: MIT */
/* What a latency chart shows, in words. Percentiles are named only where their interval is closed. */
#include "latency_finding.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "chart_text.h"
#include "quantity.h"

static const double HEADLINE_EMS = 986 / 18.0; /* the picture's width in ems of the headline's size */

static const struct latency_series *series_at(const struct latency_page *page, size_t index)
{
    return &page->loads->series[page->first + index];
}

/* "800/s", "4 workers" */
static void load_text(char out[QUANTITY_BYTES + 16], const struct latency_page *page, const struct latency_point *point)
{
    char number[QUANTITY_BYTES];
    quantity_compact(number, point->load);
    if (page->loads->by_rate)
        snprintf(out, QUANTITY_BYTES + 16, "%s/s", number);
    else
        snprintf(out, QUANTITY_BYTES + 16, "%s worker%s", number, point->load == 1 ? "" : "s");
}

static const struct yoke_estimate *p99_of(const struct latency_point *point)
{
    return &point->cell->latency.p99_ns;
}

static bool p99_known(const struct latency_point *point)
{
    return isfinite(p99_of(point)->value) && isfinite(p99_of(point)->high);
}

/* What a series is judged by: the load it bears. */
static const struct latency_point *bears(const struct latency_page *page, const struct latency_series *series)
{
    return isnan(page->loads->target_ns) ? latency_sustained(series) : latency_within(page->loads, series);
}

/* Series of the page that bear the most and the least. */
static void extremes_find(const struct latency_page *page, size_t *most, size_t *least)
{
    double high = -INFINITY, low = INFINITY;
    for (size_t i = 0; i < page->count; i++) {
        const struct latency_point *point = bears(page, series_at(page, i));
        const double sign = page->loads->by_rate ? 1 : -1; /* few workers are better than many */
        const double load = point ? sign * point->load : -INFINITY;
        if (load > high) {
            high = load;
            *most = i;
        }
        if (load < low) {
            low = load;
            *least = i;
        }
    }
}

/* "; pthread × 1 only with 100/s", "; fork needs 4 workers", where that fits. */
static void other_append(char *buffer, size_t size, const struct latency_page *page, const struct latency_series *series)
{
    const struct latency_point *point = bears(page, series);
    char load[QUANTITY_BYTES + 16], clause[STUDY_NAME_BYTES + 96];
    if (point) {
        load_text(load, page, point);
        snprintf(clause, sizeof clause, "; %s only %s %s", series->name, isnan(page->loads->target_ns) ? "with" : "up to", load);
        if (!page->loads->by_rate)
            snprintf(clause, sizeof clause, "; %s needs %s", series->name, load);
    } else {
        snprintf(clause, sizeof clause, "; %s never", series->name);
    }
    const size_t used = strlen(buffer);
    if (chart_text_ems(buffer, true) + chart_text_ems(clause, true) <= HEADLINE_EMS)
        snprintf(buffer + used, size - used, "%s", clause);
}

/* Of an open loop, or with a target: up to which load it goes well. */
static void bearing_write(char *buffer, size_t size, const struct latency_page *page)
{
    size_t most = 0, least = 0;
    char load[QUANTITY_BYTES + 16], time[QUANTITY_BYTES];
    const double target_ns = page->loads->target_ns;
    extremes_find(page, &most, &least);
    const struct latency_series *best = series_at(page, most), *worst = series_at(page, least);
    const struct latency_point *point = bears(page, best), *last = bears(page, worst);
    quantity_time(time, target_ns);
    if (!point) {
        snprintf(buffer, size, isnan(target_ns) ? "Even the lightest load is more than the workers can do" :
                 "Nowhere are 99 in 100 tasks proven to be done within %s", time);
        return;
    }
    load_text(load, page, point);
    if (!isnan(target_ns)) {
        snprintf(buffer, size, "%s does 99 in 100 tasks within %s %s %s", best->name, time, page->loads->by_rate ? "up to" : "on", load);
    } else {
        quantity_time(time, p99_of(point)->value);
        const bool known = p99_known(point);
        snprintf(buffer, size, "%s keeps up with %s%s%s", best->name, load, known ? ", 99 in 100 tasks within " : "", known ? time : "");
    }
    if (!last || last->load != point->load)
        other_append(buffer, size, page, worst);
}

/* Nothing is overloaded and nothing was asked for: how the tail grows. */
static void growth_write(char *buffer, size_t size, const struct latency_page *page)
{
    const struct latency_series *steepest = NULL;
    const struct latency_point *from = NULL, *to = NULL;
    char low[QUANTITY_BYTES], high[QUANTITY_BYTES], light[QUANTITY_BYTES + 16], heavy[QUANTITY_BYTES + 16];
    for (size_t i = 0; i < page->count; i++) {
        const struct latency_series *series = series_at(page, i);
        const struct latency_point *first = &series->points[0], *last = &series->points[series->count - 1];
        if (!p99_known(first) || !p99_known(last))
            continue;
        if (steepest && p99_of(last)->value / p99_of(first)->value <= p99_of(to)->value / p99_of(from)->value)
            continue;
        steepest = series;
        from = first;
        to = last;
    }
    if (!steepest) {
        snprintf(buffer, size, "Too few tasks to tell how the slowest one in a hundred fares");
        return;
    }
    quantity_time(low, p99_of(from)->value);
    quantity_time(high, p99_of(to)->value);
    load_text(light, page, from);
    load_text(heavy, page, to);
    const bool apart = p99_of(to)->low > p99_of(from)->high, better = p99_of(to)->high < p99_of(from)->low;
    snprintf(buffer, size, "p99 of %s %s from %s with %s to %s with %s", steepest->name,
             apart ? "grows" : better ? "falls" : "hardly moves,", low, light, high, heavy);
}

static bool any_overloaded(const struct latency_page *page)
{
    for (size_t i = 0; i < page->count; i++)
        for (size_t k = 0; k < series_at(page, i)->count; k++)
            if (series_at(page, i)->points[k].overloaded)
                return true;
    return false;
}

void latency_finding_write(char *buffer, size_t size, const struct latency_page *page)
{
    if (!isnan(page->loads->target_ns) || (page->loads->by_rate && any_overloaded(page)))
        bearing_write(buffer, size, page);
    else
        growth_write(buffer, size, page);
}

/* --- the lines below -------------------------------------------------------------------------------------------------- */

static void tasks_add(struct caption *caption, const struct latency_page *page)
{
    uint64_t least = UINT64_MAX, most = 0;
    char low[QUANTITY_BYTES], high[QUANTITY_BYTES];
    for (size_t i = 0; i < page->count; i++)
        for (size_t k = 0; k < series_at(page, i)->count; k++) {
            const uint64_t n = series_at(page, i)->points[k].cell->latency.n;
            least = n < least ? n : least;
            most = n > most ? n : most;
        }
    quantity_count(low, least);
    quantity_count(high, most);
    if (least == most)
        chart_caption_add(caption, "Marks: percentiles of %s tasks, 95 %% CI.", low);
    else
        chart_caption_add(caption, "Marks: percentiles of %s to %s tasks, 95 %% CI.", low, high);
}

void latency_caption_subject(struct caption *caption, const struct latency_page *page)
{
    const struct yoke_cell *cell = page->loads->first;
    char work[CAPTION_LINE_BYTES];
    bool open = false;
    *caption = (struct caption){.count = 0};
    chart_caption_work(work, sizeof work, cell);
    if (cell->arrivals)
        chart_caption_add(caption, "%s, open loop: tasks arrive %s, and latency counts from when one was due to its end.", work,
                          yoke_text_same(cell->arrivals, "poisson") ? "at random (Poisson)" : "evenly");
    else
        chart_caption_add(caption, "%s, closed loop: a task begins as soon as a worker is free, and latency is the time it takes.", work);
    tasks_add(caption, page);
    for (size_t i = 0; i < page->count; i++)
        for (size_t k = 0; k < series_at(page, i)->count; k++)
            open |= !p99_known(&series_at(page, i)->points[k]);
    if (open)
        chart_caption_add(caption, "Percentiles that too few tasks reach are left out.");
    if (page->loads->by_rate && any_overloaded(page))
        chart_caption_add(caption, "Shaded: beyond capacity, the most that was done; hollow: such figures grow with the run.");
    if (!page->loads->by_rate && any_overloaded(page))
        chart_caption_add(caption, "Hollow: more arrived than was done, and such figures grow with the run.");
    if (page->left_out)
        chart_caption_add(caption, "%zu more series have no picture.", page->left_out);
}
