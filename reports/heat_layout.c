/* SPDX-License-Identifier: MIT */
#include "heat_layout.h"

#include <math.h>

enum {
    GAP = 30,   /* between panels, and below them */
    HEAD = 48,  /* the panel's name and the numbers of workers, above its cells */
    ROOMY = 42, /* height of a cell when there is room, */
    TIGHT = 18, /* and when there is none: then the picture grows */
    TALL = 560, /* all cells together, as long as they can be made lower */
};

static double panels_wide(const struct heat_grid *grid, size_t across, double cell)
{
    return (double)across * ((double)grid->columns * cell + GAP) - GAP;
}

void heat_layout_make(struct heat_layout *layout, const struct heat_grid *grid)
{
    const double left = HEAT_EDGE + grid->labels + 12, room = grid->right - left;
    size_t across = 1;
    while (across < grid->panels && panels_wide(grid, across + 1, grid->cell_least) <= room)
        across++;
    const size_t down = (grid->panels + across - 1) / across;
    across = (grid->panels + down - 1) / down; /* no row of panels much longer than the last */
    const double fits = (room + GAP) / (double)across - GAP;
    const double width = fmin(fits / (double)grid->columns, grid->cell_most);
    const double height = fmin(fmax(TALL / (double)(grid->rows * down), TIGHT), ROOMY);
    *layout = (struct heat_layout){
        .across = across,
        .down = down,
        .left = left,
        .top = grid->top + HEAD,
        .cell_width = width,
        .cell_height = height,
        .step_x = (double)grid->columns * width + GAP,
        .step_y = (double)grid->rows * height + HEAD + GAP,
    };
    layout->right = left + panels_wide(grid, across, width);
    layout->bottom = layout->top + (double)down * layout->step_y - HEAD - GAP;
}

double heat_layout_x(const struct heat_layout *layout, size_t panel)
{
    return layout->left + (double)(panel % layout->across) * layout->step_x;
}

double heat_layout_y(const struct heat_layout *layout, size_t panel)
{
    return layout->top + (double)(panel / layout->across) * layout->step_y;
}
