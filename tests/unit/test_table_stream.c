/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Where the bytes come from must not matter: pipes that give one at a time, interrupted reads, sizes around
 * buffers, blocks of any number of rows; and what arrives broken is an error, not the end.
 */
#define _XOPEN_SOURCE 700 /* setitimer */
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
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

/* A table of awkward but valid rows, exactly `size` bytes long (padded by leading zeros), and its numbers. */
static bytes make_table(test_random *random, size_t size, double *numbers, size_t *rows)
{
    bytes b = {0};
    bytes_text(&b, "\xEF\xBB\xBF\"a \"\"quoted\"\"\r\nname\",b ,note\r\n");
    *rows = 0;
    while (b.n + 400 < size) {
        char line[200];
        double x = test_normal(random) * 1e6, y = (double)test_below(random, 1000) / 8;
        switch (test_below(random, 3)) {
        case 0:
            snprintf(line, sizeof line, "%.17g,%g,\n", x, y);
            break;
        case 1:
            snprintf(line, sizeof line, " %.17g ,\"%g\",\"no, \"\"really\"\"\nno\"\r\n", x, y);
            break;
        default:
            snprintf(line, sizeof line, "\"%.17g\"\t,%g, NA\n", x, y);
        }
        bytes_text(&b, line);
        numbers[2 * *rows] = x;
        numbers[2 * *rows + 1] = y;
        ++*rows;
    }
    while (b.n + 6 < size)
        bytes_text(&b, "0");
    bytes_text(&b, "7.,.5,");
    numbers[2 * *rows] = 7;
    numbers[2 * *rows + 1] = 0.5;
    ++*rows;
    assert_int_equal(b.n, size);
    return b;
}

static void check_whole(whole *w, size_t rows, const double *numbers)
{
    if (w->status != ARETE_OK)
        print_error("%zu:%zu: %s\n", w->error.line, w->error.field, w->error.text);
    assert_int_equal(w->status, ARETE_OK);
    assert_int_equal(w->rows, rows);
    for (size_t i = 0; i < 2 * rows; i++)
        assert_bits(w->data[i], numbers[i]);
    whole_free(w);
}

enum { MOST = 70000 };
static double numbers[2 * MOST];
static const size_t first_two[] = {0, 1};

static void sizes_around_buffers_and_pages_are_read(void **state)
{
    (void)state;
    test_random random = test_seed(4096);
    static const size_t sizes[] = {4095, 4096, 4097, 8192, 65535, 65536, 65537, 131072};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        size_t rows;
        bytes b = make_table(&random, sizes[k], numbers, &rows);
        const char *path = test_path(folder, "size.csv");
        file_write(path, b.data, b.n);
        whole w = read_path(path, NULL, 2, first_two, 100);
        check_whole(&w, rows, numbers);
        bytes_free(&b);
    }
}

static void blocks_of_any_number_of_rows_give_the_same(void **state)
{
    (void)state;
    test_random random = test_seed(1000);
    size_t rows;
    bytes b = make_table(&random, 69000, numbers, &rows);
    const char *path = test_path(folder, "blocks.csv");
    file_write(path, b.data, b.n);
    static const size_t blocks[] = {1, 2, 7, 1000, 100000};
    whole one = read_path(path, NULL, 2, first_two, 1);
    for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++) {
        whole w = read_path(path, NULL, 2, first_two, blocks[k]);
        for (size_t r = 0; r < rows; r++)
            assert_int_equal(w.lines[r], one.lines[r]);
        check_whole(&w, rows, numbers);
    }
    whole_free(&one);
    bytes_free(&b);
}

/* Runs the child that writes `data` into fd, `step` bytes at a time. */
static pid_t feed(int fd, const bytes *data, size_t step)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child > 0)
        return child;
    for (size_t i = 0; i < data->n;) {
        size_t n = data->n - i < step ? data->n - i : step;
        ssize_t wrote = write(fd, data->data + i, n);
        if (wrote < 0)
            _exit(1);
        i += (size_t)wrote;
    }
    _exit(0);
}

/* Reads `data` from standard input through a pipe. */
static whole read_pipe(const bytes *data, size_t step, size_t count, const size_t *columns)
{
    int ends[2], saved = dup(STDIN_FILENO);
    assert_int_equal(pipe(ends), 0);
    pid_t child = feed(ends[1], data, step);
    close(ends[1]);
    assert_true(dup2(ends[0], STDIN_FILENO) >= 0);
    close(ends[0]);
    whole w = read_path("-", NULL, count, columns, 7);
    assert_true(fcntl(STDIN_FILENO, F_GETFD) >= 0); /* closing the table leaves standard input open */
    if (saved >= 0) {
        dup2(saved, STDIN_FILENO);
        close(saved);
    } else {
        close(STDIN_FILENO);
    }
    waitpid(child, NULL, 0);
    return w;
}

static void a_pipe_of_single_bytes_gives_the_same(void **state)
{
    (void)state;
    test_random random = test_seed(1);
    size_t rows;
    bytes b = make_table(&random, 9001, numbers, &rows);
    whole w = read_pipe(&b, 1, 2, first_two);
    check_whole(&w, rows, numbers);
    w = read_pipe(&b, 4096, 2, first_two);
    check_whole(&w, rows, numbers);
    bytes_free(&b);
}

static volatile sig_atomic_t interrupts;

static void count_interrupt(int signal)
{
    (void)signal;
    interrupts++;
}

static void interrupted_reads_are_repeated(void **state)
{
    (void)state;
    test_random random = test_seed(2);
    size_t rows;
    bytes b = make_table(&random, 20000, numbers, &rows);
    struct sigaction action = {.sa_handler = count_interrupt}; /* no SA_RESTART: read returns EINTR */
    sigaction(SIGALRM, &action, NULL);
    struct itimerval often = {{0, 2000}, {0, 2000}}, never = {{0, 0}, {0, 0}};
    const char *fifo = test_path(folder, "fifo");
    assert_int_equal(mkfifo(fifo, 0600), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        /* Opens late, so that the reader is interrupted while it waits in open() too. */
        nanosleep(&(struct timespec){0, 20000000}, NULL);
        int fd = open(fifo, O_WRONLY);
        for (size_t i = 0; i < b.n; i += 100) {
            if (write(fd, b.data + i, b.n - i < 100 ? b.n - i : 100) < 0)
                _exit(1);
            nanosleep(&(struct timespec){0, 500000}, NULL);
        }
        _exit(0);
    }
    setitimer(ITIMER_REAL, &often, NULL);
    whole w = read_path(fifo, NULL, 2, first_two, 50);
    /* A last signal may still be on its way: it must not meet the default action. */
    signal(SIGALRM, SIG_IGN);
    setitimer(ITIMER_REAL, &never, NULL);
    waitpid(child, NULL, 0);
    assert_true(interrupts > 0);
    check_whole(&w, rows, numbers);
    bytes_free(&b);
}

static void a_pipe_left_non_blocking_is_waited_for(void **state)
{
    (void)state;
    int ends[2], saved = dup(STDIN_FILENO);
    assert_int_equal(pipe(ends), 0);
    assert_true(fcntl(ends[0], F_SETFL, O_NONBLOCK) >= 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        nanosleep(&(struct timespec){0, 50000000}, NULL); /* so that the first read finds nothing */
        _exit(write(ends[1], "a,b\n1,2\n3,4\n", 12) == 12 ? 0 : 1);
    }
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    whole w = read_path("-", NULL, 0, NULL, 10);
    dup2(saved, STDIN_FILENO);
    close(saved);
    waitpid(child, NULL, 0);
    check_whole(&w, 2, (const double[]){1, 2, 3, 4});
}

static void progress_counts_bytes_and_knows_the_size(void **state)
{
    (void)state;
    const char *path = test_path(folder, "progress.csv");
    file_write(path, "a,b\n1,2\n3,4\n", 12);
    arete_table *table;
    arete_error error;
    double row[2];
    size_t nread = 0;
    assert_ok(arete_table_open(&table, path, NULL, &error), &error);
    assert_int_equal(arete_table_size(table), 12);
    assert_int_equal(arete_table_rows(table), 0);
    assert_ok(arete_table_read(table, 1, row, 2, &nread, &error), &error);
    assert_int_equal(arete_table_rows(table), 1);
    assert_int_equal(arete_table_bytes(table), 12);
    arete_table_close(&table);
    int saved = dup(STDIN_FILENO), fd = open(path, O_RDONLY);
    dup2(fd, STDIN_FILENO);
    close(fd);
    assert_int_equal(lseek(STDIN_FILENO, 4, SEEK_SET), 4); /* as after "head -1" */
    arete_table_options options = defaults();
    options.header = 0;
    assert_ok(arete_table_open(&table, "-", &options, &error), &error);
    assert_int_equal(arete_table_size(table), 8);
    arete_table_close(&table);
    dup2(saved, STDIN_FILENO);
    close(saved);
}

static void what_cannot_be_read_is_an_io_error(void **state)
{
    (void)state;
    arete_table *table = (arete_table *)folder;
    arete_error error;
    assert_status(arete_table_open(&table, folder, NULL, &error), ARETE_ERR_IO);
    assert_null(table);
    assert_non_null(strstr(error.text, "cannot be read: "));
    assert_status(arete_table_open(&table, test_path(folder, "nothing.csv"), NULL, &error), ARETE_ERR_IO);
    assert_non_null(strstr(error.text, "cannot be opened: "));
    assert_null(strstr(error.text, "nothing.csv"));
    int saved = dup(STDIN_FILENO);
    close(STDIN_FILENO);
    assert_status(arete_table_open(&table, "-", NULL, &error), ARETE_ERR_IO);
    if (saved >= 0) {
        dup2(saved, STDIN_FILENO);
        close(saved);
    }
}

static void arguments_are_checked(void **state)
{
    (void)state;
    const char *path = test_path(folder, "arguments.csv");
    file_write(path, "a,b,c\n1,2,3\n4,5,6\n", 18);
    arete_table *table;
    arete_error error;
    assert_status(arete_table_open(NULL, path, NULL, &error), ARETE_ERR_NULL);
    assert_string_equal(error.argument, "table");
    assert_status(arete_table_open(&table, NULL, NULL, &error), ARETE_ERR_NULL);
    assert_string_equal(error.argument, "path");
    for (const char *c = "\"\r\n0123456789+-.eE"; *c; c++) {
        arete_table_options options = defaults();
        options.delimiter = *c;
        assert_status(arete_table_open(&table, path, &options, &error), ARETE_ERR_OPTION);
        assert_string_equal(error.argument, "options.delimiter");
    }
    arete_table_options options = defaults();
    options.missing = 2;
    assert_status(arete_table_open(&table, path, &options, &error), ARETE_ERR_OPTION);
    assert_string_equal(error.argument, "options.missing");
    options = defaults();
    options.header = -1;
    assert_status(arete_table_open(&table, path, &options, NULL), ARETE_ERR_OPTION);
    options = defaults();
    options.single_column = 7;
    assert_status(arete_table_open(&table, path, &options, NULL), ARETE_ERR_OPTION);

    assert_ok(arete_table_open(&table, path, NULL, &error), &error);
    double rows[6] = {-1, -1, -1, -1, -1, -1};
    size_t nread = 99;
    assert_status(arete_table_read(NULL, 1, rows, 3, &nread, &error), ARETE_ERR_NULL);
    assert_status(arete_table_read(table, 1, NULL, 3, &nread, &error), ARETE_ERR_NULL);
    assert_status(arete_table_read(table, 1, rows, 3, NULL, &error), ARETE_ERR_NULL);
    assert_status(arete_table_read(table, 1, rows, 2, &nread, &error), ARETE_ERR_LD);
    assert_string_equal(error.argument, "ld");
    assert_int_equal(nread, 99);
    assert_status(arete_table_select(NULL, 1, first_two, &error), ARETE_ERR_NULL);
    assert_status(arete_table_select(table, 1, NULL, &error), ARETE_ERR_NULL);
    assert_status(arete_table_select(table, 0, first_two, &error), ARETE_ERR_SIZE);
    assert_status(arete_table_select(table, 4, (const size_t[]){0, 1, 2, 0}, &error), ARETE_ERR_SIZE);
    assert_status(arete_table_select(table, 2, (const size_t[]){0, 3}, &error), ARETE_ERR_SIZE);
    assert_status(arete_table_select(table, 2, (const size_t[]){1, 1}, &error), ARETE_ERR_SIZE);
    assert_int_equal(arete_table_field(table, 2), 3); /* the selection of all is still there */
    assert_ok(arete_table_select(table, 2, (const size_t[]){2, 0}, &error), &error);
    assert_int_equal(arete_table_field(table, 0), 3);
    assert_int_equal(arete_table_field(table, 1), 1);
    assert_int_equal(arete_table_field(table, 2), 0);
    assert_ok(arete_table_read(table, 0, NULL, 2, &nread, &error), &error);
    assert_int_equal(nread, 0);
    assert_ok(arete_table_read(table, 2, rows, 3, &nread, &error),
              &error); /* ld > columns: the rest is left */
    assert_int_equal(nread, 2);
    static const double expected[] = {3, 1, -1, 6, 4, -1};
    for (int i = 0; i < 6; i++)
        assert_bits(rows[i], expected[i]);
    assert_status(arete_table_select(table, 2, first_two, &error), ARETE_ERR_OPTION);
    assert_ok(arete_table_read(table, 2, rows, 2, &nread, &error), &error);
    assert_int_equal(nread, 0);
    assert_int_equal(arete_table_line(table, 0), 0);
    arete_table_close(&table);
    arete_table_close(&table);
    arete_table_close(NULL);
    assert_int_equal(arete_table_columns(NULL), 0);
    assert_null(arete_table_name(NULL, 0));
    arete_table_options_init(NULL);
}

static void a_file_of_nul_bytes_is_refused_at_once(void **state)
{
    (void)state;
    const char *path = test_path(folder, "sparse.csv");
    file_write(path, "a,b\n", 4);
    if (truncate(path, (off_t)5 << 30) != 0) {
        print_message("SKIPPED %s: the file system takes no file of 5 GiB\n", __func__);
        skip();
    }
    arete_table *table;
    arete_error error;
    double row[2];
    size_t nread;
    assert_ok(arete_table_open(&table, path, NULL, &error), &error);
    assert_true(arete_table_size(table) == (uint64_t)5 << 30);
    assert_status(arete_table_read(table, 1, row, 2, &nread, &error), ARETE_ERR_DATA);
    assert_int_equal(error.line, 2);
    assert_true(arete_table_bytes(table) <= 1 << 20);
    arete_table_close(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_around_buffers_and_pages_are_read),
        cmocka_unit_test(blocks_of_any_number_of_rows_give_the_same),
        cmocka_unit_test(a_pipe_of_single_bytes_gives_the_same),
        cmocka_unit_test(interrupted_reads_are_repeated),
        cmocka_unit_test(a_pipe_left_non_blocking_is_waited_for),
        cmocka_unit_test(progress_counts_bytes_and_knows_the_size),
        cmocka_unit_test(what_cannot_be_read_is_an_io_error),
        cmocka_unit_test(arguments_are_checked),
        cmocka_unit_test(a_file_of_nul_bytes_is_refused_at_once),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
