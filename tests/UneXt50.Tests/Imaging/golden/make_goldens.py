"""What Pillow and torchvision make of the sample pictures (Debian 12: Pillow 9.4, torchvision 0.14).

    /usr/bin/python3 make_pictures.py && /usr/bin/python3 make_goldens.py
"""

import hashlib
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps
from torchvision import transforms
from torchvision.transforms import InterpolationMode

from make_pictures import PICTURES

HERE = Path(__file__).parent
FILTERS = {"bilinear": InterpolationMode.BILINEAR, "bicubic": InterpolationMode.BICUBIC}

# Sources of the resize tests: kept lossless, sizes up, down, odd and extreme.
SIZES = [(1, 1), (1, 500), (3000, 2), (2, 3), (7, 5), (31, 47), (160, 160), (161, 160), (160, 161), (224, 223),
         (333, 500), (640, 480), (1203, 901)]
RULES = [(160, 160, "bilinear"), (160, 160, "bicubic"), (224, 256, "bilinear"), (97, 120, "bicubic"),
         (1, 1, "bilinear")]
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def write_table(name: str, head: list[str], rows: list[list]) -> None:
    lines = ["\t".join(map(str, row)) for row in [head, *rows]]
    (HERE / name).write_text("\n".join(lines) + "\n")


def upright(path: Path) -> Image.Image:
    with Image.open(path) as image:
        if image.mode == "I":
            # Pillow clips 16-bit grey at 255, so that nearly all of it turns white. Keep the high byte, as Pillow
            # itself does with 16-bit RGB.
            image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8), "L")
        return ImageOps.exif_transpose(image).convert("RGB")


def decoded() -> None:
    rows = []
    for path in sorted(PICTURES.iterdir()):
        image = upright(path)
        rows.append([path.name, image.width, image.height, sha(image.tobytes())])
    write_table("decoded.tsv", ["picture", "width", "height", "sha256"], rows)


def drafts() -> None:
    rows = []
    for name in ["large.jpg", "large-progressive.jpg", "large-grey.jpg", "cmyk-black.jpg", "exif-6.jpg"]:
        for hint in [2, 5, 8, 16, 32, 75, 76, 100, 150, 300, 301, 640]:
            with Image.open(PICTURES / name) as image:
                image.draft(None, (2 * hint, 2 * hint))
                image = ImageOps.exif_transpose(image).convert("RGB")
            rows.append([name, hint, image.width, image.height, sha(image.tobytes())])
    write_table("drafts.tsv", ["picture", "short_side_hint", "width", "height", "sha256"], rows)


def preprocessed() -> None:
    rows = []
    for width, height in SIZES:
        # The tests draw the same picture: a product of small primes, no library in between.
        y, x = np.mgrid[0:height, 0:width]
        pixels = np.stack([(x * 7 + y * 13) ^ (x * y), x * 3 + y * y, (x * x) ^ (y * 11)], axis=-1).astype(np.uint8)
        image = Image.fromarray(np.ascontiguousarray(pixels), "RGB")
        for size, short_side, name in RULES:
            rows.append([f"{width}x{height}", size, short_side, name, *outcome(image, size, short_side, name)])
    for path in sorted(PICTURES.glob("*.jpg")) + sorted(PICTURES.glob("*.png")):
        rows.append([path.name, 160, 160, "bilinear", *outcome(upright(path), 160, 160, "bilinear")])
    write_table("preprocessed.tsv", ["picture", "input_size", "short_side", "filter", "crop", "tensor"], rows)

    _, _, tensor = steps(upright(PICTURES / "baseline.jpg"), 24, 30, "bicubic")
    tensor.numpy().astype("<f4").tofile(HERE / "baseline-24.f32")


def steps(image: Image.Image, size: int, short_side: int, name: str):
    resized = transforms.Resize(short_side, FILTERS[name])(image)
    crop = transforms.CenterCrop(size)(resized)
    return resized, crop, transforms.Normalize(MEAN, STD)(transforms.ToTensor()(crop))


def outcome(image: Image.Image, size: int, short_side: int, name: str) -> list[str]:
    _, crop, tensor = steps(image, size, short_side, name)
    return [sha(crop.tobytes()), sha(tensor.numpy().astype("<f4").tobytes())]


if __name__ == "__main__":
    torch.set_num_threads(1)
    decoded()
    drafts()
    preprocessed()
