/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Decimal text to double and back: the grammar, correct rounding where it is hard, and every locale.
 */
#include "table/number.h"

#include <errno.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "arete_test.h"

static locale_t c_locale;

static arete_parsed parse(const char *text, double *value)
{
    size_t n = strlen(text);
    char *copy = malloc(n + 2);
    assert_non_null(copy);
    memcpy(copy, text, n);
    copy[n] = '7'; /* what follows a number must not be taken for its digits */
    copy[n + 1] = '\0';
    arete_parsed parsed = arete_parse_number(copy, n, c_locale, value);
    assert_int_equal(memcmp(copy, text, n), 0);
    assert_int_equal(copy[n], '7');
    free(copy);
    return parsed;
}

static void check(const char *text, double expected)
{
    double value = 12345;
    arete_parsed parsed = parse(text, &value);
    if (parsed != ARETE_PARSED || !test_is_same_bits(value, expected)) {
        print_error("'%.60s': outcome %d, got %a, expected %a\n", text, (int)parsed, value, expected);
        fail();
    }
}

static void check_refused(const char *text, arete_parsed expected)
{
    double value = 12345;
    arete_parsed parsed = parse(text, &value);
    if (parsed != expected || value != 12345) {
        print_error("'%.60s': outcome %d, value %g\n", text, (int)parsed, value);
        fail();
    }
}

static void plain_spellings_are_taken(void **state)
{
    (void)state;
    check("0", 0.0);
    check("-0", -0.0);
    check("-0.0e5", -0.0);
    check("+1", 1);
    check("2.", 2);
    check(".5", 0.5);
    check("-.5e1", -5);
    check("0007", 7);
    check("1e3", 1000);
    check("1E+3", 1000);
    check("1.5e-3", 0.0015);
    check("00000000000000000000000000000000000000123.25", 123.25);
    check("123456789012345678", 123456789012345678.0);
    check("1e0000000000000000000000000000002", 100);
    check("0e999999999999999999999", 0);
    check("-0e-999999999999999999999", -0.0);
}

static void everything_else_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "+",
                                        "-",
                                        ".",
                                        "+.",
                                        "e5",
                                        ".e5",
                                        "1e",
                                        "1e+",
                                        "1e-",
                                        "1e5.0",
                                        "1.2.3",
                                        "--1",
                                        "+-1",
                                        "0x10",
                                        "0X1p3",
                                        "inf",
                                        "-inf",
                                        "nan",
                                        "NaN",
                                        "1_000",
                                        "1,000",
                                        "1,5",
                                        "1 2",
                                        " 1",
                                        "1 ",
                                        "1\t",
                                        "1d5",
                                        "1f",
                                        "1.5L",
                                        "$1",
                                        "50%",
                                        "1e5e5",
                                        "1'000",
                                        "ten",
                                        "\xD9\xA1",
                                        "\xE2\x88\x92\x31",
                                        "infinity",
                                        "0b1",
                                        "1e 5",
                                        "1-2",
                                        "2020-01-01",
                                        "12:30",
                                        "TRUE",
                                        "1..",
                                        "..1"};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
        check_refused(texts[k], ARETE_PARSED_TEXT);
}

/* Halfway cases and the ends of the range; values from the definition of binary64, written as hexadecimal
 * floats. */
static void hard_cases_are_correctly_rounded(void **state)
{
    (void)state;
    check("9007199254740991", 0x1.fffffffffffffp52);
    check("9007199254740992", 0x1p53);
    check("9007199254740993", 0x1p53); /* halfway: to even */
    check("9007199254740993.00000000000000000000000000000000001", 0x1.0000000000001p53);
    check("9007199254740992.99999999999999999999999999999999999", 0x1p53);
    check("9007199254740995", 0x1.0000000000002p53); /* halfway: to even, upward */
    check("900719925474099300e-2", 0x1p53);
    check("0.1", 0x1.999999999999ap-4);
    check("1e22", 0x1.0f0cf064dd592p73);
    check("1e23", 0x1.52d02c7e14af6p76); /* the first power of ten that is inexact, and near halfway */
    check("8.5e22", 85e21);
    check("1e-22", 0x1.e392010175ee6p-74);
    check("6.02214076e23", 0x1.fe185ca57c517p78);
    check("2.2250738585072011e-308", 0x0.fffffffffffffp-1022); /* looped forever in PHP and Java */
    check("2.2250738585072012e-308", 0x1p-1022);
    check("2.2250738585072014e-308", 0x1p-1022);
    check("4.9406564584124654e-324", 0x1p-1074);
    check("2.4703282292062328e-324", 0x1p-1074); /* just above half the smallest */
    check("2.4703282292062327e-324", 0);         /* just below */
    check("1e-400", 0);
    check("-1e-400", -0.0);
    check("1e-99999999999999999999", 0);
    check("1.7976931348623157e308", DBL_MAX);
    check("1.7976931348623158e308", DBL_MAX);
    check("1.00000000000000011102230246251565404236316680908203125", 1); /* 1 + 2^-53, halfway */
    check("1.00000000000000011102230246251565404236316680908203124", 1);
    check("1.00000000000000011102230246251565404236316680908203126", 0x1.0000000000001p0);
}

static void over_range_is_told_apart(void **state)
{
    (void)state;
    check_refused("1e400", ARETE_PARSED_TOO_BIG);
    check_refused("-1e309", ARETE_PARSED_TOO_BIG);
    check_refused("1.797693134862315808e308", ARETE_PARSED_TOO_BIG); /* halfway to 2^1024 and beyond */
    check_refused("1e99999999999999999999", ARETE_PARSED_TOO_BIG);
}

static void four_hundred_digits_decide_the_last_bit(void **state)
{
    (void)state;
    char text[512];
    /* 2^53 + 1 is halfway; a single 1 at the 400th digit lifts it. */
    strcpy(text, "9007199254740993.");
    size_t n = strlen(text);
    memset(text + n, '0', 400);
    text[n + 400] = '\0';
    check(text, 0x1p53);
    text[n + 399] = '1';
    check(text, 0x1.0000000000001p53);
    memset(text, '0', 400);
    strcpy(text + 400, "1.25");
    check(text, 1.25);
    strcpy(text, "17976931348623157"); /* the largest double, written out */
    memset(text + 17, '0', 292);
    text[309] = '\0';
    check(text, DBL_MAX);
    memset(text, '3', 308);
    text[308] = '\0';
    check(text, 0x1.7bbef5d3a60d5p+1021);
}

static void a_megabyte_of_digits_is_a_number(void **state)
{
    (void)state;
    enum { DIGITS = 1 << 20 };
    char *text = malloc(DIGITS + 8);
    assert_non_null(text);
    memset(text, '0', DIGITS);
    text[DIGITS] = '\0';
    check(text, 0);
    memcpy(text, "0.5", 3);
    check(text, 0.5);
    text[DIGITS - 1] = '1';
    check(text, 0.5);
    memset(text, '9', DIGITS);
    check_refused(text, ARETE_PARSED_TOO_BIG);
    free(text);
}

static double random_double(test_random *random)
{
    for (;;) {
        uint64_t bits = test_bits(random);
        double value;
        memcpy(&value, &bits, sizeof value);
        if (isfinite(value))
            return value;
    }
}

/* Digits from the first to the last that is not 0, the exponent left out. */
static int significant_digits(const char *text)
{
    int digits = 0, last = 0;
    for (const char *c = text; *c && *c != 'e'; c++) {
        if (*c < '0' || *c > '9')
            continue;
        digits += digits > 0 || *c != '0';
        if (*c != '0')
            last = digits;
    }
    return last;
}

static void check_round_trips(uint64_t seed)
{
    test_random random = test_seed(seed);
    for (int k = 0; k < 5000; k++) {
        double value = k % 2 ? random_double(&random) : test_normal(&random);
        char text[64], copy[ARETE_NUMBER_SIZE];
        locale_t before = uselocale(c_locale);
        snprintf(text, sizeof text, k % 4 < 2 ? "%.17g" : "%.20e", value);
        uselocale(before);
        check(text, value);
        size_t n = arete_format_number(value, c_locale, copy);
        assert_int_equal(n, strlen(copy));
        check(copy, value);
        int digits = significant_digits(copy);
        if (digits < 2)
            continue;
        before = uselocale(c_locale); /* one digit less is another number */
        snprintf(text, sizeof text, "%.*e", digits - 2, value);
        uselocale(before);
        double fewer = 0;
        assert_true(parse(text, &fewer) != ARETE_PARSED || fewer != value);
    }
}

static void random_doubles_round_trip(void **state)
{
    (void)state;
    check_round_trips(20240607);
}

/* Any digits and exponent: the exact path must agree with the C library wherever it is taken. */
static void random_texts_agree_with_the_c_library(void **state)
{
    (void)state;
    test_random random = test_seed(77);
    for (int k = 0; k < 20000; k++) {
        char text[64];
        size_t n = 0, digits = 1 + test_below(&random, 21), point = test_below(&random, digits + 1);
        for (size_t i = 0; i < digits; i++) {
            if (i == point)
                text[n++] = '.';
            text[n++] = (char)('0' + test_below(&random, 10));
        }
        if (test_below(&random, 2))
            snprintf(text + n, sizeof text - n, "e%d", (int)test_below(&random, 60) - 30);
        else
            text[n] = '\0';
        check(text, strtod(text, NULL));
    }
}

static void formatting_uses_the_fewest_digits(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"},
                 {-0.0, "-0"},
                 {0.1, "0.1"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {1e22, "1e+22"},
                 {1e23, "1e+23"},
                 {100, "100"},
                 {-12345.678, "-12345.678"},
                 {5e-324, "5e-324"},
                 {0x1p53, "9007199254740992"},
                 {DBL_MAX, "1.7976931348623157e+308"},
                 {1.0 / 3, "0.3333333333333333"},
                 {DBL_MIN, "2.2250738585072014e-308"},
                 {INFINITY, "inf"},
                 {-INFINITY, "-inf"},
                 {NAN, "nan"}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        char text[ARETE_NUMBER_SIZE];
        assert_int_equal(arete_format_number(cases[k].value, c_locale, text), strlen(cases[k].text));
        assert_string_equal(text, cases[k].text);
    }
}

static void errno_stays(void **state)
{
    (void)state;
    double value;
    errno = EDOM;
    assert_int_equal(parse("1e400", &value), ARETE_PARSED_TOO_BIG);
    assert_int_equal(errno, EDOM);
    assert_int_equal(parse("1e-400", &value), ARETE_PARSED);
    assert_int_equal(errno, EDOM);
}

static void a_comma_locale_changes_nothing(void **state)
{
    (void)state;
    static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8",  "de_DE",       "fr_FR.UTF-8",
                                        "fr_FR.utf8",  "it_IT.UTF-8", "es_ES.UTF-8", "nl_NL.UTF-8",
                                        "ru_RU.UTF-8", "pt_BR.UTF-8"};
    const char *found = NULL;
    for (size_t k = 0; k < sizeof names / sizeof *names && !found; k++)
        found = setlocale(LC_ALL, names[k]);
    if (!found || strcmp(localeconv()->decimal_point, ",") != 0) {
        setlocale(LC_ALL, "C");
        print_message("SKIPPED %s: no locale with a decimal comma is installed\n", __func__);
        skip();
    }
    check("54.12345", 54.12345);
    check("9007199254740993.00000000000000000000000000000000001", 0x1.0000000000001p53);
    check_refused("1,5", ARETE_PARSED_TEXT);
    check_round_trips(99);
    setlocale(LC_ALL, "C");
}

int main(void)
{
    c_locale = arete_c_locale();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_spellings_are_taken),
        cmocka_unit_test(everything_else_is_refused),
        cmocka_unit_test(hard_cases_are_correctly_rounded),
        cmocka_unit_test(over_range_is_told_apart),
        cmocka_unit_test(four_hundred_digits_decide_the_last_bit),
        cmocka_unit_test(a_megabyte_of_digits_is_a_number),
        cmocka_unit_test(random_doubles_round_trip),
        cmocka_unit_test(random_texts_agree_with_the_c_library),
        cmocka_unit_test(formatting_uses_the_fewest_digits),
        cmocka_unit_test(errno_stays),
        cmocka_unit_test(a_comma_locale_changes_nothing),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    freelocale(c_locale);
    return failed;
}
