"""Writes every architecture that imports, at full size with random weights, and what torchvision computes with it:

    python3 architectures.py FOLDER [NAME...]
    UNEXT50_ARCHITECTURES=FOLDER dotnet test --project tests/UneXt50.Toolchain.Tests

FOLDER takes 2 GB; the tests of ArchitectureTests are skipped where it is not named.
"""
import sys
from pathlib import Path

import numpy as np
import torch
import torchvision
from torch import nn

from checkpoints import picture

NAMES = ("resnet18 resnet34 resnet50 resnet101 resnet152 resnext50_32x4d resnext101_32x8d resnext101_64x4d "
         "wide_resnet50_2 wide_resnet101_2").split()


def disturbed(model):
    """Batch norms that matter and keep the activations of 152 layers in range: near the statistics of noise."""
    norms = [module for module in model.modules() if isinstance(module, nn.BatchNorm2d)]
    last = [getattr(block, "bn3", block.bn2) for block in model.modules() if hasattr(block, "bn2")]
    for norm in norms:
        # What a block adds is small beside what it is added to, as in trained networks, or 50 blocks explode.
        nn.init.uniform_(norm.weight, *((0.1, 0.4) if any(norm is end for end in last) else (0.5, 1.5)))
        nn.init.normal_(norm.bias, std=0.1)
        norm.momentum = None
    model.train()
    with torch.no_grad():
        model(torch.randn(4, 3, 96, 96))
        for norm in norms:
            norm.running_var.mul_(torch.empty_like(norm.running_var).uniform_(0.7, 1.4))
            norm.running_mean.add_(0.2 * torch.randn_like(norm.running_mean) * norm.running_var.sqrt())
    return model.eval()


def main(folder, wanted):
    for seed, name in enumerate(NAMES):
        if name not in wanted:
            continue
        torch.manual_seed(seed)
        model = disturbed(getattr(torchvision.models, name)(weights=None))
        found = {}
        model.avgpool.register_forward_hook(lambda _, __, out: found.update(features=out.flatten(1)))
        with torch.no_grad():
            logits = model(picture(1, 224))
        torch.save(model.state_dict(), folder / f"{name}.pth")
        np.save(folder / f"{name}.npy", torch.cat((found["features"], logits), 1).numpy())
        print(name, sum(p.numel() for p in model.parameters()), logits.std().item(), logits.abs().max().item())


main(Path(sys.argv[1]), sys.argv[2:] or NAMES)
