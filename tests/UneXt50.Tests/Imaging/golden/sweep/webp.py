"""WebP: lossy, lossless, alpha, metadata in the way, and animations, of which the first frame counts."""

import io
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

from pictures import SIZES, ffmpeg, rgb


def alpha(picture: np.ndarray) -> np.ndarray:
    return np.dstack([picture, (picture[..., 1] // 64 * 85)])


def webp(picture: np.ndarray, **options) -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "WEBP", **options)
    return out.getvalue()


def animation(frames: list[tuple[bytes, str]], background: str = "255,255,128,0") -> bytes:
    """Frames put together as they are; with each its duration, place, disposal and blending (webpmux)."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["webpmux"]
        for i, (data, options) in enumerate(frames):
            path = Path(folder, f"{i}.webp")
            path.write_bytes(data)
            words += ["-frame", str(path), options]
        subprocess.run([*words, "-loop", "0", "-bgcolor", background, "-o", f"{folder}/out.webp"], check=True,
                       capture_output=True)
        return Path(folder, "out.webp").read_bytes()


def tool(command: str, ending: str, *frames: np.ndarray) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        for i, frame in enumerate(frames):
            Image.fromarray(frame).save(f"{folder}/{i}.{ending}")
        files = [f"{folder}/{i}.{ending}" for i in range(len(frames))]
        subprocess.run([*command.split(), *files, "-o", f"{folder}/out.webp"], check=True, capture_output=True)
        return Path(folder, "out.webp").read_bytes()


def variants():
    for width, height in SIZES:
        picture = rgb(width, height)
        yield f"lossless-{width}x{height}", webp(picture, lossless=True), picture
        yield f"lossy-{width}x{height}", webp(picture, quality=80), None
        yield f"lossless-alpha-{width}x{height}", webp(alpha(picture), lossless=True, exact=True), picture
        yield f"lossless-alpha-inexact-{width}x{height}", webp(alpha(picture), lossless=True), None
        yield f"lossy-alpha-{width}x{height}", webp(alpha(picture), quality=60), None
    picture = rgb(20, 14)
    for method in (0, 3, 6):
        for quality in (5, 95):
            yield f"lossy-{method}-{quality}", webp(picture, method=method, quality=quality), None
            yield f"lossless-{method}-{quality}", webp(picture, method=method, quality=quality, lossless=True), picture
    for options in ("-sharp_yuv", "-near_lossless 40", "-lossless -z 0", "-lossless -z 9", "-noalpha", "-jpeg_like",
                    "-segments 4 -f 60", "-strong", "-nostrong", "-alpha_q 30", "-alpha_method 0", "-pass 6"):
        yield f"cwebp{options.replace(' ', '')}", tool(f"cwebp -quiet {options}", "png", alpha(picture)), None
    yield "profile", webp(picture, lossless=True, icc_profile=bytes(128)), picture
    yield "metadata", webp(picture, lossless=True, exif=b"II*\0\x08\0\0\0\0\0\0\0\0\0", xmp=b"<x/>"), picture
    second, third = rgb(20, 14, 6), rgb(20, 14, 7)
    small, clear = rgb(8, 6, 8), alpha(rgb(20, 14, 9))
    for name, options in (("lossless", {"lossless": True}), ("lossy", {"quality": 70}),
                          ("mixed", {"allow_mixed": True}), ("small", {"minimize_size": True, "lossless": True})):
        for kind, first in (("", picture), ("-alpha", clear)):
            frames = [Image.fromarray(frame) for frame in (second, third)]
            yield (f"animated-{name}{kind}",
                   webp(first, save_all=True, append_images=frames, background=(9, 99, 199, 255), **options),
                   first[..., :3] if name in ("lossless", "small") and not kind else None)
    stored = {"lossless": webp(small, lossless=True), "lossy": webp(small), "alpha": webp(alpha(small), lossless=True),
              "lossy-alpha": webp(alpha(small))}
    for name, first in stored.items():
        for blend in "+-":
            yield (f"smaller-{name}{'-blended' * (blend == '+')}",
                   animation([(first, f"+80+6+4+0{blend}b"), (webp(second), "+80+0+0+1+b")]), None)
            yield (f"smaller-{name}{'-blended' * (blend == '+')}-opaque-background",
                   animation([(first, f"+80+6+4+1{blend}b"), (webp(second), "+80")], "255,10,200,30"), None)
    yield "one-frame", animation([(webp(picture, lossless=True), "+80")]), picture
    yield "img2webp", tool("img2webp -lossless -d 50", "png", picture, second, third), None
    yield "img2webp-mixed", tool("img2webp -mixed -d 50", "png", picture, second, third), None
    yield "gif2webp", tool("gif2webp", "gif", picture), None
    for options in ("-lossless 1", "-lossless 0"):
        yield f"ffmpeg{options.replace(' ', '')}", ffmpeg(Image.fromarray(picture), options, "webp"), None
        yield (f"ffmpeg-animated{options.replace(' ', '')}",
               ffmpeg(Image.fromarray(picture), f"-vf loop=3:1 -c:v libwebp_anim {options}", "webp"), None)
    whole = webp(picture)
    yield "cut", whole[:-40], False
    yield "cut-with-fitting-sizes", fitted(whole[:-40]), False
    yield "trailing-bytes", whole + bytes(30), None


def fitted(cut: bytes) -> bytes:
    """A picture cut short, with the sizes of its container set to what is left."""
    cut = cut[:len(cut) & ~1]
    return cut[:4] + (len(cut) - 8).to_bytes(4, "little") + cut[8:16] + (len(cut) - 20).to_bytes(4, "little") + cut[20:]
