/* SPDX-License-Identifier: MIT */
/* SHA-256 against the examples that NIST publishes for FIPS 180-4, and around the edges of its padding. */
#include "sha256.h"

#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"

static const char *hex(const void *message, size_t bytes)
{
    static char text[2 * SHA256_BYTES + 1];
    unsigned char digest[SHA256_BYTES];
    sha256(message, bytes, digest);
    for (unsigned i = 0; i < SHA256_BYTES; i++)
        snprintf(text + 2 * i, 3, "%02x", digest[i]);
    return text;
}

static void the_examples_of_the_standard_come_out(void **state)
{
    (void)state;
    static const char *const examples[][2] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqr"
         "stu",
         "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        assert_string_equal(hex(examples[i][0], strlen(examples[i][0])), examples[i][1]);
}

static void a_million_letters_come_out_as_in_the_standard(void **state)
{
    (void)state;
    char *letters = malloc(1000000);
    memset(letters, 'a', 1000000);
    assert_string_equal(hex(letters, 1000000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(letters);
}

/* From Python's hashlib: b"a" * n where the padding fills the block, and where it needs another one. */
static void messages_that_end_near_the_end_of_a_block_are_padded_right(void **state)
{
    (void)state;
    char letters[64];
    memset(letters, 'a', sizeof letters);
    assert_string_equal(hex(letters, 55), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    assert_string_equal(hex(letters, 56), "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
    assert_string_equal(hex(letters, 64), "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
    assert_int_equal(sha256_blocks(55), 1);
    assert_int_equal(sha256_blocks(56), 2);
    assert_int_equal(sha256_blocks(64), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_standard_come_out),
        cmocka_unit_test(a_million_letters_come_out_as_in_the_standard),
        cmocka_unit_test(messages_that_end_near_the_end_of_a_block_are_padded_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
