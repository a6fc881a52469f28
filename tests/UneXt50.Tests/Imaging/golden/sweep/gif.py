"""GIF: interlaced, smaller and larger than their screen, local palettes, transparency, animations."""

import io
import struct

import numpy as np
from PIL import Image

from pictures import SIZES, ffmpeg, indices, magick, palette, rgb


def lzw(pixels: list[int], bits: int, clears: bool = True) -> bytes:
    """The codes of pixels; without `clears` the full table stays in use."""
    clear, width, out, held = 1 << bits, bits + 1, [], 0
    strings, text = {}, ()

    def put(code: int) -> None:
        nonlocal held, length
        held |= code << length
        length += width
        while length >= 8:
            out.append(held & 255)
            held, length = held >> 8, length - 8

    def reset() -> None:
        nonlocal strings, width
        strings, width = {(i,): i for i in range(clear)} | {"clear": clear, "end": clear + 1}, bits + 1

    length = 0
    reset()
    put(clear)
    for pixel in pixels:
        if (*text, pixel) in strings:
            text = (*text, pixel)
            continue
        put(strings[text])
        if len(strings) < 4096:
            strings[(*text, pixel)] = len(strings)
            if len(strings) - 1 == 1 << width and width < 12:
                width += 1
        elif clears:
            put(clear)
            reset()
        text = (pixel,)
    put(strings[text])
    put(clear + 1)
    if length:
        out.append(held & 255)
    data = bytes(out)
    return bytes([bits]) + blocks(data)


def blocks(data: bytes, size: int = 255) -> bytes:
    return b"".join(bytes([len(data[i:i + size])]) + data[i:i + size] for i in range(0, len(data), size)) + b"\0"


def colours(table: "np.ndarray | None") -> tuple[int, bytes]:
    """Flags and bytes of a palette, padded to a power of two."""
    if table is None:
        return 0, b""
    bits = max(1, (len(table) - 1).bit_length())
    return 0x80 | bits - 1, table.tobytes().ljust(3 << bits, b"\x11")


def frame(picture, bits=8, left=0, top=0, local=None, interlaced=False, transparent=None, clears=True, codes=None):
    flags, entries = colours(local)
    order = range(len(picture))
    if interlaced:
        order = [*order[0::8], *order[4::8], *order[2::4], *order[1::2]]
    pixels = [pixel for y in order for pixel in picture[y].tolist()]
    control = b"" if transparent is None else b"\x21\xf9\4" + struct.pack("<BHBB", 1, 5, transparent, 0)
    size = struct.pack("<HHHH", left, top, picture.shape[1], picture.shape[0])
    return (control + b"," + size + bytes([flags | 0x40 * interlaced]) + entries
            + (lzw(pixels, max(bits, 2), clears) if codes is None else codes))


def gif(width, height, *parts, table=None, background=0, version=b"GIF89a", end=b";") -> bytes:
    flags, entries = colours(table)
    return version + struct.pack("<HHBBB", width, height, flags, background, 0) + entries + b"".join(parts) + end


def variants():
    comment, application = b"\x21\xfe" + blocks(b"a comment"), b"\x21\xff\x0bNETSCAPE2.0\3\1\0\0\0"
    for width, height in [*SIZES, (16, 16), (5, 31)]:
        picture, table = indices(width, height, 16), palette(16)
        for interlaced in (False, True):
            yield (f"size-{width}x{height}{'-interlaced' * interlaced}",
                   gif(width, height, frame(picture, 4, interlaced=interlaced), table=table), table[picture])
    for bits in range(1, 9):
        picture, table = indices(19, 11, 1 << bits), palette(1 << bits)
        yield f"bits-{bits}", gif(19, 11, frame(picture, bits), table=table), table[picture]
        yield f"bits-{bits}-local", gif(19, 11, frame(picture, bits, local=table), table=palette(4, 9)), table[picture]
    picture, table = indices(19, 11, 16), palette(16)
    for transparent in (None, 0, 3, 15):
        for name, where in (("inside", (4, 3)), ("corner", (0, 0))):
            whole = np.full((20, 30), transparent or 0)
            whole[where[1]:where[1] + 11, where[0]:where[0] + 19] = picture
            yield (f"smaller-{name}-{transparent}",
                   gif(30, 20, frame(picture, 4, *where, transparent=transparent), table=table, background=7),
                   table[whole])
            yield (f"smaller-{name}-{transparent}-interlaced-local",
                   gif(30, 20, frame(picture, 4, *where, table, True, transparent), background=7), table[whole])
    larger = np.zeros((14, 24), np.uint8)
    larger[3:, 5:] = picture
    yield "larger-than-screen", gif(10, 5, frame(picture, 4, 5, 3), table=table), table[larger]
    yield "no-screen", gif(0, 0, frame(picture, 4), table=table), table[picture]
    ramp = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)
    wide = indices(19, 11, 256)
    yield "no-palette", gif(19, 11, frame(wide)), ramp[wide]
    yield "grey-palette", gif(19, 11, frame(wide), table=ramp), ramp[wide]
    yield "grey-local-palette", gif(19, 11, frame(wide, local=ramp), table=palette(256)), ramp[wide]
    short = ramp.copy()
    short[:4] = palette(4)
    yield "beyond-palette", gif(19, 11, frame(indices(19, 11, 9), 4), table=short[:4]), short[indices(19, 11, 9)]
    yield "version-87", gif(19, 11, frame(picture, 4), table=table, version=b"GIF87a"), table[picture]
    yield ("extensions", gif(19, 11, comment, application, comment, frame(picture, 4), comment, table=table),
           table[picture])
    yield "zeros-between-blocks", gif(19, 11, b"\0\0", frame(picture, 4), b"\0\0\0", table=table), table[picture]
    yield "trailing-bytes", gif(19, 11, frame(picture, 4), table=table) + b"more", table[picture]
    second = frame(indices(5, 5, 16, 8), 4, 3, 3, transparent=2)
    yield "two-frames", gif(19, 11, application, frame(picture, 4), second, table=table), table[picture]
    noise = np.random.default_rng(5).integers(0, 256, (70, 90)).astype(np.uint8)
    full = palette(256)
    yield "full-table", gif(90, 70, frame(noise), table=full), full[noise]
    yield "full-table-no-clear", gif(90, 70, frame(noise, clears=False), table=full), full[noise]
    flat = np.full((90, 90), 3, np.uint8)
    yield "one-colour", gif(90, 90, frame(flat, 2), table=table[:4]), table[flat]
    codes = lzw(picture.reshape(-1).tolist(), 4)
    yield ("blocks-of-one-byte",
           gif(19, 11, frame(picture, 4, codes=codes[:1] + blocks(b"".join(
               codes[i + 1:i + 1 + codes[i]] for i in block_starts(codes)), 1)), table=table), table[picture])
    yield "no-end", gif(19, 11, frame(picture, 4), table=table, end=b""), table[picture]
    half = lzw(picture.reshape(-1).tolist()[:100], 4)
    yield "half-the-pixels", gif(19, 11, frame(picture, 4, codes=half), table=table), False
    yield "no-picture", gif(19, 11, comment, table=table), False
    source = Image.fromarray(rgb(23, 17))
    for options in ("-colors 16", "-monochrome", "-interlace GIF -colors 64", "-colors 8 -transparent black"):
        yield f"magick{options.replace(' ', '')}", magick(source, options, "gif"), None
    yield "magick-page", magick(source, "-colors 16 -repage 40x30+5+6", "gif"), None
    yield "ffmpeg", ffmpeg(source, "", "gif"), None
    for name, options in (("still", {}), ("interlaced", {"interlace": 1}), ("transparent", {"transparency": 5}),
                          ("animated", {"save_all": True, "append_images": [Image.fromarray(rgb(23, 17, 7))]})):
        out = io.BytesIO()
        source.quantize(30).save(out, "GIF", **options)
        yield f"pillow-{name}", out.getvalue(), None


def block_starts(codes: bytes) -> list[int]:
    starts, at = [], 1
    while codes[at]:
        starts.append(at)
        at += codes[at] + 1
    return starts
