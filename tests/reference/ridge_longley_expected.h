/* SPDX-License-Identifier: BSD-3-Clause
 *
 * R's Longley table and what lm() and MASS::lm.ridge() make of it. Written by ridge_longley.R with R 4.2.2, MASS 7.3.58.2.
 */
#define LONGLEY_N 16
#define LONGLEY_P 6
#define LONGLEY_LAMBDAS 5

/* GNP.deflator, GNP, Unemployed, Armed.Forces, Population, Year, Employed */
static const double longley[LONGLEY_N][LONGLEY_P + 1] = {
    {83.000, 234.289, 235.600, 159.000, 107.608, 1947.000, 60.323},
    {88.500, 259.426, 232.500, 145.600, 108.632, 1948.000, 61.122},
    {88.200, 258.054, 368.200, 161.600, 109.773, 1949.000, 60.171},
    {89.500, 284.599, 335.100, 165.000, 110.929, 1950.000, 61.187},
    {96.200, 328.975, 209.900, 309.900, 112.075, 1951.000, 63.221},
    {98.100, 346.999, 193.200, 359.400, 113.270, 1952.000, 63.639},
    {99.000, 365.385, 187.000, 354.700, 115.094, 1953.000, 64.989},
    {100.000, 363.112, 357.800, 335.000, 116.219, 1954.000, 63.761},
    {101.200, 397.469, 290.400, 304.800, 117.388, 1955.000, 66.019},
    {104.600, 419.180, 282.200, 285.700, 118.734, 1956.000, 67.857},
    {108.400, 442.769, 293.600, 279.800, 120.445, 1957.000, 68.169},
    {110.800, 444.546, 468.100, 263.700, 121.950, 1958.000, 66.513},
    {112.600, 482.704, 381.300, 255.200, 123.366, 1959.000, 68.655},
    {114.200, 502.601, 393.100, 251.400, 125.368, 1960.000, 69.564},
    {115.700, 518.173, 480.600, 257.200, 127.852, 1961.000, 69.331},
    {116.900, 554.894, 400.700, 282.700, 130.081, 1962.000, 70.551},
};

/* lm(Employed ~ .): coefficients from the intercept on, their standard errors, sigma, R^2 */
static const double lm_coef[LONGLEY_P + 1] = {-0x1.b34846bc0f542p+11, 0x1.ed8c246939cb5p-7, -0x1.256e4374331b8p-5, -0x1.4afe945830c8bp-6, -0x1.52915a04f08c9p-7, -0x1.a2a513cf26817p-5, 0x1.d4434537f219p+0};
static const double lm_std_errors[LONGLEY_P + 1] = {0x1.bd35cf214ab9fp+9, 0x1.5bcfc0d2517bep-4, 0x1.125bbbe2f093ap-5, 0x1.4013de99c80ccp-8, 0x1.18da7a76908f6p-9, 0x1.ceff774666717p-3, 0x1.d268f4a7634c6p-2};
static const double lm_sigma = 0x1.382baa90010bep-2, lm_r2 = 0x1.fdaf6c91073a9p-1;

/* lm.ridge(Employed ~ .): lambda, coef() from the intercept on, GCV in MASS's own definition */
static const double mass_lambda[LONGLEY_LAMBDAS] = {0x0p+0, 0x1.47ae147ae147bp-7, 0x1.999999999999ap-4, 0x1p+0, 0x1.4p+3};
static const double mass_coef[LONGLEY_LAMBDAS][LONGLEY_P + 1] = {
    {-0x1.b34846bc0f558p+11, 0x1.ed8c246939b22p-7, -0x1.256e4374331fp-5, -0x1.4afe945830c9fp-6, -0x1.52915a04f08bbp-7, -0x1.a2a513cf265d3p-5, 0x1.d4434537f21a6p+0},
    {-0x1.206b258086459p+11, -0x1.47abeae8dd26bp-9, -0x1.e9bf3e6f57b3fp-10, -0x1.eceb0547de5ddp-7, -0x1.1e034ffd44fa2p-7, -0x1.31095e75d70b3p-3, 0x1.3a1e0988fe75ep+0},
    {-0x1.dc36ebe045cc2p+9, 0x1.f6b1b193c5d36p-5, 0x1.7d2c3f905a5p-7, -0x1.8245c3ae0261cp-7, -0x1.aee4d4f95b4cbp-8, 0x1.e9d397a57b12p-8, 0x1.08ff606d79365p-1},
    {-0x1.988c2255b56d1p+8, 0x1.5f38190c01e17p-4, 0x1.71a92a00b2501p-7, -0x1.0d551182c9ab7p-7, -0x1.7e765900c287p-9, 0x1.e020e56e0652dp-4, 0x1.d7f05cef42755p-3},
    {-0x1.f8bf9fcf21b68p+7, 0x1.10889f033bae9p-4, 0x1.ff7ab880ae467p-8, -0x1.e134fb844e0f5p-12, 0x1.a5d86b7023bbfp-9, 0x1.9abc38c92bc19p-4, 0x1.3590ca8a7f679p-3},
};
static const double mass_gcv[LONGLEY_LAMBDAS] = {0x1.121455d1e6cc6p-7, 0x1.1580330b35ebp-7, 0x1.a0d446e677468p-7, 0x1.28ecdb92d498p-6, 0x1.cd09a77f2432p-5};
