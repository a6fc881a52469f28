"""Features and logits that torch, torchvision and Pillow give for the golden pictures of the imaging tests.

    /usr/bin/python3 end_to_end.py path/of/unext50_pretrained.pth

Writes end_to_end.npy, float32 [pictures, 2048 + 33], in the order of the pictures' names, for the formats and kinds that
are decoded differently; --all compares every golden picture instead of writing: it reads what
`unext50 features --exact --format csv` printed for them on standard input.
"""

import csv
import sys
from pathlib import Path

import numpy as np
import torch
from torchvision import models, transforms

HERE = Path(__file__).parent
IMAGING = HERE.parent.parent / "UneXt50.Tests" / "Imaging" / "golden"
sys.path.insert(0, str(IMAGING))
from make_goldens import MEAN, STD, upright  # noqa: E402

KINDS = ["animated.gif", "baseline-422.jpg", "cmyk-black.jpg", "exif-6.jpg", "exif-6.webp", "large.jpg",
         "large-progressive.jpg", "lossy-large.webp", "one-bit.bmp", "rgb-565.bmp"]

network = models.resnext50_32x4d(num_classes=33)
network.load_state_dict(torch.load(sys.argv[1]))
network.eval()
prepare = transforms.Compose([transforms.Resize(160), transforms.CenterCrop(160), transforms.ToTensor(),
                              transforms.Normalize(MEAN, STD)])


def outputs(path: Path) -> np.ndarray:
    features = []
    hook = network.avgpool.register_forward_hook(lambda _, __, output: features.append(output.flatten()))
    with torch.no_grad():
        logits = network(prepare(upright(path))[None])[0]
    hook.remove()
    return torch.cat([features[0], logits]).numpy()


if "--all" in sys.argv:
    smallest = 1.0
    rows = list(csv.reader(sys.stdin))[1:]
    for name, status, *values in rows:
        assert status == "ok", name
        ours, theirs = np.array(values, dtype=np.float64), outputs(Path(name))[:2048].astype(np.float64)
        cosine = ours @ theirs / np.linalg.norm(ours) / np.linalg.norm(theirs)
        smallest = min(smallest, cosine)
    print(f"{len(rows)} pictures, smallest cosine {smallest:.9f}")
else:
    np.save(HERE / "end_to_end.npy", np.stack([outputs(IMAGING / "pictures" / name) for name in KINDS]))
