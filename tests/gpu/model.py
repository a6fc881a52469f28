"""Reads a model made for devices with the onnx package (Debian: python3-onnx) and holds it to what devices want.

    python3 model.py halves model.fp16.onnx
    python3 model.py pairs model.int8.onnx
"""
import sys

import numpy
import onnx
from onnx import TensorProto, numpy_helper

kind, path = sys.argv[1:]
model = onnx.load(path)
onnx.checker.check_model(model, full_check=True)
graph = model.graph
stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
producers = {name: node for node in graph.node for name in node.output}
readers = {}
for node in graph.node:
    for name in node.input:
        readers.setdefault(name, []).append(node)

opset = {entry.domain: entry.version for entry in model.opset_import}[""]
assert opset <= 17, f"opset {opset}: TensorRT 8.5 reads up to 17"
for value in [*graph.input, *graph.output]:
    assert value.type.tensor_type.elem_type == TensorProto.FLOAT, value.name


def attribute(node, name, otherwise):
    found = [onnx.helper.get_attribute_value(entry) for entry in node.attribute if entry.name == name]
    return found[0] if found else otherwise


def halves():
    assert all(values.dtype == numpy.float16 for values in stored.values())
    casts = [node for node in graph.node if node.op_type == "Cast"]
    assert len(casts) == len(graph.input) + len(graph.output)
    inner = onnx.shape_inference.infer_shapes(model).graph.value_info
    types = {value.name: value.type.tensor_type.elem_type for value in inner}
    assert types and set(types.values()) == {TensorProto.FLOAT16}, types
    print(f"{len(stored)} tensors of halves, {len(types)} activations of halves")


def pairs():
    dequantized = [node for node in graph.node if node.op_type == "DequantizeLinear"]
    quantized = [node for node in graph.node if node.op_type == "QuantizeLinear"]
    assert dequantized and len(dequantized) == len(quantized)
    for node in quantized + dequantized:
        scale, zero = stored[node.input[1]], stored[node.input[2]]
        assert zero.dtype == numpy.int8 and not zero.any(), node.name
        assert scale.dtype == numpy.float32 and (scale > 0).all() and scale.shape == zero.shape, node.name
    weighted = 0
    for node in dequantized:
        source = producers[node.input[0]]
        assert source.op_type == "QuantizeLinear" and source.input[1:] == node.input[1:], node.name
        assert len(readers[node.input[0]]) == 1 and len(readers[node.output[0]]) == 1, node.name
        reader = readers[node.output[0]][0]
        assert reader.op_type in ("Conv", "Gemm", "MatMul", "Add"), reader.op_type
        weight = stored.get(source.input[0])
        if weight is None:
            assert stored[node.input[1]].shape == (), node.name
            continue
        weighted += 1
        axis = attribute(node, "axis", 1)
        assert axis == attribute(source, "axis", 1) == 0, node.name
        scale = stored[node.input[1]]
        assert scale.shape == (weight.shape[0],), node.name
        levels = weight / scale.reshape(-1, *[1] * (weight.ndim - 1))
        assert abs(levels - numpy.round(levels)).max() < 1e-3 and abs(levels).max() < 127.01, node.name
    assert weighted > 0
    assert not [name for name, values in stored.items() if values.dtype == numpy.int32], "an integer bias"
    sums = [node for node in graph.node if node.op_type == "Add"]
    for node in sums:
        kinds = sorted(producers[name].op_type for name in node.input)
        assert kinds == ["Conv", "DequantizeLinear"], kinds
    for node in graph.node:
        if node.op_type == "Relu":
            assert producers[node.input[0]].op_type in ("Conv", "Add"), node.name
        if node.op_type == "Conv":
            assert stored[node.input[2]].dtype == numpy.float32, node.name
            both = [producers[name].op_type for name in node.input[:2] if name in producers]
            assert both in (["DequantizeLinear"] * 2, []) or both == ["Relu"], (node.name, both)
    print(f"{len(dequantized)} pairs, {weighted} of them of weights; {len(sums)} sums with a pair at one side")


{"halves": halves, "pairs": pairs}[kind]()
