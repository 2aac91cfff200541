/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Writing CSV: what is written reads back to the same bits and names, and a failed write leaves nothing
 * behind.
 */
#define _XOPEN_SOURCE 700
#include <fcntl.h>
#include <float.h>
#include <math.h>
#include <unistd.h>

#include "test_table_support.h"

static char *folder;

static int make_folder(void **state)
{
    (void)state;
    folder = test_folder_create();
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    test_folder_remove(folder);
    return 0;
}

static void write_table(const char *path, char delimiter, size_t columns, const char *const *names,
                        size_t rows, const double *values, size_t ld)
{
    arete_writer *writer;
    arete_error error;
    assert_ok(arete_writer_create(&writer, path, delimiter, columns, names, &error), &error);
    assert_ok(arete_writer_write(writer, rows / 2, values, ld, &error), &error);
    assert_ok(arete_writer_write(writer, 0, NULL, ld, &error), &error);
    assert_ok(arete_writer_write(writer, rows - rows / 2, values + rows / 2 * ld, ld, &error), &error);
    assert_ok(arete_writer_finish(&writer, &error), &error);
    assert_null(writer);
}

static void check_content(const char *path, const char *expected)
{
    bytes b = file_read(path);
    bytes_put(&b, "", 1);
    assert_string_equal(b.data, expected);
    bytes_free(&b);
}

static void numbers_are_written_in_the_fewest_digits(void **state)
{
    (void)state;
    const char *path = test_path(folder, "fewest.csv");
    static const double values[] = {1,     0.1, 0.1 + 0.2, 777,     -0.0,     NAN,
                                    1e100, 777, 5e-324,    DBL_MAX, -1.0 / 3, 777};
    write_table(path, '\0', 3, (const char *const[]){"a", "b", "c"}, 3, values, 4);
    check_content(path, "a,b,c\n1,0.1,0.30000000000000004\n-0,,1e+100\n"
                        "5e-324,1.7976931348623157e+308,-0.3333333333333333\n");
}

static void names_are_quoted_where_needed(void **state)
{
    (void)state;
    const char *path = test_path(folder, "names.csv");
    static const char *const names[] = {
        "\xEF\xBB\xBFmark", "plain",    "a b", "a;b", "say \"hi\"",        " lead",     "trail\t",
        "two\nlines",       "ret\rurn", "a,b", "\"",  "\xC3\xA9t\xC3\xA9", "PK\x03\x04"};
    enum { COUNT = sizeof names / sizeof *names };
    double row[COUNT] = {0};
    write_table(path, ';', COUNT, names, 1, row, COUNT);
    check_content(
        path,
        "\"\xEF\xBB\xBFmark\";plain;a b;\"a;b\";\"say \"\"hi\"\"\";\" lead\";\"trail\t\";\"two\nlines\";"
        "\"ret\rurn\";a,b;\"\"\"\";\xC3\xA9t\xC3\xA9;\"PK\x03\x04\"\n0;0;0;0;0;0;0;0;0;0;0;0;0\n");
    arete_table_options options = defaults();
    options.delimiter = ';';
    arete_table *table;
    arete_error error;
    assert_ok(arete_table_open(&table, path, &options, &error), &error);
    assert_int_equal(arete_table_columns(table), COUNT);
    for (size_t j = 0; j < COUNT; j++)
        assert_string_equal(arete_table_name(table, j), names[j]);
    arete_table_close(&table);
}

static void random_tables_read_back_to_the_same_bits(void **state)
{
    (void)state;
    enum { ROWS = 700, COLUMNS = 3 };
    static double values[ROWS * COLUMNS];
    test_random random = test_seed(31);
    for (size_t k = 0; k < ROWS * COLUMNS; k++) {
        uint64_t bits = test_bits(&random);
        memcpy(&values[k], &bits, sizeof bits);
        if (!isfinite(values[k]))
            values[k] = test_normal(&random);
        if (k % 5 == 0)
            values[k] = (double)test_below(&random, 100000) / 100;
        if (k % 7 == 0)
            values[k] = values[k] * 0x1p-1074; /* small integers of subnormals, or 0 */
    }
    static const char delimiters[] = ",;\t |";
    for (const char *d = delimiters; *d; d++) {
        const char *path = test_path(folder, "random.csv");
        write_table(path, *d, COLUMNS, (const char *const[]){"a", "b c", "d"}, ROWS, values, COLUMNS);
        arete_table_options options = defaults();
        options.delimiter = *d;
        whole w = read_path(path, &options, 0, NULL, 64);
        assert_int_equal(w.status, ARETE_OK);
        assert_int_equal(w.rows, ROWS);
        for (size_t k = 0; k < ROWS * COLUMNS; k++)
            assert_bits(w.data[k], values[k]);
        whole_free(&w);
    }
}

static void a_missing_cell_in_a_single_column_is_no_blank_line(void **state)
{
    (void)state;
    const char *path = test_path(folder, "single.csv");
    write_table(path, ',', 1, (const char *const[]){"a"}, 3, (const double[]){1, NAN, 3}, 1);
    check_content(path, "a\n1\n\"\"\n3\n");
    arete_table_options options = defaults();
    options.single_column = 1;
    options.missing = ARETE_MISSING_DROP;
    whole w = read_path(path, &options, 0, NULL, 10);
    assert_int_equal(w.status, ARETE_OK);
    assert_int_equal(w.rows, 2);
    assert_int_equal(w.dropped, 1);
    whole_free(&w);
}

static void an_unfinished_file_never_appears(void **state)
{
    (void)state;
    const char *path = test_path(folder, "unfinished.csv");
    arete_writer *writer;
    arete_error error;
    assert_ok(arete_writer_create(&writer, path, ',', 1, (const char *const[]){"a"}, &error), &error);
    assert_ok(arete_writer_write(writer, 1, (const double[]){1}, 1, &error), &error);
    assert_int_equal(access(path, F_OK), -1);
    arete_writer_destroy(&writer);
    assert_null(writer);
    assert_int_equal(access(path, F_OK), -1);
    file_write(path, "old\n", 4);
    assert_ok(arete_writer_create(&writer, path, ',', 1, (const char *const[]){"a"}, &error), &error);
    arete_writer_destroy(&writer);
    check_content(path, "old\n");
    arete_writer_destroy(&writer);
    arete_writer_destroy(NULL);
}

static void a_full_device_is_an_io_error(void **state)
{
    (void)state;
    if (access("/dev/full", W_OK) != 0) {
        print_message("SKIPPED %s: there is no /dev/full\n", __func__);
        skip();
    }
    static const char *const names[] = {"a", "b"};
    static const double rows[2 * 4000];
    arete_writer *writer;
    arete_error error = {0};
    assert_ok(arete_writer_create(&writer, "/dev/full", ',', 2, names, &error),
              &error); /* still in the buffer */
    assert_status(arete_writer_finish(&writer, &error), ARETE_ERR_IO);
    assert_null(writer);
    assert_string_equal(error.text, "cannot be written: No space left on device");
    assert_ok(arete_writer_create(&writer, "/dev/full", ',', 2, names, &error), &error);
    assert_status(arete_writer_write(writer, 4000, rows, 2, &error), ARETE_ERR_IO);
    assert_status(arete_writer_write(writer, 1, rows, 2, &error), ARETE_ERR_IO);
    assert_status(arete_writer_finish(&writer, NULL), ARETE_ERR_IO);
    assert_null(writer);
}

/* Runs one write to standard output, which is `fd` for that time; -1: closed. */
static arete_status write_to_stdout(int fd, const char *path, arete_error *error)
{
    fflush(stdout);
    int saved = dup(STDOUT_FILENO);
    close(STDOUT_FILENO);
    if (fd >= 0)
        dup2(fd, STDOUT_FILENO);
    arete_writer *writer;
    arete_status status = arete_writer_create(&writer, path, ',', 2, (const char *const[]){"a", "b"}, error);
    if (status == ARETE_OK)
        status = arete_writer_write(writer, 1, (const double[]){1.5, 2}, 2, error);
    if (status == ARETE_OK)
        status = arete_writer_finish(&writer, error);
    else
        arete_writer_destroy(&writer);
    dup2(saved, STDOUT_FILENO);
    close(saved);
    clearerr(stdout);
    return status;
}

static void standard_output_is_written_directly(void **state)
{
    (void)state;
    arete_error error = {0};
    for (int k = 0; k < 2; k++) {
        const char *path = test_path(folder, "stdout.csv");
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        assert_true(fd >= 0);
        arete_status status = write_to_stdout(fd, k ? "-" : NULL, &error);
        close(fd);
        assert_int_equal(status, ARETE_OK);
        check_content(path, "a,b\n1.5,2\n");
    }
}

static void a_closed_standard_output_is_an_io_error(void **state)
{
    (void)state;
    arete_error error = {0};
    arete_status status = write_to_stdout(-1, NULL, &error);
    assert_int_equal(status, ARETE_ERR_IO);
    assert_non_null(strstr(error.text, "cannot be written: "));
}

static void arguments_are_checked(void **state)
{
    (void)state;
    const char *path = test_path(folder, "arguments.csv");
    static const char *const names[] = {"a", "b"};
    arete_writer *writer = (arete_writer *)folder;
    arete_error error;
    assert_status(arete_writer_create(NULL, path, ',', 2, names, &error), ARETE_ERR_NULL);
    assert_string_equal(error.argument, "writer");
    assert_status(arete_writer_create(&writer, path, ',', 2, NULL, &error), ARETE_ERR_NULL);
    assert_null(writer);
    assert_status(arete_writer_create(&writer, path, ',', 0, names, &error), ARETE_ERR_SIZE);
    assert_status(arete_writer_create(&writer, path, 'e', 2, names, &error), ARETE_ERR_OPTION);
    assert_status(arete_writer_create(&writer, path, ',', 2, (const char *const[]){"a", NULL}, &error),
                  ARETE_ERR_NULL);
    assert_status(arete_writer_create(&writer, path, ',', 2, (const char *const[]){"a", "a"}, &error),
                  ARETE_ERR_NAME);
    assert_status(arete_writer_create(&writer, path, ',', 2, (const char *const[]){"a", ""}, &error),
                  ARETE_ERR_NAME);
    assert_status(arete_writer_create(&writer, path, ',', 2, (const char *const[]){"a", "\xFF"}, &error),
                  ARETE_ERR_NAME);
    assert_status(
        arete_writer_create(&writer, test_path(folder, "no/such/folder.csv"), ',', 2, names, &error),
        ARETE_ERR_IO);
    assert_null(writer);
    assert_int_equal(access(path, F_OK), -1);
    assert_status(arete_writer_write(NULL, 1, (const double[]){1, 2}, 2, &error), ARETE_ERR_NULL);
    assert_status(arete_writer_finish(&writer, &error), ARETE_ERR_NULL);
    assert_ok(arete_writer_create(&writer, path, ',', 2, names, &error), &error);
    assert_status(arete_writer_write(writer, 1, NULL, 2, &error), ARETE_ERR_NULL);
    assert_status(arete_writer_write(writer, 1, (const double[]){1, 2}, 1, &error), ARETE_ERR_LD);
    assert_ok(arete_writer_finish(&writer, &error), &error);
    check_content(path, "a,b\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_in_the_fewest_digits),
        cmocka_unit_test(names_are_quoted_where_needed),
        cmocka_unit_test(random_tables_read_back_to_the_same_bits),
        cmocka_unit_test(a_missing_cell_in_a_single_column_is_no_blank_line),
        cmocka_unit_test(an_unfinished_file_never_appears),
        cmocka_unit_test(a_full_device_is_an_io_error),
        cmocka_unit_test(standard_output_is_written_directly),
        cmocka_unit_test(a_closed_standard_output_is_an_io_error),
        cmocka_unit_test(arguments_are_checked),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
