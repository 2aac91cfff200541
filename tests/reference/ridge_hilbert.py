# SPDX-License-Identifier: BSD-3-Clause
"""Exact ridge regression on Hilbert matrices, written to ridge_hilbert_expected.h.

X holds the binary64 numbers nearest to 1 / (i + j + 1), y and w are small integers, so every quantity of the fit
is a rational number (standard errors are square roots of one). It is computed with fractions.Fraction, no rounding
before the last step, from the definitions of include/arete/ridge.h: centre, A = G + lambda diag(f_j s_j^2), solve.

    python3 ridge_hilbert.py > ridge_hilbert_expected.h
"""
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 60


def inverse(a):
    """Gauss-Jordan over the rationals."""
    n = len(a)
    m = [row[:] + [Fraction(int(i == j)) for j in range(n)] for i, row in enumerate(a)]
    for k in range(n):
        pivot = next(i for i in range(k, n) if m[i][k] != 0)
        m[k], m[pivot] = m[pivot], m[k]
        m[k] = [v / m[k][k] for v in m[k]]
        for i in range(n):
            if i != k and m[i][k] != 0:
                m[i] = [v - m[i][k] * u for v, u in zip(m[i], m[k])]
    return [row[n:] for row in m]


def multiply(a, b):
    columns = list(zip(*b))
    return [[sum(u * v for u, v in zip(row, column)) for column in columns] for row in a]


def root(fraction):
    return float((Decimal(fraction.numerator) / Decimal(fraction.denominator)).sqrt())


def number(value):
    value = float(value)
    return "NAN" if value != value else value.hex()


def case(n, p, intercept, standardize, weighted, factors, lam):
    x = [[Fraction(1.0 / (i + j + 1)) for j in range(p)] for i in range(n)]
    y = [Fraction((3 * i * i + i) % 11 - 4) for i in range(n)]
    w = [Fraction(1 + i % 3 if weighted else 1) for i in range(n)]
    f = [Fraction(j % 3 if factors else 1) for j in range(p)]
    lam = Fraction(lam)
    total = sum(w)
    mx = [sum(w[i] * x[i][j] for i in range(n)) / total for j in range(p)]
    my = sum(a * b for a, b in zip(w, y)) / total
    variance = [sum(w[i] * (x[i][j] - mx[j]) ** 2 for i in range(n)) / total for j in range(p)]
    cx, cy = (mx, my) if intercept else ([Fraction(0)] * p, Fraction(0))
    xc = [[x[i][j] - cx[j] for j in range(p)] for i in range(n)]
    yc = [v - cy for v in y]
    gram = [[sum(w[i] * xc[i][j] * xc[i][k] for i in range(n)) for k in range(p)] for j in range(p)]
    cross = [sum(w[i] * xc[i][j] * yc[i] for i in range(n)) for j in range(p)]
    a = [[gram[j][k] + (lam * f[j] * (variance[j] if standardize else 1) if j == k else 0) for k in range(p)]
         for j in range(p)]
    inv = inverse(a)
    beta = [row[0] for row in multiply(inv, [[c] for c in cross])]
    b = cy - sum(m * v for m, v in zip(cx, beta))
    residual = [yc[i] - sum(u * v for u, v in zip(xc[i], beta)) for i in range(n)]
    rss = sum(w[i] * residual[i] ** 2 for i in range(n))
    tss = sum(w[i] * yc[i] ** 2 for i in range(n))
    ga = multiply(gram, inv)
    df = sum(ga[j][j] for j in range(p)) + intercept
    sigma2 = rss / (total - df)
    sandwich = multiply(inv, ga)
    se = [root(sigma2 * sandwich[j][j]) for j in range(p)]
    se_b = 0.0
    if intercept:
        se_b = root(sigma2 * (1 / total + sum(cx[j] * sandwich[j][k] * cx[k] for j in range(p) for k in range(p))))
    # Condition of the matrix scaled to unit diagonal; the square roots are its only irrational numbers.
    d = [(Decimal(a[j][j].numerator) / Decimal(a[j][j].denominator)).sqrt() for j in range(p)]

    def one_norm(matrix, scale):
        return max(sum(abs(Decimal(matrix[j][k].numerator) / Decimal(matrix[j][k].denominator) * scale(j, k))
                       for j in range(p)) for k in range(p))

    rcond = 1 / (one_norm(a, lambda j, k: 1 / (d[j] * d[k])) * one_norm(inv, lambda j, k: d[j] * d[k]))
    pad = [0.0] * (8 - p)
    print("    {%d, %d, %d, %d, %d, %d, %s, %s," % (n, p, intercept, standardize, weighted, factors, number(lam), number(b)))
    for values in (beta, se, d):
        print("     {%s}," % ", ".join(number(v) for v in list(values) + pad))
    print("     %s}," % ", ".join(number(v) for v in (se_b, df, rss, 1 - rss / tss, total * rss / (total - df) ** 2,
                                                        sigma2, rcond)))


print("/* SPDX-License-Identifier: BSD-3-Clause")
print(" *")
print(" * Exact rational ridge fits on Hilbert matrices, rounded once. Written by ridge_hilbert.py.")
print(" */")
print("static const hilbert_case hilbert_cases[] = {")
for p in (2, 3, 4, 5, 6, 8):
    for lam in (0.0, 2.0 ** -50, 2.0 ** -30, 1e-6, 1e-3, 1.0, 1000.0):
        for intercept in (0, 1):
            if not (p > 5 and lam < 1e-12):
                case(12, p, intercept, 0, 0, 0, lam)
for p, lam in ((3, 1e-3), (4, 1e-6), (5, 1e-2), (6, 10.0)):
    for intercept in (0, 1):
        case(12, p, intercept, 1, 0, 0, lam)
        case(12, p, intercept, 0, 1, 0, lam)
        case(12, p, intercept, 1, 1, 1, lam)
for lam in (1e-2, 1.0, 100.0):  # more columns than rows: the dual
    for intercept in (0, 1):
        case(5, 8, intercept, 0, 0, 0, lam)
        case(5, 8, intercept, 1, 1, 0, lam)
        case(6, 7, intercept, 0, 1, 1, lam)
print("};")
