"""Writes models whose activations are stretched, and others, and what PyTorch or scikit-learn answer.

pip install torch onnx onnxscript scikit-learn skl2onnx
"""

import json

import numpy
import onnx
import torch
from skl2onnx import to_onnx
from skl2onnx.helpers.onnx_helper import select_model_inputs_outputs
from sklearn.datasets import load_iris
from sklearn.impute import SimpleImputer
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from torch import nn
from torch.nn import functional

torch.manual_seed(7)
cases = []


class Of(nn.Module):
    """A function as a module."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


class Residual(nn.Module):
    def __init__(self, branch):
        super().__init__()
        self.branch = branch

    def forward(self, x):
        return x + self.branch(x)


def quick_gelu():
    return Of(lambda x: x * torch.sigmoid(1.702 * x))


def lecun_tanh():
    return Of(lambda x: 1.7159 * torch.tanh(2 / 3 * x))


def twice(activation):
    return nn.Sequential(nn.Linear(4, 5), activation(), nn.Linear(5, 5), activation(), nn.Linear(5, 2))


def kept(model, path):
    """The file without what it says of where it was written, and what is said of it."""
    for node in model.graph.node:
        node.ClearField("doc_string")
        del node.metadata_props[:]
    for value in [*model.graph.value_info, *model.graph.input, *model.graph.output, *model.graph.initializer]:
        del value.metadata_props[:]
    del model.graph.metadata_props[:], model.metadata_props[:]
    onnx.save(model, path)


def export(name, model, refused=None, note="", dynamo=False, inputs=None):
    model = model.double().eval()
    x = torch.randn(3, 4, dtype=torch.float64) if inputs is None else inputs
    path = f"{name}.onnx"
    torch.onnx.export(model, (x,), path, dynamo=dynamo, **({"external_data": False} if dynamo else {}))
    kept(onnx.load(path), path)
    case = {"name": name}
    if refused is None:
        with torch.no_grad():
            case |= {"inputs": x.tolist(), "outputs": model(x).flatten(1).tolist(), "tolerance": 1e-12, "note": note}
    cases.append(case | ({} if refused is None else {"refused": refused}))


FACTORS = "Factors of an activation"
LEAVE = "ends with its activation: leave them out"
export("lecun_tanh", twice(lecun_tanh), note=FACTORS)
export("quick_gelu", twice(quick_gelu), note=FACTORS)
export("softplus_beta", twice(lambda: nn.Softplus(beta=2)), note=FACTORS, dynamo=True)
export("shifted_softplus", twice(lambda: Of(lambda x: functional.softplus(x) - numpy.log(2))), note=FACTORS)
export("celu", twice(lambda: nn.CELU(2.0)), note=FACTORS)
export("sigmoid_around_0", twice(lambda: Of(lambda x: 3 * torch.sigmoid(2 * x) - 1.5)), note=FACTORS)
export("leaky_at_end", nn.Sequential(nn.Linear(4, 2), nn.LeakyReLU(0.25), Of(lambda x: 3 * x)), note=FACTORS)
export("exponential", twice(lambda: Of(lambda x: 0.5 * torch.exp(0.5 * x) - 0.5)), note=FACTORS)
export("gelu_doubled", twice(lambda: Of(lambda x: 2 * functional.gelu(x))), note=FACTORS, dynamo=True)
export("quick_gelu_branch", nn.Sequential(
    nn.Linear(4, 5), Residual(nn.Sequential(nn.Linear(5, 5), quick_gelu())), nn.Linear(5, 2)))
export("lecun_tanh_behind_norm", nn.Sequential(
    nn.Linear(4, 5), nn.LayerNorm(5, eps=2**-16), lecun_tanh(), nn.Dropout(0.1), nn.Linear(5, 2)), note=FACTORS)
export("temperature", nn.Sequential(nn.Linear(4, 3), Of(lambda x: x / 2.5), nn.Softmax(-1)))
export("softmin", nn.Sequential(nn.Linear(4, 3), nn.Softmin(-1)), dynamo=True)
export("max_of_zeros", twice(lambda: Of(lambda x: torch.maximum(x, torch.zeros_like(x)))))
export("unflatten", nn.Sequential(nn.Linear(4, 6), nn.Unflatten(1, (3, 2))), note="another form")
export("refused_softplus_at_end", nn.Sequential(nn.Linear(4, 2), nn.Softplus(beta=2)), refused=LEAVE)
export("refused_tanh_behind_softmax", nn.Sequential(nn.Linear(4, 2), nn.Tanh(), nn.Softmax(-1)), refused="follows an activation")
prelu = nn.Sequential(nn.Linear(4, 2), nn.PReLU(2), nn.Linear(2, 2))
nn.init.uniform_(prelu[1].weight)
export("refused_prelu", prelu, refused="use nn.PReLU() or nn.LeakyReLU()")
export("refused_embedding", nn.Sequential(nn.Embedding(3, 2), nn.Flatten(), nn.Linear(8, 2)),
       refused="one-hot inputs", inputs=torch.randint(0, 3, (3, 4)))

samples, classes = load_iris(return_X_y=True)
samples = samples.astype(numpy.float32)
gaps = make_pipeline(SimpleImputer(), StandardScaler(), MLPClassifier((5,), max_iter=30, random_state=1))
gaps.fit(samples, classes)
model = to_onnx(gaps, samples[:1], options={id(gaps): {"zipmap": False}})
kept(select_model_inputs_outputs(model, "probabilities"), "skl_imputer.onnx")
asked = samples[::60]
cases.append({"name": "skl_imputer", "inputs": asked.astype(float).tolist(),
              "outputs": gaps.predict_proba(asked).tolist(), "note": "SimpleImputer"})
with open("siblings.json", "w") as file:
    file.write("[\n" + ",\n".join(map(json.dumps, cases)) + "\n]\n")
