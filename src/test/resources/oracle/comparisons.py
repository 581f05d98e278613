"""comparisons.json: several costs on the same weights and batch. Run through generate.py; the numbers come from its differentiator."""
import random

from mpmath import mp, mpf

import generate as g
from generate import layer

NAMES = {"mse": "mean_squared_error", "mae": "mean_absolute_error", "bce": "binary_cross_entropy",
         "cce": "categorical_cross_entropy", "quadratic": "quadratic"}


def drawn(name, costs, specs, inputs, m, seed, targets="bce", **more):
    """Random parameters and batch, away from kinks, clip bounds and vanished gradients under every one of the costs."""
    for attempt in range(2000):
        rng = random.Random(100 * seed + attempt)
        case = {"name": name, "costs": costs.split(), "layers": specs, "parameters": g.random_parameters(rng, inputs, specs),
                "inputs": [[g.draw(rng, 2.0) for _ in range(inputs)] for _ in range(m)],
                "targets": g.random_targets(rng, NAMES[targets], specs[-1]["units"], m), **more}
        if all(g.suitable({**case, "cost": NAMES[c]}, None) for c in case["costs"]):
            return case
    raise AssertionError("no suitable draw for " + name)


def single(name, costs, activation, zs, targets, inputs=((1.0,),), **more):
    case = g.single(name, activation, None, zs, targets, inputs, **more)
    return {**case, "costs": costs.split()}


def cases():
    s, ln49 = layer("sigmoid", 3), 3.8918202981106265
    both = "quadratic bce"
    yield single("neuron_0.5_to_0.6", both, "sigmoid", [0.0], [[0.6]])
    yield single("neuron_0.98_to_0.999", both, "sigmoid", [ln49], [[0.999]])
    yield single("neuron_both_in_one_batch", both, "sigmoid", [ln49], [[0.6], [0.999]], inputs=[[0.0], [1.0]])
    yield drawn("one_sigmoid_output_one_sample", both, [s, s, s, layer("sigmoid", 1)], 2, 1, 1)
    yield drawn("one_sigmoid_output_five_samples", both, [s, s, s, layer("sigmoid", 1)], 2, 5, 2)
    yield drawn("three_sigmoid_outputs_one_sample", both, [s, s, layer("sigmoid", 3)], 2, 1, 3)
    yield drawn("three_sigmoid_outputs_four_samples", "bce quadratic", [s, s, s, layer("sigmoid", 3)], 3, 4, 4)
    for z in (20, 40):
        more = {"dps": 120}
        yield single(f"saturated_z{z}_wrong_side", both, "sigmoid", [z, -z], [[0.0, 1.0]], **more)
        yield single(f"saturated_z{z}_right_side", both, "sigmoid", [z, -z], [[1.0, 0.0]], **more)
        yield {"name": f"saturated_z{z}_two_layers", "costs": both.split(), **more,
               "layers": [layer("tanh", 2), layer("sigmoid", 2)],
               "parameters": [{"weights": [[0.5], [-0.25]], "biases": [0.125, 0.25]},
                              {"weights": [[0.75, -0.5], [0.5, 1.25]], "biases": [float(z), float(-z)]}],
               "inputs": [[1.0], [-0.5], [2.0]], "targets": [[0.0, 1.0], [1.0, 0.0], [0.3, 0.3]]}
    yield drawn("relu_hidden", both, [layer("relu", 4), layer("relu", 4), layer("sigmoid", 2)], 3, 4, 5)
    yield drawn("tanh_hidden", both, [layer("tanh", 4), layer("tanh", 3), layer("sigmoid", 2)], 3, 4, 6)
    yield drawn("gelu_elu_silu_hidden", "quadratic mae", [layer("gelu", 4), layer("elu", 3, alpha=0.7), layer("silu", 3),
                                                          layer("linear", 2)], 2, 3, 7, "quadratic")
    yield drawn("softmax_output", "cce quadratic mse", [layer("tanh", 4), layer("sigmoid", 3), layer("softmax", 4)], 3, 4, 8, "cce")
    yield single("saturated_softmax_wrong_class", "quadratic cce", "softmax", [40, 0, 1],
                 [[0.0, 1.0, 0.0], [0.0, 0.25, 0.75]], inputs=[[1.0], [1.0]], dps=120)
    yield drawn("quadratic_and_mean_squared_error_three_outputs", "quadratic mse", [s, layer("tanh", 3), layer("linear", 3)], 2, 3, 9,
                "quadratic")
    yield drawn("mean_squared_error_and_quadratic_one_output", "mse quadratic", [s, layer("relu", 4), layer("linear", 1)], 2, 3, 10,
                "quadratic")
    yield drawn("mean_absolute_error", "mae quadratic", [layer("tanh", 4), layer("tanh", 4), layer("linear", 2)], 2, 4, 11, "quadratic")
    yield drawn("three_costs", "quadratic bce mae", [s, s, layer("sigmoid", 2)], 2, 4, 12)
    yield drawn("five_costs_on_softmax", "mae cce mse bce quadratic", [layer("selu", 3), layer("leaky_relu", 4), layer("softmax", 3)], 2, 3,
                13, "cce")
    yield drawn("without_biases", both, [s, layer("sigmoid", 4, useBias=False), layer("sigmoid", 2, useBias=False)], 3, 3, 14)
    # Norms that are exactly 0
    yield {"name": "zero_delta_exact_fit", "costs": ["quadratic", "mae"], "layers": [layer("linear", 1), layer("linear", 1)],
           "parameters": [{"weights": [[0.5]], "biases": [0.25]}, {"weights": [[2.0]], "biases": [0.5]}],
           "inputs": [[1.0], [2.0]], "targets": [[2.0], [3.0]]}
    yield {"name": "zero_delta_of_the_clipped_cost", "costs": ["quadratic", "cce"], "layers": [layer("tanh", 2), layer("sigmoid", 2)],
           "parameters": [{"weights": [[0.5], [-0.25]], "biases": [0.125, 0.25]},
                          {"weights": [[0.75, -0.5], [0.5, 1.25]], "biases": [-20.0, -21.5]}],
           "inputs": [[1.0], [-0.5]], "targets": [[0.0, 1.0], [0.75, 0.25]]}
    yield {"name": "zero_delta_of_a_dead_layer", "costs": both.split(), "layers": [layer("tanh", 2), layer("relu", 3), layer("sigmoid", 2)],
           "parameters": [{"weights": [[0.5, -0.25], [1.0, 0.75]], "biases": [0.25, -0.5]},
                          {"weights": [[0.5, 1.0], [0.7, -0.2], [-0.3, 0.4]], "biases": [-5.0, -6.0, -7.0]},
                          {"weights": [[0.5, -1.25, 0.75], [0.3, 0.6, -0.9]], "biases": [0.25, -0.5]}],
           "inputs": [[1.0, 0.5], [-0.5, 1.5]], "targets": [[1.0, 0.0], [0.0, 0.3]]}
    yield {"name": "zero_mean_gradient_of_cancelling_samples", "costs": both.split(), "layers": [layer("sigmoid", 2)],
           "parameters": [{"weights": [[0.0], [0.0]], "biases": [0.0, 0.0]}],
           "inputs": [[1.0], [1.0]], "targets": [[0.0, 1.0], [1.0, 0.0]]}

    def weight(scale):
        return lambda rng, fan_in: g.draw(rng, scale / fan_in ** 0.5)

    def bias(rng):
        return g.draw(rng, 0.8)
    for count, width, m, scale, more in ((30, 4, 3, 2.0, {"fd_dps": 200}), (1000, 2, 2, 3.0, {"finite_differences": False})):
        case = g.deep_case(f"deep_sigmoid_{count}", "sigmoid", width, count, layer("sigmoid", 2), NAMES["bce"], m, 31, weight(scale), bias,
                           **more)
        yield {**case, "costs": both.split()}


def ratio(a, b):
    """null where either norm is exactly 0."""
    return None if a == 0 or b == 0 else a / b


def settled(x):
    """What is rounding noise of the computation is 0."""
    return mpf(0) if x is not None and abs(x) < mpf(10) ** -40 else x


def compare(case):
    runs, checked = {}, 0
    for cost in case["costs"]:
        one = {"fd_count": 5, **case, "cost": NAMES[cost], "name": case["name"] + cost}
        runs[cost] = g.evaluate(one)
        checked += g.check(one, *runs[cost])
    depth = len(case["layers"])

    def norms(cost, l):
        samples = runs[cost][0]
        gradient = g.flat(g.average(samples, "dw", l))
        delta = g.flat([s["dz"][l] for s in samples])
        return gradient, g.norm(gradient), g.norm(delta)
    base = case["costs"][0]
    base_norms = [norms(base, l) for l in range(depth)]
    base_slope = runs[base][1]["flow"]["slopePerLayer"]
    comparisons = []
    for cost in case["costs"][1:]:
        rows = []
        for l in range(depth):
            (gc, nc, dc), (gb, nb, db) = norms(cost, l), base_norms[l]
            dot = sum((a * b for a, b in zip(gc, gb)), mpf(0))
            cosine = ratio(dot / nb, nc) if nc != 0 and nb != 0 and dot != 0 else (None if nc == 0 or nb == 0 else mpf(0))
            assert cosine is None or cosine == 0 or abs(cosine) > mpf(10) ** -20
            rows.append({"layer": l + 1, "normRatio": ratio(nc, nb), "cosine": cosine, "deltaNormRatio": ratio(dc, db)})
        slope = runs[cost][1]["flow"]["slopePerLayer"]
        comparisons.append({"cost": NAMES[cost], "layers": rows,
                            "slopeDifference": None if slope is None or base_slope is None else settled(slope - base_slope),
                            "outputFactor": rows[-1]["deltaNormRatio"]})
    samples = [{"output": runs[base][0][i]["a"][-1], "target": case["targets"][i],
                "perCost": [{"cost": NAMES[c], "loss": runs[c][0][i]["cost"], "deltaNorm": g.norm(runs[c][0][i]["dz"][-1])}
                            for c in case["costs"]]} for i in range(len(case["inputs"]))]
    known(case, comparisons, samples)
    return {"comparisons": comparisons, "samples": samples}, checked


def known(case, comparisons, samples):
    """What holds without any differentiation."""
    tiny, outputs = mpf(10) ** -25, case["layers"][-1]["units"]
    for c in comparisons:
        pair = (case["costs"][0], [k for k in NAMES if NAMES[k] == c["cost"]][0])
        wanted = None
        if pair in (("quadratic", "mse"), ("mse", "quadratic")):
            wanted = mpf(2) / outputs if pair[0] == "quadratic" else mpf(outputs) / 2
        elif pair == ("quadratic", "bce") and outputs == 1 and len(samples) == 1 and case["layers"][-1]["activation"] == "sigmoid":
            a = samples[0]["output"][0]
            wanted = 1 / (a * (1 - a))
        if wanted is not None:
            for row in c["layers"]:
                assert abs(row["normRatio"] / wanted - 1) < tiny and abs(row["deltaNormRatio"] / wanted - 1) < tiny
                assert abs(row["cosine"] - 1) < tiny, case["name"]
            assert not c["slopeDifference"], case["name"]


def comparisons():
    result, checked = [], 0
    for case in cases():
        mp.dps = case.get("dps", g.DPS)
        expected, count = compare(case)
        checked += count
        request = g.request_of({**case, "cost": None})
        request = {"network": request["network"], "costs": [NAMES[c] for c in case["costs"]], "parameters": request["parameters"],
                   "batch": request["batch"]}
        result.append({"name": case["name"], "request": request, "expected": g.plain(expected)})
        print("  ", case["name"], [c["outputFactor"] and mp.nstr(c["outputFactor"], 5) for c in expected["comparisons"]],
              [mp.nstr(c["slopeDifference"], 4) if c["slopeDifference"] is not None else None for c in expected["comparisons"]])
    mp.dps = g.DPS
    assert len({c["name"] for c in result}) == len(result)
    g.write("comparisons.json", "", result)
    print(f"  {checked} derivatives agree with central differences")
