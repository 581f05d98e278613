#!/usr/bin/env python3
"""Writes moving_statistics.json with the real Keras and PyTorch: 100 training steps of a batch norm in double precision.

Run by itself: pip install keras torch, then python3 moving_statistics.py.
"""
import json
import os

os.environ.setdefault("KERAS_BACKEND", "torch")
import keras
import numpy
import torch

STEPS = 100


def value(step, sample, unit):
    """Every number is exact in few digits, so that the test can make the same."""
    return ((step * 131 + sample * 37 + unit * 17 + step * sample * 7) % 101 - 50) / 16 + unit


def batch(step, samples, units):
    return [[value(step, j, i) for i in range(units)] for j in range(samples)]


def with_keras(samples, units, momentum):
    keras.backend.set_floatx("float64")
    layer = keras.layers.BatchNormalization(momentum=momentum, dtype="float64")
    for step in range(1, STEPS + 1):
        layer(keras.ops.convert_to_tensor(numpy.array(batch(step, samples, units))), training=True)
    return keras.ops.convert_to_numpy(layer.moving_mean).tolist(), keras.ops.convert_to_numpy(layer.moving_variance).tolist()


def with_torch(samples, units, momentum):
    layer = torch.nn.BatchNorm1d(units, momentum=1 - momentum, dtype=torch.float64)
    for step in range(1, STEPS + 1):
        layer(torch.tensor(batch(step, samples, units), dtype=torch.float64))
    return layer.running_mean.tolist(), layer.running_var.tolist()


def main():
    cases = []
    for name, convention, run in (("keras", "population", with_keras), ("torch", "sample", with_torch)):
        for samples, units, momentum in ((8, 3, 0.99), (2, 2, 0.9), (5, 1, 0.5), (32, 4, 0.75)):
            mean, variance = run(samples, units, momentum)
            cases.append({"madeWith": f"{name} {keras.__version__ if name == 'keras' else torch.__version__}", "movingVariance": convention,
                          "samples": samples, "units": units, "momentum": momentum, "steps": STEPS,
                          "expected": {"movingMean": mean, "movingVariance": variance}})
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "moving_statistics.json")
    with open(path, "w", encoding="ascii", newline="\n") as f:
        f.write('{"cases":[\n' + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]}\n")


if __name__ == "__main__":
    main()
