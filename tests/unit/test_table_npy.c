/* SPDX-License-Identifier: BSD-3-Clause
 *
 * NPY: both orders, both byte orders, both widths; the header's grammar; everything cut short or too long.
 */
#define _XOPEN_SOURCE 700
#include <math.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test_table_support.h"

/* An NPY file with this dictionary, its blanks as NumPy pads them. */
static bytes npy_header(int version, const char *dictionary)
{
    bytes b = {0};
    size_t prefix = version == 1 ? 10 : 12, n = strlen(dictionary);
    size_t padded = (prefix + n + 1 + 63) / 64 * 64 - prefix;
    bytes_put(&b, "\x93NUMPY", 6);
    unsigned char rest[6] = {(unsigned char)version,       0, (unsigned char)(padded & 255),
                             (unsigned char)(padded >> 8), 0, 0};
    bytes_put(&b, rest, prefix - 6);
    bytes_put(&b, dictionary, n);
    for (size_t i = n; i + 1 < padded; i++)
        bytes_put(&b, " ", 1);
    bytes_put(&b, "\n", 1);
    return b;
}

static void put_element(bytes *b, double value, size_t item, bool big)
{
    unsigned char out[8];
    float narrow = (float)value;
    uint64_t bits = 0;
    uint32_t low = 0;
    memcpy(&low, &narrow, sizeof low);
    memcpy(&bits, &value, sizeof bits);
    if (item == sizeof low)
        bits = low;
    for (size_t i = 0; i < item; i++)
        out[big ? item - 1 - i : i] = (unsigned char)(bits >> (8 * i));
    bytes_put(b, out, item);
}

/* rows x columns numbers, given row-major. */
static bytes make_npy(int version, const char *descr, bool fortran, size_t rows, size_t columns,
                      const double *values)
{
    char dictionary[200];
    snprintf(dictionary, sizeof dictionary, "{'descr': '%s', 'fortran_order': %s, 'shape': (%zu, %zu), }",
             descr, fortran ? "True" : "False", rows, columns);
    bytes b = npy_header(version, dictionary);
    for (size_t k = 0; k < rows * columns; k++) {
        size_t i = fortran ? k % rows : k / columns, j = fortran ? k / rows : k % columns;
        put_element(&b, values[i * columns + j], (size_t)(descr[2] - '0'), descr[0] == '>');
    }
    return b;
}

static const char *const types[] = {"<f8", ">f8", "<f4", ">f4"};
enum { ROWS = 131, COLUMNS = 5 };
static double values[ROWS * COLUMNS];

static void fill_values(bool narrow)
{
    test_random random = test_seed(50);
    for (size_t k = 0; k < ROWS * COLUMNS; k++)
        values[k] = narrow ? (double)(float)test_normal(&random) : test_normal(&random) * 1e-300;
}

static void every_type_order_and_version_is_read(void **state)
{
    (void)state;
    char *folder = test_folder_create();
    const char *path = test_path(folder, "m.dat"); /* told by its content, not by its name */
    for (int k = 0; k < 4 * 2 * 3; k++) {
        fill_values(types[k % 4][2] == '4');
        bytes b = make_npy(1 + k / 8, types[k % 4], k / 4 % 2, ROWS, COLUMNS, values);
        file_write(path, b.data, b.n);
        for (size_t block = 1; block < 300; block = 3 * block + 1) {
            whole w = read_path(path, NULL, 0, NULL, block);
            assert_int_equal(w.status, ARETE_OK);
            assert_int_equal(w.rows, ROWS);
            for (size_t i = 0; i < ROWS * COLUMNS; i++)
                assert_bits(w.data[i], values[i]);
            assert_int_equal(w.lines[ROWS - 1], ROWS);
            whole_free(&w);
            w = read_path(path, NULL, 2, (const size_t[]){4, 1}, block);
            assert_int_equal(w.rows, ROWS);
            for (size_t i = 0; i < ROWS; i++) {
                assert_bits(w.data[2 * i], values[i * COLUMNS + 4]);
                assert_bits(w.data[2 * i + 1], values[i * COLUMNS + 1]);
            }
            whole_free(&w);
        }
        bytes_free(&b);
    }
    test_folder_remove(folder);
}

static void columns_are_named_with_the_response_last(void **state)
{
    (void)state;
    char *folder = test_folder_create();
    const char *path = test_path(folder, "m.npy");
    bytes b = make_npy(1, "<f8", false, 2, 3, (const double[]){1, 2, 3, 4, 5, 6});
    file_write(path, b.data, b.n);
    arete_table *table;
    arete_error error;
    assert_ok(arete_table_open(&table, path, NULL, &error), &error);
    assert_string_equal(arete_table_name(table, 0), "x1");
    assert_string_equal(arete_table_name(table, 1), "x2");
    assert_string_equal(arete_table_name(table, 2), "y");
    assert_int_equal(arete_table_find(table, "y"), 2);
    arete_table_close(&table);
    bytes_free(&b);
    test_folder_remove(folder);
}

/* `data` through a pipe, one byte at a time. */
static whole read_pipe(const bytes *data)
{
    int ends[2], saved = dup(STDIN_FILENO);
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(ends[0]);
        for (size_t i = 0; i < data->n; i++)
            if (write(ends[1], data->data + i, 1) != 1)
                _exit(1);
        _exit(0);
    }
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    whole w = read_path("-", NULL, 0, NULL, 7);
    dup2(saved, STDIN_FILENO);
    close(saved);
    waitpid(child, NULL, 0);
    return w;
}

static void check_pipe_refused(const bytes *b, size_t line, const char *text)
{
    whole w = read_pipe(b);
    assert_int_equal(w.status, ARETE_ERR_FORMAT);
    assert_int_equal(w.error.line, line);
    assert_non_null(strstr(w.error.text, text));
    whole_free(&w);
}

static void pipes_stream_c_order_only(void **state)
{
    (void)state;
    fill_values(false);
    bytes b = make_npy(1, "<f8", false, ROWS, COLUMNS, values);
    whole w = read_pipe(&b);
    assert_int_equal(w.status, ARETE_OK);
    assert_int_equal(w.rows, ROWS);
    for (size_t i = 0; i < ROWS * COLUMNS; i++)
        assert_bits(w.data[i], values[i]);
    whole_free(&w);
    bytes_put(&b, "", 1);
    check_pipe_refused(&b, ROWS + 1, "goes on after the array");
    b.n -= 9 + 8 * COLUMNS;
    check_pipe_refused(&b, ROWS - 1, "cut short");
    bytes_free(&b);
    b = make_npy(1, "<f8", true, ROWS, COLUMNS, values);
    check_pipe_refused(&b, 0, "Fortran order cannot be read from a pipe");
    bytes_free(&b);
    /* A claim of 2^50 columns costs no memory. */
    b = npy_header(1, "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1125899906842624), }");
    bytes_put(&b, "12345678", 8);
    check_pipe_refused(&b, 1, "cut short within its first row");
    bytes_free(&b);
}

static void nan_is_missing_and_infinity_is_refused(void **state)
{
    (void)state;
    for (int fortran = 0; fortran < 2; fortran++) {
        bytes b = make_npy(1, ">f4", fortran, 3, 2, (const double[]){1, 2, 3, NAN, 5, 6});
        check_refused_bytes(b.data, b.n, NULL, ARETE_ERR_DATA, 2, 2, "missing value (NaN) in column 'y'; ");
        arete_table_options options = defaults();
        options.missing = ARETE_MISSING_DROP;
        whole w = read_bytes(b.data, b.n, &options);
        assert_int_equal(w.status, ARETE_OK);
        assert_int_equal(w.rows, 2);
        assert_int_equal(w.dropped, 1);
        assert_bits(w.data[2], 5);
        assert_int_equal(w.lines[1], 3);
        whole_free(&w);
        bytes_free(&b);
        b = make_npy(1, "<f8", fortran, 3, 2, (const double[]){1, NAN, 3, 4, -INFINITY, NAN});
        check_refused_bytes(b.data, b.n, &options, ARETE_ERR_DATA, 3, 1, "infinite value (column 'x1')");
        bytes_free(&b);
    }
}

static void sizes_must_agree(void **state)
{
    (void)state;
    for (int fortran = 0; fortran < 2; fortran++) {
        bytes b = make_npy(1, "<f8", fortran, 2, 2, (const double[]){1, 2, 3, 4});
        check_refused_bytes(b.data, b.n - 1, NULL, ARETE_ERR_FORMAT, 0, 0,
                            "cut short: the array needs 32 bytes, 31 are there");
        bytes_put(&b, "\0", 1);
        check_refused_bytes(b.data, b.n, NULL, ARETE_ERR_FORMAT, 0, 0,
                            "goes on after the array: it needs 32 bytes, 33");
        for (size_t n = 6; n < 128; n++) /* within the header */
            check_refused_bytes(b.data, n, NULL, ARETE_ERR_FORMAT, 0, 0,
                                "the file ends within its NPY header");
        bytes_free(&b);
    }
    bytes b = make_npy(1, "<f8", false, 0, 3, values);
    check_refused_bytes(b.data, b.n, NULL, ARETE_ERR_DATA, 0, 0, "no data rows");
    bytes_free(&b);
    b = make_npy(1, "<f8", false, 3, 1, values);
    check_refused_bytes(b.data, b.n, NULL, ARETE_ERR_DATA, 0, 0, "only one column");
    arete_table_options options = defaults();
    options.single_column = 1;
    check_taken(b.data, b.n, &options, 3, 1, values);
    bytes_free(&b);
    b = make_npy(1, "<f8", false, 3, 0, values);
    check_refused_bytes(b.data, b.n, &options, ARETE_ERR_DATA, 0, 0, "no columns");
    bytes_free(&b);
}

static void check_dictionary(const char *dictionary, const char *text)
{
    bytes b = npy_header(1, dictionary);
    for (int k = 0; k < 6; k++)
        put_element(&b, k + 0.5, 8, false);
    if (text)
        check_refused_bytes(b.data, b.n, NULL, ARETE_ERR_FORMAT, 0, 0, text);
    else
        check_taken(b.data, b.n, NULL, 3, 2, (const double[]){0.5, 1.5, 2.5, 3.5, 4.5, 5.5});
    bytes_free(&b);
}

static void dictionaries_are_parsed_strictly(void **state)
{
    (void)state;
    check_dictionary("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }", NULL);
    check_dictionary("{\"shape\":(3,2,),\"descr\":\"<f8\",\"fortran_order\":False}", NULL);
    check_dictionary("  { 'fortran_order' : False , 'shape' : ( 3 , 2 ) , 'descr' : '<f8' }", NULL);
    static const char *const damaged[] = {
        "",
        "{}",
        "{'descr': '<f8', 'fortran_order': False}",
        "{'descr': '<f8', 'shape': (3, 2)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), 'more': 1}",
        "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (3, 2)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2)",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2)} x",
        "{'descr': '<f8' 'fortran_order': False, 'shape': (3, 2)}",
        "{'descr': '<f8', 'fortran_order': 0, 'shape': (3, 2)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (3)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (-3, 2)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (3.0, 2)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (, 3, 2)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': [3, 2]}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (3 2)}",
        "{'descr': <f8, 'fortran_order': False, 'shape': (3, 2)}",
        "{'fortran_order': False, 'shape': (3, 2), 'descr': '<f8}",
        "{'descr': '\\x3cf8', 'fortran_order': False, 'shape': (3, 2)}",
        "[('descr', '<f8')]",
    };
    for (size_t k = 0; k < sizeof damaged / sizeof *damaged; k++)
        check_dictionary(damaged[k], "the NPY header is damaged");
}

static void other_arrays_are_refused_by_name(void **state)
{
    (void)state;
    check_dictionary("{'descr': '|O', 'fortran_order': False, 'shape': (3, 2), }",
                     "type '|O' (Python objects)");
    check_dictionary("{'descr': '<i8', 'fortran_order': False, 'shape': (3, 2), }",
                     "type '<i8', not float32 or float64");
    check_dictionary("{'descr': '<f2', 'fortran_order': False, 'shape': (3, 2), }", "type '<f2'");
    check_dictionary("{'descr': '<f16', 'fortran_order': False, 'shape': (3, 2), }", "type '<f16'");
    check_dictionary("{'descr': '|b1', 'fortran_order': False, 'shape': (3, 2), }", "type '|b1'");
    check_dictionary("{'descr': '<c8', 'fortran_order': False, 'shape': (3, 2), }", "type '<c8'");
    check_dictionary("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (3,), }",
                     "structured array");
    check_dictionary("{'descr': '<f8', 'fortran_order': False, 'shape': (6,), }",
                     "the array has 1 dimension, a table has 2");
    check_dictionary("{'descr': '<f8', 'fortran_order': False, 'shape': (), }", "the array has 0 dimensions");
    check_dictionary("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2, 1), }",
                     "the array has 3 dimensions");
    check_dictionary("{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }",
                     "the shape is too large");
    check_dictionary("{'descr': '<f8', 'fortran_order': False, 'shape': (2305843009213693952, 1), }",
                     "the shape is too large");
    check_dictionary("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999, 1), }",
                     "the shape is too large");
    check_dictionary("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000, 1000000), }", "cut short");
    check_refused_bytes("\x93NUMPY\x04\0\x10\0\0\0{}              ", 28, NULL, ARETE_ERR_FORMAT, 0, 0,
                        "NPY version 4.0 is not");
    check_refused_bytes("\x93NUMPY\x02\0\xff\xff\xff\xff{}              ", 28, NULL, ARETE_ERR_FORMAT, 0, 0,
                        "the NPY header claims 4294967295 bytes");
}

/* Columns of 4 GiB each: offsets beyond 32 bits. */
static void fortran_order_reaches_beyond_four_gigabytes(void **state)
{
    (void)state;
    char *folder = test_folder_create();
    const char *path = test_path(folder, "big.npy");
    bytes b = npy_header(1, "{'descr': '<f8', 'fortran_order': True, 'shape': (536870912, 2), }");
    off_t column = (off_t)536870912 * 8;
    file_write(path, b.data, b.n);
    if (truncate(path, (off_t)b.n + 2 * column) != 0) {
        test_folder_remove(folder);
        bytes_free(&b);
        print_message("SKIPPED %s: the file system takes no file of 8 GiB\n", __func__);
        skip();
    }
    FILE *f = fopen(path, "r+b");
    assert_non_null(f);
    double mark = 1234.5, rows[2 * 3], half = 0.5;
    assert_int_equal(fseeko(f, (off_t)b.n + column + 8, SEEK_SET), 0);
    assert_int_equal(fwrite(&mark, 8, 1, f), 1);
    assert_int_equal(fseeko(f, (off_t)b.n + 16, SEEK_SET), 0);
    assert_int_equal(fwrite(&half, 8, 1, f), 1);
    fclose(f);
    arete_table *table;
    arete_error error;
    size_t nread;
    assert_ok(arete_table_open(&table, path, NULL, &error), &error);
    assert_ok(arete_table_read(table, 3, rows, 2, &nread, &error), &error);
    static const double expected[] = {0, 0, 0, 1234.5, 0.5, 0};
    for (int i = 0; i < 6; i++)
        assert_bits(rows[i], expected[i]);
    assert_true(arete_table_bytes(table) < 1 << 20);
    assert_int_equal(truncate(path, (off_t)b.n + column + 100), 0); /* cut while it is read */
    arete_status status = ARETE_OK;
    double *many = malloc(100000 * 2 * sizeof *many);
    assert_non_null(many);
    status = arete_table_read(table, 100000, many, 2, &nread, &error);
    assert_int_equal(status, ARETE_ERR_FORMAT);
    assert_non_null(strstr(error.text, "cut short"));
    assert_int_equal(error.line, 3 + nread + 1);
    free(many);
    arete_table_close(&table);
    bytes_free(&b);
    test_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_order_and_version_is_read),
        cmocka_unit_test(columns_are_named_with_the_response_last),
        cmocka_unit_test(pipes_stream_c_order_only),
        cmocka_unit_test(nan_is_missing_and_infinity_is_refused),
        cmocka_unit_test(sizes_must_agree),
        cmocka_unit_test(dictionaries_are_parsed_strictly),
        cmocka_unit_test(other_arrays_are_refused_by_name),
        cmocka_unit_test(fortran_order_reaches_beyond_four_gigabytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
