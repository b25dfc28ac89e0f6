/* SPDX-License-Identifier: MIT */
/* In logical pixels, 1024 wide as the other charts. Names go through html_text: in SVG as in HTML no text can be a tag. */
#include "flame_svg.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "chart_text.h"
#include "html_text.h"
#include "text.h"

enum {
    WIDTH = 1024, MARGIN = 19, INNER = WIDTH - 2 * MARGIN,
    ROW = 19,        /* of a box, with the line between two */
    ROWS_MOST = 40,  /* what stands higher is not drawn, and that is said */
    TABLE_ROWS = 6,  /* functions in words */
    TABLE_ROW = 17,
    NAME_SIZE = 11,
    HEAD_SIZE = 13,  /* of the lines under the headline */
};

/* Narrower boxes are less than a hairline. */
static const double BOX_LEAST = 0.4;

/* Fills whose lightness differs as well as their hue, all light enough for dark text at 4.5:1. */
static const struct {
    const char *fill, *label;
} kinds[] = {
    [PROFILE_PROGRAM] = {"#E69F00", "the program"},
    [PROFILE_LIBRARY] = {"#9BD3F3", "libraries"},
    [PROFILE_KERNEL] = {"#D9DFE5", "kernel"},
};

/* What is known of the picture before it is written. */
struct layout {
    const struct flame *flame;
    double *left; /* of each node, in samples from the left */
    size_t rows;  /* drawn */
    size_t hidden; /* boxes above them */
    unsigned base; /* the lower edge of the lowest row */
    unsigned height;
};

static void text_open(FILE *stream, double x, double y, double size, const char *ink, bool bold)
{
    fprintf(stream, "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.4g\" fill=\"%s\"%s>", x, y, size, ink, bold ? " font-weight=\"bold\"" : "");
}

static void line_write(FILE *stream, double x, double y, double size, const char *ink, bool bold, const char *text)
{
    /* cut to what fits: a wide text would run out of the picture */
    const double room = INNER / size / (chart_text_ems(text, bold) + 1e-9);
    const unsigned columns = room < 1 ? (unsigned)(text_columns(text) * room) : 0;
    text_open(stream, x, y, size, ink, bold);
    html_text(stream, text, columns);
    fputs("</text>\n", stream);
}

static double pixels(const struct layout *layout, double samples)
{
    return INNER * samples / (double)layout->flame->tree->samples;
}

static void box_text(const struct profile_node *node, double x, double y, double width, FILE *stream)
{
    char name[512];
    const unsigned columns = (unsigned)((width - 6) / (NAME_SIZE * 0.62));
    if (width < 30 || columns < 3)
        return;
    text_fit(name, sizeof name, node->function->name, columns, true);
    text_open(stream, x + 3, y + 13, NAME_SIZE, "#1B2733", false);
    html_text(stream, name, 0);
    fputs("</text>", stream);
}

static void box_write(const struct layout *layout, size_t index, FILE *stream)
{
    const struct profile_node *node = &layout->flame->tree->nodes[index];
    const double width = pixels(layout, (double)node->total), x = MARGIN + pixels(layout, layout->left[index]);
    const double y = layout->base - (double)(node->depth + 1) * ROW;
    if (width < BOX_LEAST || node->depth >= layout->rows)
        return;
    fprintf(stream, "<g><title>");
    html_text(stream, node->function->name, 1000);
    fputs(" (", stream);
    html_text(stream, node->function->module ? node->function->module : "?", 100);
    fprintf(stream, "): %.1f %%, itself %.1f %%</title>", 100 * (double)node->total / (double)layout->flame->tree->samples,
            100 * (double)node->self / (double)layout->flame->tree->samples);
    fprintf(stream, "<rect x=\"%.2f\" y=\"%.0f\" width=\"%.2f\" height=\"%d\" fill=\"%s\" stroke=\"#FFFFFF\" stroke-width=\"%s\"/>", x, y,
            width, ROW - 1, kinds[profile_kind_of(node->function)].fill, width > 3 ? "1" : "0");
    box_text(node, x, y, width, stream);
    fputs("</g>\n", stream);
}

/* Where each box begins: behind what stands before it on the same caller. */
static bool lefts_compute(struct layout *layout)
{
    const struct profile_tree *tree = layout->flame->tree;
    double *used = calloc(tree->count + 2, sizeof *used); /* of each caller, in samples; [0]: of none */
    layout->left = calloc(tree->count + 1, sizeof *layout->left);
    for (size_t i = 0; used && layout->left && i < tree->count; i++) {
        const struct profile_node *node = &tree->nodes[i];
        layout->left[i] = (node->caller ? layout->left[node->caller - 1] : 0) + used[node->caller];
        used[node->caller] += (double)node->total;
        layout->hidden += node->depth >= ROWS_MOST && pixels(layout, (double)node->total) >= BOX_LEAST;
    }
    free(used);
    return used && layout->left;
}

static void legend_write(const struct layout *layout, FILE *stream)
{
    const struct yoke_profile *profile = &layout->flame->cell->profile;
    double self[3] = {0}, x = MARGIN;
    for (size_t i = 0; i < profile->function_count; i++)
        self[profile_kind_of(&profile->functions[i])] += (double)profile->functions[i].self;
    for (int kind = 0; kind < 3; kind++) {
        char text[64];
        if (!(self[kind] > 0))
            continue;
        snprintf(text, sizeof text, "%s %.0f %%", kinds[kind].label, 100 * self[kind] / (double)profile->samples);
        fprintf(stream, "<rect x=\"%.1f\" y=\"%u\" width=\"12\" height=\"12\" fill=\"%s\" stroke=\"#B8C1CA\"/>\n", x, layout->base + 10,
                kinds[kind].fill);
        line_write(stream, x + 17, layout->base + 20.5, 12, "#45525F", false, text);
        x += 17 + 12 * chart_text_ems(text, false) + 18;
    }
}

static size_t table_rows(const struct yoke_profile *profile)
{
    size_t rows = 0;
    while (rows < TABLE_ROWS && rows < profile->function_count && profile->functions[rows].self)
        rows++;
    return rows;
}

static void table_write(const struct layout *layout, double y, FILE *stream)
{
    const struct yoke_profile *profile = &layout->flame->cell->profile;
    line_write(stream, MARGIN, y, 12, "#45525F", true, "itself");
    line_write(stream, MARGIN + 64, y, 12, "#45525F", true, "in all");
    line_write(stream, MARGIN + 128, y, 12, "#45525F", true, "function");
    for (size_t i = 0; i < table_rows(profile); i++) {
        const struct yoke_profile_function *function = &profile->functions[i];
        char text[FLAME_TEXT_BYTES], name[512];
        text_fit(name, sizeof name, function->name, 110, true);
        y += TABLE_ROW;
        snprintf(text, sizeof text, "%.1f %%", 100 * (double)function->self / (double)profile->samples);
        line_write(stream, MARGIN, y, 12, "#1B2733", false, text);
        snprintf(text, sizeof text, "%.1f %%", 100 * (double)function->total / (double)profile->samples);
        line_write(stream, MARGIN + 64, y, 12, "#1B2733", false, text);
        line_write(stream, MARGIN + 128, y, 12, "#1B2733", false, name);
    }
}

/* Where a text of that size has to be broken so that its first part fits the picture; its length when all of it does. */
static size_t text_break(const char *text, double size)
{
    size_t fits = 0;
    for (size_t at = 0; text[at]; at++) {
        char part[FLAME_TEXT_BYTES];
        if (text[at] != ' ')
            continue;
        snprintf(part, sizeof part, "%.*s", (int)at, text);
        if (chart_text_ems(part, false) * size > INNER)
            break;
        fits = at;
    }
    return fits && chart_text_ems(text, false) * size > INNER ? fits : strlen(text);
}

static bool growth_is_long(const struct flame *flame)
{
    return text_break(flame->growth, HEAD_SIZE) < strlen(flame->growth);
}

static void growth_write(const struct flame *flame, unsigned y, FILE *stream)
{
    char first[FLAME_TEXT_BYTES];
    const size_t length = text_break(flame->growth, HEAD_SIZE);
    snprintf(first, sizeof first, "%.*s", (int)length, flame->growth);
    line_write(stream, MARGIN, y, HEAD_SIZE, "#1B2733", false, first);
    if (flame->growth[length])
        line_write(stream, MARGIN, y + 18, HEAD_SIZE, "#1B2733", false, flame->growth + length + 1);
}

static void head_write(const struct layout *layout, FILE *stream)
{
    const struct flame *flame = layout->flame;
    const struct yoke_profile *profile = &flame->cell->profile;
    char text[FLAME_TEXT_BYTES];
    unsigned y = 30;
    flame_headline(text, profile);
    line_write(stream, MARGIN, y, 19, "#1B2733", true, text);
    text_fit(text, sizeof text, flame->cell->name, 130, true);
    line_write(stream, MARGIN, y += 22, HEAD_SIZE, "#45525F", false, text);
    snprintf(text, sizeof text, "Width: share of %" PRIu64 " samples of processor time%s, from %" PRIu64 " runs after all measuring; %s",
             profile->samples, yoke_text_same(profile->scope, "user") ? " outside the kernel" : "",
             profile->runs == YOKE_MISSING ? 0 : profile->runs, "a box stands on its caller; waiting is not seen.");
    line_write(stream, MARGIN, y += 18, HEAD_SIZE, "#45525F", false, text);
    if (*flame->growth)
        growth_write(flame, y + 18, stream);
}

static void foot_write(const struct layout *layout, double y, FILE *stream)
{
    const struct flame *flame = layout->flame;
    char text[128];
    for (size_t i = 0; i < flame->foot.count; i++, y += 14)
        line_write(stream, MARGIN, y, 10.5, "#626E7A", false, flame->foot.lines[i]);
    snprintf(text, sizeof text, "%zu boxes above the highest row are not drawn; the record has them.", layout->hidden);
    if (layout->hidden)
        line_write(stream, MARGIN, y, 10.5, "#626E7A", false, text);
}

void flame_svg_write(const struct flame *flame, FILE *stream)
{
    const struct profile_tree *tree = flame->tree;
    struct layout layout = {.flame = flame, .rows = tree->depth < ROWS_MOST ? tree->depth : ROWS_MOST};
    if (!lefts_compute(&layout)) {
        free(layout.left);
        return;
    }
    const unsigned head = 70u + (*flame->growth ? 18u : 0u) + (growth_is_long(flame) ? 18u : 0u); /* lower edge of the lines on top: head_write */
    layout.base = head + 16 + (unsigned)layout.rows * ROW;
    const unsigned table = layout.base + 50, foot = table + (unsigned)table_rows(&flame->cell->profile) * TABLE_ROW + 28;
    layout.height = foot + 14 * (unsigned)(flame->foot.count + (layout.hidden > 0));
    fprintf(stream, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<svg width=\"%d\" height=\"%u\" viewBox=\"0 0 %d %u\" "
                    "xmlns=\"http://www.w3.org/2000/svg\" font-family=\"Open Sans, Inter, Liberation Sans, DejaVu Sans, sans-serif\">\n<title>",
            WIDTH, layout.height, WIDTH, layout.height);
    html_text(stream, flame->cell->name ? flame->cell->name : "?", 0);
    fprintf(stream, "</title>\n<rect x=\"0\" y=\"0\" width=\"%d\" height=\"%u\" fill=\"#FFFFFF\"/>\n", WIDTH, layout.height);
    head_write(&layout, stream);
    for (size_t i = 0; i < tree->count; i++)
        box_write(&layout, i, stream);
    legend_write(&layout, stream);
    table_write(&layout, table, stream);
    foot_write(&layout, foot, stream);
    fputs("</svg>\n", stream);
    free(layout.left);
}
