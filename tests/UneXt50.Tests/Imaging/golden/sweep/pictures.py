"""Pictures that are known sample by sample, and the programs that write them."""

import subprocess
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

SIZES = [(1, 1), (2, 1), (1, 2), (3, 3), (4, 5), (5, 4), (6, 9), (7, 8), (8, 7), (9, 9), (17, 3), (33, 2)]


def rgb(width: int, height: int, seed: int = 1) -> np.ndarray:
    """Smooth in one channel, noise in another, few values in the third."""
    noise = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    planes = [x * 255 // max(width - 1, 1), noise.integers(0, 256, (height, width)), (y * 7 + x * 3) % 5 * 60]
    return np.stack(planes, axis=-1).astype(np.uint8)


def indices(width: int, height: int, colours: int, seed: int = 2) -> np.ndarray:
    """Runs of equal pixels and single ones."""
    noise = np.random.default_rng(seed)
    runs = np.repeat(noise.integers(0, colours, width * height), noise.integers(1, 6, width * height))
    return runs[:width * height].reshape(height, width).astype(np.uint8)


def palette(colours: int, seed: int = 3) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (colours, 3)).astype(np.uint8)


def pack(samples: np.ndarray, bits: int) -> list[bytes]:
    """Rows of samples of 1, 2, 4 or 8 bits, the leftmost in the highest bits."""
    spread = np.unpackbits(samples[..., None].astype(np.uint8), axis=-1)[..., 8 - bits:]
    return [row.tobytes() for row in np.packbits(spread.reshape(len(samples), -1), axis=-1)]


def written(command: list[str], picture: Image.Image, ending: str, made: str = "out") -> bytes:
    """What a program makes of a picture; IN and OUT stand for the files."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.png"), Path(folder, f"{made}.{ending}")
        picture.save(source)
        words = [word.replace("IN", str(source)).replace("OUT", str(target)) for word in command]
        subprocess.run(words, check=True, capture_output=True)
        return target.read_bytes()


def magick(picture: Image.Image, options: str, ending: str, prefix: str = "") -> bytes:
    return written(["convert", "IN", *options.split(), "-strip", prefix + "OUT"], picture, ending)


def ffmpeg(picture: Image.Image, options: str, ending: str) -> bytes:
    return written(["ffmpeg", "-y", "-i", "IN", *options.split(), "OUT"], picture, ending)
