/* SPDX-License-Identifier: MIT */
/* The open loop of a request: its rate, its arrivals, and what does not go together with them. */
#include "request_resolver.h"

#include "open_loop.h"
#include "units.h"

#include <string.h>

void resolver_rate(struct resolver *resolver)
{
    struct plan *plan = resolver->plan;
    const struct request_setting rate = resolver_setting(resolver, -1, REQUEST_RATE, NULL);
    bool written;
    const struct request_setting arrivals = resolver_setting(resolver, -1, REQUEST_ARRIVALS, &written);
    if (rate.text)
        resolver_sweep(resolver, &rate, &plan->rates);
    else if (written)
        request_refuse(resolver->errors, &arrivals, "arrivals need a rate: add --rate 100/s");
    enum open_loop_arrivals known;
    if (open_loop_arrivals_find(arrivals.text, &known))
        plan->arrivals = open_loop_arrivals_words[known];
    else
        resolver_refuse_value(resolver, &arrivals);
}

/* One run takes as long as its tasks arrive, however fast the machine is: what cannot end in time is known beforehand. */
static void check_limit(struct resolver *resolver, const struct plan_study *study, uint64_t rate_mhz)
{
    const struct plan *plan = resolver->plan;
    const double runs = (double)(plan->warmup + (plan->iterations ? plan->iterations : 1));
    const double tasks = (double)plan_rate_tasks(study, rate_mhz), run_ns = 1e12 * tasks / (double)rate_mhz;
    const struct request_setting setting = resolver_setting(resolver, -1, REQUEST_RATE, NULL);
    char rate[UNITS_TEXT_BYTES], limit[UNITS_TEXT_BYTES];
    if (runs * run_ns <= (double)plan->limit_ns)
        return;
    units_exact(rate_mhz, YOKE_RATE, rate);
    units_exact(plan->limit_ns, YOKE_NS, limit);
    request_refuse(resolver->errors, &setting,
                   "%.0f tasks take %.4g s to arrive at %s, and a visit of %.0f such runs may take %s: take fewer --tasks, or a "
                   "longer --limit", tasks, run_ns / 1e9, rate, runs, limit);
}

void resolver_check_rate(struct resolver *resolver)
{
    struct plan *plan = resolver->plan;
    const struct request_setting *latency = request_find(resolver->request, -1, REQUEST_LATENCY, NULL);
    const struct request_setting *study = request_find(resolver->request, -1, REQUEST_WARMUP_STUDY, NULL);
    if (!plan->rates.count)
        return;
    if (latency && !plan->latency)
        request_refuse(resolver->errors, latency, "with a rate every task is recorded: leave latency out, or the rate");
    if (study && plan->warmup_study)
        request_refuse(resolver->errors, study,
                       "with a rate a run takes as long as its tasks arrive, and no warm-up shows: leave the study out, or the rate");
    plan->latency = true;
    for (size_t i = 0; i < plan->study_count; i++)
        for (size_t k = 0; k < plan->rates.count && !resolver->errors->count; k++)
            check_limit(resolver, &plan->studies[i], plan->rates.values[k]);
}
