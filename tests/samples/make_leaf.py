#!/usr/bin/python3
"""Draws leaf.jpg, the sample photo of README.md: a leaf with brown spots on grey card, from numbers alone.

Needs Debian's python3-numpy and python3-pil.
"""
import numpy as np
from PIL import Image

SIZE, SCALE = 256, 3
N = SIZE * SCALE
random = np.random.default_rng(50)


def noise(cells):
    """Smooth noise of about mean 0, spread 1, with `cells` bumps along a side."""
    small = random.normal(size=(cells, cells)).astype(np.float32)
    return np.asarray(Image.fromarray(small).resize((N, N), Image.BICUBIC))


y, x = np.mgrid[0:N, 0:N].astype(np.float32) / N * 2 - 1
angle = np.deg2rad(28)
along, across = x * np.cos(angle) + y * np.sin(angle), -x * np.sin(angle) + y * np.cos(angle)
across = across - 0.06 * np.sin(2.2 * along)                       # the midrib bends a little
t = np.clip((along + 0.82) / 1.64, 0, 1)                           # 0 at the stalk, 1 at the tip
half = 0.52 * np.maximum(np.sin(np.pi * t ** 0.8), 0) ** 0.85 * (1 + 0.03 * np.sin(46 * t))  # outline with a fine edge
inside = np.clip((half - np.abs(across)) * 90, 0, 1) * (t > 0) * (t < 1)
stalk = np.clip((0.018 - np.abs(across)) * 120, 0, 1) * (along < -0.7) * (along > -1.0)

midrib = np.exp(-(across / (0.016 * (1.2 - t))) ** 2)
phase = (along - 0.55 * np.abs(across)) * 9
side = np.exp(-((phase - np.round(phase)) / 0.06) ** 2) * (np.abs(across) < half * 0.93)
veins = np.clip(midrib + 0.55 * side, 0, 1)

green = np.stack([74 + 0 * x, 122 + 0 * x, 52 + 0 * x], -1)
shade = 9 * noise(9) + 5 * noise(40) + 4 * noise(160) + 16 * across / 0.5 - 10 * np.cos(phase * 2 * np.pi)
leaf = green + shade[..., None] * np.array([0.8, 1.0, 0.7])
leaf += veins[..., None] * np.array([46, 44, 34])
for _ in range(26):                                                # spots: brown, with a dark rim and a yellow halo
    ct, ca = random.uniform(0.12, 0.92), random.uniform(-0.8, 0.8)
    cx, cy, r = ct * 1.64 - 0.82, ca * 0.45 * np.sin(np.pi * ct), random.uniform(0.018, 0.05)
    d = np.hypot(along - cx, across - cy) / r * (1 + 0.08 * noise(30))
    for edge, colour in ((1.9, (150, 150, 62)), (1.0, (72, 52, 34)), (0.72, (128, 98, 66))):
        cover = np.clip((edge - d) * 3, 0, 1)[..., None] * (0.55 if edge > 1.5 else 0.95)
        leaf = leaf * (1 - cover) + cover * np.array(colour)

card = np.stack([138 + 0 * x, 132 + 0 * x, 140 + 0 * x], -1) + (7 * noise(5) + 5 * noise(200))[..., None]
shadow = np.roll(inside, (16 * SCALE // 3, 12 * SCALE // 3), (0, 1))
shadow = np.asarray(Image.fromarray(shadow.astype(np.float32)).resize((60, 60), Image.BILINEAR).resize((N, N), Image.BICUBIC))
picture = card * (1 - 0.45 * shadow[..., None])
cover = np.clip(inside + stalk, 0, 1)[..., None]
picture = picture * (1 - cover) + cover * np.where(stalk[..., None] > inside[..., None], np.array([120, 140, 84.]), leaf)
picture = np.clip(picture + random.normal(scale=3, size=(N, N, 1)), 0, 255).astype(np.uint8)
Image.fromarray(picture).resize((SIZE, SIZE), Image.LANCZOS).save("leaf.jpg", quality=92)
