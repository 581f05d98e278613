#!/usr/bin/env python3
"""Has the tools that exports are for read them: TensorBoard, Keras, ONNX Runtime, PyTorch.

usage: exports.py JAR    with the jar of the service; what it needs of PyPI goes into a folder of its own
"""

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

from service import free_port, process, service, until
from tools import have_tools

LINEAR = {"units": 3, "activation": "linear"}
DEEP = [{"units": 5, "activation": "sigmoid", "repeat": 600}, LINEAR]  # δ leaves the range of doubles
INPUTS = [[5.1, 3.5, 1.4, 0.2], [6.0, 3.0, 4.8, 1.8], [7.7, 2.6, 6.9, 2.3]]
ACTIVATIONS = [
    {"activation": name}
    for name in "linear sigmoid tanh relu selu gelu silu softplus softmax exponential".split()
] + [{"activation": "leaky_relu", "negativeSlope": 0.3}, {"activation": "elu", "alpha": 0.7}]
LAYER_NORM = {"name": "layer_norm"}
PARTS = {
    "norms before and after": {
        "layers": [
            {"units": 6, "activation": "relu", "normalization": {"name": "batch_norm"}},
            {
                "units": 5,
                "activation": "gelu",
                "normalization": {"name": "rms_norm", "position": "after_activation"},
                "dropout": 0.2,
            },
            {"units": 4, "activation": "tanh", "normalization": {**LAYER_NORM, "scale": False}},
            LINEAR,
        ]
    },
    "blocks": {
        "layers": [
            {
                "residual": [{"units": 7, "activation": "relu"}, {"units": 4, "activation": "linear"}],
                "scale": 0.5,
                "normalization": LAYER_NORM,
            },
            {
                "residual": [{"units": 4, "activation": "tanh", "dropout": 0.1}],
                "normalization": {"name": "batch_norm"},
                "normalizationPosition": "after",
            },
            LINEAR,
        ]
    },
    "inputs": {
        "inputNormalization": {"name": "batch_norm", "epsilon": 1e-5},
        "inputDropout": 0.1,
        "layers": [{"units": 6, "activation": "silu"}, LINEAR],
    },
}
EXACT = 1e-12  # of the larger of 1 and the answer: sums run in another order
SINGLE = 1e-5  # the same in 32 bits, of three layers


def main(jar):
    have_tools()
    with tempfile.TemporaryDirectory() as home, service(jar, home) as address:
        gradtrace = Client(address)
        models(gradtrace)
        runs(gradtrace, Path(home) / "runs")
    print("The tools read what is exported for them.")


class Client:
    """The service by HTTP; what is not answered with 2xx raises."""

    def __init__(self, address):
        self.address = address

    def read(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.address + path, data, {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.read(), answer.headers
        except urllib.error.HTTPError as refusal:
            raise AssertionError(f"{path}: {refusal.read().decode()}") from refusal

    def json(self, path, body=None):
        return json.loads(self.read(path, body)[0])

    def start(self, body):
        return "/v1/training-jobs/" + self.json("/v1/training-jobs", body)["id"]

    def end(self, path):
        while self.json(path)["status"] in ("queued", "running"):
            time.sleep(0.2)
        return path

    def export(self, path, query):
        return self.read(f"{path}/export?format={query}")[0]


def job(layers, scaling="none", **more):
    return {
        "network": {
            "inputs": 4,
            "layers": layers,
            # So small that exponentials of exponentials are finite.
            "weightInitializer": {"name": "normal", "stddev": 0.1},
            "biasInitializer": {"name": "normal", "stddev": 0.1},
        },
        "cost": "mean_squared_error",
        "dataset": {"id": "iris"},
        "scaling": scaling,
        "optimizer": {"name": "sgd", "learningRate": 1e-6},
        **more,
    }


def models(gradtrace):
    """Every activation and part, with and without scaling and biases, in every tool and precision."""
    for activation in ACTIVATIONS:
        for scaling in ("none", "standard"):
            unbiased = {"units": 3, "useBias": False, **activation}
            path = gradtrace.start(
                job([unbiased, {"units": 4, **activation}, LINEAR], scaling)
            )
            compare(gradtrace, path, f"{activation['activation']}, scaling {scaling}")
    for name, network in PARTS.items():
        for scaling in ("none", "standard"):
            body = job([], scaling, epochs=2)
            body["network"].update(network)
            compare(gradtrace, gradtrace.start(body), f"{name}, scaling {scaling}")


def compare(gradtrace, path, what):
    expected = gradtrace.json(gradtrace.end(path) + "/predictions", {"inputs": INPUTS})
    for tool in (in_keras, in_torch, in_onnx_runtime, in_single_onnx_runtime):
        answer, tolerance = tool(gradtrace, path)
        close(answer, expected["outputs"], tolerance, f"{tool.__name__}: {what}")


def close(theirs, ours, tolerance, what):
    for their_row, our_row in zip(theirs.tolist(), ours, strict=True):
        for their, our in zip(their_row, our_row, strict=True):
            assert abs(their - our) <= tolerance * max(1, abs(our)), f"{what}: {their} for {our}"


def in_keras(gradtrace, path):
    os.environ["KERAS_BACKEND"] = "torch"
    import keras
    import torch

    with tempfile.NamedTemporaryFile(suffix=".keras") as file:
        file.write(gradtrace.export(path, "keras"))
        file.flush()
        model = keras.saving.load_model(file.name)
    # On PyTorch, Keras multiplies matrices of 64 bits in 32.
    return model(torch.tensor(INPUTS, dtype=torch.float64)).detach().cpu().numpy(), SINGLE


def in_torch(gradtrace, path):
    import torch
    from safetensors import safe_open
    from safetensors.torch import load_file
    from torch import nn

    with tempfile.NamedTemporaryFile(suffix=".safetensors") as file:
        file.write(gradtrace.export(path, "safetensors&names=torch"))
        file.flush()
        with safe_open(file.name, "pt") as tensors:
            model = eval(tensors.metadata()["code"], {"nn": nn}).double()
        model.load_state_dict(load_file(file.name), strict=True)
        model.eval()
    return model(torch.tensor(INPUTS, dtype=torch.float64)).detach().numpy(), EXACT


def in_onnx_runtime(gradtrace, path, query="onnx", dtype="float64"):
    import numpy
    import onnx
    import onnxruntime

    model = gradtrace.export(path, query)
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(model)
    return session.run(None, {"inputs": numpy.array(INPUTS, dtype)})[0], EXACT


def in_single_onnx_runtime(gradtrace, path):
    return in_onnx_runtime(gradtrace, path, "onnx&precision=float32", "float32")[0], SINGLE


def runs(gradtrace, logs):
    """An experiment, a run that diverges and one that is followed, in both loaders of TensorBoard."""
    layers = [{"units": 3, "activation": "tanh"}, LINEAR]
    experiment = {
        "base": job(layers, epochs=5),
        "factors": [{"pointer": "/optimizer/learningRate", "values": [0.01, 0.1]}],
        "seeds": [1, 2],
    }
    grid = "/v1/experiments/" + gradtrace.json("/v1/experiments", experiment)["id"]
    archive = gradtrace.export(gradtrace.end(grid), "tensorboard")
    zipfile.ZipFile(io.BytesIO(archive)).extractall(logs)
    linear = job([LINEAR, LINEAR], epochs=50)
    linear["optimizer"]["learningRate"] = 1e3
    lost = gradtrace.end(gradtrace.start(linear))
    (logs / "lost").mkdir()
    (logs / "lost/events.out.tfevents.1").write_bytes(gradtrace.export(lost, "tensorboard"))
    (logs / "live").mkdir()
    trace = {"distributions": ["delta", "weights"], "distributionPoints": 9}
    live = gradtrace.start(job(layers, epochs=1000, batchSize=8, trace=trace))  # 19 000 steps
    (logs / "deep").mkdir()
    deep = gradtrace.end(gradtrace.start(job(DEEP, epochs=2, trace=trace)))
    (logs / "deep/events.out.tfevents.1").write_bytes(gradtrace.export(deep, "tensorboard"))
    histograms(gradtrace, deep, logs / "deep")
    boards = [free_port(), free_port()]
    with contextlib.ExitStack() as stack:
        for port, fast in zip(boards, ("true", "false"), strict=True):
            stack.enter_context(tensorboard(logs, port, fast))
        follow(gradtrace, live, logs / "live/events.out.tfevents.1")
        for port in boards:
            shows(gradtrace, live, f"http://localhost:{port}/data/plugin")


def histograms(gradtrace, path, folder):
    """Every entry that is counted is in a bucket, as the class that reads event files has them."""
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    events = EventAccumulator(str(folder), size_guidance={"histograms": 0})
    events.Reload()
    for of in ("delta", "weights"):
        kept = gradtrace.json(f"{path}/distributions?of={of}")
        for layer in kept["layers"]:
            read = events.Histograms(f"{of}/layer_{layer['layer']:03}")
            assert [event.step for event in read] == kept["step"], f"steps of {of}"
            for event, count in zip(read, layer["count"], strict=True):
                buckets = event.histogram_value
                assert sum(buckets.bucket) == buckets.num == count, f"{of} of layer {layer['layer']}"
                limits = buckets.bucket_limit
                assert all(a < b for a, b in zip(limits, limits[1:])), f"edges of {of}"


def tensorboard(logs, port, fast):
    options = ["--logdir", logs, "--port", str(port), "--load_fast", fast, "--reload_interval", "1"]
    return process(
        [sys.executable, "-m", "tensorboard.main", *options],
        f"http://localhost:{port}/data/environment",
        stderr=subprocess.DEVNULL,
    )


def follow(gradtrace, path, file):
    address = path + "/export?format=tensorboard"
    while address:
        part, headers = gradtrace.read(address)
        with file.open("ab") as whole:
            whole.write(part)
        address = headers["Link"] and headers["Link"].split(">")[0].lstrip("<")
        time.sleep(0.5)


def shows(gradtrace, live, plugin):
    def ask(path, **query):
        address = f"{plugin}/{path}?{urllib.parse.urlencode(query)}"
        return json.load(urllib.request.urlopen(address, timeout=60))

    def series(run, tag):
        return ask("scalars/scalars", run=run, tag=tag)

    cells = [f"learningRate={rate},seed={seed}" for rate in ("0.01", "0.1") for seed in (1, 2)]
    until(lambda: set(ask("scalars/tags")) >= {"lost", "live", *cells}, "all runs")
    described = ask("scalars/tags")["live"]["deltaLog10/layer_001"]["description"]
    assert described, "a description"
    last = gradtrace.json(live + "/loss-curve")["batches"]["step"][-1]
    for tag in ("loss/batch", "deltaLog10/layer_001"):
        until(lambda: series("live", tag)[-1][1] == last, f"step {last} of {tag}")
        steps = [step for _, step, _ in series("live", tag)]
        assert steps == sorted(set(steps)), f"{tag} at {steps}"
    until(lambda: ask("histograms/tags").get("live"), "histograms")
    entries = ask("histograms/histograms", run="live", tag="weights/layer_001")[-1][2]
    assert sum(count for _, _, count in entries) == 4 * 3, entries
    until(lambda: series("lost", "loss/batch"), "a run that diverged")
    assert series("lost", "loss/batch")[-1][2] in ("NaN", "Infinity"), series("lost", "loss/batch")
    charts = [c for category in ask("custom_scalars/layout")["category"] for c in category["chart"]]
    assert "deltaLog10" in [chart["title"] for chart in charts], charts
    together = ask("custom_scalars/scalars", run="live", tag="loss/(training|validation)")
    assert "loss/training" in together["tag_to_events"], together
    question = json.dumps({"experimentName": ""}).encode()
    listed = urllib.request.Request(
        f"{plugin}/hparams/experiment", question, {"Content-Type": "application/json"}
    )
    names = {info["name"] for info in json.load(urllib.request.urlopen(listed))["hparamInfos"]}
    assert {"learningRate", "seed", "activation"} <= names, names


if __name__ == "__main__":
    main(*sys.argv[1:])
