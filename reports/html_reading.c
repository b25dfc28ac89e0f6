/* SPDX-License-Identifier: MIT */
/* One entry a kind of chart. */
#include "html_reading.h"

#include <stddef.h>
#include <string.h>

static const struct html_reading readings[] = {
    {"speedup", "Speedup and efficiency",
     {"Left: how many times faster than the baseline, by the number of workers; bars are 95 % intervals, the dashed line is the most "
      "that can be had.",
      "Right: the same per worker. A curve that leaves 100 % early pays for handing out tasks; one that bends down later has run out "
      "of processors, memory or locks."}},
    {"gate", "What the gate found",
     {"Each row is one measured time: the mark is the change, the bar what it may be at 95 %, the grey band the tolerance.",
      "A bar wholly right of the band is slower, wholly left of it faster; one that touches the band proves neither: take more pairs."}},
    {"timeline", "Where the time went",
     {"One lane a worker, time from left to right: colour is work, gaps are waiting.",
      "Long gaps on the right are workers with nothing left to do; one long lane is a straggler."}},
    {"samples", "Every process",
     {"Left: every process of a cell as a dot, by how far its time lies from the cell's median; right: the same in the order they ran.",
      "Two clusters are two behaviours that no average describes; a slope or a cluster in time points at the machine, not at the code."}},
    {"sweep", "Workers by a swept parameter",
     {"Each figure is the speedup at one value (row) with one number of workers (column): blue is faster than the baseline, orange slower.",
      "Read a row at a time: the outlined cell is the number of workers to set for that value, in dashes where that is likely and not "
      "proven."}},
    {"latency", "Time of single tasks",
     {"Above: half of the tasks were done within p50, 99 in 100 within p99, by the load they were under; below: how long tasks were queued, "
      "apart from how long they were served. Shaded is more than can be done.",
      "A tail that rises while the middle and the service stay flat is queueing, not slower work: it needs more workers or less load."}},
    {"machine", "Side by side",
     {"Above: the time of each cell divided by the reference's, left of 1 is faster; below: work per time of whole machines, right of 1 is "
      "more. Bars are 95 % intervals.",
      "A filled mark is a proven difference, or proven sameness; a hollow one may be luck: take more processes (--blocks) before believing "
      "it."}},
    {"history", "Over time",
     {"One point a run, with its interval; a line marks where the level changed.",
      "A step that stays is a change of code or machine; single points that jump are noise."}},
    {"crossover", "Which way of running is fastest where",
     {"Each cell names the fastest at one value (row) with one number of workers (column), and how many times longer the next one takes; "
      "≈ joins two that the processes cannot tell apart.",
      "Read a column downwards: where the name changes, one overtakes the other. At the right each has the number of workers that suits "
      "it best."}},
    {"metg", "Shortest task that pays",
     {"Above: how much of ideal is reached, by the length of a task; below: where each curve comes up to half of ideal for good, with its "
      "95 % interval.",
      "Tasks shorter than that are not worth handing out in that way: make them longer, or take a way that stands higher in the list."}},
    {"flame", "Where the time goes in the code",
     {"Width is time, a box stands on its caller.", "Wide boxes at the top are where the time goes."}},
    {"", "Chart", {"Marks are medians, bars are 95 % intervals.", "What the axes and lines mean stands in the picture."}},
};

const struct html_reading *html_reading_of(const char *stem)
{
    const struct html_reading *reading = readings;
    for (; reading->begins[0]; reading++)
        if (!strncmp(stem, reading->begins, strlen(reading->begins)))
            return reading;
    return reading;
}
