"""Writes what PyTorch says of the networks beside it: pip install torch safetensors."""

import json
import math

import torch
from safetensors.torch import save_file
from torch import nn


class Named(nn.Module):
    """Names in another order than the modules."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Linear(4, 6)
        self.body = nn.ModuleList([nn.Linear(6, 5)])
        self.head = nn.Linear(5, 3)

    def forward(self, x):
        return self.head(torch.tanh(self.body[0](torch.tanh(self.stem(x)))))


def deep():
    hidden = [m for _ in range(11) for m in (nn.Linear(4, 4), nn.BatchNorm1d(4), nn.ReLU())]
    return nn.Sequential(*hidden, nn.Linear(4, 3))


def mixed():
    return nn.Sequential(
        nn.Linear(4, 6), nn.LayerNorm(6), nn.SiLU(), nn.Linear(6, 5, bias=False), nn.RMSNorm(5), nn.Tanh(),
        nn.Linear(5, 3))


class Skips(nn.Module):
    """A normalisation of the input, one behind an activation, and blocks normalised before and after their sum."""

    def __init__(self):
        super().__init__()
        self.parts = nn.ModuleList([
            nn.BatchNorm1d(4), nn.Linear(4, 6), nn.BatchNorm1d(6), nn.LayerNorm(6), nn.Linear(6, 7),
            nn.BatchNorm1d(7), nn.Linear(7, 6), nn.Linear(6, 6), nn.RMSNorm(6), nn.Linear(6, 3)])

    def forward(self, x):
        scaled, first, behind, before, widen, inner, narrow, second, after, last = self.parts
        x = behind(torch.relu(first(scaled(x))))
        x = x + 0.5 * narrow(nn.functional.gelu(inner(widen(before(x)))))
        return last(after(x + nn.functional.leaky_relu(second(x), 0.1)))


class Exponential(nn.Module):
    def forward(self, x):
        return torch.exp(x)


def activations():
    every = [
        nn.Identity(), nn.Sigmoid(), nn.Tanh(), nn.ReLU(), nn.LeakyReLU(0.01), nn.ELU(), nn.SELU(), nn.GELU(),
        nn.SiLU(), nn.Softplus(), nn.Softmax(1), Exponential()]
    return nn.Sequential(*[m for a in every for m in (nn.Linear(4, 4), a)], nn.Linear(4, 3))


def look(model, x, labels):
    """Mean loss, and log10 of the norm of the derivative of the summed loss by each z, in 64 bits."""
    model = model.double().train()
    z = []

    def keep(module, inputs, output):
        output.retain_grad()
        z.append(output)

    hooks = [m.register_forward_hook(keep) for m in model.modules() if isinstance(m, nn.Linear)]
    loss = nn.functional.cross_entropy(model(x), labels, reduction="sum")
    loss.backward()
    for hook in hooks:
        hook.remove()
    return {"loss": loss.item() / len(x), "deltaLog10": [math.log10(t.grad.norm().item()) for t in z]}


torch.manual_seed(7)
x = torch.randn(9, 4, dtype=torch.float64)
labels = torch.randint(0, 3, (9,))
expected = {"inputs": x.tolist(), "labels": labels.tolist(), "files": {}}
kinds = {"deep": deep, "mixed": mixed, "named": Named, "skips": Skips, "activations": activations}
types = {"f64": torch.float64, "f32": torch.float32, "f16": torch.float16, "bf16": torch.bfloat16}
for kind, name in [
        ("deep", "f32"), ("mixed", "f64"), ("mixed", "f16"), ("mixed", "bf16"), ("named", "f32"), ("skips", "f64"),
        ("activations", "f64")]:
    model = kinds[kind]()
    for parameter in model.parameters():
        parameter.data.add_(0.3 * torch.randn_like(parameter))
    model = model.to(types[name])
    save_file(model.state_dict(), f"{kind}-{name}.safetensors")
    expected["files"][f"{kind}-{name}"] = look(model, x, labels)
with open("expected.json", "w") as file:
    json.dump(expected, file, indent=1)
