/* SPDX-License-Identifier: MIT */
/* The sign test: is the median of paired differences 0? It assumes nothing but that the pairs are independent; its
 * interval is stats_median_interval. */
#ifndef SIGN_H
#define SIGN_H

#include <stddef.h>

struct sign {
    size_t positive, negative, zeros; /* zeros are dropped */
    double p_greater;                 /* P(as many positive ones or more | median 0) */
    double p_less;                    /* P(as few positive ones or fewer | median 0) */
    double p;                         /* two-sided: twice the smaller, at most 1 */
};

/* Tests the differences minus `shift`, by the binomial distribution (Hollander & Wolfe 1973, 3.4). Without any
 * difference the probabilities are NaN; when all are 0 they are 1. */
struct sign sign_test(const double differences[], size_t count, double shift);

#endif
