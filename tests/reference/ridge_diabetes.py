# SPDX-License-Identifier: BSD-3-Clause
"""scikit-learn's Ridge, KernelRidge and KFold refits on its diabetes data, written to ridge_diabetes_expected.h.

The data are docs/examples/diabetes.csv (its ten predictors, unscaled, and the response `progression`). scikit-learn's
alpha is our lambda: both stand in sum w r^2 + alpha ||beta||^2 with a free intercept and raw weights.

    python3 ridge_diabetes.py ../../docs/examples/diabetes.csv > ridge_diabetes_expected.h
"""
import sys

import numpy as np
import sklearn
from sklearn.kernel_ridge import KernelRidge
from sklearn.linear_model import Ridge

data = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1)
x10, progression = data[:, :10], data[:, 10]
x9, y2 = data[:, :9], data[:, [10, 9]]  # targets progression and s6
n = len(data)
weights = 0.5 * (np.arange(n) % 5)  # every fifth row has weight 0
alphas = [0.0, 0.5, 10.0, 1e3, 1e6]


def hexes(values):
    return ", ".join(float(v).hex() for v in np.ravel(values))


def fit(x, y, alpha, intercept, w=None):
    # svd is the most accurate of its solvers, but refuses alpha 0
    return Ridge(alpha, fit_intercept=intercept, solver="svd" if alpha else "cholesky").fit(x, y, w)


def table(name, comment, rows):
    print("/* %s */" % comment)
    print("static const double %s[%d][%d] = {" % (name, len(rows), len(rows[0])))
    for row in rows:
        print("    {%s}," % hexes(row))
    print("};\n")


print("/* SPDX-License-Identifier: BSD-3-Clause")
print(" *")
print(" * What scikit-learn %s makes of its diabetes data. Written by ridge_diabetes.py." % sklearn.__version__)
print(" */")
print("#define DIABETES_ALPHAS %d" % len(alphas))
print("static const double sklearn_alpha[DIABETES_ALPHAS] = {%s};\n" % hexes(alphas))
for name, intercept, w in (("plain", True, None), ("origin", False, None), ("weighted", True, weights),
                           ("weighted_origin", False, weights)):
    rows = []
    for alpha in alphas:
        model = fit(x10, progression, alpha, intercept, w)
        rows.append(np.r_[model.intercept_, model.coef_])
    table("sklearn_" + name, "Ridge(alpha, fit_intercept=%s)%s: intercept, coefficients"
          % (intercept, "" if w is None else ", sample_weight 0.5 (i mod 5)"), rows)
rows = []
for alpha in alphas:
    model = fit(x9, y2, alpha, True)
    rows.append(np.r_[model.intercept_[0], model.coef_[0], model.intercept_[1], model.coef_[1]])
table("sklearn_two_targets", "targets progression and s6, the other nine as predictors: intercept, coefficients, twice", rows)
# StandardScaler (1/n) in front of Ridge, taken back to the original scale
rows = []
mean, sd = x10.mean(0), x10.std(0)
for alpha in alphas:
    model = fit((x10 - mean) / sd, progression, alpha, True)
    coef = model.coef_ / sd
    rows.append(np.r_[model.intercept_ - mean @ coef, coef])
table("sklearn_standardized", "StandardScaler before Ridge, on the original scale: intercept, coefficients", rows)
# fewer rows than columns
rows, kernel = [], []
for alpha in alphas[1:]:
    model = fit(x10[:6], progression[:6], alpha, True)
    rows.append(np.r_[model.intercept_, model.coef_])
    dual = KernelRidge(alpha=alpha, kernel="linear").fit(x10[:6], progression[:6]).dual_coef_
    kernel.append(x10[:6].T @ dual)
table("sklearn_six_rows", "Ridge on the first six rows, without the first alpha: intercept, coefficients", rows)
table("sklearn_kernel", "KernelRidge(alpha, linear) on the first six rows, X'dual_coef_, no intercept", kernel)
# cross-validation by refitting, row i in fold i mod 5, and with the weights above
for name, w in (("", np.ones(n)), ("_weighted", weights)):
    rows = []
    for alpha in alphas:
        squares, sums = [], []
        for k in range(5):
            held = (np.arange(n) * 7 // 3) % 5 == k
            model = fit(x10[~held], progression[~held], alpha, True, w[~held])
            squares.append(np.sum(w[held] * (progression[held] - model.predict(x10[held])) ** 2))
            sums.append(np.sum(w[held]))
        squares, sums = np.array(squares), np.array(sums)
        error = squares.sum() / sums.sum()
        se = np.sqrt(np.sum(sums / sums.sum() * (squares / sums - error) ** 2) / 4)
        rows.append([error, se])
    table("sklearn_cv" + name, "five refits, row i held out in fold (7 i / 3) mod 5: error over all held-out rows, se", rows)
