/* SPDX-License-Identifier: MIT */
/* Probabilities of the normal, Student's t and the binomial distribution. Pure functions; NaN for arguments outside
 * their range. Relative error below 1e-12 for degrees of freedom and counts up to a thousand, below 1e-8 up to a
 * million. */
#ifndef DISTRIBUTION_H
#define DISTRIBUTION_H

#include <stddef.h>

/* P(Z > z) for Z standard normal, accurate far into the tail. */
double distribution_normal_above(double z);

/* The z with P(Z <= z) = `probability`; -+infinity at 0 and 1. */
double distribution_normal_point(double probability);

/* P(T > t) for T with Student's distribution and `freedom` > 0 degrees of freedom, which need not be whole. */
double distribution_student_above(double t, double freedom);

/* The t with P(T <= t) = `probability`. */
double distribution_student_point(double probability, double freedom);

/* P(B <= k) for B binomial(n, p). */
double distribution_binomial_upto(size_t k, size_t n, double p);

/* P(B = k) for B binomial(n, p). */
double distribution_binomial_at(size_t k, size_t n, double p);

#endif
