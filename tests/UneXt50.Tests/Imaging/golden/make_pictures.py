"""Draws the sample pictures that the imaging tests decode. Deterministic; needs Pillow 9.4 and numpy.

    /usr/bin/python3 make_pictures.py && /usr/bin/python3 make_goldens.py
"""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
BOMBS = HERE / "bombs"


def scene(width: int, height: int, seed: int = 1) -> Image.Image:
    """Gradients, hard edges and grain: something for every stage of a codec and of a filter."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    u, v = x / max(width - 1, 1), y / max(height - 1, 1)
    planes = [
        255 * u,
        127.5 + 127.5 * np.sin(9 * v + 5 * u),
        255 * (1 - u) * v,
    ]
    pixels = np.stack(planes, axis=-1) + rng.normal(0, 6, (height, width, 3))
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8), "RGB")
    draw = ImageDraw.Draw(image)
    draw.ellipse((width * 0.1, height * 0.1, width * 0.5, height * 0.6), fill=(250, 40, 30))
    draw.line((0, height - 1, width - 1, 0), fill=(10, 240, 60), width=max(1, width // 40))
    corners = (width * 0.6, height * 0.55, width * 0.95, height * 0.9)
    draw.rectangle(corners, fill=(20, 30, 220), outline=(255, 255, 255))
    return image


def exif(orientation: int) -> bytes:
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F] = "unext50"
    return tags.tobytes()


def save(name: str, image: Image.Image, **options) -> None:
    image.save(PICTURES / name, **options)


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, depth: int, colour: int, rows: bytes, interlace: int = 0, extra: bytes = b"") -> bytes:
    """A PNG of the kinds Pillow does not write; `rows` holds the filter bytes too."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    return (b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + extra
            + png_chunk(b"IDAT", zlib.compress(rows, 9)) + png_chunk(b"IEND", b""))


def write_png(name: str, *contents, **options) -> None:
    (PICTURES / name).write_bytes(png(*contents, **options))


def plain_rows(samples: np.ndarray) -> bytes:
    """Big-endian samples [height, ...] as unfiltered PNG rows."""
    return b"".join(b"\0" + row.tobytes() for row in samples)


def adam7_rows(samples: np.ndarray) -> bytes:
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    parts = [samples[y0::dy, x0::dx] for x0, y0, dx, dy in passes]
    return b"".join(plain_rows(part) for part in parts if part.size)


def jpegs() -> None:
    save("baseline.jpg", scene(161, 121), quality=88)
    save("baseline-444.jpg", scene(97, 64), quality=95, subsampling=0)
    save("baseline-422.jpg", scene(97, 64), quality=75, subsampling=1)
    save("progressive.jpg", scene(131, 99), quality=85, progressive=True)
    save("optimized.jpg", scene(100, 75), quality=80, optimize=True)
    save("grey.jpg", scene(83, 61).convert("L"), quality=90)
    save("cmyk.jpg", scene(80, 60).convert("CMYK"), quality=90)
    ink = np.asarray(scene(80, 60).convert("CMYK")).copy()
    ink[..., 3] = np.asarray(scene(80, 60, 2).convert("L")) // 2
    save("cmyk-black.jpg", Image.fromarray(ink, "CMYK"), quality=90)
    save("cmyk-progressive.jpg", Image.fromarray(ink, "CMYK"), quality=80, progressive=True)
    ink_file = io.BytesIO()
    Image.fromarray(ink, "CMYK").save(ink_file, "JPEG", quality=90)
    (PICTURES / "cmyk-no-adobe.jpg").write_bytes(without_adobe(ink_file.getvalue()))
    (PICTURES / "ycck.jpg").write_bytes(b"\xff\xd8" + adobe(2) + without_adobe(ink_file.getvalue())[2:])
    baseline = io.BytesIO()
    scene(64, 48).save(baseline, "JPEG", quality=90)
    (PICTURES / "adobe-no-transform.jpg").write_bytes(b"\xff\xd8" + adobe(0) + baseline.getvalue()[20:])
    (PICTURES / "trailing-bytes.jpg").write_bytes(baseline.getvalue() + bytes(range(256)))
    save("profile.jpg", scene(64, 48), quality=90, icc_profile=wide_gamut_profile())
    save("one-pixel.jpg", scene(1, 1), quality=90)
    save("column.jpg", scene(1, 500), quality=90)
    save("strip.jpg", scene(3000, 2), quality=80)
    save("exact-size.jpg", scene(160, 160), quality=85)
    save("one-over.jpg", scene(161, 160), quality=85)
    save("large.jpg", scene(1603, 1201), quality=60)
    save("large-progressive.jpg", scene(1280, 801), quality=50, progressive=True)
    save("large-grey.jpg", scene(1280, 720).convert("L"), quality=50)
    for orientation in range(1, 9):
        save(f"exif-{orientation}.jpg", scene(48, 35), quality=90, exif=exif(orientation))


def adobe(transform: int) -> bytes:
    """The APP14 segment that says what the components are: 0 as stored, 1 YCbCr, 2 YCCK."""
    return b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0" + bytes([transform])


def without_adobe(jpeg: bytes) -> bytes:
    start = jpeg.index(b"\xff\xee")
    return jpeg[:start] + jpeg[start + 16:]


def wide_gamut_profile() -> bytes:
    """A matrix profile with the primaries of Adobe RGB (1998) and gamma 563/256."""
    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(fixed(value) for value in values)

    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"wide\0" + bytes(78)
    tags = {
        b"desc": text + bytes(-len(text) % 4),
        b"cprt": b"text\0\0\0\0none",
        b"wtpt": xyz(0.9642, 1, 0.8249),
        b"rXYZ": xyz(0.60974, 0.31111, 0.01947),
        b"gXYZ": xyz(0.20528, 0.62567, 0.06087),
        b"bXYZ": xyz(0.14919, 0.06322, 0.74457),
    }
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, 563) + b"\0\0"
    tags |= {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    table, body, offset = b"", b"", 128 + 4 + 12 * len(tags)
    for key, value in tags.items():
        table += key + struct.pack(">II", offset + len(body), len(value))
        body += value
    size = offset + len(body)
    header = struct.pack(">I4sI4s4s4s12s4s", size, b"none", 0x02100000, b"mntr", b"RGB ", b"XYZ ", bytes(12), b"acsp")
    header += bytes(28) + fixed(0.9642) + fixed(1) + fixed(0.8249)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def pngs() -> None:
    rgb = scene(67, 45)
    alpha = Image.fromarray((np.arange(67 * 45, dtype=np.uint32).reshape(45, 67) % 256).astype(np.uint8), "L")
    rgba = rgb.copy()
    rgba.putalpha(alpha)
    save("rgb.png", rgb)
    save("rgba.png", rgba)
    save("grey.png", rgb.convert("L"))
    save("grey-alpha.png", Image.merge("LA", (rgb.convert("L"), alpha)))
    save("one-bit.png", rgb.convert("1"))
    save("palette.png", rgb.quantize(200))
    save("palette-4.png", rgb.quantize(13), bits=4)
    save("palette-1.png", rgb.quantize(2), bits=1)
    save("palette-transparent.png", rgb.quantize(60), transparency=5)
    save("profile.png", rgb, icc_profile=wide_gamut_profile())
    save("exact-size.png", scene(160, 160).quantize(32))
    save("one-pixel.png", scene(1, 1))
    save("column.png", scene(1, 500))
    save("strip.png", scene(3000, 2))
    for orientation in (1, 3, 6, 8):
        save(f"exif-{orientation}.png", scene(40, 29), exif=exif(orientation))

    samples = np.asarray(rgb)
    levels = (np.asarray(rgb.convert("L")) >> 6).astype(np.uint8)
    packed = np.packbits(np.unpackbits(levels[..., None], axis=-1)[..., 6:].reshape(45, -1), axis=-1)
    write_png("grey-2.png", 67, 45, 2, 0, plain_rows(packed))
    deep = (samples.astype(np.uint16) * 257 + np.arange(67, dtype=np.uint16)[None, :, None] * 3).astype(">u2")
    write_png("rgb-16.png", 67, 45, 16, 2, plain_rows(deep))
    write_png("rgba-16.png", 67, 45, 16, 6, plain_rows(np.dstack([deep, deep[..., :1]]).astype(">u2")))
    write_png("grey-16.png", 67, 45, 16, 0, plain_rows(deep[..., 1]))
    write_png("grey-alpha-16.png", 67, 45, 16, 4, plain_rows(deep[..., :2]))
    write_png("interlaced.png", 67, 45, 8, 2, adam7_rows(samples), interlace=1)
    write_png("interlaced-grey.png", 67, 45, 8, 0, adam7_rows(np.asarray(rgb.convert("L"))), interlace=1)
    write_png("transparent-colour.png", 67, 45, 8, 2, plain_rows(samples),
              extra=png_chunk(b"tRNS", struct.pack(">HHH", *map(int, samples[0, 0]))))
    write_png("gamma.png", 67, 45, 8, 2, plain_rows(samples), extra=png_chunk(b"gAMA", struct.pack(">I", 100000)))


def webps() -> None:
    rgb = scene(66, 47)
    rgba = rgb.copy()
    rgba.putalpha(rgb.convert("L"))
    save("lossless.webp", rgb, lossless=True)
    save("lossless-alpha.webp", rgba, lossless=True, exact=True)
    save("lossless-palette.webp", rgb.quantize(8).convert("RGB"), lossless=True)
    save("lossless-large.webp", scene(301, 200).quantize(64).convert("RGB"), lossless=True)
    save("lossy.webp", rgb, quality=80)
    save("lossy-alpha.webp", rgba, quality=70)
    save("lossy-large.webp", scene(301, 200), quality=85)
    save("one-pixel.webp", scene(1, 1), lossless=True)
    save("column.webp", scene(1, 500), lossless=True)
    for orientation in (1, 3, 6, 8):
        save(f"exif-{orientation}.webp", scene(40, 29), lossless=True, exif=exif(orientation))


def gifs() -> None:
    first, second = scene(70, 50).quantize(64), scene(70, 50, 9).quantize(64)
    save("still.gif", first)
    save("animated.gif", first, save_all=True, append_images=[second, first], duration=80, loop=0)
    save("interlaced.gif", first, interlace=1)
    save("transparent.gif", first, transparency=7)
    save("two-colours.gif", scene(70, 50).convert("1"))


def bmps() -> None:
    rgb = scene(61, 43)
    save("rgb-24.bmp", rgb)
    save("grey-8.bmp", rgb.convert("L"))
    save("palette-8.bmp", rgb.quantize(100))
    save("one-bit.bmp", rgb.convert("1"))
    save("rgba-32.bmp", rgb.convert("RGBA"))
    save("one-pixel.bmp", scene(1, 1))
    pixels = np.asarray(rgb)
    high = (pixels >> 3).astype(np.uint16)
    write_bmp("rgb-555.bmp", 16, high[..., 0] << 10 | high[..., 1] << 5 | high[..., 2])
    masks = struct.pack("<III", 0xF800, 0x07E0, 0x001F)
    green = (pixels[..., 1] >> 2).astype(np.uint16)
    write_bmp("rgb-565.bmp", 16, high[..., 0] << 11 | green << 5 | high[..., 2], 3, masks)
    sixteen = rgb.quantize(16)
    indices, colours = np.asarray(sixteen), np.array(sixteen.getpalette()[:48], np.uint8).reshape(16, 3)
    table = np.dstack([colours[None, :, ::-1], np.zeros((1, 16), np.uint8)]).tobytes()
    pairs = np.pad(indices, ((0, 0), (0, 3)))
    write_bmp("palette-4.bmp", 4, pairs[:, 0::2] << 4 | pairs[:, 1::2], palette=table)
    runs = b"".join(b"".join(bytes([1, value]) for value in row) + b"\0\0" for row in indices[::-1].tolist())
    write_bmp("run-length-8.bmp", 8, runs + b"\0\1", 1, palette=table)
    four = np.dstack([pixels[..., ::-1], np.zeros((43, 61), np.uint8)])
    write_bmp("top-down-32.bmp", 32, four[::-1], height=-43)


def write_bmp(name: str, bits: int, rows: "np.ndarray | bytes", compression: int = 0, masks: bytes = b"",
              palette: bytes = b"", height: int = 43) -> None:
    """A 61 pixels wide BMP of the kinds Pillow does not write; rows from the top, padded if they are an array."""
    if not isinstance(rows, bytes):
        lines = [np.ascontiguousarray(row).tobytes() for row in rows[::-1]]
        rows = b"".join(line + bytes(-len(line) % 4) for line in lines)
    header = struct.pack("<IiiHHIIiiII", 40, 61, height, 1, bits, compression, len(rows), 2835, 2835,
                         len(palette) // 4, 0)
    offset = 14 + len(header) + len(masks) + len(palette)
    (PICTURES / name).write_bytes(
        b"BM" + struct.pack("<IHHI", offset + len(rows), 0, 0, offset) + header + masks + palette + rows)


def bombs() -> None:
    """Small files whose headers claim pictures that no board can hold."""
    def patched(name: str, at: int, claim: bytes) -> bytes:
        data = (PICTURES / name).read_bytes()
        return data[:at] + claim + data[at + len(claim):]

    big = struct.pack("<HH", 40000, 40000)
    jpeg = (PICTURES / "exif-1.jpg").read_bytes()
    sides = jpeg.index(b"\xff\xc0") + 5
    (BOMBS / "bomb.jpg").write_bytes(patched("exif-1.jpg", sides, struct.pack(">HH", 40000, 40000)))
    (BOMBS / "bomb.gif").write_bytes(patched("two-colours.gif", 6, big))
    (BOMBS / "bomb.bmp").write_bytes(patched("one-bit.bmp", 18, struct.pack("<ii", 40000, 40000)))
    (BOMBS / "bomb-lossy.webp").write_bytes(patched("lossy.webp", 26, struct.pack("<HH", 16383, 16383)))
    (BOMBS / "bomb-lossless.webp").write_bytes(patched("one-pixel.webp", 21, struct.pack("<I", 0x0FFF_FFFF)))
    (BOMBS / "bomb.png").write_bytes(png(40000, 40000, 8, 2, b""))
    (BOMBS / "deflated.png").write_bytes(png(10000, 10000, 8, 0, bytes(10001 * 10000)))
    # Within the limits of sides and areas, but more than so small a file may take.
    (BOMBS / "flat.png").write_bytes(png(6000, 5000, 1, 0, bytes(751 * 5000)))
    Image.new("RGB", (4000, 3000)).save(BOMBS / "flat.webp", lossless=True, method=0)
    progressive = (PICTURES / "progressive.jpg").read_bytes()
    sides = progressive.index(b"\xff\xc2") + 5
    (BOMBS / "progressive.jpg").write_bytes(patched("progressive.jpg", sides, struct.pack(">HH", 5000, 8000)))


def refused() -> None:
    """A well-formed file that no picture can be made of."""
    rows = plain_rows(np.asarray(scene(20, 15)))
    (HERE / "short.png").write_bytes(png(20, 16, 8, 2, rows))


if __name__ == "__main__":
    for folder in (PICTURES, BOMBS):
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
    jpegs()
    pngs()
    webps()
    gifs()
    bmps()
    bombs()
    refused()
