"""curvatures.json: Hessian-vector products and the largest eigenvalues of the Hessian. Run through generate.py.

The reverse-mode differentiator of generate.py, over numbers that carry their derivative along a direction of the
parameters: the derivative of the gradient is the product of the Hessian with that direction. The networks are those of
normalizations.py.
"""
import random

from mpmath import mp, mpf

import generate as g
import normalizations as nets
from generate import TAPE, Value, total


# ------------------------------------------------------------------ numbers with a derivative

class Dual:
    """x + x′ε, ε² = 0; compared by x."""
    __slots__ = ("x", "d")

    def __init__(self, x, d=0):
        self.x, self.d = mpf(x), mpf(d)

    @staticmethod
    def of(v):
        return v if isinstance(v, Dual) else Dual(v)

    def __add__(self, other):
        if isinstance(other, Value):
            return NotImplemented
        other = Dual.of(other)
        return Dual(self.x + other.x, self.d + other.d)

    __radd__ = __add__

    def __neg__(self):
        return Dual(-self.x, -self.d)

    def __sub__(self, other):
        if isinstance(other, Value):
            return NotImplemented
        return self + -Dual.of(other)

    def __rsub__(self, other):
        return Dual.of(other) - self

    def __mul__(self, other):
        if isinstance(other, Value):
            return NotImplemented
        other = Dual.of(other)
        return Dual(self.x * other.x, self.x * other.d + self.d * other.x)

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, Value):
            return NotImplemented
        other = Dual.of(other)
        q = self.x / other.x
        return Dual(q, (self.d - q * other.d) / other.x)

    def __rtruediv__(self, other):
        return Dual.of(other) / self

    def __pow__(self, k):
        return Dual(self.x ** k, k * self.x ** (k - 1) * self.d)

    def __abs__(self):
        return -self if self.x < 0 else self

    def __lt__(self, other):
        return self.x < Dual.of(other).x

    def __le__(self, other):
        return self.x <= Dual.of(other).x

    def __gt__(self, other):
        return self.x > Dual.of(other).x

    def __ge__(self, other):
        return self.x >= Dual.of(other).x

    def __eq__(self, other):
        other = Dual.of(other)
        return self.x == other.x and self.d == other.d

    __hash__ = None


class Functions:
    pi = mp.pi

    @staticmethod
    def chain(v, value, slope):
        v = Dual.of(v)
        return Dual(value, slope * v.d)

    @staticmethod
    def exp(v):
        e = mp.exp(Dual.of(v).x)
        return Functions.chain(v, e, e)

    @staticmethod
    def expm1(v):
        return Functions.chain(v, mp.expm1(v.x), mp.exp(v.x))

    @staticmethod
    def log(v):
        return Functions.chain(v, mp.log(v.x), 1 / v.x)

    @staticmethod
    def log1p(v):
        return Functions.chain(v, mp.log1p(v.x), 1 / (1 + v.x))

    @staticmethod
    def sqrt(v):
        r = mp.sqrt(Dual.of(v).x)
        return Functions.chain(v, r, 1 / (2 * r) if r else mpf(0))

    @staticmethod
    def erf(v):
        return Functions.chain(v, mp.erf(v.x), 2 / mp.sqrt(mp.pi) * mp.exp(-v.x ** 2))


def with_duals(compute):
    before = g.Arithmetic.number, g.Arithmetic.f
    g.Arithmetic.number, g.Arithmetic.f = Dual.of, Functions
    try:
        return compute()
    finally:
        g.Arithmetic.number, g.Arithmetic.f = before


# ------------------------------------------------------------------ the Hessian

def complete(case):
    """The parameters with every γ and β that is trained written out."""
    result, layers = [], nets.expanded(case["network"])
    width = case["network"]["inputs"]
    for l, ((spec, block, begins, ends), numbers) in enumerate(zip(layers, case["parameters"])):
        entry = dict(numbers)
        if spec.get("useBias", True):
            entry.setdefault("biases", [0.0] * spec["units"])
        places = {"normalization": (spec.get("normalization"), spec["units"])}
        if l == 0:
            places["inputNormalization"] = (case["network"].get("inputNormalization"), width)
        if block and (begins if block.position == "before" else ends):
            places["blockNormalization"] = (block.normalization, width if begins else spec["units"])
        for name, (kind, units) in places.items():
            if kind:
                own = dict(numbers.get(name, {}))
                if kind.get("scale", True):
                    own.setdefault("gamma", [1.0] * units)
                if kind.get("center", True) and kind["name"] != "rms_norm":
                    own.setdefault("beta", [0.0] * units)
                entry[name] = own
        result.append(entry)
        width = spec["units"]
    return result


def trained(parameters):
    return [p for p in nets.paths(parameters) if p[-2] not in ("movingMean", "movingVariance")]


def placed(parameters, values):
    """A copy in which the numbers at the paths of `values` are those."""
    def go(nested, at):
        if isinstance(nested, dict):
            return {k: go(v, at + (k,)) for k, v in nested.items()}
        if isinstance(nested, list):
            return [go(v, at + (i,)) for i, v in enumerate(nested)]
        return values.get(at, nested)
    return go(parameters, ())


def gradient(case, parameters):
    """∂/∂θ of the mean cost, with the penalty, at every trained path."""
    TAPE.clear()
    p = nets.Pass(case, parameters)
    total(p.costs).backward()
    m, penalty = p.m, mpf(case.get("penalty", 0))
    result = {}
    for path in trained(parameters):
        l, name, rest = path[0], path[1], path[2:]
        if name == "weights":
            node = p.weights[l][rest[0]][rest[1]]
            result[path] = node.grad / m + node.data * penalty
        elif name == "biases":
            result[path] = p.biases[l][rest[0]].grad / m
        else:
            norm = p.input_norm if name == "inputNormalization" else p.norms[l][name]
            result[path] = getattr(norm, rest[0])[rest[1]].grad / m
    return result


def product(case, direction):
    """H·v, by path."""
    def compute():
        parameters = case["parameters"]
        seeded = {p: Dual(nets.lookup(parameters, p), v) for p, v in direction.items()}
        return {p: Dual.of(v).d for p, v in gradient(case, placed(parameters, seeded)).items()}
    return with_duals(compute)


def check(case, direction, exact):
    """The product is the difference quotient of the gradient, to 25 digits."""
    h, parameters = mpf(10) ** -20, case["parameters"]
    ends = []
    for sign in (1, -1):
        moved = {p: mpf(nets.lookup(parameters, p)) + sign * h * v for p, v in direction.items()}
        ends.append(gradient(case, placed(parameters, moved)))
    size = max(max(abs(v) for v in exact.values()), mpf(1))
    for p, v in exact.items():
        assert abs((ends[0][p] - ends[1][p]) / (2 * h) - v) <= mpf(10) ** -25 * size, (case["name"], p)


def hessian(case, paths):
    zero = {p: mpf(0) for p in paths}
    matrix = mp.zeros(len(paths))
    for j, column in enumerate(paths):
        along = product(case, {**zero, column: mpf(1)})
        for i, row in enumerate(paths):
            matrix[i, j] = along[row]
    size = max(max(abs(v) for v in matrix), mpf(10) ** -300)
    for i in range(len(paths)):
        for j in range(i):
            assert abs(matrix[i, j] - matrix[j, i]) <= mpf(10) ** -40 * size, (case["name"], "symmetry", i, j)
            matrix[i, j] = matrix[j, i]
    return matrix


# ------------------------------------------------------------------ the networks

COMBINATIONS = [("batch_norm", "before_activation", "before"), ("batch_norm", "after_activation", "after"),
                ("layer_norm", "before_activation", "after"), ("layer_norm", "after_activation", "before"),
                ("rms_norm", "before_activation", "before"), ("rms_norm", "after_activation", "after"),
                ("batch_norm", "before_activation", "none"), ("layer_norm", "before_activation", "plain"),
                ("batch_norm", "before_activation", "plain")]


def cases():
    for k, (kind, position, around) in enumerate(COMBINATIONS):
        yield nets.Draw(200 + k, kind, position, around, "inference" if k == 8 else "training", 3 + k % 2).case()

    def plain(name, layers, cost, **more):
        rng = random.Random(name)
        for _ in range(400):
            m = more.get("samples", 4)
            network = {"inputs": 3, **more.get("network", {}), "layers": layers}
            case = {"name": name, "network": network, "cost": cost, "mode": "training", "seed": rng.randrange(1000),
                    "parameters": nets.parameters_for(rng, network),
                    "inputs": [[g.draw(rng, 1.5) for _ in range(3)] for _ in range(m)],
                    "targets": g.random_targets(rng, cost, layers[-1]["units"], m)}
            if "penalty" in more:
                case["penalty"] = more["penalty"]
            if nets.suitable(case):
                return case
        raise AssertionError(name)

    for name in g.ACTIVATIONS:
        yield plain(f"two_layers_of_{name}", [g.layer(name, 4), g.layer(name, 3), g.layer("softmax", 2)],
                    "categorical_cross_entropy")
    yield plain("softmax_hidden", [g.layer("softmax", 4), g.layer("sigmoid", 2)], "binary_cross_entropy")
    yield plain("cross_entropy_of_softplus", [g.layer("tanh", 4), g.layer("sigmoid", 2)], "categorical_cross_entropy")
    yield plain("binary_cross_entropy_of_softmax", [g.layer("tanh", 4), g.layer("softmax", 2)], "binary_cross_entropy")
    yield plain("penalized", [g.layer("tanh", 4), g.layer("linear", 2)], "quadratic", penalty=0.125)
    yield plain("mean_absolute_error", [g.layer("tanh", 4), g.layer("sigmoid", 3), g.layer("linear", 2)],
                "mean_absolute_error")
    yield plain("mean_absolute_error_of_lines", [g.layer("linear", 2)], "mean_absolute_error", penalty=0.25)
    yield plain("dropout_of_everything", [g.layer("gelu", 4, dropout=0.4), g.layer("silu", 4, dropout=0.3),
                                          g.layer("softmax", 3)], "categorical_cross_entropy", network={"inputDropout": 0.3})
    yield plain("normalized_inputs_and_logits", [g.layer("elu", 4), g.layer("softmax", 3, normalization={"name": "layer_norm"})],
                "categorical_cross_entropy", network={"inputNormalization": {"name": "batch_norm"}})
    yield plain("one_sample", [g.layer("sigmoid", 4), g.layer("linear", 2)], "quadratic", samples=1)
    yield plain("twelve_layers", [g.layer("sigmoid", 2, repeat=12), g.layer("sigmoid", 1)], "binary_cross_entropy")
    yield plain("one_unit", [g.layer("sigmoid", 1)], "binary_cross_entropy")


def nested(parameters, values):
    """The numbers of `values` in the form of parameters."""
    result = []
    for entry in placed(parameters, values):
        for name in entry:
            if isinstance(entry[name], dict):
                entry[name] = {k: v for k, v in entry[name].items() if k in ("gamma", "beta")}
        result.append(entry)
    return result


def curvatures():
    written = []
    for case in cases():
        mp.dps = g.DPS
        case["parameters"] = complete(case)
        paths = trained(case["parameters"])
        rng = random.Random(case["name"])
        direction = {p: mpf(g.draw(rng, 1.0)) for p in paths}
        along = product(case, direction)
        check(case, direction, along)
        values = sorted(mp.eigsy(hessian(case, paths), eigvals_only=True), reverse=True)
        TAPE.clear()
        written.append({"name": case["name"], "request": {
            "network": case["network"], "cost": case["cost"], "mode": case["mode"], "seed": case["seed"],
            "parameters": case["parameters"], "batch": {"inputs": case["inputs"], "targets": case["targets"]},
            "include": ["curvature"]},
            "penalty": case.get("penalty", 0.0),
            "expected": g.plain({
                "sharpness": values[0] if abs(values[0]) > mpf(10) ** -40 else mpf(0),
                "smallest": values[-1] if abs(values[-1]) > mpf(10) ** -40 else mpf(0),
                "direction": nested(case["parameters"], direction),
                "product": nested(case["parameters"], along)})})
        print("  ", case["name"], len(paths), mp.nstr(values[0], 8), mp.nstr(values[1], 8) if len(values) > 1 else "", mp.nstr(values[-1], 8))
    g.write("curvatures.json", "", written)
