"""Writes states of PyTorch's modules, and what they answer: pip install torch safetensors."""

import json
import zipfile

import torch
from safetensors.torch import save
from torch import nn

ACTIVATIONS = {
    "linear": nn.Identity(), "sigmoid": nn.Sigmoid(), "tanh": nn.Tanh(), "relu": nn.ReLU(),
    "leaky_relu": nn.LeakyReLU(),
    "elu": nn.ELU(), "selu": nn.SELU(), "gelu": nn.GELU(), "silu": nn.SiLU(), "softplus": nn.Softplus(),
    "softmax": nn.Softmax(dim=-1)}


class Named(nn.Module):
    """Names in another order than the modules."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Linear(4, 6)
        self.body = nn.ModuleList([nn.Linear(6, 6), nn.Linear(6, 6)])
        self.head = nn.Linear(6, 3)

    def forward(self, x):
        x = torch.relu(self.stem(x))
        for layer in self.body:
            x = torch.relu(layer(x))
        return self.head(x)


class Numbered(nn.Module):
    """Norms that belong to layers by their numbers."""

    def __init__(self):
        super().__init__()
        self.fc1, self.bn1 = nn.Linear(4, 5), nn.BatchNorm1d(5)
        self.fc2, self.bn2 = nn.Linear(5, 5), nn.BatchNorm1d(5)
        self.out = nn.Linear(5, 2)

    def forward(self, x):
        return self.out(torch.tanh(self.bn2(self.fc2(torch.tanh(self.bn1(self.fc1(x)))))))


models = {
    f"act-{name}": (nn.Sequential(nn.Linear(4, 5), σ, nn.Linear(5, 3)), torch.float64, name, "linear")
    for name, σ in ACTIVATIONS.items()}
models |= {
    "single": (nn.Sequential(nn.Linear(4, 3), nn.Softmax(dim=-1)), torch.float32, None, "softmax"),
    "batch": (nn.Sequential(
        nn.Linear(4, 6), nn.BatchNorm1d(6), nn.ReLU(), nn.Dropout(0.3), nn.Linear(6, 5, bias=False), nn.ReLU(),
        nn.BatchNorm1d(5, affine=False), nn.Linear(5, 3), nn.Sigmoid()), torch.float32, "relu", "sigmoid"),
    "inputs": (nn.Sequential(
        nn.BatchNorm1d(4), nn.Linear(4, 6), nn.Tanh(), nn.Linear(6, 2)), torch.float64, "tanh", "linear"),
    "layer": (nn.Sequential(
        nn.Linear(4, 6), nn.LayerNorm(6), nn.GELU(), nn.Linear(6, 5), nn.GELU(), nn.LayerNorm(5), nn.Linear(5, 3)),
        torch.float64, "gelu", "linear"),
    "rms-f32": (nn.Sequential(
        nn.Linear(4, 6), nn.RMSNorm(6), nn.SiLU(), nn.Linear(6, 3)), torch.float32, "silu", "linear"),
    "rms-f64": (nn.Sequential(
        nn.Linear(4, 6), nn.SiLU(), nn.RMSNorm(6), nn.Linear(6, 3)), torch.float64, "silu", "linear"),
    "named": (Named(), torch.float64, "relu", "linear"),
    "numbered": (Numbered(), torch.float32, "tanh", "linear"),
    "bf16": (nn.Sequential(nn.Linear(4, 6), nn.ELU(), nn.Linear(6, 3)), torch.bfloat16, "elu", "linear"),
}

torch.manual_seed(7)
x = torch.randn(5, 4, dtype=torch.float64).mul(1000).round().div(1000)
files = {}
answers = {"tool": f"torch {torch.__version__.split('+')[0]}", "inputs": x.tolist(), "models": {}}
for name, (model, type_, activation, output) in models.items():
    for key, tensor in model.state_dict().items():
        if tensor.is_floating_point():
            tensor.add_(0.3 * torch.randn_like(tensor))
        if key.endswith("running_var"):
            tensor.abs_()
    files[f"{name}.safetensors"] = save(model.to(type_).state_dict())
    # Of 16 bits: what the rounded weights answer in 64.
    computed = torch.float64 if type_ == torch.bfloat16 else type_
    model = model.to(computed).eval()
    asked = {key: value for key, value in [("activation", activation), ("outputActivation", output)] if value}
    with torch.no_grad():
        answers["models"][name] = {
            "query": asked, "is32": computed == torch.float32, "outputs": model(x.to(computed)).double().tolist()}
with zipfile.ZipFile("torch.zip", "w") as archive:
    for name, content in files.items():
        archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
with open("torch.json", "w") as file:
    json.dump(answers, file, indent=1)
    file.write("\n")
