/* SPDX-License-Identifier: MIT */
/* Side by side or not? Where processors change their speed from moment to moment, two starts at the same time
 * agree several times better than two in a row. Where the two processors share an execution core or a cache that the
 * work fills, each disturbs the other and they agree worse: by ten times has been seen. Neither can be read off a
 * machine's description, so both are tried. */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "clock.h"
#include "fields.h"
#include "interrupt.h"
#include "pair_private.h"
#include "quantile.h"
#include "visit.h"

/* The ways differ by several times or it matters little which is taken; eight tell that, and cost what eight pairs do.
 * By their upper quartile: where some pairs agree and others lie far apart, as on two hyper-threads, a median may see
 * the former only. */
enum { TRIAL_PAIRS = 8 };
static const double TRIAL_QUANTILE = 0.75;

enum pairing { ALONE, IN_DUET };

struct trial {
    struct pair_driver *driver;
    size_t pair;                      /* the cell of the plan */
    const struct gate_metric *metric; /* that is tested first */
    uint64_t number;                  /* of the next start */
    uint64_t began_ns;
    const char *fault;            /* why it came to nothing; NULL: it did not, or a signal came */
    double apart[2][TRIAL_PAIRS]; /* by enum pairing */
};

/* The first row about this cell. Every cell has one. */
static const struct gate_metric *first_metric(const struct gate_suite *suite, size_t pair)
{
    size_t i = 0;
    while (i + 1 < suite->count && suite->items[i].base != 2 * pair)
        i++;
    return &suite->items[i].metric;
}

static int visits_run(const struct trial *trial, const char *how, struct visit visits[2], struct record *memory,
                      struct yoke_cell facts[2], enum visit_outcome outcomes[2], struct yoke_error *error)
{
    struct yoke_cell *const both[2] = {&facts[0], &facts[1]};
    int status = 0;
    if (!strcmp(how, YOKE_DUET))
        return visit_run_pair(visits, true, memory, both, outcomes, error);
    if (!strcmp(how, YOKE_INTERLEAVED))
        return pair_interleave(trial->driver, trial->pair, visits, memory, both, outcomes, error);
    for (size_t i = 0; i < 2 && !status && !interrupt_level(); i++)
        status = visit_run(&visits[i], memory, &facts[i], &outcomes[i], error);
    return status;
}

/* As the gate will see them. */
static double apart_of(const struct gate_metric *metric, const struct yoke_cell facts[2])
{
    const size_t counts[2] = {facts[0].sample_count, facts[1].sample_count};
    const double step = gate_metric_step(metric, &facts[0], 0, counts[0], &facts[1], 0, counts[1]);
    return fabs(isnan(step) ? log(gate_metric_value(metric, &facts[1], 0, counts[1]) /
                                  gate_metric_value(metric, &facts[0], 0, counts[0]))
                            : step);
}

/* Why two starts of the base cannot be compared, in words that outlive them. */
static const char *fault_describe(const struct trial *trial, const struct yoke_cell facts[2],
                                  const enum visit_outcome outcomes[2])
{
    if (outcomes[0] == VISIT_OUT_OF_STEP || outcomes[1] == VISIT_OUT_OF_STEP)
        return pair_age_describe(trial->driver, 0);
    const char *reason = facts[0].reason ? facts[0].reason : facts[1].reason;
    return record_text(trial->driver->record, "%s", reason ? reason : gate_metric_lack(trial->metric));
}

/* Two starts of the base, and how far they lie apart; NaN: that is not known. */
static int pair_try(struct trial *trial, enum pairing pairing, double *apart, struct yoke_error *error)
{
    const struct yoke_cell *sides = &trial->driver->record->facts.cells[2 * trial->pair];
    const char *how = pairing == IN_DUET ? YOKE_DUET : sides[0].pairing.how;
    struct record *memory = record_new();
    struct visit visits[2];
    struct yoke_cell facts[2];
    enum visit_outcome outcomes[2] = {VISIT_FAILED, VISIT_FAILED};
    if (!memory)
        return -ENOMEM;
    for (size_t i = 0; i < 2; i++) {
        visits[i] = pair_side_visit(trial->driver, trial->pair, 0);
        visits[i].block = TRYOUT_BLOCK;
        visits[i].order = trial->number++;
        visits[i].in_step = strcmp(how, YOKE_TURNS) != 0;
        visits[i].places = pairing == IN_DUET ? sides[i].pairing.places : NULL;
        visits[i].place_count = sides[i].pairing.place_count;
        facts[i] = sides[0];
        facts[i].samples = NULL;
        facts[i].sample_count = 0;
        facts[i].pairing.how = how;
    }
    const int status = visits_run(trial, how, visits, memory, facts, outcomes, error);
    *apart = NAN;
    if (!status && outcomes[0] == VISIT_DONE && outcomes[1] == VISIT_DONE)
        *apart = apart_of(trial->metric, facts);
    if (!status && !isfinite(*apart) && !interrupt_level())
        trial->fault = fault_describe(trial, facts, outcomes);
    record_free(memory);
    return status;
}

/* Trials take half of it at most: they are for the sake of the pairs, which have the rest. One that will not end in
 * time, by what its first `tries` took, leaves them more. */
static bool budget_is_short(const struct trial *trial, size_t tries)
{
    const uint64_t budget_ns = trial->driver->options->run.plan->budget_ns, now_ns = clock_now_ns();
    const uint64_t left_ns = tries ? (now_ns - trial->began_ns) / tries * (TRIAL_PAIRS - tries) : 0;
    return budget_ns && now_ns - trial->driver->origin_ns + left_ns >= budget_ns / 2;
}

/* By turns, so that whatever the machine does meanwhile meets either way. One that failed is not tried again. */
static int trial_run(struct trial *trial, double spreads[2], struct yoke_error *error)
{
    spreads[ALONE] = spreads[IN_DUET] = NAN;
    trial->began_ns = clock_now_ns();
    for (size_t i = 0; i < 2 * TRIAL_PAIRS; i++) {
        double *apart = &trial->apart[i % 2][i / 2];
        if (i % 2 == 0 && budget_is_short(trial, i / 2)) {
            trial->fault = "to try both ways would take more than half of the budget";
            return 0;
        }
        const int status = pair_try(trial, (enum pairing)(i % 2), apart, error);
        if (status || interrupt_level() || !isfinite(*apart))
            return status;
    }
    for (int pairing = 0; pairing < 2; pairing++)
        spreads[pairing] = quantile_estimate(trial->apart[pairing], TRIAL_PAIRS, TRIAL_QUANTILE);
    return 0;
}

/* Do they differ in parameters only? */
static bool is_alike(const struct cell *one, const struct cell *other)
{
    return one->workload == other->workload && one->executor == other->executor && one->workers == other->workers &&
           one->schedule == other->schedule && one->chunk == other->chunk && one->placement == other->placement &&
           one->command == other->command && one->rate_mhz == other->rate_mhz;
}

static void pairing_set(struct pair_driver *driver, size_t pair, const double spreads[2], const char *fault)
{
    for (size_t side = 0; side < 2; side++) {
        struct yoke_pairing *pairing = &driver->record->facts.cells[2 * pair + side].pairing;
        if (spreads[IN_DUET] < spreads[ALONE]) {
            pairing->how = YOKE_DUET;
            pairing->choice_count = 0;
        }
        pairing->duet_spread = spreads[IN_DUET];
        pairing->alone_spread = spreads[ALONE];
        pairing->reason = fault;
    }
}

/* Is this cell like one before it? Then `*first` is the first of these. */
static bool first_find(const struct pair_driver *driver, size_t pair, size_t *first)
{
    const struct cell *cells = driver->options->run.cells;
    *first = 0;
    while (*first < pair && (!isfinite(driver->record->facts.cells[2 * *first].pairing.duet_spread) ||
                             !is_alike(&cells[2 * *first], &cells[2 * pair])))
        ++*first;
    return *first < pair;
}

int pair_choose(struct pair_driver *driver, struct yoke_error *error)
{
    const struct yoke_cell *facts = driver->record->facts.cells;
    int status = 0;
    for (size_t pair = 0; pair < driver->progress.cells && !status && !interrupt_level(); pair++) {
        struct trial trial = {.driver = driver, .pair = pair, .metric = first_metric(driver->options->suite, pair)};
        size_t first;
        double spreads[2];
        if (!facts[2 * pair].pairing.place_count)
            continue;
        if (first_find(driver, pair, &first)) {
            spreads[IN_DUET] = facts[2 * first].pairing.duet_spread;
            spreads[ALONE] = facts[2 * first].pairing.alone_spread;
        } else {
            status = trial_run(&trial, spreads, error);
        }
        pairing_set(driver, pair, spreads, trial.fault);
    }
    return status;
}
