"""Writes a small classifier with what mobile networks are made of, as torch exports it, and what torch computes with it:

    python3 onnx_models.py
"""
from pathlib import Path

import numpy as np
import torch
from torch import nn

from checkpoints import disturb, picture

HERE = Path(__file__).parent


class SqueezeExcite(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.narrow, self.wide = nn.Conv2d(channels, 4, 1), nn.Conv2d(4, channels, 1)

    def forward(self, x):
        scale = torch.sigmoid(self.wide(torch.relu(self.narrow(x.mean((2, 3), keepdim=True)))))
        return x * scale


class Mobile(nn.Module):
    """Batch norms, relu6, hard swish, squeeze and excitation, concatenation, both poolings, two linear layers."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 16, 3, 2, 1, bias=False), nn.BatchNorm2d(16), nn.Hardswish())
        self.left = nn.Sequential(nn.Conv2d(16, 16, 3, 1, 1, groups=16, bias=False), nn.BatchNorm2d(16), nn.ReLU6())
        self.right = nn.Sequential(nn.Conv2d(16, 16, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU())
        self.excite = SqueezeExcite(32)
        self.pool = nn.AvgPool2d(2)
        self.inner = nn.Linear(32, 24)
        self.classifier = nn.Linear(24, 5)

    def forward(self, x):
        x = self.stem(x)
        x = torch.cat([self.left(x), self.right(x)], 1)
        x = self.pool(self.excite(x))
        self.features = torch.relu(self.inner(x.mean((2, 3))))
        return torch.softmax(self.classifier(self.features), 1)


torch.manual_seed(11)
model = disturb(Mobile())
torch.onnx.export(
    model, torch.zeros(1, 3, 64, 64), str(HERE / "mobile.onnx"), opset_version=13, input_names=["input"],
    output_names=["probabilities"], dynamic_axes={"input": {0: "batch"}, "probabilities": {0: "batch"}},
    training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False)
with torch.no_grad():
    model(picture(2, 64))
    expected = torch.cat([model.features, model.classifier(model.features)], 1)
np.save(HERE / "mobile.npy", expected.numpy())
