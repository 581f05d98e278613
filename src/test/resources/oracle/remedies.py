"""Writes remedies.json: training under class weights, l1, max-norm and clipping in PyTorch.

    python3 remedies.py > remedies.json

PyTorch 2.15 on the CPU, doubles. The loss of a batch is the sum of weighted costs by the number of its samples.
"""
import json
import sys

import torch

torch.set_default_dtype(torch.float64)
STEPS = 6


def network(seed, widths, last):
    generator = torch.Generator().manual_seed(seed)
    layers = []
    for n, m in zip(widths, widths[1:]):
        layer = torch.nn.Linear(n, m)
        with torch.no_grad():
            layer.weight.copy_(torch.randint(-900, 900, (m, n), generator=generator) / 1000)
            layer.bias.copy_(torch.randint(-300, 300, (m,), generator=generator) / 1000)
            layer.weight[0, 0] = 0
        layers += [layer, torch.nn.Tanh()]
    return torch.nn.Sequential(*layers[:-1]), last


def rows(tensor):
    return tensor.detach().tolist()


def parameters(model):
    return [
        {"weights": rows(layer.weight), "biases": rows(layer.bias)}
        for layer in model
        if isinstance(layer, torch.nn.Linear)
    ]


def cost(kind, logits, labels):
    if kind == "categorical_cross_entropy":
        return torch.nn.functional.cross_entropy(logits, labels, reduction="none")
    if kind == "binary_cross_entropy":
        return torch.nn.functional.binary_cross_entropy_with_logits(
            logits[:, 0], labels.double(), reduction="none")
    onehot = torch.nn.functional.one_hot(labels, logits.shape[1]).double()
    return ((logits - onehot) ** 2).sum(1) / 2


OPTIMIZERS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.5),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
    "adam": lambda p: torch.optim.Adam(p, lr=0.01, eps=1e-30),
}
OURS = {
    "sgd": {"name": "sgd", "learningRate": 0.5},
    "momentum": {"name": "sgd", "learningRate": 0.1, "momentum": 0.9},
}


def case(name, kind, optimizer, options):
    outputs = {"binary_cross_entropy": 1}.get(kind, 3)
    classes = 2 if outputs == 1 else 3
    activation = {"binary_cross_entropy": "sigmoid", "categorical_cross_entropy": "softmax"}.get(kind, "linear")
    model, _ = network(len(name), [4, 5, outputs], activation)
    generator = torch.Generator().manual_seed(7)
    inputs = torch.randint(-1500, 1500, (8, 4), generator=generator) / 1000
    labels = torch.tensor([0, 0, 1, 0, classes - 1, 0, 1, 0])
    start = parameters(model)
    weights = options.get("classWeights", [1.0] * classes)
    if weights == "balanced":
        counts = torch.bincount(labels, minlength=classes)
        weights = [len(labels) / (classes * int(c)) for c in counts]
    ofsample = torch.tensor(weights)[labels]
    linear = [layer for layer in model if isinstance(layer, torch.nn.Linear)]
    step = OPTIMIZERS[optimizer](model.parameters())
    losses, after = [], []
    size = 4
    for number in range(STEPS):
        batch = slice(size * (number % 2), size * (number % 2) + size)
        step.zero_grad()
        loss = (ofsample[batch] * cost(kind, model(inputs[batch]), labels[batch])).sum() / size
        losses.append(loss.item())
        penalty = options.get("l1", 0) / len(labels) * sum(layer.weight.abs().sum() for layer in linear)
        penalty = penalty + options.get("l2", 0) / 2 / len(labels) * sum((layer.weight ** 2).sum() for layer in linear)
        (loss + penalty).backward()
        if "gradientClipValue" in options:
            torch.nn.utils.clip_grad_value_(model.parameters(), options["gradientClipValue"])
        if "gradientClipNorm" in options:
            groups = [layer.parameters() for layer in linear] if options.get("gradientClipScope") == "layer" else [model.parameters()]
            for group in groups:
                group = list(group)
                norm = torch.sqrt(sum((p.grad ** 2).sum() for p in group))
                for p in group:
                    p.grad *= min(1.0, options["gradientClipNorm"] / norm.item())
        step.step()
        if "maxNorm" in options:
            with torch.no_grad():
                for layer in linear:
                    norms = layer.weight.norm(dim=1, keepdim=True)
                    layer.weight *= torch.where(norms > options["maxNorm"], options["maxNorm"] / norms, torch.ones_like(norms))
        after.append(parameters(model))
    hidden = {"units": 5, "activation": "tanh"}
    return {
        "name": name,
        "request": {
            "network": {"inputs": 4, "layers": [hidden, {"units": outputs, "activation": activation}]},
            "cost": kind,
            "dataset": {"inputs": rows(inputs), "labels": labels.tolist(), "classes": classes},
            "optimizer": OURS.get(optimizer, {"name": "adam", "learningRate": 0.01, "epsilon": 1e-30}),
            "batchSize": size, "epochs": STEPS // 2, "shuffle": False, "parameters": start, **options,
        },
        "expected": {"losses": losses, "parameters": after[-1], "afterFirst": after[0]},
    }


CASES = [
    ("weights_softmax", "categorical_cross_entropy", "sgd", {"classWeights": [0.5, 2.0, 30.0]}),
    ("weights_softmax_momentum", "categorical_cross_entropy", "momentum", {"classWeights": "balanced"}),
    ("weights_binary", "binary_cross_entropy", "sgd", {"classWeights": [0.25, 8.0]}),
    ("weights_balanced_binary", "binary_cross_entropy", "adam", {"classWeights": "balanced"}),
    ("weights_quadratic", "quadratic", "sgd", {"classWeights": [1.5, 0.1, 4.0]}),
    ("l1_adam", "quadratic", "adam", {"l1": 0.3}),
    ("l1_sgd", "categorical_cross_entropy", "sgd", {"l1": 0.3}),
    ("l1_and_l2_momentum", "quadratic", "momentum", {"l1": 0.2, "l2": 0.1}),
    ("max_norm", "categorical_cross_entropy", "sgd", {"maxNorm": 0.7}),
    ("max_norm_momentum", "quadratic", "momentum", {"maxNorm": 1.0}),
    ("clip_value", "quadratic", "sgd", {"gradientClipValue": 0.05}),
    ("clip_value_momentum", "quadratic", "momentum", {"gradientClipValue": 0.05, "gradientClipNorm": 0.1}),
    ("clip_layer", "quadratic", "sgd", {"gradientClipNorm": 0.2, "gradientClipScope": "layer"}),
    ("all_momentum", "categorical_cross_entropy", "momentum",
     {"classWeights": [0.5, 2.0, 30.0], "l1": 0.1, "l2": 0.1, "maxNorm": 0.9, "gradientClipValue": 0.4,
      "gradientClipNorm": 0.3, "gradientClipScope": "layer"}),
]

json.dump({"cases": [case(*each) for each in CASES]}, sys.stdout, separators=(",", ":"))
print()
