/* SPDX-License-Identifier: MIT */
/* Names of functions of this very program, of made-up files, and of none. */
#include "frame_names.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "demangle.h"
#include "fixture.h"
#include "symbols.h"

/* Not static, so that it has a name in any build. */
__attribute__((noinline)) int test_frame_names_landmark(int value);
int test_frame_names_landmark(int value)
{
    return value * 3 + 1;
}

static void own_images(struct images *images)
{
    FILE *maps = fopen("/proc/self/maps", "re");
    assert_non_null(maps);
    assert_int_equal(images_read(images, getpid(), maps), 0);
    fclose(maps);
}

static void a_function_of_this_program_is_called_by_its_name(void **state)
{
    (void)state;
    struct images images = {0};
    struct frame_names *names = frame_names_new();
    struct frame_name name;
    own_images(&images);
    const uint64_t address = (uint64_t)(uintptr_t)&test_frame_names_landmark + 1;
    assert_int_equal(frame_names_find(names, images_find(&images, getpid(), 0, address), address, &name), 0);
    assert_string_equal(name.function, "test_frame_names_landmark");
    assert_string_equal(name.module, "test_frame_names");
    frame_names_free(names);
    images_release(&images);
}

static void what_lies_in_no_file_is_unknown_and_what_a_file_does_not_name_is_called_after_it(void **state)
{
    (void)state;
    struct frame_names *names = frame_names_new();
    struct frame_name name;
    char path[] = "/no/such/\033[31mfile\xff.so";
    const struct image gone = {0x1000, 0x2000, 0, path};
    assert_int_equal(frame_names_find(names, NULL, 0x1234, &name), 0);
    assert_string_equal(name.function, "[unknown]");
    assert_int_equal(frame_names_find(names, &gone, 0x1234, &name), 0);
    assert_string_equal(name.function, "[?[31mfile?.so]");
    frame_names_free(names);
}

static void a_forked_process_has_what_its_parent_had_and_an_executed_one_nothing(void **state)
{
    (void)state;
    struct images images = {0};
    assert_int_equal(images_map(&images, 10, 0x1000, 0x1000, 0, "/a"), 0);
    assert_int_equal(images_fork(&images, 10, 11), 0);
    assert_string_equal(images_find(&images, 11, 0, 0x1800)->path, "/a");
    assert_int_equal(images_map(&images, 11, 0x1000, 0x800, 0, "/b"), 0);
    assert_string_equal(images_find(&images, 11, 0, 0x1400)->path, "/b");
    assert_string_equal(images_find(&images, 11, 0, 0x1800)->path, "/a");
    assert_string_equal(images_find(&images, 10, 0, 0x1400)->path, "/a");
    assert_int_equal(images_exec(&images, 11), 0);
    assert_null(images_find(&images, 11, 10, 0x1800));
    assert_string_equal(images_find(&images, 12, 10, 0x1800)->path, "/a"); /* nobody saw it begin */
    assert_null(images_find(&images, 10, 0, 0x2000));
    images_release(&images);
}

static void lines_that_are_no_maps_are_passed_over(void **state)
{
    (void)state;
    static char text[] = "nonsense\n"
                         "00001000-00002000 r-xp 00000400 08:01 12   /usr/lib/with space.so\n"
                         "00003000-00004000 r--p 00000000 08:01 12   /data\n"
                         "00005000-00006000 rwxp 00000000 00:00 0 \n"
                         "00008000-00007000 r-xp 00000000 08:01 12   /backwards\n";
    struct images images = {0};
    FILE *maps = fmemopen(text, sizeof text - 1, "r");
    assert_int_equal(images_read(&images, 1, maps), 0);
    fclose(maps);
    assert_string_equal(images_find(&images, 1, 0, 0x1000)->path, "/usr/lib/with space.so");
    assert_int_equal(images_find(&images, 1, 0, 0x1000)->offset, 0x400);
    assert_null(images_find(&images, 1, 0, 0x3000));
    assert_string_equal(images_find(&images, 1, 0, 0x5000)->path, "//anon");
    assert_null(images_find(&images, 1, 0, 0x7800));
    images_release(&images);
}

static void a_name_of_cpp_is_read_where_the_library_is_there_and_kept_where_it_is_none(void **state)
{
    (void)state;
    char *plain = demangle("main"), *broken = demangle("_Zwhat"), *name = demangle("_ZNSt6vectorIiSaIiEE9push_backERKi");
    assert_string_equal(plain, "main");
    assert_string_equal(broken, "_Zwhat");
    if (!strncmp(name, "_Z", 2))
        print_message("no C++ library here: the name stays as it is\n");
    else
        assert_string_equal(name, "std::vector<int, std::allocator<int> >::push_back(int const&)");
    free(plain);
    free(broken);
    free(name);
}

static void the_kernels_list_is_read_and_a_hidden_one_is_none(void **state)
{
    (void)state;
    static char text[] = "ffffffff81000100 T run_it\nffffffff81000000 t begin_it\nffffffff81000050 D data\nffffffff81000100 t __alias\n";
    static char hidden[] = "0000000000000000 T run_it\n";
    struct symbols *symbols = NULL;
    FILE *list = fmemopen(text, sizeof text - 1, "r");
    assert_int_equal(symbols_read_kernel(list, &symbols), 0);
    fclose(list);
    assert_string_equal(symbols_find(symbols, UINT64_C(0xffffffff81000099)), "begin_it");
    assert_string_equal(symbols_find(symbols, UINT64_C(0xffffffff81000100)), "run_it");
    assert_null(symbols_find(symbols, 5));
    symbols_free(symbols);
    list = fmemopen(hidden, sizeof hidden - 1, "r");
    assert_int_equal(symbols_read_kernel(list, &symbols), -EACCES);
    fclose(list);
}

/* This program's file with every 97th byte of a stretch turned over, again and again: what is read is checked by the sanitizers. */
static void a_damaged_file_gives_no_symbols_or_some_and_no_harm(void **state)
{
    (void)state;
    char path[] = "/tmp/yoke-symbols-XXXXXX";
    static unsigned char bytes[1 << 22];
    FILE *self = fopen("/proc/self/exe", "re");
    const size_t size = fread(bytes, 1, sizeof bytes, self);
    fclose(self);
    assert_true(size > 4096);
    for (size_t round = 0; round < 64; round++) {
        const size_t from = round < 32 ? round * 2 : size - 64 * 40 + (round - 32) * 64; /* header; table of sections */
        struct symbols *symbols = NULL;
        for (size_t i = from; i < from + 64 && i < size; i += 3)
            bytes[i] ^= 0xFF;
        const int descriptor = mkstemp(memcpy(path, "/tmp/yoke-symbols-XXXXXX", sizeof path));
        assert_true(descriptor >= 0);
        assert_int_equal(write(descriptor, bytes, round % 2 ? size : size / 2), round % 2 ? size : size / 2);
        close(descriptor);
        if (!symbols_open(path, &symbols))
            symbols_find(symbols, 0x1000);
        symbols_free(symbols);
        unlink(path);
        for (size_t i = from; i < from + 64 && i < size; i += 3)
            bytes[i] ^= 0xFF;
    }
    struct symbols *symbols = NULL;
    assert_true(symbols_open("/dev/null", &symbols) < 0);
    assert_true(symbols_open("/", &symbols) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_function_of_this_program_is_called_by_its_name),
        cmocka_unit_test(what_lies_in_no_file_is_unknown_and_what_a_file_does_not_name_is_called_after_it),
        cmocka_unit_test(a_forked_process_has_what_its_parent_had_and_an_executed_one_nothing),
        cmocka_unit_test(lines_that_are_no_maps_are_passed_over),
        cmocka_unit_test(a_name_of_cpp_is_read_where_the_library_is_there_and_kept_where_it_is_none),
        cmocka_unit_test(the_kernels_list_is_read_and_a_hidden_one_is_none),
        cmocka_unit_test(a_damaged_file_gives_no_symbols_or_some_and_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
