"""make_bombs.py FOLDER: pictures that are small and unfold to much, or are as large as a picture may be (1.5 GB).

Needs Pillow. bombs.tar.xz holds some of them: tar --sort=name --owner=0 --group=0 --mtime=2026-01-01 -c NAME... | xz -9e
"""

import io
import struct
import sys
import zlib
from pathlib import Path

from PIL import Image

FOLDER = Path(sys.argv[1])
MEGA = 1_000_000


def write(name: str, *parts: bytes) -> None:
    with open(FOLDER / name, "wb") as file:
        file.writelines(parts)


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def zeros(count: int) -> bytes:
    """That many zeros, compressed."""
    packer, out = zlib.compressobj(9), []
    for _ in range(count // MEGA):
        out.append(packer.compress(bytes(MEGA)))
    out += [packer.compress(bytes(count % MEGA)), packer.flush()]
    return b"".join(out)


def png(width: int, height: int, colour: int, depth: int, before: bytes = b"", interlace: int = 0) -> tuple[bytes, ...]:
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    row = 1 + (width * samples * depth + 7) // 8
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    size = row * height if not interlace else int(row * height * 1.1)
    return (b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", header), before, chunk(b"IDAT", zeros(size)), chunk(b"IEND"))


def texts() -> None:
    bomb = zeros(400 * MEGA)
    for key in (b"Comment", b"XML:com.adobe.xmp", b"Raw profile type exif"):
        name = key.split(b":")[0].split(b" ")[0].decode().lower()
        write(f"ztxt-{name}.png", *png(64, 64, 2, 8, chunk(b"zTXt", key + b"\0\0" + bomb)))
        write(f"itxt-{name}.png", *png(64, 64, 2, 8, chunk(b"iTXt", key + b"\0\1\0\0\0" + bomb)))
    write("iccp.png", *png(64, 64, 2, 8, chunk(b"iCCP", b"profile\0\0" + bomb)))
    small = zeros(400_000)
    for key in (b"Comment", b"XML:com.adobe.xmp"):
        name = key.split(b":")[0].decode().lower()
        write(f"ztxt-{name}-20000.png", *png(64, 64, 2, 8, chunk(b"zTXt", key + b"\0\0" + small) * 20_000))
        write(f"itxt-{name}-20000.png", *png(64, 64, 2, 8, chunk(b"iTXt", key + b"\0\1\0\0\0" + small) * 20_000))
    write("text-100.png", *png(64, 64, 2, 8, chunk(b"tEXt", b"Comment\0" + b"a" * 100 * MEGA)))
    write("xmp-100.png", *png(64, 64, 2, 8, chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + b"tiff:Orientation" * 6_000_000)))
    write("text-200.png", *png(64, 64, 2, 8, chunk(b"tEXt", b"Comment\0" + b"a" * 200 * MEGA)))
    write("chunks-3-million.png", *png(64, 64, 2, 8, chunk(b"tEXt", b"a\0b") * 3_000_000))
    write("trailer-100.png", *png(64, 64, 2, 8), bytes(100 * MEGA))
    write("trailer-200.png", *png(64, 64, 2, 8), bytes(200 * MEGA))


def large_pngs() -> None:
    for name, colour, depth in (("rgb", 2, 8), ("rgba", 6, 8), ("rgba-16", 6, 16), ("grey-1", 0, 1), ("grey-16", 0, 16)):
        write(f"40-{name}.png", *png(8000, 5000, colour, depth))
        write(f"20-{name}.png", *png(5000, 4000, colour, depth))
        write(f"20-{name}-padded.png", *png(5000, 4000, colour, depth, chunk(b"tEXt", b"a\0" + b"b" * MEGA)))
        write(f"40-{name}-padded.png", *png(8000, 5000, colour, depth, chunk(b"tEXt", b"a\0" + b"b" * MEGA)))
    write("11-rgb.png", *png(3700, 3000, 2, 8))
    write("40-interlaced-padded.png", *png(8000, 5000, 2, 8, chunk(b"tEXt", b"a\0" + b"b" * MEGA), interlace=1))
    exif = chunk(b"eXIf", b"II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0\0\0\0\0")
    write("40-turned-padded.png", *png(8000, 5000, 2, 8, exif + chunk(b"tEXt", b"a\0" + b"b" * MEGA)))


def gifs() -> None:
    header = b"GIF89a" + struct.pack("<HHBBB", 8, 8, 0x80, 0, 0) + bytes(6)
    pixels = b"," + struct.pack("<HHHHB", 0, 0, 8, 8, 0) + lzw_zeros(64)
    comment = (b"\xff" + b"c" * 255) * 400_000
    write("comments-100.gif", header, b"\x21\xfe", comment, b"\0", pixels, b";")
    write("comments-230.gif", header, b"\x21\xfe", comment, comment, (b"\xff" + b"c" * 255) * 100_000, b"\0", pixels, b";")
    write("comments-small.gif", header, b"\x21\xfe\1c\0" * 10_000_000, pixels, b";")
    big = b"GIF89a" + struct.pack("<HHBBB", 8000, 5000, 0x80, 0, 0) + bytes(6)
    write("40.gif", big, b"," + struct.pack("<HHHHB", 0, 0, 8000, 5000, 0) + lzw_zeros(8000 * 5000), b";")
    write("40-padded.gif", big, b"\x21\xfe" + (b"\xff" + b"c" * 255) * 4000 + b"\0",
          b"," + struct.pack("<HHHHB", 0, 0, 8000, 5000, 0) + lzw_zeros(8000 * 5000), b";")
    write("40-sparse.gif", big, b"\x21\xfe" + (b"\xff" + b"c" * 255) * 4000 + b"\0", pixels, b";")


def lzw_zeros(count: int) -> bytes:
    """Pixels of colour 0, in codes whose strings grow by one each."""
    held, length, out, width, code, size = 0, 0, bytearray(), 3, 6, 1
    def put(value: int) -> None:
        nonlocal held, length
        held |= value << length
        length += width
        while length >= 8:
            out.append(held & 255)
            held, length = held >> 8, length - 8
    put(4)
    put(0)
    count -= 1
    while count > 0:
        size = min(size + 1, count)
        put(code if size > 1 and code < 4096 and size == code - 4 else 0)
        if not (size > 1 and code < 4096 and size == code - 4):
            size = 1
        count -= size
        if code < 4096:
            code += 1
            if code == 1 << width and width < 12:
                width += 1
        if code == 4096 and count > 0:
            put(4)
            width, code, size = 3, 6, 1
            put(0)
            count -= 1
    put(5)
    out.append(held & 255)
    data = bytes(out)
    return b"\2" + b"".join(bytes([len(data[i:i + 255])]) + data[i:i + 255] for i in range(0, len(data), 255)) + b"\0"


def bmps() -> None:
    header = struct.pack("<IiiHHIIiiII", 40, 8000, 5000, 1, 8, 1, 0, 0, 0, 2, 0)
    row = b"\xff\0" * 31 + bytes([8000 - 31 * 255, 0]) + b"\0\0"
    write("40-rle.bmp", b"BM" + struct.pack("<IHHI", 0, 0, 0, 62), header, bytes(8), row * 5000, b"\0\1")
    header = struct.pack("<IiiHHIIiiII", 40, 6000, 5000, 1, 32, 0, 0, 0, 0, 0, 0)
    write("30-rgb32.bmp", b"BM" + struct.pack("<IHHI", 0, 0, 0, 54), header, bytes(120 * MEGA))


def encoded() -> None:
    Image.MAX_IMAGE_PIXELS = None

    def save(name: str, size: tuple[int, int], colour=(120, 40, 200), mode="RGB", **options) -> None:
        out = io.BytesIO()
        Image.new(mode, size, colour).save(out, **options)
        write(name, out.getvalue())

    def noisy(size: tuple[int, int], mode: str = "RGB"):
        return Image.effect_noise((size[0] // 8, size[1] // 8), 90).resize(size).convert(mode)

    for name, size in (("99", (30000, 3300)), ("100", (10000, 10000)), ("60", (9000, 6667)), ("36", (6000, 6000)), ("24", (6000, 4000))):
        save(f"{name}-progressive-444.jpg", size, format="JPEG", progressive=True, subsampling=0, quality=80)
        save(f"{name}-progressive-420.jpg", size, format="JPEG", progressive=True, quality=80)
        save(f"{name}-baseline.jpg", size, format="JPEG", quality=80)
    for name, size in (("60", (9000, 6667)), ("30", (6000, 5000))):
        picture = noisy(size)
        for sampling in (0, 2):
            picture.save(FOLDER / f"{name}-noise-progressive-{sampling}.jpg", progressive=True, subsampling=sampling, quality=75)
    small = io.BytesIO()
    Image.new("RGB", (64, 64)).save(small, "JPEG")
    write("trailer-100.jpg", small.getvalue(), bytes(100 * MEGA))
    write("trailer-200.jpg", small.getvalue(), bytes(200 * MEGA))
    save("strip-baseline.jpg", (30000, 1000), format="JPEG", quality=80)
    for name, size in (("40", (8000, 5000)), ("23", (5700, 4000)), ("8", (3840, 2160)), ("12", (4000, 3000))):
        save(f"{name}-lossless.webp", size, format="WEBP", lossless=True, method=0)
        save(f"{name}-lossy.webp", size, format="WEBP", method=0)
        save(f"{name}-lossy-alpha.webp", size, (120, 40, 200, 90), "RGBA", format="WEBP", method=0)
    noisy((5700, 4000)).save(FOLDER / "23-noise-lossless.webp", lossless=True, method=0, quality=0)
    noisy((8000, 5000)).save(FOLDER / "40-noise-lossy.webp", method=0, quality=60)
    picture = noisy((6400, 5000), "RGBA")
    picture.putalpha(noisy((6400, 5000), "L"))
    picture.save(FOLDER / "32-noise-lossy-alpha.webp", method=0, quality=60)


def scans() -> None:
    """A progressive JPEG with a great many scans of a few bytes each over 20 megapixels of blocks."""
    out = io.BytesIO()
    Image.new("L", (5000, 4000)).save(out, "JPEG", progressive=True)
    data = out.getvalue()
    last = data.rindex(b"\xff\xda")
    scan = data[last:-2]
    for count in (80, 90_000_000 // len(scan) // 100):
        write(f"scans-{count}.jpg", data[:-2] + scan * count + b"\xff\xd9")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for part in (texts, large_pngs, gifs, bmps, encoded, scans):
        part()
