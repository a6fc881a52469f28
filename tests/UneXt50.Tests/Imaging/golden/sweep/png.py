"""PNG: every colour type, depth and filter, interlaced at every small size, transparency, chunks in the way."""

import io
import struct
import zlib

import numpy as np
from PIL import Image

from pictures import SIZES, ffmpeg, magick, pack, palette, rgb

KINDS = [(0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8), (4, 8), (4, 16),
         (6, 8), (6, 16)]
SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(kind: bytes, data: bytes = b"", crc: int = 0) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) ^ crc)


def rows_of(samples: np.ndarray, depth: int) -> list[bytes]:
    if depth < 8:
        return pack(samples[..., 0], depth)
    return [row.astype(">u2" if depth == 16 else np.uint8).tobytes() for row in samples]


def filtered(rows: list[bytes], step: int, filters) -> bytes:
    out, above = b"", b""
    for y, row in enumerate(rows):
        kind = filters[y % len(filters)]
        before = [0] * step + list(row)
        up = [0] * step + list(above or bytes(len(row)))
        line = []
        for i, value in enumerate(row):
            left, over, corner = before[i], up[i + step], up[i]
            paeth = min((left, over, corner), key=lambda v: abs(left + over - corner - v))
            line.append((value - (0, left, over, (left + over) // 2, paeth)[kind]) % 256)
        out += bytes([kind, *line])
        above = row
    return out


def body(samples: np.ndarray, colour: int, depth: int, interlaced: bool, filters=(0, 1, 2, 3, 4)) -> bytes:
    step = max(1, SAMPLES[colour] * depth // 8)
    parts = [samples[y::dy, x::dx] for x, y, dx, dy in PASSES] if interlaced else [samples]
    return b"".join(filtered(rows_of(part, depth), step, filters) for part in parts if part.size)


def png(width, height, colour, depth, data, interlaced=False, before=b"", after=b"", split=None, end=True) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced)
    packed = zlib.compress(data, 9) if not isinstance(data, tuple) else data[0]
    pieces = [packed] if split is None else [packed[i:i + split] for i in range(0, len(packed), split)]
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before + b"".join(chunk(b"IDAT", p) for p in pieces)
            + after + (chunk(b"IEND") if end else b""))


def picture(width: int, height: int, colour: int, depth: int):
    """Samples, what has to stand before them, and the RGB that they mean."""
    noise = np.random.default_rng(4)
    samples = noise.integers(0, 1 << depth, (height, width, SAMPLES[colour])).astype(np.uint16)
    samples[..., 0] = (np.arange(width)[None, :] * 37 + np.arange(height)[:, None] * 11) % (1 << depth)
    if colour == 3:
        colours = palette(1 << depth)
        return samples, chunk(b"PLTE", colours.tobytes()), colours[samples[..., 0]]
    high = samples >> 8 if depth == 16 else samples * (255 // ((1 << depth) - 1))
    truth = high[..., :3] if colour in (2, 6) else np.repeat(high[..., :1], 3, axis=-1)
    return samples, b"", truth.astype(np.uint8)


def by_size():
    for colour, depth in KINDS:
        for width, height in [*SIZES, (8, 8), (2, 7), (4, 1), (1, 9)]:
            samples, before, truth = picture(width, height, colour, depth)
            for interlaced in (False, True):
                data = body(samples, colour, depth, interlaced)
                yield (f"{colour}-{depth}-{width}x{height}{'-interlaced' * interlaced}",
                       png(width, height, colour, depth, data, interlaced, before), truth)


def by_chunks():
    def plain(**options):
        samples, before, truth = picture(9, 7, 2, 8)
        options["before"] = options.get("before", b"") + before
        return png(9, 7, 2, 8, body(samples, 2, 8, False), **options), truth

    for kind in range(5):
        for colour, depth in ((2, 8), (6, 16), (0, 1), (4, 8)):
            samples, before, truth = picture(11, 9, colour, depth)
            yield f"filter-{kind}-{colour}-{depth}", png(11, 9, colour, depth, body(samples, colour, depth, False, [kind])), truth
    transparent = {0: b"\0\1", 2: b"\0\0\0\3\0\0", 3: bytes([255, 0, 40, 255])}
    for colour, depth in KINDS:
        if colour in transparent:
            samples, before, truth = picture(9, 7, colour, depth)
            extra = chunk(b"tRNS", transparent[colour][:1 << depth if colour == 3 else None])
            yield f"transparent-{colour}-{depth}", png(9, 7, colour, depth, body(samples, colour, depth, False),
                                                       before=before + extra), truth
    profile = b"profile\0\0" + zlib.compress(bytes(200))
    for name, content in (("gAMA", struct.pack(">I", 45455)), ("gAMA", struct.pack(">I", 220000)), ("sRGB", b"\0"),
                          ("cHRM", struct.pack(">8I", *range(30000, 38000, 1000))), ("iCCP", profile),
                          ("sBIT", b"\5\6\5"), ("bKGD", b"\0\1\0\2\0\3"), ("pHYs", struct.pack(">IIB", 2835, 2835, 1)),
                          ("tIME", bytes(7)), ("tEXt", b"Title\0a"), ("zzZz", b"private"), ("PLTE", bytes(range(30)))):
        made, truth = plain(before=chunk(name.encode(), content))
        yield f"chunk-{name}-{content[:5].hex()}", made, truth
    for split in (1, 7, 100):
        made, truth = plain(split=split)
        yield f"split-{split}", made, truth
    samples, before, truth = picture(9, 7, 2, 8)
    data = body(samples, 2, 8, False)
    for level in (0, 1, 9):
        yield f"level-{level}", png(9, 7, 2, 8, (zlib.compress(data, level),)), truth
    small = zlib.compressobj(9, wbits=9)
    yield "window-512", png(9, 7, 2, 8, (small.compress(data) + small.flush(),)), truth
    yield "row-too-many", png(9, 7, 2, 8, data + bytes(28)), truth
    yield "empty-pieces", png(9, 7, 2, 8, data, before=chunk(b"IDAT"), after=chunk(b"IDAT")), truth
    yield "after-the-end", png(9, 7, 2, 8, data) + bytes(99), truth
    made, truth = plain(after=chunk(b"tEXt", b"Title\0a"))
    yield "text-behind", made, truth
    yield "row-missing", png(9, 7, 2, 8, data[:-28]), False
    yield "no-end", png(9, 7, 2, 8, data, end=False), truth
    yield "unknown-filter", png(9, 7, 2, 8, b"\7" + data[1:]), False
    yield "adler-wrong", png(9, 7, 2, 8, (zlib.compress(data)[:-1] + b"\0",)), False
    broken = png(9, 7, 2, 8, data)
    yield "header-crc", broken[:30] + b"\0" + broken[31:], False
    for colour, depth in ((0, 3), (2, 4), (3, 16), (6, 2), (1, 8), (5, 8)):
        header = struct.pack(">IIBBBBB", 9, 7, depth, colour, 0, 0, 0)
        yield f"unknown-{colour}-{depth}", broken[:8] + chunk(b"IHDR", header) + broken[33:], False
    control = struct.pack(">IIIIIHHBB", 0, 9, 7, 0, 0, 1, 10, 0, 0)
    animation = chunk(b"acTL", struct.pack(">II", 2, 0))
    later = chunk(b"fcTL", struct.pack(">IIIIIHHBB", 1, 3, 2, 1, 1, 1, 10, 0, 0)) + chunk(
        b"fdAT", struct.pack(">I", 2) + zlib.compress(bytes(20)))
    made, truth = plain(before=animation + chunk(b"fcTL", control), after=later)
    yield "animated", made, truth
    ramp = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
    short = ramp.copy()
    short[:5] = palette(5)
    samples, _, _ = picture(9, 7, 3, 8)
    yield ("beyond-palette", png(9, 7, 3, 8, body(samples, 3, 8, False), before=chunk(b"PLTE", short[:5].tobytes())),
           short[samples[..., 0]])


def by_programs():
    source = Image.fromarray(rgb(23, 17))
    for kind in ("PNG8", "PNG24", "PNG32", "PNG48", "PNG64", "PNG00"):
        yield f"magick-{kind}", magick(source, "", "png", f"{kind}:"), None
    for options in ("-interlace PNG", "-monochrome", "-colorspace Gray", "-colors 5", "-colors 3 -interlace PNG",
                    "-transparent black -colors 20", "-colorspace Gray -depth 16", "-gamma 2.2", "-quality 00",
                    "-quality 94"):
        yield f"magick{options.replace(' ', '')}", magick(source, options, "png"), None
    for kind in ("rgb24", "rgba", "rgb48be", "rgba64be", "gray", "gray16be", "ya8", "ya16be", "monob", "pal8"):
        yield f"ffmpeg-{kind}", ffmpeg(source, f"-pix_fmt {kind}", "png"), None
    for pred in ("none", "sub", "up", "avg", "paeth", "mixed"):
        yield f"ffmpeg-{pred}", ffmpeg(source, f"-pred {pred}", "png"), None
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I"):
        out = io.BytesIO()
        source.convert(mode).save(out, "PNG")
        yield f"pillow-{mode}", out.getvalue(), None


def variants():
    for part in (by_size, by_chunks, by_programs):
        yield from part()
