"""Relative error of E φ′(z)² by Gauss–Hermite quadrature of 64 points, beside an adaptive integral. Needs numpy and mpmath."""
import numpy as np
from mpmath import mp, quad, mpf, exp, sqrt, pi, tanh, inf

CASES = [
    ("ReLU, m = 0, v = 1", lambda z: (z > 0) * 1.0, 0.0, 1.0),
    ("ReLU, m = −0.5, v = 1", lambda z: (z > 0) * 1.0, -0.5, 1.0),
    ("tanh, m = 0, v = 1", lambda z: (1 - tanh(z) ** 2) ** 2, 0.0, 1.0),
    ("tanh, m = 0, v = 100", lambda z: (1 - tanh(z) ** 2) ** 2, 0.0, 100.0),
    ("tanh, m = 0, v = 10⁴", lambda z: (1 - tanh(z) ** 2) ** 2, 0.0, 10_000.0),
]
x, w = np.polynomial.hermite_e.hermegauss(64)
mp.dps = 30
print("| integrand | relative error |\n|---|---|")
for name, f, m, v in CASES:
    s = sqrt(mpf(v))
    kink = -m / s
    cuts = [-inf, kink - 3, kink - 30 / s, kink, kink + 30 / s, kink + 3, inf]
    exact = quad(lambda t: f(m + s * t) * exp(-t * t / 2), sorted(cuts)) / sqrt(2 * pi)
    rule = sum(wi * f(mpf(float(m)) + s * mpf(float(xi))) for xi, wi in zip(x, w)) / w.sum()
    print(f"| {name} | {float(abs(rule / exact - 1)):.1e} |")
