/* SPDX-License-Identifier: MIT */
/* A remedy that begins with an option is one, up to its comma: "--blocks 30 --reserve 100%, or a quieter machine". Of
 * an option given twice the last counts, so those of the remedies stand behind what was typed. */
#include "html_repeat.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "html_text.h"

static const char blocks[] = "--blocks ";

/* What a shell reads as it stands. */
static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:=+%@ ,";

static size_t option_length(const char *remedy)
{
    return strcspn(remedy, ",");
}

/* Remedies come with the record: one that a shell could read as more than words is none. */
static bool is_option(const char *remedy)
{
    return remedy && !strncmp(remedy, "--", 2) && strspn(remedy, plain) >= option_length(remedy);
}

static unsigned long blocks_of(const char *remedy)
{
    return strncmp(remedy, blocks, strlen(blocks)) ? 0 : strtoul(remedy + strlen(blocks), NULL, 10);
}

/* Does another remedy ask for the same, or for more of it? */
static bool is_covered(const struct note_warnings *warnings, size_t index)
{
    const char *mine = warnings->list[index].warning->remedy;
    for (size_t i = 0; i < warnings->count; i++) {
        const char *other = warnings->list[i].warning->remedy;
        if (i == index || !is_option(other))
            continue;
        const bool same = option_length(other) == option_length(mine) && !strncmp(other, mine, option_length(mine));
        if ((same && i < index) || (blocks_of(mine) && blocks_of(other) > blocks_of(mine)))
            return true;
    }
    return false;
}

/* A word as a shell reads it. */
static void word_write(const char *word, FILE *stream)
{
    const bool bare = *word && word[strspn(word, plain)] == '\0' && !strchr(word, ' ');
    fputs(bare ? "" : "'", stream);
    for (; *word; word++)
        fputs(*word == '\'' ? "'\\''" : (char[]){*word, '\0'}, stream);
    fputs(bare ? "" : "'", stream);
}

/* How many words name the folder the run wrote to, from this one on: 0, 1 or 2. */
static size_t folder_words(const char *word)
{
    if (!strcmp(word, "-o") || !strcmp(word, "--output"))
        return 2;
    return !strncmp(word, "--output=", strlen("--output=")) || (!strncmp(word, "-o", 2) && word[2]) ? 1 : 0;
}

static void command_write(const struct yoke_plan_facts *plan, FILE *stream)
{
    for (size_t i = 0; i < plan->command_count; i++) {
        const size_t skipped = folder_words(plan->command[i]);
        if (skipped) {
            i += skipped - 1;
            continue;
        }
        fputs(i ? " " : "", stream);
        word_write(plan->command[i], stream);
    }
}

/* Behind "--" stands the command that was measured: an option there would be its own. A gate takes pairs until it has decided: its
 * verdicts say themselves what more of them would cost. */
static bool takes_options(const struct yoke_record *record)
{
    const struct yoke_plan_facts *plan = &record->plan;
    if (record->verdict_count)
        return false;
    for (size_t i = 0; i < plan->command_count; i++)
        if (!strcmp(plan->command[i], "--"))
            return false;
    return plan->command_count > 1;
}

void html_repeat(struct html_page *page, const struct note_warnings *warnings)
{
    char *text = NULL;
    size_t size = 0, options = 0;
    FILE *memory = takes_options(page->record) ? open_memstream(&text, &size) : NULL;
    if (!memory)
        return;
    command_write(&page->record->plan, memory);
    for (size_t i = 0; i < warnings->count; i++) {
        const char *remedy = warnings->list[i].warning->remedy;
        if (!is_option(remedy) || is_covered(warnings, i))
            continue;
        fprintf(memory, " %.*s", (int)option_length(remedy), remedy);
        options++;
    }
    if (!fclose(memory) && options) {
        html_paragraph(page, NULL, "To measure again with these remedies:");
        fputs("<pre>", page->stream);
        html_text(page->stream, text, HTML_SENTENCE_COLUMNS);
        fputs("</pre>\n", page->stream);
    }
    free(text);
}
