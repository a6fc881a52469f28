#!/usr/bin/env python3
"""Makes bars.rgb (72x10, R G B) and, beside it, the same bars as a camera would send them: NAME.raw, with padded rows,
and bars.jpg, whose Huffman tables are the standard ones.

Full range BT.601 is Pillow's own YCbCr; the others are worked out here in floating point from the definitions in
ITU-R BT.601 and BT.709. Needs numpy and Pillow.
"""
from pathlib import Path

import numpy as np
from PIL import Image

here = Path(__file__).parent
width, height, padding = 72, 10, 12

colours = [(255, 255, 255), (255, 255, 0), (0, 255, 255), (0, 255, 0), (255, 0, 255), (255, 0, 0), (0, 0, 255),
           (0, 0, 0), (196, 144, 120)]
rgb = np.repeat(np.array([colours], np.uint8), 8, axis=1).repeat(height, axis=0)
assert rgb.shape == (height, width, 3)


def ycbcr(kr, kb, limited):
    r, g, b = (rgb[..., i] / 255 for i in range(3))
    y = kr * r + (1 - kr - kb) * g + kb * b
    cb, cr = (b - y) / (2 * (1 - kb)), (r - y) / (2 * (1 - kr))
    planes = (16 + 219 * y, 128 + 224 * cb, 128 + 224 * cr) if limited else (255 * y, 128 + 255 * cb, 128 + 255 * cr)
    return np.clip(np.rint(np.stack(planes, axis=-1)), 0, 255).astype(np.uint8)


def padded(rows):
    return np.pad(rows, ((0, 0), (0, padding)), constant_values=0x5A)


def yuyv(yuv):
    pairs = yuv.reshape(height, width // 2, 2, 3)
    packed = np.stack([pairs[:, :, 0, 0], pairs[:, :, 0, 1], pairs[:, :, 1, 0], pairs[:, :, 0, 2]], axis=-1)
    return padded(packed.reshape(height, 2 * width))


def nv12(yuv):
    chroma = yuv[::2, ::2, 1:].reshape(height // 2, width)
    return padded(np.concatenate([yuv[..., 0], chroma]))


full = np.asarray(Image.fromarray(rgb).convert("YCbCr"))
limited = ycbcr(0.299, 0.114, limited=True)
raw = {
    "yuyv-601-full": yuyv(full),
    "yuyv-601-limited": yuyv(limited),
    "yuyv-709-limited": yuyv(ycbcr(0.2126, 0.0722, limited=True)),
    "nv12-601-full": nv12(full),
    "nv12-601-limited": nv12(limited),
    "nv12-709-full": nv12(ycbcr(0.2126, 0.0722, limited=False)),
    "rgb24": padded(rgb.reshape(height, 3 * width)),
    "bgr24": padded(rgb[..., ::-1].reshape(height, 3 * width)),
    "grey-full": padded(np.asarray(Image.fromarray(rgb).convert("L"))),
    "grey-limited": padded(limited[..., 0]),
}
rgb.tofile(here / "bars.rgb")
Image.fromarray(rgb).save(here / "bars.jpg", quality=90)
np.repeat(np.asarray(Image.fromarray(rgb).convert("L"))[..., None], 3, axis=2).tofile(here / "bars-grey.rgb")
for name, rows in raw.items():
    rows.tofile(here / f"{name}.raw")
