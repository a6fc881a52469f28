"""Orientation, wherever cameras, phones and editors keep it, in JPEG, PNG and WebP."""

import io
import struct
import zlib

from PIL import Image, PngImagePlugin

from pictures import rgb
from png import chunk

TAG = 0x0112
PICTURE = Image.fromarray(rgb(24, 17)).resize((6, 4))


def entry(order: str, tag: int, kind: int, count: int, value: bytes) -> bytes:
    return struct.pack(order + "HHI", tag, kind, count) + value


def tiff(order: str, entries: list[bytes], behind: bytes = b"", magic: int = 42, said=None, next_at: int = 0) -> bytes:
    mark = b"II" if order == "<" else b"MM"
    count = len(entries) if said is None else said
    return (mark + struct.pack(order + "HI", magic, 8) + struct.pack(order + "H", count) + b"".join(entries)
            + struct.pack(order + "I", next_at) + behind)


def short(order: str, value: int, tag: int = TAG, count: int = 1, kind: int = 3) -> bytes:
    return entry(order, tag, kind, count, struct.pack(order + "HH", value, 0))


def blocks():
    """Name and EXIF data, from the header of the TIFF file in it."""
    for name, order in (("little", "<"), ("big", ">")):
        for value in range(1, 9):
            yield f"{name}-{value}", tiff(order, [short(order, value)])
        for value in (0, 9, 65535):
            yield f"{name}-undefined-{value}", tiff(order, [short(order, value)])
        make = entry(order, 0x010F, 2, 8, struct.pack(order + "I", 8 + 2 + 2 * 12 + 4))
        yield f"{name}-others", tiff(order, [make, short(order, 6)], b"unext50\0")
        yield f"{name}-unsorted", tiff(order, [short(order, 1, 0x0128), short(order, 8), short(order, 6, 0x0100)])
        yield f"{name}-twice", tiff(order, [short(order, 3), short(order, 6)])
        for kind, code, data in (("long", 4, struct.pack(order + "I", 6)), ("signed-short", 8, struct.pack(order + "hh", 6, 0)),
                                 ("signed-long", 9, struct.pack(order + "i", 6)), ("signed-byte", 6, b"\6\0\0\0"),
                                 ("byte", 1, b"\6\0\0\0"), ("text", 2, b"6\0\0\0"), ("undefined", 7, b"\6\0\0\0"),
                                 ("float", 11, struct.pack(order + "f", 6)), ("half-float", 11, struct.pack(order + "f", 6.5)),
                                 ("unknown-type", 99, struct.pack(order + "I", 6)), ("large-long", 4, struct.pack(order + "I", 65542))):
            yield f"{name}-{kind}", tiff(order, [entry(order, TAG, code, 1, data)])
        yield f"{name}-rational", tiff(order, [entry(order, TAG, 5, 1, struct.pack(order + "I", 26))], struct.pack(order + "II", 6, 1))
        yield f"{name}-no-number", tiff(order, [entry(order, TAG, 5, 1, struct.pack(order + "I", 26))], bytes(8))
        for count in (0, 2, 3, 70000):
            yield f"{name}-count-{count}", tiff(order, [short(order, 6, count=count)], struct.pack(order + "HHH", 6, 0, 0))
        far = entry(order, TAG, 3, 3, struct.pack(order + "I", 26))
        yield f"{name}-elsewhere", tiff(order, [far], struct.pack(order + "HHH", 6, 1, 1))
        broken = entry(order, 0x010E, 2, 50, struct.pack(order + "I", 60000))
        yield f"{name}-after-damage", tiff(order, [broken, short(order, 6)])
        yield f"{name}-before-damage", tiff(order, [short(order, 6), entry(order, 0x0132, 2, 50, struct.pack(order + "I", 60000))])
        yield f"{name}-many-said", tiff(order, [short(order, 6)], said=500)
        yield f"{name}-none-said", tiff(order, [short(order, 6)], said=0)
        thumbnail = struct.pack(order + "H", 1) + short(order, 6) + bytes(4)
        yield f"{name}-thumbnail-only", tiff(order, [short(order, 72, 0x011A)], thumbnail, next_at=26)
        yield f"{name}-thumbnail-too", tiff(order, [short(order, 3)], thumbnail, next_at=26)
        yield f"{name}-other-magic", tiff(order, [short(order, 6)], magic=42 << 8)
        yield f"{name}-wrong-magic", tiff(order, [short(order, 6)], magic=7)
        yield f"{name}-cut", tiff(order, [short(order, 6)])[:15]
        yield f"{name}-directory-outside", b"II*\0\xff\xff\0\0" if order == "<" else b"MM\0*\0\0\xff\xff"
    yield "empty", b""
    yield "nonsense", b"nonsense in the place of EXIF"


def packets():
    for value in (*range(1, 9), 0, 9):
        yield f"attribute-{value}", f'<x:xmpmeta><rdf:Description tiff:Orientation="{value}"/></x:xmpmeta>'
        yield f"element-{value}", f"<x:xmpmeta><tiff:Orientation>{value}</tiff:Orientation></x:xmpmeta>"
    yield "without", "<x:xmpmeta><tiff:Make>unext50</tiff:Make></x:xmpmeta>"
    yield "empty", "<tiff:Orientation></tiff:Orientation>"
    yield "long", "<x>" + "text " * 300 + '<rdf:Description tiff:Orientation="8"/></x>'


def jpeg(*segments: bytes) -> bytes:
    out = io.BytesIO()
    PICTURE.save(out, "JPEG", quality=90)
    return out.getvalue()[:2] + b"".join(segments) + out.getvalue()[2:]


def app1(data: bytes) -> bytes:
    return b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data


def png(*chunks: bytes, behind: bool = False) -> bytes:
    out = io.BytesIO()
    PICTURE.save(out, "PNG")
    at = out.getvalue().index(b"IEND") - 4 if behind else 33
    return out.getvalue()[:at] + b"".join(chunks) + out.getvalue()[at:]


def webp(exif: "bytes | None" = None, xmp: "str | None" = None, flags: "int | None" = None) -> bytes:
    out = io.BytesIO()
    PICTURE.save(out, "WEBP", lossless=True, exif=b"", xmp="<x/>")
    data = out.getvalue()
    body = data[12:data.index(b"XMP ")]
    flags = (8 if exif is not None else 0) | (4 if xmp is not None else 0) if flags is None else flags
    body = body[:8] + bytes([flags]) + body[9:]
    for kind, content in ((b"EXIF", exif), (b"XMP ", None if xmp is None else xmp.encode())):
        if content is not None:
            body += kind + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def profile(data: bytes, name: str = "exif") -> bytes:
    """As ImageMagick writes it."""
    digits = data.hex()
    lines = "\n".join(digits[i:i + 72] for i in range(0, len(digits), 72))
    return f"\n{name}\n{len(data):8}\n{lines}\n".encode()


def text(kind: str, key: bytes, value: bytes) -> bytes:
    return {"tEXt": lambda: chunk(b"tEXt", key + b"\0" + value),
            "zTXt": lambda: chunk(b"zTXt", key + b"\0\0" + zlib.compress(value)),
            "iTXt": lambda: chunk(b"iTXt", key + b"\0\0\0en\0key\0" + value),
            "iTXt-packed": lambda: chunk(b"iTXt", key + b"\0\1\0\0\0" + zlib.compress(value))}[kind]()


TEXTS = ("tEXt", "zTXt", "iTXt", "iTXt-packed")
XMP_KEY = b"http://ns.adobe.com/xap/1.0/\0"
SIX, THREE = tiff("<", [short("<", 6)]), tiff("<", [short("<", 3)])
XMP_SIX = '<rdf:Description tiff:Orientation="6"/>'


def variants():
    """Name, file, and the orientation where Pillow 9.4 is no judge: None asks it."""
    for name, data in blocks():
        yield f"jpeg-{name}.jpg", jpeg(app1(b"Exif\0\0" + data)), None
        yield f"png-{name}.png", png(chunk(b"eXIf", data)), None
        yield f"webp-{name}.webp", webp(data), None
        yield f"webp-prefixed-{name}.webp", webp(b"Exif\0\0" + data), None
        if "undefined" not in name and "damage" not in name:
            yield f"png-profile-{name}.png", png(text("zTXt", b"Raw profile type exif", profile(b"Exif\0\0" + data))), None
    for name, packet in packets():
        # Pillow reads XMP of JPEG and WebP since 10.
        value = {"w": 1, "e": 1, "l": 8}[name[0]] if name[-1] not in "0123456789" else int(name[-1])
        value = 1 if name == "empty" else value
        yield f"jpeg-xmp-{name}.jpg", jpeg(app1(XMP_KEY + packet.encode())), value
        yield f"webp-xmp-{name}.webp", webp(xmp=packet), value
        yield f"png-xmp-{name}.png", png(text("iTXt", b"XML:com.adobe.xmp", packet.encode())), None
    for kind in TEXTS:
        for value in range(1, 9):
            data = profile(b"Exif\0\0" + tiff(">", [short(">", value)]))
            yield f"png-{kind}-profile-{value}.png", png(text(kind, b"Raw profile type exif", data)), None
        # Older ImageMagick; ExifTool reads it.
        yield f"png-{kind}-app1.png", png(text(kind, b"Raw profile type APP1", profile(b"Exif\0\0" + SIX, "APP1"))), 6
        yield f"png-{kind}-xmp.png", png(text(kind, b"XML:com.adobe.xmp", XMP_SIX.encode())), None
    yield "png-profile-no-prefix.png", png(text("tEXt", b"Raw profile type exif", profile(SIX))), None
    yield "png-profile-no-digits.png", png(text("tEXt", b"Raw profile type exif", b"\nexif\n   3\nxyz\n")), 1
    yield "png-prefixed.png", png(chunk(b"eXIf", b"Exif\0\0" + SIX)), 6
    yield "png-behind-pixels.png", png(chunk(b"eXIf", SIX), behind=True), None
    yield "png-profile-behind-pixels.png", png(text("zTXt", b"Raw profile type exif", profile(SIX)), behind=True), None
    yield "png-xmp-behind-pixels.png", png(text("iTXt", b"XML:com.adobe.xmp", XMP_SIX.encode()), behind=True), None
    yield "png-exif-and-profile.png", png(text("tEXt", b"Raw profile type exif", profile(SIX)), chunk(b"eXIf", THREE)), None
    yield "png-exif-and-xmp.png", png(text("iTXt", b"XML:com.adobe.xmp", XMP_SIX.encode()), chunk(b"eXIf", THREE)), None
    yield "png-undefined-and-xmp.png", png(chunk(b"eXIf", tiff("<", [short("<", 9)])), text(
        "iTXt", b"XML:com.adobe.xmp", XMP_SIX.encode())), None
    yield "png-exif-without-and-xmp.png", png(chunk(b"eXIf", tiff("<", [short("<", 72, 0x011A)])), text(
        "iTXt", b"XML:com.adobe.xmp", XMP_SIX.encode())), None
    yield "png-other-text.png", png(text("tEXt", b"Comment", XMP_SIX.encode())), None
    exif, xmp = app1(b"Exif\0\0" + SIX), app1(XMP_KEY + b'<rdf:Description tiff:Orientation="3"/>')
    comment = b"\xff\xfe\0\6note"
    yield "jpeg-xmp-first.jpg", jpeg(xmp, exif), 6
    yield "jpeg-exif-first.jpg", jpeg(exif, xmp), 6
    yield "jpeg-comment-first.jpg", jpeg(comment, comment, exif), None
    yield "jpeg-fill-bytes.jpg", jpeg(b"\xff\xff\xff" + exif), None
    yield "jpeg-two-exif.jpg", jpeg(exif, app1(b"Exif\0\0" + THREE)), None
    yield "jpeg-exif-without-and-xmp.jpg", jpeg(app1(b"Exif\0\0" + tiff("<", [short("<", 72, 0x011A)])), xmp), 3
    yield "jpeg-broken-and-xmp.jpg", jpeg(app1(b"Exif\0\0nonsense"), xmp), 3
    yield "jpeg-undefined-and-xmp.jpg", jpeg(app1(b"Exif\0\0" + tiff("<", [short("<", 9)])), xmp), 1
    yield "jpeg-odd-prefix.jpg", jpeg(app1(b"Exif\0\xff" + SIX)), 6
    yield "jpeg-other-app1.jpg", jpeg(app1(b"Other\0" + SIX), exif), None
    yield "jpeg-exif-behind-tables.jpg", late(exif), None
    yield "jpeg-exif-behind-scan.jpg", behind_scan(exif), None
    for quote, name in (("'", "single-quotes"),):
        yield f"jpeg-xmp-{name}.jpg", jpeg(app1(XMP_KEY + f"<r tiff:Orientation={quote}6{quote}/>".encode())), 6
    yield "png-xmp-spaces.png", png(text("iTXt", b"XML:com.adobe.xmp", b'<r tiff:Orientation = "6" />')), 6
    yield "webp-exif-and-xmp.webp", webp(THREE, XMP_SIX), 3
    yield "webp-exif-without-and-xmp.webp", webp(tiff("<", [short("<", 72, 0x011A)]), XMP_SIX), 6
    yield "webp-not-announced.webp", webp(SIX, flags=0), None


def late(segment: bytes) -> bytes:
    data = jpeg()
    at = data.index(b"\xff\xda")
    return data[:at] + segment + data[at:]


def behind_scan(segment: bytes) -> bytes:
    data = jpeg()
    return data[:-2] + segment + data[-2:]
