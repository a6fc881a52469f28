// network FOLDER RUNS: the network that dump.py laid out, through XNNPACK's subgraph API, on one thread; runs it RUNS times on
// the stored picture and prints its logits. RUNS 0 loads and prepares only, so that differences of counts mean something.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xnnpack.h>

typedef struct { char name[96]; float scale; int zero_point; uint32_t id; size_t side, channels; } Tensor;

static Tensor tensors[512];
static size_t tensor_count;
static char *data;
static xnn_subgraph_t graph;

static void check(enum xnn_status status, const char *what) {
    if (status != xnn_status_success) { fprintf(stderr, "network: %s: status %d\n", what, status); exit(1); }
}

static void *contents(const char *folder, const char *name, size_t *size) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) { perror(path); exit(1); }
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    char *bytes = calloc(*size + XNN_EXTRA_BYTES + 1, 1);
    if (!bytes || fread(bytes, 1, *size, file) != *size) { perror(path); exit(1); }
    fclose(file);
    return bytes;
}

static char *word(void) { return strtok(NULL, " \n"); }
static long number(void) { return atol(word()); }

// A tensor's name, scale and zero point, which come in this order wherever one is named.
static Tensor *named(void) {
    char *name = word();
    float scale = (float)atof(word());
    int zero_point = (int)number();
    for (size_t i = 0; i < tensor_count; i++) if (!strcmp(tensors[i].name, name)) return &tensors[i];
    Tensor *tensor = &tensors[tensor_count++];
    snprintf(tensor->name, sizeof tensor->name, "%s", name);
    *tensor = (Tensor){ .scale = scale, .zero_point = zero_point, .id = XNN_INVALID_VALUE_ID };
    snprintf(tensor->name, sizeof tensor->name, "%s", name);
    return tensor;
}

static void define(Tensor *tensor, size_t side, size_t channels, uint32_t external, uint32_t flags) {
    size_t dims[] = { 1, side, side, channels };
    tensor->side = side, tensor->channels = channels;
    check(xnn_define_quantized_tensor_value(graph, xnn_datatype_qint8, tensor->zero_point, tensor->scale, 4, dims, NULL,
        external, flags, &tensor->id), tensor->name);
}

static uint32_t static_values(enum xnn_datatype type, const float *scales, size_t rank, const size_t *dims, const void *values) {
    uint32_t id;
    check(scales
        ? xnn_define_channelwise_quantized_tensor_value(graph, type, scales, rank, 0, dims, values, XNN_INVALID_VALUE_ID, 0, &id)
        : xnn_define_tensor_value(graph, type, rank, dims, values, XNN_INVALID_VALUE_ID, 0, &id), "weights");
    return id;
}

static void convolution(void) {
    Tensor *in = named(), *out = named();
    size_t channels = number(), side = number(), depth = number(), groups = number(), stride = number(), pad = number();
    const char *kernel = data + number(), *scales = data + number(), *bias = data + number(), *bias_scales = data + number();
    define(out, (in->side + 2 * pad - side) / stride + 1, channels, XNN_INVALID_VALUE_ID, 0);
    uint32_t kernel_id = static_values(xnn_datatype_qcint8, (const float *)scales, 4, (size_t[]){ channels, side, side, depth }, kernel);
    uint32_t bias_id = static_values(xnn_datatype_qcint32, (const float *)bias_scales, 1, &channels, bias);
    check(xnn_define_convolution_2d(graph, pad, pad, pad, pad, side, side, stride, stride, 1, 1, groups, depth, channels / groups,
        -INFINITY, INFINITY, in->id, kernel_id, bias_id, out->id, 0), out->name);
}

int main(int argc, char **argv) {
    if (argc != 3) { fprintf(stderr, "usage: network FOLDER RUNS\n"); return 2; }
    size_t size, text_size, classes = 0;
    data = contents(argv[1], "network.bin", &size);
    char *text = contents(argv[1], "network.txt", &text_size), *rest, *picture = NULL;
    check(xnn_initialize(NULL), "initialize");
    check(xnn_create_subgraph(2, 0, &graph), "subgraph");
    uint32_t features = XNN_INVALID_VALUE_ID, logits = XNN_INVALID_VALUE_ID;
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        char *kind = strtok(line, " ");
        if (!strcmp(kind, "input")) {
            Tensor *image = named();
            size_t side = number();
            picture = data + number();
            define(image, side, 3, 0, XNN_VALUE_FLAG_EXTERNAL_INPUT);
        } else if (!strcmp(kind, "conv")) {
            convolution();
        } else if (!strcmp(kind, "maxpool")) {
            Tensor *in = named(), *out = named();
            define(out, (in->side + 2 - 3) / 2 + 1, in->channels, XNN_INVALID_VALUE_ID, 0);
            check(xnn_define_max_pooling_2d(graph, 1, 1, 1, 1, 3, 3, 2, 2, 1, 1, -INFINITY, INFINITY, in->id, out->id, 0), "maxpool");
        } else if (!strcmp(kind, "add")) {
            Tensor *left = named(), *right = named(), *out = named();
            define(out, left->side, left->channels, XNN_INVALID_VALUE_ID, 0);
            check(xnn_define_binary(graph, xnn_binary_add, NULL, left->id, right->id, out->id, 0), out->name);
        } else if (!strcmp(kind, "mean")) {
            Tensor *in = named();
            uint32_t real;
            size_t dims[] = { 1, in->side, in->side, in->channels }, flat[] = { 1, in->channels };
            check(xnn_define_tensor_value(graph, xnn_datatype_fp32, 4, dims, NULL, XNN_INVALID_VALUE_ID, 0, &real), "real");
            check(xnn_define_unary(graph, xnn_unary_convert, NULL, in->id, real, 0), "convert");
            check(xnn_define_tensor_value(graph, xnn_datatype_fp32, 2, flat, NULL, XNN_INVALID_VALUE_ID, 0, &features), "features");
            check(xnn_define_static_reduce(graph, xnn_reduce_mean, 2, (size_t[]){ 1, 2 }, real, features, 0), "mean");
        } else if (!strcmp(kind, "linear")) {
            size_t outputs = classes = number(), inputs = number(), row[] = { 1, outputs };
            const char *kernel = data + number(), *bias = data + number();
            uint32_t kernel_id = static_values(xnn_datatype_fp32, NULL, 2, (size_t[]){ outputs, inputs }, kernel);
            uint32_t bias_id = static_values(xnn_datatype_fp32, NULL, 1, &outputs, bias);
            check(xnn_define_tensor_value(graph, xnn_datatype_fp32, 2, row, NULL, 1, XNN_VALUE_FLAG_EXTERNAL_OUTPUT, &logits), "logits");
            check(xnn_define_fully_connected(graph, -INFINITY, INFINITY, features, kernel_id, bias_id, logits, 0), "linear");
        }
    }

    xnn_runtime_t runtime;
    check(xnn_create_runtime_v2(graph, NULL, 0, &runtime), "runtime");
    float *values = calloc(classes + XNN_EXTRA_BYTES, sizeof *values);
    struct xnn_external_value external[] = { { 0, picture }, { logits, values } };
    check(xnn_setup_runtime(runtime, 2, external), "setup");
    for (int run = atoi(argv[2]); run > 0; run--) check(xnn_invoke_runtime(runtime), "invoke");
    for (size_t i = 0; i < classes; i++) printf("%.6f\n", values[i]);
    return 0;
}
