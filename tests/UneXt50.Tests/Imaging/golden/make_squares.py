"""What Pillow makes of pictures that are stretched or padded to a square, and their tensors as R, G, B and B, G, R:

    /usr/bin/python3 make_squares.py
"""

import numpy as np
import torch
from PIL import Image, ImageOps
from torchvision import transforms

from make_goldens import MEAN, SIZES, STD, sha, write_table

FILTERS = {"bilinear": Image.Resampling.BILINEAR, "bicubic": Image.Resampling.BICUBIC}


def drawn(width: int, height: int) -> Image.Image:
    """As make_goldens.py draws it."""
    y, x = np.mgrid[0:height, 0:width]
    pixels = np.stack([(x * 7 + y * 13) ^ (x * y), x * 3 + y * y, (x * x) ^ (y * 11)], axis=-1).astype(np.uint8)
    return Image.fromarray(np.ascontiguousarray(pixels), "RGB")


def tensors(square: Image.Image) -> list[str]:
    tensor = transforms.Normalize(MEAN, STD)(transforms.ToTensor()(square)).numpy().astype("<f4")
    return [sha(tensor.tobytes()), sha(np.ascontiguousarray(tensor[::-1]).tobytes())]


def main() -> None:
    rows = []
    for width, height in SIZES:
        image = drawn(width, height)
        for size, name in [(160, "bilinear"), (97, "bicubic"), (64, "bilinear")]:
            squares = {"stretch": image.resize((size, size), FILTERS[name])}
            # Pillow has no picture without a row: so thin a one is left to a test of its own.
            if round(min(width, height) / max(width, height) * size) > 0:
                squares["pad"] = ImageOps.pad(image, (size, size), FILTERS[name])
            rows += [[f"{width}x{height}", size, name, fit, sha(square.tobytes()), *tensors(square)]
                     for fit, square in squares.items()]
    write_table("squares.tsv", ["picture", "size", "filter", "fit", "square", "rgb", "bgr"], rows)


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
