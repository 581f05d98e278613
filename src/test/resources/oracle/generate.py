#!/usr/bin/env python3
"""Writes the test oracle: gradients.json, optimizers.json, elementary.json, nielsen.json, comparisons.json, forecasts.json,
normalizations.json, curvatures.json (see README.md).

Gradients come from a scalar reverse-mode automatic differentiator over mpmath numbers, applied to the forward
definition of the loss. The equations of backpropagation appear nowhere; central differences check the result.
Run: python3 generate.py [--only gradients|optimizers|elementary|nielsen|comparisons|forecasts|normalizations|curvatures] [--double]
"""
import json
import math
import os
import random
import sys
import time

import mpmath
from mpmath import mp, mpf

HERE = os.path.dirname(os.path.abspath(__file__))
DPS = 60
EPS_LO = 1e-7  # the clip of the cross-entropies on anything but its own logits;
EPS_HI = 1 - 1e-7  # both bounds are doubles
ALL = ["gradients", "deltas", "activations", "preactivations", "outputs"]
ACTIVATIONS = ["linear", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus",
               "softmax", "exponential"]
COSTS = ["quadratic", "mean_squared_error", "mean_absolute_error", "binary_cross_entropy",
         "categorical_cross_entropy"]
DERIVATIVE_MAX = {"sigmoid": 0.25, "tanh": 1.0, "softmax": 0.25}
CAN_DIE = {"relu", "leaky_relu", "elu", "selu"}


# ------------------------------------------------------------------ automatic differentiation

class Arithmetic:
    """The numbers Value computes with: mpmath (the oracle) or doubles (only to measure conditioning)."""
    number, f = mpf, mp


NUM = Arithmetic
TAPE = []


class Value:
    """A node: its number, ∂out/∂self once backward has run, and (parent, local derivative) pairs."""
    __slots__ = ("data", "grad", "parents")

    def __init__(self, data, parents=()):
        self.data, self.parents, self.grad = data, parents, NUM.number(0)
        TAPE.append(self)

    @staticmethod
    def raw(x):
        return x.data if isinstance(x, Value) else x

    def __add__(self, other):
        if isinstance(other, Value):
            return Value(self.data + other.data, ((self, 1), (other, 1)))
        return Value(self.data + other, ((self, 1),))

    __radd__ = __add__

    def __neg__(self):
        return Value(-self.data, ((self, -1),))

    def __sub__(self, other):
        if isinstance(other, Value):
            return Value(self.data - other.data, ((self, 1), (other, -1)))
        return Value(self.data - other, ((self, 1),))

    def __rsub__(self, other):
        return Value(other - self.data, ((self, -1),))

    def __mul__(self, other):
        if isinstance(other, Value):
            return Value(self.data * other.data, ((self, other.data), (other, self.data)))
        return Value(self.data * other, ((self, other),))

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, Value):
            return Value(self.data / other.data, ((self, 1 / other.data), (other, -self.data / other.data ** 2)))
        return Value(self.data / other, ((self, 1 / NUM.number(other)),))

    def __rtruediv__(self, other):
        return Value(other / self.data, ((self, -other / self.data ** 2),))

    def exp(self):
        e = NUM.f.exp(self.data)
        return Value(e, ((self, e),))

    def expm1(self):
        return Value(NUM.f.expm1(self.data), ((self, NUM.f.exp(self.data)),))

    def log(self):
        return Value(NUM.f.log(self.data), ((self, 1 / self.data),))

    def log1p(self):
        return Value(NUM.f.log1p(self.data), ((self, 1 / (1 + self.data)),))

    def erf(self):
        return Value(NUM.f.erf(self.data),
                     ((self, 2 / NUM.f.sqrt(NUM.number(NUM.f.pi)) * NUM.f.exp(-self.data ** 2)),))

    def abs(self):  # subgradient 0 at 0
        d = self.data
        return Value(abs(d), ((self, 1 if d > 0 else -1 if d < 0 else 0),))

    def clip(self, lo, hi):  # gradient zero outside
        d = self.data
        return Value(min(max(d, lo), hi), ((self, 1 if lo <= d <= hi else 0),))

    def backward(self):
        for node in TAPE:
            node.grad = NUM.number(0)
        self.grad = NUM.number(1)
        for node in reversed(TAPE):
            if node.grad != 0:
                for parent, local in node.parents:
                    parent.grad += node.grad * local


def total(values):
    result = values[0]
    for v in values[1:]:
        result = result + v
    return result


# ------------------------------------------------------------------ forward definitions

def n(x):
    return NUM.number(x)


def sigmoid(z):
    if z.data >= 0:
        return 1 / (1 + (-z).exp())
    e = z.exp()
    return e / (1 + e)


def softplus(z):
    if z.data > 0:  # the same function, written so that doubles survive too
        return z + (-z).exp().log1p()
    return z.exp().log1p()


def selu_constants():
    return n("1.0507009873554804934193349852946"), n("1.6732632423543772848170429916717")


def activate(layer, zs):
    name = layer["activation"]
    if name == "softmax":
        top = max(z.data for z in zs)  # a constant: softmax(z + c) = softmax(z)
        es = [(z - top).exp() for z in zs]
        s = total(es)
        return [e / s for e in es]
    return [activate_one(layer, name, z) for z in zs]


def activate_one(layer, name, z):
    if name == "linear":
        return z * 1
    if name == "sigmoid":
        return sigmoid(z)
    if name == "tanh":
        e = (sign_of(z) * z * -2).exp()  # e^{-2|z|}
        return sign_of(z) * ((1 - e) / (1 + e))
    if name == "relu":
        return z * 1 if z.data > 0 else z * 0
    if name == "leaky_relu":
        return z * 1 if z.data > 0 else z * n(layer.get("negativeSlope", 0.01))
    if name == "elu":
        return z * 1 if z.data > 0 else z.expm1() * n(layer.get("alpha", 1.0))
    if name == "selu":
        scale, alpha = selu_constants()
        return z * scale if z.data > 0 else z.expm1() * (scale * alpha)
    if name == "gelu":
        return z * (1 + (z / NUM.f.sqrt(n(2))).erf()) / 2
    if name == "silu":
        return z * sigmoid(z)
    if name == "softplus":
        return softplus(z)
    if name == "exponential":
        return z.exp()
    raise ValueError(name)


def sign_of(z):
    return 1 if z.data >= 0 else -1


def forward(layers, params, x, bump=None):
    """params: per layer (weights, biases or None) of Values; returns the z and a nodes of every layer."""
    a, zs, acts = [n(v) for v in x], [], []
    for index, (layer, (weights, biases)) in enumerate(zip(layers, params)):
        z = []
        for j, row in enumerate(weights):
            s = total([w * v for w, v in zip(row, a)])
            if biases is not None:
                s = s + biases[j]
            if bump and bump[:2] == (index, j):
                s = s + bump[2]
            z.append(s)
        a = activate(layer, z)
        zs.append(z)
        acts.append(a)
    return zs, acts


def is_logit_pair(cost, activation):
    return (cost, activation) in (("binary_cross_entropy", "sigmoid"), ("categorical_cross_entropy", "softmax"))


def cost_of_output(cost, a, y, clipped):
    """The cost of one sample as a function of the output activations."""
    k = len(a)
    if cost == "quadratic":
        return total([(ai - yi) * (ai - yi) for ai, yi in zip(a, y)]) / 2
    if cost == "mean_squared_error":
        return total([(ai - yi) * (ai - yi) for ai, yi in zip(a, y)]) / k
    if cost == "mean_absolute_error":
        return total([(ai - yi).abs() for ai, yi in zip(a, y)]) / k
    if clipped:
        a = [ai.clip(n(EPS_LO), n(EPS_HI)) for ai in a]
    if cost == "binary_cross_entropy":
        return -total([yi * ai.log() + (1 - yi) * (1 - ai).log() for ai, yi in zip(a, y)])
    if cost == "categorical_cross_entropy":
        return -total([yi * ai.log() for ai, yi in zip(a, y)])
    raise ValueError(cost)


def cost_of_logits(cost, z, y):
    if cost == "binary_cross_entropy":
        return total([yi * softplus(-zi) + (1 - yi) * softplus(zi) for zi, yi in zip(z, y)])
    top = max(zi.data for zi in z)
    log_sum = total([(zi - top).exp() for zi in z]).log() + top
    return total([yi * (log_sum - zi) for zi, yi in zip(z, y)])


def sample_cost(case, zs, acts, y):
    activation = case["layers"][-1]["activation"]
    if is_logit_pair(case["cost"], activation):
        return cost_of_logits(case["cost"], zs[-1], y)
    return cost_of_output(case["cost"], acts[-1], y, clipped=True)


def leaves(parameters):
    """Fresh parameter nodes."""
    return [([[Value(n(w)) for w in row] for row in p["weights"]],
             [Value(n(b)) for b in p["biases"]] if p.get("biases") is not None else None) for p in parameters]


def data(nested):
    return [data(v) if isinstance(v, list) else v.data for v in nested]


def grads(nested):
    return [grads(v) if isinstance(v, list) else v.grad for v in nested]


# ------------------------------------------------------------------ one case

def differentiate(case):
    """Per sample, by automatic differentiation: cost, z, a, ∂C/∂z, ∂C/∂a, ∂C/∂W, ∂C/∂b, ∂C/∂a^L from the cost alone, σ′."""
    samples = []
    for x, y in zip(case["inputs"], case["targets"]):
        TAPE.clear()
        params = leaves(case["parameters"])
        zs, acts = forward(case["layers"], params, x)
        y = [n(v) for v in y]
        c = sample_cost(case, zs, acts, y)
        c.backward()
        s = {"cost": c.data, "z": data(zs), "a": data(acts), "dz": grads(zs), "da": grads(acts),
             "dw": [grads(w) for w, _ in params], "db": [grads(b) if b is not None else None for _, b in params]}
        out = s["a"][-1]
        TAPE.clear()
        activation = case["layers"][-1]["activation"]
        free = [Value(v) for v in out]
        cost_of_output(case["cost"], free, y, clipped=not is_logit_pair(case["cost"], activation)).backward()
        s["dout"] = [v.grad for v in free]
        s["slope"] = [slopes(layer, z) for layer, z in zip(case["layers"], s["z"])]
        samples.append(s)
    TAPE.clear()
    return samples


def slopes(layer, z):
    """σ′ of each unit (softmax: the diagonal of its Jacobian), differentiated automatically as well."""
    if layer["activation"] != "softmax":
        result = []
        for v in z:
            TAPE.clear()
            leaf = Value(v)
            activate(layer, [leaf])[0].backward()
            result.append(leaf.grad)
        return result
    result = []
    for i in range(len(z)):
        TAPE.clear()
        nodes = [Value(v) for v in z]
        activate(layer, nodes)[i].backward()
        result.append(nodes[i].grad)
    return result


def flat(x):
    return [w for v in x for w in flat(v)] if isinstance(x, list) else [x]


def norm(x):
    return NUM.f.sqrt(sum((v * v for v in flat(x)), n(0)))


def mean(xs):
    return sum(xs, n(0)) / len(xs)


def std(xs):
    mu = mean(xs)
    return NUM.f.sqrt(mean([(v - mu) ** 2 for v in xs]))


def log10(x):
    return None if x is None or x == 0 else NUM.f.log10(x)


def ratio_log10(a, b):
    return None if a is None or b is None or a == 0 or b == 0 else NUM.f.log10(a / b)


def average(samples, key, l):
    """Entry-wise batch mean of a nested list."""
    def go(parts):
        return [go(p) for p in zip(*parts)] if isinstance(parts[0], list) else mean(list(parts))
    parts = [s[key][l] for s in samples]
    return None if parts[0] is None else go(parts)


def fit_line(ys):
    """Least squares through (1, y1), (2, y2) …: slope and coefficient of determination."""
    if len(ys) < 2 or any(v is None for v in ys):
        return None, None
    xs = [n(i + 1) for i in range(len(ys))]
    mx, my = mean(xs), mean(ys)
    sxx = sum(((x - mx) ** 2 for x in xs), n(0))
    sxy = sum(((x - mx) * (y - my) for x, y in zip(xs, ys)), n(0))
    b = sxy / sxx
    residual = sum(((y - my - b * (x - mx)) ** 2 for x, y in zip(xs, ys)), n(0))
    spread = sum(((y - my) ** 2 for y in ys), n(0))
    return b, None if spread == 0 else 1 - residual / spread


def evaluate(case):
    samples = differentiate(case)
    depth, m = len(case["layers"]), len(samples)
    last = depth - 1
    rows = []
    for l, layer in enumerate(case["layers"]):
        name = layer["activation"]
        gw = average(samples, "dw", l)
        delta = [s["dz"][l] for s in samples]
        mean_delta = [mean(list(col)) for col in zip(*delta)]
        z, a = [v for s in samples for v in s["z"][l]], [v for s in samples for v in s["a"][l]]
        slope = [v for s in samples for v in s["slope"][l]]
        saturated = dead = None
        if name in DERIVATIVE_MAX:
            limit = n(0.05) * n(DERIVATIVE_MAX[name])
            saturated = mean([n(1 if abs(v) < limit else 0) for v in slope])
            assert all(abs(abs(v) / limit - 1) > 1e-6 for v in slope), "an entry sits on the saturation threshold"
        if name in CAN_DIE:
            dead = mean([n(1 if all(s["slope"][l][j] == 0 for s in samples) else 0) for j in range(layer["units"])])
        sum_norm2 = sum((norm(s["dw"][l]) ** 2 for s in samples), n(0))
        norm2_sum = (norm(gw) * m) ** 2
        if l == last:
            weight_gain, activation_gain = None, ratio_log10(norm(delta), norm([s["dout"] for s in samples]))
        else:
            carried = norm([s["da"][l] for s in samples])  # Wᵀδ of the layer above is ∂C/∂a of this one
            above = norm([s["dz"][l + 1] for s in samples])
            weight_gain, activation_gain = ratio_log10(carried, above), ratio_log10(norm(delta), carried)
        rows.append({
            "layer": l + 1,
            "weightGradientNorm": norm(gw), "weightGradientMeanAbs": mean([abs(v) for v in flat(gw)]),
            "biasGradientNorm": norm(mean_delta), "deltaNorm": norm(delta) / NUM.f.sqrt(n(m)),
            "preactivationMean": mean(z), "preactivationStd": std(z),
            "activationMean": mean(a), "activationStd": std(a), "activationDerivativeMean": mean(slope),
            "saturatedFraction": saturated, "deadFraction": dead,
            "weightNorm": norm([[n(w) for w in row] for row in case["parameters"][l]["weights"]]),
            "gradientDiversity": None if norm2_sum == 0 else sum_norm2 / norm2_sum,
            "deltaLog10": log10(norm(delta)), "weightGainLog10": weight_gain, "activationGainLog10": activation_gain,
        })
    slope_per_layer, r2 = fit_line([r["deltaLog10"] for r in rows[:-1]])
    expected = {
        "loss": mean([s["cost"] for s in samples]), "lossPerSample": [s["cost"] for s in samples],
        "gradients": [{"weights": average(samples, "dw", l), "biases": average(samples, "db", l)} for l in range(depth)],
        "deltas": [[s["dz"][l] for s in samples] for l in range(depth)],
        "activations": [[s["a"][l] for s in samples] for l in range(depth)],
        "preactivations": [[s["z"][l] for s in samples] for l in range(depth)],
        "outputs": [s["a"][-1] for s in samples], "layers": rows,
        "flow": {"costGradientLog10": log10(norm([s["dout"] for s in samples])),
                 "slopePerLayer": slope_per_layer, "r2": r2},
    }
    return samples, expected


def batch_loss(case, parameters, only=None, bump=None):
    costs = []
    for i, (x, y) in enumerate(zip(case["inputs"], case["targets"])):
        if only is None or i == only:
            TAPE.clear()
            zs, acts = forward(case["layers"], leaves(parameters), x, bump)
            costs.append(sample_cost(case, zs, acts, [n(v) for v in y]).data)
    return mean(costs)


def check(case, samples, expected):
    """Central differences on sampled parameters and preactivations, the gain identity, and Wᵀδ = ∂C/∂a."""
    if not case.get("finite_differences", True):
        return 0
    rng = random.Random(case["name"])
    old = mp.dps
    mp.dps = case.get("fd_dps", old)
    h = mpf(10) ** (-(mp.dps // 3))
    tolerance = mpf(10) ** -25
    checked = 0
    places = [(l, j, k) for l, p in enumerate(case["parameters"]) for j, row in enumerate(p["weights"])
              for k in list(range(len(row))) + ([None] if "biases" in p else [])]
    for l, j, k in rng.sample(places, min(len(places), case.get("fd_count", 14))):
        def at(sign):
            moved = [{q: [list(r) if isinstance(r, list) else r for r in v] for q, v in p.items()}
                     for p in case["parameters"]]
            if k is None:
                moved[l]["biases"][j] = mpf(moved[l]["biases"][j]) + sign * h
            else:
                moved[l]["weights"][j][k] = mpf(moved[l]["weights"][j][k]) + sign * h
            return batch_loss(case, moved)
        difference = (at(1) - at(-1)) / (2 * h)
        g = expected["gradients"][l]
        exact = g["biases"][j] if k is None else g["weights"][j][k]
        assert abs(difference - exact) <= tolerance * abs(exact), (case["name"], l, j, k, difference, exact)
        checked += 1
    spots = [(l, j) for l, layer in enumerate(case["layers"]) for j in range(layer["units"])]
    for l, j in rng.sample(spots, min(len(spots), case.get("fd_count", 14) // 3 + 1)):
        i = rng.randrange(len(case["inputs"]))
        difference = (batch_loss(case, case["parameters"], i, (l, j, h))
                      - batch_loss(case, case["parameters"], i, (l, j, -h))) / (2 * h)
        exact = samples[i]["dz"][l][j]
        assert abs(difference - exact) <= tolerance * abs(exact), (case["name"], "delta", l, j, difference, exact)
        checked += 1
    mp.dps = old
    running = expected["flow"]["costGradientLog10"]
    for row in reversed(expected["layers"]):
        if running is None or row["activationGainLog10"] is None:
            break
        if row["layer"] < len(case["layers"]):
            if row["weightGainLog10"] is None:
                break
            running += row["weightGainLog10"]
        running += row["activationGainLog10"]
        assert abs(running - row["deltaLog10"]) < mpf(10) ** -40, (case["name"], "gain identity", row["layer"])
    for s in samples:
        for l in range(len(case["layers"]) - 1):
            w = case["parameters"][l + 1]["weights"]
            for k, da in enumerate(s["da"][l]):
                direct = sum((mpf(w[j][k]) * d for j, d in enumerate(s["dz"][l + 1])), mpf(0))
                scale = sum((abs(mpf(w[j][k]) * d) for j, d in enumerate(s["dz"][l + 1])), mpf(0))
                assert abs(direct - da) <= mpf(10) ** -45 * scale
    return checked


# ------------------------------------------------------------------ output

def nearest(x):
    """The double nearest to an mpf, ties to even, subnormals included (mpmath's own float() rounds those twice)."""
    sign, man, exp, bits = x._mpf_
    man, exp = int(man), int(exp)
    if man == 0:
        return 0.0
    if exp + bits > 1024:
        raise OverflowError(mpmath.nstr(x))
    if exp + bits < -1080:
        return 0.0
    value = float(man << exp) if exp >= 0 else man / (1 << -exp)  # int/int is correctly rounded in Python
    return -value if sign else value


def plain(x):
    """Anything nested → JSON-ready; mpf to the nearest double, below 1e-300 to 0."""
    if isinstance(x, dict):
        return {k: plain(v) for k, v in x.items()}
    if isinstance(x, (list, tuple)):
        return [plain(v) for v in x]
    if isinstance(x, mpf):
        return 0.0 if abs(x) < mpf("1e-300") else nearest(x)
    return x


def dump(value):
    return json.dumps(value, separators=(",", ":"), allow_nan=False, ensure_ascii=True)


def write(name, head, cases):
    path = os.path.join(HERE, name)
    with open(path, "w", encoding="ascii", newline="\n") as f:
        f.write("{" + head + '"cases":[\n' + ",\n".join(dump(c) for c in cases) + "\n]}\n")
    print(f"{name}: {len(cases)} cases, {os.path.getsize(path)} bytes")


def request_of(case):
    return {"network": case.get("network") or {"inputs": len(case["inputs"][0]), "layers": case["layers"]},
            "cost": case["cost"], "parameters": case["parameters"],
            "batch": {"inputs": case["inputs"], "targets": case["targets"]}, "include": case.get("include", ALL)}


# ------------------------------------------------------------------ gradients.json

def layer(activation, units, **more):
    return {"units": units, "activation": activation, **more}


def draw(rng, scale):
    value = round(rng.uniform(-scale, scale), 3)
    return value if value != 0 else 0.125


def random_parameters(rng, inputs, layers, gain=1.6, bias=0.4):
    result, fan_in = [], inputs
    for spec in layers:
        p = {"weights": [[draw(rng, gain / math.sqrt(fan_in)) for _ in range(fan_in)] for _ in range(spec["units"])]}
        if spec.get("useBias", True):
            p["biases"] = [draw(rng, bias) for _ in range(spec["units"])]
        result.append(p)
        fan_in = spec["units"]
    return result


def random_targets(rng, cost, units, m):
    if cost == "binary_cross_entropy":
        return [[rng.choice([0.0, 1.0, 0.3, 0.85, 1.0, 0.0]) for _ in range(units)] for _ in range(m)]
    if cost == "categorical_cross_entropy":
        rows = []
        for i in range(m):
            hot = rng.randrange(units)
            if i % 2 == 0:
                rows.append([1.0 if j == hot else 0.0 for j in range(units)])
            else:
                parts = [1] * units
                for _ in range(16 - units):
                    parts[rng.randrange(units)] += 1
                rows.append([p / 16 for p in parts])
        return rows
    return [[draw(rng, 1.5) for _ in range(units)] for _ in range(m)]


CENTRE = {"linear": 0.5, "tanh": 0.55, "relu": 0.5, "leaky_relu": 0.5, "elu": 0.5, "selu": 0.45, "gelu": 0.65,
          "silu": 0.8, "softplus": -0.5, "exponential": -0.8, "sigmoid": 0.0, "softmax": 0.0}


def grid():
    """Every output activation × every cost; hidden layers cycle through all activations."""
    cases, counter, hidden_counter = [], 0, 0
    for activation in ACTIVATIONS:
        for cost in COSTS:
            entropy = cost.endswith("entropy")
            pair = is_logit_pair(cost, activation)
            for variant in ([None] if not entropy or pair else ["inside", "partly"]):
                counter += 1
                depth = counter % 4 + 1
                hidden = []
                for _ in range(depth - 1):
                    name = ACTIVATIONS[hidden_counter % 12]
                    more = {}
                    if name == "leaky_relu" and hidden_counter // 12 % 2:
                        more["negativeSlope"] = 0.2
                    if name == "elu" and hidden_counter // 12 % 2:
                        more["alpha"] = 0.7
                    if hidden_counter % 5 == 3:
                        more["useBias"] = False
                    hidden.append((name, more))
                    hidden_counter += 1
                out = {}
                if activation == "leaky_relu" and cost == "mean_squared_error":
                    out["negativeSlope"] = 0.3
                if activation == "elu" and cost == "quadratic":
                    out["alpha"] = 1.5
                if counter % 7 == 2 and variant is None:
                    out["useBias"] = False
                name = "_".join([activation, cost] + ([variant + "_clip"] if variant else []))
                cases.append(accepted(name, counter, activation, cost, variant, hidden, out))
    return cases


def accepted(name, counter, activation, cost, variant, hidden, out):
    for attempt in range(2000):
        rng = random.Random(1000 * counter + attempt)
        inputs, m = rng.randint(1, 5), rng.randint(2 if counter % 6 else 1, 5)
        units = rng.randint(1, 4)
        if cost == "categorical_cross_entropy" or activation == "softmax" or variant == "partly":
            units = rng.randint(3, 5) if variant == "partly" else rng.randint(2, 5)
        layers = [layer(a, rng.randint(2, 6), **more) for a, more in hidden] + [layer(activation, units, **out)]
        parameters = random_parameters(rng, inputs, layers)
        if variant:
            fan_in = len(parameters[-1]["weights"][0])
            scale = (0.3 if variant == "inside" else 1.8) / math.sqrt(fan_in)
            parameters[-1]["weights"] = [[draw(rng, scale) for _ in range(fan_in)] for _ in range(units)]
            parameters[-1]["biases"] = [round(CENTRE[activation] + rng.uniform(-0.1, 0.1), 3) for _ in range(units)]
            if variant == "partly" and activation in ("sigmoid", "softmax"):
                parameters[-1]["biases"][0] = -21.5
                if activation == "sigmoid":
                    parameters[-1]["biases"][1] = 21.25
        case = {"name": name, "layers": layers, "cost": cost, "parameters": parameters,
                "inputs": [[draw(rng, 2.0) for _ in range(inputs)] for _ in range(m)],
                "targets": random_targets(rng, cost, units, m)}
        if suitable(case, variant):
            return case
    raise AssertionError("no suitable draw for " + name)


def suitable(case, variant):
    """Away from kinks and clip bounds, nothing dead, and (non-)clipped outputs as the variant says."""
    samples = differentiate(case)
    for s in samples:
        for l, spec in enumerate(case["layers"]):
            if spec["activation"] in CAN_DIE and any(abs(z) < 1e-2 for z in s["z"][l]):
                return False
            if any(abs(z) > 30 for z in s["z"][l]):
                return False
            if norm(s["dz"][l]) < 1e-9:
                return False
            if spec["activation"] in DERIVATIVE_MAX:
                limit = 0.05 * DERIVATIVE_MAX[spec["activation"]]
                if any(abs(v / limit - 1) < 1e-3 for v in s["slope"][l]):
                    return False
    out = [v for s in samples for v in s["a"][-1]]
    if case["cost"] == "mean_absolute_error":
        if any(abs(a - y) < 1e-2 for s, t in zip(samples, case["targets"]) for a, y in zip(s["a"][-1], t)):
            return False
    if variant:
        below = [a for a in out if a < EPS_LO * 0.9]
        above = [a for a in out if 1 - a < EPS_LO * 0.9]
        inside = [a for a in out if 0.01 < a < 0.99]
        if len(below) + len(above) + len(inside) < len(out):
            return False
        if variant == "inside" and len(inside) < len(out):
            return False
        if variant == "partly":
            if not (below or above) or not inside:
                return False
            reaches_both = {"linear", "leaky_relu", "elu", "selu", "relu", "gelu", "silu", "sigmoid"}
            if case["layers"][-1]["activation"] in reaches_both and not (below and above):
                return False
    if len(case["layers"]) > 1 or len(case["parameters"][-1]["weights"][0]) > 1:
        for l in range(len(case["layers"])):
            g = norm(average(samples, "dw", l))
            if g < 1e-7:
                return False
    return True


def single(name, activation, cost, zs, targets, inputs=((1.0,),), **more):
    """One layer whose weights are the wanted preactivations of input 1."""
    return {"name": name, "layers": [layer(activation, len(zs))], "cost": cost,
            "parameters": [{"weights": [[float(z)] for z in zs], "biases": [0.0] * len(zs)}],
            "inputs": [list(x) for x in inputs], "targets": targets, **more}


def special():
    cases = []
    add = cases.append
    # Saturated outputs
    for z in (30, 40, 800):
        add(single(f"saturated_bce_z{z}_wrong_side", "sigmoid", "binary_cross_entropy", [z, -z], [[0.0, 1.0]]))
        add(single(f"saturated_bce_z{z}_soft_target", "sigmoid", "binary_cross_entropy", [z, -z, 0.5],
                   [[0.3, 0.3, 0.3]]))
        add(single(f"saturated_bce_z{z}_mixed_batch", "sigmoid", "binary_cross_entropy", [z, -z],
                   [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.3, 0.7]], inputs=[[1.0], [1.0], [-1.0], [0.5]]))
        add(single(f"saturated_bce_z{z}_right_side", "sigmoid", "binary_cross_entropy", [z, -z], [[1.0, 0.0]]))
    for z in (30, 40):
        add({"name": f"saturated_bce_z{z}_two_layers", "layers": [layer("tanh", 2), layer("sigmoid", 2)],
             "cost": "binary_cross_entropy", 
             "parameters": [{"weights": [[0.5], [-0.25]], "biases": [0.125, 0.25]},
                            {"weights": [[0.75, -0.5], [0.5, 1.25]], "biases": [float(z), float(-z)]}],
             "inputs": [[1.0], [-0.5]], "targets": [[0.0, 1.0], [0.3, 0.3]]})
    add({"name": "saturated_bce_z800_two_layers", "layers": [layer("tanh", 2), layer("sigmoid", 2)],
         "cost": "binary_cross_entropy", 
         "parameters": [{"weights": [[0.5], [-0.25]], "biases": [0.125, 0.25]},
                        {"weights": [[0.75, -0.5], [0.5, 1.25]], "biases": [800.0, -800.0]}],
         "inputs": [[1.0], [-0.5]], "targets": [[0.0, 1.0], [0.3, 0.3]]})
    add(single("saturated_cce_apart_800_wrong_class", "softmax", "categorical_cross_entropy", [0, 800, -3],
               [[1.0, 0.0, 0.0]]))
    add(single("saturated_cce_apart_800_distribution", "softmax", "categorical_cross_entropy", [400, -400, 399],
               [[0.25, 0.25, 0.5], [0.1, 0.7, 0.2]], inputs=[[1.0], [-1.0]]))
    add(single("saturated_cce_apart_800_mixed_batch", "softmax", "categorical_cross_entropy", [800, 0, 1],
               [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]], inputs=[[1.0], [1.0], [0.01]]))
    add(single("saturated_cce_apart_800_right_class", "softmax", "categorical_cross_entropy", [800, 0],
               [[1.0, 0.0]]))
    add(single("saturated_cce_apart_40_wrong_class", "softmax", "categorical_cross_entropy", [40, 0, 1],
               [[0.0, 1.0, 0.0], [0.0, 0.25, 0.75]], inputs=[[1.0], [1.0]]))
    add({"name": "saturated_cce_apart_800_two_layers", "layers": [layer("sigmoid", 2), layer("softmax", 3)],
         "cost": "categorical_cross_entropy",
         "parameters": [{"weights": [[0.5, -1.0], [0.25, 0.75]], "biases": [0.125, -0.25]},
                        {"weights": [[1.0, -0.5], [0.5, 0.25], [-0.75, 1.5]], "biases": [400.0, -400.0, 0.0]}],
         "inputs": [[1.0, 0.5], [-0.5, 2.0]], "targets": [[0.0, 1.0, 0.0], [0.2, 0.3, 0.5]]})
    for z in (20, 40):
        add(single(f"saturated_sigmoid_quadratic_z{z}", "sigmoid", "quadratic", [z, -z], [[0.0, 1.0], [0.25, 0.5]],
                   inputs=[[1.0], [-1.0]]))
        add({"name": f"saturated_sigmoid_quadratic_z{z}_two_layers", "layers": [layer("sigmoid", 2), layer("sigmoid", 1)],
             "cost": "quadratic", "parameters": [{"weights": [[0.5], [-1.5]], "biases": [0.25, 0.125]},
                                                 {"weights": [[1.0, -2.0]], "biases": [float(z)]}],
             "inputs": [[1.0], [-0.75]], "targets": [[0.0], [0.5]]})
    add(single("saturated_tanh_quadratic_z25", "tanh", "quadratic", [25, -25], [[0.0, 0.5], [-1.0, 0.25]],
               inputs=[[1.0], [-1.0]]))
    add({"name": "saturated_tanh_hidden_z25", "layers": [layer("tanh", 3), layer("linear", 2)], "cost": "mean_squared_error",
         "parameters": [{"weights": [[25.0], [-25.0], [0.5]], "biases": [0.0, 0.0, 0.0]},
                        {"weights": [[0.5, -0.25, 1.0], [1.5, 0.75, -0.5]], "biases": [0.125, -0.5]}],
         "inputs": [[1.0], [-1.0]], "targets": [[0.5, 1.0], [-1.0, 0.0]]})
    # Softmax oddities
    add(single("softmax_one_unit_cce", "softmax", "categorical_cross_entropy", [1.5], [[1.0], [1.0]], inputs=[[1.0], [2.0]]))
    add(single("softmax_one_unit_quadratic", "softmax", "quadratic", [1.5], [[0.25], [1.0]], inputs=[[1.0], [2.0]]))
    add(single("softmax_one_unit_bce_clipped", "softmax", "binary_cross_entropy", [1.5], [[0.25], [1.0]], inputs=[[1.0], [2.0]]))
    add({"name": "softmax_hidden_twice", "layers": [layer("softmax", 4), layer("softmax", 3), layer("softmax", 2)],
         "cost": "categorical_cross_entropy", "parameters": random_parameters(
             random.Random(7), 3, [layer("softmax", 4), layer("softmax", 3), layer("softmax", 2)], gain=4.0),
         "inputs": [[1.0, -0.5, 2.0], [0.25, 1.5, -1.0], [-2.0, 0.75, 0.5]],
         "targets": [[1.0, 0.0], [0.25, 0.75], [0.0, 1.0]]})
    add({"name": "softmax_distribution_target_decimal", "layers": [layer("elu", 3, alpha=0.5), layer("softmax", 3)],
         "cost": "categorical_cross_entropy", "parameters": random_parameters(
             random.Random(8), 2, [layer("elu", 3), layer("softmax", 3)]),
         "inputs": [[1.0, -0.5], [0.25, 1.5]], "targets": [[0.1, 0.2, 0.7], [0.3, 0.3, 0.4]]})
    # Kinks and the dead
    add({"name": "kink_relu_at_zero_has_derivative_zero", "layers": [layer("relu", 3), layer("linear", 2)],
         "cost": "quadratic", "finite_differences": False,
         "parameters": [{"weights": [[0.5, -0.5], [1.0, 0.25], [-0.5, 0.25]], "biases": [0.0, 0.5, 0.25]},
                        {"weights": [[1.0, -0.5, 0.75], [0.25, 2.0, -1.0]], "biases": [0.5, -0.25]}],
         "inputs": [[1.0, 1.0], [2.0, 2.0], [1.0, -1.0]], "targets": [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]})
    add({"name": "kink_absolute_error_at_zero_has_derivative_zero", "layers": [layer("linear", 2)],
         "cost": "mean_absolute_error",
         "parameters": [{"weights": [[0.5, -0.25], [1.0, 0.25]], "biases": [0.0, 0.5]}],
         "inputs": [[1.0, 1.0], [2.0, 1.0]], "targets": [[0.25, 0.0], [0.5, 2.75]]})
    add({"name": "relu_dead_units", "layers": [layer("relu", 4), layer("relu", 3), layer("sigmoid", 1)],
         "cost": "binary_cross_entropy",
         "parameters": [{"weights": [[0.5, -0.25], [1.0, 0.75], [-0.5, 0.3], [0.2, 0.9]], "biases": [0.25, -9.0, 0.5, 0.125]},
                        {"weights": [[0.5, 1.0, -0.4, 0.3], [0.7, -0.2, 0.6, 0.1], [-0.3, 0.4, 0.2, 0.8]],
                         "biases": [-20.0, 0.25, 0.125]},
                        {"weights": [[0.5, -1.25, 0.75]], "biases": [0.25]}],
         "inputs": [[1.0, 0.5], [-0.5, 1.5], [0.75, -1.0]], "targets": [[1.0], [0.0], [0.3]]})
    add({"name": "relu_whole_layer_dead", "layers": [layer("tanh", 2), layer("relu", 3), layer("linear", 2)],
         "cost": "quadratic",
         "parameters": [{"weights": [[0.5, -0.25], [1.0, 0.75]], "biases": [0.25, -0.5]},
                        {"weights": [[0.5, 1.0], [0.7, -0.2], [-0.3, 0.4]], "biases": [-5.0, -6.0, -7.0]},
                        {"weights": [[0.5, -1.25, 0.75], [0.3, 0.6, -0.9]], "biases": [0.25, -0.5]}],
         "inputs": [[1.0, 0.5], [-0.5, 1.5]], "targets": [[1.0, 0.0], [0.0, 0.5]]})
    add({"name": "relu_output_bce_all_clipped", "layers": [layer("tanh", 2), layer("relu", 2)],
         "cost": "binary_cross_entropy",
         "parameters": [{"weights": [[0.5, -0.25], [1.0, 0.75]], "biases": [0.25, -0.5]},
                        {"weights": [[0.5, 1.0], [0.7, -0.2]], "biases": [-5.0, 6.0]}],
         "inputs": [[1.0, 0.5], [-0.5, 1.5]], "targets": [[1.0, 0.0], [0.3, 1.0]]})
    add({"name": "leaky_relu_slope_zero_dies", "layers": [layer("leaky_relu", 3, negativeSlope=0.0), layer("linear", 1)],
         "cost": "quadratic",
         "parameters": [{"weights": [[0.5], [1.0], [-0.75]], "biases": [0.25, -9.0, 0.5]},
                        {"weights": [[0.5, -1.25, 0.75]], "biases": [0.25]}],
         "inputs": [[1.0], [-0.25]], "targets": [[1.0], [0.0]]})
    add({"name": "zero_gradient_exact_fit", "layers": [layer("linear", 1), layer("linear", 1)], "cost": "quadratic",
         "parameters": [{"weights": [[0.5]], "biases": [0.25]}, {"weights": [[2.0]], "biases": [0.5]}],
         "inputs": [[1.0], [2.0]], "targets": [[2.0], [3.0]]})
    add({"name": "zero_weights_sigmoid", "layers": [layer("sigmoid", 2), layer("sigmoid", 1)], "cost": "quadratic",
         "parameters": [{"weights": [[0.0, 0.0], [0.0, 0.0]], "biases": [0.0, 0.0]}, {"weights": [[0.0, 0.0]], "biases": [0.0]}],
         "inputs": [[1.0, -1.0], [0.5, 2.0]], "targets": [[1.0], [1.0]]})
    # Wide input, a net of one unit per layer, no biases anywhere
    rng = random.Random(11)
    specs = [layer("gelu", 5, useBias=False), layer("silu", 4, useBias=False), layer("softmax", 3, useBias=False)]
    add({"name": "no_biases_anywhere", "layers": specs, "cost": "categorical_cross_entropy",
         "parameters": random_parameters(rng, 6, specs),
         "inputs": [[draw(rng, 2.0) for _ in range(6)] for _ in range(4)],
         "targets": random_targets(rng, "categorical_cross_entropy", 3, 4)})
    specs = [layer("sigmoid", 1)] * 4
    add({"name": "nielsen_chain_of_four", "layers": specs, "cost": "quadratic",
         "parameters": [{"weights": [[w]], "biases": [b]} for w, b in ((1.5, 0.3), (-2.0, 0.6), (3.0, -1.1), (0.8, 0.2))],
         "inputs": [[0.7]], "targets": [[1.0]]})
    for a in ACTIVATIONS:  # the far tails of every activation in a hidden layer
        zs = [6.0, -6.0, 1e-6, -1e-6, 0.5, -0.5]
        if a in CAN_DIE:
            zs[2], zs[3] = 0.001, -0.001
        add({"name": f"hidden_tails_{a}", "layers": [layer(a, 6), layer("linear", 1)], "cost": "quadratic",
             "parameters": [{"weights": [[z] for z in zs], "biases": [0.0] * 6},
                            {"weights": [[0.5, -0.25, 0.75, 1.0, -0.5, 0.3]], "biases": [0.125]}],
             "inputs": [[1.0], [1.5]], "targets": [[0.25], [-0.5]], "fd_dps": 120})
    for case in cases:  # digits enough to see e^-800 beside 1
        if case["name"].startswith("saturated"):
            case["dps"] = 900 if "800" in case["name"] else 120
    cases.extend(deep())
    return cases


def deep_case(name, activation, width, count, out, cost, m, seed, weight, bias, **more):
    rng = random.Random(seed)
    inputs = 2
    layers = [layer(activation, width)] * count + [out]
    parameters, fan_in = [], inputs
    for spec in layers:
        parameters.append({"weights": [[weight(rng, fan_in) for _ in range(fan_in)] for _ in range(spec["units"])],
                           "biases": [bias(rng) for _ in range(spec["units"])]})
        fan_in = spec["units"]
    return {"name": name, "layers": layers, "cost": cost, "parameters": parameters,
            "network": {"inputs": inputs, "layers": [layer(activation, width, repeat=count), out]},
            "inputs": [[draw(rng, 2.0) for _ in range(inputs)] for _ in range(m)],
            "targets": random_targets(rng, cost, out["units"], m), "fd_count": 3, **more}


def deep():
    def wide(scale):
        return lambda rng, fan_in: draw(rng, scale / math.sqrt(fan_in))

    def small(scale):
        return lambda rng: draw(rng, scale)
    cases = [
        deep_case("deep_sigmoid_100", "sigmoid", 3, 100, layer("sigmoid", 2), "quadratic", 3, 21, wide(2.0), small(1.0),
                  fd_dps=400),
        deep_case("deep_sigmoid_100_bce", "sigmoid", 3, 100, layer("sigmoid", 2), "binary_cross_entropy", 3, 21, wide(2.0),
                  small(1.0), fd_dps=400),
        deep_case("deep_tanh_120", "tanh", 2, 120, layer("softmax", 2), "categorical_cross_entropy", 3, 22, wide(1.6),
                  small(0.3), fd_dps=400),
        deep_case("deep_tanh_120_saturating", "tanh", 2, 120, layer("linear", 2), "quadratic", 2, 29,
                  lambda rng, fan_in: round(rng.choice([-1, 1]) * rng.uniform(0.8, 1.6), 3), small(0.1), fd_dps=400),
        deep_case("deep_sigmoid_1000", "sigmoid", 2, 1000, layer("sigmoid", 1), "binary_cross_entropy", 2, 24,
                  wide(3.0), small(0.8), include=["outputs"], fd_dps=3000, fd_count=1),
        deep_case("deep_linear_60_exploding", "linear", 2, 60, layer("linear", 2), "mean_squared_error", 2, 25, wide(4.0),
                  small(0.5), fd_dps=400),
    ]
    return cases + [deep_relu()]


def deep_relu(count=100, width=4, m=3):
    """He-normal layers, each redrawn until every sample keeps two units alive, one dies, and no kink is near."""
    rng = random.Random(26)
    xs = [[draw(rng, 2.0) for _ in range(2)] for _ in range(m)]
    parameters, acts = [], xs
    while len(parameters) < count:
        fan_in = len(acts[0])
        p = {"weights": [[round(rng.gauss(0, math.sqrt(2 / fan_in)), 3) for _ in range(fan_in)] for _ in range(width)],
             "biases": [draw(rng, 0.1) for _ in range(width)]}
        z = [[sum(w * v for w, v in zip(row, a)) + b for row, b in zip(p["weights"], p["biases"])] for a in acts]
        living = [sum(v > 0 for v in row) for row in z]
        gap = max(abs(u - v) for r in z for u, v in zip(r, z[0]))
        if min(living) >= 2 and min(living) < width and min(abs(v) for r in z for v in r) > 1e-2 \
                and 0.5 < max(max(r) for r in z) < 5 and (gap > 0.3):
            parameters.append(p)
            acts = [[max(v, 0.0) for v in row] for row in z]
    out = layer("softmax", 3)
    parameters += random_parameters(rng, width, [out])
    return {"name": "deep_relu_100", "layers": [layer("relu", width)] * count + [out], "cost": "categorical_cross_entropy",
            "parameters": parameters, "network": {"inputs": 2, "layers": [layer("relu", width, repeat=count), out]},
            "inputs": xs, "targets": random_targets(rng, "categorical_cross_entropy", 3, m), "fd_count": 3, "fd_dps": 100}


def gradients():
    cases, total_checked = [], 0
    for case in grid() + special():
        start = time.time()
        mp.dps = case.get("dps", DPS)
        samples, expected = evaluate(case)
        total_checked += check(case, samples, expected)
        keep = ["loss", "lossPerSample"] + [k for k in ALL if k in case.get("include", ALL)] + ["layers", "flow"]
        cases.append({"name": case["name"], "request": request_of(case), "expected": plain({k: expected[k] for k in keep})})
        if "--double" in sys.argv:
            report_double(case, cases[-1]["expected"])
        if time.time() - start > 5:
            print(f"  {case['name']}: {time.time() - start:.0f} s")
    mp.dps = DPS
    assert len({c["name"] for c in cases}) == len(cases)
    hidden = {spec["activation"] for c in cases for spec in c["request"]["network"]["layers"][:-1]}
    assert hidden == set(ACTIVATIONS)
    write("gradients.json", "", cases)
    print(f"  {total_checked} derivatives agree with central differences")


def report_double(case, expected):
    """How far the same automatic differentiation in plain doubles is from the oracle: a measure of conditioning."""
    global NUM

    class Doubles:
        number, f = float, math
    NUM = Doubles
    try:
        got = evaluate(case)[1]
    except (OverflowError, ZeroDivisionError, ValueError, AssertionError) as e:
        print(f"  {case['name']}: not computable in naive doubles ({type(e).__name__})")
        return
    finally:
        NUM = Arithmetic
    for key, value in expected.items():
        for path, a, b in differences(key, value, got[key]):
            print(f"  {case['name']}: {path} oracle {a} doubles {b}")


def differences(path, a, b):
    if isinstance(a, dict):
        for k in a:
            yield from differences(f"{path}.{k}", a[k], b[k])
    elif isinstance(a, list):
        top = max((abs(v) for v in flat(a) if isinstance(v, float)), default=0.0)
        for i, (u, v) in enumerate(zip(a, b)):
            if isinstance(u, float):
                if abs(u - v) > 1e-12 * max(abs(u), top * 1e-3):
                    yield f"{path}.{i}", u, v
            else:
                yield from differences(f"{path}.{i}", u, v)
    elif a is None or b is None:
        if a is not b:
            yield path, a, b
    elif abs(a - b) > 1e-12 * max(abs(a), 1e-300) and abs(a - b) > (1e-12 if "Log10" in path else 1e-300):
        yield path, a, b


# ------------------------------------------------------------------ optimizers.json

DEFAULT_RATE = {"sgd": 0.01, "rmsprop": 0.001, "adagrad": 0.001, "adam": 0.001, "adamw": 0.001}


class Update:
    """Keras 3's update rules, on flat lists of numbers."""

    def __init__(self, spec, count):
        self.spec, self.name, self.t = spec, spec["name"], 0
        self.rate = mpf(spec.get("learningRate", DEFAULT_RATE[self.name]))
        first = mpf(0.1) if self.name == "adagrad" else mpf(0)
        self.m, self.v = [mpf(0)] * count, [first] * count

    def __call__(self, w, g, factor):
        lr, spec, count = self.rate * factor, self.spec, len(w)
        self.t += 1
        eps = mpf(spec.get("epsilon", 1e-7))
        if self.name == "sgd":
            mu = mpf(spec.get("momentum", 0.0))
            if mu == 0:
                return [w[i] - lr * g[i] for i in range(count)]
            self.m = [mu * self.m[i] - lr * g[i] for i in range(count)]
            if spec.get("nesterov", False):
                return [w[i] + mu * self.m[i] - lr * g[i] for i in range(count)]
            return [w[i] + self.m[i] for i in range(count)]
        if self.name == "rmsprop":
            rho = mpf(spec.get("rho", 0.9))
            self.v = [rho * self.v[i] + (1 - rho) * g[i] ** 2 for i in range(count)]
            return [w[i] - lr * g[i] / mp.sqrt(self.v[i] + eps) for i in range(count)]
        if self.name == "adagrad":
            self.v = [self.v[i] + g[i] ** 2 for i in range(count)]
            return [w[i] - lr * g[i] / mp.sqrt(self.v[i] + eps) for i in range(count)]
        if self.name == "adamw":  # every variable, biases too, before the update and at the current rate
            decay = mpf(spec.get("weightDecay", 0.004))
            w = [x - x * decay * lr for x in w]
        b1, b2 = mpf(spec.get("beta1", 0.9)), mpf(spec.get("beta2", 0.999))
        self.m = [self.m[i] + (g[i] - self.m[i]) * (1 - b1) for i in range(count)]
        self.v = [self.v[i] + (g[i] ** 2 - self.v[i]) * (1 - b2) for i in range(count)]
        alpha = lr * mp.sqrt(1 - b2 ** self.t) / (1 - b1 ** self.t)
        return [w[i] - alpha * self.m[i] / (mp.sqrt(self.v[i]) + eps) for i in range(count)]


def rate_factor(schedule, step, steps, epoch):
    if schedule is None or schedule["name"] == "constant":
        return mpf(1)
    if schedule["name"] == "step":
        return mpf(schedule["factor"]) ** ((epoch - 1) // schedule["everyEpochs"])
    if schedule["name"] == "exponential":
        return mpf(schedule["factor"]) ** (epoch - 1)
    final = mpf(schedule["finalFactor"])
    return final + (1 - final) * (1 + mp.cos(mp.pi * (step - 1) / steps)) / 2


def train(request, record):
    inputs, targets = request["dataset"]["inputs"], request["dataset"]["targets"]
    parameters = [{k: data_of(v) for k, v in p.items()} for p in request["parameters"]]
    count = sum(len(flat(p[k])) for p in parameters for k in p)
    update = Update(request["optimizer"], count)
    is_weight = [k == "weights" for p in parameters for k in p for _ in flat(p[k])]
    size, total_samples = request["batchSize"], len(inputs)
    per_epoch = -(-total_samples // size)
    steps, step = per_epoch * request["epochs"], 0
    losses, penalized, kept, clipped = [], [], {}, 0
    for epoch in range(1, request["epochs"] + 1):
        for start in range(0, total_samples, size):
            step += 1
            case = {"layers": request["network"]["layers"], "cost": request["cost"], "parameters": parameters,
                    "inputs": inputs[start:start + size], "targets": targets[start:start + size]}
            loss, g = loss_and_gradient(case)
            w = [v for p in parameters for k in p for v in flat(p[k])]
            losses.append(loss)
            if "l2" in request:
                factor = mpf(request["l2"]) / total_samples
                penalized.append(loss + factor / 2 * sum(v * v for v, is_w in zip(w, is_weight) if is_w))
                g = [gi + factor * wi if is_w else gi for gi, wi, is_w in zip(g, w, is_weight)]
            if "gradientClipNorm" in request:
                limit, size_of_g = mpf(request["gradientClipNorm"]), norm(g)
                clipped += size_of_g > limit
                g = [gi * limit / max(size_of_g, limit) for gi in g]
            w = update(w, g, rate_factor(request.get("learningRateSchedule"), step, steps, epoch))
            place = iter(w)
            parameters = [{k: refill(p[k], place) for k in p} for p in parameters]
            if step in record:
                kept[str(step)] = parameters
    expected = {"losses": losses, "parameters": kept}
    if penalized:
        expected["penalizedLosses"] = penalized
    return expected, clipped


def data_of(x):
    return [data_of(v) for v in x] if isinstance(x, list) else mpf(x)


def refill(shape, place):
    return [refill(v, place) for v in shape] if isinstance(shape, list) else next(place)


def loss_and_gradient(case):
    """Loss and batch-mean gradient, flat, in the order of the parameters; one graph for the whole batch."""
    TAPE.clear()
    params = leaves(case["parameters"])
    costs = []
    for x, y in zip(case["inputs"], case["targets"]):
        zs, acts = forward(case["layers"], params, x)
        costs.append(sample_cost(case, zs, acts, [n(v) for v in y]))
    loss = total(costs) / len(costs)
    loss.backward()
    g = []
    for weights, biases in params:
        g += flat(grads(weights)) + (flat(grads(biases)) if biases is not None else [])
    return loss.data, g


def check_gradient(case):
    """The flat gradient against central differences, every entry."""
    shape = [{k: data_of(v) for k, v in p.items()} for p in case["parameters"]]
    w = [v for p in shape for k in p for v in flat(p[k])]
    g, h = loss_and_gradient(case)[1], mpf(10) ** -16
    for i in range(len(w)):
        ends = []
        for sign in (1, -1):
            place = iter(w[:i] + [w[i] + sign * h] + w[i + 1:])
            ends.append(batch_loss(case, [{k: refill(p[k], place) for k in p} for p in shape]))
        assert abs((ends[0] - ends[1]) / (2 * h) - g[i]) < mpf(10) ** -28, (i, g[i])


def optimizers():
    mp.dps = 50
    rng = random.Random(77)
    samples = 6
    x = [[draw(rng, 1.5) for _ in range(3)] for _ in range(samples)]
    labels = [i % 2 for i in range(samples)]
    y = [[float(c == 0), float(c == 1)] for c in labels]
    soft = [[0.25, 0.75] if c else [0.9, 0.1] for c in labels]
    nets = {
        "bce": ([layer("tanh", 4), layer("sigmoid", 2)], "binary_cross_entropy", y),
        "quadratic": ([layer("sigmoid", 4), layer("sigmoid", 2)], "quadratic", soft),
        "cce": ([layer("tanh", 4), layer("softmax", 2)], "categorical_cross_entropy", y),
        "nobias": ([layer("tanh", 4, useBias=False), layer("sigmoid", 2)], "binary_cross_entropy", y),
    }
    start = {k: random_parameters(random.Random(78), 3, v[0]) for k, v in nets.items()}
    for net, (layers, cost, targets) in nets.items():
        check_gradient({"layers": layers, "cost": cost, "parameters": start[net], "inputs": x, "targets": targets})
    cases = []

    def add(name, net, optimizer, epochs=25, batch=samples, **beside):
        layers, cost, targets = nets[net]
        request = {"network": {"inputs": 3, "layers": layers}, "cost": cost, "dataset": {"inputs": x, "targets": targets},
                   "optimizer": optimizer, **beside, "batchSize": batch, "epochs": epochs, "shuffle": False,
                   "parameters": start[net], "trace": {"everySteps": 1}}
        last = epochs * -(-samples // batch)
        expected, clipped = train(request, {1, 5, 10, 25, last} if last <= 25 else {1, 5, 10, last})
        if "gradientClipNorm" in beside:
            print(f"  {name}: clipped in {clipped} of {last} steps")
        cases.append({"name": name, "request": request, "expected": plain(expected)})

    sgd = {"name": "sgd", "learningRate": 0.5}
    momentum = {"name": "sgd", "learningRate": 0.1, "momentum": 0.9}
    nesterov = {**momentum, "nesterov": True}
    adam = {"name": "adam", "learningRate": 0.05}
    adamw = {"name": "adamw", "learningRate": 0.05, "weightDecay": 0.1}
    for name in DEFAULT_RATE:
        add(f"{name}_defaults", "bce", {"name": name})
    add("sgd_half", "bce", sgd)
    add("sgd_quadratic", "quadratic", {"name": "sgd", "learningRate": 3.0})
    add("sgd_softmax", "cce", sgd)
    add("sgd_without_hidden_biases", "nobias", sgd)
    add("sgd_momentum", "bce", momentum)
    add("sgd_momentum_softmax", "cce", {**momentum, "momentum": 0.5})
    add("sgd_nesterov", "bce", nesterov)
    add("sgd_nesterov_quadratic", "quadratic", {"name": "sgd", "learningRate": 1.0, "momentum": 0.9, "nesterov": True})
    add("sgd_nesterov_without_momentum", "bce", {**sgd, "momentum": 0.0, "nesterov": True})
    add("rmsprop_tuned", "bce", {"name": "rmsprop", "learningRate": 0.02, "rho": 0.8, "epsilon": 0.001})
    add("rmsprop_softmax", "cce", {"name": "rmsprop", "learningRate": 0.01})
    add("adagrad_tuned", "bce", {"name": "adagrad", "learningRate": 0.3})
    add("adagrad_softmax", "cce", {"name": "adagrad", "learningRate": 0.1})
    add("adam_tuned", "bce", {"name": "adam", "learningRate": 0.03, "beta1": 0.8, "beta2": 0.95, "epsilon": 0.0001})
    add("adam_quadratic", "quadratic", adam)
    add("adam_softmax", "cce", adam)
    add("adamw_tuned", "bce", {"name": "adamw", "learningRate": 0.03, "beta1": 0.85, "beta2": 0.99, "epsilon": 1e-5,
                               "weightDecay": 0.2})
    add("adamw_softmax", "cce", adamw)
    add("l2_sgd", "bce", sgd, l2=0.3)
    add("l2_sgd_without_hidden_biases", "nobias", sgd, l2=0.3)
    add("l2_adam", "cce", adam, l2=0.1)
    add("clip_sgd", "bce", sgd, gradientClipNorm=0.4)
    add("clip_never_reached", "bce", sgd, gradientClipNorm=100.0)
    add("clip_adam_softmax", "cce", adam, gradientClipNorm=0.2)
    add("l2_clip_momentum", "bce", momentum, l2=0.5, gradientClipNorm=0.15)
    add("l2_clip_nesterov_softmax", "cce", nesterov, l2=0.5, gradientClipNorm=0.08)
    add("l2_clip_adamw", "bce", adamw, l2=0.5, gradientClipNorm=0.3)
    step = {"name": "step", "everyEpochs": 4, "factor": 0.5}
    exponential = {"name": "exponential", "factor": 0.9}
    cosine = {"name": "cosine", "finalFactor": 0.1}
    add("schedule_constant", "bce", sgd, learningRateSchedule={"name": "constant"})
    add("schedule_step", "bce", sgd, learningRateSchedule=step)
    add("schedule_exponential", "bce", sgd, learningRateSchedule=exponential)
    add("schedule_cosine", "bce", sgd, learningRateSchedule=cosine)
    add("schedule_step_momentum", "bce", momentum, learningRateSchedule=step)
    add("schedule_cosine_adam", "cce", adam, learningRateSchedule=cosine)
    add("schedule_exponential_adamw", "bce", adamw, learningRateSchedule=exponential)
    add("everything", "cce", nesterov, l2=0.2, gradientClipNorm=0.1, learningRateSchedule=cosine)
    # Two steps an epoch, the second of them with the two samples left over
    add("minibatch_sgd", "bce", sgd, epochs=10, batch=4)
    add("minibatch_adam_cosine", "cce", adam, epochs=10, batch=4, learningRateSchedule=cosine)
    add("minibatch_momentum_step", "bce", momentum, epochs=10, batch=4, learningRateSchedule={**step, "everyEpochs": 3})
    add("minibatch_exponential_l2_clip", "bce", sgd, epochs=10, batch=4, l2=0.5, gradientClipNorm=0.25,
        learningRateSchedule=exponential)
    mp.dps = DPS
    write("optimizers.json", "", cases)


# ------------------------------------------------------------------ elementary.json

def around(*centres):
    return [v for c in centres for v in (c, -c)]


def elementary():
    mp.dps = 900
    tiny = [5e-324, 2.2250738585072014e-308, 1e-300, 1e-200, 1e-100, 1e-20, 1.1102230246251565e-16, 1e-16, 1e-12, 1e-8, 1e-5, 0.001]
    ln2 = 0.6931471805599453
    mids = [0.0078125, 0.01, 0.05, 0.1, 0.125, 0.2, 0.25, 0.3, ln2 / 2, 0.34657359027997275, 0.375, 0.5, 0.6, ln2, 0.7, 0.75, 0.9, 1.0,
            1.0000000000000002, 1.0397207708399179, 1.25, 1.5, 2.0, 2.5, 3.0, math.pi, 4.0, 5.0, 6.0, 7.5, 10.0]
    s = sorted
    points = {
        "exp": s([0.0] + around(1e-300, 1e-20, 1e-16, 1e-8, 1e-4, *mids[8:27:1]) + [15.5, 20.0, 33.3, 50.0, 88.7, 100.0, 300.0, 500.0, 700.0, 709.0, 709.5,
                 709.782712893384, -15.5, -20.0, -36.7, -50.0, -100.0, -300.0, -700.0, -708.0, -708.3964185322641, -708.4, -710.0, -720.0, -740.0, -745.0,
                 -745.1332191019411, -745.2, -746.0, -800.0, -1e6]),
        "expm1": s([0.0] + around(*tiny) + around(0.01, 0.1, 0.25, 0.3, 0.34657359027997275, 0.375, 0.5, ln2, 1.0, 1.0397207708399179, 1.5, 2.0, 5.0, 10.0,
                   20.0, 36.0, 37.5, 40.0) + [100.0, 300.0, 700.0, 709.782712893384, -56.0, -100.0, -745.0, -1000.0]),
        "log": s([5e-324, 1e-323, 1e-310, 2.2250738585072014e-308, 2.225073858507201e-308, 1e-300, 1e-200, 1e-100, 1e-50, 1e-20, 1e-16, 1e-10, 1e-7, 1e-5,
                  0.001, 0.01, 0.1, 0.25, 1 / 3, 0.5, 0.6, 2 / 3, math.sqrt(0.5), 0.7071067811865474, 0.7071067811865476, 0.75, 0.9, 0.99, 0.999, 0.9999999,
                  1 - 1e-7, 1 - 1e-10, 1 - 1e-15, 0.9999999999999999, 1.0, 1.0000000000000002, 1 + 1e-15, 1 + 1e-10, 1.0000001, 1.001, 1.01, 1.1, 1.25,
                  math.sqrt(2), 1.4142135623730951, 1.5, 2.0, math.e, 3.0, 4.0, 5.0, 7.0, 10.0, 100.0, 1000.0, 12345.678, 1e6, 1e10, 1e20, 1e50, 1e100,
                  1e200, 1e300, 1.7976931348623157e308]),
        "log1p": s([0.0] + around(*tiny) + around(0.01, 0.05, 0.1, 0.2, 0.25, 0.2928932188134524, 0.3, 0.4142135623730951, 0.5, 0.6, 0.75, 0.9, 0.99)
                   + [-0.9999999, -0.9999999999, -0.9999999999999999, 1.0, 1.5, 2.0, 3.0, 10.0, 100.0, 1e5, 1e10, 1e15, 1e16, 9007199254740992.0,
                      1e17, 1e100, 1e300, 1.7976931348623157e308]),
        "sigmoid": s([0.0] + around(*tiny[2:]) + around(0.01, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 10.0, 16.0, 20.0, 30.0, 36.0, 36.7, 37.0, 40.0,
                     100.0, 700.0, 800.0) + [-708.0, -709.5, -710.0, -720.0, -740.0, -745.0, -745.1332191019411, -746.0]),
        "sigmoidDerivative": s([0.0] + around(1e-300, 1e-20, 1e-10, 1e-8, 1e-5, 0.001, 0.01, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.3, 5.0, 8.0, 10.0, 16.0,
                               20.0, 30.0, 36.0, 37.0, 40.0, 100.0, 350.0, 700.0, 708.0, 720.0, 745.0, 800.0)),
        "tanh": s([0.0] + around(*tiny) + around(0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 0.5, 0.54930614433405489, 0.6, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 5.0, 8.0,
                  10.0, 15.0, 18.0, 18.7, 19.0, 19.06, 19.1, 20.0, 22.0, 25.0, 100.0, 710.0, 1e300)),
        "erf": s([0.0] + around(*tiny) + around(0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 0.5, 0.75, 0.84375, 0.9, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 2.857142857142857,
                 3.0, 3.5, 4.0, 4.5, 5.0, 5.5, 5.8, 5.9, 5.93, 6.0, 10.0, 28.0, 1e5)),
        "gelu": s([0.0] + around(*tiny[2:]) + around(0.01, 0.1, 0.25, 0.5, 0.7517915246935645, 1.0, 1.1932, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0,
                  8.3, 8.5, 10.0, 20.0, 37.0, 38.0) + [-14.0, -30.0, -37.5, -38.4, -39.0, -50.0, 100.0, 1e10]),
        "softplus": s([0.0] + around(*tiny[2:]) + around(0.01, 0.1, 0.5, ln2, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0, 10.0, 16.0, 18.0, 20.0, 30.0, 33.3, 36.0, 36.7,
                      37.0, 40.0, 100.0, 700.0) + [-708.0, -710.0, -740.0, -745.0, -746.0, -800.0, 710.0, 800.0, 1e10, 1e300]),
    }

    def logistic(x):
        return 1 / (1 + mp.exp(-x)) if x >= 0 else mp.exp(x) / (1 + mp.exp(x))
    functions = {
        "exp": mp.exp, "expm1": mp.expm1, "log": mp.log, "log1p": mp.log1p, "sigmoid": logistic,
        "sigmoidDerivative": lambda x: mp.exp(-abs(x)) / (1 + mp.exp(-abs(x))) ** 2,
        "tanh": mp.tanh, "erf": mp.erf,
        "gelu": lambda x: x * mp.erfc(-x / mp.sqrt(2)) / 2,
        "softplus": lambda x: mp.log1p(mp.exp(x)) if x <= 0 else x + mp.log1p(mp.exp(-x)),
    }
    result, count = {}, 0
    for name, f in functions.items():
        xs = sorted(set(points[name]))
        ys = [nearest(f(mpf(x))) for x in xs]
        count += len(xs)
        result[name] = {"x": xs, "y": ys}
    cross_check(result)
    mp.dps = DPS
    path = os.path.join(HERE, "elementary.json")
    with open(path, "w", encoding="ascii", newline="\n") as f:
        f.write('{"functions":{\n' + ",\n".join(f'"{k}":{dump(v)}' for k, v in result.items()) + "\n}}\n")
    print(f"elementary.json: {count} points of {len(result)} functions, {os.path.getsize(path)} bytes")


def cross_check(result):
    """The C library's functions agree to a few ulps, and no finite value was lost."""
    for name, f in (("exp", math.exp), ("expm1", math.expm1), ("log", math.log), ("log1p", math.log1p), ("tanh", math.tanh), ("erf", math.erf)):
        for x, y in zip(result[name]["x"], result[name]["y"]):
            assert abs(f(x) - y) <= 2 * math.ulp(y), (name, x, y, f(x))
    for name in result:
        assert len(result[name]["x"]) >= 55, (name, len(result[name]["x"]))


# ------------------------------------------------------------------ nielsen.json

def nielsen():
    mp.dps = DPS
    quoted = {  # chapter 3's figures and the project's own quotations of them
        ("quadratic", 2.0, 2.0): [".9820", ".9759", ".9641", ".9334", ".7887", ".3572", ".2028"],
        ("binary_cross_entropy", 0.6, 0.9): [".8176", None, None, None, None, None, ".4177"],
    }
    cases = []
    for cost, rate in (("quadratic", 0.15), ("binary_cross_entropy", 0.005)):
        for w, b in ((0.6, 0.9), (2.0, 2.0)):
            request = {"network": {"inputs": 1, "layers": [layer("sigmoid", 1)]}, "cost": cost,
                       "dataset": {"inputs": [[1.0]], "targets": [[0.0]]},
                       "optimizer": {"name": "sgd", "learningRate": rate}, "batchSize": 1, "epochs": 300, "shuffle": False,
                       "parameters": [{"weights": [[w]], "biases": [b]}], "trace": {"everySteps": 1}}
            at = list(range(0, 301, 50))
            run, _ = train(request, set(at))
            kept = {"0": [{"weights": [[mpf(w)]], "biases": [mpf(b)]}], **run["parameters"]}
            outputs, losses = [], []
            for epoch in at:
                p = kept[str(epoch)]
                TAPE.clear()
                out = forward(request["network"]["layers"], leaves(p), [1.0])[1][-1][0].data
                outputs.append(out)
                losses.append(batch_loss({"layers": request["network"]["layers"], "cost": cost, "inputs": [[1.0]],
                                          "targets": [[0.0]]}, p))
            name = f"{'quadratic' if cost == 'quadratic' else 'cross_entropy'}_from_{w}_{b}"
            four = [mpmath.nstr(v, 4, strip_zeros=False)[1:] for v in outputs]
            for known, got in zip(quoted.get((cost, w, b), []), four):
                assert known is None or abs(float(known) - float(got)) < 1e-9, (name, known, got)
            print(f"  {name}: {' '.join(four)}")
            cases.append({"name": name, "request": request, "expected": plain({
                "epochs": at, "outputs": outputs, "losses": losses,
                "weights": [kept[str(e)][0]["weights"][0][0] for e in at],
                "biases": [kept[str(e)][0]["biases"][0] for e in at]})})
    write("nielsen.json", "", cases)


def main():
    sys.modules["generate"] = sys.modules[__name__]  # the modules below import this one
    from comparisons import comparisons
    from curvatures import curvatures
    from forecasts import forecasts
    from normalizations import normalizations
    only = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else None
    mp.dps = DPS
    for job in (gradients, optimizers, elementary, nielsen, comparisons, forecasts, normalizations, curvatures):
        if only in (None, job.__name__):
            start = time.time()
            job()
            print(f"  {job.__name__}: {time.time() - start:.0f} s")


if __name__ == "__main__":
    main()
