"""Makes the golden checkpoints and the outputs PyTorch gives for them. Run with torch 1.13 and torchvision 0.14:

    python3 checkpoints.py [path of unext50_pretrained.pth]

Inputs are not stored: both sides compute them, see `picture`. Outputs are .npy files [photos, features + logits].
"""
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torchvision.models import resnet, resnext50_32x4d

HERE = Path(__file__).parent


def picture(count, size):
    """Squares of 16 pixels; the i-th is a hash of i, mapped to -2..2: exact in float32, repeated without a library."""
    i = np.arange(count * 3 * (size // 16) ** 2, dtype=np.uint32)
    squares = ((i * np.uint32(2654435761) >> np.uint32(12)) / np.float32(2**18) - 2).astype(np.float32)
    return torch.from_numpy(squares.reshape(count, 3, size // 16, size // 16).repeat(16, 2).repeat(16, 3))


class TinyResNet(nn.Module):
    """torchvision's ResNet at a fraction of its width: same blocks, same key names."""

    def __init__(self, block, depths, planes, classes, **kind):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        channels = 8
        for stage, (depth, width) in enumerate(zip(depths, planes), 1):
            out = width * block.expansion
            stride = 1 if stage == 1 else 2
            blocks = []
            for index in range(depth):
                step = stride if index == 0 else 1
                shortcut = None
                if step != 1 or channels != out:
                    shortcut = nn.Sequential(resnet.conv1x1(channels, out, step), nn.BatchNorm2d(out))
                blocks.append(block(channels, width, step, shortcut, **kind))
                channels = out
            setattr(self, f"layer{stage}", nn.Sequential(*blocks))
        self.fc = nn.Linear(channels, classes)

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        x = nn.functional.max_pool2d(x, 3, 2, 1)
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        features = x.mean((2, 3))
        return features, self.fc(features)


def disturb(model):
    """Batch-norm statistics that folding cannot get right by luck."""
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, std=0.3)
            nn.init.normal_(module.running_mean, std=0.3)
            nn.init.uniform_(module.running_var, 0.2, 3.0)
            module.num_batches_tracked.fill_(7)
    return model.eval()


def outputs(model, count, size):
    with torch.no_grad():
        return torch.cat(model(picture(count, size)), 1).numpy()


def tiny(name, seed, *arguments, wrap=lambda state: state, convert=lambda model: model, **kind):
    torch.manual_seed(seed)
    model = convert(disturb(TinyResNet(*arguments, **kind)))
    torch.save(wrap(model.state_dict()), HERE / f"{name}.pth")
    np.save(HERE / f"{name}.npy", outputs(model.float(), 2, 64))


def trained(path):
    model = resnext50_32x4d(num_classes=33).eval()
    model.load_state_dict(torch.load(path, map_location="cpu"))

    def both(x):
        found = {}
        hook = model.avgpool.register_forward_hook(lambda _, __, out: found.update(features=out.flatten(1)))
        logits = model(x)
        hook.remove()
        return found["features"], logits

    np.save(HERE / "unext50_pretrained.npy", outputs(both, 3, 160))


tiny("resnext14_2x3d", 1, resnet.Bottleneck, (1, 1, 1, 1), (3, 4, 6, 8), 5, groups=2)
tiny("resnext20_4x2d_half_parallel", 2, resnet.Bottleneck, (2, 1, 2, 1), (2, 3, 4, 5), 3, groups=4,
     convert=lambda model: model.half(),
     wrap=lambda state: {"epoch": 3, "state_dict": {f"module.{name}": value for name, value in state.items()}})
tiny("resnet10_parameters", 3, resnet.BasicBlock, (1, 1, 1, 1), (4, 6, 8, 12), 4,
     wrap=lambda state: {"model": {name: nn.Parameter(value, value.is_floating_point())
                                   if value.is_floating_point() else value for name, value in state.items()}})
if len(sys.argv) > 1:
    trained(sys.argv[1])
