/* SPDX-License-Identifier: BSD-3-Clause
 *
 * arete/ridge.h - L2-regularised least squares.
 *
 *     minimise over b, beta:  sum_i w_i (y_i - b - x_i'beta)^2 + lambda sum_j f_j (s_j beta_j)^2
 *
 * This is the plain sum form: lambda is the number that stands in (X'X + lambda I) beta = X'y; it is not
 * divided by n, halved or squared. The intercept b is never penalised. f_j are the penalty factors (default
 * 1, used as given; 0 leaves a coefficient free). s_j = 1, or with standardising the weighted population
 * standard deviation of column j, so that the coefficients are always on the original scale.
 *
 *     one fit             arete_ridge_fit          from arrays
 *                         arete_ridge_fit_moments  from moments.h
 *     choosing lambda     arete_ridge_cv           K-fold cross-validation from the folds' moments alone
 *     what came out       arete_ridge_coef, _intercept, _stats, ..., then model.h to predict and save
 *
 * Statistics, with r the residuals, H the hat matrix, N = W = sum w_i:
 *     rss = sum w r^2          df = tr H, plus 1 for the intercept        sigma2 = rss / (N - df)
 *     rmse = sqrt(rss / N)     r2 = 1 - rss / tss, tss about the weighted mean (about 0 without an intercept)
 *     gcv = N rss / (N - df)^2
 * Where N - df is not safely positive (below 0.01 of an average row's weight), or rss from moments is lost in its
 * rounding error, sigma2, gcv and standard errors are absent (NaN) with a warning.
 *
 * Constant columns (with an intercept; all-zero ones without) get coefficient 0 and a warning, at every
 * lambda. Any other exact dependence at lambda = 0 is ARETE_ERR_SINGULAR, and the error names the column.
 *
 * Reference: Hoerl, Kennard, "Ridge regression", Technometrics 12 (1970) 55-67.
 */
#ifndef ARETE_RIDGE_H
#define ARETE_RIDGE_H

#include <stddef.h>

#include "error.h"
#include "export.h"
#include "layout.h"
#include "moments.h"
#include "status.h"

ARETE_BEGIN_DECLS

/* Which linear system is factored. */
typedef enum arete_solver {
    ARETE_SOLVER_AUTO = 0,     /* the dual where rows are at hand, p > n and lambda > 0; else Cholesky */
    ARETE_SOLVER_CHOLESKY = 1, /* (gram + lambda F) beta = cross, p x p */
    ARETE_SOLVER_DUAL = 2      /* (X F^-1 X' + lambda I) alpha = y, n x n; needs the rows and lambda > 0 */
} arete_solver;

typedef struct arete_ridge_options {
    /* 1: fit an unpenalised intercept; 0: through the origin. Default 1. */
    int intercept;

    /* 1: penalise beta_j in units of its column's standard deviation; 0: as it is. Default 0. */
    int standardize;

    /* p penalty factors, finite and >= 0, or NULL: all 1. Read during the call only. Default NULL. */
    const double *penalty_factor;

    /* An arete_solver. Default ARETE_SOLVER_AUTO. */
    int solver;

    /* 1: compute standard errors (p^3 operations for each lambda); 0: leave them out. Default 1. */
    int std_errors;

    /* Threads; range 0 to 1024; default 0: as many as OpenMP would use. Results do not depend on it while
     * p <= 1024 (or n, for the dual); beyond, LAPACK's own threads may change the last digits. */
    int threads;

    /* Names of the p predictors and the q targets for the texts of errors and warnings, or NULL: those of the
     * moments, or numbers. Read during the call only. Default NULL. */
    const char *const *feature_names;
    const char *const *target_names;
} arete_ridge_options;

/* Sets every field to its default. NULL is ignored. */
ARETE_API void arete_ridge_options_init(arete_ridge_options *options);

/* Something the user should know, though the fit is done. */
typedef enum arete_warning_kind {
    ARETE_WARN_CONSTANT_COLUMN = 1,  /* column does not vary: its coefficient is set to 0 */
    ARETE_WARN_CONSTANT_TARGET = 2,  /* target does not vary: r2 is absent */
    ARETE_WARN_ILL_CONDITIONED = 3,  /* the forward error estimate of the coefficients exceeds 1e-10 */
    ARETE_WARN_NO_DEGREES_OF_FREEDOM = 4, /* N - df is not safely positive: no sigma2, gcv, standard errors */
    ARETE_WARN_ROUNDING = 5,         /* rss or CV error is not large against its own rounding error */
    ARETE_WARN_GRID_EDGE = 6,        /* the smallest error stands at the lower end of the automatic grid */
    ARETE_WARN_INTERCEPT_ONLY = 7,   /* the smallest error stands at the upper end: no predictor helps */
    ARETE_WARN_EMPTY_FOLD = 8,       /* folds without rows were left out */
    ARETE_WARN_UNPENALIZED_COLUMN = 9 /* standardising without an intercept: a constant column has s_j = 0 */
} arete_warning_kind;

typedef struct arete_warning {
    int kind;       /* an arete_warning_kind */
    size_t column;  /* predictor it is about, or ARETE_NONE */
    size_t target;  /* target, or ARETE_NONE */
    double lambda;  /* penalty, or NaN */
    char text[192]; /* one line, no final period */
} arete_warning;

/* Stable lower-case name of a kind of warning ("constant_column"); total, never NULL. */
ARETE_API const char *arete_warning_code(int kind);

/* ---- fits ---- */

/* The fits of one data set at one or more penalties. Immutable; any thread may read it. */
typedef struct arete_ridge arete_ridge;

/* Fits arrays in memory.
 *
 * fit      set to NULL first; on success the result, to be destroyed by the caller
 * layout   order of x and y
 * n, p, q  rows, predictors, targets, each >= 1
 * x, ldx   n x p; ldx >= max(1, p) row-major or max(1, n) column-major
 * y, ldy   n x q, likewise; all targets are fitted in one pass
 * w        n weights >= 0, or NULL: all 1
 * nlambda  number of penalties, >= 1
 * lambda   each finite and >= 0, in any order
 * options  NULL: the defaults
 *
 * x, y and w are read only and not kept. rss is computed from the residuals. Uses a second pass over x for
 * that, and for p > n the dual.
 *
 * ARETE_ERR_NULL, _SIZE, _LAYOUT, _LD, _OPTION, _LAMBDA, _NOT_FINITE, _WEIGHT, _NO_DATA (no row of positive
 * weight), _RANGE, _SINGULAR (error->column is the predictor to blame), _NO_MEMORY. */
ARETE_API arete_status arete_ridge_fit(arete_ridge **fit, int layout, size_t n, size_t p, size_t q,
                                       const double *x, size_t ldx, const double *y, size_t ldy,
                                       const double *w, size_t nlambda, const double *lambda,
                                       const arete_ridge_options *options, arete_error *error);

/* The same for float data; all arithmetic and results are double. */
ARETE_API arete_status arete_ridge_fit_f32(arete_ridge **fit, int layout, size_t n, size_t p, size_t q,
                                           const float *x, size_t ldx, const float *y, size_t ldy,
                                           const float *w, size_t nlambda, const double *lambda,
                                           const arete_ridge_options *options, arete_error *error);

/* Fits from moments, all folds together. options.solver may not be ARETE_SOLVER_DUAL (there are no rows).
 * rss comes from the moments too and carries their rounding error (about 1e-16 times sum w y^2); a fit so
 * close that this matters gets ARETE_WARN_ROUNDING. Statuses as above. */
ARETE_API arete_status arete_ridge_fit_moments(arete_ridge **fit, const arete_moments *moments, size_t nlambda,
                                               const double *lambda, const arete_ridge_options *options,
                                               arete_error *error);

/* Frees the fits and sets *fit to NULL. NULL and a pointer to NULL are fine. */
ARETE_API void arete_ridge_destroy(arete_ridge **fit);

/* Numbers of one fit. NaN where a value does not exist (see the conventions above). */
typedef struct arete_ridge_stats {
    double lambda;
    double df;       /* effective degrees of freedom, intercept included */
    double rss;      /* residual sum of squares */
    double r2;       /* coefficient of determination */
    double rmse;     /* sqrt(rss / N) */
    double sigma2;   /* residual variance */
    double gcv;      /* generalised cross-validation */
    int solver;      /* the arete_solver that ran: _CHOLESKY or _DUAL */
    double rcond;    /* reciprocal condition of the factored matrix, scaled to unit diagonal, 1-norm */
    double residual; /* of the scaled system: ||c - A beta|| / (||A|| ||beta|| + ||c||), infinity norms */
    int refinements; /* steps of iterative refinement, residuals in extended precision */
} arete_ridge_stats;

/* Sizes; 0 for NULL. rows counts those of positive weight, weight is W. */
ARETE_API size_t arete_ridge_p(const arete_ridge *fit);
ARETE_API size_t arete_ridge_q(const arete_ridge *fit);
ARETE_API size_t arete_ridge_nlambda(const arete_ridge *fit);
ARETE_API size_t arete_ridge_rows(const arete_ridge *fit);
ARETE_API double arete_ridge_weight(const arete_ridge *fit);

/* For penalty number l (in the order given) and target t. Index out of range: NULL, NaN or ARETE_ERR_SIZE.
 * The pointers are valid until the fit is destroyed.
 *
 * coef         p coefficients on the original scale
 * std_errors   p standard errors sqrt(diag(sigma2 A^-1 gram A^-1)), A = gram + lambda F: the sandwich, or
 *              the variance of the ridge estimator given X, which takes no account of its bias. NaN for
 *              constant columns, and all NaN where sigma2 is absent; NULL if not asked for. */
ARETE_API const double *arete_ridge_coef(const arete_ridge *fit, size_t l, size_t t);
ARETE_API const double *arete_ridge_std_errors(const arete_ridge *fit, size_t l, size_t t);
ARETE_API double arete_ridge_intercept(const arete_ridge *fit, size_t l, size_t t);
ARETE_API double arete_ridge_intercept_std_error(const arete_ridge *fit, size_t l, size_t t);
ARETE_API arete_status arete_ridge_get_stats(const arete_ridge *fit, size_t l, size_t t, arete_ridge_stats *stats);

/* Warnings, in the order they arose; NULL past the last. */
ARETE_API size_t arete_ridge_nwarnings(const arete_ridge *fit);
ARETE_API const arete_warning *arete_ridge_warning(const arete_ridge *fit, size_t i);

/* ---- choosing the penalty by K-fold cross-validation ---- */

/* Which penalty of a path to take. */
typedef enum arete_rule {
    ARETE_RULE_MIN = 0, /* smallest error; ties go to the larger penalty */
    ARETE_RULE_1SE = 1  /* the largest penalty whose error is within one standard error of the smallest */
} arete_rule;

/* The cross-validated path of one data set. Immutable. */
typedef struct arete_cv arete_cv;

/* Cross-validates penalties on the folds of `moments`, without the rows. *cv is set to NULL first and stays so
 * after a failure.
 *
 * For fold k the model is fitted to the moments of the other folds (summed, never by subtraction) at the same
 * number lambda, with s_j of those folds; its squared error on fold k follows from the moments of fold k. Per
 * target: error = sum over held-out rows of w r^2 / W, that is the weighted mean over all rows, and
 * se = sqrt(sum_k (W_k / W)(e_k - error)^2 / (K - 1)), e_k the error on fold k. Folds without rows do not
 * count.
 *
 * lambda = NULL: an automatic grid of nlambda penalties (0: 100; at most 1 000 000), equally spaced in log lambda and
 * decreasing, from df = 0.1 penalised degrees of freedom to df = full - 0.1, found from the eigenvalues of
 * the penalised Gram matrix. If the smallest error stands at an end, the grid is extended there with the same
 * step, upwards to df = 0.001 and downwards to the point where rounding drowns the penalty; if it still
 * stands at an end, a warning says so. With lambda given, exactly those are used in that order.
 *
 * Besides, each penalty gets df and gcv of the fit to all rows. Time: (K + 1) nlambda Cholesky
 * factorisations, folds in parallel; memory: 3 p^2 doubles for each thread.
 *
 * ARETE_ERR_NULL, _OPTION (fewer than 2 folds with rows; the dual), _LAMBDA, _NO_DATA, _RANGE, _SINGULAR (at
 * a given lambda), _NO_MEMORY. */
ARETE_API arete_status arete_ridge_cv(arete_cv **cv, const arete_moments *moments, size_t nlambda,
                                      const double *lambda, const arete_ridge_options *options, arete_error *error);

/* Frees the path and sets *cv to NULL. NULL and a pointer to NULL are fine. */
ARETE_API void arete_cv_destroy(arete_cv **cv);

/* One point of the path for one target. */
typedef struct arete_cv_point {
    double lambda;
    double df;      /* of the fit to all rows */
    double cv_mean; /* cross-validated mean squared error */
    double cv_se;   /* its standard error */
    double gcv;     /* of the fit to all rows; NaN where N - df is not safely positive */
} arete_cv_point;

ARETE_API size_t arete_cv_size(const arete_cv *cv);  /* number of penalties */
ARETE_API size_t arete_cv_q(const arete_cv *cv);     /* number of targets */
ARETE_API size_t arete_cv_folds(const arete_cv *cv); /* number of folds with rows */
ARETE_API arete_status arete_cv_get(const arete_cv *cv, size_t l, size_t t, arete_cv_point *point);

/* Index of the penalty that an arete_rule takes for target t, ARETE_NONE for a bad argument. */
ARETE_API size_t arete_cv_best(const arete_cv *cv, size_t t, int rule);

ARETE_API size_t arete_cv_nwarnings(const arete_cv *cv);
ARETE_API const arete_warning *arete_cv_warning(const arete_cv *cv, size_t i);

/* Bytes of working memory that a cross-validation (or fit) from moments takes beside them, SIZE_MAX where not
 * representable. threads as in the options. */
ARETE_API size_t arete_ridge_bytes(size_t p, size_t q, int threads);

ARETE_END_DECLS

#endif /* ARETE_RIDGE_H */
