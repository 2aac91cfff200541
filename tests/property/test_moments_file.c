/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The moments file: written, read and written again it is the same; damaged in any one byte, cut anywhere or
 * lengthened it is refused.
 */
#include <string.h>

#include "file_bytes.h"
#include "moments_compare.h"

/* Two folds, one with an unfinished block only, and names: a few hundred bytes. */
static void save_small(const char *path)
{
    test_random random = test_seed(41);
    test_rows r = rows_create(&random, 3, 2, 1);
    const size_t fold[] = {1, 0, 1};
    arete_moments_options options;
    arete_moments_options_init(&options);
    options.folds = 2;
    options.seed = 77;
    arete_moments *moments = moments_of(&r, NULL, fold, &options);
    arete_error error;
    assert_ok(arete_moments_set_names(moments, (const char *const[]){"breite", "h\xc3\xb6he"},
                                      (const char *const[]){"y"}, &error),
              &error);
    assert_ok(arete_moments_save(moments, path, &error), &error);
    arete_moments_destroy(&moments);
    rows_destroy(&r);
}

static void assert_refused(const char *path)
{
    arete_error error;
    arete_moments *moments = (void *)&error; /* anything but NULL */
    int status = arete_moments_load(&moments, path, &error);
    assert_true(status == ARETE_ERR_FORMAT || status == ARETE_ERR_VERSION);
    assert_int_equal(error.status, status);
    assert_true(error.text[0] != '\0');
    assert_null(moments);
}

static void every_changed_byte_is_refused(void **state)
{
    (void)state;
    char *folder = test_folder_create();
    const char *good = test_path(folder, "good"), *bad = test_path(folder, "bad");
    save_small(good);
    file_bytes file = file_read(good);
    print_message("%zu bytes\n", file.size);
    for (size_t i = 0; i < file.size; i++)
        for (int bit = 0; bit < 9; bit += 4) {
            unsigned char kept = file.bytes[i];
            file.bytes[i] = bit < 8 ? (unsigned char)(kept ^ (1 << bit)) : (unsigned char)~kept;
            file_write(bad, file.bytes, file.size);
            assert_refused(bad);
            file.bytes[i] = kept;
        }
    free(file.bytes);
    test_folder_remove(folder);
}

static void every_truncation_and_any_addition_is_refused(void **state)
{
    (void)state;
    char *folder = test_folder_create();
    const char *good = test_path(folder, "good"), *bad = test_path(folder, "bad");
    save_small(good);
    file_bytes file = file_read(good);
    for (size_t size = 0; size < file.size; size++) {
        file_write(bad, file.bytes, size);
        assert_refused(bad);
    }
    file_write(bad, file.bytes, file.size + 1);
    assert_refused(bad);
    free(file.bytes);
    test_folder_remove(folder);
}

static void written_again_it_is_the_same_file(void **state)
{
    (void)state;
    char *folder = test_folder_create();
    const char *first = test_path(folder, "first"), *second = test_path(folder, "second");
    save_small(first);
    arete_moments *moments;
    arete_error error;
    assert_ok(arete_moments_load(&moments, first, &error), &error);
    assert_string_equal(arete_moments_feature(moments, 1), "h\xc3\xb6he");
    assert_true(arete_moments_seed(moments) == 77);
    assert_ok(arete_moments_save(moments, second, &error), &error);
    file_bytes a = file_read(first), b = file_read(second);
    assert_int_equal(a.size, b.size);
    assert_memory_equal(a.bytes, b.bytes, a.size);
    assert_true(arete_moments_recognise(first));
    free(a.bytes);
    free(b.bytes);
    arete_moments_destroy(&moments);
    test_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_changed_byte_is_refused),
        cmocka_unit_test(every_truncation_and_any_addition_is_refused),
        cmocka_unit_test(written_again_it_is_the_same_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
