"""What Pillow makes of pictures of cameras that hang otherwise: turned, mirrored, then cut (Debian 12: Pillow 9.4).

    /usr/bin/python3 make_mountings.py
"""

import math

from PIL import Image, ImageOps

from make_goldens import sha, write_table
from make_pictures import PICTURES

TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
FLIPS = {"Horizontal": Image.Transpose.FLIP_LEFT_RIGHT, "Vertical": Image.Transpose.FLIP_TOP_BOTTOM}
WHOLE = "0%,0%,100%,100%"


def edge(text: str, side: int) -> float:
    return float(text[:-1]) * side / 100 if text.endswith("%") else float(text)


def edges(start: str, extent: str, side: int) -> tuple[int, int]:
    first = edge(start, side)
    return math.floor(first + 0.5), math.floor(first + edge(extent, side) + 0.5)


def mounted(name: str, scale: int, turn: int, flip: str, region: str) -> Image.Image:
    with Image.open(PICTURES / name) as image:
        width, height = image.size
        if scale > 1:
            image.draft(None, (width // scale, height // scale))
            assert image.size == (width // scale, height // scale)
        image = ImageOps.exif_transpose(image).convert("RGB")
    if turn:
        image = image.transpose(TURNS[turn])
    if flip in FLIPS:
        image = image.transpose(FLIPS[flip])
    x, y, w, h = region.split(",")
    left, right = edges(x, w, image.width * scale)
    top, bottom = edges(y, h, image.height * scale)
    return image.crop((left // scale, top // scale, right // scale, bottom // scale))


rows = []
for turn in [0, 90, 180, 270]:
    for flip in ["None", *FLIPS]:
        for name, region in [("exif-6.jpg", WHOLE), ("exif-6.jpg", "3,7,20,11"), ("large.jpg", "33.3%,10%,21.7%,50%")]:
            rows.append([name, 0, 1, turn, flip, region])
# Hint, and the scale it allows: as far as the region keeps twice the hint and ends between pixels.
for hint, scale, turn, region in [
    (20, 8, 0, "160,80,480,400"), (20, 8, 90, "160,80,480,400"), (40, 4, 270, "160,80,480,400"),
    (100, 2, 0, "160,80,480,400"), (101, 1, 0, "160,80,480,400"), (20, 1, 0, "161,80,480,400"),
    (20, 2, 180, "162,82,480,400"), (20, 4, 0, "25%,25%,50%,50%"), (20, 1, 0, "0,0,40,40"),
]:
    rows.append(["large-grey.jpg", hint, scale, turn, "None", region])
table = []
for row in rows:
    name, hint, scale, turn, flip, region = row
    image = mounted(name, scale, turn, flip, region)
    table.append([name, hint, turn, flip, region, image.width, image.height, sha(image.tobytes())])
write_table("mounted.tsv", ["picture", "hint", "turn", "flip", "region", "width", "height", "sha256"], table)
