/* SPDX-License-Identifier: MIT */
/* The store: all or nothing, and what it says of files that are none of its own. */
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "made_row.h"

static char folder[] = "/tmp/yoke-store-XXXXXX";
static char path[64];

static int folder_make(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/h.sqlite", folder);
    return 0;
}

/* Fails when anything is left beside the history. */
static int folder_remove(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static struct store *opened(enum store_mode mode)
{
    struct store *store = NULL;
    struct yoke_error error = {.text = ""};
    if (store_open(path, mode, "7f3a", &store, &error))
        fail_msg("%s", error.text);
    return store;
}

static bool add(struct store *store, const char *commit, double value)
{
    const struct history_row row = made_row(commit, value);
    struct yoke_error error = {.text = ""};
    bool added = false;
    assert_int_equal(store_add(store, &row, &added, &error), 0);
    return added;
}

static void history_make(void)
{
    struct yoke_error error = {.text = ""};
    unlink(path);
    struct store *store = opened(STORE_WRITE);
    for (int i = 0; i < 200; i++) {
        char commit[16];
        snprintf(commit, sizeof commit, "c%d", i);
        add(store, commit, 1 + i / 100.0);
    }
    assert_int_equal(store_commit(store, &error), 0);
    store_close(store);
}

static size_t rows_count(void)
{
    struct collected got;
    struct yoke_error error = {.text = ""};
    struct store *store = opened(STORE_READ);
    collect_begin(&got);
    assert_int_equal(store_walk(store, collect, &got, &error), 0);
    collect_end(&got);
    store_close(store);
    free(got.text);
    return got.rows;
}

static void rows_come_back_series_by_series_in_the_order_of_time(void **state)
{
    (void)state;
    struct history_row rows[] = {made_row("b", 1), made_row("b", 2), made_row("a", 3)};
    struct yoke_error error = {.text = ""};
    struct collected got;
    bool added;
    rows[1].cell = "other";
    rows[1].base = rows[1].unit = NULL;
    rows[2].time = "2026-11-21T10:00:00Z";
    unlink(path);
    struct store *store = opened(STORE_WRITE);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(store_add(store, &rows[i], &added, &error), 0);
    assert_int_equal(store_commit(store, &error), 0);
    store_close(store);
    store = opened(STORE_READ);
    assert_string_equal(store_fingerprint(store), "7f3a");
    collect_begin(&got);
    assert_int_equal(store_walk(store, collect, &got, &error), 0);
    collect_end(&got);
    store_close(store);
    assert_string_equal(got.text, "2026-11-21T10:00:00Z,a,build-1,7f3a,spin/executor=serial,cpu,ns,v1.0,3,2.9900000000000002,,3000000\n"
                                  "2026-11-22T10:00:00Z,b,build-1,7f3a,spin/executor=serial,cpu,ns,v1.0,1,0.98999999999999999,,1000000\n"
                                  "2026-11-22T10:00:00Z,b,build-1,7f3a,other,cpu,,,2,1.99,,2000000\n");
    free(got.text);
}

static void a_row_is_added_once(void **state)
{
    (void)state;
    history_make();
    struct store *store = opened(STORE_WRITE);
    struct yoke_error error = {.text = ""};
    assert_false(add(store, "c0", 1));
    assert_true(add(store, "new", 1));
    assert_int_equal(store_commit(store, &error), 0);
    store_close(store);
    assert_int_equal(rows_count(), 201);
}

static void what_is_not_committed_is_undone(void **state)
{
    (void)state;
    history_make();
    struct store *store = opened(STORE_WRITE);
    add(store, "new", 1);
    store_close(store);
    assert_int_equal(rows_count(), 200);
}

static void a_new_file_that_is_not_committed_never_was(void **state)
{
    (void)state;
    unlink(path);
    struct store *store = opened(STORE_WRITE);
    add(store, "new", 1);
    assert_int_not_equal(access(path, F_OK), 0);
    store_close(store);
    assert_int_not_equal(access(path, F_OK), 0);
    assert_int_equal(rmdir(folder), 0); /* nothing is left beside it */
    assert_int_equal(mkdir(folder, 0700), 0);
}

static void of_two_that_make_the_file_the_second_is_told(void **state)
{
    (void)state;
    unlink(path);
    struct yoke_error error = {.text = ""};
    struct store *first = opened(STORE_WRITE);
    char elsewhere[80];
    add(first, "a", 1);
    /* another process: the names of new files hold its number */
    snprintf(elsewhere, sizeof elsewhere, "%s.other", path);
    struct store *second = NULL;
    assert_int_equal(store_open(elsewhere, STORE_WRITE, "7f3a", &second, &error), 0);
    add(second, "b", 1);
    assert_int_equal(store_commit(second, &error), 0);
    store_close(second);
    assert_int_equal(rename(elsewhere, path), 0);
    assert_int_equal(store_commit(first, &error), -EEXIST);
    assert_string_equal(error.text, "");
    store_close(first);
    assert_int_equal(rows_count(), 1);
}

/* A process of its own that adds one row when the pipe is closed: SQLite's locks do not outlive a fork. It waits for the reader, if
 * it has to. */
static pid_t writer_start(int *begin)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (!child) {
        char byte;
        struct store *writer = NULL;
        struct yoke_error error = {.text = ""};
        const struct history_row row = made_row("new", 1);
        bool added;
        close(ends[1]);
        const int failed = read(ends[0], &byte, 1) || store_open(path, STORE_WRITE, "7f3a", &writer, &error) ||
                           store_add(writer, &row, &added, &error) || store_commit(writer, &error);
        store_close(writer);
        _exit(failed);
    }
    close(ends[0]);
    *begin = ends[1];
    return child;
}

static void a_reader_sees_the_state_it_began_with(void **state)
{
    (void)state;
    int begin, status = -1;
    struct yoke_error error = {.text = ""};
    struct collected got;
    history_make();
    const pid_t writer = writer_start(&begin);
    struct store *reader = opened(STORE_READ);
    close(begin);
    collect_begin(&got);
    assert_int_equal(store_walk(reader, collect, &got, &error), 0);
    collect_end(&got);
    assert_int_equal(got.rows, 200);
    free(got.text);
    store_close(reader);
    assert_int_equal(waitpid(writer, &status, 0), writer);
    assert_int_equal(status, 0);
    assert_int_equal(rows_count(), 201);
}

static void byte_write(off_t at, unsigned char byte)
{
    const int descriptor = open(path, O_WRONLY | O_CLOEXEC);
    assert_true(descriptor >= 0);
    assert_int_equal(pwrite(descriptor, &byte, 1, at), 1);
    close(descriptor);
}

/* What is said of the file in its present state, by the first call that looks at it. */
static void expect_refused(const char *says)
{
    struct store *store = NULL;
    struct yoke_error error = {.text = ""};
    struct collected got;
    collect_begin(&got);
    int status = store_open(path, STORE_READ, NULL, &store, &error);
    if (!status)
        status = store_walk(store, collect, &got, &error);
    store_close(store);
    collect_end(&got);
    free(got.text);
    assert_int_equal(status, -EINVAL);
    if (!strstr(error.text, says))
        fail_msg("it says: %s", error.text);
}

static void files_that_are_no_history_are_refused_by_name(void **state)
{
    (void)state;
    struct stat facts;
    history_make();
    byte_write(63, 2); /* the last byte of the user version: https://www.sqlite.org/fileformat.html, 1.3 */
    expect_refused("has version 2, and this yoke knows version 1");
    history_make();
    byte_write(71, 'x'); /* of the application's number */
    expect_refused("an SQLite file of another program");
    history_make();
    assert_int_equal(stat(path, &facts), 0);
    assert_int_equal(truncate(path, facts.st_size / 2), 0);
    expect_refused("is damaged, cut off perhaps");
    assert_int_equal(truncate(path, 50), 0);
    expect_refused("it is empty, cut off, or of another program");
    byte_write(0, 'x');
    assert_int_equal(truncate(path, 8192), 0);
    expect_refused("is no SQLite file");
    assert_int_equal(truncate(path, 0), 0);
    expect_refused("it is empty, cut off, or of another program");
}

static void a_folder_and_nothing_at_all_are_refused(void **state)
{
    (void)state;
    struct store *store = NULL;
    struct yoke_error error = {.text = ""};
    assert_int_equal(store_open(folder, STORE_WRITE, "7f3a", &store, &error), -EINVAL);
    assert_non_null(strstr(error.text, "it is no file"));
    unlink(path);
    error.text[0] = '\0';
    assert_int_equal(store_open(path, STORE_READ, NULL, &store, &error), -ENOENT);
    assert_non_null(strstr(error.text, "No such file"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_back_series_by_series_in_the_order_of_time),
        cmocka_unit_test(a_row_is_added_once),
        cmocka_unit_test(what_is_not_committed_is_undone),
        cmocka_unit_test(a_new_file_that_is_not_committed_never_was),
        cmocka_unit_test(of_two_that_make_the_file_the_second_is_told),
        cmocka_unit_test(a_reader_sees_the_state_it_began_with),
        cmocka_unit_test(files_that_are_no_history_are_refused_by_name),
        cmocka_unit_test(a_folder_and_nothing_at_all_are_refused),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
