/* A provider that onnxruntime loads by file. It multiplies by a number, and leaves all else to the CPU. PROVIDER_MODE makes it
   another: "idle" takes no node, "absent" finds no device, "broken" fails when a session wants it. */
#include <stdlib.h>
#include <string.h>
#include "onnxruntime_c_api.h"

static const OrtApi* api;
static const OrtEpApi* ep_api;
static OrtEpFactory factory;

static int is_mode(const char* name) {
  const char* mode = getenv("PROVIDER_MODE");
  return mode != NULL && strcmp(mode, name) == 0;
}

static const char* ORT_API_CALL name_of_factory(const OrtEpFactory* self) { (void)self; return "TimesExecutionProvider"; }
static const char* ORT_API_CALL vendor(const OrtEpFactory* self) { (void)self; return "unext50"; }
static uint32_t ORT_API_CALL vendor_id(const OrtEpFactory* self) { (void)self; return 0xFFFF; }
static const char* ORT_API_CALL version(const OrtEpFactory* self) { (void)self; return "1.0.0"; }
static bool ORT_API_CALL no_streams(const OrtEpFactory* self) { (void)self; return false; }
static const char* ORT_API_CALL name_of_provider(const OrtEp* self) { (void)self; return "TimesExecutionProvider"; }

static OrtStatus* ORT_API_CALL devices(OrtEpFactory* self, const OrtHardwareDevice* const* all, size_t count,
                                       OrtEpDevice** found, size_t most, size_t* found_count) {
  *found_count = 0;
  if (is_mode("absent")) return NULL;
  for (size_t i = 0; i < count && *found_count < most; i++) {
    if (api->HardwareDevice_Type(all[i]) != OrtHardwareDeviceType_CPU) continue;
    OrtStatus* status = ep_api->CreateEpDevice(self, all[i], NULL, NULL, &found[*found_count]);
    if (status != NULL) return status;
    (*found_count)++;
  }
  return NULL;
}

static OrtStatus* ORT_API_CALL capability(OrtEp* self, const OrtGraph* graph, OrtEpGraphSupportInfo* info) {
  (void)self;
  size_t count = 0;
  if (is_mode("idle")) return NULL;
  OrtStatus* status = api->Graph_GetNumNodes(graph, &count);
  if (status != NULL) return status;
  const OrtNode** nodes = calloc(count + 1, sizeof *nodes);
  status = api->Graph_GetNodes(graph, nodes, count);
  for (size_t i = 0; status == NULL && i < count; i++) {
    const char* type = NULL;
    status = api->Node_GetOperatorType(nodes[i], &type);
    if (status == NULL && strcmp(type, "Mul") == 0)
      status = ep_api->EpGraphSupportInfo_AddNodesToFuse(info, &nodes[i], 1, NULL);
  }
  free(nodes);
  return status;
}

static OrtStatus* ORT_API_CALL create_state(OrtNodeComputeInfo* self, OrtNodeComputeContext* context, void** state) {
  (void)self, (void)context;
  *state = NULL;
  return NULL;
}

static void ORT_API_CALL release_state(OrtNodeComputeInfo* self, void* state) { (void)self, (void)state; }

static OrtStatus* ORT_API_CALL compute(OrtNodeComputeInfo* self, void* state, OrtKernelContext* context) {
  (void)self, (void)state;
  const OrtValue *input = NULL, *number = NULL;
  OrtValue* output = NULL;
  OrtTensorTypeAndShapeInfo* shape = NULL;
  int64_t sides[8];
  size_t rank = 0, count = 0;
  const float *from = NULL, *by = NULL;
  float* to = NULL;
  OrtStatus* status = api->KernelContext_GetInput(context, 0, &input);
  if (status == NULL) status = api->KernelContext_GetInput(context, 1, &number);
  if (status == NULL) status = api->GetTensorTypeAndShape(input, &shape);
  if (status == NULL) status = api->GetDimensionsCount(shape, &rank);
  if (status == NULL) status = api->GetDimensions(shape, sides, rank);
  if (status == NULL) status = api->GetTensorShapeElementCount(shape, &count);
  if (status == NULL) status = api->KernelContext_GetOutput(context, 0, sides, rank, &output);
  if (status == NULL) status = api->GetTensorMutableData((OrtValue*)input, (void**)&from);
  if (status == NULL) status = api->GetTensorMutableData((OrtValue*)number, (void**)&by);
  if (status == NULL) status = api->GetTensorMutableData(output, (void**)&to);
  for (size_t i = 0; status == NULL && i < count; i++) to[i] = from[i] * by[0];
  if (shape != NULL) api->ReleaseTensorTypeAndShapeInfo(shape);
  return status;
}

static OrtStatus* ORT_API_CALL compile(OrtEp* self, const OrtGraph** graphs, const OrtNode** fused, size_t count,
                                       OrtNodeComputeInfo** infos, OrtNode** contexts) {
  (void)self, (void)graphs, (void)fused, (void)contexts;
  for (size_t i = 0; i < count; i++) {
    infos[i] = calloc(1, sizeof **infos);
    infos[i]->ort_version_supported = ORT_API_VERSION;
    infos[i]->CreateState = create_state;
    infos[i]->Compute = compute;
    infos[i]->ReleaseState = release_state;
  }
  return NULL;
}

static void ORT_API_CALL release_infos(OrtEp* self, OrtNodeComputeInfo** infos, size_t count) {
  (void)self;
  for (size_t i = 0; i < count; i++) free(infos[i]);
}

static OrtStatus* ORT_API_CALL create(OrtEpFactory* self, const OrtHardwareDevice* const* all,
                                      const OrtKeyValuePairs* const* metadata, size_t count,
                                      const OrtSessionOptions* options, const OrtLogger* logger, OrtEp** ep) {
  (void)self, (void)all, (void)metadata, (void)count, (void)options, (void)logger;
  if (is_mode("broken")) return api->CreateStatus(ORT_FAIL, "the driver of the device is too old");
  *ep = calloc(1, sizeof **ep);
  (*ep)->ort_version_supported = ORT_API_VERSION;
  (*ep)->GetName = name_of_provider;
  (*ep)->GetCapability = capability;
  (*ep)->Compile = compile;
  (*ep)->ReleaseNodeComputeInfos = release_infos;
  return NULL;
}

static void ORT_API_CALL release(OrtEpFactory* self, OrtEp* ep) { (void)self; free(ep); }

static OrtStatus* ORT_API_CALL no_allocator(OrtEpFactory* self, const OrtMemoryInfo* info,
                                            const OrtKeyValuePairs* options, OrtAllocator** allocator) {
  (void)self, (void)info, (void)options;
  *allocator = NULL;
  return NULL;
}

static void ORT_API_CALL release_allocator(OrtEpFactory* self, OrtAllocator* allocator) { (void)self, (void)allocator; }

static OrtStatus* ORT_API_CALL no_transfer(OrtEpFactory* self, OrtDataTransferImpl** transfer) {
  (void)self;
  *transfer = NULL;
  return NULL;
}

OrtStatus* CreateEpFactories(const char* registered, const OrtApiBase* base, const OrtLogger* logger,
                             OrtEpFactory** factories, size_t most, size_t* count) {
  (void)registered, (void)logger, (void)most;
  api = base->GetApi(ORT_API_VERSION);
  ep_api = api->GetEpApi();
  factory.ort_version_supported = ORT_API_VERSION;
  factory.GetName = name_of_factory;
  factory.GetVendor = vendor;
  factory.GetVendorId = vendor_id;
  factory.GetVersion = version;
  factory.GetSupportedDevices = devices;
  factory.CreateEp = create;
  factory.ReleaseEp = release;
  factory.CreateAllocator = no_allocator;
  factory.ReleaseAllocator = release_allocator;
  factory.CreateDataTransfer = no_transfer;
  factory.IsStreamAware = no_streams;
  factories[0] = &factory;
  *count = 1;
  return NULL;
}

OrtStatus* ReleaseEpFactory(OrtEpFactory* given) { (void)given; return NULL; }
