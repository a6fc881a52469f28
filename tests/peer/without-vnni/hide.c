// Preloaded, makes the processor say that it has neither VNNI nor AVX-512: the kernel has every CPUID trap (arch_prctl
// ARCH_SET_CPUID), and what it answers is changed here. For processors and virtual machines with `cpuid_fault`.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#define ARCH_SET_CPUID 0x1012
#define BITS(...) (~(unsigned)bits((const int[]){__VA_ARGS__, -1}))

static struct sigaction others; // the program's own handler
static int installed;

static unsigned bits(const int *which) {
  unsigned mask = 0;
  for (; *which >= 0; which++) mask |= 1u << *which;
  return mask;
}

static void trap(int on) { syscall(SYS_arch_prctl, ARCH_SET_CPUID, !on); }

static void answer(greg_t *registers) {
  unsigned leaf = registers[REG_RAX], part = registers[REG_RCX], a = leaf, b, c = part, d;
  trap(0);
  __asm__ volatile("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
  trap(1);
  if (leaf == 7 && part == 0) {
    b &= BITS(16, 17, 21, 28, 30, 31); // AVX-512 F, DQ, IFMA, CD, BW, VL
    c &= BITS(1, 6, 11, 12, 14);       // VBMI, VBMI2, VNNI, BITALG, VPOPCNTDQ
    d &= BITS(8, 22, 23, 24, 25);      // VP2INTERSECT, AMX, AVX-512 FP16
  } else if (leaf == 7 && part == 1) {
    a &= BITS(4, 5, 21, 23);           // AVX-VNNI, AVX-512 BF16, AMX FP16, AVX-IFMA
    d = 0;
  }
  registers[REG_RAX] = a, registers[REG_RBX] = b, registers[REG_RCX] = c, registers[REG_RDX] = d;
  registers[REG_RIP] += 2;
}

static void on_fault(int signal, siginfo_t *info, void *context) {
  greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
  const unsigned char *place = (const unsigned char *)registers[REG_RIP];
  if (info->si_code != SEGV_MAPERR && place[0] == 0x0f && place[1] == 0xa2) answer(registers);
  else if (others.sa_flags & SA_SIGINFO) others.sa_sigaction(signal, info, context);
  else _exit(139);
}

// The program's handler of faults comes behind ours.
int sigaction(int signal, const struct sigaction *new, struct sigaction *old) {
  static int (*real)(int, const struct sigaction *, struct sigaction *);
  if (!real) real = dlsym(RTLD_NEXT, "sigaction");
  if (signal != SIGSEGV || !installed) return real(signal, new, old);
  if (old) *old = others;
  if (new) others = *new;
  return 0;
}

__attribute__((constructor)) static void begin(void) {
  struct sigaction ours = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_NODEFER | SA_ONSTACK};
  sigaction(SIGSEGV, &ours, NULL);
  installed = 1;
  if (syscall(SYS_arch_prctl, ARCH_SET_CPUID, 0) == 0) return;
  fputs("hide: CPUID cannot be made to trap here (no cpuid_fault in /proc/cpuinfo)\n", stderr);
  _exit(2);
}
