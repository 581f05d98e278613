"""normalizations.json: networks with normalisation, dropout and residual blocks, in both modes. Run through generate.py.

The contract's network, as it is posted, is read and evaluated over a whole batch by the differentiator of generate.py: one
graph, since a batch norm mixes the samples. Masks come from a SplitMix64 of this module's own.
"""
import math
import random

from mpmath import mp, mpf

import generate as g
from generate import NUM, TAPE, Value, flat, mean, n, norm, std, total

KINDS = ("batch_norm", "layer_norm", "rms_norm")
EPSILON = {"batch_norm": 0.001, "layer_norm": 0.001, "rms_norm": 1e-6}
MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15
DROPOUT = 7  # place of this purpose among the streams of a seed


# ------------------------------------------------------------------ masks

def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def mask(rate, units, samples, seed, step, layer):
    """[sample][unit], 0 with probability rate, else 1/(1 − rate); unit by unit, sample by sample from one stream."""
    state = mix((seed + GAMMA * DROPOUT) & MASK)
    state = mix((state + GAMMA * (step + 1)) & MASK)
    state = mix((state + GAMMA * (layer + 1)) & MASK)
    kept, k, rows = 1 / (1 - rate), 0, []
    for _ in range(samples):
        row = []
        for _ in range(units):
            k += 1
            row.append(0.0 if (mix((state + GAMMA * k) & MASK) >> 11) * 2.0 ** -53 < rate else kept)
        rows.append(row)
    return rows


# ------------------------------------------------------------------ the network as it is posted

class Block:
    def __init__(self, entry):
        self.scale = entry.get("scale", 1.0)
        self.normalization = entry.get("normalization")
        self.position = entry.get("normalizationPosition", "before")


def expanded(network):
    """[(layer, block or None, is its first, is its last)], `repeat` written out."""
    result = []
    for entry in network["layers"]:
        for _ in range(entry.get("repeat", 1)):
            if "residual" not in entry:
                result.append((entry, None, False, False))
                continue
            block = Block(entry)
            inside = [spec for spec in entry["residual"] for _ in range(spec.get("repeat", 1))]
            result += [(spec, block, i == 0, i == len(inside) - 1) for i, spec in enumerate(inside)]
    return result


def root(v):
    r = NUM.f.sqrt(v.data)
    return Value(r, ((v, 1 / (2 * r)),))


def squares_mean(values):
    return total([v * v for v in values]) / len(values)


def standardized(values, epsilon, centred):
    """(x − mean)/√(variance + ε), or 0 with nothing passing back; with the mean and the variance."""
    centre = total(values) / len(values) if centred else Value(n(0))
    away = [v - centre for v in values]
    variance = squares_mean(away)
    if variance.data + n(epsilon) <= mpf("1e-28") * squares_mean(values).data:
        return [Value(n(0)) for _ in values], centre.data, variance.data
    deviation = root(variance + n(epsilon))
    return [v / deviation for v in away], centre.data, variance.data


class Norm:
    """One normalisation with nodes for its parameters."""

    def __init__(self, spec, numbers, units, mode):
        numbers = numbers or {}
        self.spec, self.mode, self.name = spec, mode, spec["name"]
        self.epsilon = spec.get("epsilon", EPSILON[self.name])
        self.gamma = [Value(n(v)) for v in numbers.get("gamma", [1.0] * units)]
        self.beta = [Value(n(v)) for v in numbers.get("beta", [0.0] * units)]
        self.moving_mean = [n(v) for v in numbers.get("movingMean", [0.0] * units)]
        self.moving_variance = [n(v) for v in numbers.get("movingVariance", [1.0] * units)]

    def __call__(self, batch):
        if self.name == "batch_norm":
            columns = [list(c) for c in zip(*batch)]
            if self.mode == "training":
                done = [standardized(c, self.epsilon, True) for c in columns]
                self.move([d[1] for d in done], [d[2] for d in done], len(batch))
                hat = [list(r) for r in zip(*[d[0] for d in done])]
            else:
                roots = [NUM.f.sqrt(v + n(self.epsilon)) for v in self.moving_variance]
                hat = [[(v - mu) / r for v, mu, r in zip(row, self.moving_mean, roots)] for row in batch]
        else:
            hat = [standardized(row, self.epsilon, self.name == "layer_norm")[0] for row in batch]
        return [[ga * v + be for ga, v, be in zip(self.gamma, row, self.beta)] for row in hat]

    def move(self, means, variances, m):
        keep = n(self.spec.get("momentum", 0.99))
        share = n(m) / (m - 1) if self.spec.get("movingVariance", "population") == "sample" and m > 1 else n(1)
        self.moving_mean = [keep * a + (1 - keep) * b for a, b in zip(self.moving_mean, means)]
        self.moving_variance = [keep * a + (1 - keep) * share * b for a, b in zip(self.moving_variance, variances)]

    def gradient(self, m):
        result = {}
        if self.spec.get("scale", True):
            result["gamma"] = [v.grad / m for v in self.gamma]
        if self.spec.get("center", True) and self.name != "rms_norm":
            result["beta"] = [v.grad / m for v in self.beta]
        return result

    def moved(self):
        return {"movingMean": self.moving_mean, "movingVariance": self.moving_variance}


def copies(batch):
    """Nodes of the same values, so that what goes on from here has a gradient of its own."""
    return [[v * 1 for v in row] for row in batch]


def masked(batch, rate, case, layer):
    if rate == 0 or case["mode"] == "inference":
        return batch
    drawn = mask(rate, len(batch[0]), len(batch), case["seed"], 1, layer)
    return [[v * n(f) for v, f in zip(row, factors)] for row, factors in zip(batch, drawn)]


class Pass:
    """The nodes of a forward pass over a batch; [sample][unit] of each layer."""

    def __init__(self, case, parameters=None, inputs=None, bump=None):
        network, mode = case["network"], case["mode"]
        parameters = parameters or case["parameters"]
        self.case, self.m = case, len(case["inputs"])
        self.x, self.z, self.u, self.s, self.a, self.free = [], [], [], [], [], []
        self.norms, self.weights, self.biases, self.blocks = [], [], [], []
        signal = [[Value(n(v)) for v in row] for row in case["inputs"]]
        first = parameters[0].get("inputNormalization")
        self.input_norm = None
        if "inputNormalization" in network:
            self.input_norm = Norm(network["inputNormalization"], first, network["inputs"], mode)
            signal = self.input_norm(signal)
        signal = masked(signal, network.get("inputDropout", 0), case, 0)
        trunk = None
        for l, ((spec, block, begins, ends), numbers) in enumerate(zip(expanded(network), parameters)):
            norms = {}
            if begins:
                trunk = copies(signal)
                signal = trunk
                if block.normalization and block.position == "before":
                    norms["blockNormalization"] = Norm(block.normalization, numbers.get("blockNormalization"), len(signal[0]), mode)
                    signal = norms["blockNormalization"](signal)
            x = copies(signal)
            w = [[Value(n(v)) for v in row] for row in numbers["weights"]]
            b = [Value(n(v)) for v in numbers["biases"]] if spec.get("useBias", True) else None
            z = [[total([wi * xi for wi, xi in zip(row, xs)]) + (b[i] if b else 0) for i, row in enumerate(w)] for xs in x]
            if bump and bump[0] == l:
                z[bump[1]][bump[2]] = z[bump[1]][bump[2]] + bump[3]
            own = spec.get("normalization")
            place = own.get("position", "before_activation") if own else None
            if own:
                norms["normalization"] = Norm(own, numbers.get("normalization"), len(w), mode)
            u = norms["normalization"](z) if place == "before_activation" else z
            s = [g.activate(spec, row) for row in u]
            a = norms["normalization"](s) if place == "after_activation" else s
            a = masked(a, spec.get("dropout", 0), case, l + 1)
            signal = a
            self.free.append(a is s and not (ends or self.begins(network, l + 1)))
            if ends:
                signal = [[t + v * n(block.scale) for t, v in zip(ts, vs)] for ts, vs in zip(trunk, a)]
                if block.normalization and block.position == "after":
                    norms["blockNormalization"] = Norm(block.normalization, numbers.get("blockNormalization"), len(w), mode)
                    signal = norms["blockNormalization"](signal)
                signal = copies(signal)
                self.blocks.append((trunk, signal))
            for held, node in ((self.x, x), (self.z, z), (self.u, u), (self.s, s), (self.a, a), (self.norms, norms),
                               (self.weights, w), (self.biases, b)):
                held.append(node)
        logits = g.is_logit_pair(case["cost"], spec["activation"])
        self.costs = [g.cost_of_logits(case["cost"], us, [n(v) for v in ys]) if logits
                      else g.cost_of_output(case["cost"], ss, [n(v) for v in ys], clipped=True)
                      for us, ss, ys in zip(u, s, case["targets"])]

    @staticmethod
    def begins(network, l):
        layers = expanded(network)
        return l < len(layers) and layers[l][2]


def cost_gradient(case, outputs):
    """∂C/∂a of the output, of the cost alone."""
    rows, activation = [], expanded(case["network"])[-1][0]["activation"]
    for out, y in zip(outputs, case["targets"]):
        free = [Value(v) for v in out]
        g.cost_of_output(case["cost"], free, [n(v) for v in y], not g.is_logit_pair(case["cost"], activation)).backward()
        rows.append([v.grad for v in free])
    return rows


def sample_cosine(rows):
    units = [[v / norm(row) for v in row] for row in rows if norm(row) != 0]
    m = len(units)
    if m < 2:
        return None
    return (norm([sum(c) for c in zip(*units)]) ** 2 - m) / (m * (m - 1))


def evaluate(case):
    TAPE.clear()
    p = Pass(case)
    total(p.costs).backward()
    m, layers = p.m, expanded(case["network"])
    grad, data = g.grads, g.data
    got = {k: (data(getattr(p, k)), grad(getattr(p, k))) for k in ("x", "z", "u", "s", "a")}
    dw, db = grad(p.weights), [grad(b) if b else None for b in p.biases]
    costs = [c.data for c in p.costs]
    blocks = [{"block": k + 1, "inputGradientLog10": g.log10(norm(grad(x))), "outputGradientLog10": g.log10(norm(grad(y)))}
              for k, (x, y) in enumerate(p.blocks)]
    gradients, moved = [], []
    for l in range(len(layers)):
        entry = {"weights": [[v / m for v in row] for row in dw[l]], "biases": [v / m for v in db[l]] if db[l] else []}
        after = {}
        own = dict(p.norms[l])
        if l == 0 and p.input_norm:
            own["inputNormalization"] = p.input_norm
        for name, norm_ in own.items():
            entry[name] = norm_.gradient(m)
            if norm_.name == "batch_norm":
                after[name] = norm_.moved()
        gradients.append(entry)
        moved.append(after)
    dout = cost_gradient(case, got["s"][0][-1])
    rows = [layer_row(case, l, got, gradients, dout, p.free[l]) for l in range(len(layers))]
    slope_per_layer, r2 = g.fit_line([r["deltaLog10"] for r in rows[:-1]])
    flow = {"costGradientLog10": g.log10(norm(dout)), "slopePerLayer": slope_per_layer, "r2": r2}
    if blocks:
        flow["blocks"] = blocks
    expected = {"loss": mean(costs), "lossPerSample": costs, "gradients": gradients, "deltas": got["z"][1],
                "activations": got["a"][0], "preactivations": got["z"][0], "layers": rows, "flow": flow}
    if case["mode"] == "training" and any(moved):
        expected["movingStatisticsAfter"] = moved
    return expected, got


def layer_row(case, l, got, gradients, dout, free):
    layers, m = expanded(case["network"]), len(case["inputs"])
    spec, last = layers[l][0], l == len(layers) - 1
    of = {k: (v[0][l], v[1][l]) for k, v in got.items()}
    slope = [g.slopes(spec, row) for row in of["u"][0]]
    saturated = dead = None
    if spec["activation"] in g.DERIVATIVE_MAX:
        limit = n(0.05) * n(g.DERIVATIVE_MAX[spec["activation"]])
        saturated = mean([n(1 if abs(v) < limit else 0) for v in flat(slope)])
    if spec["activation"] in g.CAN_DIE:
        dead = mean([n(1 if all(v == 0 for v in unit) else 0) for unit in zip(*slope)])
    gw = gradients[l]["weights"]
    delta = of["z"][1]
    sizes = [norm(d) ** 2 * norm(x) ** 2 for d, x in zip(delta, of["x"][0])]
    mean_square, square_of_mean = mean(sizes), norm(gw) ** 2
    normalized = spec.get("normalization", {}).get("position", "before_activation") == "before_activation" \
        if "normalization" in spec else False
    arriving = dout if last else got["x"][1][l + 1]
    upstream = dout if last else of["s"][1]
    z, a = flat(of["z"][0]), flat(of["a"][0])
    return {
        "layer": l + 1,
        "weightGradientNorm": norm(gw), "weightGradientMeanAbs": mean([abs(v) for v in flat(gw)]),
        "biasGradientNorm": norm([mean(list(c)) for c in zip(*delta)]), "deltaNorm": norm(delta) / NUM.f.sqrt(n(m)),
        "preactivationMean": mean(z), "preactivationStd": std(z), "activationMean": mean(a), "activationStd": std(a),
        "activationDerivativeMean": mean(flat(slope)), "saturatedFraction": saturated, "deadFraction": dead,
        "weightNorm": norm([[n(w) for w in row] for row in case["parameters"][l]["weights"]]),
        "gradientDiversity": None if square_of_mean == 0 else mean_square / (m * square_of_mean),
        "deltaLog10": g.log10(norm(delta)),
        "weightGainLog10": None if last else g.ratio_log10(norm(arriving), norm(got["z"][1][l + 1])),
        "junctionGainLog10": None if last else n(0) if free else g.ratio_log10(norm(of["s"][1]), norm(arriving)),
        "activationGainLog10": g.ratio_log10(norm(of["u"][1]), norm(upstream)),
        "normalizationGainLog10": g.ratio_log10(norm(delta), norm(of["u"][1])) if normalized else None,
        "sampleCosine": sample_cosine(of["a"][0]),
        "gradientVariance": None if m == 1 else (mean_square - square_of_mean) * m / (m - 1),
        "gradientSignal": None if m == 1 else (m * square_of_mean - mean_square) / (m - 1),
    }


# ------------------------------------------------------------------ checks

def batch_loss(case, parameters=None, bump=None):
    TAPE.clear()
    return mean([c.data for c in Pass(case, parameters, bump=bump).costs])


def moved_by(parameters, path, h):
    """A copy in which the number at a path is h larger."""
    if not path:
        return mpf(parameters) + h
    key, rest = path[0], path[1:]
    if isinstance(parameters, dict):
        return {k: moved_by(v, rest, h) if k == key else v for k, v in parameters.items()}
    return [moved_by(v, rest, h) if i == key else v for i, v in enumerate(parameters)]


def paths(gradient, at=()):
    if isinstance(gradient, dict):
        return [p for k, v in gradient.items() for p in paths(v, at + (k,))]
    if isinstance(gradient, list):
        return [p for i, v in enumerate(gradient) for p in paths(v, at + (i,))]
    return [at]


def lookup(nested, path):
    for key in path:
        nested = nested[key]
    return nested


def check(case, expected):
    """Central differences of some parameters and preactivations to 25 digits of the largest, and the identity of gains."""
    rng = random.Random(case["name"])
    h, checked = mpf(10) ** -20, 0
    all_paths = [p for p in paths(expected["gradients"]) if has(case["parameters"], p)]
    size = max(abs(lookup(expected["gradients"], p)) for p in all_paths)
    for path in rng.sample(all_paths, min(len(all_paths), 8)):
        difference = (batch_loss(case, moved_by(case["parameters"], path, h))
                      - batch_loss(case, moved_by(case["parameters"], path, -h))) / (2 * h)
        exact = lookup(expected["gradients"], path)
        assert abs(difference - exact) <= mpf(10) ** -25 * size, (case["name"], path, difference, exact)
        checked += 1
    for _ in range(3):
        l = rng.randrange(len(expected["deltas"]))
        i = rng.randrange(len(expected["deltas"][l]))
        j = rng.randrange(len(expected["deltas"][l][i]))
        exact = expected["deltas"][l][i][j]
        difference = len(case["inputs"]) * (batch_loss(case, bump=(l, i, j, h)) - batch_loss(case, bump=(l, i, j, -h))) / (2 * h)
        assert abs(difference - exact) <= mpf(10) ** -25 * max(abs(exact), 1), (case["name"], "delta", l, i, j)
        checked += 1
    running = expected["flow"]["costGradientLog10"]
    for row in reversed(expected["layers"]):
        gains = [row["activationGainLog10"]]
        if row["layer"] < len(expected["layers"]):
            gains += [row["weightGainLog10"], row["junctionGainLog10"]]
        if row["normalizationGainLog10"] is None and row["deltaLog10"] is None:
            break  # a batch norm of one sample lets nothing back
        if running is None or None in gains:
            break
        running += sum(gains) + (row["normalizationGainLog10"] or 0)
        assert abs(running - row["deltaLog10"]) < mpf(10) ** -40, (case["name"], "gain identity", row["layer"])
    return checked


def has(nested, path):
    try:
        lookup(nested, path)
        return True
    except (KeyError, IndexError):
        return False


# ------------------------------------------------------------------ the networks

def norm_spec(rng, kind, epsilons=(None, None, 0.0, 0.1, 1e-5)):
    spec = {"name": kind}
    epsilon = rng.choice(epsilons)
    if epsilon is not None:
        spec["epsilon"] = epsilon
    if kind != "rms_norm" and rng.random() < 0.25:
        spec["center"] = False
    if rng.random() < 0.25:
        spec["scale"] = False
    if kind == "batch_norm" and rng.random() < 0.5:
        spec["momentum"] = rng.choice([0.9, 0.5, 0.0])
        spec["movingVariance"] = rng.choice(["sample", "population"])
    return spec


def norm_numbers(rng, spec, units):
    numbers = {}
    if spec.get("scale", True) and rng.random() < 0.8:
        numbers["gamma"] = [round(rng.uniform(0.4, 1.7) * rng.choice([1, 1, 1, -1]), 3) for _ in range(units)]
    if spec.get("center", True) and spec["name"] != "rms_norm" and rng.random() < 0.8:
        numbers["beta"] = [g.draw(rng, 0.6) for _ in range(units)]
    if spec["name"] == "batch_norm" and rng.random() < 0.8:
        numbers["movingMean"] = [g.draw(rng, 0.5) for _ in range(units)]
        numbers["movingVariance"] = [round(rng.uniform(0.3, 2.5), 3) for _ in range(units)]
    return numbers


def parameters_for(rng, network):
    result, width = [], network["inputs"]
    for l, (spec, block, begins, ends) in enumerate(expanded(network)):
        entry = g.random_parameters(rng, width, [spec])[0]
        if l == 0 and "inputNormalization" in network:
            entry["inputNormalization"] = norm_numbers(rng, network["inputNormalization"], network["inputs"])
        if "normalization" in spec:
            entry["normalization"] = norm_numbers(rng, spec["normalization"], spec["units"])
        if block and block.normalization and (begins if block.position == "before" else ends):
            entry["blockNormalization"] = norm_numbers(rng, block.normalization, width if begins else spec["units"])
        result.append({k: v for k, v in entry.items() if v})
        width = spec["units"]
    return result


OUTPUTS = [("softmax", "categorical_cross_entropy"), ("sigmoid", "binary_cross_entropy"), ("linear", "quadratic"),
           ("linear", "mean_squared_error"), ("tanh", "mean_absolute_error"), ("softmax", "quadratic"),
           ("sigmoid", "mean_squared_error"), ("softplus", "quadratic")]


class Draw:
    """Networks of one combination, drawn until one is away from kinks and thresholds."""

    def __init__(self, counter, kind, position, around, mode, samples):
        self.counter, self.kind, self.position, self.around, self.mode = counter, kind, position, around, mode
        self.samples = samples

    def case(self):
        for attempt in range(400):
            self.rng = random.Random(7919 * self.counter + attempt)
            case = self.attempt()
            if suitable(case):
                return case
        raise AssertionError(f"no suitable draw for {self.counter}")

    def layer(self, units, k, normalized):
        rng = self.rng
        name = g.ACTIVATIONS[(5 * self.counter + k) % 12]
        spec = g.layer(name, max(units, 2), **({"useBias": False} if rng.random() < 0.25 else {}))
        if name == "leaky_relu" and rng.random() < 0.5:
            spec["negativeSlope"] = 0.2
        if name == "elu" and rng.random() < 0.5:
            spec["alpha"] = 0.7
        if normalized:
            spec["normalization"] = {**norm_spec(rng, self.kind), "position": self.position}
            if self.position == "before_activation" and rng.random() < 0.5:
                del spec["normalization"]["position"]
        if rng.random() < 0.35:
            spec["dropout"] = rng.choice([0.2, 0.5, 0.35])
        return spec

    def attempt(self):
        rng = self.rng
        width, inputs = rng.randint(3, 4), rng.randint(2, 4)
        layers = [self.layer(width, 0, True)]
        if self.around != "none":
            inside = [self.layer(width, k, rng.random() < 0.4) for k in range(1, rng.randint(1, 2) + 1)]
            block = {"residual": inside, "scale": rng.choice([1.0, 0.5, -0.75, 0.1414])}
            if self.around != "plain":
                block["normalization"] = norm_spec(rng, rng.choice([self.kind, self.kind, rng.choice(KINDS)]))
                block["normalizationPosition"] = self.around
            if rng.random() < 0.4:
                block["repeat"] = 2
            first = self.counter % 3 == 0
            layers = [block] + layers if first else layers + [block]
            if first:
                inputs = width
            if block["scale"] == 1.0:
                del block["scale"]
        elif rng.random() < 0.3:
            layers[0]["repeat"] = 2
        else:
            layers.append(self.layer(rng.randint(2, 4), 3, rng.random() < 0.5))
        output, cost = OUTPUTS[self.counter % len(OUTPUTS)]
        last = g.layer(output, rng.randint(2, 3))
        if rng.random() < 0.4 and self.samples > 1:
            last["normalization"] = norm_spec(rng, self.kind)
        layers.append(last)
        network = {"inputs": inputs, "layers": layers}
        if rng.random() < 0.35:
            network["inputNormalization"] = norm_spec(rng, rng.choice([self.kind, rng.choice(KINDS)]))
        if rng.random() < 0.25:
            network["inputDropout"] = 0.2
        m = self.samples
        return {"name": f"{self.counter}_{self.kind}_{self.position}_{self.around}_{self.mode}_{m}", "network": network,
                "cost": cost, "mode": self.mode, "seed": rng.randrange(1000), "parameters": parameters_for(rng, network),
                "inputs": [[g.draw(rng, 2.0) for _ in range(inputs)] for _ in range(m)],
                "targets": g.random_targets(rng, cost, last["units"], m)}


def suitable(case):
    TAPE.clear()
    p = Pass(case)
    for l, (spec, *_) in enumerate(expanded(case["network"])):
        u = flat(g.data(p.u[l]))
        if any(abs(v) > 25 for v in u) or spec["activation"] in g.CAN_DIE and any(abs(v) < 1e-3 for v in u):
            return False
    p = g.data(p.s[-1])
    if case["cost"] == "mean_absolute_error" and any(
            abs(a - y) < 1e-2 for row, ys in zip(p, case["targets"]) for a, y in zip(row, ys)):
        return False
    _, got = evaluate(case)
    for l, (spec, *_) in enumerate(expanded(case["network"])):
        if spec["activation"] in g.DERIVATIVE_MAX:
            limit = 0.05 * g.DERIVATIVE_MAX[spec["activation"]]
            if any(abs(abs(v) / limit - 1) < 1e-3 for row in got["u"][0][l] for v in g.slopes(spec, row)):
                return False
    return not cancels(case, got)


def cancels(case, got):
    """Whether some gradient is nothing, or all but nothing, beside the terms that it is a difference of."""
    last = len(got["z"][1]) - 1
    for l, (dz, du, ds) in enumerate(zip(got["z"][1], got["u"][1], got["s"][1])):
        arriving = norm(ds if l == last else got["x"][1][l + 1])
        for smaller, larger in ((norm(dz), norm(du)), (norm(ds), arriving)):
            if 0 < smaller < 1e-7 * larger:
                return True
    return any(0 < norm(d) < 1e-9 for d in got["z"][1])


def combinations():
    counter = 0
    for kind in KINDS:
        for position in ("before_activation", "after_activation"):
            for around in ("none", "plain", "before", "after"):
                for mode, samples in (("training", 3), ("training", 2), ("inference", 2), ("training", 5), ("training", 1), ("inference", 1)):
                    counter += 1
                    yield Draw(counter, kind, position, around, mode, samples).case()


def special():
    """Deep networks, constant features, huge and tiny signals, and what masks leave."""
    def built(name, network, cost, inputs, targets, mode="training", seed=0, gain=1.6):
        rng = random.Random(name)
        case = {"name": name, "network": network, "cost": cost, "mode": mode, "seed": seed, "inputs": inputs, "targets": targets}
        case["parameters"] = parameters_for(rng, network)
        return case
    four = [[0.5, -1.25, 2.0], [-0.75, 0.25, 1.0], [1.5, 0.125, -0.5], [-1.0, -0.375, 0.25]]
    hot = [[1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [1.0, 0.0]]
    zero = {"epsilon": 0.0}
    constant = [[2.0, 0.5, 0.1], [2.0, -0.25, 0.3], [2.0, 1.5, -0.75]]
    for kind in KINDS:
        yield built(f"constant_feature_{kind}", {"inputs": 3, "inputNormalization": {"name": kind, **zero}, "layers": [
            g.layer("tanh", 3, normalization={"name": kind, **zero}), g.layer("softmax", 2)]}, "categorical_cross_entropy",
            constant, hot[:3])
        yield built(f"equal_units_{kind}", {"inputs": 3, "inputNormalization": {"name": kind, **zero}, "layers": [
            g.layer("sigmoid", 3), g.layer("softmax", 2)]}, "categorical_cross_entropy",
            [[0.3, 0.3, 0.3], [0.0, 0.0, 0.0], [1.0, -2.0, 0.5]], hot[:3])
        yield built(f"fifty_layers_{kind}", {"inputs": 3, "layers": [
            g.layer("sigmoid" if kind != "batch_norm" else "tanh", 3, repeat=50 if kind != "batch_norm" else 8,
                    normalization={"name": kind}), g.layer("softmax", 2)]}, "categorical_cross_entropy", four, hot)
        yield built(f"sixty_blocks_{kind}", {"inputs": 3, "layers": [
            {"residual": [g.layer("tanh", 2), g.layer("linear", 3)], "scale": 1.0, "repeat": 60 if kind != "batch_norm" else 10,
             "normalization": {"name": kind}}, g.layer("softmax", 2)]}, "categorical_cross_entropy", four, hot)
        yield built(f"huge_and_tiny_{kind}", {"inputs": 3, "layers": [
            g.layer("linear", 3, normalization={"name": kind, **zero}), g.layer("softmax", 2)]}, "categorical_cross_entropy",
            [[1e200, -3e199, 2e200], [-5e199, 7e199, 1e200], [3e200, 2e199, -1e200]], hot[:3])
        yield built(f"tiny_{kind}", {"inputs": 3, "layers": [
            g.layer("linear", 3, useBias=False, normalization={"name": kind, **zero}), g.layer("softmax", 2)]}, "categorical_cross_entropy",
            [[1e-200, -3e-201, 2e-200], [-5e-201, 7e-201, 1e-200], [3e-200, 2e-201, -1e-200]], hot[:3])
    yield built("plain_blocks_from_the_input", {"inputs": 3, "layers": [
        {"residual": [g.layer("relu", 5, dropout=0.4), g.layer("linear", 3)], "scale": 0.5, "repeat": 3},
        g.layer("softmax", 2)]}, "categorical_cross_entropy", four, hot, seed=5)
    yield built("everything_masked", {"inputs": 3, "inputDropout": 0.9, "layers": [
        g.layer("tanh", 2, dropout=0.9), g.layer("sigmoid", 2)]}, "binary_cross_entropy", four, hot, seed=3)
    yield built("growing_blocks", {"inputs": 3, "layers": [
        {"residual": [g.layer("relu", 3), g.layer("linear", 3)], "repeat": 250},
        g.layer("linear", 2)]}, "quadratic", four[:2], hot[:2])
    yield built("thousand_normalised_layers", {"inputs": 3, "layers": [
        g.layer("sigmoid", 3, repeat=999, normalization={"name": "layer_norm"}), g.layer("softmax", 2)]},
        "categorical_cross_entropy", four[:2], hot[:2])
    yield built("shrinking_below_doubles", {"inputs": 3, "layers": [
        g.layer("sigmoid", 3, repeat=450), {"residual": [g.layer("sigmoid", 3, repeat=30)], "scale": 0.5},
        g.layer("sigmoid", 2)]}, "binary_cross_entropy", four[:2], hot[:2])


def representable(x):
    """What doubles cannot hold becomes null."""
    if isinstance(x, dict):
        return {k: representable(v) for k, v in x.items()}
    if isinstance(x, list):
        return [representable(v) for v in x]
    return None if isinstance(x, mpf) and abs(x) >= mpf(2) ** 1024 else x


def normalizations():
    mp.dps = g.DPS
    written, checked = [], 0
    for case in list(combinations()) + list(special()):
        deep = len(expanded(case["network"])) > 15
        extreme = "tiny" in case["name"]
        mp.dps = 900 if extreme else g.DPS
        expected, _ = evaluate(case)
        if not (deep or extreme or "constant" in case["name"] or "equal" in case["name"]):
            checked += check(case, expected)
        if extreme:
            expected.pop("movingStatisticsAfter", None)
        if deep:
            for key in ("gradients", "deltas", "activations", "preactivations"):
                del expected[key]
            expected["layers"] = expected["layers"][:3]
        written.append({"name": case["name"], "request": {
            "network": case["network"], "cost": case["cost"], "mode": case["mode"], "seed": case["seed"],
            "parameters": case["parameters"], "batch": {"inputs": case["inputs"], "targets": case["targets"]},
            "include": [] if deep else ["gradients", "deltas", "activations", "preactivations"]},
            "expected": g.plain(representable(expected))})
        TAPE.clear()
    mp.dps = g.DPS
    print(f"  {checked} derivatives agree with central differences")
    g.write("normalizations.json", "", written)
