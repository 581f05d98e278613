#!/usr/bin/env python3
"""Has PyTorch and Keras send their parameters as src/docs/tour.md says, and compares with autograd.

usage: observed.py JAR [cost | points]    with the jar of the service; what it needs of PyPI goes into a folder of its
    own. cost: also which share of a training 200 points take. points: how long ten thousand of them take.
"""

import json
import math
import os
import re
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from textwrap import dedent

from service import service
from tools import have_tools

DOCUMENT = Path(__file__).parent.parent / "src/docs/tour.md"
SECTION = "## A training elsewhere"
WITHIN = 1e-9  # decades: both compute in 64 bits
ORDERS = 8  # of the samples, for how far autograd is from itself; batch norms of a hundred layers amplify rounding
SEED = 21


def main(jar, what):
    have_tools()
    with tempfile.TemporaryDirectory() as home, service(jar, home) as address:
        if what == "points":
            many(address)
        else:
            compare(address, what == "cost")


def blocks():
    """The programs of the document: the loop, what it begins a run with, the callback."""
    return re.findall(r"```python\n(.*?)```", DOCUMENT.read_text().split(SECTION)[1], re.DOTALL)


def read(url):
    with urllib.request.urlopen(url) as answer:
        return json.load(answer)


def begin(base, body):
    """The addresses of a new run."""
    head = {"Content-Type": "application/json"}
    links = read(urllib.request.Request(f"{base}/v1/observed-runs", json.dumps(body).encode(), head))["links"]
    return {name: base + path for name, path in links.items()}


def compare(base, cost):
    loop, run, callback = blocks()
    off = keras_agrees(base, callback)
    assert off <= WITHIN, f"deltaLog10 of Keras is {off} off"
    deep, own = torch_agrees(base, loop, run)
    assert deep <= max(WITHIN, own), f"deltaLog10 of PyTorch is {deep} off, autograd from itself {own}"
    print(f"deltaLog10 agrees with autograd within {off:.0e} (Keras) and {deep:.0e} (100 layers of PyTorch, where")
    print(f"autograd agrees with itself within {own:.0e} when samples change their places or threads their number)")
    if cost:
        for state in ("was started for it", "has seen the points before"):
            added, threads = share(base, loop, run)
            print(f"200 points, one every 50 steps, add {added:.1%} to a training of {threads} threads", end=" ")
            print(f"if the service {state}", flush=True)


def perceptron(torch):
    """784-100×(30, batch norm)-10."""
    nn = torch.nn
    widths = [784] + [30] * 100
    hidden = [part for n in widths[:-1] for part in (nn.Linear(n, 30), nn.BatchNorm1d(30), nn.ReLU())]
    return nn.Sequential(*hidden, nn.Linear(30, 10))


def data(torch, count, samples=64):
    """Batches, and samples to look at."""
    torch.manual_seed(SEED)
    batches = [(torch.rand(samples, 784), torch.randint(0, 10, (samples,))) for _ in range(count)]
    return {"batches": batches, "probe_x": torch.rand(100, 784), "probe_y": torch.randint(0, 10, (100,))}


def training(base, run, count):
    """What the loop of the document finds when it begins."""
    import torch

    given = {"SERVICE": base, "torch": torch, **data(torch, count)}
    exec(run, given)  # noqa: S102 (the document's own)
    given["model"] = perceptron(torch)
    given["optimizer"] = torch.optim.SGD(given["model"].parameters(), 0.01)
    return given


def torch_agrees(base, loop, run):
    """How far deltaLog10 of every layer and point is from autograd's, and that from itself, ten times."""
    given = training(base, run, 101)
    states = []
    step = given["optimizer"].step
    before = {k: v.clone() for k, v in given["model"].state_dict().items()}

    def stepped():
        step()
        states.append({k: v.clone() for k, v in given["model"].state_dict().items()})

    given["optimizer"].step = stepped
    exec(loop, given)  # noqa: S102
    trace = read(given["run"].replace("/steps", "/gradient-trace?metrics=deltaLog10"))
    assert trace["step"] == [0, 50, 100] and trace["complete"], trace["step"]
    torch, x, y = given["torch"], given["probe_x"], given["probe_y"]
    worst = own = 0
    for place, number in enumerate(trace["step"]):
        given["model"].load_state_dict(before if number == 0 else states[number - 1])
        right = deltas(torch, given["model"], x, y)
        for _ in range(ORDERS):
            order = torch.randperm(len(x))
            other = deltas(torch, given["model"], x[order], y[order])
            own = max(own, *(abs(a - b) for a, b in zip(other, right, strict=True)))
        sent = [layer["metrics"]["deltaLog10"][place] for layer in trace["layers"]]
        worst = max(worst, *(abs(a - b) for a, b in zip(sent, right, strict=True)))
    return worst, 10 * own


def deltas(torch, model, inputs, labels):
    """log10 of the norms of the derivatives of the summed cost by each z, in 64 bits."""
    import copy

    exact = copy.deepcopy(model).double().train()
    found = []

    def keep(module, given, z):
        z.retain_grad()
        found.append(z)

    for module in exact:
        if isinstance(module, torch.nn.Linear):
            module.register_forward_hook(keep)
    torch.nn.functional.cross_entropy(exact(inputs.double()), labels, reduction="sum").backward()
    return [math.log10(z.grad.norm().item()) for z in found]


def keras_agrees(base, callback):
    """The same of Keras, whose last parameters are put into modules of PyTorch."""
    os.environ["KERAS_BACKEND"] = "torch"
    import keras
    import torch

    given = {}
    torch.manual_seed(SEED)
    exec(callback, given)  # noqa: S102
    keras.utils.set_random_seed(SEED)
    dense, norm = keras.layers.Dense, keras.layers.BatchNormalization
    model = keras.Sequential(
        [keras.Input((6,)), dense(9), norm(), keras.layers.ReLU(), dense(7), norm(), keras.layers.ReLU()]
        + [dense(3, activation="softmax")]
    )
    model.compile(keras.optimizers.SGD(0.1), "categorical_crossentropy")
    inputs, classes = torch.rand(60, 6), torch.randint(0, 3, (60,))
    layer = {"activation": "relu", "normalization": {"name": "batch_norm"}}
    body = {
        "network": {
            "inputs": 6,
            "layers": [{"units": 9, **layer}, {"units": 7, **layer}, {"units": 3, "activation": "softmax"}],
        },
        "cost": "categorical_cross_entropy",
        "batch": {"inputs": inputs.tolist(), "labels": classes.tolist(), "classes": 3},
    }
    links = begin(base, body)
    watch = given["Watch"](links["steps"], every=4)
    targets = torch.nn.functional.one_hot(classes, 3).numpy()
    model.fit(inputs.numpy(), targets, batch_size=6, epochs=1, shuffle=False, verbose=0, callbacks=[watch])
    trace = read(links["gradientTrace"] + "?metrics=deltaLog10")
    assert trace["step"] == [0, 4, 8], trace["step"]
    watch.step = 12  # a point of the model as it is now
    watch.on_train_batch_begin(0)
    trace = read(links["gradientTrace"] + "?metrics=deltaLog10")
    right = deltas(torch, as_modules(torch, model), inputs, classes)
    sent = [layer["metrics"]["deltaLog10"][-1] for layer in trace["layers"]]
    return max(abs(a - b) for a, b in zip(sent, right, strict=True))


def as_modules(torch, model):
    """A Keras model as modules of PyTorch, without the softmax that the cost has inside."""
    modules = []
    for layer in model.layers:
        weights = [torch.from_numpy(w.numpy(force=True) if hasattr(w, "numpy") else w) for w in layer.get_weights()]
        if len(weights) == 2:
            module = torch.nn.Linear(*weights[0].shape)
            module.weight.data, module.bias.data = weights[0].T.double(), weights[1].double()
        elif len(weights) == 4:
            module = torch.nn.BatchNorm1d(len(weights[0]), eps=layer.epsilon)
            module.weight.data, module.bias.data = weights[0].double(), weights[1].double()
        else:
            module = torch.nn.ReLU()
        modules.append(module)
    return torch.nn.Sequential(*modules)


def share(base, loop, run, points=200, every=50):
    """What points add to the time of steps, which take turns with steps alone; and the threads that steps take."""
    given = training(base, run, every)
    batches = given["batches"]
    step = compile(dedent(loop[loop.index("    optimizer.zero_grad()") : loop.index("\nsent.result()")]), "step", "exec")
    torch = given["torch"]
    alone = []

    def steps(threads):
        torch.set_num_threads(threads)
        started = time.perf_counter()
        for given["x"], given["y"] in batches:
            exec(step, given)  # noqa: S102
        return time.perf_counter() - started

    threads = min((1, torch.get_num_threads()), key=lambda n: min(steps(n) for _ in range(9)))  # the faster

    def by_turns():
        for _ in range(points):
            yield from batches
            alone.append(steps(threads))

    given["batches"] = by_turns()
    started = time.perf_counter()
    exec(loop, given)  # noqa: S102
    return (time.perf_counter() - started) / sum(alone) - 2, threads


def many(base, points=10_000, at_once=1000):
    """How long points take, the later ones too, and all of them to be read."""
    import requests
    import safetensors.numpy
    from numpy.random import default_rng

    random, widths = default_rng(SEED), [64] + [30] * 10 + [10]
    layers = [{"units": 30, "activation": "tanh", "repeat": 10}, {"units": 10, "activation": "softmax"}]
    batch = {"inputs": random.random((32, 64)).tolist(), "labels": random.integers(0, 10, 32).tolist(), "classes": 10}
    body = {"network": {"inputs": 64, "layers": layers}, "cost": "categorical_cross_entropy", "batch": batch}
    links = begin(base, body)
    started = time.perf_counter()
    for step in range(points):
        state = {f"{l}.weight": random.normal(size=(n, m)).astype("float32") / math.sqrt(m)
                 for l, (m, n) in enumerate(zip(widths, widths[1:], strict=False))}
        state |= {f"{l}.bias": random.normal(size=n).astype("float32") for l, n in enumerate(widths[1:])}
        file = safetensors.numpy.save(state)
        requests.put(f"{links['steps']}/{step}", file, headers={"Prefer": "return=minimal"}).raise_for_status()
        if (step + 1) % at_once == 0:
            each = 1000 * (time.perf_counter() - started) / at_once
            print(f"points {step + 2 - at_once}–{step + 1} of 64-30×10-10: {each:.1f} ms each", flush=True)
            started = time.perf_counter()
    for what, path in [("loss curve", "lossCurve"), ("trace", "gradientTrace"), ("diagnosis", "diagnosis")]:
        started = time.perf_counter()
        answer = read(links[path])
        told = len(answer["step"]) if what == "trace" else len(answer.get("batches", {}).get("step", []))
        assert what == "diagnosis" or told == points, (what, told)
        print(f"{what} of {points} points: {time.perf_counter() - started:.2f} s")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["cost"], ["points"]):
        sys.exit(__doc__)
    main(sys.argv[1], "".join(sys.argv[2:]))
