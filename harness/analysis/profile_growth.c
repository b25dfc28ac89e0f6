/* SPDX-License-Identifier: MIT */
#include "profile_growth.h"

#include <errno.h>
#include <math.h>

#include "profile_tree.h"

/* One false claim in seven hundred functions that did not grow. */
static const double DEVIATIONS_LEAST = 3;

/* What one sample stands for: processor time a task. NaN: not known. */
static double sample_ns(const struct yoke_cell *cell)
{
    const struct yoke_profile *profile = &cell->profile;
    if (profile->rate_hz == YOKE_MISSING || !profile->rate_hz || profile->runs == YOKE_MISSING || !profile->runs ||
        cell->tasks == YOKE_MISSING || !cell->tasks)
        return NAN;
    return 1e9 / (double)profile->rate_hz / (double)profile->runs / (double)cell->tasks;
}

static bool has_grown(double from_samples, double from_unit, double to_samples, double to_unit)
{
    const double deviation = sqrt(from_samples * from_unit * from_unit + to_samples * to_unit * to_unit);
    return to_samples * to_unit - from_samples * from_unit > DEVIATIONS_LEAST * deviation;
}

static double own_samples(const struct yoke_profile *profile, const struct yoke_profile_function *wanted)
{
    for (size_t i = 0; i < profile->function_count; i++)
        if (yoke_text_same(profile->functions[i].name, wanted->name) && yoke_text_same(profile->functions[i].module, wanted->module))
            return (double)profile->functions[i].self;
    return 0;
}

static double kernel_samples(const struct yoke_profile *profile)
{
    double samples = 0;
    for (size_t i = 0; i < profile->function_count; i++)
        if (profile_kind_of(&profile->functions[i]) == PROFILE_KERNEL)
            samples += (double)profile->functions[i].self;
    return samples;
}

int profile_growth_compute(const struct yoke_cell *from, const struct yoke_cell *to, struct profile_growth *growth)
{
    const struct yoke_profile *before = &from->profile, *after = &to->profile;
    *growth = (struct profile_growth){.share = NAN, .kernel_share = NAN};
    if (before->samples == YOKE_MISSING || after->samples == YOKE_MISSING || before->samples < PROFILE_SAMPLES_LEAST ||
        after->samples < PROFILE_SAMPLES_LEAST)
        return -ENOENT;
    const double from_unit = sample_ns(from), to_unit = sample_ns(to);
    if (!yoke_text_same(before->scope, after->scope) || isnan(from_unit) || isnan(to_unit))
        return -EINVAL;
    growth->all = (struct profile_cost){(double)before->samples * from_unit, (double)after->samples * to_unit};
    growth->grown = has_grown((double)before->samples, from_unit, (double)after->samples, to_unit);
    for (size_t i = 0; i < after->function_count && growth->grown; i++) {
        const double from_own = own_samples(before, &after->functions[i]), to_own = (double)after->functions[i].self;
        const struct profile_cost own = {from_own * from_unit, to_own * to_unit};
        const bool more = !growth->function || own.to_ns - own.from_ns > growth->own.to_ns - growth->own.from_ns;
        if (!more || !has_grown(from_own, from_unit, to_own, to_unit))
            continue;
        growth->function = &after->functions[i];
        growth->own = own;
    }
    if (growth->grown)
        growth->kernel_share = (kernel_samples(after) * to_unit - kernel_samples(before) * from_unit) /
                               (growth->all.to_ns - growth->all.from_ns);
    if (growth->function)
        growth->share = (growth->own.to_ns - growth->own.from_ns) / (growth->all.to_ns - growth->all.from_ns);
    return 0;
}
