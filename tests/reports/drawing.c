/* SPDX-License-Identifier: MIT */
/* Drawing the pictures of reports. */
#include "drawing.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "fixture.h"
#include "gnuplot_run.h"

void drawing_needs_gnuplot(void)
{
    char program[512];
    if (gnuplot_find(program, sizeof program) == 0)
        return;
    print_message("skipped: gnuplot is not installed\n");
    skip();
}

void drawing_open(struct drawing *drawing)
{
    folder_make(drawing->folder);
    snprintf(drawing->charts, sizeof drawing->charts, "%s/charts", drawing->folder);
    golden_open(&drawing->notes);
}

void drawing_close(struct drawing *drawing)
{
    golden_close(&drawing->notes);
    golden_free(&drawing->notes);
    folder_remove(drawing->folder);
}

struct yoke_target drawing_target(const struct drawing *drawing, FILE *page)
{
    return (struct yoke_target){.folder = drawing->folder,
                                .record_folder = drawing->folder,
                                .charts = drawing->folder,
                                .stream = page,
                                .notes = drawing->notes.stream,
                                .utf8 = true};
}

void drawing_write(struct drawing *drawing, const struct yoke_report *report, const struct yoke_record *record)
{
    struct yoke_error error = {.text = ""};
    const struct yoke_target target = drawing_target(drawing, NULL);
    if (report->write(record, &target, &error))
        fail_msg("%s: %s", report->name, error.text);
}

const char *drawing_notes(struct drawing *drawing)
{
    assert_int_equal(fflush(drawing->notes.stream), 0);
    return drawing->notes.text;
}

size_t drawing_count(const struct drawing *drawing, const char *ending)
{
    return access(drawing->charts, F_OK) ? 0 : folder_count(drawing->charts, ending);
}

void drawing_expect(struct drawing *drawing, size_t pictures)
{
    char command[FOLDER_PATH_BYTES * 2];
    assert_string_equal(drawing_notes(drawing), "");
    assert_int_equal(drawing_count(drawing, ".svg"), pictures);
    assert_int_equal(drawing_count(drawing, ".png"), pictures);
    assert_int_equal(drawing_count(drawing, ".pdf"), pictures);
    snprintf(command, sizeof command,
             "cd '%s' && for script in *.gp; do LC_ALL=C.UTF-8 gnuplot -d \"$script\" || exit 1; done >../said 2>&1",
             drawing->charts);
    assert_int_equal(system(command), 0);
    assert_false(folder_has(drawing->folder, "said"));
    assert_int_not_equal(access("PWNED", F_OK), 0);
    assert_int_equal(folder_count(drawing->folder, "PWNED") + drawing_count(drawing, "PWNED"), 0);
}
