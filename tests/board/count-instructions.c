// A qemu-user plugin: counts the guest instructions that each virtual processor (one per thread) executes and prints
// their sum at exit. Whole blocks are counted as they are entered, which is exact unless a fault ends a block early.
// Debian ships qemu's plugin interface without its header; these are the declarations of the five calls used.
#include <inttypes.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef uint64_t plugin_id;
struct qemu_plugin_tb;
typedef void translated_callback(plugin_id id, struct qemu_plugin_tb *block);
typedef void executed_callback(unsigned int processor, void *instructions);
typedef void exit_callback(plugin_id id, void *context);

void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id id, translated_callback *callback);
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *block, executed_callback *callback, int registers,
                                          void *instructions);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);
void qemu_plugin_register_atexit_cb(plugin_id id, exit_callback *callback, void *context);

enum { MAX_PROCESSORS = 1024, NO_REGISTERS = 0 };

__attribute__((visibility("default"))) int qemu_plugin_version = 1;

// One cache line each: threads run at the same time and never share a counter.
static struct { _Alignas(64) uint64_t instructions; } executed[MAX_PROCESSORS];

static void on_executed(unsigned int processor, void *instructions) {
    executed[processor % MAX_PROCESSORS].instructions += (uintptr_t)instructions;
}

static void on_translated(plugin_id id, struct qemu_plugin_tb *block) {
    (void)id;
    qemu_plugin_register_vcpu_tb_exec_cb(block, on_executed, NO_REGISTERS,
                                         (void *)(uintptr_t)qemu_plugin_tb_n_insns(block));
}

static void on_exit_of_program(plugin_id id, void *context) {
    (void)id;
    (void)context;
    uint64_t sum = 0;
    for (int i = 0; i < MAX_PROCESSORS; i++) {
        sum += executed[i].instructions;
    }
    fprintf(stderr, "instructions %" PRIu64 "\n", sum);
}

__attribute__((visibility("default"))) int qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv) {
    (void)info;
    (void)argc;
    (void)argv;
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translated);
    qemu_plugin_register_atexit_cb(id, on_exit_of_program, NULL);
    return 0;
}
