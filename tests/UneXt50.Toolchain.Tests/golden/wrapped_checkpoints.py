"""Makes one small network, saved in the ways training programs save theirs. Run with torch 1.13 and torchvision 0.14:

    python3 wrapped_checkpoints.py

plain.pth in wrapped.tar.gz is what all the others hold, but for those whose name says what they are.
"""
import argparse
import collections
import datetime
import enum
import gzip
import json
import pathlib
import tarfile
import tempfile

import numpy as np
import torch
from torch import nn
from torchvision.models import resnet

import checkpoints
from checkpoints import TinyResNet, disturb, outputs

ARCHIVE = pathlib.Path(__file__).parent / "wrapped.tar.gz"
HERE = pathlib.Path(tempfile.mkdtemp())
CLASSES = 3


class Phase(enum.Enum):
    LAST = 3


class AttributeDict(dict):
    """As Lightning keeps its hyperparameters."""


class Settings:
    """Any class of a training program, with attributes."""

    def __init__(self, **settings):
        self.__dict__.update(settings)


Point = collections.namedtuple("Point", "model when")


def network(seed, classes=CLASSES, block=resnet.BasicBlock):
    torch.manual_seed(seed)
    return disturb(TinyResNet(block, (1, 1, 1, 1), (2, 3, 4, 5), classes, stem=4))


def save(name, value, **options):
    torch.save(value, HERE / name, **options)


def before_1_6(name, value):
    save(name, value, _use_new_zipfile_serialization=False)


def prefixed(prefix, state):
    return collections.OrderedDict((prefix + name, value) for name, value in state.items())


def trained(model):
    """An optimizer with moments for every parameter."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.0)
    model(torch.ones(2, 3, 64, 64))[1].sum().backward()
    optimizer.step()
    return optimizer


def training_loops(model, state):
    optimizer = trained(model)
    save("tutorial.pth", {
        "epoch": 3, "model_state_dict": state, "optimizer_state_dict": optimizer.state_dict(), "loss": 0.3,
        "best": np.float64(0.9), "history": collections.defaultdict(list, {"loss": [torch.tensor(0.5), 0.4]}),
        "args": argparse.Namespace(lr=0.1), "when": datetime.datetime(2026, 1, 2), "phase": Phase.LAST,
        "out": pathlib.Path("runs/1"), "settings": Settings(lr=0.1, inner=Settings(seed=2**70)), "seen": {1, 2},
        "rng": torch.get_rng_state(), "numpy_rng": np.random.RandomState(1).get_state(), "blob": b"\0\1" * 200,
        "dtype": torch.float16, "device": torch.device("cpu"), "size": torch.Size([1, 2]),
    })
    save("protocol4.pth", {"net": prefixed("module.", state), "acc": 91.2, "seen": {1, 2}, "f": frozenset([1]),
                           "phase": Phase.LAST, "blob": b"\0" * 300}, pickle_protocol=4)
    before_1_6("net_before_1_6.pth", {"net": prefixed("module.", state), "acc": 91.2, "epoch": 7,
                                      "args": argparse.Namespace(lr=0.1)})
    before_1_6("lightning.ckpt", {
        "epoch": 1, "global_step": 10, "pytorch-lightning_version": "1.9.0",
        "state_dict": {**prefixed("model._orig_mod.", state), "criterion.weight": torch.ones(CLASSES),
                       "train_acc.total": torch.tensor(7)},
        "loops": {"fit_loop": {"state_dict": {}}}, "hyper_parameters": AttributeDict(lr=0.1),
        "callbacks": {"ModelCheckpoint{'monitor': 'loss'}": {"best_model_score": torch.tensor(0.4)}},
        "optimizer_states": [optimizer.state_dict()], "lr_schedulers": []})
    before_1_6("compiled.pth", prefixed("_orig_mod.module.", state))
    before_1_6("learner.pth", {"model": state, "opt": optimizer.state_dict()})
    before_1_6("beside.pth", {**state, "optimizer": optimizer.state_dict(), "epoch": 3})
    before_1_6("record.pth", Point(state, "today"))
    before_1_6("in_list.pth", [state, {"epoch": 3}])


def heads(model, state):
    trunk = {name: value for name, value in state.items() if not name.startswith("fc.")}
    fc = {"weight": state["fc.weight"], "bias": state["fc.bias"]}
    before_1_6("dropout_head.pth", {**trunk, **prefixed("fc.1.", fc)})
    before_1_6("parts.pth", {"backbone": trunk, "head": prefixed("fc.", fc), "epoch": 3})
    before_1_6("mmpretrain.pth", {"meta": {"epoch": 3, "mmcls_version": "0.25"}, "state_dict": {
        **prefixed("backbone.", trunk), **prefixed("head.fc.", fc)}})
    body = collections.OrderedDict()
    for name, value in trunk.items():
        part, rest = name.split(".", 1)
        body[f"0.{['conv1', 'bn1', '', '', 'layer1', 'layer2', 'layer3', 'layer4'].index(part)}.{rest}"] = value
    before_1_6("sequential.pth", {**body, **prefixed("2.", fc)})
    before_1_6("headless.pth", {"encoder": trunk})
    before_1_6("no_bias.pth", {**trunk, "fc.weight": fc["weight"]})
    before_1_6("two_layers.pth", {**trunk, "fc.0.weight": torch.ones(6, 5), "fc.0.bias": torch.ones(6),
                                  "fc.3.weight": torch.ones(3, 6), "fc.3.bias": torch.ones(3)})
    before_1_6("two_heads.pth", {**prefixed("backbone.", trunk), **prefixed("head.", fc),
                                 **prefixed("classifier.", {name: value + 1 for name, value in fc.items()})})


def neighbours(state):
    """What lies at a network's own level, and says nothing of what it computes; and class names."""
    trunk = {name: value for name, value in state.items() if not name.startswith("fc.")}
    fc = {"weight": state["fc.weight"], "bias": state["fc.bias"]}
    before_1_6("own_loss.pth", {"state_dict": {**state, "criterion.weight": torch.ones(3),
                                               "val_acc.confmat": torch.ones(3, 3)}})
    before_1_6("two_names.pth", {**state, "head.weight": state["fc.weight"], "head.bias": state["fc.bias"]})
    before_1_6("named_head.pth", {**prefixed("backbone.", trunk), **prefixed("my_classifier.", fc)})
    before_1_6("expanded.pth", {**state, "fc.bias": torch.tensor([0.25]).expand(3)})
    before_1_6("normalizes.pth", {"0.mean": torch.full((1, 3, 1, 1), 0.5), "0.std": torch.full((1, 3, 1, 1), 0.25),
                                  **prefixed("1.", state)})
    before_1_6("pixel_mean.pth", {"pixel_mean": torch.full((3,), 127.5), "pixel_std": torch.full((3,), 63.75), **state})
    before_1_6("mm_classes.pth", {"meta": {"CLASSES": ("ant", "bee", "cat")}, "state_dict": {
        **prefixed("backbone.", trunk), **prefixed("head.fc.", fc)}})
    before_1_6("dataset_meta.pth", {"meta": {"dataset_meta": {"classes": ["ant", "bee", "cat"]}}, "state_dict": state})
    before_1_6("class_to_idx.pth", {"model": state, "class_to_idx": {"cat": 2, "ant": 0, "bee": 1}})
    before_1_6("weight_norm.pth", {**trunk, "fc.weight_g": torch.ones(3, 1), "fc.weight_v": fc["weight"],
                                   "fc.bias": fc["bias"]})
    before_1_6("pruned.pth", {**{name: value for name, value in state.items() if name != "layer2.0.conv1.weight"},
                              "layer2.0.conv1.weight_orig": state["layer2.0.conv1.weight"],
                              "layer2.0.conv1.weight_mask": torch.ones_like(state["layer2.0.conv1.weight"])})
    before_1_6("parametrized.pth", {**trunk, "fc.parametrizations.weight.original0": torch.ones(3, 1),
                                    "fc.parametrizations.weight.original1": fc["weight"], "fc.bias": fc["bias"]})
    before_1_6("arrays.pth", {name: value.numpy() for name, value in state.items()})


def several(model, state):
    other = network(99).state_dict()
    average = torch.optim.swa_utils.AveragedModel(model)
    before_1_6("swa.pth", {"model": other, "averaged_model": average.state_dict(), "epoch": 3})
    before_1_6("n_averaged.pth", {"network": other, "second": average.state_dict()})
    before_1_6("mmengine.pth", {"message_hub": {}, "meta": {}, "state_dict": prefixed("backbone.", state),
                                "ema_state_dict": prefixed("module.backbone.", other)})
    before_1_6("distilled.pth", {"teacher": other, "student": {"backbone": state}})
    before_1_6("incomplete_pair.pth", {"momentum": {name: value for name, value in other.items() if "running" not in name},
                                       "weights": state})
    before_1_6("twice.pth", {"model": state, "encoder": dict(state)})


def modules(model):
    # The class by a name that nobody has: what reads it must not need the class.
    save("module.pth", nn.DataParallel(model))
    before_1_6("module_before_1_6.pth", {"model": model, "ema": None, "epoch": 3})
    # Parameters learn nothing in a module of attributes that is no module: a Learner of fast.ai, for example.
    before_1_6("learner_object.pth", Settings(model=model, loss=nn.CrossEntropyLoss(), cbs=[Settings(n=1)]))
    before_1_6("attack.pth", {"state_dict": model.state_dict(), "hook": Attack()})


class Attack:
    def __reduce__(self):
        return eval, ("open('proof', 'w')",)


def other_types(model, state):
    before_1_6("double.pth", {name: value.double() if value.is_floating_point() else value for name, value in state.items()})
    # All cast alike, the counters of batches with the weights.
    save("cast.pth", {name: value.double() for name, value in state.items()})
    quantized = dict(state)
    quantized["conv1.weight"] = torch.quantize_per_tensor(state["conv1.weight"], 0.01, 0, torch.qint8)
    before_1_6("quantized.pth", quantized)
    integers = dict(state)
    integers["layer2.0.conv1.weight"] = state["layer2.0.conv1.weight"].char()
    before_1_6("integers.pth", integers)
    sparse = {**state, "fc.weight": state["fc.weight"].to_sparse()}
    before_1_6("sparse.pth", sparse)
    before_1_6("complex.pth", {**state, "filter": torch.ones(2, dtype=torch.complex64), "fc.weight": state["fc.weight"].cfloat()})
    torch.jit.save(torch.jit.trace(nn.Sequential(nn.Conv2d(3, 2, 1)), torch.ones(1, 3, 8, 8)), HERE / "traced.pt")


def hugging_face(state, folder):
    def name(key):
        part = key.split(".")
        if part[0] == "conv1":
            return f"resnet.embedder.embedder.convolution.{part[1]}"
        if part[0] == "bn1":
            return f"resnet.embedder.embedder.normalization.{part[1]}"
        if part[0] == "fc":
            return f"classifier.1.{part[1]}"
        at = f"resnet.encoder.stages.{int(part[0][-1]) - 1}.layers.{part[1]}"
        if part[2] == "downsample":
            return f"{at}.shortcut.{('convolution', 'normalization')[int(part[3])]}.{part[4]}"
        kind = "convolution" if part[2].startswith("conv") else "normalization"
        return f"{at}.layer.{int(part[2][-1]) - 1}.{kind}.{part[3]}"

    (HERE / folder).mkdir(exist_ok=True)
    checkpoints.safetensors(HERE / folder / "model.safetensors", {name(key): value for key, value in state.items()},
                            ("F32", lambda value: value.numpy().tobytes()))
    (HERE / folder / "config.json").write_text(json.dumps({
        "architectures": ["ResNetForImageClassification"], "hidden_act": "relu", "downsample_in_bottleneck": False,
        "downsample_in_first_stage": False, "id2label": {"0": "ant", "1": "bee", "2": "cat"},
        "label2id": {"ant": 0, "bee": 1, "cat": 2}, "model_type": "resnet"}, indent=1) + "\n")


def one_logit():
    """BCEWithLogitsLoss: the sigmoid of the only logit is the probability of the class."""
    model = network(8, classes=1)
    before_1_6("one_logit.pth", model.state_dict())
    with torch.no_grad():
        np.save(HERE / "one_logit.npy", torch.sigmoid(model(checkpoints.picture(4, 64))[1]).numpy())


def pack():
    """The same files give the same bytes."""
    with open(ARCHIVE, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            for path in sorted(path for path in HERE.rglob("*") if path.is_file()):
                entry = tarfile.TarInfo(str(path.relative_to(HERE)))
                entry.size = path.stat().st_size
                with open(path, "rb") as content:
                    archive.addfile(entry, content)


def main():
    model = network(7)
    state = {name: value.clone() for name, value in model.state_dict().items()}
    before_1_6("plain.pth", collections.OrderedDict(state))
    training_loops(model, state)
    heads(model, state)
    neighbours(state)
    model.load_state_dict(state)
    several(model, state)
    modules(model)
    other_types(model, state)
    hugging_face(state, "hub")
    hugging_face(network(7, block=resnet.Bottleneck).state_dict(), "hub_bottleneck")
    before_1_6("bottleneck.pth", network(7, block=resnet.Bottleneck).state_dict())
    one_logit()
    pack()


if __name__ == "__main__":
    main()
