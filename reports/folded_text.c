/* SPDX-License-Identifier: MIT */
#include "folded_text.h"

#include "profile_tree.h"

void folded_text(FILE *stream, const char *text)
{
    for (; *text; text++) {
        const unsigned char character = (unsigned char)*text;
        fputc(character == ';' ? ':' : character < 0x20 || character == 0x7F ? '?' : character, stream);
    }
}

void folded_frame(FILE *stream, const struct yoke_profile_function *function)
{
    folded_text(stream, function->name);
    if (profile_kind_of(function) == PROFILE_KERNEL)
        fputs("_[k]", stream);
}
