/* SPDX-License-Identifier: MIT */
/* The shortest program there is: it ends. No C library, so that starting it costs what the kernel charges and no more;
 * noop_image.c carries it inside yoke. */
__attribute__((noreturn)) void _start(void);

void _start(void)
{
#if defined(__x86_64__)
    __asm__ volatile("syscall" : : "a"(60), "D"(0) : "rcx", "r11", "memory");
#elif defined(__aarch64__)
    register long number __asm__("x8") = 93;
    register long status __asm__("x0") = 0;
    __asm__ volatile("svc #0" : : "r"(number), "r"(status) : "memory");
#else
#error "no system call for this processor: CMakeLists.txt should not have asked for it"
#endif
    for (;;)
        continue;
}
