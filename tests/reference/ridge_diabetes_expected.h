/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What scikit-learn 1.2.1 makes of its diabetes data. Written by ridge_diabetes.py.
 */
#define DIABETES_ALPHAS 5
static const double sklearn_alpha[DIABETES_ALPHAS] = {0x0.0p+0, 0x1.0000000000000p-1, 0x1.4000000000000p+3, 0x1.f400000000000p+9, 0x1.e848000000000p+19};

/* Ridge(alpha, fit_intercept=True): intercept, coefficients */
static const double sklearn_plain[5][11] = {
    {-0x1.4e912ffd6e7eep+8, -0x1.29df039c4179fp-5, -0x1.6dc11e5b2c252p+4, 0x1.6696ee5062907p+2, 0x1.1de720ef36882p+0, -0x1.1709ffef8fc04p+0, 0x1.7e2ec10d092d1p-1, 0x1.7ceecdd5101e4p-2, 0x1.a22a4d6ca8e37p+2, 0x1.11eeb84f8e971p+6, 0x1.1ed6fcf0c262cp-2},
    {-0x1.44f22fe655594p+8, -0x1.1ac75d7b4fa5bp-5, -0x1.6bb9bf9f926d4p+4, 0x1.67d517acadfa7p+2, 0x1.1e3400e77954fp+0, -0x1.ff678143229a4p-1, 0x1.532b88c6df3c4p-1, 0x1.158efc48fc938p-2, 0x1.98cbdfedf0518p+2, 0x1.06e5660dbbfcap+6, 0x1.22ed437fb1579p-2},
    {-0x1.c4822b1e9a015p+7, -0x1.3484604781a16p-6, -0x1.4877ad09c066ap+4, 0x1.755be3bb26206p+2, 0x1.1f9ea6f8e60dfp+0, -0x1.9dff9110bc000p-5, -0x1.ab41eaf49a0e0p-3, -0x1.8ce6d2e1987e8p-1, 0x1.2bcb937172f7cp+2, 0x1.2a11e1f1371d3p+5, 0x1.4abf1e223b660p-2},
    {-0x1.a89b9992a676ep+6, -0x1.ad7bc7f088711p-5, -0x1.e2626665ac3a6p+0, 0x1.62b1ed5172349p+2, 0x1.1316678643d0ep+0, 0x1.3daf45065ca64p+0, -0x1.59188a3d14859p+0, -0x1.0e78f939515eap+1, 0x1.62710a83e3662p-2, 0x1.fc3e82caeabf6p-1, 0x1.91c286980c986p-2},
    {0x1.76ab05ac884bcp+6, 0x1.f3de1f4f94938p-5, 0x1.d832c3bbd7794p-13, 0x1.452366ca49475p-4, 0x1.676b2be3f25e2p-3, 0x1.0b18d0718cd67p-3, 0x1.31d51a2ececd1p-4, -0x1.3da964aa66452p-3, 0x1.e8e322492bb87p-7, 0x1.1d322731cebd1p-7, 0x1.f3d3eea6c70d6p-4},
};

/* Ridge(alpha, fit_intercept=False): intercept, coefficients */
static const double sklearn_origin[5][11] = {
    {0x0.0p+0, 0x1.6d4e014246177p-6, -0x1.a12a245cdf0bep+4, 0x1.56a37207ec8d7p+2, 0x1.048e58f24e8d1p+0, 0x1.437a5daf952b5p+0, -0x1.48f1945d34d9bp+0, -0x1.88bd56c541537p+1, -0x1.6083c13cd1750p+2, 0x1.603766e21d055p+2, 0x1.f962bcf0ad3f2p-4},
    {0x0.0p+0, 0x1.666db546e731cp-6, -0x1.9ec0d90c65dcep+4, 0x1.56e539076fbdfp+2, 0x1.0463f91ced234p+0, 0x1.446c39eec36b2p+0, -0x1.4a03b55483eaep+0, -0x1.88b0678358b68p+1, -0x1.5ea29ecf0a676p+2, 0x1.5801145e3e1b1p+2, 0x1.f92989ea5d93ap-4},
    {0x0.0p+0, 0x1.daab24193a204p-7, -0x1.763d01bda1c12p+4, 0x1.5a94842642d13p+2, 0x1.0113f2a11b9c8p+0, 0x1.52453203e2c7cp+0, -0x1.59c4e8d77fb08p+0, -0x1.87bf9854c6413p+1, -0x1.4406b3775b191p+2, 0x1.c7584d6a06298p+1, 0x1.e6f24e83566b6p-4},
    {0x0.0p+0, -0x1.ba5f5cf6e67a2p-5, -0x1.25efaa00e2a15p+1, 0x1.38966c55706e2p+2, 0x1.bdc791e415a14p-1, 0x1.616454a9dfdb9p+0, -0x1.81252df5dfb17p+0, -0x1.5c8c605aa56c2p+1, -0x1.6ae8fa51657b3p-1, 0x1.f0acdc86e7900p-10, -0x1.f02e09464114bp-7},
    {0x0.0p+0, 0x1.0e06b3b87432fp-3, 0x1.7cdd4880d16a5p-9, 0x1.feae6e9bca186p-4, 0x1.559bf0e5c72bep-2, 0x1.5b5d32c592101p-2, 0x1.5a8dc348071ecp-3, -0x1.c4acb9e672c23p-5, 0x1.3ea38c2039210p-6, 0x1.107e498e06790p-6, 0x1.1ae848ec18f7ep-2},
};

/* Ridge(alpha, fit_intercept=True), sample_weight 0.5 (i mod 5): intercept, coefficients */
static const double sklearn_weighted[5][11] = {
    {-0x1.8a5a495ed0c78p+8, -0x1.0328a287c3cf9p-3, -0x1.22fbc36366005p+4, 0x1.67b92925c1627p+2, 0x1.10b1971aa2b2ep+0, -0x1.6fa6a4ea12700p+0, 0x1.184d8876cae9fp+0, 0x1.64063499c0a0ep-1, 0x1.f7c80b1cd70e1p+1, 0x1.5152931766de8p+6, 0x1.7bde69faecd07p-2},
    {-0x1.7ece919822800p+8, -0x1.f585e6abeea6cp-4, -0x1.2101c3c9228f6p+4, 0x1.6951cf4af550fp+2, 0x1.11699e131ca67p+0, -0x1.54c1710d24c17p+0, 0x1.fe920ade5184cp-1, 0x1.2aa06a1f7c090p-1, 0x1.e7a7e9ea82842p+1, 0x1.43a754c740c40p+6, 0x1.81ac29513c4bcp-2},
    {-0x1.08b85596bd76ap+8, -0x1.5ce2d39a7fca4p-4, -0x1.0164542e50a30p+4, 0x1.7a1332e0ea38ap+2, 0x1.182d62248bb5ap+0, -0x1.f4de5209106b8p-3, -0x1.a4a8847229180p-7, -0x1.2345661cd02c8p-1, 0x1.37cf1e6383f6ep+1, 0x1.6de855a949994p+5, 0x1.bb3d576f4bd56p-2},
    {-0x1.e128111e9868ep+6, -0x1.fec011a5577cfp-4, -0x1.6df34f648cd1ap+0, 0x1.618d96538f112p+2, 0x1.2157805103147p+0, 0x1.2f8566a9d3997p+0, -0x1.53d779331137dp+0, -0x1.f42f8b515cbfep+0, 0x1.86a06fd345626p-3, 0x1.276f3f9ef1201p+0, 0x1.0ff9610e11c36p-1},
    {0x1.7e12ddb8d1634p+6, 0x1.eda240e1d6ed9p-5, 0x1.00389c59fb94fp-12, 0x1.213a9eef14d25p-4, 0x1.507a20f0cb167p-3, 0x1.14fcf118cabf1p-3, 0x1.8ef150ac207b7p-5, -0x1.158b21b963c3bp-3, 0x1.c067b3153892ap-7, 0x1.1d3d7ef7118f4p-7, 0x1.06b9893162c0ep-3},
};

/* Ridge(alpha, fit_intercept=False), sample_weight 0.5 (i mod 5): intercept, coefficients */
static const double sklearn_weighted_origin[5][11] = {
    {0x0.0p+0, -0x1.028cc8094ddb3p-9, -0x1.5fa0446540a81p+4, 0x1.53c5433318b83p+2, 0x1.df4db8b7704f5p-1, 0x1.329f007a9cdefp+0, -0x1.2a00a5afaa148p+0, -0x1.99cb330d617dbp+1, -0x1.55a9d1b0e1a2ep+3, 0x1.44cd5c5894f07p+3, 0x1.c453fa2de6084p-3},
    {0x0.0p+0, -0x1.533dbfc4f9260p-9, -0x1.5d709687b98aap+4, 0x1.54195ef8eaafep+2, 0x1.df7d8a605d9a6p-1, 0x1.33ea77a6525e2p+0, -0x1.2baa8ec5462a8p+0, -0x1.997aba4752ef7p+1, -0x1.52f8d7dca3187p+3, 0x1.3d91241a44132p+3, 0x1.c53398ec11008p-3},
    {0x0.0p+0, -0x1.c065495ee6cf8p-7, -0x1.3974f6812675bp+4, 0x1.5878779045e4dp+2, 0x1.e0c39c77aab9fp-1, 0x1.4639a761e101cp+0, -0x1.439461994e440p+0, -0x1.9479c64f9fe33p+1, -0x1.2b7fec329d9dfp+3, 0x1.b0ff1aba75e15p+2, 0x1.c909fd2f23d10p-3},
    {0x0.0p+0, -0x1.12f2bdf31182ep-3, -0x1.e97f5c0127375p+0, 0x1.2d899414806f5p+2, 0x1.c0bf9ba40349bp-1, 0x1.59ba4cc49b1dbp+0, -0x1.830ab433c2e48p+0, -0x1.51bd44b056ab8p+1, -0x1.f6b2ab57aaafap-1, 0x1.f0ea45f12c470p-5, 0x1.a91ee80d4e724p-4},
    {0x0.0p+0, 0x1.12439d5ebdbf6p-3, 0x1.8202124fcdeb6p-9, 0x1.de5b583672768p-4, 0x1.4a07f89ad9b27p-2, 0x1.6460258047af9p-2, 0x1.2cfa8b42c5858p-3, -0x1.2110223a4e182p-5, 0x1.2d20c6789a1a4p-6, 0x1.12a0dd0232d40p-6, 0x1.23042c0eff7acp-2},
};

/* targets progression and s6, the other nine as predictors: intercept, coefficients, twice */
static const double sklearn_two_targets[5][20] = {
    {-0x1.4692f6bd120cap+8, -0x1.cfa7cdded1f95p-8, -0x1.66d3e3324cd4dp+4, 0x1.6daea872e4a73p+2, 0x1.2736e513e9ddbp+0, -0x1.18d68b4a513b1p+0, 0x1.82a45a993ae82p-1, 0x1.92a3d7eb9c1dbp-2, 0x1.bdd58b4cae0dcp+2, 0x1.17ab5c1d56690p+6, 0x1.c88e3b296b2f6p+4, 0x1.ac3d4382144f5p-4, 0x1.8ba52c1064091p+0, 0x1.95208027bc201p-2, 0x1.09ef2917c18c1p-3, -0x1.9b07510724501p-6, 0x1.fd6e0efeff9c4p-6, 0x1.35f91f3afb870p-4, 0x1.8b1ae7f201039p+0, 0x1.47af3a5bc084cp+2},
    {-0x1.3c9dd024a8a12p+8, -0x1.370c5ad87dedcp-8, -0x1.64bcd13aff371p+4, 0x1.6f0c8ba336fd4p+2, 0x1.27aa6d0554515p+0, -0x1.0105df71c00a4p+0, 0x1.56c7d27f01da0p-1, 0x1.29316d7afa6c6p-2, 0x1.b4955b04ca045p+2, 0x1.0c7af8e18b4e0p+6, 0x1.d517fdd047764p+4, 0x1.ad3bdf0748c2cp-4, 0x1.898a783877ee8p+0, 0x1.966a36dbc2d37p-2, 0x1.0a734201ef993p-3, -0x1.29871db398f4bp-6, 0x1.96a9747e735abp-6, 0x1.146ffeb93e267p-4, 0x1.8737b595df81dp+0, 0x1.3a7cad8eb4258p+2},
    {-0x1.ac22f0e14758bp+7, 0x1.0482b7f9e0a17p-6, -0x1.4140bfe90faa6p+4, 0x1.7dcd854645222p+2, 0x1.2a9e8bf6c43f0p+0, -0x1.0d7496abfc11fp-5, -0x1.c5c9141200932p-3, -0x1.9084f15436313p-1, 0x1.4722d0a649edcp+2, 0x1.3140e8aa52bc6p+5, 0x1.2dd33f6003734p+5, 0x1.b86e61ca283b8p-4, 0x1.65621d67252f1p+0, 0x1.a247761788eb8p-2, 0x1.1070aa5c57848p-3, 0x1.bf8230b08d19ap-5, -0x1.488671ed2cd7cp-5, -0x1.66693b6d96ec5p-6, 0x1.52974f8ecb1b1p+0, 0x1.63dac6b82e147p+1},
    {-0x1.526fce5d89724p+6, -0x1.e1c53e0abc1a7p-8, -0x1.d550aeda35fc0p+0, 0x1.6b91cc59fd56ap+2, 0x1.21d6372756341p+0, 0x1.4e3fcef270b80p+0, -0x1.64f1e49f67e45p+0, -0x1.19aec9ee00eb7p+1, 0x1.990f6676494adp-2, 0x1.05c032beb8063p+0, 0x1.b7436546da3e0p+5, 0x1.d695d063efe30p-4, 0x1.0a7c234617904p-3, 0x1.69e83960e8098p-2, 0x1.2cbde16f5e024p-3, 0x1.51c1d02808ca4p-3, -0x1.e335e4fce074bp-4, -0x1.c928ba622ff11p-3, 0x1.166c16862c95ep-3, 0x1.371a23138cde2p-4},
    {0x1.9e15ca16c7c27p+6, 0x1.01cbc51da64a5p-4, 0x1.26763ce114819p-12, 0x1.48ce69ce0f7a5p-4, 0x1.6d0882c87eac9p-3, 0x1.12aa73ec48ca5p-3, 0x1.3c88a379cb332p-4, -0x1.41a0b290fba05p-3, 0x1.f0deefda42663p-7, 0x1.212c6580de9c6p-7, 0x1.430408d1939b2p+6, 0x1.01b7282550fc5p-6, 0x1.de45a422d9c38p-12, 0x1.e0f08a174e8b0p-8, 0x1.7015eb002573dp-6, 0x1.f034d0eec36f7p-6, 0x1.5ec80ab371e69p-6, -0x1.0401e60289925p-6, 0x1.05b266be2601ep-9, 0x1.04c294cf85922p-10},
};

/* StandardScaler before Ridge, on the original scale: intercept, coefficients */
static const double sklearn_standardized[5][11] = {
    {-0x1.4e912ffd6e78dp+8, -0x1.29df039c4181bp-5, -0x1.6dc11e5b2c24dp+4, 0x1.6696ee5062904p+2, 0x1.1de720ef3687cp+0, -0x1.1709ffef8faffp+0, 0x1.7e2ec10d090e9p-1, 0x1.7ceecdd50fd5cp-2, 0x1.a22a4d6ca8dd1p+2, 0x1.11eeb84f8e904p+6, 0x1.1ed6fcf0c26bdp-2},
    {-0x1.42391cd4cd0f8p+8, -0x1.1a87d86c72516p-5, -0x1.6c81c18adbbe1p+4, 0x1.66fcfd2b92035p+2, 0x1.1d58f598956c0p+0, -0x1.ef4d2b07eadacp-1, 0x1.458098d0267d7p-1, 0x1.d1798a9faa8ddp-3, 0x1.89044ba5a3808p+2, 0x1.05964050ef214p+6, 0x1.21341baae952fp-2},
    {-0x1.ffea843e0e47ep+7, -0x1.42c1b1293aff8p-6, -0x1.5eaaf0fa8eb90p+4, 0x1.64c175f01254ep+2, 0x1.17b1ea7903338p+0, -0x1.4e9958cbe5921p-2, 0x1.e7c1fb9f068bap-5, -0x1.040b0e92ac30ep-1, 0x1.161132e3ef011p+2, 0x1.8461751b5d08ap+5, 0x1.3a25dee181ccep-2},
    {-0x1.135eeac783750p+6, 0x1.f49c4079fa2b2p-4, -0x1.abd1fdeaedbeep+1, 0x1.1fef0ed1dda5ap+1, 0x1.f96365d2c7286p-2, 0x1.fdc0d307913ffp-6, 0x1.760efccc8088ep-10, -0x1.b1a7f36b7d8cdp-2, 0x1.d9b4dcee89923p+1, 0x1.0b8593c0bba87p+4, 0x1.970d957179e2bp-2},
    {0x1.2f1b1d83f729ap+7, 0x1.fefeb6cd6468dp-12, 0x1.7e2412465c3fdp-9, 0x1.280f6f747f012p-8, 0x1.1cb9b600f0fd1p-10, 0x1.b49c5c44d2d51p-13, 0x1.979f1d3e70474p-13, -0x1.10397b23e7affp-10, 0x1.73bd40010a958p-7, 0x1.2df4134d35089p-5, 0x1.28aab1d58c92ap-10},
};

/* Ridge on the first six rows, without the first alpha: intercept, coefficients */
static const double sklearn_six_rows[4][11] = {
    {0x1.1fb3b1a0968d2p+8, -0x1.79290acdfafd8p-1, -0x1.264bff9c1bdd5p-5, -0x1.28f2bbcbb0225p-2, -0x1.9666b1940398cp-1, -0x1.9b464a75f228bp-1, 0x1.478caf2753978p+0, -0x1.1f80fb4074c94p+1, 0x1.84972e0f99b60p-4, 0x1.55c5bea07a945p-5, 0x1.03208a4af21bcp+0},
    {0x1.d2c61f7ab1c4dp+7, -0x1.886cef0324ee1p-1, -0x1.8440581842710p-8, 0x1.61288ecbda9d0p-5, -0x1.5848e2a8527d4p-1, -0x1.09d3169161c88p-1, 0x1.011771c3bcad8p+0, -0x1.14806e86f658dp+1, 0x1.af81fbb046f96p-4, 0x1.bfc72417a8c58p-5, 0x1.2633a22547392p+0},
    {0x1.493828d27792ep+6, -0x1.742d5400c41d5p-2, 0x1.ddf0e8bda991cp-7, 0x1.d519c463d8c44p-3, -0x1.0fc1b70bf3d91p-4, 0x1.1a50b081a376ap-4, 0x1.1538edfad67ebp-1, -0x1.166317b8b58b0p+0, 0x1.04727df6120a4p-4, 0x1.26fc91458c0c6p-5, 0x1.68e039f3ea771p-1},
    {0x1.0aefec2b969fcp+7, -0x1.d197728e985bcp-12, 0x1.8dd9e18324fcep-16, 0x1.e9ca59d2ea543p-12, -0x1.b17171c4ee534p-20, 0x1.10fff28fba0c8p-9, 0x1.a60cfaf82a66ap-9, -0x1.5089f5d4a04e2p-9, 0x1.ad23acfeb16bap-13, 0x1.59ec0f36b772cp-14, 0x1.ef97c776fb8fbp-10},
};

/* KernelRidge(alpha, linear) on the first six rows, X'dual_coef_, no intercept */
static const double sklearn_kernel[4][10] = {
    {-0x1.9cb38619b0240p-1, -0x1.817566ff6a454p-3, -0x1.74596afacb540p+0, -0x1.2d630763cf400p-1, -0x1.4cf52db671480p+0, 0x1.52aa9ae0fb340p+0, -0x1.aa33319446e00p-3, 0x1.22472a0d27680p-4, 0x1.1530ef3dbb048p-2, 0x1.211ca839dbe80p+2},
    {-0x1.bebd4fc6e6d30p-1, -0x1.6f4c51267a1a0p-7, 0x1.b1b54b57c03e0p-3, -0x1.35e61e1e33c00p-2, -0x1.5e4dba7738400p-3, 0x1.f7cb834468080p-2, -0x1.26d2091386248p+0, 0x1.dc9e3ae3f4790p-4, 0x1.6c8f9139b9ed0p-3, 0x1.75b957ab323c4p+1},
    {-0x1.52900f9a71c9cp-2, 0x1.4e57ac4f0d6cbp-6, 0x1.4bfc24572fc67p-2, 0x1.8aea151b70ff0p-3, 0x1.0d4c502611138p-2, 0x1.f11edcd832d40p-2, -0x1.ccb27b0a02c8ap-1, 0x1.06a66e88d1409p-4, 0x1.a392a177ebf2ap-5, 0x1.d50c1e432f1e9p-1},
    {0x1.b4859d8cf75c6p-6, 0x1.a9edfeeab097cp-11, 0x1.019d6c397558ap-6, 0x1.bed7d57f29fb4p-5, 0x1.a37a7a1d473e6p-4, 0x1.018fe063c0862p-4, 0x1.bd3e64e00f235p-6, 0x1.34442d26484c8p-9, 0x1.63e5ba888a417p-9, 0x1.8fbcea32d9c8bp-5},
};

/* five refits, row i held out in fold (7 i / 3) mod 5: error over all held-out rows, se */
static const double sklearn_cv[5][2] = {
    {0x1.7b474910ce02ap+11, 0x1.7bb3ace32f3e7p+7},
    {0x1.7b54d1775b295p+11, 0x1.7c787ae21a6e9p+7},
    {0x1.7fc16c639f94ap+11, 0x1.876739fca231cp+7},
    {0x1.9580ba31f00e7p+11, 0x1.79d1fc3eaad1bp+7},
    {0x1.57dfd73690559p+12, 0x1.9e919d82439eep+7},
};

/* five refits, row i held out in fold (7 i / 3) mod 5: error over all held-out rows, se */
static const double sklearn_cv_weighted[5][2] = {
    {0x1.8c84041efdea9p+11, 0x1.c09cbed4c0fa4p+7},
    {0x1.8cc620d184bf1p+11, 0x1.c0666899a8e41p+7},
    {0x1.95004a11f0f4ep+11, 0x1.c74a3b0099cffp+7},
    {0x1.ad56d4ffde425p+11, 0x1.e14a01332b157p+7},
    {0x1.55fe2b633686ap+12, 0x1.869712b44726ep+8},
};

