"""forecasts.json: the mean-field forecast by quadrature of 40 digits. Run through generate.py."""
import random

from mpmath import mp, mpf

import generate as g
from generate import layer

DIGITS = 40
MEMO = {}


# ------------------------------------------------------------------ Gaussian moments
# moments(layer, m, v) = E φ, E φ², E φ′, E φ′², E φ′⁴ for z ~ N(m, v)

def half(p, k, m, v, positive):
    """∫ z^p e^(kz) N(z; m, v) dz over z > 0 or z < 0: completing the square shifts the mean by kv."""
    M, s = m + k * v, mp.sqrt(v)
    sign = 1 if positive else -1
    mass = mp.erfc(-sign * M / (s * mp.sqrt(2))) / 2
    edge = sign * s * mp.exp(-(M / s) ** 2 / 2) / mp.sqrt(2 * mp.pi)
    value = (mass, M * mass + edge, (M * M + v) * mass + M * edge)[p]
    return mp.exp(k * m + mpf(k) ** 2 * v / 2) * value


def piecewise(right, scale, left_linear, left_exp, m, v):
    """φ = right·z for z > 0; left_linear·z, or left_exp·(e^z − 1), for z < 0; everything times scale."""
    def pos(p):
        return half(p, 0, m, v, True)

    def neg(p, k=0):
        return half(p, k, m, v, False)
    if left_exp is None:
        b = left_linear
        values = [pos(1) * right + b * neg(1), right ** 2 * pos(2) + b ** 2 * neg(2), right * pos(0) + b * neg(0),
                  right ** 2 * pos(0) + b ** 2 * neg(0), right ** 4 * pos(0) + b ** 4 * neg(0)]
    else:
        a = left_exp
        values = [right * pos(1) + a * (neg(0, 1) - neg(0)), right ** 2 * pos(2) + a ** 2 * (neg(0, 2) - 2 * neg(0, 1) + neg(0)),
                  right * pos(0) + a * neg(0, 1), right ** 2 * pos(0) + a ** 2 * neg(0, 2), right ** 4 * pos(0) + a ** 4 * neg(0, 4)]
    return [u * scale ** k for u, k in zip(values, (1, 2, 1, 2, 4))]


def phi(spec, z):
    """φ(z) and φ′(z), each written without cancellation."""
    name = spec["activation"]
    if name == "linear":
        return z, mpf(1)
    if name in ("relu", "leaky_relu"):
        slope = mpf(spec.get("negativeSlope", 0.01)) if name == "leaky_relu" else mpf(0)
        return (z, mpf(1)) if z > 0 else (slope * z, slope)
    if name in ("elu", "selu"):
        scale, alpha = g.selu_constants() if name == "selu" else (mpf(1), mpf(spec.get("alpha", 1.0)))
        return (scale * z, scale) if z > 0 else (scale * alpha * mp.expm1(z), scale * alpha * mp.exp(z))
    if name == "exponential":
        e = mp.exp(z)
        return e, e
    if name == "gelu":
        mass = mp.erfc(-z / mp.sqrt(2)) / 2
        return z * mass, mass + z * mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)
    e = mp.exp(-2 * abs(z) if name == "tanh" else -abs(z))
    if name == "tanh":
        value = (1 - e) / (1 + e)
        return value if z >= 0 else -value, 4 * e / (1 + e) ** 2
    s = (1 if z >= 0 else e) / (1 + e)
    if name == "sigmoid":
        return s, e / (1 + e) ** 2
    if name == "silu":
        return z * s, s + z * e / (1 + e) ** 2
    if name == "softplus":
        return (z if z > 0 else 0) + mp.log1p(e), s
    raise ValueError(name)


def five(a, d):
    d2 = d * d
    return a, a * a, d, d2, d2 * d2


def trapezoid(spec, m, v):
    """Analytic φ: the trapezoidal rule converges geometrically. Steep cases run over z = sinh u, which spreads the region near 0."""
    s = mp.sqrt(v)
    reach = 14 + min(4 * s, abs(m) / s)  # where φ′ decays, E φ′⁴ lives up to 4 deviations·s from the mean
    steep = s > 2
    lo, hi = m - reach * s, m + reach * s
    if steep:
        lo, hi = mp.asinh(lo), mp.asinh(hi)
    norm = s * mp.sqrt(2 * mp.pi)

    def at(u):
        z = mp.sinh(u) if steep else u
        w = mp.exp(-((z - m) / s) ** 2 / 2) / norm
        return [w * x for x in five(*phi(spec, z))] if not steep else [w * mp.cosh(u) * x for x in five(*phi(spec, z))]
    count = 64
    h = (hi - lo) / count
    sums = [mp.fsum(c) for c in zip(*(at(lo + h * i) for i in range(count + 1)))]
    while True:  # halving the step about doubles the digits
        sums2 = [a + mp.fsum(c) for a, c in zip(sums, zip(*(at(lo + h * (i + mpf(1) / 2)) for i in range(count))))]
        old, new = [h * x for x in sums], [h / 2 * x for x in sums2]
        count, h, sums = 2 * count, h / 2, sums2
        if all(abs(a - b) <= mpf(10) ** -17 * abs(b) for a, b in list(zip(old, new))[1:]) and \
                abs(old[0] - new[0]) <= mpf(10) ** -17 * mp.sqrt(new[1]):
            return new
        assert count < 1 << 18


def moments(spec, units, m, v):
    name = spec["activation"]
    key = (name, spec.get("alpha"), spec.get("negativeSlope"), units if name == "softmax" else 0, m, v)
    if key not in MEMO:
        MEMO[key] = uncached(spec, name, units, m, v)
    return MEMO[key]


def uncached(spec, name, units, m, v):
    if name == "softmax":  # φ = φ′ = exp(z − m − v/2)/n
        return [mp.exp(mpf(k * k - k) / 2 * v) / mpf(units) ** k for k in (1, 2, 1, 2, 4)]
    if v == 0:
        assert m != 0 or name not in g.CAN_DIE, "at the kink"
        return list(five(*phi(spec, m)))
    if name == "exponential":
        return [mp.exp(k * m + mpf(k * k) / 2 * v) for k in (1, 2, 1, 2, 4)]
    one = mpf(1)
    if name == "linear":
        return [m, m * m + v, one, one, one]
    if name in ("relu", "leaky_relu", "elu", "selu"):
        with mp.workdps(2 * DIGITS):
            if name in ("relu", "leaky_relu"):
                result = piecewise(one, one, mpf(spec.get("negativeSlope", 0.01)) if name == "leaky_relu" else mpf(0), None, m, v)
            else:
                scale, alpha = g.selu_constants() if name == "selu" else (one, mpf(spec.get("alpha", 1.0)))
                result = piecewise(one, scale, None, alpha, m, v)
        return [+x for x in result]
    result = trapezoid(spec, m, v)
    if name == "tanh" and m == 0:
        result[0] = mpf(0)
    return result


def by_quad(spec, m, v):
    """The same by mpmath's adaptive tanh-sinh rule, split at the kink, around the steep region and by the deviations."""
    s = mp.sqrt(v)
    cuts = {m + k * s for k in (-40, -14, -6, -3, -1, 0, 1, 3, 6, 14, 40)}
    cuts |= {mpf(k) for k in (-60, -20, -8, -3, 0, 3, 8, 20, 60) if abs(k - m) < 40 * s}
    cuts = sorted(cuts)
    norm = s * mp.sqrt(2 * mp.pi)
    return [mp.quad(lambda z: five(*phi(spec, z))[i] * mp.exp(-((z - m) / s) ** 2 / 2) / norm, cuts) for i in range(5)]


# ------------------------------------------------------------------ the forecast

def statistics(initializer, fan_in, fan_out, bias):
    """Mean and variance of an entry."""
    name = initializer["name"]
    if name in ("zeros", "ones", "constant"):
        return mpf({"zeros": 0, "ones": 1}.get(name, initializer.get("value", 0))), mpf(0)
    if name == "normal":
        return mpf(initializer.get("mean", 0.0)), mpf(initializer.get("stddev", 0.05)) ** 2
    if name == "uniform":
        low, high = mpf(initializer.get("low", -0.05)), mpf(initializer.get("high", 0.05))
        return (low + high) / 2, (high - low) ** 2 / 12
    if name == "orthogonal":
        return mpf(0), mpf(initializer.get("gain", 1.0)) ** 2 / (fan_out if bias else max(fan_in, fan_out))
    scale = {"lecun": mpf(1) / fan_in, "glorot": mpf(2) / (fan_in + fan_out), "he": mpf(2) / fan_in}
    return mpf(0), scale[name.split("_")[0]]


def expanded(network):
    return [{k: v for k, v in spec.items() if k != "repeat"} for spec in network["layers"] for _ in range(spec.get("repeat", 1))]


def name_of(network, spec):
    return spec.get("weightInitializer", network.get("weightInitializer", {"name": "glorot_uniform"}))["name"]


def layer_statistics(network, spec, fan_in):
    n = spec["units"]
    mu, s2 = statistics(spec.get("weightInitializer", network.get("weightInitializer", {"name": "glorot_uniform"})), fan_in, n, False)
    beta, b2 = statistics(spec.get("biasInitializer", network.get("biasInitializer", {"name": "zeros"})), fan_in, n, True)
    return (mu, s2, beta, b2) if spec.get("useBias", True) else (mu, s2, mpf(0), mpf(0))


def step(stats, fan_in, a, q):
    mu, s2, beta, b2 = stats
    return fan_in * mu * a + beta, fan_in * s2 * q + b2


def back(n, p1, p2, above, d, s):
    mu, s2 = above[:2]
    return n * p2 * (s2 * d + mu ** 2 * s), mu ** 2 * s * (n * p2 + n * (n - 1) * p1 ** 2) + s2 * d * n * p2


def forecast(request, with_regime=True):
    network = request["network"]
    specs, fan_in = expanded(network), network["inputs"]
    a0, q0 = mpf(request.get("inputMean", 0.0)), mpf(request.get("inputMeanSquare", 1.0))
    a, q, z, stats, phis = a0, q0, [], [], []
    for i, spec in enumerate(specs):
        stats.append(layer_statistics(network, spec, fan_in))
        z.append(step(stats[-1], fan_in, a, q))
        fan_in = spec["units"]
        phis.append(moments(spec, fan_in, *z[-1]) if i < len(specs) - 1 else None)
        if phis[-1]:
            a, q = phis[-1][:2]
    last = len(specs) - 1
    d, s = mpf(1), mpf(1)
    half_log, corrected, gains, chi = {}, {}, [None] * len(specs), [None] * len(specs)
    shift = mpf(0)
    for l in range(last - 1, -1, -1):
        n, (_, _, p1, p2, p4) = specs[l]["units"], phis[l]
        d_above = d
        d, s = back(n, p1, p2, stats[l + 1], d, s)
        chi[l] = None if d_above == 0 else d / d_above
        gains[l] = mp.log10(chi[l]) / 2 if chi[l] else None
        half_log[l] = mp.log10(d) / 2 if d else None
        if p2:
            orthogonal = name_of(network, specs[l + 1]) == "orthogonal"
            equal = mpf(2) / max(n, specs[l + 1]["units"]) if orthogonal else 0  # Pennington et al. 2017
            shift += ((3 * p4 / p2 ** 2 - 1) / n - equal) * mp.log10(mp.e) / 4
        corrected[l] = half_log[l] - shift if d else None
    result = {"layers": [{"layer": l + 1, "meanForecast": z[l][0], "varianceForecast": z[l][1], "chi": chi[l],
                          "gradientGainLog10Forecast": gains[l]} for l in range(last + 1)],
              "slopePerLayerForecast": g.fit_line([half_log[l] for l in range(last)])[0],
              "slopePerLayerFiniteWidthForecast": g.fit_line([corrected[l] for l in range(last)])[0]}
    if with_regime:
        star = chi_star(network, specs[-2], a0, q0) if last else None
        result["regime"] = None if star is None else "critical" if abs(star - 1) < 1e-3 else "ordered" if star < 1 else "chaotic"
        result["depthScale"] = None if result["regime"] in (None, "critical") else 1 / abs(mp.log(star))
        assert star is None or abs(abs(star - 1) / mpf("1e-3") - 1) > 1e-2, "χ* sits on the limit of critical"
        result["chiStar"] = star
    return result


def chi_star(network, spec, a, q, times=2000):
    n = spec["units"]
    stats = layer_statistics(network, spec, n)
    star = None
    for _ in range(times - 1):
        values = moments(spec, n, *step(stats, n, a, q))
        a, q = values[:2]
        before, star = star, back(n, values[2], values[3], stats, mpf(1), mpf(1))[0]
        if before is not None and abs(star - before) <= mpf(10) ** -25 * star:
            break  # converged geometrically (slow convergence would change by 1/l² still)
    s = mpf(1)
    for _ in range(200 if stats[0] and star else 0):  # δ forgets where it came from: weights with a mean align it
        star, s = back(n, values[2], values[3], stats, mpf(1), s)
        s /= star
    return star


# ------------------------------------------------------------------ cases

def normal(stddev, mean=None):
    return {"name": "normal", **({"mean": mean} if mean is not None else {}), "stddev": stddev}


def net(inputs, layers, weights=None, biases=None):
    n = {"inputs": inputs, "layers": layers}
    if weights:
        n["weightInitializer"] = {"name": weights} if isinstance(weights, str) else weights
    if biases:
        n["biasInitializer"] = {"name": biases} if isinstance(biases, str) else biases
    return n


def cases():
    out = layer("sigmoid", 10)
    one = normal(1.0, 0.0)
    yield "sigmoid_lecun_unit_biases_100", net(784, [layer("sigmoid", 30, repeat=100), out], "lecun_normal", one), 0.1307, 0.1035
    yield "sigmoid_defaults_30", net(16, [layer("sigmoid", 16, repeat=30), out]), None, None
    yield "sigmoid_nielsen_unit_weights", net(784, [layer("sigmoid", 30, repeat=4), out], one, one), 0.1307, 0.1035
    yield "sigmoid_variance_1e4", net(100, [layer("sigmoid", 100, repeat=3), out], normal(10.0)), None, None
    yield "tanh_glorot_100", net(30, [layer("tanh", 30, repeat=100), out], "glorot_normal"), None, None
    yield "tanh_he_20", net(30, [layer("tanh", 30, repeat=20), out], "he_uniform", normal(0.3)), 0.25, 0.75
    yield "tanh_variance_1e4", net(100, [layer("tanh", 100, repeat=3), layer("linear", 2)], normal(10.0), normal(0.1)), None, None
    yield "tanh_steep_with_mean", net(50, [layer("tanh", 50, repeat=3), layer("linear", 2)], normal(4.0), {"name": "constant", "value": 7.5}), None, None
    yield "tanh_orthogonal", net(20, [layer("tanh", 40), layer("tanh", 25), layer("tanh", 25), out], {"name": "orthogonal", "gain": 1.5},
                                 {"name": "orthogonal", "gain": 0.5}), None, None
    yield "tanh_weights_with_mean", net(12, [layer("tanh", 12, repeat=6), out], normal(0.4, 0.05), normal(0.5, 0.25)), 0.5, 1.25
    yield "relu_he_50", net(64, [layer("relu", 64, repeat=50), out], "he_normal"), None, None
    yield "relu_glorot_square_50", net(64, [layer("relu", 64, repeat=50), out], "glorot_uniform"), None, None
    yield "relu_glorot_widths", net(784, [layer("relu", 300), layer("relu", 100), layer("relu", 50), layer("relu", 80), out]), 0.1307, 0.1035
    yield "relu_bias_mean", net(20, [layer("relu", 30, repeat=8), out], "he_normal", normal(0.25, -0.5)), None, None
    yield "relu_constant_biases", net(20, [layer("relu", 30, repeat=8), out], "lecun_normal", {"name": "constant", "value": 0.1}), 0.5, 0.5
    yield "relu_weights_with_mean", net(16, [layer("relu", 24), layer("relu", 16), layer("relu", 16), out],
                                        {"name": "uniform", "low": -0.25, "high": 0.375}, {"name": "uniform"}), 0.5, 0.5
    yield "leaky_relu_he", net(10, [layer("leaky_relu", 20, negativeSlope=0.2), layer("leaky_relu", 30), layer("leaky_relu", 30), out],
                               "he_normal", normal(0.5)), None, None
    yield "elu_lecun_20", net(40, [layer("elu", 40, repeat=20), out], "lecun_normal", normal(0.2)), None, None
    yield "elu_alpha", net(40, [layer("elu", 40, alpha=0.7), layer("elu", 20, alpha=1.5), layer("elu", 30), out], "glorot_normal",
                           {"name": "ones"}), None, None
    yield "selu_lecun_50", net(50, [layer("selu", 50, repeat=50), layer("softmax", 10)], "lecun_normal"), None, None
    yield "gelu_he_20", net(32, [layer("gelu", 32, repeat=20), out], "he_normal"), None, None
    yield "gelu_uniform_widths", net(8, [layer("gelu", 64), layer("gelu", 16), layer("gelu", 48), out],
                                     {"name": "uniform", "low": -0.2, "high": 0.2}, normal(0.1, 0.2)), 0.1, 2.0
    yield "silu_he_20", net(32, [layer("silu", 32, repeat=20), out], "he_normal", normal(0.5)), None, None
    yield "softplus_lecun", net(24, [layer("softplus", 24, repeat=10), out], "lecun_uniform", "lecun_normal"), None, None
    yield "softplus_steep", net(100, [layer("softplus", 50, repeat=2), layer("linear", 1)], normal(5.0), normal(1.0, -20.0)), None, None
    yield "exponential_small", net(30, [layer("exponential", 30, repeat=5), layer("linear", 1)], normal(0.05), normal(0.2, -0.5)), None, None
    yield "linear_orthogonal_100", net(20, [layer("linear", 20, repeat=100), layer("linear", 2)], {"name": "orthogonal"}), None, None
    yield "linear_growing", net(20, [layer("linear", 20, repeat=30), layer("linear", 2)], normal(0.5), normal(1.0)), None, None
    yield "softmax_hidden", net(20, [layer("relu", 30), layer("softmax", 10), layer("tanh", 20), layer("softmax", 5), layer("softmax", 3)],
                                "he_normal", normal(0.1)), None, None
    yield "constant_weights_tanh", net(5, [layer("tanh", 4, repeat=3), layer("linear", 2)], {"name": "constant", "value": 0.1}, normal(0.5)), 0.5, 1.0
    yield "constant_everything_sigmoid", net(5, [layer("sigmoid", 4, repeat=3), out], {"name": "constant", "value": 0.3}, "ones"), 0.5, 1.0
    yield "zero_weights", net(5, [layer("sigmoid", 4, repeat=3), out], "zeros", normal(1.0)), None, None
    yield "no_hidden_layer", net(784, [layer("softmax", 10)]), 0.1307, 0.1035
    yield "one_hidden_layer", net(784, [layer("sigmoid", 30), out], one, one), 0.1307, 0.1035
    yield "input_zero", net(6, [layer("sigmoid", 8, repeat=4), out], "he_normal", normal(0.5)), 0.0, 0.0
    yield "mixed_everything", net(9, [
        layer("relu", 12, weightInitializer={"name": "he_uniform"}), layer("sigmoid", 20, biasInitializer=normal(0.5, -0.3)),
        layer("selu", 7, useBias=False, weightInitializer=normal(0.3, 0.1)), layer("gelu", 15), layer("tanh", 11, weightInitializer={"name": "orthogonal", "gain": 0.9}),
        layer("softplus", 13, weightInitializer={"name": "uniform", "low": -1.0, "high": 0.5}), layer("silu", 6, useBias=False),
        layer("leaky_relu", 8, negativeSlope=0.3), layer("elu", 10, alpha=0.5), layer("linear", 4, weightInitializer=normal(0.6)), layer("sigmoid", 3)],
        "glorot_uniform", normal(0.25)), 0.2, 0.8


def forecasts():
    mp.dps = DIGITS
    result, found = [], {}
    for name, network, mean, square in cases():
        request = {"network": network}
        if mean is not None:
            request.update(inputMean=mean, inputMeanSquare=square)
        start = g.time.time()
        f = forecast(request)
        found[name] = f
        star = f.pop("chiStar")
        print("  ", name, *(mp.nstr(f[k], 8) if f[k] is not None else None for k in ("slopePerLayerForecast", "slopePerLayerFiniteWidthForecast", "depthScale")),
              f["regime"], "χ*", mp.nstr(star, 8) if star is not None else None, f"{g.time.time() - start:.1f} s")
        if name == "zero_weights":
            del f["depthScale"]
        f = {k: f[k] for k in ("layers", "slopePerLayerForecast", "slopePerLayerFiniteWidthForecast", "depthScale", "regime") if k in f}
        result.append({"name": name, "request": request, "expected": g.plain(f)})
    known(found)
    keys = [k for k in MEMO if k[0] not in ("softmax",) and k[-1] > 0]
    rng, worst = random.Random(5), mpf(0)
    by_name = {}
    for k in keys:
        by_name.setdefault(k[0], []).append(k)
    picked = [k for ks in by_name.values() for k in rng.sample(ks, min(2, len(ks))) + [max(ks, key=lambda k: k[-1])]]
    for k in picked:
        spec = {"activation": k[0], **({"alpha": k[1]} if k[1] is not None else {}), **({"negativeSlope": k[2]} if k[2] is not None else {})}
        with mp.workdps(30):
            other = by_quad(spec, *k[-2:])
        scales = [mp.sqrt(MEMO[k][1])] + MEMO[k][1:]
        gap = max(abs(a - b) / s for a, b, s in zip(other, MEMO[k], scales))
        assert gap < mpf(10) ** -20, (k, gap)
        worst = max(worst, gap)
    g.write("forecasts.json", "", result)
    print(f"  {len(picked)} sets of five integrals agree with mpmath's quad to {mp.nstr(worst, 2)}; {len(MEMO)} were computed")
    mp.dps = g.DPS


def known(found):
    def chis(name):
        return [row["chi"] for row in found[name]["layers"]]
    assert all(abs(c - 1) < mpf(10) ** -30 for c in chis("relu_he_50")[1:-2])
    assert all(abs(c - mpf(1) / 2) < mpf(10) ** -30 for c in chis("relu_glorot_square_50")[:-2])
    root = mp.sqrt(chis("sigmoid_lecun_unit_biases_100")[90])
    assert mp.nstr(root, 4) == "0.2048", root
    print("   sigmoid, N(0,1/n), N(0,1): √χ →", mp.nstr(root, 12))
    f = found["tanh_glorot_100"]
    print("   tanh, Glorot, 100 × 30: slope", mp.nstr(f["slopePerLayerForecast"], 12), "finite width",
          mp.nstr(f["slopePerLayerFiniteWidthForecast"], 12))
