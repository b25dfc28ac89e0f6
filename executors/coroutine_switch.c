/* SPDX-License-Identifier: MIT */
/* The switch in assembly, at file scope and not in a naked function, which gcc has not on aarch64. The call frame
 * information holds on both sides of the exchange of stack pointers, because both stacks have the same frame on top. */
#include "coroutine_switch.h"

#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)

/* From the stack pointer up: mxcsr (4 bytes), x87 control word (2), r15, r14, r13, r12, rbx, rbp, return address. The
 * last jump is not a ret: the processor would predict a return to where this function was called from, and be wrong
 * each time. */
__asm__(".text\n"
        ".p2align 4\n"
        ".globl coroutine_jump\n"
        ".hidden coroutine_jump\n"
        ".type coroutine_jump, @function\n"
        "coroutine_jump:\n"
        ".cfi_startproc\n"
        "    pushq %rbp\n"
        ".cfi_adjust_cfa_offset 8\n.cfi_rel_offset %rbp, 0\n"
        "    pushq %rbx\n"
        ".cfi_adjust_cfa_offset 8\n.cfi_rel_offset %rbx, 0\n"
        "    pushq %r12\n"
        ".cfi_adjust_cfa_offset 8\n.cfi_rel_offset %r12, 0\n"
        "    pushq %r13\n"
        ".cfi_adjust_cfa_offset 8\n.cfi_rel_offset %r13, 0\n"
        "    pushq %r14\n"
        ".cfi_adjust_cfa_offset 8\n.cfi_rel_offset %r14, 0\n"
        "    pushq %r15\n"
        ".cfi_adjust_cfa_offset 8\n.cfi_rel_offset %r15, 0\n"
        "    subq $8, %rsp\n"
        ".cfi_adjust_cfa_offset 8\n"
        "    stmxcsr (%rsp)\n"
        "    fnstcw 4(%rsp)\n"
        "    movl (%rsp), %eax\n"
        "    movzwl 4(%rsp), %ecx\n"
        "    movq %rsp, (%rdi)\n"
        "    movq %rsi, %rsp\n"
        "    xorl (%rsp), %eax\n"
        "    testl $0xffc0, %eax\n" /* all but the sticky flags, bits 0 to 5 */
        "    jne 3f\n"
        "1:  cmpw %cx, 4(%rsp)\n"
        "    jne 4f\n"
        ".cfi_remember_state\n"
        "2:  addq $8, %rsp\n"
        ".cfi_adjust_cfa_offset -8\n"
        "    popq %r15\n"
        ".cfi_adjust_cfa_offset -8\n.cfi_restore %r15\n"
        "    popq %r14\n"
        ".cfi_adjust_cfa_offset -8\n.cfi_restore %r14\n"
        "    popq %r13\n"
        ".cfi_adjust_cfa_offset -8\n.cfi_restore %r13\n"
        "    popq %r12\n"
        ".cfi_adjust_cfa_offset -8\n.cfi_restore %r12\n"
        "    popq %rbx\n"
        ".cfi_adjust_cfa_offset -8\n.cfi_restore %rbx\n"
        "    popq %rbp\n"
        ".cfi_adjust_cfa_offset -8\n.cfi_restore %rbp\n"
        "    popq %rcx\n"
        ".cfi_adjust_cfa_offset -8\n.cfi_register %rip, %rcx\n"
        "    jmpq *%rcx\n"
        /* The rare cases, with the whole frame on the stack again. */
        ".cfi_restore_state\n"
        "3:  ldmxcsr (%rsp)\n"
        "    jmp 1b\n"
        "4:  fldcw 4(%rsp)\n"
        "    jmp 2b\n"
        ".cfi_endproc\n"
        ".size coroutine_jump, . - coroutine_jump\n"
        /* Where a new stack begins: entry in r12, argument in r13, both popped by the first jump. */
        ".p2align 4\n"
        ".globl coroutine_begin\n"
        ".hidden coroutine_begin\n"
        ".type coroutine_begin, @function\n"
        "coroutine_begin:\n"
        ".cfi_startproc\n"
        ".cfi_undefined %rip\n" /* the outermost frame: nobody to return to */
        "    movq %r13, %rdi\n"
        "    callq *%r12\n"
        "    ud2\n"
        ".cfi_endproc\n"
        ".size coroutine_begin, . - coroutine_begin\n");

void coroutine_begin(void);

void *coroutine_jump_prepare(void *high, void (*entry)(void *), void *argument)
{
    uint32_t mxcsr = __builtin_ia32_stmxcsr();
    uint16_t x87;
    __asm__ volatile("fnstcw %0" : "=m"(x87));
    const uint64_t control = mxcsr | (uint64_t)x87 << 32;
    /* control, r15, r14, r13, r12, rbx, rbp (0 ends a walk along frame pointers), return address */
    const uint64_t frame[8] = {control, 0, 0, (uintptr_t)argument, (uintptr_t)entry, 0, 0, (uintptr_t)coroutine_begin};
    /* 16-byte aligned after the frame is popped, so that coroutine_begin's call finds the stack as the convention
     * wants. */
    unsigned char *end = (unsigned char *)((uintptr_t)high & ~(uintptr_t)15);
    return memcpy(end - sizeof frame, frame, sizeof frame);
}

#elif defined(__aarch64__)

/* From the stack pointer up: d8 to d15, x19 to x28, x29 (frame pointer), x30 (return address), fpcr, 8 bytes of
 * nothing. */
__asm__(".text\n"
        ".p2align 4\n"
        ".globl coroutine_jump\n"
        ".hidden coroutine_jump\n"
        ".type coroutine_jump, %function\n"
        "coroutine_jump:\n"
        ".cfi_startproc\n"
        "    sub sp, sp, #176\n"
        ".cfi_adjust_cfa_offset 176\n"
        "    stp d8, d9, [sp, #0]\n"
        "    stp d10, d11, [sp, #16]\n"
        "    stp d12, d13, [sp, #32]\n"
        "    stp d14, d15, [sp, #48]\n"
        "    stp x19, x20, [sp, #64]\n"
        "    stp x21, x22, [sp, #80]\n"
        "    stp x23, x24, [sp, #96]\n"
        "    stp x25, x26, [sp, #112]\n"
        "    stp x27, x28, [sp, #128]\n"
        "    stp x29, x30, [sp, #144]\n"
        ".cfi_offset x19, -112\n.cfi_offset x20, -104\n.cfi_offset x21, -96\n.cfi_offset x22, -88\n"
        ".cfi_offset x23, -80\n.cfi_offset x24, -72\n.cfi_offset x25, -64\n.cfi_offset x26, -56\n"
        ".cfi_offset x27, -48\n.cfi_offset x28, -40\n.cfi_offset x29, -32\n.cfi_offset x30, -24\n"
        "    mrs x9, fpcr\n"
        "    str x9, [sp, #160]\n"
        "    mov x10, sp\n"
        "    str x10, [x0]\n"
        "    mov sp, x1\n"
        "    ldr x10, [sp, #160]\n"
        "    cmp x9, x10\n"
        "    b.eq 1f\n"
        "    msr fpcr, x10\n"
        "1:  ldp d8, d9, [sp, #0]\n"
        "    ldp d10, d11, [sp, #16]\n"
        "    ldp d12, d13, [sp, #32]\n"
        "    ldp d14, d15, [sp, #48]\n"
        "    ldp x19, x20, [sp, #64]\n"
        "    ldp x21, x22, [sp, #80]\n"
        "    ldp x23, x24, [sp, #96]\n"
        "    ldp x25, x26, [sp, #112]\n"
        "    ldp x27, x28, [sp, #128]\n"
        "    ldp x29, x30, [sp, #144]\n"
        "    add sp, sp, #176\n"
        ".cfi_def_cfa_offset 0\n"
        "    ret\n"
        ".cfi_endproc\n"
        ".size coroutine_jump, . - coroutine_jump\n"
        /* Where a new stack begins: entry in x19, argument in x20. */
        ".p2align 4\n"
        ".globl coroutine_begin\n"
        ".hidden coroutine_begin\n"
        ".type coroutine_begin, %function\n"
        "coroutine_begin:\n"
        ".cfi_startproc\n"
        ".cfi_undefined x30\n"
        "    mov x0, x20\n"
        "    blr x19\n"
        "    brk #1\n"
        ".cfi_endproc\n"
        ".size coroutine_begin, . - coroutine_begin\n");

void coroutine_begin(void);

void *coroutine_jump_prepare(void *high, void (*entry)(void *), void *argument)
{
    uint64_t control;
    __asm__ volatile("mrs %0, fpcr" : "=r"(control));
    uint64_t frame[22] = {0};
    frame[8] = (uintptr_t)entry;
    frame[9] = (uintptr_t)argument;
    frame[19] = (uintptr_t)coroutine_begin; /* frame[18], the frame pointer, stays 0: the end of the chain */
    frame[20] = control;
    unsigned char *end = (unsigned char *)((uintptr_t)high & ~(uintptr_t)15);
    return memcpy(end - sizeof frame, frame, sizeof frame);
}

#else

/* A translation unit must not be empty. */
typedef int coroutine_switch_is_portable_only;

#endif
