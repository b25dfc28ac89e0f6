# --- map of a sweep: a panel a way of running, a row a value of the parameter, a column a number of workers -----------
set label 1 HEAD(HEADLINE) at screen SX(37),SY(27) tc rgb INK
do for [k=1:SUBJECTS] { set label 1+k SUB(SUBJECT[k]) at screen SX(37),SY(35 + 19*k) tc rgb TEXT }
do for [k=1:ORIGINS] { set label 5+k FOOT(ORIGIN[k]) at screen SX(37),SY(H - 19 - 16*(ORIGINS - k)) tc rgb MUTED }
set multiplot
unset border; unset grid; unset tics; unset xlabel

# white at 1, ever bluer above, ever more orange below
set palette defined (SCALE_LOW '#B35806', SCALE_LOW/2.0 '#F1A340', 0 '#F7F7F5', SCALE_HIGH*0.29 '#C9DFF0', SCALE_HIGH*0.63 '#6BAED6', SCALE_HIGH '#08519C')
set cbrange [SCALE_LOW:SCALE_HIGH]
BAR_X = PANEL_X[1]; do for [i=1:N] { if (PANEL_X[i] > BAR_X) { BAR_X = PANEL_X[i] } }
BAR_X = BAR_X + COLUMNS*CELL_W + 36
BAR_H = ROWS*CELL_H < 130 ? 130 : ROWS*CELL_H > 420 ? 420 : ROWS*CELL_H
BAR_B = PANEL_Y[1] + BAR_H
at_octave(o) = BAR_B - BAR_H*(o - SCALE_LOW)/(SCALE_HIGH - SCALE_LOW)
set colorbox user origin SX(BAR_X),SY(BAR_B) size 16.0/W,1.0*BAR_H/H noborder
set cbtics (@SCALE_TICKS) scale 0 textcolor rgb TEXT font ',10'
set label 10 PANEL('Speedup') at screen SX(BAR_X),SY(PANEL_Y[1] - 33) tc rgb INK
set label 11 SMALL(FASTER) at screen SX(BAR_X),SY(PANEL_Y[1] - 14) tc rgb MUTED
set label 12 SMALL(SLOWER) at screen SX(BAR_X),SY(BAR_B + 14) tc rgb MUTED

set style fill solid 1.0 border rgb '#FFFFFF'
set xrange [-0.5:COLUMNS-0.5]; set yrange [ROWS-0.5:-0.5]
figure_size = CELL_W < 24 || CELL_H < 14 ? 0 : CELL_W < 38 || CELL_H < 20 ? 9 : 10.5
edge_x = 0.5 - 2.2/CELL_W; edge_y = 0.5 - 2.2/CELL_H   # an outline stands just inside its cell
figure(s) = figure_size > 0 ? sprintf('{/=%g %s}', figure_size, s) : ''
do for [i=1:N] {
    set lmargin at screen SX(PANEL_X[i]); set rmargin at screen SX(PANEL_X[i] + COLUMNS*CELL_W)
    set tmargin at screen SY(PANEL_Y[i]); set bmargin at screen SY(PANEL_Y[i] + ROWS*CELL_H)
    first_in_row = PANEL_X[i] == PANEL_X[1]
    if (first_in_row) { set label 20 PANEL(PARAM) at screen SX(37),SY(PANEL_Y[i] - 33) tc rgb INK }
    set label 21 PANEL(NAME[i]) at screen SX(PANEL_X[i]),SY(PANEL_Y[i] - 33) tc rgb INKS[i]
    if (first_in_row) { set label 22 SMALL('workers') at screen SX(PANEL_X[i] - 10),SY(PANEL_Y[i] - 13) right tc rgb MUTED }
    do for [c=1:COLUMNS] { if (strlen(WIDTH[c])) { set label 100+c CELL(WIDTH[c]) at c-1,screen SY(PANEL_Y[i] - 13) center tc rgb TEXT } }
    if (first_in_row) { do for [r=1:ROWS] { if (strlen(LABEL[r])) { set label 400+r CELL(LABEL[r]) at screen SX(PANEL_X[i] - 10),first r-1 right tc rgb TEXT } } }
    if (WITHIN > 0) { set arrow 1 from WITHIN-0.5,screen SY(PANEL_Y[i] - 22) to WITHIN-0.5,graph 0 nohead front lc rgb INK lw 1.2 dt (3,6) }
    plot $cells index i-1 using 1:2:(0.5):(0.5):3 with boxxyerror lc palette lw 1.2, \
      $cells index i-1 using ($3 == $3 ? NaN : $1):2:(0.5):(0.5) with boxxyerror fc rgb SHADE lw 1.2, \
      $picks index i-1 using ($3 == 1 ? $1 : NaN):2:(edge_x):(edge_y) with boxxyerror fs empty lc rgb '#FFFFFF' lw 3.6, \
      $picks index i-1 using ($3 == 1 ? $1 : NaN):2:(edge_x):(edge_y) with boxxyerror fs empty lc rgb INK lw 1.8, \
      $picks index i-1 using ($3 == 0 ? $1 : NaN):2:(edge_x):(edge_y) with boxxyerror fs empty lc rgb '#FFFFFF' lw 3.6, \
      $picks index i-1 using ($3 == 0 ? $1 : NaN):2:(edge_x):(edge_y) with boxxyerror fs empty lc rgb INK lw 1.8 dt (10,8), \
      $cells index i-1 using 1:2:(figure(strcol(4))):($5 == 1 ? 0xFFFFFF : 0x1B2733) with labels center tc rgb variable
    unset label; unset arrow; unset colorbox
}
unset multiplot
unset output
