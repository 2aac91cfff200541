/* SPDX-License-Identifier: BSD-3-Clause
 *
 * CSV that is refused: the status, the line, the field and the sentence for each.
 */
#include "test_table_support.h"

#define REFUSED(text, status, line, field, sentence)                                                         \
    check_refused_bytes(text, sizeof text - 1, NULL, status, line, field, sentence)

static void ragged_rows_are_refused(void **state)
{
    (void)state;
    REFUSED("a,b,c,d\n1,2,3,4\n1,2,3\n", ARETE_ERR_DATA, 3, 4, "the row has 3 fields, the header 4");
    REFUSED("a,b\n1,2,3,4\n", ARETE_ERR_DATA, 2, 3, "the row has 4 fields, the header 2");
    REFUSED("a,b\n1\n", ARETE_ERR_DATA, 2, 2, "the row has 1 field, the header 2");
    REFUSED("a,b\n1,2,\n", ARETE_ERR_DATA, 2, 3, "the row has 3 fields, the header 2");
    arete_table_options options = defaults();
    options.header = 0;
    check_refused("1,2\n1,2,3\n", &options, ARETE_ERR_DATA, 2, 3, "the row has 3 fields, the first row 2");
}

static void text_is_refused_with_its_place(void **state)
{
    (void)state;
    REFUSED("a,b\n1,2\n1,abc\n", ARETE_ERR_DATA, 3, 2, "'abc' is not a number (column 'b')");
    REFUSED("a,b\n1,2\n1,0x1F\n", ARETE_ERR_DATA, 3, 2, "'0x1F' is not a number");
    REFUSED("a,b\n1,2\n1,\"1,000\"\n", ARETE_ERR_DATA, 3, 2, "'1,000' is not a number");
    REFUSED("a,b\n-inf,2\n", ARETE_ERR_DATA, 2, 1, "'-inf' is not a number");
    REFUSED("a,b\nInfinity,2\n", ARETE_ERR_DATA, 2, 1, "'Infinity' is not a number");
    REFUSED("a,b\n1e,2\n", ARETE_ERR_DATA, 2, 1, "'1e' is not a number");
    REFUSED("a,b\n1_000,2\n", ARETE_ERR_DATA, 2, 1, "'1_000' is not a number");
    REFUSED("a,b\n1 000,2\n", ARETE_ERR_DATA, 2, 1, "'1 000' is not a number");
    REFUSED("a,b\n1,\"x\ny\"\n", ARETE_ERR_DATA, 2, 2, "'x y' is not a number");
    REFUSED("a,b\n\"\n\",q\n", ARETE_ERR_DATA, 2, 1, "' ' is not a number");
    REFUSED("a,b\n1,\xFF\x1B[31m\n", ARETE_ERR_DATA, 2, 2, "'? [31m' is not a number");
}

static void the_leftmost_bad_cell_is_reported(void **state)
{
    (void)state;
    char *folder = test_folder_create();
    const char *path = test_path(folder, "table.csv");
    file_write(path, "a,b,c\n1,2,3\nx,y,z\n", 18);
    whole w = read_path(path, NULL, 2, (const size_t[]){2, 1}, 10);
    assert_int_equal(w.status, ARETE_ERR_DATA);
    assert_int_equal(w.rows, 1);
    assert_int_equal(w.error.line, 3);
    assert_int_equal(w.error.field, 2);
    whole_free(&w);
    test_folder_remove(folder);
}

static void numbers_over_range_are_refused(void **state)
{
    (void)state;
    REFUSED("a,b\n1,1e400\n", ARETE_ERR_DATA, 2, 2, "'1e400' is out of range (column 'b')");
    REFUSED("a,b\n-1e309,1\n", ARETE_ERR_DATA, 2, 1, "'-1e309' is out of range");
}

static void text_in_a_dropped_row_is_still_an_error(void **state)
{
    (void)state;
    arete_table_options options = defaults();
    options.missing = ARETE_MISSING_DROP;
    check_refused("a,b\nNA,abc\n1,2\n", &options, ARETE_ERR_DATA, 2, 2, "'abc' is not a number");
    check_refused("a,b\nNA\n1,2\n", &options, ARETE_ERR_DATA, 2, 2, "the row has 1 field, the header 2");
}

static void nul_bytes_are_refused(void **state)
{
    (void)state;
    REFUSED("a,b\n1,2\n1,\0002\n", ARETE_ERR_DATA, 3, 2, "NUL byte");
    REFUSED("a,b\n1,\"2\0\"\n", ARETE_ERR_DATA, 2, 2, "NUL byte");
    REFUSED("a,\0b\n1,2\n", ARETE_ERR_DATA, 1, 2, "NUL byte");
    REFUSED("a,\"b\"\0\n1,2\n", ARETE_ERR_DATA, 1, 2, "NUL byte");
    REFUSED("a\0,\0b\0\n\0", ARETE_ERR_DATA, 1, 1, "UTF-16"); /* without a byte order mark */
}

static void a_carriage_return_alone_is_refused(void **state)
{
    (void)state;
    REFUSED("a,b\r1,2\r3,4\r", ARETE_ERR_DATA, 1, 2, "carriage return without a line feed");
    REFUSED("a,b\n1,2\r\r\n", ARETE_ERR_DATA, 2, 2, "carriage return without a line feed");
    REFUSED("a,b\n1,2\r", ARETE_ERR_DATA, 2, 2, "carriage return without a line feed");
    REFUSED("a,b\n1,\"2\"\r3\n", ARETE_ERR_DATA, 2, 2, "carriage return without a line feed");
    TAKEN("\"a\rb\",c\n1,2\n", NULL, 1, 2, 1, 2); /* inside quotes it is text */
}

static void quotes_out_of_place_are_refused(void **state)
{
    (void)state;
    REFUSED("a,b\n1,2\n1\"5,2\n", ARETE_ERR_DATA, 3, 1, "quote inside an unquoted field");
    REFUSED("a,b\n1,\"2\"3\n", ARETE_ERR_DATA, 2, 2, "text after a closing quote");
    REFUSED("a,b\n1,\"2\" \"3\"\n", ARETE_ERR_DATA, 2, 2, "quote after a closing quote");
    REFUSED("a,b\n1,\"2\n3,4\n5,6\n", ARETE_ERR_DATA, 2, 2,
            "the quote that opens this field is never closed");
    REFUSED("a,b\n\"x\ny\",\"2\n", ARETE_ERR_DATA, 3, 2, "never closed");
    REFUSED("a,\"b\n1,2\n", ARETE_ERR_DATA, 1, 2, "never closed");
}

static void the_rules_hold_in_columns_not_selected(void **state)
{
    (void)state;
    char *folder = test_folder_create();
    const char *path = test_path(folder, "table.csv");
    static const char *const texts[] = {"a,b,c\n1,2,x\"y\n", "a,b,c\n1,2\n", "a,b,c\n1,2,x\ry\n",
                                        "a,b,c\n1,2,\"x\n"};
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        file_write(path, texts[k], strlen(texts[k]));
        whole w = read_path(path, NULL, 2, (const size_t[]){0, 1}, 10);
        assert_int_equal(w.status, ARETE_ERR_DATA);
        assert_int_equal(w.error.line, 2);
        assert_int_equal(w.error.field, 3);
        whole_free(&w);
    }
    test_folder_remove(folder);
}

static void blank_lines_before_the_last_row_are_refused(void **state)
{
    (void)state;
    REFUSED("a,b\n1,2\n\n \n3,4\n", ARETE_ERR_DATA, 3, 1, "blank line before the last row");
    REFUSED("a,b\n\n1,2\n", ARETE_ERR_DATA, 2, 1, "blank line before the last row");
    REFUSED("\na,b\n1,2\n", ARETE_ERR_DATA, 1, 1, "the first line is blank");
}

static void files_without_rows_are_refused(void **state)
{
    (void)state;
    REFUSED("", ARETE_ERR_DATA, 1, 1, "the file is empty");
    REFUSED("\xEF\xBB\xBF", ARETE_ERR_DATA, 1, 1, "the file is empty");
    REFUSED("a,b\n", ARETE_ERR_DATA, 2, 1, "no data rows");
    REFUSED("a,b", ARETE_ERR_DATA, 1, 1, "no data rows");
    REFUSED("a,b\n\n\n", ARETE_ERR_DATA, 4, 1, "no data rows");
}

static void names_must_be_there_once_and_utf8(void **state)
{
    (void)state;
    REFUSED("a,,c\n1,2,3\n", ARETE_ERR_NAME, 1, 2, "column 2 has no name");
    REFUSED("a,b, \n1,2,3\n", ARETE_ERR_NAME, 1, 3, "column 3 has no name");
    REFUSED("a,\"\"\n1,2\n", ARETE_ERR_NAME, 1, 2, "column 2 has no name");
    REFUSED("a,b,c, b\n1,2,3,4\n", ARETE_ERR_NAME, 1, 4, "the name 'b' is that of column 2 already");
    REFUSED("\"x\ny\",b,a,b\n1,2,3,4\n", ARETE_ERR_NAME, 2, 4, "the name 'b' is that of column 2 already");
    REFUSED("z,z,a,a\n1,2,3,4\n", ARETE_ERR_NAME, 1, 2, "the name 'z' is that of column 1 already");
    static const char *const bad[] = {"\xE9t\xE9",
                                      "\xC0\x80",
                                      "\xED\xA0\x80",
                                      "\xF4\x90\x80\x80",
                                      "\xE2\x82",
                                      "\x80",
                                      "\xF8\x88\x80\x80\x80",
                                      "\xC3(",
                                      "\xE0\x9F\xBF",
                                      "\xF0\x8F\xBF\xBF"};
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        char text[64];
        snprintf(text, sizeof text, "a,%s\n1,2\n", bad[k]);
        check_refused(text, NULL, ARETE_ERR_NAME, 1, 2, "the name of column 2 is not UTF-8");
    }
    TAKEN("\xEF\xBF\xBF,\xF4\x8F\xBF\xBF,\xED\x9F\xBF,\xC2\x80\n1,2,3,4\n", NULL, 1, 4, 1, 2, 3, 4);
}

static void a_single_column_is_refused_with_a_hint(void **state)
{
    (void)state;
    REFUSED("a;b;c\n1;2;3\n", ARETE_ERR_DATA, 1, 1, "only one column: is the delimiter ';', not ','?");
    REFUSED("a\tb\n1\t2\n", ARETE_ERR_DATA, 1, 1, "only one column: is the delimiter a tab, not ','?");
    REFUSED("abc\n1\n", ARETE_ERR_DATA, 1, 1, "only one column: is the delimiter really ','?");
    arete_table_options options = defaults();
    options.delimiter = '\t';
    check_refused("a,b\n1,2\n", &options, ARETE_ERR_DATA, 1, 1, "is the delimiter ',', not a tab?");
    options.delimiter = ' ';
    check_refused("a;b\n1;2\n", &options, ARETE_ERR_DATA, 1, 1, "is the delimiter ';', not a space?");
    options.delimiter = '\xA7';
    check_refused("a;b\n1;2\n", &options, ARETE_ERR_DATA, 1, 1, "is the delimiter ';', not byte 0xa7?");
}

static void compressed_and_utf16_files_are_refused(void **state)
{
    (void)state;
    REFUSED("\x1f\x8b\x08\0\0\0\0\0", ARETE_ERR_FORMAT, 1, 1, "compressed (gzip)");
    REFUSED("PK\x03\x04\x14\0\0\0", ARETE_ERR_FORMAT, 1, 1, "zip archive");
    REFUSED("PK\x05\x06\0\0\0\0\0\0", ARETE_ERR_FORMAT, 1, 1, "zip archive");
    REFUSED("\x28\xb5\x2f\xfd\x24\x15", ARETE_ERR_FORMAT, 1, 1, "compressed (zstd)");
    REFUSED("\xfd"
            "7zXZ\0\0\x04",
            ARETE_ERR_FORMAT, 1, 1, "compressed (xz)");
    REFUSED("BZh91AY&SY\x5b\x41", ARETE_ERR_FORMAT, 1, 1, "compressed (bzip2)");
    REFUSED("\xff\xfe"
            "a\0,\0b\0\n\0",
            ARETE_ERR_FORMAT, 1, 1, "UTF-16");
    REFUSED("\xfe\xff\0a\0,\0b\0\n", ARETE_ERR_FORMAT, 1, 1, "UTF-16");
    TAKEN("BZh9,b\n1,2\n", NULL, 1, 2, 1, 2);
    TAKEN("PK,b\n1,2\n", NULL, 1, 2, 1, 2);
}

static void rows_before_the_bad_one_are_delivered(void **state)
{
    (void)state;
    const char *text = "a,b\n1,2\n3,4\n5,x\n7,8\n";
    whole w = read_bytes(text, strlen(text), NULL);
    assert_int_equal(w.status, ARETE_ERR_DATA);
    assert_int_equal(w.rows, 2);
    assert_bits(w.data[3], 4);
    assert_int_equal(w.lines[1], 3);
    whole_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ragged_rows_are_refused),
        cmocka_unit_test(text_is_refused_with_its_place),
        cmocka_unit_test(the_leftmost_bad_cell_is_reported),
        cmocka_unit_test(numbers_over_range_are_refused),
        cmocka_unit_test(text_in_a_dropped_row_is_still_an_error),
        cmocka_unit_test(nul_bytes_are_refused),
        cmocka_unit_test(a_carriage_return_alone_is_refused),
        cmocka_unit_test(quotes_out_of_place_are_refused),
        cmocka_unit_test(the_rules_hold_in_columns_not_selected),
        cmocka_unit_test(blank_lines_before_the_last_row_are_refused),
        cmocka_unit_test(files_without_rows_are_refused),
        cmocka_unit_test(names_must_be_there_once_and_utf8),
        cmocka_unit_test(a_single_column_is_refused_with_a_hint),
        cmocka_unit_test(compressed_and_utf16_files_are_refused),
        cmocka_unit_test(rows_before_the_bad_one_are_delivered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
