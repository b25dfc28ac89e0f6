/* SPDX-License-Identifier: MIT */
/* Coroutines over one of two switches, announced to the sanitizers and to valgrind, which otherwise take a change of
 * stacks for an overflow, a race or a very large frame. */
#include "coroutine.h"

#include <stdint.h>
#include <ucontext.h>

#if COROUTINE_ASAN
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif
#if COROUTINE_TSAN
#include <sanitizer/tsan_interface.h>
#endif
#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h> /* some instructions without effect, and no library */
#else
#define VALGRIND_STACK_REGISTER(low, high) ((void)(low), (void)(high))
#endif

struct coroutine_contexts {
    ucontext_t own, resumer;
};

/* Inlined without exception: the thread sanitizer counts entries and exits of functions by stack, so a function must
 * not end on another stack than it began on, as far as the sanitizer knows. */
#define ALWAYS_INLINE static inline __attribute__((always_inline))

/* The four moments of a round trip, in order: before going in, arrived inside, before going back, back again. */

ALWAYS_INLINE void announce_entering(struct coroutine *coroutine, void **fake_stack)
{
    (void)coroutine;
    (void)fake_stack;
#if COROUTINE_ASAN
    __sanitizer_start_switch_fiber(fake_stack, coroutine->low, coroutine->bytes);
#endif
#if COROUTINE_TSAN
    coroutine->resumer_fiber = __tsan_get_current_fiber();
    __tsan_switch_to_fiber(coroutine->fiber, 0);
#endif
}

ALWAYS_INLINE void announce_entered(struct coroutine *coroutine)
{
    (void)coroutine;
#if COROUTINE_ASAN
    __sanitizer_finish_switch_fiber(coroutine->fake_stack, &coroutine->resumer_low, &coroutine->resumer_bytes);
#endif
}

ALWAYS_INLINE void announce_leaving(struct coroutine *coroutine)
{
    (void)coroutine;
#if COROUTINE_ASAN
    /* NULL instead of a place to save to: the stack is not coming back, its fake frames are freed. */
    __sanitizer_start_switch_fiber(coroutine->leaving ? NULL : &coroutine->fake_stack, coroutine->resumer_low,
                                   coroutine->resumer_bytes);
#endif
#if COROUTINE_TSAN
    __tsan_switch_to_fiber(coroutine->resumer_fiber, 0);
#endif
}

ALWAYS_INLINE void announce_left(void *fake_stack)
{
    (void)fake_stack;
#if COROUTINE_ASAN
    __sanitizer_finish_switch_fiber(fake_stack, NULL, NULL);
#endif
}

ALWAYS_INLINE void switch_in(struct coroutine *coroutine)
{
#if COROUTINE_HAS_JUMP
    if (!coroutine->contexts) {
        coroutine_jump(&coroutine->resumer, coroutine->stack_pointer);
        return;
    }
#endif
    swapcontext(&coroutine->contexts->resumer, &coroutine->contexts->own);
}

ALWAYS_INLINE void switch_out(struct coroutine *coroutine)
{
#if COROUTINE_HAS_JUMP
    if (!coroutine->contexts) {
        coroutine_jump(&coroutine->stack_pointer, coroutine->resumer);
        return;
    }
#endif
    swapcontext(&coroutine->contexts->own, &coroutine->contexts->resumer);
}

/* A coroutine whose body has returned waits here to begin anew, so that the next task costs it a switch and nothing
 * else. */
static void stack_main(void *argument)
{
    struct coroutine *coroutine = argument;
    announce_entered(coroutine);
    while (!coroutine->leaving) {
        coroutine->body(coroutine);
        coroutine->ended = true;
        coroutine_suspend(coroutine);
    }
    announce_leaving(coroutine);
    switch_out(coroutine);
    __builtin_unreachable();
}

/* makecontext hands over ints. */
static void context_main(unsigned high_half, unsigned low_half)
{
    stack_main((void *)((uintptr_t)high_half << 16 << 16 | low_half)); /* two shifts, for 32-bit platforms */
}

static void contexts_prepare(struct coroutine *coroutine, unsigned char *low, unsigned char *high)
{
    uintptr_t place = ((uintptr_t)high - sizeof *coroutine->contexts) & ~(uintptr_t)63;
    coroutine->contexts = (void *)place;
    ucontext_t *own = &coroutine->contexts->own;
    getcontext(own);
    own->uc_stack.ss_sp = low;
    own->uc_stack.ss_size = (size_t)(place - (uintptr_t)low);
    own->uc_link = NULL;
    const uintptr_t argument = (uintptr_t)coroutine;
    makecontext(own, (void (*)(void))context_main, 2, (unsigned)(argument >> 16 >> 16), (unsigned)argument);
}

void coroutine_init(struct coroutine *coroutine, void *low, void *high, enum coroutine_switch how,
                    void (*body)(struct coroutine *))
{
    *coroutine = (struct coroutine){.body = body, .ended = true};
    VALGRIND_STACK_REGISTER(low, high);
#if COROUTINE_ASAN
    coroutine->low = low;
    coroutine->bytes = (size_t)((unsigned char *)high - (unsigned char *)low);
#endif
#if COROUTINE_TSAN
    coroutine->fiber = __tsan_create_fiber(0);
#endif
#if COROUTINE_HAS_JUMP
    if (how == COROUTINE_BEST) {
        coroutine->stack_pointer = coroutine_jump_prepare(high, stack_main, coroutine);
        return;
    }
#else
    (void)how;
#endif
    contexts_prepare(coroutine, low, high);
}

void coroutine_release(struct coroutine *coroutine)
{
    coroutine->leaving = true;
    coroutine_resume(coroutine);
#if COROUTINE_ASAN
    /* The memory may come back as something else, and the frames that ended there left their red zones. */
    ASAN_UNPOISON_MEMORY_REGION(coroutine->low, coroutine->bytes);
#endif
#if COROUTINE_TSAN
    __tsan_destroy_fiber(coroutine->fiber);
#endif
}

void coroutine_resume(struct coroutine *coroutine)
{
    void *fake_stack = NULL;
    coroutine->ended = false;
    announce_entering(coroutine, &fake_stack);
    switch_in(coroutine);
    announce_left(fake_stack);
}

void coroutine_suspend(struct coroutine *coroutine)
{
    announce_leaving(coroutine);
    switch_out(coroutine);
    announce_entered(coroutine);
}

const char *coroutine_switch_name(enum coroutine_switch how)
{
    if (how == COROUTINE_UCONTEXT || !COROUTINE_HAS_JUMP)
        return "ucontext";
#if defined(__aarch64__)
    return "aarch64";
#else
    return "x86-64";
#endif
}
