"""Writes the ONNX models beside this file, and what they answer, with PyTorch and the onnx package.

    apt-get install python3-torch python3-onnx    # Debian 13: 1.13.1 and 1.12.0
    python3 make_models.py
"""

import copy
import json

import numpy
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

torch.manual_seed(7)
cases = []


class Exponential(nn.Module):
    def forward(self, z):
        return torch.exp(z)


def export(name, model, shape, activations, opset=13, **options):
    """Exports a model as PyTorch does, and answers in 64 bits with the weights it was exported with."""
    model.eval()
    x = torch.randn(6, *shape, dtype=next(model.parameters()).dtype)
    torch.onnx.export(model, x, name + ".onnx", opset_version=opset, input_names=["x"],
                      output_names=["y"], dynamic_axes={"x": {0: "n"}, "y": {0: "n"}}, **options)
    y = copy.deepcopy(model).double()(x.double())
    cases.append({"name": name, "activations": activations,
                  "inputs": x.double().reshape(6, -1).tolist(), "outputs": y.tolist()})


export("torch_relu_softmax", nn.Sequential(nn.Linear(4, 5), nn.ReLU(), nn.Linear(5, 3), nn.Softmax(dim=1)),
       (4,), ["relu", "softmax"])
export("torch_all_float", nn.Sequential(
    nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 4), nn.Sigmoid(), nn.Linear(4, 4), nn.LeakyReLU(0.2),
    nn.Linear(4, 4), nn.ELU(0.7), nn.Linear(4, 4), nn.SELU(), nn.Linear(4, 4), nn.GELU(),
    nn.Linear(4, 4), nn.SiLU(), nn.Linear(4, 4), nn.Softplus(), nn.Linear(4, 4), Exponential(), nn.Linear(4, 2)),
       (3,), ["tanh", "sigmoid", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus", "exponential", "linear"])
export("torch_all_double", nn.Sequential(
    nn.Linear(3, 4), nn.GELU(), nn.Linear(4, 4, bias=False), nn.SiLU(), nn.Linear(4, 4), nn.Softplus(),
    nn.Linear(4, 4), nn.ELU(), nn.Linear(4, 3), nn.Softmax(dim=-1)).double(),
       (3,), ["gelu", "silu", "softplus", "elu", "softmax"])
export("torch_flatten_opset9", nn.Sequential(nn.Flatten(), nn.Linear(6, 4), nn.ReLU(), nn.Dropout(0.5), nn.Linear(4, 1)),
       (2, 3), ["relu", "linear"], opset=9)
export("torch_unfolded", nn.Sequential(nn.Linear(3, 4), nn.GELU(), nn.Linear(4, 2)),
       (3,), ["gelu", "linear"], do_constant_folding=False)


def save(name, nodes, tensors, width, outputs, opset=13):
    graph = helper.make_graph(
        nodes, name, [helper.make_tensor_value_info("x", TensorProto.DOUBLE, ["n", width])],
        [helper.make_tensor_value_info("y", TensorProto.DOUBLE, ["n", outputs])], tensors)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)]), name + ".onnx")


random = numpy.random.default_rng(7)
w1, b1, w2, b2 = random.normal(size=(3, 4)), random.normal(size=4), random.normal(size=(2, 4)), random.normal(size=2)
x = random.normal(size=(6, 3))

# MatMul and Add with the constant first, double_data, a scaling of the inputs, a Constant node; Gemm with alpha and beta.
save("onnx_scaled_matmul_gemm", [
    helper.make_node("Sub", ["x", "mean"], ["centred"]),
    helper.make_node("Div", ["centred", "std"], ["scaled"]),
    helper.make_node("MatMul", ["scaled", "w1"], ["xw"]),
    helper.make_node("Add", ["b1", "xw"], ["z1"]),
    helper.make_node("Constant", [], ["zero"], value=numpy_helper.from_array(numpy.array(0.0))),
    helper.make_node("Max", ["z1", "zero"], ["a1"], name="a rectifier"),
    helper.make_node("Gemm", ["a1", "w2", "b2"], ["y"], transB=1, alpha=0.5, beta=2.0),
], [
    helper.make_tensor("mean", TensorProto.DOUBLE, [3], [0.5, -1.0, 2.0]),
    helper.make_tensor("std", TensorProto.DOUBLE, [1, 3], [2.0, 1.0, 4.0]),
    helper.make_tensor("w1", TensorProto.DOUBLE, [3, 4], w1.flatten()),
    helper.make_tensor("b1", TensorProto.DOUBLE, [4], b1),
    numpy_helper.from_array(w2, "w2"),
    numpy_helper.from_array(b2, "b2"),
], 3, 2)
hidden = numpy.maximum((x - [0.5, -1.0, 2.0]) / [2.0, 1.0, 4.0] @ w1 + b1, 0)
cases.append({"name": "onnx_scaled_matmul_gemm", "activations": ["relu", "linear"], "inputs": x.tolist(),
              "outputs": (0.5 * hidden @ w2.T + 2 * b2).tolist()})

# Gelu as an operator (opset 20), float_data.
f1, f2 = w1.astype(numpy.float32), w2.T.astype(numpy.float32)
save("onnx_gelu_opset20", [
    helper.make_node("MatMul", ["x", "w1"], ["z1"]),
    helper.make_node("Gelu", ["z1"], ["a1"]),
    helper.make_node("MatMul", ["a1", "w2"], ["z2"]),
    helper.make_node("Identity", ["z2"], ["y"]),
], [
    helper.make_tensor("w1", TensorProto.FLOAT, [3, 4], f1.flatten()),
    helper.make_tensor("w2", TensorProto.FLOAT, [4, 2], f2.flatten()),
], 3, 2, opset=20)
z = torch.tensor(x @ f1.astype(float))
cases.append({"name": "onnx_gelu_opset20", "activations": ["gelu", "linear"], "inputs": x.tolist(),
              "outputs": (nn.functional.gelu(z) @ torch.tensor(f2.astype(float))).tolist()})

# Models that are refused.
export("refused_conv", nn.Sequential(nn.Conv1d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(4, 2), nn.LogSoftmax(dim=1)),
       (1, 4), [])


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Linear(3, 3), nn.Linear(3, 3)

    def forward(self, x):
        a = torch.tanh(self.first(x))
        return a + torch.tanh(self.second(a))


export("refused_residual", Residual(), (3,), [])
export("refused_mish", nn.Sequential(nn.Linear(3, 3), nn.Mish(), nn.Linear(3, 1)), (3,), [])
cases = [case for case in cases if not case["name"].startswith("refused")]
with open("answers.json", "w") as file:
    json.dump(cases, file, indent=1)
    file.write("\n")
