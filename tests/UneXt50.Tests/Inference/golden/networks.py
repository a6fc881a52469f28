"""Small quantized networks of each kind of the family, and what every layer of them gives, computed one value at a time
with integers. Writes NAME.onnx and NAME.bin beside this script: the input (float32), the levels of each layer (uint8, pixel
by pixel), the features and the logits (float32). Needs numpy only: /usr/bin/python3 networks.py"""
import os
import struct

import numpy as np

F = np.float32
here = os.path.dirname(os.path.abspath(__file__))


# ---- the few protobuf messages of onnx.proto that are needed
def varint(n):
    n &= (1 << 64) - 1
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    return bytes(out) + bytes([n])


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


TYPES = {"float32": 1, "uint8": 2, "int8": 3, "int32": 6, "int64": 7}


def value_info(name, *extents):
    dims = field(1, field(2, "N")) + b"".join(field(1, field(1, e)) for e in extents)
    return field(1, name) + field(2, field(1, field(1, 1) + field(2, dims)))


class Network:
    """Builds the graph and computes it, layer by layer."""

    def __init__(self, seed, size, pad):
        self.random = np.random.default_rng(seed)
        self.nodes, self.stored, self.layers = [], [], []
        self.size = size
        self.image = self.random.uniform(-2.2, 2.6, (3, size, size)).astype(F)
        scales = np.array([0.0171, 0.0175, 0.0174], F)
        zeros = np.array([124, 116, 104], np.uint8)
        self.node("Pad", ["image", self.store("pads", np.array([0, 0, pad, pad, 0, 0, pad, pad], np.int64))], "padded")
        self.node("QuantizeLinear", ["padded", self.store("image_scale", scales), self.store("image_zero", zeros)],
                  "image_q", axis=1)
        self.dequantize("image", F(1), 0)
        padded = np.pad(self.image, ((0, 0), (pad, pad), (pad, pad)))
        levels = np.rint(padded / scales[:, None, None]) + zeros[:, None, None]
        self.values = {"image": (np.clip(levels, 0, 255).astype(np.int64), F(1), 0)}

    def store(self, name, array):
        dims = b"".join(field(1, int(d)) for d in array.shape)
        self.stored.append(dims + field(2, TYPES[str(array.dtype)]) + field(8, name) + field(9, array.tobytes()))
        return name

    def node(self, operation, inputs, output, **attributes):
        text = b"".join(field(1, i) for i in inputs) + field(2, output) + field(3, output) + field(4, operation)
        for name, value in attributes.items():
            body = field(3, value) + field(20, 2) if isinstance(value, int) else (
                b"".join(field(8, v) for v in value) + field(20, 7))
            text += field(5, field(1, name) + body)
        self.nodes.append(text)

    def dequantize(self, name, scale, zero):
        s, z = self.store(name + "_s", np.array(scale, F)), self.store(name + "_z", np.array(zero, np.uint8))
        self.node("DequantizeLinear", [name + "_q", s, z], name + "_d")

    def quantized(self, name, levels, scale, zero):
        s, z = self.store(name + "_qs", np.array(scale, F)), self.store(name + "_qz", np.array(zero, np.uint8))
        self.node("QuantizeLinear", [name, s, z], name + "_q")
        self.dequantize(name, scale, zero)
        self.values[name] = (levels, F(scale), int(zero))
        self.layers.append(levels.transpose(1, 2, 0).astype(np.uint8))
        return name

    @staticmethod
    def range_of(real, relu):
        low, high = (0.0 if relu else min(real.min(), 0.0)), max(real.max(), 1e-3) * 0.9
        scale = F((high - low) / 255)
        return scale, int(np.clip(np.rint(-low / scale), 0, 255))

    def conv(self, name, source, outputs, side, stride=1, groups=1, relu=True, extreme=False):
        x, sx, zx = self.values[source]
        inputs = x.shape[0] // groups
        pad = 0 if source == "image" else side // 2
        w = self.random.integers(-127, 128, (outputs, inputs, side, side)).astype(np.int8)
        if extreme:
            w[0], w[-1] = 127, -128
        sw = self.random.uniform(0.2, 2, outputs).astype(F) * F(1 / 127 / np.sqrt(inputs * side * side))
        if source == "image":
            sw *= F(0.02)
        step = sx * sw
        bias = np.rint(self.random.uniform(-0.3, 0.3, outputs) / step).astype(np.int32)
        ph = np.pad(x - zx, ((0, 0), (pad, pad), (pad, pad)))  # zero stands for the zero point
        h = (ph.shape[1] - side) // stride + 1
        sums = np.zeros((outputs, h, h), np.int64)
        for o in range(outputs):
            first = o // (outputs // groups) * inputs
            for i in range(inputs):
                for ky in range(side):
                    for kx in range(side):
                        plane = ph[first + i, ky:ky + (h - 1) * stride + 1:stride, kx:kx + (h - 1) * stride + 1:stride]
                        sums[o] += plane * int(w[o, i, ky, kx])
            sums[o] += int(bias[o])
        assert np.abs(sums).max() < 2 ** 31
        real = sums * step[:, None, None].astype(np.float64)
        so, zo = self.range_of(real, relu)
        factor = (sx * sw / so).astype(F)
        levels = np.clip(np.rint(sums.astype(F) * factor[:, None, None]).astype(np.int64) + zo, 0, 255)
        for part, levels_, scales in (("w", w, sw), ("b", bias, step)):
            zeros = np.zeros(outputs, levels_.dtype)
            key = f"{name}_{part}"
            self.node("DequantizeLinear", [self.store(key + "q", levels_), self.store(key + "s", scales),
                                           self.store(key + "z", zeros)], key, axis=0)
        self.node("Conv", [source + "_d", name + "_w", name + "_b"], name, kernel_shape=[side, side],
                  strides=[stride, stride], pads=[pad] * 4, group=groups)
        return self.quantized(name, levels, so, zo)

    def maxpool(self, source):
        x, scale, zero = self.values[source]
        h = (x.shape[1] - 1) // 2 + 1
        out = np.zeros((x.shape[0], h, h), np.int64)
        for c in range(x.shape[0]):
            for y in range(h):
                for z in range(h):
                    out[c, y, z] = x[c, max(2 * y - 1, 0):2 * y + 2, max(2 * z - 1, 0):2 * z + 2].max()
        self.node("MaxPool", [source + "_d"], "pool", kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1])
        return self.quantized("pool", out, scale, zero)

    def average_pool(self, name, source):
        x, scale, zero = self.values[source]
        h = (x.shape[1] + 1) // 2
        out = np.zeros((x.shape[0], h, h), np.int64)
        for c in range(x.shape[0]):
            for y in range(h):
                for z in range(h):
                    window = x[c, 2 * y:2 * y + 2, 2 * z:2 * z + 2].ravel()
                    total = F(0)
                    for level in window:
                        total = F(total + F(F(level - zero) * scale))
                    out[c, y, z] = np.clip(np.rint(F(F(total / F(len(window))) / scale)) + zero, 0, 255)
        self.node("AveragePool", [source + "_d"], name, kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1,
                  count_include_pad=0)
        return self.quantized(name, out, scale, zero)

    def add(self, name, left, right):
        (a, sa, za), (b, sb, zb) = self.values[left], self.values[right]
        real = (a - za) * np.float64(sa) + (b - zb) * np.float64(sb)
        so, zo = self.range_of(real, True)
        ra, rb = np.float64(sa) / np.float64(so), np.float64(sb) / np.float64(so)
        left_factor, right_factor = round(ra * 2 ** 19), round(rb * 2 ** 19)
        total = (a - za) * left_factor + (b - zb) * right_factor + (1 << 18)
        levels = np.clip((total >> 19) + zo, 0, 255)
        self.node("Add", [left + "_d", right + "_d"], name)
        return self.quantized(name, levels, so, zo)

    def finish(self, name, source, classes):
        x, scale, zero = self.values[source]
        width, pixels = x.shape[0], x.shape[1] * x.shape[2]
        features = np.array([F(int(x[c].sum()) - pixels * zero) * scale / F(pixels) for c in range(width)], F)
        w = self.random.normal(0, 0.3, (classes, width)).astype(F)
        bias = self.random.normal(0, 0.1, classes).astype(F)
        logits = []
        for row in range(classes):
            sums = [F(0)] * 16
            whole = width // 16 * 16
            for i in range(whole):
                sums[i % 16] = F(sums[i % 16] + F(w[row, i] * features[i]))
            lane = [F(F(sums[i] + sums[i + 4]) + F(sums[i + 8] + sums[i + 12])) for i in range(4)]
            total = F(F(lane[0] + lane[1]) + F(lane[2] + lane[3]))
            for i in range(whole, width):
                total = F(total + F(w[row, i] * features[i]))
            logits.append(F(total + bias[row]))
        self.node("GlobalAveragePool", [source + "_d"], "average")
        self.node("Flatten", ["average"], "features")
        self.node("Gemm", ["features", self.store("fc.w", w), self.store("fc.b", bias)], "logits", transB=1)
        graph = b"".join(field(1, n) for n in self.nodes) + field(2, name) + b"".join(field(5, t) for t in self.stored)
        graph += field(11, value_info("image", 3, self.size, self.size))
        graph += field(12, value_info("features", width)) + field(12, value_info("logits", classes))
        card = {"input_size": str(self.size), "resize_short_side": str(self.size), "interpolation": "bilinear",
                "mean": "0.485 0.456 0.406", "std": "0.229 0.224 0.225", "precision": "int8", "architecture": name}
        model = field(1, 8) + field(2, "networks.py") + field(7, graph) + field(8, field(1, "") + field(2, 17))
        model += b"".join(field(14, field(1, "unext50." + k) + field(2, v)) for k, v in card.items())
        with open(os.path.join(here, name + ".onnx"), "wb") as file:
            file.write(model)
        with open(os.path.join(here, name + ".bin"), "wb") as file:
            file.write(self.image.tobytes())
            for layer in self.layers:
                file.write(layer.tobytes())
            file.write(features.tobytes() + np.array(logits, F).tobytes())


def stem(seed, size, channels):
    network = Network(seed, size, 3)
    network.maxpool(network.conv("stem", "image", channels, 7, 2, extreme=True))
    return network


def basic():  # ResNet-18 and 34
    n = stem(1, 33, 16)
    n.conv("a1", "pool", 16, 3)
    n.conv("a2", "a1", 16, 3, relu=False)
    n.add("a", "a2", "pool")
    n.conv("b1", "a", 24, 3, 2)
    n.conv("b2", "b1", 24, 3, relu=False)
    n.conv("b3", "a", 24, 1, 2, relu=False)
    n.add("b", "b2", "b3")
    n.finish("basic", "b", 5)


def block(n, name, source, width, outputs, groups, stride, shortcut):
    n.conv(name + "1", source, width, 1)
    n.conv(name + "2", name + "1", width, 3, stride, groups, extreme=True)
    n.conv(name + "3", name + "2", outputs, 1, relu=False)
    if shortcut:
        n.conv(name + "4", source, outputs, 1, stride, relu=False)
    return n.add(name, name + "3", name + "4" if shortcut else source)


def bottleneck():  # ResNet-50
    n = stem(2, 37, 20)
    block(n, "a", "pool", 12, 36, 1, 1, True)
    block(n, "b", "a", 12, 36, 1, 1, False)
    n.finish("bottleneck", block(n, "c", "b", 24, 72, 1, 2, True), 3)


def grouped():  # ResNeXt: groups of 4, 8, 16 and 32 channels
    n = stem(3, 40, 32)
    block(n, "a", "pool", 32, 48, 8, 1, True)
    block(n, "b", "a", 48, 48, 6, 1, False)
    block(n, "c", "b", 64, 80, 4, 2, True)
    n.finish("grouped", block(n, "d", "c", 64, 80, 2, 1, False), 7)


def wide():  # wide ResNet: a kernel of 3 x 3 over many channels
    n = stem(4, 29, 16)
    block(n, "a", "pool", 96, 64, 1, 1, True)
    n.finish("wide", block(n, "b", "a", 50, 64, 1, 2, True), 2)


def pooled():  # ResNet-D: a stem of three convolutions, shortcuts that average before they step
    n = Network(5, 35, 1)
    n.conv("s1", "image", 16, 3, 2)
    n.conv("s2", "s1", 20, 3)
    n.maxpool(n.conv("stem", "s2", 36, 3))
    block(n, "a", "pool", 16, 36, 1, 1, False)
    n.conv("b1", "a", 16, 1)
    n.conv("b2", "b1", 16, 3, 2)
    n.conv("b3", "b2", 52, 1, relu=False)
    n.conv("b4", n.average_pool("b0", "a"), 52, 1, relu=False)
    n.finish("pooled", n.add("b", "b3", "b4"), 4)


for make in (basic, bottleneck, grouped, wide, pooled):
    make()
