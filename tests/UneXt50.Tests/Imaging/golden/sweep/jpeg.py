"""JPEG files that end early, with and without the end-of-image marker."""

import io
import struct
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from pictures import rgb

END = b"\xff\xd9"


def smooth(width: int, height: int) -> Image.Image:
    return Image.fromarray(rgb(width, height)).resize((width * 3, height * 3), Image.Resampling.BICUBIC)


def kinds():
    for name, options in (("baseline", {}), ("444", {"subsampling": 0}), ("422", {"subsampling": 1}),
                          ("optimized", {"optimize": True}), ("progressive", {"progressive": True}),
                          ("progressive-444", {"progressive": True, "subsampling": 0})):
        for width, height in ((16, 16), (31, 17)):
            out = io.BytesIO()
            smooth(width, height).save(out, "JPEG", quality=85, **options)
            yield f"{name}-{width * 3}", out.getvalue()
    for mode in ("L", "CMYK"):
        for progressive in (False, True):
            out = io.BytesIO()
            smooth(20, 20).convert(mode).save(out, "JPEG", quality=85, progressive=progressive)
            yield f"{mode}{'-progressive' * progressive}", out.getvalue()
    for name, options in (("restarts", "-define jpeg:restart-interval=2"), ("411", "-sampling-factor 4x1"),
                          ("440", "-sampling-factor 1x2"), ("arithmetic", "-define jpeg:arithmetic-coding=true")):
        yield name, magick(smooth(20, 20), options)
    yield "grey-all-over", grey()


def magick(picture: Image.Image, options: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        picture.save(f"{folder}/in.png")
        subprocess.run(["convert", f"{folder}/in.png", *options.split(), "-strip", f"{folder}/out.jpg"], check=True)
        return Path(folder, "out.jpg").read_bytes()


def grey() -> bytes:
    """As whole as any, and of the very grey that stands for what is missing."""
    out = io.BytesIO()
    Image.new("RGB", (48, 48), (128, 128, 128)).save(out, "JPEG", quality=90)
    return out.getvalue()


def without_tables(data: bytes) -> bytes:
    """As cameras send motion JPEG."""
    at, out = 2, data[:2]
    while data[at + 1] != 0xDA:
        length = struct.unpack(">H", data[at + 2:at + 4])[0] + 2
        if data[at + 1] != 0xC4:
            out += data[at:at + length]
        at += length
    return out + data[at:]


def scan_of(data: bytes) -> tuple[int, int]:
    """Where the data of the largest scan begins and ends."""
    found, at = (0, 0), 2
    while at < len(data) - 1:
        if data[at] == 0xFF and data[at + 1] == 0xDA:
            start = end = at + 2 + struct.unpack(">H", data[at + 2:at + 4])[0]
            while not (data[end] == 0xFF and data[end + 1] not in (0, *range(0xD0, 0xD8))):
                end += 1
            found = max(found, (start, end), key=lambda pair: pair[1] - pair[0])
            at = end
        elif data[at] == 0xFF and data[at + 1] == 0xD9:
            break
        else:
            at += 2 + struct.unpack(">H", data[at + 2:at + 4])[0]
    return found


def variants():
    """Name, file, and the whole file whose pixels it has; False if it has to be refused."""
    for name, data in kinds():
        assert data.endswith(END)
        yield f"{name}-whole", data, data
        yield f"{name}-no-end", data[:-2], data
        yield f"{name}-half-an-end", data[:-1], data
        yield f"{name}-zeros-for-an-end", data[:-2] + bytes(40), data
        yield f"{name}-trailing-bytes", data + bytes(range(256)), data
        start, end = scan_of(data)
        if name == "grey-all-over":
            continue
        for share in (0.1, 0.5, 0.9):
            yield f"{name}-cut-{share}", data[:start + int((end - start) * share)], False
        half = data[:start + (end - start) // 2].rstrip(b"\xff")
        yield f"{name}-half-with-end", half + END, False
        yield f"{name}-half-the-file-with-end", data[:len(data) // 2 + 200].rstrip(b"\xff") + END, False
        yield f"{name}-nothing-with-end", data[:start] + END, False
        yield f"{name}-last-byte-missing", data[:end - 1].rstrip(b"\xff"), False
    out = io.BytesIO()
    smooth(31, 17).save(out, "JPEG", quality=85)
    bare = without_tables(out.getvalue())
    yield "no-tables", bare, out.getvalue()
    yield "no-tables-no-end", bare[:-2], out.getvalue()
    yield "no-tables-half", bare[:len(bare) * 2 // 3] + END, False
