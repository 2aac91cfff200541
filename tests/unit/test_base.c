/* SPDX-License-Identifier: BSD-3-Clause
 *
 * src/base: statuses, errors, sizes, names, checksums, files that appear whole.
 */
#include "arete_test.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/atomic_file.h"
#include "base/crc64.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/names.h"

static void every_int_has_a_status_text_and_name(void **state)
{
    (void)state;
    for (int s = -300; s <= 300; s++) {
        assert_non_null(arete_status_text(s));
        assert_non_null(arete_status_name(s));
    }
    assert_string_equal(arete_status_text(ARETE_OK), "success");
    assert_string_equal(arete_status_name(ARETE_ERR_LD), "ARETE_ERR_LD");
    assert_string_equal(arete_status_text(-999), "unknown status");
    assert_string_equal(arete_status_name(1), "ARETE_ERR_UNKNOWN");
}

static void status_numbers_are_pinned_and_distinct(void **state)
{
    (void)state;
#define NUMBER(name, number, text) number,
    static const int number[] = {ARETE_STATUS_LIST(NUMBER)};
#undef NUMBER
    for (size_t i = 0; i < sizeof number / sizeof *number; i++)
        assert_int_equal(number[i], -(int)i);
    assert_int_equal(ARETE_ERR_SINGULAR, -12);
    assert_int_equal(ARETE_ERR_NO_MEMORY, -14);
}

static void header_and_library_agree_on_the_version(void **state)
{
    (void)state;
    char text[32];
    snprintf(text, sizeof text, "%d.%d.%d", ARETE_VERSION_MAJOR, ARETE_VERSION_MINOR, ARETE_VERSION_PATCH);
    assert_string_equal(arete_version(), text);
    assert_string_equal(arete_version(), ARETE_VERSION);
}

static void a_failure_fills_the_whole_error_on_one_line(void **state)
{
    (void)state;
    arete_error error;
    memset(&error, 0x5a, sizeof error);
    assert_int_equal(arete_fail(&error, ARETE_ERR_LD, "ldx", "%s", "two\nlines\x7f"), ARETE_ERR_LD);
    assert_int_equal(error.status, ARETE_ERR_LD);
    assert_string_equal(error.argument, "ldx");
    assert_string_equal(error.text, "two lines ");
    assert_true(error.row == ARETE_NONE && error.column == ARETE_NONE && error.line == 0 && error.field == 0);
    /* Longer than the buffer: cut, still closed. */
    char text[600];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    arete_fail(&error, ARETE_ERR_DATA, NULL, "%s", text);
    assert_int_equal(strlen(error.text), sizeof error.text - 1);
    assert_string_equal(error.argument, "");
    /* No error wanted: only the status. */
    assert_int_equal(arete_fail(NULL, ARETE_ERR_DATA, NULL, "x"), ARETE_ERR_DATA);
    assert_int_equal(arete_at(NULL, ARETE_ERR_DATA, 1, 2), ARETE_ERR_DATA);
    assert_int_equal(arete_at_line(NULL, ARETE_ERR_DATA, 1, 2), ARETE_ERR_DATA);
}

static void products_of_sizes_do_not_wrap(void **state)
{
    (void)state;
    size_t out = 7;
    assert_true(arete_mul(0, SIZE_MAX, &out) && out == 0);
    assert_true(arete_mul(SIZE_MAX, 1, &out) && out == SIZE_MAX);
    out = 7;
    assert_false(arete_mul(SIZE_MAX / 2 + 1, 2, &out));
    assert_false(arete_add(SIZE_MAX, 1, &out));
    assert_int_equal(out, 7);
    assert_true(arete_sat_mul(SIZE_MAX / 3, 4) == SIZE_MAX && arete_sat_add(SIZE_MAX - 1, 2) == SIZE_MAX);
    assert_null(arete_alloc(SIZE_MAX / 4, 8));
    assert_null(arete_alloc(SIZE_MAX - 70, 1));
}

static void allocations_are_aligned_and_zeroed_on_request(void **state)
{
    (void)state;
    for (size_t n = 0; n < 200; n += 13) {
        unsigned char *p = arete_alloc_zero(n, 3);
        assert_non_null(p);
        assert_true((uintptr_t)p % ARETE_ALIGNMENT == 0);
        for (size_t i = 0; i < 3 * n; i++)
            assert_int_equal(p[i], 0);
        free(p);
    }
}

static void crc64_has_its_published_check_value(void **state)
{
    (void)state;
    assert_true(arete_crc64(0, "123456789", 9) == UINT64_C(0x995DC9BBDF1939FA));
    /* In pieces it is the same. */
    assert_true(arete_crc64(arete_crc64(0, "1234", 4), "56789", 5) == UINT64_C(0x995DC9BBDF1939FA));
    assert_true(arete_crc64(0, "", 0) == 0);
}

static void utf8_is_told_from_other_bytes(void **state)
{
    (void)state;
    static const char *const good[] = {
        "", "abc", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xee\x80\x80", "\xf4\x8f\xbf\xbf"};
    static const char *const bad[] = {"\x80",         "\xc0\xaf",         "\xc3", "\xe0\x80\x80",
                                      "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff", "a\xe2\x82"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(arete_utf8_valid(good[i], strlen(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(arete_utf8_valid(bad[i], strlen(bad[i])));
    assert_false(arete_utf8_valid("a\0b", 3));
}

static void names_are_copied_and_bad_ones_named(void **state)
{
    (void)state;
    arete_error error;
    char **copy = NULL;
    char first[] = "age";
    const char *names[] = {first, "b mi", "\xc3\xa9t\xc3\xa9"};
    assert_ok(arete_names_copy(&copy, 3, names, "features", &error), &error);
    first[0] = 'X';
    assert_string_equal(copy[0], "age");
    arete_names_free(copy, 3);
    static const char *const wrong[][3] = {{"a", "", "c"}, {"a", "\xff", "c"}, {"c", "a", "c"}};
    static const size_t place[] = {1, 1, 2};
    for (size_t i = 0; i < 3; i++) {
        assert_status(arete_names_copy(&copy, 3, wrong[i], "features", &error), ARETE_ERR_NAME);
        assert_int_equal(error.column, place[i]);
        assert_string_equal(error.argument, "features");
    }
    const char *missing[] = {"a", NULL};
    assert_status(arete_names_copy(&copy, 2, missing, "targets", &error), ARETE_ERR_NULL);
}

static void write_file(const char *path, const char *text)
{
    arete_atomic_file file;
    arete_error error;
    assert_ok(arete_atomic_open(&file, path, &error), &error);
    fputs(text, file.stream);
    assert_ok(arete_atomic_commit(&file, &error), &error);
}

static void assert_file(const char *path, const char *text)
{
    char buffer[64] = "";
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    buffer[fread(buffer, 1, sizeof buffer - 1, stream)] = '\0';
    fclose(stream);
    assert_string_equal(buffer, text);
}

static void a_file_is_replaced_whole_or_left_alone(void **state)
{
    (void)state;
    char *folder = test_folder_create();
    const char *path = test_path(folder, "model"), *link = test_path(folder, "link");
    write_file(path, "old");
    chmod(path, 0640);
    arete_atomic_file file;
    arete_error error;
    assert_ok(arete_atomic_open(&file, path, &error), &error);
    fputs("half", file.stream);
    fflush(file.stream);
    assert_file(path, "old");
    arete_atomic_abandon(&file);
    assert_file(path, "old");
    write_file(path, "new");
    assert_file(path, "new");
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640);
    /* Through a symbolic link the file it names is replaced, not the link. */
    assert_int_equal(symlink(path, link), 0);
    write_file(link, "third");
    assert_file(path, "third");
    assert_int_equal(lstat(link, &info), 0);
    assert_true(S_ISLNK(info.st_mode));
    /* Nothing is left aside. */
    assert_int_equal(unlink(link), 0);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0);
    free(folder);
    arete_atomic_abandon(&(arete_atomic_file){0});
}

static void a_file_that_cannot_be_written_is_an_error(void **state)
{
    (void)state;
    arete_atomic_file file;
    arete_error error;
    assert_status(arete_atomic_open(&file, "no/such/folder/model", &error), ARETE_ERR_IO);
    assert_string_equal(error.argument, "path");
    if (access("/dev/full", W_OK) != 0) {
        print_message("SKIPPED part of %s: no /dev/full\n", __func__);
        return;
    }
    assert_ok(arete_atomic_open(&file, "/dev/full", &error), &error);
    for (int i = 0; i < 10000; i++)
        fputs("more than a buffer holds", file.stream);
    assert_status(arete_atomic_commit(&file, &error), ARETE_ERR_IO);
    assert_ok(arete_atomic_open(&file, "/dev/full", &error), &error);
    fputs("fits the buffer", file.stream);
    assert_status(arete_atomic_commit(&file, &error), ARETE_ERR_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_int_has_a_status_text_and_name),
        cmocka_unit_test(status_numbers_are_pinned_and_distinct),
        cmocka_unit_test(header_and_library_agree_on_the_version),
        cmocka_unit_test(a_failure_fills_the_whole_error_on_one_line),
        cmocka_unit_test(products_of_sizes_do_not_wrap),
        cmocka_unit_test(allocations_are_aligned_and_zeroed_on_request),
        cmocka_unit_test(crc64_has_its_published_check_value),
        cmocka_unit_test(utf8_is_told_from_other_bytes),
        cmocka_unit_test(names_are_copied_and_bad_ones_named),
        cmocka_unit_test(a_file_is_replaced_whole_or_left_alone),
        cmocka_unit_test(a_file_that_cannot_be_written_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
