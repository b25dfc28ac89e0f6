/* SPDX-License-Identifier: MIT */
/* Typed parameters of a workload. One table drives help, plan checks, JSON Schema and the sweep grammar. */
#ifndef YOKE_PARAM_H
#define YOKE_PARAM_H

#include <stddef.h>
#include <stdint.h>

/* What the number counts, and so which suffixes people may write (docs: "Units"). Values are always in base units. */
enum yoke_unit {
    YOKE_COUNT, /* a plain number: 5000000, 5e6, 5M, 5_000_000 */
    YOKE_BYTES, /* a size: needs a unit, 16KiB or 16kB */
    YOKE_NS,    /* a duration: needs a unit, 20ms; stored in nanoseconds */
    YOKE_SHARE, /* a part of a whole: needs a percent sign, 1.5%; stored in millionths */
    YOKE_RATE,  /* so many a second: needs that said, 2000/s, 1.5k/s; stored in thousandths */
};

/* One parameter. A table of them ends with a NULL name. */
struct yoke_param {
    const char *name;    /* as written in `-p name=value`, in JSON and in cell names: [a-z][a-z0-9_]* */
    enum yoke_unit unit; /* of the four numbers' meaning below */
    uint64_t fallback;   /* the value when nobody says otherwise */
    uint64_t least;      /* smallest accepted value */
    uint64_t most;       /* largest accepted value */
    const char *summary; /* one line for help: what it changes */
    /* Words in place of numbers, for what has names and no size: people, plans and records say choices[value]. Ends with
     * NULL; then the unit is YOKE_COUNT, `least` 0 and `most` the last word's place. NULL: the value is a number. */
    const char *const *choices;
};

enum { YOKE_PARAMS_MOST = 8 };       /* parameters of one workload, without the ending entry */
enum { YOKE_CHOICE_BYTES_MOST = 31 }; /* of one word, without its ending 0 */

/* Resolved values, in the order of the workload's table: value[i] belongs to params[i]. */
struct yoke_values {
    uint64_t value[YOKE_PARAMS_MOST];
};

#endif
