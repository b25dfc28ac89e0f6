/* SPDX-License-Identifier: MIT */
#include "flame_finding.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "profile_growth.h"
#include "quantity.h"
#include "text.h"

/* Many small functions of the kernel make up one thing that the program asked of it. */
static const double KERNEL_SHARE_LEAST = 0.25;

void flame_headline(char text[FLAME_TEXT_BYTES], const struct yoke_profile *profile)
{
    char name[256];
    const struct yoke_profile_function *most = profile->functions;
    if (profile->samples < PROFILE_SAMPLES_LEAST || !profile->function_count) {
        snprintf(text, FLAME_TEXT_BYTES, "Too few samples to say where the processor time goes (%" PRIu64 ")", profile->samples);
        return;
    }
    text_fit(name, sizeof name, most->name, FLAME_NAME_COLUMNS, true);
    snprintf(text, FLAME_TEXT_BYTES, "%s takes %.0f %% of the processor time", name,
             100 * (double)most->self / (double)profile->samples);
}

void flame_growth(char text[FLAME_TEXT_BYTES], const struct yoke_cell *before, const struct yoke_cell *after)
{
    struct profile_growth growth;
    char name[256], from[QUANTITY_BYTES], to[QUANTITY_BYTES], own_from[QUANTITY_BYTES], own_to[QUANTITY_BYTES];
    *text = '\0';
    if (profile_growth_compute(before, after, &growth))
        return;
    quantity_time(from, growth.all.from_ns);
    quantity_time(to, growth.all.to_ns);
    const bool sides = before->workers == after->workers;
    const int used = sides ? snprintf(text, FLAME_TEXT_BYTES, "From the base to this the processor time of a task ")
                           : snprintf(text, FLAME_TEXT_BYTES, "From %" PRIu64 " to %" PRIu64 " workers the processor time of a task ",
                                      before->workers, after->workers);
    char *rest = text + used;
    const size_t room = FLAME_TEXT_BYTES - (size_t)used;
    if (!growth.grown) {
        snprintf(rest, room, "does not grow measurably (%s → %s)%s.", from, to,
                 sides ? "" : ": what does not scale is waiting, which no profile sees");
        return;
    }
    if (!growth.function) {
        snprintf(rest, room, "grows (%s → %s), by no single function.", from, to);
        return;
    }
    char kernel[64] = "";
    if (growth.kernel_share >= KERNEL_SHARE_LEAST)
        snprintf(kernel, sizeof kernel, "%.0f %% of that is the kernel's work, and ", 100 * fmin(growth.kernel_share, 1));
    text_fit(name, sizeof name, growth.function->name, FLAME_NAME_COLUMNS, true);
    quantity_time(own_from, growth.own.from_ns);
    quantity_time(own_to, growth.own.to_ns);
    snprintf(rest, room, "grows (%s → %s); %s%.0f %% of %s is %s (%s → %s).", from, to, kernel,
             100 * fmin(growth.share, 1), *kernel ? "all" : "that", name, own_from, own_to);
}
