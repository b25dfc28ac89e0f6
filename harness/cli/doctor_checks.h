/* SPDX-License-Identifier: MIT */
/* The single checks of `yoke doctor`: each fills in one finding, whose name is set already. Pure: nothing is asked of
 * the machine here, so that tests can make machines up. */
#ifndef DOCTOR_CHECKS_H
#define DOCTOR_CHECKS_H

#include "doctor.h"

/* Sets the state and what was found. */
__attribute__((format(printf, 3, 4))) void doctor_find(struct doctor_check *check, enum doctor_state state,
                                                       const char *format, ...);

/* Sets the advice, unless all is well. Constant texts. */
void doctor_advise(struct doctor_check *check, const char *why, const char *remedy, const char *meanwhile);

typedef void doctor_examine(const struct doctor_options *options, struct doctor_check *check);

/* The check's stable name. NULL: it is not among the doctor's. */
const char *doctor_check_name(doctor_examine *check);

/* doctor_processor.c: what the processor and the kernel are set to */
doctor_examine doctor_check_counters, doctor_check_paranoid, doctor_check_governor, doctor_check_turbo,
    doctor_check_smt, doctor_check_aslr, doctor_check_clock;

/* doctor_share.c: how much of the machine is ours */
doctor_examine doctor_check_quota, doctor_check_affinity, doctor_check_load, doctor_check_steal;

/* doctor_system.c: limits, interfaces, programs, and yoke itself */
doctor_examine doctor_check_processes, doctor_check_files, doctor_check_locked, doctor_check_ring, doctor_check_gnuplot,
    doctor_check_locale, doctor_check_build;

#endif
