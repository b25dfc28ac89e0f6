# --- forest chart: a row a verdict, the ratio with its interval against the tolerance --------------------------------
V_WORSE = '#C2410C'; V_BETTER = '#00785A'; V_SAME = '#626E7A'; V_UNSURE = '#9A6700'
set label 1 HEAD(HEADLINE) at screen SX(40),SY(26) tc rgb INK
do for [k=1:DESIGNS] { set label 1+k SUB(DESIGN[k]) at screen SX(40),SY(36 + 17*k) tc rgb TEXT }
do for [k=1:ORIGINS] { set label 5+k FOOT(ORIGIN[k]) at screen SX(40),SY(H - 20 - 14*(ORIGINS - k)) tc rgb MUTED }

set lmargin at screen SX(PLOT_L); set rmargin at screen SX(PLOT_R)
set tmargin at screen SY(TOP); set bmargin at screen SY(BOTTOM)
set logscale x
set xrange [LOW:HIGH]; set yrange [LAST + 0.8:-0.8]
set xtics (@TICKS) @TICSTYLE
unset ytics; set border 0
unset grid; set grid x back lc rgb GRID lw 0.8 dt 1
set errorbars 0
do for [i=1:N] { set object 100+i rect from 1 - THETA[i],ROW[i] - 0.5 to 1 + THETA[i],ROW[i] + 0.5 fs solid noborder fc rgb '#EDF0F3' behind }
set arrow 1 from 1,graph 0 to 1,graph 1 nohead lc rgb '#98A4B0' lw 1.1 back

# column heads
YH = TOP - 18
set label 10 '{/:Bold=10 ◀ better}' at screen SX(PLOT_L),SY(YH) left tc rgb V_BETTER
set label 11 '{/:Bold=10 worse ▶}' at screen SX(PLOT_R),SY(YH) right tc rgb V_WORSE
set label 12 SMALL(TOLERANCE) at 1,screen SY(YH) center tc rgb MUTED
set label 13 SMALL('cell') at screen SX(40),SY(YH) tc rgb MUTED
set label 14 SMALL('executor') at screen SX(X_WAY),SY(YH) tc rgb MUTED
set label 15 SMALL('metric') at screen SX(X_METRIC),SY(YH) tc rgb MUTED
set label 16 SMALL('change') at screen SX(X_CHANGE),SY(YH) right tc rgb MUTED
set label 17 SMALL('95 % interval') at screen SX(X_INTERVAL),SY(YH) right tc rgb MUTED
set label 18 SMALL('before → after') at screen SX(X_TIMES),SY(YH) right tc rgb MUTED
set label 19 SMALL('verdict') at screen SX(X_WORD),SY(YH) tc rgb MUTED

# moods: 0 worse or broken, 1 in doubt, 2 better, 3 the same
ink(m) = m == 0 ? V_WORSE : m == 1 ? V_UNSURE : m == 2 ? V_BETTER : V_SAME
strong(m) = m == 0 || m == 2
styled(m, s) = strong(m) ? BOLD(s) : CELL(s)
do for [i=1:N] {
    set label 200+i BOLD(SUBJECT[i]) at screen SX(40),first ROW[i] tc rgb INK
    set label 300+i CELL(WAY[i]) at screen SX(X_WAY),first ROW[i] tc rgb TEXT
    set label 400+i CELL(METRIC[i]) at screen SX(X_METRIC),first ROW[i] tc rgb TEXT
    set label 500+i styled(MOOD[i], CHANGE[i]) at screen SX(X_CHANGE),first ROW[i] right tc rgb (strong(MOOD[i]) ? ink(MOOD[i]) : INK)
    set label 600+i FOOT(INTERVAL[i]) at screen SX(X_INTERVAL),first ROW[i] right tc rgb MUTED
    set label 700+i SMALL(TIMES[i]) at screen SX(X_TIMES),first ROW[i] right tc rgb TEXT
    set label 800+i styled(MOOD[i], WORD[i]) at screen SX(X_WORD),first ROW[i] tc rgb ink(MOOD[i])
}

# the sum of it
set arrow 2 from screen SX(40),first LAST - 0.5 to screen SX(W - 40),first LAST - 0.5 nohead lc rgb RULE lw 1
set label 900 BOLD(SUM) at screen SX(40),first LAST + 0.2 tc rgb INK
set label 901 CELL(SUM_CHANGE) at screen SX(X_CHANGE),first LAST + 0.2 right tc rgb INK
set label 902 BOLD(SUM_EXIT) at screen SX(W - 40),first LAST + 0.2 right tc rgb (FAILS ? V_WORSE : INK)
plot \
  $rows using ($5 == 3 ? $2 : NaN):1:3:4 with xerrorbars pt 7 ps 0.75 lw 1.6 lc rgb V_SAME, \
  $rows using ($5 == 1 ? $2 : NaN):1:3:4 with xerrorbars pt 6 ps 0.85 lw 1.6 lc rgb V_UNSURE, \
  $rows using ($5 == 2 ? $2 : NaN):1:3:4 with xerrorbars pt 9 ps 0.95 lw 1.9 lc rgb V_BETTER, \
  $rows using ($5 == 0 ? $2 : NaN):1:3:4 with xerrorbars pt 5 ps 0.85 lw 1.9 lc rgb V_WORSE, \
  '+' using (SUM_RATIO):(LAST + 0.2) every ::0::0 with points pt 13 ps 1.5 lc rgb INK
unset output
