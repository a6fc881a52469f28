// Little address space (ulimit -v), before .NET begins, which cannot be told later: of itself it reserves half of it, ends
// without a word where it gets none, and with a segmentation fault near the end of that half.
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#define LEAST (120000L * 1024) // what the program takes before it can say that it is not enough
#define RESOURCES 9 // as in ExitCodes.cs

static void set(const char *name, unsigned long value)
{
    char hexadecimal[20];
    snprintf(hexadecimal, sizeof hexadecimal, "%lx", value);
    setenv(name, hexadecimal, 0);
}

__attribute__((constructor)) static void share_address_space(void)
{
    struct rlimit space;
    if (getrlimit(RLIMIT_AS, &space) != 0 || space.rlim_cur == RLIM_INFINITY) return;
    if (space.rlim_cur < LEAST) {
        static const char message[] = "unext50: not enough memory; raise the limit ('ulimit -v'), to 120000 at least\n";
        write(STDERR_FILENO, message, sizeof message - 1);
        _exit(RESOURCES);
    }

    // The C library would take 64 MB for every thread that allocates, of which little is ever used.
    mallopt(M_ARENA_MAX, 1);
    // Small regions, and a heap that is full long before the space for them is.
    set("DOTNET_GCRegionRange", space.rlim_cur / 2);
    set("DOTNET_GCHeapHardLimit", space.rlim_cur / 6);
    set("DOTNET_GCRegionSize", 1 << 20);
}
