/* SPDX-License-Identifier: MIT */
/* Plug-ins, programs and commands are told apart by their bytes; nothing is loaded or run. This test carries the note. */
#include "artefact.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "elf_file.h"
#include "fixture.h"
#include "yoke/note.h"

YOKE_NOTE;

static char folder[] = "/tmp/yoke-artefact-XXXXXX";
static char self[4096];

static int folder_make(void **state)
{
    (void)state;
    return readlink("/proc/self/exe", self, sizeof self - 1) > 0 && mkdtemp(folder) && !chdir(folder) ? 0 : -1;
}

static int folder_remove(void **state)
{
    (void)state;
    unlink("text.so");
    unlink("own-script");
    unlink("cut");
    return chdir("/") || rmdir(folder); /* not empty when an object was loaded: then this fails the group */
}

static void file_write(const char *name, const void *bytes, size_t count, mode_t mode)
{
    const int descriptor = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    assert_int_equal(write(descriptor, bytes, count), count);
    assert_int_equal(close(descriptor), 0);
}

static void expect_kind(const char *text, enum artefact_kind kind, const char *path, size_t word_count)
{
    struct yoke_error error = {0};
    struct artefact artefact;
    if (artefact_identify(text, &artefact, &error))
        fail_msg("%s", error.text);
    assert_int_equal(artefact.kind, kind);
    assert_string_equal(artefact.path, path);
    assert_int_equal(artefact.word_count, word_count);
    assert_true((artefact.words != NULL) == (word_count > 0));
    if (kind == ARTEFACT_PROGRAM)
        assert_int_equal(artefact.protocol, YOKE_PROTOCOL);
    artefact_release(&artefact);
}

static void expect_refused(const char *text, const char *sentence)
{
    struct yoke_error error = {0};
    struct artefact artefact;
    assert_true(artefact_identify(text, &artefact, &error) < 0);
    assert_null(artefact.path);
    assert_null(artefact.words);
    if (!strstr(error.text, sentence))
        fail_msg("\"%s\" is not in: %s", sentence, error.text);
}

static void a_program_with_the_note_is_one_to_measure_from_inside(void **state)
{
    (void)state;
    expect_kind(self, ARTEFACT_PROGRAM, self, 0);
    char *with_words = NULL;
    assert_true(asprintf(&with_words, "%s --fast", self) > 0);
    expect_kind(with_words, ARTEFACT_COMMAND, self, 2);
    free(with_words);
}

static void a_shared_object_with_the_symbol_is_a_plugin_and_another_is_refused(void **state)
{
    (void)state;
    expect_kind(ARTEFACT_PLUGIN_FILE, ARTEFACT_PLUGIN, ARTEFACT_PLUGIN_FILE, 0);
    expect_refused(ARTEFACT_LIBRARY_FILE, "without the symbol yoke_plugin");
    file_write("text.so", "not a library\n", 14, 0644);
    expect_refused("./text.so", "is called a shared object and is none");
}

static void everything_else_is_a_command_whose_words_keep_their_quotes(void **state)
{
    (void)state;
    file_write("own-script", "#!/bin/sh\n", 10, 0755);
    char *path = NULL;
    assert_true(asprintf(&path, "%s/./own-script", folder) > 0);
    expect_kind("./own-script 'a b' c", ARTEFACT_COMMAND, path, 3);
    expect_kind("./own-script", ARTEFACT_COMMAND, path, 1);
    free(path);
    expect_kind("/bin/sh -c 'exit 3'", ARTEFACT_COMMAND, "/bin/sh", 3);
    expect_refused("own-script", "the file here is ./own-script");
}

static void what_is_not_there_or_cannot_run_is_one_sentence(void **state)
{
    (void)state;
    file_write("own-script", "text\n", 5, 0644);
    assert_int_equal(chmod("own-script", 0644), 0);
    expect_refused("", "nothing is named");
    expect_refused("surely-no-such-program", "no program \"surely-no-such-program\" along PATH");
    expect_refused("./missing x", "No such file");
    expect_refused("./own-script x", "may not be executed");
    expect_refused("/tmp x", "is a folder");
    expect_refused("./own-script 'x", "a quote is opened");
}

/* Of every length of the file: what a download that broke off leaves behind. The byte order is turned round as well. */
static void a_damaged_file_is_read_to_its_end_and_no_further(void **state)
{
    (void)state;
    struct stat facts;
    const int descriptor = open(ARTEFACT_PLUGIN_FILE, O_RDONLY | O_CLOEXEC);
    assert_int_equal(fstat(descriptor, &facts), 0);
    const size_t size = (size_t)facts.st_size;
    unsigned char *bytes = malloc(size);
    assert_int_equal(read(descriptor, bytes, size), size);
    close(descriptor);
    struct elf_file file;
    for (size_t length = 0; length < size; length += length < 1024 ? 1 : 257) {
        file_write("cut", bytes, length, 0644);
        assert_int_equal(elf_file_read("cut", &file, NULL), 0);
        assert_int_equal(file.is_elf, length > 4);
    }
    for (size_t at = 16; at < 1024 && at < size; at++) { /* every byte of header and segments is somebody's claim */
        bytes[at] ^= 0xff;
        file_write("cut", bytes, size, 0644);
        assert_int_equal(elf_file_read("cut", &file, NULL), 0);
        bytes[at] ^= 0xff;
    }
    bytes[5] ^= 3;
    file_write("cut", bytes, size, 0644);
    expect_refused("./cut", "may not be executed");
    assert_int_equal(chmod("cut", 0755), 0);
    expect_refused("./cut", "is built for another machine");
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_program_with_the_note_is_one_to_measure_from_inside),
        cmocka_unit_test(a_shared_object_with_the_symbol_is_a_plugin_and_another_is_refused),
        cmocka_unit_test(everything_else_is_a_command_whose_words_keep_their_quotes),
        cmocka_unit_test(what_is_not_there_or_cannot_run_is_one_sentence),
        cmocka_unit_test(a_damaged_file_is_read_to_its_end_and_no_further),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
