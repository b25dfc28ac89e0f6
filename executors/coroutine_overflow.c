/* SPDX-License-Identifier: MIT */
/* The handler of SIGSEGV, installed once for the process while any thread watches, and an alternate stack for each. */
#include "coroutine_overflow.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* What the handler needs is little; an earlier action that we hand over to (a sanitizer's report) needs more. */
enum { ALTERNATE_BYTES = 65536 };

static _Thread_local const struct overflow_watch *watched;

static pthread_mutex_t handler_lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned handler_users; /* under handler_lock */
static struct sigaction earlier_action;

/* Decimal digits of `number` at the end of `text`, which has room for 20. Returns the first. snprintf is not for
 * handlers. */
static char *digits_write(char *end, uint64_t number)
{
    do
        *--end = (char)('0' + number % 10);
    while (number /= 10);
    return end;
}

static void words_write(const char *words, size_t bytes)
{
    while (bytes) {
        ssize_t written = write(STDERR_FILENO, words, bytes);
        if (written <= 0)
            return;
        words += written;
        bytes -= (size_t)written;
    }
}

static void number_write(uint64_t number)
{
    char text[20];
    char *first = digits_write(text + sizeof text, number);
    words_write(first, (size_t)(text + sizeof text - first));
}

static void sentence_write(uint64_t task, size_t stack_bytes)
{
    static const char head[] = "yoke: stack overflow in task ", middle[] = ": needs more than ",
                      tail[] = " KiB; YOKE_COOP_STACK=<KiB> gives tasks larger stacks\n";
    words_write(head, sizeof head - 1);
    number_write(task);
    words_write(middle, sizeof middle - 1);
    number_write(stack_bytes / 1024);
    words_write(tail, sizeof tail - 1);
}

/* The faulting instruction is repeated when this returns, and faults again: under the earlier action. */
static void fault_handle(int number, siginfo_t *info, void *context)
{
    (void)context;
    int kept = errno;
    if (watched) {
        struct overflow_owner owner = watched->find(watched->argument, (uintptr_t)info->si_addr);
        if (owner.found)
            sentence_write(owner.task, owner.stack_bytes);
    }
    sigaction(number, &earlier_action, NULL);
    errno = kept;
}

static int handler_install(void)
{
    int status = 0;
    pthread_mutex_lock(&handler_lock);
    if (handler_users == 0) {
        struct sigaction action = {.sa_sigaction = fault_handle, .sa_flags = SA_SIGINFO | SA_ONSTACK};
        sigemptyset(&action.sa_mask);
        status = sigaction(SIGSEGV, &action, &earlier_action) ? -errno : 0;
    }
    handler_users += status == 0;
    pthread_mutex_unlock(&handler_lock);
    return status;
}

static void handler_remove(void)
{
    pthread_mutex_lock(&handler_lock);
    if (--handler_users == 0)
        sigaction(SIGSEGV, &earlier_action, NULL);
    pthread_mutex_unlock(&handler_lock);
}

static int alternate_install(struct overflow_watch *watch)
{
    long least = sysconf(_SC_SIGSTKSZ); /* grows with the processor's registers */
    watch->bytes = least > ALTERNATE_BYTES ? (size_t)least : ALTERNATE_BYTES;
    watch->memory = mmap(NULL, watch->bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (watch->memory == MAP_FAILED)
        return -errno;
    stack_t stack = {.ss_sp = watch->memory, .ss_size = watch->bytes}, earlier;
    if (sigaltstack(&stack, &earlier) < 0) {
        int status = -errno;
        munmap(watch->memory, watch->bytes);
        return status;
    }
    watch->earlier_memory = earlier.ss_sp;
    watch->earlier_bytes = earlier.ss_size;
    watch->earlier_flags = earlier.ss_flags;
    return 0;
}

static void alternate_remove(struct overflow_watch *watch)
{
    stack_t stack = {.ss_sp = watch->earlier_memory, .ss_size = watch->earlier_bytes, .ss_flags = watch->earlier_flags};
    sigaltstack(&stack, NULL);
    munmap(watch->memory, watch->bytes);
}

int overflow_watch_begin(struct overflow_watch *watch, overflow_find *find, const void *argument,
                         struct yoke_error *error)
{
    *watch = (struct overflow_watch){.find = find, .argument = argument};
    int status = alternate_install(watch);
    if (status) {
        yoke_error_set(error, "no alternate signal stack of %zu bytes: %s", watch->bytes, strerror(-status));
        return status;
    }
    status = handler_install();
    if (status) {
        yoke_error_set(error, "no handler of segmentation faults: %s", strerror(-status));
        alternate_remove(watch);
        return status;
    }
    watch->outer = watched;
    watched = watch;
    return 0;
}

void overflow_watch_end(struct overflow_watch *watch)
{
    watched = watch->outer;
    handler_remove();
    alternate_remove(watch);
}

void overflow_abort(uint64_t task, size_t stack_bytes)
{
    sentence_write(task, stack_bytes);
    abort();
}
