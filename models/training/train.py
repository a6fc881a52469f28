#!/usr/bin/env python3
"""Trains a photo classifier from scratch, as the default model's weights were, and ends in a checkpoint that
`unext50 model import` takes. Needs torch >= 1.13 and torchvision; runs on a CPU or a GPU; may be stopped and resumed.

    python3 train.py PHOTOS RUN
    python3 train.py PHOTOS RUN --cycle 0.05:12:64 --batch 16        # small and quick

PHOTOS has a folder for each class; RUN receives state.pt (to resume from), log.csv, labels.txt, evaluated.txt (the photos
that were not learned from) and weights.pth.
"""
import argparse
import csv
import math
import os
import random
import re
import time
from pathlib import Path

import torch
import torchvision
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, Dataset, WeightedRandomSampler
from torchvision import transforms
from torchvision.transforms.functional import InterpolationMode

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".bmp"}
DEFAULT_CYCLES = ["0.1:7.5:64,96,128,160", "0.03:1.9:128,160"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photos", type=Path, help="a folder of folders, one for each class")
    parser.add_argument("run", type=Path, help="where everything goes; a run that is there is resumed")
    parser.add_argument("--model", default="resnext50_32x4d", help="any resnet of torchvision")
    parser.add_argument("--cycle", action="append", metavar="LR:EPOCHS:SIZES",
                        help="learning rate, falling to 0 along a cosine; epochs; input sizes, in equal shares")
    parser.add_argument("--warm-up", type=int, default=20, metavar="STEPS", help="the learning rate rises over them first")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--smoothing", type=float, default=0.1, help="of the labels")
    parser.add_argument("--weight-decay", type=float, default=1e-4, help="on matrices only")
    parser.add_argument("--clip", type=float, default=5.0, help="largest norm of a gradient")
    parser.add_argument("--ema", type=float, default=0.999, help="decay of the weights' moving average")
    parser.add_argument("--least-area", type=float, default=0.35, help="of a photo that a random crop shows")
    parser.add_argument("--block", type=int, default=16, help="neighbouring photos that stay on one side of the split")
    parser.add_argument("--leaf", metavar="REGEX", help="what names the leaf in a file name, instead of --block")
    parser.add_argument("--held-out", type=int, default=10, metavar="N", help="every N-th block or leaf is evaluated on")
    parser.add_argument("--precision", choices=["bfloat16", "float32"], default="bfloat16")
    parser.add_argument("--workers", type=int, default=min(4, os.cpu_count() or 1))
    parser.add_argument("--save-every", type=int, default=200, metavar="STEPS")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    options.cycles = [parse_cycle(parser, text) for text in options.cycle or DEFAULT_CYCLES]
    return options


def parse_cycle(parser, text):
    try:
        rate, epochs, sizes = text.split(":")
        return float(rate), float(epochs), [int(size) for size in sizes.split(",")]
    except ValueError:
        parser.error(f"--cycle takes LR:EPOCHS:SIZES, as {DEFAULT_CYCLES[0]}, not {text!r}")


def shooting_order(path):
    """PlantVillage's names are `UUID___CAMERA 1234.JPG`: what follows the UUID counts photos as they were taken."""
    parts = re.split(r"(\d+)", path.name.split("___")[-1])
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts], path.name


def leaves(photos, block, pattern):
    """Groups of photos that may show the same leaf. Without names that tell, neighbours stay together: photos of one leaf
    were taken one after the other."""
    photos = sorted(photos, key=shooting_order)
    if pattern is None:
        return [photos[start:start + block] for start in range(0, len(photos), block)]
    groups = {}
    for path in photos:
        found = re.search(pattern, path.name)
        if found is None:
            raise SystemExit(f"{path}: --leaf {pattern!r} matches nothing in its name")
        groups.setdefault(found.group(found.lastindex or 0), []).append(path)
    return list(groups.values())


def split(folder, block, pattern, every):
    """No leaf is both learned from and evaluated on."""
    classes = sorted(path.name for path in folder.iterdir() if path.is_dir())
    if len(classes) < 2:
        raise SystemExit(f"{folder}: a folder for each of two or more classes is needed")
    training, evaluation = [], []
    for label, name in enumerate(classes):
        photos = [path for path in (folder / name).rglob("*") if path.suffix.lower() in SUFFIXES]
        for index, group in enumerate(leaves(photos, block, pattern)):
            side = evaluation if index % every == every - 1 else training
            side.extend((path, label) for path in group)
    return classes, training, evaluation


class Photos(Dataset):
    def __init__(self, items, transform):
        self.items, self.transform = items, transform

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        path, label = self.items[index]
        with Image.open(path) as image:
            return self.transform(image.convert("RGB")), label


class QuarterTurn:
    def __call__(self, image):
        return image.rotate(90 * random.randrange(4))


def training_transform(size, least_area):
    return transforms.Compose([
        transforms.RandomResizedCrop(size, scale=(least_area, 1.0), interpolation=InterpolationMode.BILINEAR),
        QuarterTurn(),
        transforms.RandomHorizontalFlip(),
        transforms.ColorJitter(0.2, 0.2, 0.2, 0.02),
        transforms.ToTensor(),
        transforms.Normalize(MEAN, STD),
    ])


def evaluation_transform(size):
    """What `--size SIZE` of `unext50 model import` does."""
    return transforms.Compose([
        transforms.Resize(size, interpolation=InterpolationMode.BILINEAR), transforms.CenterCrop(size),
        transforms.ToTensor(), transforms.Normalize(MEAN, STD),
    ])


def new_model(options, classes):
    # Blocks begin as their shortcuts: a deep network of random weights learns little from its first hundred photos.
    model = getattr(torchvision.models, options.model)(weights=None, num_classes=classes, zero_init_residual=True)
    return model.to(options.device, memory_format=torch.channels_last)


def optimizer_of(model, weight_decay):
    matrices = [value for value in model.parameters() if value.ndim > 1]
    vectors = [value for value in model.parameters() if value.ndim <= 1]
    groups = [{"params": matrices, "weight_decay": weight_decay}, {"params": vectors, "weight_decay": 0}]
    return torch.optim.SGD(groups, lr=0.0, momentum=0.9, nesterov=True)


class Average:
    """A moving average of weights and batch-norm statistics that forgets its beginning."""

    def __init__(self, model, decay):
        self.decay, self.steps = decay, 0
        self.values = {name: value.detach().clone() for name, value in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model):
        self.steps += 1
        decay = min(self.decay, self.steps / (self.steps + 10))
        for name, value in model.state_dict().items():
            if value.is_floating_point():
                self.values[name].lerp_(value, 1 - decay)
            else:
                self.values[name].copy_(value)


def plan(cycles, steps_per_epoch, warm_up):
    """Learning rate and input size of every step."""
    steps = []
    for rate, epochs, sizes in cycles:
        count = max(1, round(epochs * steps_per_epoch))
        for step in range(count):
            steps.append((rate * (1 + math.cos(math.pi * step / count)) / 2, sizes[step * len(sizes) // count]))
    return [(rate * min(1, (step + 1) / max(1, warm_up)), size) for step, (rate, size) in enumerate(steps)]


def batches(items, classes, size, options, start):
    """Endless: classes are drawn with probability in proportion to the inverse square root of their size."""
    counts = [0] * classes
    for _, label in items:
        counts[label] += 1
    # n photos that together weigh n ** -0.5.
    weights = [counts[label] ** -1.5 for _, label in items]
    generator = torch.Generator().manual_seed(options.seed + start)
    photos = Photos(items, training_transform(size, options.least_area))
    while True:
        sampler = WeightedRandomSampler(weights, len(items), generator=generator)
        yield from DataLoader(photos, options.batch, sampler=sampler, drop_last=True, num_workers=options.workers,
                              generator=generator)


def autocast(options):
    """bfloat16 needs no scaling of the loss, on CPUs and GPUs alike."""
    return torch.autocast(options.device.split(":")[0], dtype=torch.bfloat16, enabled=options.precision == "bfloat16")


@torch.no_grad()
def accuracy(model, items, size, options):
    model.eval()
    right = 0
    photos = Photos(items, evaluation_transform(size))
    for images, labels in DataLoader(photos, options.batch, num_workers=options.workers):
        images = images.to(options.device, memory_format=torch.channels_last)
        right += (model(images).argmax(1).cpu() == labels).sum().item()
    return right / len(items)


def save(value, path):
    """Whole or not at all: a run may be killed at any time."""
    temporary = path.with_suffix(".tmp")
    torch.save(value, temporary)
    os.replace(temporary, path)


def resume(path, classes, steps, model, optimizer, average, device):
    """How many steps an earlier start has done; 0 without one."""
    if not path.exists():
        return 0
    state = torch.load(path, map_location=device)
    if state["classes"] != classes or state["steps"] != steps:
        raise SystemExit(f"{path} is of another training: give another RUN")
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    average.values, average.steps = state["average"], state["averaged"]
    print(f"resumed after {state['done']} of {len(steps)} steps", flush=True)
    return state["done"]


def train(options, classes, training, model):
    """Returns the averaged weights and the input size they were trained at last."""
    optimizer, average = optimizer_of(model, options.weight_decay), Average(model, options.ema)
    loss_of = nn.CrossEntropyLoss(label_smoothing=options.smoothing)
    steps = plan(options.cycles, len(training) // options.batch, options.warm_up)
    state_path = options.run / "state.pt"
    done = resume(state_path, classes, steps, model, optimizer, average, options.device)
    source, losses, start = None, [], time.monotonic()
    with (options.run / "log.csv").open("a", newline="") as log:
        for step in range(done, len(steps)):
            rate, size = steps[step]
            if source is None or size != steps[step - 1][1]:
                source = batches(training, len(classes), size, options, step)
            images, labels = next(source)
            images = images.to(options.device, memory_format=torch.channels_last)
            for group in optimizer.param_groups:
                group["lr"] = rate
            model.train()
            with autocast(options):
                loss = loss_of(model(images), labels.to(options.device))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), options.clip)
            optimizer.step()
            average.update(model)
            losses.append(loss.item())
            last = step + 1 == len(steps)
            if (step + 1) % 10 == 0 or last:
                mean, losses = sum(losses) / len(losses), []
                csv.writer(log).writerow(
                    [step + 1, size, f"{rate:.5f}", f"{mean:.4f}", f"{time.monotonic() - start:.1f}"])
                log.flush()
                print(f"step {step + 1} of {len(steps)}: {size} px, learning rate {rate:.4f}, loss {mean:.4f}", flush=True)
            if (step + 1) % options.save_every == 0 or last:
                save({"classes": classes, "steps": steps, "done": step + 1, "model": model.state_dict(),
                      "optimizer": optimizer.state_dict(), "average": average.values, "averaged": average.steps},
                     state_path)
    return average.values, steps[-1][1]


def main():
    options = arguments()
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    options.run.mkdir(parents=True, exist_ok=True)
    classes, training, evaluation = split(options.photos, options.block, options.leaf, options.held_out)
    if len(training) < options.batch or not evaluation:
        raise SystemExit(
            f"{options.photos}: {len(training)} photos to train on, {len(evaluation)} to evaluate on: too few")
    (options.run / "labels.txt").write_text("".join(name + "\n" for name in classes))
    (options.run / "evaluated.txt").write_text("".join(f"{path}\n" for path, _ in evaluation))
    print(f"{len(classes)} classes, {len(training)} photos to train on, {len(evaluation)} to evaluate on", flush=True)

    model = new_model(options, len(classes))
    weights, size = train(options, classes, training, model)
    model.load_state_dict(weights)
    right = accuracy(model, evaluation, size, options)
    save({name: value.cpu().contiguous() for name, value in weights.items()}, options.run / "weights.pth")
    print(f"top-1 {right:.2%} on {len(evaluation)} photos of leaves it has not seen (chance {1 / len(classes):.2%})")
    print(f"now: unext50 model import {options.run}/weights.pth --labels {options.run}/labels.txt --size {size} "
          "--out model.onnx")


if __name__ == "__main__":
    main()
