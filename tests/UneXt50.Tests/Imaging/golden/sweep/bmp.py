"""BMP: every header, depth, compression, direction and mask that Pillow reads, and those that it refuses."""

import io
import struct

import numpy as np
from PIL import Image

from pictures import SIZES, ffmpeg, indices, magick, pack, palette, rgb

STANDARD = {16: (0x7C00, 0x3E0, 0x1F), 24: (0xFF0000, 0xFF00, 0xFF), 32: (0xFF0000, 0xFF00, 0xFF)}
ODD_MASKS = {"444": (16, 0xF00, 0xF0, 0xF), "10-10-10": (32, 0x3FF00000, 0xFFC00, 0x3FF), "empty-16": (16, 0, 0, 0),
             "grb": (32, 0xFF00, 0xFF0000, 0xFF), "holes": (16, 0x5555, 0x2222, 0x8888)}
MASKS = {"565": (16, 0xF800, 0x7E0, 0x1F), "555": (16, 0x7C00, 0x3E0, 0x1F), "888": (24, 0xFF0000, 0xFF00, 0xFF),
         "xrgb": (32, 0xFF0000, 0xFF00, 0xFF), "rgbx": (32, 0xFF000000, 0xFF0000, 0xFF00)}
ALPHA_MASKS = {"argb": (32, 0xFF0000, 0xFF00, 0xFF, 0xFF000000), "abgr": (32, 0xFF, 0xFF00, 0xFF0000, 0xFF000000),
               "rgba": (32, 0xFF000000, 0xFF0000, 0xFF00, 0xFF), "empty": (32, 0, 0, 0, 0)}


def bmp(width, height, bits, rows, header=40, compression=0, colours=b"", masks=(), top_down=False, gap=b"",
        offset=None, said_colours=0, data_size=None, file_size=None, planes=1) -> bytes:
    """`rows` from the top, unpadded, or a whole block of bytes."""
    if not isinstance(rows, bytes):
        ordered = rows if top_down else rows[::-1]
        rows = b"".join(row + bytes(-len(row) % 4) for row in ordered)
    if header == 12:
        info = struct.pack("<IHHHH", 12, width, height, planes, bits)
    else:
        size = len(rows) if data_size is None else data_size
        info = struct.pack("<IiiHHIIiiII", header, width, -height if top_down else height, planes, bits, compression,
                           size, 2835, 2835, said_colours, 0)
        masks = struct.pack(f"<{len(masks)}I", *masks)
        info = (info + masks).ljust(header, b"\0") if header > 40 else info[:header] + masks
    start = 14 + len(info) + len(colours) + len(gap)
    size = start + len(rows) if file_size is None else file_size
    where = start if offset is None else offset
    return b"BM" + struct.pack("<IHHI", size, 0, 0, where) + info + colours + gap + rows


def table(colours: np.ndarray, size: int) -> bytes:
    return b"".join(bytes(colour[::-1]) + bytes(size - 3) for colour in colours)


def masked(pixels: np.ndarray, bits: int, *masks: int) -> tuple[list[bytes], np.ndarray]:
    """Rows with the colours where the masks say, and the colours that are left of them."""
    value, kept = np.zeros(pixels.shape[:2], np.uint32), np.zeros_like(pixels)
    for channel, mask in enumerate(masks[:3]):
        if mask == 0:
            continue
        shift = (mask & -mask).bit_length() - 1
        most = mask >> shift
        level = pixels[..., channel].astype(np.uint32) * most // 255
        value |= (level << shift) & mask
        kept[..., channel] = level * 255 // most
    if len(masks) > 3:
        value |= masks[3] & 0x5A5A5A5A
    raw = value.astype("<u4").view(np.uint8).reshape(*value.shape, 4)[..., :bits // 8]
    return [row.tobytes() for row in raw], kept


def direct(width: int, height: int, bits: int):
    return masked(rgb(width, height), bits, *STANDARD[bits])


def indexed(width: int, height: int, bits: int):
    colours, picture = palette(1 << bits), indices(width, height, 1 << bits)
    return pack(picture, bits), colours, colours[picture]


def by_header():
    for header in (12, 16, 40, 52, 56, 64, 108, 124):
        for bits in (1, 2, 4, 8):
            rows, colours, truth = indexed(13, 7, bits)
            entries = table(colours, 3 if header == 12 else 4)
            yield f"header-{header}-{bits}", bmp(13, 7, bits, rows, header, colours=entries), truth
        for bits in (16, 24, 32):
            rows, truth = direct(13, 7, bits)
            yield f"header-{header}-{bits}", bmp(13, 7, bits, rows, header), truth
            if header >= 40:
                yield f"header-{header}-{bits}-top-down", bmp(13, 7, bits, rows, header, top_down=True), truth
            masks = (*STANDARD[bits], 0)[:4 if header >= 56 else 3]
            if header >= 40 and header != 64:
                yield (f"header-{header}-{bits}-masks",
                       bmp(13, 7, bits, rows, header, compression=3, masks=masks), truth)


def by_size():
    for width, height in SIZES:
        for bits in (1, 4, 8):
            rows, colours, truth = indexed(width, height, bits)
            for top_down in (False, True):
                yield (f"size-{width}x{height}-{bits}{'-top-down' * top_down}",
                       bmp(width, height, bits, rows, colours=table(colours, 4), top_down=top_down), truth)
        for bits in (16, 24, 32):
            rows, truth = direct(width, height, bits)
            yield f"size-{width}x{height}-{bits}", bmp(width, height, bits, rows), truth


def by_masks():
    for name, (bits, *masks) in (MASKS | ODD_MASKS).items():
        rows, truth = masked(rgb(11, 6), bits, *masks)
        yield f"masks-{name}", bmp(11, 6, bits, rows, compression=3, masks=masks), truth
        yield f"masks-{name}-108", bmp(11, 6, bits, rows, 108, compression=3, masks=(*masks, 0)), truth
    for name, (bits, *masks) in ALPHA_MASKS.items():
        rows, truth = masked(rgb(11, 6), bits, *(masks if masks[0] else (*STANDARD[32], 0)))
        for header in (56, 108, 124):
            yield f"masks-{name}-{header}", bmp(11, 6, bits, rows, header, compression=3, masks=masks), truth


def by_layout():
    rows, colours, truth = indexed(13, 7, 8)
    entries = table(colours, 4)
    yield "gap", bmp(13, 7, 8, rows, colours=entries, gap=bytes(range(10))), truth
    yield "no-offset", bmp(13, 7, 8, rows, colours=entries, offset=0), truth
    yield "offset-without-palette", bmp(13, 7, 8, rows, colours=entries, offset=54), truth
    yield "no-sizes", bmp(13, 7, 8, rows, colours=entries, data_size=0, file_size=0), truth
    yield "absurd-sizes", bmp(13, 7, 8, rows, colours=entries, data_size=2**32 - 1, file_size=2**32 - 1), truth
    yield "no-planes", bmp(13, 7, 8, rows, colours=entries, planes=0), truth
    yield "trailing-bytes", bmp(13, 7, 8, rows, colours=entries) + bytes(50), truth
    yield "no-last-padding", bmp(13, 7, 8, rows, colours=entries, file_size=0)[:-3], truth
    yield "cut-within-padding", bmp(13, 7, 8, rows, colours=entries)[:-3], False
    yield "row-missing", bmp(13, 7, 8, rows, colours=entries)[:-16], False
    yield "offset-in-header", bmp(13, 7, 8, rows, colours=entries, offset=20), False
    rows, truth = direct(13, 7, 24)
    yield "gap-24", bmp(13, 7, 24, rows, gap=bytes(7)), truth
    yield "palette-24", bmp(13, 7, 24, rows, colours=entries, said_colours=256), truth
    for bits, few in ((1, 1), (4, 5), (8, 1), (8, 3), (8, 200)):
        picture, colours = indices(13, 7, few), palette(few)
        rows = pack(picture, bits)
        yield (f"palette-{bits}-{few}",
               bmp(13, 7, bits, rows, colours=table(colours, 4), said_colours=few), colours[picture])
        yield f"palette-core-{bits}-{few}", bmp(13, 7, bits, rows, 12, colours=table(colours, 3)), colours[picture]
    rows, colours, truth = indexed(13, 7, 4)
    longer = np.vstack([colours, palette(240)])
    yield "palette-too-long", bmp(13, 7, 4, rows, colours=table(longer, 4), said_colours=256), truth
    picture = indices(13, 7, 9)
    ramp = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
    ramp[:5] = palette(5)
    yield "beyond-palette", bmp(13, 7, 8, pack(picture, 8), colours=table(ramp[:5], 4), said_colours=5), ramp[picture]
    for name, colours in (("white-first", [[255] * 3, [0] * 3]), ("black-first", [[0] * 3, [255] * 3]),
                          ("two-greys", [[0] * 3, [1] * 3])):
        colours, picture = np.array(colours, np.uint8), indices(13, 7, 2)
        for bits in (1, 4, 8):
            yield (f"{name}-{bits}",
                   bmp(13, 7, bits, pack(picture, bits), colours=table(colours, 4), said_colours=2), colours[picture])
    for compression in (4, 5, 6, 11, 99):
        yield f"compression-{compression}", bmp(13, 7, 24, direct(13, 7, 24)[0], compression=compression), False
    yield "run-length-8-of-4-bits", bmp(8, 1, 4, b"\x08\x11\0\1", compression=1, colours=bytes(64)), False


def runs(row: np.ndarray, bits: int, absolute: bool) -> bytes:
    """A row in runs; `absolute`: three pixels and more one by one."""
    out, values = b"", row.tolist()
    while values:
        if absolute and len(values) >= 3:
            part, values = values[:7], values[7:]
            if len(part) < 3:
                out += b"".join(bytes([1, value if bits == 8 else value << 4]) for value in part)
                continue
            packed = bytes(part) if bits == 8 else pack(np.array([part]), 4)[0]
            out += bytes([0, len(part)]) + packed + bytes(len(packed) % 2)
            continue
        length = 1
        while length < min(len(values), 255) and values[length] == values[0]:
            length += 1
        out += bytes([length, values[0] if bits == 8 else values[0] * 17])
        values = values[length:]
    return out


def run_lengths():
    for bits in (8, 4):
        compression = 1 if bits == 8 else 2
        colours = palette(1 << bits)
        entries = table(colours, 4)

        def made(data, width=13, height=7):
            return bmp(width, height, bits, data, compression=compression, colours=entries)

        for width, height in [*SIZES, (300, 2), (13, 7)]:
            picture = indices(width, height, 1 << bits)
            for absolute in (False, True):
                lines = [runs(row, bits, absolute) for row in picture[::-1]]
                yield (f"rle{bits}-{width}x{height}{'-absolute' * absolute}",
                       made(b"\0\0".join(lines) + b"\0\0\0\1", width, height), colours[picture])
        picture = indices(13, 7, 1 << bits)
        lines = [runs(row, bits, False) for row in picture[::-1]]
        yield f"rle{bits}-no-last-end", made(b"\0\0".join(lines) + b"\0\1"), colours[picture]
        yield f"rle{bits}-no-end", made(b"\0\0".join(lines)), colours[picture]
        yield f"rle{bits}-no-size", bmp(13, 7, bits, b"\0\0".join(lines) + b"\0\1", compression=compression,
                                        colours=entries, data_size=0), colours[picture]
        yield f"rle{bits}-ends-early", made(b"\0\0".join(lines[:4]) + b"\0\1"), False
        yield f"rle{bits}-cut", made(b"\0\0".join(lines[:4])), False
        yield f"rle{bits}-too-long", made(b"\0\0".join(line + b"\5\1" for line in lines) + b"\0\1"), colours[picture]
        short = picture.copy()
        short[3, 8:] = 0
        part = [runs(row[:8] if y == 3 else row, bits, False) for y, row in reversed(list(enumerate(short)))]
        yield f"rle{bits}-short-row", made(b"\0\0".join(part) + b"\0\1"), colours[short]
        blank = picture.copy()
        blank[2] = 0
        part = [b"" if y == 2 else runs(row, bits, False) for y, row in reversed(list(enumerate(blank)))]
        yield f"rle{bits}-blank-row", made(b"\0\0".join(part) + b"\0\1"), colours[blank]
        jumped = np.zeros((7, 13), np.uint8)
        jumped[6, :4], jumped[3, 6:], jumped[2:0:-1], jumped[0, 3:] = 1, 2, 3, 1
        value = [bytes([n, c if bits == 8 else c * 17]) for n, c in ((4, 1), (7, 2), (13, 3), (10, 1))]
        data = value[0] + b"\0\2\2\3" + value[1] + b"\0\0" + value[2] + b"\0\0" + value[2] + b"\0\0\0\2\3\0" + value[3]
        yield f"rle{bits}-jumps", made(data + b"\0\1"), colours[jumped]


def by_programs():
    picture = Image.fromarray(rgb(13, 7))
    few = picture.quantize(11)
    for kind, options in (("1", "-monochrome"), ("4", "-colors 12 -type Palette"), ("8", "-colors 100 -type Palette"),
                          ("grey", "-colorspace Gray -depth 8"), ("24", "-type TrueColor"),
                          ("32", "-alpha set -type TrueColorAlpha")):
        for version in ("BMP2", "BMP3", "BMP"):
            yield f"magick-{version}-{kind}", magick(picture, options, "bmp", f"{version}:"), None
    for subtype in ("RGB555", "RGB565", "ARGB4444", "ARGB1555"):
        yield f"magick-{subtype}", magick(picture, f"-define bmp:subtype={subtype}", "bmp"), None
    yield "magick-rle8", magick(few, "-type Palette -compress RLE", "bmp"), None
    for kind in ("bgra", "bgr24", "rgb565le", "rgb555le", "rgb444le", "pal8", "gray", "rgb8", "bgr8", "monob"):
        yield f"ffmpeg-{kind}", ffmpeg(picture, f"-pix_fmt {kind}", "bmp"), None
    for mode in ("1", "L", "P", "RGB", "RGBA"):
        out = io.BytesIO()
        picture.convert(mode).save(out, "BMP")
        yield f"pillow-{mode}", out.getvalue(), None


def variants():
    for part in (by_header, by_size, by_masks, by_layout, run_lengths, by_programs):
        yield from part()
