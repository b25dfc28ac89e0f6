/* SPDX-License-Identifier: MIT */
/* Two one-sided tests (Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15, 1987), rank tests here. */
#include "equivalence.h"

#include <math.h>

#include "signed_rank.h"

struct equivalence equivalence_test(const double log_ratios[], size_t count, double margin)
{
    if (!(margin > 0 && margin < 1))
        return (struct equivalence){NAN, NAN, NAN};
    const struct signed_rank low = signed_rank_test(log_ratios, count, SIGNED_RANK_WINSORISED, log1p(-margin));
    const struct signed_rank high = signed_rank_test(log_ratios, count, SIGNED_RANK_WINSORISED, log1p(margin));
    /* not fmax, which would hide a NaN */
    const double p = low.p_greater > high.p_less ? low.p_greater : high.p_less;
    return (struct equivalence){low.p_greater, high.p_less, p};
}
