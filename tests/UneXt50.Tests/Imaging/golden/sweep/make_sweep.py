"""Writes sweep.tar.gz, small pictures of every kind, and sweep.tsv, what has to come of each.

    /usr/bin/python3 make_sweep.py            (Debian 12: Pillow 9.4, ImageMagick 6.9, ffmpeg 5.1, webp 1.2.4)

The judge is Pillow. Where it is wrong by the samples that a picture was made of, those count ("samples"); where only
newer versions of it read a picture, as well ("newer"); what it refuses has to be refused.
"""

import gzip
import hashlib
import io
import re
import tarfile
import warnings
from collections import Counter
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

import bmp
import gif
import jpeg
import orientation
import png
import webp

HERE = Path(__file__).parent
# Read by Pillow 11, not by 9.4.
NEWER = re.compile(r"bmp/(header-5[26]-(?!2\b)|masks-.*-56)")
# Refused for a fault of Pillow's: it loses empty rows, and reads four bytes of a jump for two.
FAULTS = re.compile(r"bmp/rle\d-(blank-row|jumps)")
TURNS = {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
         5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
         8: Image.Transpose.ROTATE_90}


def upright(data: bytes, turn: "int | None" = None) -> "Image.Image | None":
    """What Pillow makes of it, or None. With `turn` it is not asked about the orientation."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            if image.mode == "I":
                image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8), "L")
            if turn is None:
                try:
                    image = ImageOps.exif_transpose(image)
                except (SyntaxError, ValueError, ZeroDivisionError):
                    pass  # damaged EXIF data: it stays as it is
            elif turn in TURNS:
                image = image.transpose(TURNS[turn])
            return image.convert("RGB")
    except Exception:
        return None


def result(pixels: "Image.Image | np.ndarray") -> str:
    pixels = np.ascontiguousarray(np.asarray(pixels).astype(np.uint8))
    return f"{pixels.shape[1]}\t{pixels.shape[0]}\t{hashlib.sha256(pixels.tobytes()).hexdigest()[:16]}"


def judged(name: str, data: bytes, truth) -> tuple[str, str]:
    """The result and who says so."""
    if truth is False:
        return "0\t0\trefused", "kind"
    pillows = upright(data)
    if truth is None:
        return (result(pillows), "pillow") if pillows else ("0\t0\trefused", "pillow")
    if pillows is None:
        if FAULTS.match(name):
            return result(truth), "samples"
        return (result(truth), "newer") if NEWER.match(name) else ("0\t0\trefused", "pillow")
    return result(truth), "pillow" if result(pillows) == result(truth) else "samples"


def pictures():
    for module, ending in ((bmp, "bmp"), (gif, "gif"), (png, "png"), (webp, "webp")):
        for name, data, truth in module.variants():
            name = f"{ending}/{name}.{ending}"
            yield name, data, *judged(name, data, truth)
    for name, data, turn in orientation.variants():
        turned = upright(data, turn)
        yield f"orientation/{name}", data, result(turned), "pillow" if turn is None else "newer"
    for name, data, whole in jpeg.variants():
        expected = result(upright(whole)) if whole and upright(whole) else "0\t0\trefused"
        yield f"jpeg/{name}.jpg", data, expected, "kind"


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    rows, judges, packed = ["picture\twidth\theight\tsha256\tjudge"], Counter(), io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, data, expected, judge in pictures():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
            rows.append(f"{name}\t{expected}\t{judge}")
            judges[name.split("/")[0], judge, "refused" if expected.endswith("refused") else "equal"] += 1
    (HERE / "sweep.tar.gz").write_bytes(gzip.compress(packed.getvalue(), 9, mtime=0))
    (HERE / "sweep.tsv").write_text("\n".join(rows) + "\n")
    for key, count in sorted(judges.items()):
        print(*key, count)
