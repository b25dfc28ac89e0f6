/* SPDX-License-Identifier: MIT */
/* Where and how it was measured: what one has to know to believe the numbers, or to repeat them. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "html_page.h"
#include "html_text.h"
#include "quantity.h"
#include "table_notes.h"

/* A line of the list; nothing where nothing is known. */
static void fact_text(FILE *stream, const char *name, const char *text)
{
    if (!text || !*text)
        return;
    fprintf(stream, "<dt>%s</dt><dd>", name);
    html_text(stream, text, HTML_SENTENCE_COLUMNS);
    fputs("</dd>\n", stream);
}

static void fact_count(FILE *stream, const char *name, uint64_t count)
{
    char text[QUANTITY_BYTES];
    if (count == YOKE_MISSING)
        return;
    quantity_count(text, count);
    fact_text(stream, name, text);
}

static void processors_write(FILE *stream, const struct yoke_machine *machine)
{
    char text[512];
    const struct yoke_topology_facts *topology = &machine->topology;
    fact_text(stream, "host", machine->hostname);
    fact_text(stream, "processor", machine->cpu.model);
    if (topology->cores != YOKE_MISSING && topology->pus != YOKE_MISSING) {
        snprintf(text, sizeof text, "%" PRIu64 " cores, %" PRIu64 " hardware threads", topology->cores, topology->pus);
        fact_text(stream, "topology", text);
    }
    fact_count(stream, "NUMA nodes", topology->numa_nodes);
    fact_text(stream, "usable processors", machine->cpus.list);
    if (isfinite(machine->cpus.quota)) {
        snprintf(text, sizeof text, "%.3g processors", machine->cpus.quota);
        fact_text(stream, "quota", text);
    }
    if (machine->memory_bytes != YOKE_MISSING) {
        snprintf(text, sizeof text, "%.1f GiB", (double)machine->memory_bytes / (1 << 30));
        fact_text(stream, "memory", text);
    }
}

static void system_write(FILE *stream, const struct yoke_machine *machine)
{
    char text[64];
    fact_text(stream, "virtualisation", machine->virtualisation);
    fact_text(stream, "system", machine->os);
    fact_text(stream, "kernel", machine->kernel);
    fact_text(stream, "C library", machine->libc);
    fact_text(stream, "governor", machine->governor);
    fact_text(stream, "turbo", machine->turbo);
    fact_text(stream, "SMT", machine->smt);
    fact_text(stream, "address randomisation", machine->aslr);
    fact_text(stream, "mitigations", machine->mitigations);
    fact_text(stream, "clock", machine->clock_source);
    fact_text(stream, "counters", machine->counters);
    if (isfinite(machine->load_average)) {
        snprintf(text, sizeof text, "%.2f", machine->load_average);
        fact_text(stream, "load before the run", text);
    }
}

/* The command as it was typed, as far as blanks tell. */
static void command_write(FILE *stream, const struct yoke_plan_facts *plan)
{
    if (!plan->command_count)
        return;
    fputs("<dt>command</dt><dd><code>", stream);
    for (size_t i = 0; i < plan->command_count; i++) {
        fputs(i ? " " : "", stream);
        html_text(stream, plan->command[i], HTML_SENTENCE_COLUMNS);
    }
    fputs("</code></dd>\n", stream);
}

static void run_write(FILE *stream, const struct yoke_record *record)
{
    const struct yoke_build *build = &record->yoke.build;
    char text[512];
    fact_text(stream, "plan", record->plan.name);
    command_write(stream, &record->plan);
    fact_text(stream, "started", record->started);
    fact_text(stream, "finished", record->finished);
    fact_count(stream, "blocks", record->blocks_done);
    fact_count(stream, "visits repeated", record->repeated_visits);
    if (record->seed != YOKE_MISSING) {
        snprintf(text, sizeof text, "%" PRIu64, record->seed);
        fact_text(stream, "seed", text);
    }
    snprintf(text, sizeof text, "%.40s %.60s", record->yoke.version ? record->yoke.version : "?",
             record->yoke.commit ? record->yoke.commit : "");
    fact_text(stream, "yoke", text);
    snprintf(text, sizeof text, "%.40s, %.100s, %.200s%s%.60s", build->type ? build->type : "?", build->compiler ? build->compiler : "?",
             build->flags ? build->flags : "", build->sanitizers && *build->sanitizers ? ", SANITIZERS " : "",
             build->sanitizers ? build->sanitizers : "");
    fact_text(stream, "built as", text);
    fact_text(stream, "fingerprint", record->fingerprint);
}

static void changes_write(struct html_page *page)
{
    for (size_t i = 0; i < page->record->change_count; i++) {
        const struct yoke_change *change = &page->record->changes[i];
        html_paragraph(page, "notice", "%.60s changed from %.100s to %.100s during blocks %" PRIu64 " to %" PRIu64 ": they are not used.",
                       change->condition ? change->condition : "a setting", change->before ? change->before : "?",
                       change->after ? change->after : "?", change->first_block + 1, change->last_block + 1);
    }
}

void html_machine(struct html_page *page)
{
    html_section(page, "environment", "Environment");
    changes_write(page);
    fputs("<h3>Machine</h3>\n<dl>\n", page->stream);
    processors_write(page->stream, &page->record->machine);
    system_write(page->stream, &page->record->machine);
    fputs("</dl>\n<h3>Run</h3>\n<dl>\n", page->stream);
    run_write(page->stream, page->record);
    fputs("</dl>\n", page->stream);
    html_sentences(page, table_notes_end);
}
