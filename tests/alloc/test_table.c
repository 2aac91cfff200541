/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Tables read and written without memory.
 */
#include "scenario.h"

#include <string.h>
#include <unistd.h>

enum { COLUMNS = 40, ROWS = 60, NPY_COLUMNS = 3, NPY_ROWS = 50 };

static char *folder;

/* Fields that grow every buffer: quoted names with commas and quotes, 400 digits, a comment of 100 000 bytes in a
 * column nobody reads. */
static void write_csv(const char *path)
{
    test_random random = test_seed(43);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (int j = 0; j < COLUMNS; j++)
        fprintf(file, "\"column \"\"%d\"\", of many\",", j);
    fprintf(file, "comment\n");
    for (int i = 0; i < ROWS; i++) {
        for (int j = 0; j < COLUMNS; j++)
            if (i == 30 && j == 7)
                fprintf(file, "0.%0400d1,", 5);
            else
                fprintf(file, "%.17g,", test_normal(&random));
        fprintf(file, "\"");
        for (int k = i == 31 ? 100000 : 3; k > 0; k--)
            fprintf(file, "long,\n");
        fprintf(file, "\"\n");
    }
    assert_int_equal(fclose(file), 0);
}

static void write_npy(const char *path, bool fortran)
{
    static const double value[NPY_ROWS * NPY_COLUMNS];
    char header[128 - 10];
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    int used = snprintf(header, sizeof header, "{'descr': '<f8', 'fortran_order': %s, 'shape': (%d, %d), }",
                        fortran ? "True" : "False", NPY_ROWS, NPY_COLUMNS);
    memset(header + used, ' ', sizeof header - (size_t)used);
    header[sizeof header - 1] = '\n';
    fwrite("\x93NUMPY\x01\x00\x76\x00", 1, 10, file);
    fwrite(header, 1, sizeof header, file);
    fwrite(value, sizeof *value, NPY_ROWS * NPY_COLUMNS, file);
    assert_int_equal(fclose(file), 0);
}

static int prepare(void **state)
{
    (void)state;
    folder = test_folder_create();
    write_csv(test_path(folder, "in.csv"));
    write_npy(test_path(folder, "c.npy"), false);
    write_npy(test_path(folder, "fortran.npy"), true);
    return 0;
}

static int tidy(void **state)
{
    (void)state;
    test_folder_remove(folder);
    return 0;
}

/* Reads all rows in blocks of 7. A read that fails delivers the rows it had, and the next goes on after them. */
static uint64_t read_all(arete_table *table, size_t width, uint64_t sum)
{
    enum { BLOCK = 7 };
    double rows[BLOCK * COLUMNS];
    size_t n = 0, total = 0;
    int status, before = ARETE_OK;
    do {
        arete_error error = {.text = "(not set)"};
        status = arete_table_read(table, BLOCK, rows, width, &n, &error);
        for (size_t r = 0; r < n; r++) {
            size_t line = arete_table_line(table, r);
            sum = fingerprint(sum, rows + r * width, width * sizeof *rows);
            sum = fingerprint(sum, &line, sizeof line);
        }
        total += n;
        if (before != ARETE_OK) {
            assert_ok(status, &error);
            fail_alloc_resume();
        } else if (status != ARETE_OK) {
            fail_alloc_pause();
            scenario_check_failure(status, &error, "arete_table_read", n < BLOCK, "n < BLOCK");
        }
        before = status;
    } while (status != ARETE_OK || n > 0);
    return fingerprint(sum, &total, sizeof total);
}

static void read_csv(uint64_t *result)
{
    const char *path = test_path(folder, "in.csv");
    arete_table *table = NULL;
    size_t columns[COLUMNS];
    STEP(arete_table_open(&table, path, NULL, &error), table == NULL);
    assert_int_equal(arete_table_columns(table), COLUMNS + 1);
    for (size_t j = 0; j < COLUMNS; j++)
        columns[j] = COLUMNS - 1 - j;
    STEP(arete_table_select(table, COLUMNS, columns, &error), arete_table_columns(table) == COLUMNS + 1);
    *result = read_all(table, COLUMNS, 1);
    arete_table_close(&table);
    assert_null(table);
}

static void read_npy_of(const char *name, uint64_t *result)
{
    arete_table *table = NULL;
    const size_t columns[] = {2, 0};
    STEP(arete_table_open(&table, test_path(folder, name), NULL, &error), table == NULL);
    STEP(arete_table_select(table, 2, columns, &error), arete_table_field(table, 0) == 1);
    *result = read_all(table, 2, 1);
    arete_table_close(&table);
}

static void read_c_order(uint64_t *result)
{
    read_npy_of("c.npy", result);
}

static void read_fortran_order(uint64_t *result)
{
    read_npy_of("fortran.npy", result);
}

static void write_rows(uint64_t *result)
{
    const char *path = test_path(folder, "out.csv"), *const names[] = {"a", "b,c", "d\"e"};
    const double rows[] = {1.5, -2e-310, 1.0 / 3, 4e300, 5, 0.1};
    arete_writer *writer = NULL;
    unlink(path);
    STEP(arete_writer_create(&writer, path, 0, 3, names, &error), writer == NULL);
    STEP(arete_writer_write(writer, 2, rows, 3, &error), false);
    /* Finishing frees the writer whatever comes of it, so there is no second try: the scenario makes another. */
    arete_error error;
    if (arete_writer_finish(&writer, &error) != ARETE_OK) {
        assert_int_equal(error.status, ARETE_ERR_NO_MEMORY);
        assert_null(writer);
        assert_int_not_equal(access(path, F_OK), 0);
        fail_alloc_pause();
        assert_ok(arete_writer_create(&writer, path, 0, 3, names, &error), &error);
        assert_ok(arete_writer_write(writer, 2, rows, 3, &error), &error);
        assert_ok(arete_writer_finish(&writer, &error), &error);
    }
    assert_null(writer);
    *result = fingerprint_file(1, path);
}

static void reading_csv_survives_every_failing_allocation(void **state)
{
    (void)state;
    run_scenario(read_csv);
}

static void reading_npy_survives_every_failing_allocation(void **state)
{
    (void)state;
    run_scenario(read_c_order);
    run_scenario(read_fortran_order);
}

static void writing_survives_every_failing_allocation(void **state)
{
    (void)state;
    run_scenario(write_rows);
    unlink(test_path(folder, "out.csv"));
    unlink(test_path(folder, "in.csv"));
    unlink(test_path(folder, "c.npy"));
    unlink(test_path(folder, "fortran.npy"));
    assert_int_equal(rmdir(folder), 0); /* nothing written aside is left */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_csv_survives_every_failing_allocation),
        cmocka_unit_test(reading_npy_survives_every_failing_allocation),
        cmocka_unit_test(writing_survives_every_failing_allocation),
    };
    return cmocka_run_group_tests(tests, prepare, tidy);
}
