/* SPDX-License-Identifier: MIT */
/* The parts of a script that no record changes: the files of templates/, put into the program by the build as lists of
 * lines that end with NULL. */
#ifndef CHART_TEMPLATES_H
#define CHART_TEMPLATES_H

extern const char *const chart_template_style[];   /* templates/style.gp */
extern const char *const chart_template_speedup[]; /* templates/speedup.gp */
extern const char *const chart_template_forest[];  /* templates/forest.gp */
extern const char *const chart_template_history[];  /* templates/history.gp */
extern const char *const chart_template_sweep[];    /* templates/sweep.gp */
extern const char *const chart_template_crossover[]; /* templates/crossover.gp */
extern const char *const chart_template_machines[];  /* templates/machines.gp */
extern const char *const html_style[];             /* templates/html.css */
extern const char *const chart_template_timeline[]; /* templates/timeline.gp */
extern const char *const chart_template_samples[];  /* templates/samples.gp */
extern const char *const chart_template_latency[];  /* templates/latency.gp */
extern const char *const chart_template_metg[];     /* templates/metg.gp */

#endif
