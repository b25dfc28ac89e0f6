# --- drawing -------------------------------------------------------------------------------------------------------
# Marks of several series at one worker count stand side by side: DODGE pixels apart around the true place, on an axis
# from lo to hi that is wide pixels long. Their lines go with them: a mark beside its line belongs to nobody.
place(w, i, step, lo, hi, wide) = w + (i - (N + 1)/2.0)*step*(hi - lo)/wide
place2(w, i, step, lo, hi, wide) = w*(hi/lo)**((i - (N + 1)/2.0)*step/wide)
left(w, i) = LEFT_LOG ? place2(w, i, LEFT_DODGE, LEFT_LOW, LEFT_HIGH, LEFT_R - LEFT_L) : place(w, i, LEFT_DODGE, LEFT_LOW, LEFT_HIGH, LEFT_R - LEFT_L)
right(w, i) = place2(w, i, RIGHT_DODGE, RIGHT_LOW, RIGHT_HIGH, RIGHT_R - RIGHT_L)
at_least(a, b) = a < b ? b : a
has(low, high) = low == low && high == high   # NaN: no interval

set label 1 HEAD(HEADLINE) at screen SX(37),SY(27) tc rgb INK
do for [k=1:SUBJECTS] { set label 1+k SUB(SUBJECT[k]) at screen SX(37),SY(35 + 19*k) tc rgb TEXT }
do for [k=1:ORIGINS] { set label 5+k FOOT(ORIGIN[k]) at screen SX(37),SY(H - 19 - 16*(ORIGINS - k)) tc rgb MUTED }
set multiplot
set clip two

# left: speedup
set lmargin at screen SX(LEFT_L); set rmargin at screen SX(LEFT_R)
set tmargin at screen SY(TOP); set bmargin at screen SY(LEFT_B)
set label 20 PANEL('Speedup') at screen SX(37),SY(TOP - 21) tc rgb INK
if (LEFT_LOG) { set logscale x 2 }
if (SPEEDUP_LOG) { set logscale y 2 }
set xrange [LEFT_LOW:LEFT_HIGH]; set yrange [SPEEDUP_LOW:SPEEDUP_HIGH]
set xtics (@LEFT_TICKS) @TICSTYLE
set ytics (@SPEEDUP_TICKS) @TICSTYLE
set format x '%g'
set xlabel 'workers' offset 0,0.3
do for [z=1:ZONES] {
    set object z rect from at_least(ZONE_FROM[z], LEFT_LOW),graph 0 to ZONE_TO[z],graph 1 fs solid noborder fc rgb ZONE_INK[z] behind
    if (strlen(ZONE_TEXT[z])) { set label 30+z SMALL(ZONE_TEXT[z]) at screen SX(ZONE_X[z]),SY(ZONE_Y) center tc rgb MUTED }
}
if (IDEAL_NAMED) { set label 33 SMALL('ideal') at screen SX(IDEAL_X),SY(IDEAL_Y) center rotate by IDEAL_ANGLE tc rgb MUTED }
edge = 1 + 22.0/(LEFT_R - LEFT_L)
do for [i=1:N] {
    set label 100+i PANEL(NAME[i]) at graph edge,first LABEL_Y[i] left tc rgb INKS[i]
    if (LED[i]) { set arrow 100+i from left(END_X[i], i),END_Y[i] to graph edge - 4.0/(LEFT_R - LEFT_L),first LABEL_Y[i] nohead back lc rgb HUE[i] lw 0.6 dt (2,3) }
}
plot for [i=1:N] $laws index i-1 using 1:3:4 with filledcurves fs transparent solid 0.18 noborder lc rgb HUE[i], \
  $ideal index 0 using 1:2 with lines lc rgb MUTED lw 1.2 dt (6,5), \
  $ideal index 2 using (LEFT_DODGE > 0 ? left($1, 0) : NaN):2:(left($1, N + 1) - left($1, 0)):(0) with vectors nohead lc rgb MUTED lw 1.2, \
  for [i=1:N] $series index i-1 using (LAWED[i] ? NaN : left($1, i)):2 with lines lc rgb HUE[i] lw 1.2 dt DASH[i], \
  for [i=1:N] $laws index i-1 using 1:2 with lines lc rgb HUE[i] lw 1.5 dt DASH[i], \
  for [i=1:N] $series index i-1 using (left($1, i)):(has($3, $4) ? $2 : NaN):3:4 with yerrorbars pt 0 ps 0 lc rgb HUE[i] lw 1.1, \
  for [i=1:N] $series index i-1 using (left($1, i)):2 with points pt HALO[i] ps 1.45*SIZE[i] lc rgb '#FFFFFF', \
  for [i=1:N] $series index i-1 using (left($1, i)):2 with points pt MARK[i] ps SIZE[i] lc rgb HUE[i] lw 1.1
unset label; unset object; unset arrow

# right, above: efficiency
set lmargin at screen SX(RIGHT_L); set rmargin at screen SX(RIGHT_R)
set tmargin at screen SY(TOP); set bmargin at screen SY(RIGHT_B)
set label 20 PANEL(RIGHT_NAME.(EFFICIENCY_LOW > 0 ? sprintf(', axis from %g %%', EFFICIENCY_LOW) : '')) at screen SX(RIGHT_L - 42),SY(TOP - 21) tc rgb INK
unset logscale; set logscale x 2
set xrange [RIGHT_LOW:RIGHT_HIGH]; set yrange [EFFICIENCY_LOW:EFFICIENCY_HIGH]
set xtics (@RIGHT_TICKS) @TICSTYLE
set ytics (@EFFICIENCY_TICKS) @TICSTYLE
set format y '%g %%'
do for [z=1:ZONES] { set object z rect from at_least(ZONE_FROM[z], RIGHT_LOW),graph 0 to (z < ZONES ? ZONE_TO[z] : RIGHT_HIGH),graph 1 fs solid noborder fc rgb ZONE_INK[z] behind }
plot $ideal index 1 using 1:2 with lines lc rgb MUTED lw 1.2 dt (6,5), \
  for [i=1:N] $series index i-1 using (right($1, i)):5 with lines lc rgb HUE[i] lw 1.2 dt DASH[i], \
  for [i=1:N] $series index i-1 using (right($1, i)):(has($6, $7) ? $5 : NaN):6:7 with yerrorbars pt 0 ps 0 lc rgb HUE[i] lw 1.0, \
  for [i=1:N] $series index i-1 using (right($1, i)):5 with points pt HALO[i] ps 1.35*SIZE[i] lc rgb '#FFFFFF', \
  for [i=1:N] $series index i-1 using (right($1, i)):5 with points pt MARK[i] ps 0.9*SIZE[i] lc rgb HUE[i] lw 1.1
unset label; unset object

# right, below: the best of each series
unset logscale; unset border; unset tics; unset grid; unset xlabel
set lmargin at screen SX(RIGHT_L - 42); set rmargin at screen SX(RIGHT_R)
set tmargin at screen SY(TABLE_T); set bmargin at screen SY(H - 30)
set xrange [0:1]; set yrange [H - 30:TABLE_T]
set label 20 PANEL('Best of each') at 0,TABLE_T tc rgb INK
do for [c=1:COLUMNS] { set label 50+c SMALL(COLUMN[c]) at COLUMN_X[c],TABLE_T + 31 right tc rgb MUTED }
set arrow 1 from 0,TABLE_T + 42 to 1,TABLE_T + 42 nohead lc rgb RULE lw 1
figure(c, s) = c == 2 ? FOOT(s) : CELL(s)   # intervals are smaller than what they belong to
row(i) = TABLE_T + 42 + ROW*(i - 0.45)
do for [i=1:N] {
    set label 100+i BOLD(ROW_NAME[i]) at 0.045,row(i) left tc rgb INKS[i]
    set label 200+i '' at 0.012,row(i) point pt MARK[i] ps SIZE[i] lc rgb HUE[i]
    do for [c=1:COLUMNS] { set label 200 + 100*c + i figure(c, FIGURE[(i - 1)*COLUMNS + c]) at COLUMN_X[c],row(i) right tc rgb INK }
}
do for [k=1:MISSINGS] { set label 900+k FOOT(MISSING[k]) at 0,row(N + 1) + 15*(k - 1) left tc rgb MUTED }
if (LAWS) {
    set label 21 PANEL('Law of scaling: contention α, coherence β, 95 % intervals') at 0,LAWS_T tc rgb INK
    set label 22 SMALL('law') at 0.33,LAWS_T + 31 right tc rgb MUTED
    set label 23 SMALL('α') at 0.645,LAWS_T + 31 right tc rgb MUTED
    set label 24 SMALL('β, 10^{−4}') at 0.905,LAWS_T + 31 right tc rgb MUTED
    set label 25 SMALL('peak') at 1,LAWS_T + 31 right tc rgb MUTED
    set arrow 2 from 0,LAWS_T + 42 to 1,LAWS_T + 42 nohead lc rgb RULE lw 1
    array LAW_X[4]
    LAW_X[1] = 0.33; LAW_X[2] = 0.645; LAW_X[3] = 0.925; LAW_X[4] = 1.0
    do for [i=1:LAWS] {
        law_row = LAWS_T + 42 + ROW*(i - 0.45)
        set label 1000+i BOLD(ROW_NAME[LAW_OF[i]]) at 0.045,law_row left tc rgb INKS[LAW_OF[i]]
        set label 1100+i '' at 0.012,law_row point pt MARK[LAW_OF[i]] ps SIZE[LAW_OF[i]] lc rgb HUE[LAW_OF[i]]
        do for [c=1:4] { law_text = c == 1 ? CELL(LAW_FIGURE[4*i - 3]) : FOOT(LAW_FIGURE[4*i - 4 + c]); set label 1100+100*c+i law_text at LAW_X[c],law_row right tc rgb INK }
    }
}
plot NaN notitle
unset multiplot
unset output
