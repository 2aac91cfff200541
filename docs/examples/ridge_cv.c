/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Choosing the penalty: 10-fold cross-validation of a path of 100 penalties from one pass over a file.
 *
 *     example-ridge_cv FILE.csv        response in the last column
 *
 * Rows fall into folds as they are read. The moments of the folds are all that is kept, and every one of the
 * 1000 fits of the cross-validation follows from them.
 */
#include <arete/arete.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCK = 256 };

/* Reads all rows of the table into the moments. */
static arete_status read_rows(arete_table *table, arete_moments *moments, arete_error *error)
{
    size_t columns = arete_table_columns(table), rows;
    double *block = malloc(BLOCK * columns * sizeof *block);
    if (!block)
        return ARETE_ERR_NO_MEMORY;
    arete_status status;
    do {
        status = arete_table_read(table, BLOCK, block, columns, &rows, error);
        if (status == ARETE_OK)
            status = arete_moments_add(moments, ARETE_ROW_MAJOR, rows, block, columns, block + columns - 1,
                                       columns, NULL, NULL, error);
    } while (status == ARETE_OK && rows == BLOCK);
    free(block);
    return status;
}

static void print_choice(const char *rule, const arete_cv *cv, size_t l)
{
    arete_cv_point point;
    if (arete_cv_get(cv, l, 0, &point) == ARETE_OK)
        printf("%-4s  lambda %8.3f  df %6.3f  error %7.1f +- %.1f\n", rule, point.lambda, point.df,
               point.cv_mean, point.cv_se);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: example-ridge_cv FILE.csv\n");
        return 1;
    }
    arete_error error = {.text = "out of memory"};
    arete_table *table = NULL;
    arete_moments *moments = NULL;
    arete_cv *cv = NULL;
    arete_moments_options folds;
    arete_moments_options_init(&folds);
    folds.folds = 10;
    arete_ridge_options options;
    arete_ridge_options_init(&options);
    options.standardize = 1;

    arete_status status = arete_table_open(&table, argv[1], NULL, &error);
    if (status == ARETE_OK)
        status = arete_moments_create(&moments, arete_table_columns(table) - 1, 1, &folds, &error);
    if (status == ARETE_OK)
        status = read_rows(table, moments, &error);
    if (status == ARETE_OK)
        status = arete_ridge_cv(&cv, moments, 0, NULL, &options, &error);
    if (status == ARETE_OK) {
        printf("%zu penalties, %zu folds\n", arete_cv_size(cv), arete_cv_folds(cv));
        print_choice("min", cv, arete_cv_best(cv, 0, ARETE_RULE_MIN));
        print_choice("1se", cv, arete_cv_best(cv, 0, ARETE_RULE_1SE));
    } else {
        fprintf(stderr, "%s\n", error.text);
    }
    arete_cv_destroy(&cv);
    arete_moments_destroy(&moments);
    arete_table_close(&table);
    return status == ARETE_OK ? 0 : 1;
}
