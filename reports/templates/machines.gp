# --- comparison: a row a cell and side, its ratio to the reference with the interval -----------------------------------
set label 1 HEAD(HEADLINE) at screen SX(40),SY(27) tc rgb INK
do for [k=1:SUBJECT_LINES] { set label 1+k SUB(SUBJECT_LINE[k]) at screen SX(40),SY(35 + 19*k) tc rgb TEXT }
do for [k=1:ORIGINS] { set label 5+k FOOT(ORIGIN[k]) at screen SX(40),SY(H - 18 - 15*(ORIGINS - k)) tc rgb MUTED }
V_WORSE = '#C2410C'; V_BETTER = '#00785A'; V_SAME = '#626E7A'; V_UNSURE = '#9A6700'

set lmargin at screen SX(PLOT_L); set rmargin at screen SX(PLOT_R)
set tmargin at screen SY(TOP); set bmargin at screen SY(BOTTOM + 4)
set logscale x 2
set xrange [LOW:HIGH]; set yrange [BOTTOM + 4:TOP]
set xtics (@TICKS) @TICSTYLE
unset ytics; set border 0
unset grid; set grid x back lc rgb GRID lw 0.8 dt 1
set errorbars 0
set arrow 1 from 1,graph 0 to 1,graph 1 nohead lc rgb '#98A4B0' lw 1.1 back

# heads: of times left is better, of work per time right is
X_WAY = 205; X_SIDE = 330; X_RATIO = 800; X_INTERVAL = 915; X_VALUES = 1075; X_WORD = 1090
if (HEAD_CELLS == HEAD_CELLS) {
    set label 20 PANEL('Time of each cell') at screen SX(40),SY(HEAD_CELLS) tc rgb INK
    set label 21 '{/:Bold=10 ◀ faster}' at screen SX(PLOT_L),SY(HEAD_CELLS + 24) left tc rgb V_BETTER
    set label 22 '{/:Bold=10 slower ▶}' at screen SX(PLOT_R),SY(HEAD_CELLS + 24) right tc rgb V_WORSE
    set label 23 SMALL('executor') at screen SX(X_WAY),SY(HEAD_CELLS + 24) tc rgb MUTED
    set label 24 SMALL(BY) at screen SX(X_SIDE),SY(HEAD_CELLS + 24) tc rgb MUTED
    set label 25 SMALL('ratio') at screen SX(X_RATIO),SY(HEAD_CELLS + 24) right tc rgb MUTED
    set label 26 SMALL('95 % interval') at screen SX(X_INTERVAL),SY(HEAD_CELLS + 24) right tc rgb MUTED
    set label 27 SMALL('reference → here') at screen SX(X_VALUES),SY(HEAD_CELLS + 24) right tc rgb MUTED
}
if (HEAD_WHOLES == HEAD_WHOLES) {
    set object 30 rect from screen SX(PLOT_L - 2),SY(HEAD_WHOLES - 8) to screen SX(PLOT_R + 2),SY(HEAD_WHOLES + 38) fs solid noborder fc rgb '#FFFFFF' front
    set label 30 PANEL('Work per time, each by its fastest cell') at screen SX(40),SY(HEAD_WHOLES) tc rgb INK
    set label 31 '{/:Bold=10 ◀ less}' at screen SX(PLOT_L),SY(HEAD_WHOLES + 24) left front tc rgb V_WORSE
    set label 32 '{/:Bold=10 more ▶}' at screen SX(PLOT_R),SY(HEAD_WHOLES + 24) right front tc rgb V_BETTER
    set label 35 SMALL('ratio') at screen SX(X_RATIO),SY(HEAD_WHOLES + 24) right tc rgb MUTED
    set label 36 SMALL('95 % interval') at screen SX(X_INTERVAL),SY(HEAD_WHOLES + 24) right tc rgb MUTED
    set label 37 SMALL('reference → here') at screen SX(X_VALUES),SY(HEAD_WHOLES + 24) right tc rgb MUTED
}

# moods: 0 better, 1 worse, 2 the same, 3 not decided
ink(m) = m == 0 ? V_BETTER : m == 1 ? V_WORSE : m == 2 ? V_SAME : V_UNSURE
styled(m, s) = m < 2 ? BOLD(s) : CELL(s)
do for [i=1:N] {
    set label 100+i BOLD(SUBJECT[i]) at screen SX(40),first ROW[i] tc rgb INK
    set label 300+i CELL(WAY[i]) at screen SX(X_WAY),first ROW[i] tc rgb TEXT
    set label 500+i CELL(SIDE[i]) at screen SX(X_SIDE),first ROW[i] tc rgb INKS[i]
    set label 700+i styled(MOOD[i], RATIO[i]) at screen SX(X_RATIO),first ROW[i] right tc rgb (MOOD[i] < 2 ? ink(MOOD[i]) : INK)
    set label 900+i FOOT(INTERVAL[i]) at screen SX(X_INTERVAL),first ROW[i] right tc rgb MUTED
    set label 1100+i SMALL(VALUES[i]) at screen SX(X_VALUES),first ROW[i] right tc rgb TEXT
    set label 1300+i styled(MOOD[i], WORD[i]) at screen SX(X_WORD),first ROW[i] tc rgb ink(MOOD[i])
}
hollow(p) = p >= 5 && p % 2 ? p - 1 : p
plot for [s=1:SIDES] $rows using ($5 == s ? $2 : NaN):1:3:4 with xerrorbars pt 0 ps 0 lw 1.6 lc rgb HUE[s], \
  for [s=1:SIDES] $rows using ($5 == s ? $2 : NaN):1 with points pt 7 ps 1.2*SIZE[s] lc rgb '#FFFFFF', \
  for [s=1:SIDES] $rows using ($5 == s && $6 == 0 ? $2 : NaN):1 with points pt MARK[s] ps 1.25*SIZE[s] lc rgb HUE[s], \
  for [s=1:SIDES] $rows using ($5 == s && $6 == 1 ? $2 : NaN):1 with points pt hollow(MARK[s]) ps 1.25*SIZE[s] lw 1.4 lc rgb HUE[s]
unset output
