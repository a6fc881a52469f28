"""Makes the golden checkpoints and the outputs PyTorch gives for them. Run with torch 1.13 and torchvision 0.14:

    python3 checkpoints.py [path of unext50_pretrained.pth]

Inputs are not stored: both sides compute them, see `picture`. Outputs are .npy files [photos, features + logits].
"""
import argparse
import json
import struct
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

    def __init__(self, block, depths, planes, classes, timm_d=False, stem=8, **kind):
        super().__init__()
        self.conv1 = nn.Sequential(
            nn.Conv2d(3, 4, 3, 2, 1, bias=False), nn.BatchNorm2d(4), nn.ReLU(),
            nn.Conv2d(4, 6, 3, 1, 1, bias=False), nn.BatchNorm2d(6), nn.ReLU(),
            nn.Conv2d(6, 8, 3, 1, 1, bias=False)) if timm_d else nn.Conv2d(3, stem, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(stem)
        channels = stem
        for stage, (depth, width) in enumerate(zip(depths, planes), 1):
            out = width * block.expansion
            stride = 1 if stage == 1 else 2
            blocks = []
            for index in range(depth):
                step = stride if index == 0 else 1
                shortcut = None
                if step != 1 or channels != out:
                    shortcut = nn.Sequential(resnet.conv1x1(channels, out, step), nn.BatchNorm2d(out))
                if timm_d and shortcut:
                    pool = nn.AvgPool2d(2, step, ceil_mode=True, count_include_pad=False)
                    shortcut = nn.Sequential(
                        pool if step > 1 else nn.Identity(), resnet.conv1x1(channels, out), nn.BatchNorm2d(out))
                blocks.append(block(channels, width, step, shortcut, **kind))
                channels = out
            setattr(self, f"layer{stage}", nn.Sequential(*blocks))
        self.fc = nn.Linear(channels, classes)

    def trunk(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        x = nn.functional.max_pool2d(x, 3, 2, 1)
        return self.layer4(self.layer3(self.layer2(self.layer1(x))))

    def forward(self, x):
        features = self.trunk(x).mean((2, 3))
        return features, self.fc(features)


def disturb(model):
    """Batch-norm statistics that folding cannot get right by luck."""
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
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


def from_state(name):
    return torch.load(HERE / f"{name}.pth", map_location="cpu")


def resnext14():
    model = TinyResNet(resnet.Bottleneck, (1, 1, 1, 1), (3, 4, 6, 8), 5, groups=2)
    model.load_state_dict(from_state("resnext14_2x3d"))
    return model.eval()


def before_1_6():
    torch.save(from_state("resnext14_2x3d"), HERE / "resnext14_2x3d_before_1_6.pth", _use_new_zipfile_serialization=False)


def strides_first():
    """Bottlenecks as in arXiv:1512.03385: the step is in the 1x1 convolution."""
    model = resnext14()
    for stage in (model.layer2, model.layer3, model.layer4):
        stage[0].conv1.stride, stage[0].conv2.stride = (2, 2), (1, 1)
    np.save(HERE / "resnext14_2x3d_strides_first.npy", outputs(model, 2, 64))


def reference_script():
    """What torchvision's references/classification/train.py writes with --model-ema."""
    model = resnext14()
    average = torch.optim.swa_utils.AveragedModel(model)
    with torch.no_grad():
        for value in model.parameters():
            value.mul_(1.5)
    optimizer = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, 30)
    torch.save({"model": model.state_dict(), "model_ema": average.state_dict(), "optimizer": optimizer.state_dict(),
                "lr_scheduler": schedule.state_dict(), "epoch": 3, "args": argparse.Namespace(lr=0.1, opt="sgd")},
               HERE / "resnext14_2x3d_reference.pth")


def fast_ai():
    """cnn_learner's Sequential(body, create_head), as Learner.save stores it with its optimizer."""
    torch.manual_seed(5)
    trunk = disturb(TinyResNet(resnet.BasicBlock, (1, 1, 1, 1), (4, 6, 8, 12), 4))
    body = nn.Sequential(*list(trunk.children())[:2], nn.ReLU(), nn.MaxPool2d(3, 2, 1), *list(trunk.children())[2:-1])
    head = disturb(nn.Sequential(
        nn.Identity(), nn.Flatten(), nn.BatchNorm1d(24), nn.Dropout(0.25), nn.Linear(24, 9, bias=False), nn.ReLU(),
        nn.BatchNorm1d(9), nn.Dropout(0.5), nn.Linear(9, 4, bias=False)))
    torch.save({"model": nn.Sequential(body, head).state_dict(), "opt": {"state": [], "hypers": [{"lr": 1e-3}]}},
               HERE / "fast_ai.pth")

    def both(x):
        x = trunk.trunk(x)
        return x.mean((2, 3)), head(torch.cat([x.amax((2, 3)), x.mean((2, 3))], 1))

    np.save(HERE / "fast_ai.npy", outputs(both, 2, 64))


def segmentation():
    """The trunk under the names of the segmentation UneXt50, with a decoder in its place."""
    names = {"conv1.": "enc0.0.", "bn1.": "enc0.1.", "layer1.": "enc1.1.", "layer2.": "enc2.", "layer3.": "enc3.",
             "layer4.": "enc4."}
    state = {}
    for name, value in from_state("resnext14_2x3d").items():
        for ours, theirs in names.items():
            if name.startswith(ours):
                state[theirs + name[len(ours):]] = value
    for name in ("aspp.aspps.0.0.weight", "dec4.up.0.weight", "dec1.conv1.0.bias", "fpn.convs.0.0.weight",
                 "final_conv.0.weight"):
        state[name] = torch.ones(2)
    torch.save(state, HERE / "segmentation.pth")


def safetensors(name, state, of):
    """The format as its documentation has it; header padded with blanks to a multiple of 8."""
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for key, value in state.items():
        raw = of[1](value) if value.is_floating_point() else value.numpy().tobytes()
        header[key] = {"dtype": of[0] if value.is_floating_point() else "I64", "shape": list(value.shape),
                       "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    (HERE / name).write_bytes(struct.pack("<Q", len(text)) + text + data)


def bfloat16(value):
    return (value.bfloat16().float().numpy().view(np.uint32) >> 16).astype(np.uint16).tobytes()


def all_safetensors():
    state = from_state("resnext14_2x3d")
    safetensors("resnext14_2x3d_bf16.safetensors", state, ("BF16", bfloat16))
    float32 = ("F32", lambda value: value.numpy().tobytes())
    files = ["resnext14_2x3d-00001-of-00002.safetensors", "resnext14_2x3d-00002-of-00002.safetensors"]
    half = len(state) // 2
    parts = [dict(list(state.items())[:half]), dict(list(state.items())[half:])]
    for file, part in zip(files, parts):
        safetensors(file, part, float32)
    index = {"metadata": {}, "weight_map": {key: file for file, part in zip(files, parts) for key in part}}
    (HERE / "resnext14_2x3d.safetensors.index.json").write_text(json.dumps(index, indent=1) + "\n")


def main():
    tiny("resnext14_2x3d", 1, resnet.Bottleneck, (1, 1, 1, 1), (3, 4, 6, 8), 5, groups=2)
    tiny("resnext20_4x2d_half_parallel", 2, resnet.Bottleneck, (2, 1, 2, 1), (2, 3, 4, 5), 3, groups=4,
         convert=lambda model: model.half(),
         wrap=lambda state: {"epoch": 3, "state_dict": {f"module.{name}": value for name, value in state.items()}})
    tiny("resnet10_parameters", 3, resnet.BasicBlock, (1, 1, 1, 1), (4, 6, 8, 12), 4,
         wrap=lambda state: {"model": {name: nn.Parameter(value, value.is_floating_point())
                                       if value.is_floating_point() else value for name, value in state.items()}})
    tiny("resnext14d_2x3d", 4, resnet.Bottleneck, (1, 1, 1, 1), (3, 4, 6, 8), 5, groups=2, timm_d=True)
    before_1_6()
    strides_first()
    reference_script()
    fast_ai()
    segmentation()
    all_safetensors()
    if len(sys.argv) > 1:
        trained(sys.argv[1])


if __name__ == "__main__":
    main()
