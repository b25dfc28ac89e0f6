# --- timeline: a lane a worker; the vertical axis is in pixels -------------------------------------------------------
array HUE[5]
HUE[1] = '#0072B2'; HUE[2] = '#F0B429'; HUE[3] = '#CC79A7'; HUE[4] = '#1B2733'; HUE[5] = '#E9EDF0'
CALL = '#C2410C'
LANES = |$lanes|
set label 1 HEAD(HEADLINE) at screen SX(37),SY(27) tc rgb INK
do for [k=1:SUBJECTS] { set label 1+k SUB(SUBJECT[k]) at screen SX(37),SY(35 + 19*k) tc rgb TEXT }
do for [k=1:ORIGINS] { set label 5+k FOOT(ORIGIN[k]) at screen SX(37),SY(H - 19 - 16*(ORIGINS - k)) tc rgb MUTED }
set multiplot
set lmargin at screen SX(X0); set rmargin at screen SX(X1)
set xrange [0:END]

# above: how many are at work
if (STRIP) {
    set label 20 PANEL(STRIP_NAME) at screen SX(37),SY(STRIP_TOP - 15) tc rgb INK
    set tmargin at screen SY(STRIP_TOP); set bmargin at screen SY(STRIP_BOTTOM)
    set yrange [0:STRIP_MOST*1.04]
    unset xtics
    set ytics (0, STRIP_MOST) @TICSTYLE
    plot $strip using 1:2 with filledcurves y1=0 lc rgb HUE[1] fs transparent solid 0.25 noborder, \
      $strip using 1:2 with lines lc rgb HUE[1] lw 1.1
    unset label
}

# the lanes
set tmargin at screen SY(TOP); set bmargin at screen SY(BOTTOM)
set yrange [BOTTOM:TOP]
unset grid
unset ytics
set xtics 0,STEP @TICSTYLE
set xlabel UNIT offset 0,0.3
set label 20 PANEL('What each worker does') at screen SX(37),SY(LEGEND) tc rgb INK
set label 21 PANEL('In a task') at screen SX(X1 + 24),SY(LEGEND) tc rgb INK
do for [k=1:KEYS] {
    set object k rect from screen SX(KEY_X[k]),SY(LEGEND + 6) to screen SX(KEY_X[k] + 13),SY(LEGEND - 7) fs solid noborder fc rgb HUE[KEY_INK[k] + 1] front
    set label 30+k CELL(KEY[k]) at screen SX(KEY_X[k] + 19),SY(LEGEND) tc rgb TEXT
}
do for [k=1:GROUPS] {
    set label 100+k BOLD(GROUP[k]) at screen SX(37),first GROUP_Y[k] tc rgb INK
    if (GROUP_AT[k] > 0.5*END) { set label 150+k SMALL(GROUP_END[k]) at GROUP_AT[k],GROUP_Y[k] right tc rgb TEXT } else { set label 150+k SMALL(GROUP_END[k]) at GROUP_AT[k] + 0.01*END,GROUP_Y[k] + 24 left tc rgb TEXT front }
}
if (LATE) {
    set object 20 rect from LATE_FROM,LATE_TOP - 2.5 to LATE_TO,LATE_BOTTOM + 2.5 fs empty border rgb CALL lw 1.6 front
    set arrow 1 from LATE_TO,LATE_BOTTOM + 2.5 to LATE_TO,BOTTOM - 4 nohead front lc rgb CALL lw 1
    set label 40 '{/:Bold=10.5 '.LATE_TEXT.'}' at screen SX(X1 - 6),first BOTTOM - 9 right tc rgb CALL front
}
if (EVEN) {
    EVEN_Y = BOTTOM - 8 - 16*LATE
    set arrow 2 from EVEN_AT,TOP - 2 to EVEN_AT,EVEN_Y + 6 nohead front lc rgb INK lw 1 dt (5,4)
    set label 41 SMALL(EVEN_TEXT.' ') at EVEN_AT,EVEN_Y right tc rgb INK front
}
plot \
  $lanes using (END/2):(($1 + $2)/2):(0):(END):1:2 with boxxy fs solid noborder lc rgb HUE[5], \
  for [s=1:4] $shares using ($5 == s - 1 ? ($1 + $2)/2 : NaN):(($3 + $4)/2):1:2:3:4 with boxxy fs solid noborder lc rgb HUE[s], \
  for [s=1:4] $spans using ($5 == s - 1 ? ($1 + $2)/2 : NaN):(($3 + $4)/2):1:2:3:4 with boxxy fs solid border rgb '#FFFFFF' lc rgb HUE[s] lw 0.4, \
  $lanes using (0):($7 > 0 ? ($1 + $2)/2 : NaN):(sprintf('{/=10.5 worker %d }', $8)) with labels right tc rgb TEXT
unset label; unset object; unset arrow

# right: shares of the time until the cell was done
set lmargin at screen SX(X1 + 24); set rmargin at screen SX(X1 + 104)
set xrange [0:100]
unset xtics; unset xlabel; unset border
plot \
  $lanes using (50):(($1 + $2)/2):(0):(100):1:2 with boxxy fs solid noborder lc rgb HUE[5], \
  $lanes using (50):(($1 + $2)/2):(0):4:1:2 with boxxy fs solid noborder lc rgb HUE[1], \
  $lanes using (50):(($1 + $2)/2):4:($4 + $6):1:2 with boxxy fs solid noborder lc rgb HUE[3], \
  $lanes using (50):(($1 + $2)/2):($4 + $6):($4 + $5 + $6):1:2 with boxxy fs solid noborder lc rgb HUE[2], \
  $lanes using (100):($7 > 0 ? ($1 + $2)/2 : NaN):(sprintf('{/=10.5  %.0f %%}', $4 + $5 + $6)) with labels left tc rgb INK
unset multiplot
unset output
