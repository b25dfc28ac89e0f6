/* SPDX-License-Identifier: MIT */
/* In the order of time, since what lies at an address changes: a process maps, forks and executes. */
#include "profile_fold.h"

#include <errno.h>
#include <linux/perf_event.h>

/* The kernel keeps 127 of its own accord (kernel.perf_event_max_stack); what somebody has set far higher is cut at its outer end. */
enum { FRAMES_MOST = 512 };

struct folding {
    const struct profile_source *source;
    struct chains *chains;
    struct images images;
    size_t window; /* the first one that has not ended */
};

/* Events come in order, so windows that have ended are done with. */
static bool in_window(struct folding *folding, uint64_t time_ns)
{
    const struct profile_source *source = folding->source;
    while (folding->window < source->window_count && source->windows[folding->window].end_ns <= time_ns)
        folding->window++;
    return folding->window < source->window_count && source->windows[folding->window].begin_ns <= time_ns;
}

/* Where `address` was reached. Of a caller the kernel tells where it goes on, which can be the next function when the call was its
 * last instruction: the byte before belongs to the call. */
static int frame_name(struct folding *folding, pid_t process, uint64_t address, bool in_kernel, bool is_caller,
                      struct stack_frame *frame)
{
    const uint64_t at = address - (is_caller && address);
    struct frame_names *names = folding->source->names;
    struct frame_name name;
    const int status = in_kernel ? frame_names_find_kernel(names, at, &name)
        : frame_names_find(names, images_find(&folding->images, process, folding->source->process, at), at, &name);
    if (!status)
        *frame = (struct stack_frame){name.function, name.module};
    return status;
}

static int sample_fold(struct folding *folding, const struct capture_event *event)
{
    struct stack_frame frames[FRAMES_MOST];
    size_t from = FRAMES_MOST; /* filled from the end: the kernel begins with the innermost */
    bool in_kernel = false;
    int status = 0;
    for (size_t i = 0; i < event->chain_count && from && !status; i++) {
        const uint64_t address = event->chain[i];
        if (address >= PERF_CONTEXT_MAX) {
            in_kernel = address == PERF_CONTEXT_KERNEL;
            continue;
        }
        const bool is_leaf = i == 0 || event->chain[i - 1] >= PERF_CONTEXT_MAX;
        status = frame_name(folding, event->process, address, in_kernel, !is_leaf, &frames[from - 1]);
        from -= !status;
    }
    return status ? status : chains_add(folding->chains, frames + from, FRAMES_MOST - from, 1);
}

static int event_take(struct folding *folding, const struct capture_event *event)
{
    switch (event->kind) {
    case CAPTURE_SAMPLE:
        return in_window(folding, event->time_ns) ? sample_fold(folding, event) : 0;
    case CAPTURE_MAP:
        return images_map(&folding->images, event->process, event->start, event->length, event->offset, event->path);
    case CAPTURE_FORK:
        return images_fork(&folding->images, event->parent, event->process);
    case CAPTURE_EXEC:
        return images_exec(&folding->images, event->process);
    case CAPTURE_OTHER:
        break;
    }
    return 0;
}

int profile_fold(const struct profile_source *source, struct chains *chains)
{
    struct folding folding = {.source = source, .chains = chains};
    bool mapped = !source->maps;
    int status = capture_sort(source->capture);
    for (size_t i = 0; i < source->capture->count && !status; i++) {
        const struct capture_event event = capture_event(source->capture, i);
        if (!mapped && event.time_ns >= source->maps_ns) {
            status = images_read(&folding.images, source->process, source->maps);
            mapped = true;
        }
        if (!status)
            status = event_take(&folding, &event);
    }
    images_release(&folding.images);
    return status;
}
