/* SPDX-License-Identifier: BSD-3-Clause
 *
 * ridge-predict: a saved model and a file of rows in, one predicted number for each row and target out.
 *
 * Columns are found by name. Only data that have no names of their own (NPY, or CSV read with --no-header)
 * may be taken by position, and only for a model whose names are x1, x2, ..: a name in a file always counts.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "arete/model.h"
#include "arete/table.h"
#include "cli/columns.h"
#include "cli/common.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/take.h"

const char *const cli_program = "ridge-predict";

enum { OUTPUT = 1, NO_HEADER, DELIMITER, THE_PROGRESS, NO_PROGRESS, HELP, VERSION };

static const char usage[] =
    "Usage: ridge-predict [options] MODEL.json FILE\n"
    "\n"
    "Predicts every row of FILE (CSV, TSV, NPY, or - for standard input) with a model that\n"
    "ridge-fit saved, and writes CSV with one column for each target. Columns are found by name.\n";

static const cli_option table_of_options[] = {
    {OUTPUT, "-o", "OUT.csv", "write there (default: standard output)", "Options"},
    {NO_HEADER, "--no-header", NULL, "the first row is data: columns are x1, x2, ..", NULL},
    {DELIMITER, "--delimiter", "C", "one character, or \\t (default: comma; tab for .tsv)", NULL},
    {THE_PROGRESS, "--progress", NULL, "show progress (default: on a terminal)", NULL},
    {NO_PROGRESS, "--no-progress", NULL, "show none", NULL},
    {HELP, "--help", NULL, "print this", NULL},
    {VERSION, "--version", NULL, "print the version", NULL},
    {0, NULL, NULL, NULL, NULL},
};

static const char tail[] = "\nExit status: 0 done, 1 wrong usage, 2 bad data or file.\n";

typedef struct predict_settings {
    cli_list files; /* the model and the data */
    const char *output;
    arete_table_options table;
    int progress;
} predict_settings;

static int take(void *settings, int id, const char *name, const char *value)
{
    predict_settings *s = settings;
    switch (id) {
    case CLI_OPERAND:
        return cli_list_add(&s->files, value, strlen(value)) ? CLI_DONE : cli_no_memory();
    case OUTPUT:
        s->output = value;
        return CLI_DONE;
    case NO_HEADER:
        s->table.header = 0;
        return CLI_DONE;
    case DELIMITER:
        return cli_take_delimiter(name, value, &s->table.delimiter);
    case THE_PROGRESS:
        s->progress = 1;
        return CLI_DONE;
    case NO_PROGRESS:
        s->progress = 0;
        return CLI_DONE;
    case HELP:
        return cli_help(table_of_options, usage, tail);
    default: /* VERSION */
        return cli_version();
    }
}

static int parse(predict_settings *s, int argc, char **argv)
{
    *s = (predict_settings){.progress = -1};
    arete_table_options_init(&s->table);
    s->table.single_column = 1; /* a model of one predictor needs no more */
    int status = cli_parse(table_of_options, argc, argv, take, s);
    if (status != CLI_DONE)
        return status;
    if (s->files.count != 2)
        return cli_error(CLI_USAGE, "a model and one file are needed (see %s --help)", cli_program);
    if (s->output && strcmp(s->output, "-") == 0)
        s->output = NULL;
    return s->output ? cli_check_output("-o", s->output, &s->files) : CLI_DONE;
}

/* NPY holds no names. Only a regular file can be looked into without losing what was read. */
static bool is_npy(const char *file)
{
    static const char magic[6] = "\x93NUMPY";
    char start[sizeof magic];
    struct stat info;
    if (stat(file, &info) != 0 || !S_ISREG(info.st_mode))
        return false;
    FILE *f = fopen(file, "rb");
    if (!f)
        return false;
    bool npy = fread(start, 1, sizeof start, f) == sizeof start && memcmp(start, magic, sizeof magic) == 0;
    fclose(f);
    return npy;
}

static bool has_numbered_names(const arete_model *model)
{
    char name[32];
    for (size_t j = 0; j < arete_model_p(model); j++) {
        snprintf(name, sizeof name, "x%zu", j + 1);
        if (strcmp(arete_model_feature(model, j), name) != 0)
            return false;
    }
    return true;
}

/* Selects the model's columns in its order. */
static int select_columns(const predict_settings *s, const arete_model *model, const char *file,
                          arete_table *table)
{
    size_t p = arete_model_p(model);
    size_t *columns = calloc(p, sizeof *columns);
    if (!columns)
        return cli_no_memory();
    int status = CLI_DONE;
    bool by_position = arete_table_columns(table) == p && has_numbered_names(model) &&
                       (s->table.header == 0 || is_npy(file));
    for (size_t j = 0; j < p && status == CLI_DONE; j++) {
        if (by_position)
            columns[j] = j;
        else
            status = cli_find_column(file, table, arete_model_feature(model, j),
                                     j == 0 ? 0 : columns[j - 1] + 1, &columns[j]);
    }
    arete_error error;
    if (status == CLI_DONE && arete_table_select(table, p, columns, &error))
        status = cli_failure(file, &error);
    free(columns);
    return status;
}

static const char *output_name(const predict_settings *s)
{
    return s->output ? s->output : "standard output";
}

static int predict_blocks(const predict_settings *s, const arete_model *model, const char *file,
                          arete_table *table, arete_writer *writer)
{
    enum { BYTES = 512 * 1024, MOST_ROWS = 4096 };
    size_t p = arete_model_p(model), q = arete_model_q(model);
    size_t rows = BYTES / sizeof(double) / (p + q);
    rows = rows < 1 ? 1 : rows > MOST_ROWS ? MOST_ROWS : rows;
    double *x = calloc(rows * p, sizeof *x), *yhat = calloc(rows * q, sizeof *yhat);
    int status = x && yhat ? CLI_DONE : cli_no_memory();
    size_t n = 1;
    arete_error error;
    while (status == CLI_DONE && n > 0) {
        if (arete_table_read(table, rows, x, p, &n, &error) ||
            arete_model_predict(model, ARETE_ROW_MAJOR, n, x, p, yhat, q, &error))
            status = cli_failure(file, &error);
        else if (n > 0 && arete_writer_write(writer, n, yhat, q, &error))
            status = cli_failure(output_name(s), &error);
        else
            cli_progress_read(file, table);
    }
    free(x);
    free(yhat);
    return status;
}

static int predict_table(const predict_settings *s, const arete_model *model, const char *file,
                         arete_table *table)
{
    size_t q = arete_model_q(model);
    const char **names = calloc(q, sizeof *names);
    if (!names)
        return cli_no_memory();
    for (size_t t = 0; t < q; t++)
        names[t] = arete_model_target(model, t);
    arete_error error;
    arete_writer *writer = NULL;
    int status = select_columns(s, model, file, table);
    if (status == CLI_DONE && arete_writer_create(&writer, s->output, 0, q, names, &error))
        status = cli_failure(output_name(s), &error);
    if (status == CLI_DONE)
        status = predict_blocks(s, model, file, table, writer);
    if (status == CLI_DONE && arete_writer_finish(&writer, &error))
        status = cli_failure(output_name(s), &error);
    arete_writer_destroy(&writer);
    free(names);
    return status;
}

static int run(predict_settings *s, int argc, char **argv)
{
    int status = parse(s, argc, argv);
    if (status != CLI_DONE)
        return status;
    cli_progress_begin(s->progress);
    const char *model_file = s->files.items[0], *file = s->files.items[1];
    arete_model *model = NULL;
    arete_table *table = NULL;
    arete_error error;
    if (arete_model_load(&model, model_file, &error))
        status = cli_failure(model_file, &error);
    else if (arete_table_open(&table, file, &s->table, &error))
        status = cli_failure(file, &error);
    else
        status = predict_table(s, model, file, table);
    arete_table_close(&table);
    arete_model_destroy(&model);
    return status;
}

int main(int argc, char **argv)
{
    predict_settings settings;
    cli_guard_streams();
    int status = run(&settings, argc, argv);
    cli_progress_clear();
    cli_list_free(&settings.files);
    return status == CLI_STOP ? CLI_DONE : status;
}
