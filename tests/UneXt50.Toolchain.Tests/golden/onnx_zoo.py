"""Writes small classifiers of kinds that people bring, as torch exports them, and what torch computes with them:

    /usr/bin/python3 onnx_zoo.py

vit and swin: transformers, with shapes computed in int64. gates: what changed between opset 7 and 13. squeeze: a
convolution as the classifier, pooled behind it. The .npy files hold [photos, features + logits] of `picture(2, 64)`.
"""
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from torchvision.models.swin_transformer import SwinTransformer
from torchvision.models.vision_transformer import VisionTransformer

from checkpoints import disturb, picture

HERE = Path(__file__).parent
SIZE, CLASSES = 64, 5


class Gates(nn.Module):
    """Clip, Pad, Slice, Split, Squeeze, Unsqueeze, ReduceSum, softmax over a middle dimension."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 16, 3, 4, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU6())
        self.left, self.right = nn.Conv2d(8, 8, 3, 1, 1), nn.Conv2d(8, 8, 1)
        self.fc = nn.Linear(16, CLASSES)

    def forward(self, x):
        left, right = self.stem(x).split([8, 8], 1)
        left = self.left(left)
        right = F.pad(self.right(right), (1, 1, 1, 1), value=0.25)[:, :, 1:-1, 1:-1]
        x = torch.cat([left * torch.softmax(right, 1), F.leaky_relu(right)], 1)
        weight = torch.clamp(x.sum((1,)), -1.0, 3.0).unsqueeze(1)
        return (x * weight).mean((2, 3), keepdim=True).squeeze(3).squeeze(2)


class Squeeze(nn.Module):
    """SqueezeNet's end: the classifier is a convolution with its ReLU, and pooling comes last."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 12, 3, 4, 1), nn.ReLU(), nn.Conv2d(12, 20, 3, 2, 1), nn.ReLU())
        self.classifier = nn.Sequential(nn.Conv2d(20, CLASSES, 1), nn.ReLU(), nn.AdaptiveAvgPool2d(1))

    def features(self, x):
        return self.body(x)

    def forward(self, x):
        return torch.flatten(self.classifier(self.features(x)), 1)


def export(model, name, opset):
    torch.onnx.export(
        model, torch.zeros(1, 3, SIZE, SIZE), str(HERE / f"{name}.onnx"), opset_version=opset, input_names=["input"],
        output_names=["scores"], dynamic_axes={"input": {0: "batch"}, "scores": {0: "batch"}})


def save(name, features, logits):
    np.save(HERE / f"{name}.npy", torch.cat([features, logits], 1).detach().numpy())


def spread(linear, features):
    """Makes the classifier tell pictures apart, whatever the random network before it does."""
    with torch.no_grad():
        centred = features - features.mean(0)
        linear.weight.copy_(torch.randn(linear.weight.shape) * 2 / (centred.norm(dim=1).mean() + 1e-6))
        linear.bias.copy_(-(linear.weight @ features.mean(0)))


def transformer(name, model, part, opsets):
    """Its head is taken off to see the features."""
    head = nn.Linear(getattr(model, part)[-1].in_features if part == "heads" else model.head.in_features, CLASSES)
    setattr(model, part, nn.Identity())
    features = model(picture(2, SIZE))
    spread(head, features)
    setattr(model, part, head)
    for file, opset in opsets:
        export(model, file, opset)
    save(name, features, model(picture(2, SIZE)))


def main():
    torch.manual_seed(1)
    vit = VisionTransformer(SIZE, 16, num_layers=2, num_heads=2, hidden_dim=24, mlp_dim=48, num_classes=CLASSES)
    transformer("vit", vit.eval(), "heads", [("vit", 14), ("vit_opset12", 12)])
    torch.manual_seed(2)
    swin = SwinTransformer([8, 8], 12, [2, 1], [2, 2], [4, 4], num_classes=CLASSES)
    transformer("swin", swin.eval(), "head", [("swin", 17)])

    photos = picture(2, SIZE)
    torch.manual_seed(3)
    gates = disturb(Gates())
    spread(gates.fc, gates(photos))
    whole = nn.Sequential(gates, gates.fc, nn.LogSoftmax(1)).eval()
    for opset in (7, 9, 10, 11, 12):
        export(whole, f"gates_opset{opset}", opset)
    save("gates", gates(photos), gates.fc(gates(photos)))

    torch.manual_seed(4)
    squeeze = Squeeze().eval()
    nn.init.constant_(squeeze.classifier[0].bias, 0.3)
    export(squeeze, "squeeze", 13)
    save("squeeze", squeeze.features(photos).mean((2, 3)), squeeze(photos))


main()
