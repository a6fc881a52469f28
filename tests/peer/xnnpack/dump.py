#!/usr/bin/python3
"""dump.py MODEL.onnx PLANES.npy FOLDER: the quantized network and one preprocessed photo, laid out for network.c.

Writes FOLDER/network.txt (a node a line, in the order of the graph) and FOLDER/network.bin (weights, biases, scales and the
picture). Needs Debian's python3-onnx. Activations become signed (128 off level and zero point), as XNNPACK wants them.
"""
import sys

import numpy
import onnx
from onnx import numpy_helper

model, planes, folder = sys.argv[1:]
graph = onnx.load(model).graph
constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
producers = {output: node for node in graph.node for output in node.output}
users = {}
for node in graph.node:
    for name in node.input:
        users.setdefault(name, []).append(node)

data, lines = bytearray(), []


def stored(array):
    """The offset at which the array lies in network.bin, a multiple of 64."""
    data.extend(bytes(-len(data) % 64))
    offset = len(data)
    data.extend(numpy.ascontiguousarray(array).tobytes())
    return offset


def attribute(node, name):
    return next(onnx.helper.get_attribute_value(a) for a in node.attribute if a.name == name)


def level(name, scale, zero_point):
    return f"{name} {float(constants[scale])!r} {int(constants[zero_point]) - 128}"


def source(name):
    """Name, scale and zero point of the quantized tensor that is dequantized to this one."""
    return level(*producers[name].input)


def target(name):
    """The same of what this one is quantized to."""
    quantize, = [node for node in users[name] if node.op_type == "QuantizeLinear"]
    return level(quantize.output[0], *quantize.input[1:])


def weights(name):
    tensor, scale = producers[name].input[:2]
    return constants[tensor], constants[scale].astype(numpy.float32)


def convolution(node):
    kernel, scales = weights(node.input[1])
    bias, bias_scales = weights(node.input[2])
    channels, depth, side, _ = kernel.shape
    lines.append(f"conv {source(node.input[0])} {target(node.output[0])} {channels} {side} {depth} "
                 f"{attribute(node, 'group')} {attribute(node, 'strides')[0]} {attribute(node, 'pads')[0]} "
                 f"{stored(kernel.transpose(0, 2, 3, 1))} {stored(scales)} {stored(bias)} {stored(bias_scales)}")


for node in graph.node:
    match node.op_type:
        case "Conv":
            convolution(node)
        case "MaxPool":
            lines.append(f"maxpool {source(node.input[0])} {target(node.output[0])}")
        case "Add":
            lines.append(f"add {source(node.input[0])} {source(node.input[1])} {target(node.output[0])}")
        case "GlobalAveragePool":
            lines.append(f"mean {source(node.input[0])}")
        case "Gemm":
            kernel, bias = constants[node.input[1]], constants[node.input[2]]
            lines.append(f"linear {kernel.shape[0]} {kernel.shape[1]} {stored(kernel)} {stored(bias)}")
        case "Pad" | "QuantizeLinear" | "DequantizeLinear" | "Flatten":
            pass
        case other:
            sys.exit(f"dump.py: a node {other}")

# What the graph does to its input before the first convolution: pad, then pixels back to 0 to 255.
picture = numpy.load(planes)[0]
side = int(constants["image_pads"][2])
picture = numpy.pad(picture, ((0, 0), (side, side), (side, side)))
scale, zero_point = (constants[name][:, None, None] for name in ("image_scale", "image_zero_point"))
levels = numpy.clip(numpy.rint(picture / scale) + zero_point, 0, 255).astype(numpy.int32) - 128
lines.insert(0, f"input image_quantized {float(constants['image_level'])!r} {int(constants['image_black']) - 128} "
                f"{levels.shape[1]} {stored(levels.transpose(1, 2, 0).astype(numpy.int8))}")

with open(f"{folder}/network.txt", "w", encoding="ascii") as text:
    text.write("\n".join(lines) + "\n")
with open(f"{folder}/network.bin", "wb") as binary:
    binary.write(data)
