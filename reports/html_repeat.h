/* SPDX-License-Identifier: MIT */
/* The command that measures again with what the warnings advise. */
#ifndef HTML_REPEAT_H
#define HTML_REPEAT_H

#include "html_page.h"
#include "notes.h"

/* Writes the run's own command with the options that the remedies of `warnings` name, to be pasted into a shell; without the
 * folder it wrote to, which is taken. Nothing where no remedy is an option, or the record has no command. */
void html_repeat(struct html_page *page, const struct note_warnings *warnings);

#endif
