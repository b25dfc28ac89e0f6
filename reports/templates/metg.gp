# --- METG: efficiency over the length of a task, a panel a schedule; below, the shortest tasks that pay ---------------
RING = '#1B2733'
set label 1 HEAD(HEADLINE) at screen SX(37),SY(27) tc rgb INK
do for [k=1:SUBJECTS] { set label 1+k SUB(SUBJECT[k]) at screen SX(37),SY(35 + 19*k) tc rgb TEXT }
do for [k=1:ORIGINS] { set label 5+k FOOT(ORIGIN[k]) at screen SX(37),SY(H - 19 - 16*(ORIGINS - k)) tc rgb MUTED }
do for [k=1:KEYS] {
    set label 20+k BOLD(KEY[k]) at screen SX(KEY_X[k] + 10),SY(KEY_Y) left tc rgb KEY_INK[k]
    set label 50+k '' at screen SX(KEY_X[k]),SY(KEY_Y) point pt MARK[KEY_OF[k]] ps SIZE[KEY_OF[k]] lc rgb HUE[KEY_OF[k]]
}
set multiplot
set clip two
set logscale x 10
set xrange [TASK_LOW:TASK_HIGH]
do for [p=1:PANELS] {
    set lmargin at screen SX(PANEL_X[p]); set rmargin at screen SX(PANEL_X[p] + WIDE)
    set tmargin at screen SY(PANEL_Y[p]); set bmargin at screen SY(PANEL_Y[p] + HIGH)
    set label 10 PANEL(PANEL_NAME[p]) at screen SX(PANEL_X[p]),SY(PANEL_Y[p] - 16) left tc rgb INK
    set yrange [0:MOST]
    set xtics (@TASK_TICKS) @TICSTYLE
    if (PANEL_X[p] == PANEL_X[1]) { set ytics 0,25 format '%g %%' @TICSTYLE } else { set ytics 0,25 format '' @TICSTYLE }
    if (PANEL_LAST[p]) { set xlabel 'length of a task' offset 0,0.3 textcolor rgb TEXT font ',11' } else { unset xlabel }
    set arrow 1 from graph 0,first 100 to graph 1,first 100 nohead back lc rgb MUTED lw 1.2 dt (6,5)
    set arrow 2 from graph 0,first 50 to graph 1,first 50 nohead back lc rgb RULE lw 1.4
    plot \
      for [i=1:N] $curves index i-1 using (IN_PANEL[i] == p ? $1 : NaN):2 with lines lc rgb HUE[i] lw 1.2 dt DASH[i], \
      for [i=1:N] $curves index i-1 using (IN_PANEL[i] == p && $3 == $3 && $4 == $4 ? $1 : NaN):2:3:4 with yerrorbars pt 0 ps 0 lc rgb HUE[i] lw 1, \
      for [i=1:N] $curves index i-1 using (IN_PANEL[i] == p ? $1 : NaN):2 with points pt HALO[i] ps 1.4*SIZE[i] lc rgb '#FFFFFF', \
      for [i=1:N] $curves index i-1 using (IN_PANEL[i] == p ? $1 : NaN):2 with points pt MARK[i] ps SIZE[i] lc rgb HUE[i], \
      for [i=1:N] $curves index i-1 every ::0::0 using (IN_PANEL[i] == p ? METG[i] : NaN):(50.0) with points pt 6 ps 1.25 lc rgb RING lw 1.3
    unset label; unset arrow
}

# below: METG of each, the shortest first
set lmargin at screen SX(ROW_LEFT); set rmargin at screen SX(ROW_RIGHT)
set tmargin at screen SY(ROWS_TOP); set bmargin at screen SY(ROWS_TOP + ROW*ROWS)
set label 10 PANEL('METG(50 %), and its 95 % interval') at screen SX(37),SY(ROWS_TOP - 18) tc rgb INK
set yrange [ROWS + 0.5:0.5]
unset ytics; unset grid; set grid x back lc rgb GRID lw 0.8 dt 1
set xtics (@TASK_TICKS) @TICSTYLE
unset xlabel
do for [i=1:ROWS] {
    set label 100+i BOLD(ROW_NAME[i]) at screen SX(37),first i tc rgb ROW_INK[i]
    set label 200+i CELL(ROW_TEXT[i]) at screen SX(1023),first i right tc rgb INK
}
do for [i=1:ROWS] {
    if (ROW_BEYOND[i]) {
        set label 300+i ROW_BEYOND[i] < 0 ? '◀' : '▶' at first ROW_AT[i],first i center tc rgb ROW_INK[i]
    } else {
        set label 300+i '' at first ROW_AT[i],first i point pt MARK[ROW_OF[i]] ps 1.1*SIZE[ROW_OF[i]] lc rgb HUE[ROW_OF[i]] front
        if (ROW_LOW[i] == ROW_LOW[i]) { set arrow 100+i from first ROW_LOW[i],first i to first ROW_HIGH[i],first i nohead front lc rgb HUE[ROW_OF[i]] lw 1.6 }
    }
}
plot NaN notitle
unset multiplot
unset output
