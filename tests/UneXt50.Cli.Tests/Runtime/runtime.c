/* What calls itself onnxruntime and is none: VERSION is what it says. CRASH ends the process while it is loaded, QUIT
   does so in good order, and EMPTY gives no functions. */
#include <stdint.h>
#include <stdlib.h>

#ifndef EMPTY
static void* functions[512];
#endif

static const void* get_api(uint32_t version) {
  (void)version;
#ifdef EMPTY
  return 0;
#else
  return functions;
#endif
}

static const char* get_version(void) { return VERSION; }

static const struct {
  const void* (*get_api)(uint32_t version);
  const char* (*get_version)(void);
} base = { get_api, get_version };

const void* OrtGetApiBase(void) { return &base; }

__attribute__((constructor)) static void load(void) {
#ifdef CRASH
  abort();
#endif
#ifdef QUIT
  exit(0);
#endif
}
