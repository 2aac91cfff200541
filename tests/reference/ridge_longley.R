# SPDX-License-Identifier: BSD-3-Clause
#
# R's Longley table (datasets::longley), its lm() and its MASS::lm.ridge(), written to ridge_longley_expected.h.
#
#     Rscript ridge_longley.R > ridge_longley_expected.h
suppressMessages(library(MASS))
hex <- function(v) paste(sprintf("%a", v), collapse = ", ")
lambda <- c(0, 0.01, 0.1, 1, 10)
ridge <- lm.ridge(Employed ~ ., longley, lambda = lambda)
ols <- lm(Employed ~ ., longley)
s <- summary(ols)
cat("/* SPDX-License-Identifier: BSD-3-Clause\n *\n")
cat(" * R's Longley table and what lm() and MASS::lm.ridge() make of it. Written by ridge_longley.R with R ",
    R.version$major, ".", R.version$minor, ", MASS ", as.character(packageVersion("MASS")), ".\n */\n", sep = "")
cat("#define LONGLEY_N ", nrow(longley), "\n#define LONGLEY_P 6\n#define LONGLEY_LAMBDAS ", length(lambda), "\n\n", sep = "")
cat("/* ", paste(names(longley), collapse = ", "), " */\n", sep = "")
cat("static const double longley[LONGLEY_N][LONGLEY_P + 1] = {\n")
for (i in seq_len(nrow(longley)))
    cat("    {", paste(format(as.numeric(longley[i, ]), digits = 15, trim = TRUE), collapse = ", "), "},\n", sep = "")
cat("};\n\n/* lm(Employed ~ .): coefficients from the intercept on, their standard errors, sigma, R^2 */\n")
cat("static const double lm_coef[LONGLEY_P + 1] = {", hex(coef(ols)), "};\n", sep = "")
cat("static const double lm_std_errors[LONGLEY_P + 1] = {", hex(s$coefficients[, 2]), "};\n", sep = "")
cat("static const double lm_sigma = ", hex(s$sigma), ", lm_r2 = ", hex(s$r.squared), ";\n\n", sep = "")
cat("/* lm.ridge(Employed ~ .): lambda, coef() from the intercept on, GCV in MASS's own definition */\n")
cat("static const double mass_lambda[LONGLEY_LAMBDAS] = {", hex(lambda), "};\n", sep = "")
cat("static const double mass_coef[LONGLEY_LAMBDAS][LONGLEY_P + 1] = {\n")
for (l in seq_along(lambda)) cat("    {", hex(coef(ridge)[l, ]), "},\n", sep = "")
cat("};\nstatic const double mass_gcv[LONGLEY_LAMBDAS] = {", hex(ridge$GCV), "};\n", sep = "")
