/* SPDX-License-Identifier: MIT */
/* Fast Fourier transforms: floating-point work whose steps through memory double with every pass. A task multiplies two
 * polynomials P and Q with whole coefficients, as every library for long numbers does: P + iQ is transformed, squared
 * point by point and transformed back, which leaves 2 P Q in the imaginary part, exact after rounding.
 *
 * Checked exactly: a task evaluates the product at a point of its own, modulo 2^64, where P(x) Q(x) is known from one
 * pass over the coefficients. The points are odd, so that a wrong coefficient cannot hide. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "work.h"
#include "yoke/random.h"
#include "yoke/workload.h"

enum { DOUBLINGS };

struct complex {
    double re, im;
};

struct fft {
    struct yoke_work work;
    uint64_t points;       /* 2^doublings */
    signed char *p, *q;    /* points / 2 coefficients each: the product has points - 1 */
    struct complex root[]; /* root[k] = exp(-2 pi i k / points), k below points / 2 */
};

static void fft_teardown(void *context)
{
    struct fft *fft = context;
    free(fft->p);
    free(fft->q);
    free(fft);
}

static int fft_setup(const struct yoke_work *work, void **context, struct yoke_error *error)
{
    const uint64_t points = UINT64_C(1) << work->values.value[DOUBLINGS];
    struct fft *fft = malloc(sizeof *fft + points / 2 * sizeof fft->root[0]);
    if (!fft) {
        yoke_error_set(error, "cpu_fft: no memory for %" PRIu64 " points", points);
        return -ENOMEM;
    }
    *fft = (struct fft){.work = *work, .points = points};
    fft->p = work_memory("cpu_fft", points / 2, 1, error);
    fft->q = work_memory("cpu_fft", points / 2, 1, error);
    if (!fft->p || !fft->q) {
        fft_teardown(fft);
        return -ENOMEM;
    }
    for (uint64_t i = 0; i < points / 2; i++) {
        const uint64_t bits = yoke_random_draw(work->seed, i);
        const double angle = -2 * acos(-1) * (double)i / (double)points;
        fft->p[i] = (signed char)((int)(bits >> 56) - 128);
        fft->q[i] = (signed char)((int)(bits >> 48 & 255) - 128);
        fft->root[i] = (struct complex){cos(angle), sin(angle)};
    }
    *context = fft;
    return 0;
}

static int fft_worker_setup(void *context, struct yoke_worker *worker, struct yoke_error *error)
{
    worker->local = work_memory("cpu_fft", ((const struct fft *)context)->points, sizeof(struct complex), error);
    return worker->local ? 0 : -ENOMEM;
}

static void fft_worker_teardown(void *context, struct yoke_worker *worker)
{
    (void)context;
    free(worker->local);
}

/* From natural to bit-reversed order (Gentleman & Sande). */
static void transform(const struct fft *fft, struct complex *z)
{
    for (uint64_t half = fft->points / 2, stride = 1; half; half /= 2, stride *= 2)
        for (uint64_t begin = 0; begin < fft->points; begin += 2 * half)
            for (uint64_t k = 0; k < half; k++) {
                struct complex *upper = &z[begin + k], *lower = upper + half;
                const struct complex w = fft->root[k * stride];
                const struct complex difference = {upper->re - lower->re, upper->im - lower->im};
                *upper = (struct complex){upper->re + lower->re, upper->im + lower->im};
                *lower = (struct complex){difference.re * w.re - difference.im * w.im,
                                          difference.re * w.im + difference.im * w.re};
            }
}

/* Back, from bit-reversed to natural order (Cooley & Tukey); everything comes out `points` times too large. */
static void transform_back(const struct fft *fft, struct complex *z)
{
    for (uint64_t half = 1, stride = fft->points / 2; half < fft->points; half *= 2, stride /= 2)
        for (uint64_t begin = 0; begin < fft->points; begin += 2 * half)
            for (uint64_t k = 0; k < half; k++) {
                struct complex *upper = &z[begin + k], *lower = upper + half;
                const struct complex w = fft->root[k * stride];
                const struct complex turned = {lower->re * w.re + lower->im * w.im,
                                               lower->im * w.re - lower->re * w.im};
                *lower = (struct complex){upper->re - turned.re, upper->im - turned.im};
                *upper = (struct complex){upper->re + turned.re, upper->im + turned.im};
            }
}

static uint64_t point_of_task(const struct fft *fft, uint64_t index)
{
    return yoke_random_draw(~fft->work.seed, index) | 1;
}

static int fft_task(void *context, struct yoke_worker *worker, uint64_t index, void *result)
{
    const struct fft *fft = context;
    struct complex *z = worker->local;
    for (uint64_t i = 0; i < fft->points / 2; i++) {
        z[i] = (struct complex){fft->p[i], fft->q[i]};
        z[i + fft->points / 2] = (struct complex){0, 0};
    }
    transform(fft, z);
    for (uint64_t i = 0; i < fft->points; i++)
        z[i] = (struct complex){z[i].re * z[i].re - z[i].im * z[i].im, 2 * z[i].re * z[i].im};
    transform_back(fft, z);
    const uint64_t x = point_of_task(fft, index);
    const double scale = 0.5 / (double)fft->points;
    uint64_t value = 0;
    for (uint64_t i = fft->points; i-- > 0;)
        value = value * x + (uint64_t)(int64_t)rint(z[i].im * scale);
    *(uint64_t *)result = value;
    return 0;
}

static uint64_t evaluate(const signed char *coefficients, uint64_t count, uint64_t x)
{
    uint64_t value = 0;
    while (count-- > 0)
        value = value * x + (uint64_t)coefficients[count];
    return value;
}

static int fft_verify(const void *context, const void *results, uint64_t digest, struct yoke_error *error)
{
    (void)digest;
    const struct fft *fft = context;
    const uint64_t *values = results;
    for (uint64_t index = 0; index < fft->work.task_count; index++) {
        const uint64_t x = point_of_task(fft, index);
        const uint64_t expected = evaluate(fft->p, fft->points / 2, x) * evaluate(fft->q, fft->points / 2, x);
        if (values[index] == expected)
            continue;
        yoke_error_set(error, "cpu_fft: the product of task %" PRIu64 " is %" PRIx64 " at its point, not %" PRIx64,
                       index, values[index], expected);
        return -EBADMSG;
    }
    return 0;
}

static struct yoke_facts fft_facts(const void *context)
{
    const struct fft *fft = context;
    const double points = (double)fft->points;
    /* 5 n log2 n for one transform is how everybody counts, whatever the algorithm really takes */
    return (struct yoke_facts){.operations = (double)fft->work.task_count * 2 * 5 * points * log2(points)};
}

const struct yoke_workload yoke_workload_cpu_fft = {
    .name = "cpu_fft",
    .summary = "multiply two polynomials by fast Fourier transforms",
    .bound = YOKE_CPU_BOUND,
    .params =
        (const struct yoke_param[]){
            {.name = "doublings",
             .unit = YOKE_COUNT,
             .fallback = 14,
             .least = 1,
             .most = 24,
             .summary = "a transform has 2 to this many points, of 16 bytes each"},
            {.name = NULL},
        },
    .default_tasks = 256, /* some 100 ms in all */
    .result_bytes = sizeof(uint64_t),
    .operation = "flop",
    .reading =
        "Arithmetic on data that pass through the caches once for every doubling. With 14 doublings a worker needs "
        "256 KiB, its second-level cache; from about 20 on the workers compete for the last-level cache and for "
        "memory, and the speedup falls behind that of spin.",
    .setup = fft_setup,
    .worker_setup = fft_worker_setup,
    .task = fft_task,
    .worker_teardown = fft_worker_teardown,
    .verify = fft_verify,
    .facts = fft_facts,
    .teardown = fft_teardown,
};
