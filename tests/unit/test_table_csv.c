/* SPDX-License-Identifier: BSD-3-Clause
 *
 * CSV that is taken: every oddity the manual says is fine, and what is delivered for it.
 */
#include <math.h>

#include "test_table_support.h"

static void plain_files_are_taken(void **state)
{
    (void)state;
    TAKEN("a,b\n1,2\n3,-4.5e2\n", NULL, 2, 2, 1, 2, 3, -450);
    TAKEN("a,b\n1,2\n3,4", NULL, 2, 2, 1, 2, 3, 4); /* no newline at the end */
}

static void number_spellings_of_people_are_taken(void **state)
{
    (void)state;
    TAKEN("a,b,c,d\n+1,2.,.5,0007\n", NULL, 1, 4, 1, 2, 0.5, 7);
    TAKEN("a,b\n 1.5 ,\t2e1 \n", NULL, 1, 2, 1.5, 20);
    TAKEN("a,b\n\"1.5\",\" 2 \"\n", NULL, 1, 2, 1.5, 2);
    TAKEN("a,b\n \"1.5\" ,2\n", NULL, 1, 2, 1.5, 2);
    TAKEN("a,b\n1e-400,-0\n", NULL, 1, 2, 0, -0.0);
    TAKEN("a,b\n9007199254740993.0000000000000000000000000000000000000001,0.1\n", NULL, 1, 2,
          9007199254740994.0, 0.1);
}

static void byte_order_mark_is_skipped(void **state)
{
    (void)state;
    TAKEN("\xEF\xBB\xBF"
          "a,b\n1,2\n",
          NULL, 1, 2, 1, 2);
    arete_table_options options = defaults();
    options.header = 0;
    TAKEN("\xEF\xBB\xBF"
          "1,2\n",
          &options, 1, 2, 1, 2);
}

static void crlf_is_taken(void **state)
{
    (void)state;
    TAKEN("a,b\r\n1,2\r\n3,\"4\"\r\n", NULL, 2, 2, 1, 2, 3, 4);
    TAKEN("a,b\r\n1,2\n3,4", NULL, 2, 2, 1, 2, 3, 4);
}

static void blank_final_lines_are_fine(void **state)
{
    (void)state;
    TAKEN("a,b\n1,2\n\n\n", NULL, 1, 2, 1, 2);
    TAKEN("a,b\r\n1,2\r\n\r\n  \r\n\t", NULL, 1, 2, 1, 2);
}

static void other_delimiters_are_taken(void **state)
{
    (void)state;
    arete_table_options options = defaults();
    static const char delimiters[] = ";|\t :x\xA7";
    for (const char *d = delimiters; *d; d++) {
        char text[] = "a;b\n1;2\n0;1\n"; /* "0x1" must not become hexadecimal */
        for (char *c = text; *c; c++)
            if (*c == ';')
                *c = *d;
        options.delimiter = *d;
        check_taken(text, strlen(text), &options, 2, 2, (const double[]){1, 2, 0, 1});
    }
}

static void a_name_in_tsv_means_tabs(void **state)
{
    (void)state;
    char *folder = test_folder_create();
    const char *path = test_path(folder, "table.tsv");
    file_write(path, "a\tb\n1\t2\n", 8);
    whole w = read_path(path, NULL, 0, NULL, 10);
    assert_int_equal(w.status, ARETE_OK);
    assert_int_equal(w.columns, 2);
    assert_bits(w.data[1], 2);
    whole_free(&w);
    arete_table_options options = defaults();
    options.delimiter = ','; /* the option wins over the name */
    w = read_path(path, &options, 0, NULL, 10);
    assert_int_equal(w.status, ARETE_ERR_DATA);
    test_folder_remove(folder);
}

/* Opens text, checks the names, and returns the table. */
static arete_table *open_text(const char *text, const arete_table_options *options, size_t count,
                              const char *const *names)
{
    char *folder = test_folder_create();
    const char *path = test_path(folder, "table.csv");
    file_write(path, text, strlen(text));
    arete_table *table;
    arete_error error;
    assert_ok(arete_table_open(&table, path, options, &error), &error);
    test_folder_remove(folder); /* the open file stays readable */
    assert_int_equal(arete_table_columns(table), count);
    for (size_t j = 0; j < count; j++) {
        assert_string_equal(arete_table_name(table, j), names[j]);
        assert_int_equal(arete_table_find(table, names[j]), j);
    }
    assert_null(arete_table_name(table, count));
    assert_true(arete_table_find(table, "no such name") == ARETE_NONE);
    assert_true(arete_table_find(table, "") == ARETE_NONE);
    return table;
}

static void names_are_trimmed_unless_quoted(void **state)
{
    (void)state;
    static const char *const names[] = {"a b", " c ", "d,\"e\"", "f\ng", "\xC3\xA9t\xC3\xA9", "\"", "7"};
    arete_table *table = open_text(
        " a b\t,\" c \", \"d,\"\"e\"\"\" ,\"f\ng\",\xC3\xA9t\xC3\xA9,\"\"\"\",7\r\n1,2,3,4,5,6,7\r\n", NULL,
        7, names);
    double row[7];
    size_t nread;
    arete_error error;
    assert_ok(arete_table_read(table, 1, row, 7, &nread, &error), &error);
    assert_int_equal(nread, 1);
    assert_bits(row[6], 7);
    assert_int_equal(arete_table_line(table, 0), 3); /* the header has two lines */
    arete_table_close(&table);
}

static void without_header_columns_are_numbered(void **state)
{
    (void)state;
    arete_table_options options = defaults();
    options.header = 0;
    static const char *const names[] = {"x1", "x2", "x3"};
    arete_table *table = open_text("1,2,3\n4,5,6\n", &options, 3, names);
    double rows[6];
    size_t nread;
    arete_error error;
    assert_ok(arete_table_read(table, 2, rows, 3, &nread, &error), &error);
    assert_int_equal(nread, 2);
    for (int i = 0; i < 6; i++)
        assert_bits(rows[i], i + 1);
    assert_int_equal(arete_table_line(table, 0), 1);
    assert_int_equal(arete_table_line(table, 1), 2);
    arete_table_close(&table);
}

static void a_header_of_numbers_is_a_header(void **state)
{
    (void)state;
    static const char *const names[] = {"2019", "2020"};
    arete_table *table = open_text("2019,2020\n1,2\n", NULL, 2, names);
    arete_table_close(&table);
}

static void only_selected_columns_are_parsed(void **state)
{
    (void)state;
    char *folder = test_folder_create();
    const char *path = test_path(folder, "table.csv");
    const char *text = "id,a,note,y\nx1,1,\"say \"\"hi\"\",\nthere\",2\nx\xFF,3,,4\n";
    file_write(path, text, strlen(text));
    whole w = read_path(path, NULL, 2, (const size_t[]){3, 1}, 10);
    assert_int_equal(w.status, ARETE_OK);
    assert_int_equal(w.rows, 2);
    static const double expected[] = {2, 1, 4, 3};
    for (int i = 0; i < 4; i++)
        assert_bits(w.data[i], expected[i]);
    assert_int_equal(w.lines[0], 2);
    assert_int_equal(w.lines[1], 4); /* a line break inside quotes is a line */
    whole_free(&w);
    w = read_path(path, NULL, 2, (const size_t[]){3, 0}, 10);
    assert_int_equal(w.status, ARETE_ERR_DATA);
    assert_int_equal(w.error.line, 2);
    assert_int_equal(w.error.field, 1);
    test_folder_remove(folder);
}

static const char with_missing[] =
    "a,b\n1,2\n,3\nNA,1\nna,1\nNaN,1\nnan,1\nNULL,1\nnull,1\n?,1\n\"\",1\n\" NA \",1\n 5, 6\n";

static void rows_with_missing_cells_are_dropped_and_counted(void **state)
{
    (void)state;
    arete_table_options options = defaults();
    options.missing = ARETE_MISSING_DROP;
    whole w = read_bytes(with_missing, strlen(with_missing), &options);
    assert_int_equal(w.status, ARETE_OK);
    assert_int_equal(w.rows, 2);
    assert_int_equal(w.dropped, 10);
    assert_bits(w.data[2], 5);
    assert_int_equal(w.lines[0], 2);
    assert_int_equal(w.lines[1], 13);
    whole_free(&w);
    w = read_bytes("a,b\n1,\n,2\n", 10, &options); /* all dropped: rows were there */
    assert_int_equal(w.status, ARETE_OK);
    assert_int_equal(w.rows, 0);
    assert_int_equal(w.dropped, 2);
    whole_free(&w);
}

static void missing_cells_are_refused_by_default(void **state)
{
    (void)state;
    static const char *const spellings[] = {"NA", "na", "NaN", "nan", "NULL", "null", "?"};
    for (size_t k = 0; k < sizeof spellings / sizeof *spellings; k++) {
        char text[64], message[64];
        snprintf(text, sizeof text, "a,bmi\n1,2\n3, %s\n", spellings[k]);
        snprintf(message, sizeof message, "missing value (%s) in column 'bmi'; ", spellings[k]);
        check_refused(text, NULL, ARETE_ERR_DATA, 3, 2, message);
    }
    check_refused("a,bmi\n1,\n", NULL, ARETE_ERR_DATA, 2, 2, "missing value (empty) in column 'bmi'; ");
    check_refused("a,bmi\n1,\"\"\n", NULL, ARETE_ERR_DATA, 2, 2, "missing value (empty) in column 'bmi'; ");
    check_refused("a,bmi\n1,Na\n", NULL, ARETE_ERR_DATA, 2, 2, "'Na' is not a number");
}

static void missing_cells_elsewhere_do_not_matter(void **state)
{
    (void)state;
    char *folder = test_folder_create();
    const char *path = test_path(folder, "table.csv");
    file_write(path, "a,b,c\n1,,3\n4,NA,6\n", 18);
    whole w = read_path(path, NULL, 2, (const size_t[]){0, 2}, 10);
    assert_int_equal(w.status, ARETE_OK);
    assert_int_equal(w.rows, 2);
    assert_int_equal(w.dropped, 0);
    whole_free(&w);
    test_folder_remove(folder);
}

static void a_single_column_can_be_asked_for(void **state)
{
    (void)state;
    arete_table_options options = defaults();
    options.single_column = 1;
    TAKEN("a\n1\n2\n\n", &options, 2, 1, 1, 2);
    check_refused("a\n1\n\n2\n", &options, ARETE_ERR_DATA, 3, 1, "blank line");
    options.missing = ARETE_MISSING_DROP;
    TAKEN("a\n1\n\"\"\n2\n", &options, 2, 1, 1, 2);
}

static void wide_files_are_quick(void **state)
{
    (void)state;
    enum { COLUMNS = 100000 };
    bytes b = {0};
    char cell[32];
    for (size_t j = 0; j < COLUMNS; j++) {
        snprintf(cell, sizeof cell, "name%zu%c", j, j + 1 < COLUMNS ? ',' : '\n');
        bytes_text(&b, cell);
    }
    for (size_t j = 0; j < COLUMNS; j++) {
        snprintf(cell, sizeof cell, "%zu%c", j * j % 1009, j + 1 < COLUMNS ? ',' : '\n');
        bytes_text(&b, cell);
    }
    whole w = read_bytes(b.data, b.n, NULL);
    assert_int_equal(w.status, ARETE_OK);
    assert_int_equal(w.columns, COLUMNS);
    assert_int_equal(w.rows, 1);
    for (size_t j = 0; j < COLUMNS; j++)
        assert_bits(w.data[j], (double)(j * j % 1009));
    whole_free(&w);
    char *end = memchr(b.data, '\n', b.n);
    memcpy(end - 9, "name7    ", 9); /* repeats the eighth: the message names both places */
    check_refused_bytes(b.data, b.n, NULL, ARETE_ERR_NAME, 1, COLUMNS,
                        "the name 'name7' is that of column 8 already");
    bytes_free(&b);
}

static void long_fields_are_taken(void **state)
{
    (void)state;
    enum { LONG = 1 << 20 };
    bytes b = {0};
    char *zeros = malloc(LONG);
    assert_non_null(zeros);
    memset(zeros, '0', LONG);
    bytes_text(&b, "a,b\n0.");
    bytes_put(&b, zeros, LONG);
    bytes_text(&b, ",2\n1,");
    bytes_put(&b, zeros, LONG);
    bytes_text(&b, "3.5\n");
    check_taken(b.data, b.n, NULL, 2, 2, (const double[]){0, 2, 1, 3.5});
    memset(zeros, 'n', LONG);
    b.n = 0;
    bytes_put(&b, zeros, LONG);
    bytes_text(&b, ",b\n1,2\n");
    check_taken(b.data, b.n, NULL, 1, 2, (const double[]){1, 2});
    bytes_text(&b, "1,");
    bytes_put(&b, zeros, LONG);
    check_refused_bytes(b.data, b.n, NULL, ARETE_ERR_DATA, 3, 2, "nnnn...' is not a number");
    free(zeros);
    bytes_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_files_are_taken),
        cmocka_unit_test(number_spellings_of_people_are_taken),
        cmocka_unit_test(byte_order_mark_is_skipped),
        cmocka_unit_test(crlf_is_taken),
        cmocka_unit_test(blank_final_lines_are_fine),
        cmocka_unit_test(other_delimiters_are_taken),
        cmocka_unit_test(a_name_in_tsv_means_tabs),
        cmocka_unit_test(names_are_trimmed_unless_quoted),
        cmocka_unit_test(without_header_columns_are_numbered),
        cmocka_unit_test(a_header_of_numbers_is_a_header),
        cmocka_unit_test(only_selected_columns_are_parsed),
        cmocka_unit_test(rows_with_missing_cells_are_dropped_and_counted),
        cmocka_unit_test(missing_cells_are_refused_by_default),
        cmocka_unit_test(missing_cells_elsewhere_do_not_matter),
        cmocka_unit_test(a_single_column_can_be_asked_for),
        cmocka_unit_test(wide_files_are_quick),
        cmocka_unit_test(long_fields_are_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
