# --- history: a dot a commit, a line a level, a mark where it changed -------------------------------------------------
V_WORSE = '#C2410C'; V_BETTER = '#00785A'; V_KNOWN = '#626E7A'; DOT = '#2563A8'
set label 1 HEAD(HEADLINE) at screen SX(37),SY(27) tc rgb INK
do for [k=1:SUBJECTS] { set label 1+k SUB(SUBJECT[k]) at screen SX(37),SY(35 + 19*k) tc rgb TEXT }
do for [k=1:ORIGINS] { set label 5+k FOOT(ORIGIN[k]) at screen SX(37),SY(H - 19 - 16*(ORIGINS - k)) tc rgb MUTED }
set lmargin at screen SX(112); set rmargin at screen SX(W - 50)
set tmargin at screen SY(TOP); set bmargin at screen SY(BOTTOM)
set xrange [0.5 - 0.01*N:N + 0.5 + 0.01*N]; set yrange [LOW:HIGH]
set xtics (@TICKS) @TICSTYLE
set ytics (@CHANGES) @TICSTYLE
set label 20 PANEL(AXIS) at screen SX(37),SY(TOP - 18) tc rgb INK
set arrow 1 from graph 0,first 0 to graph 1,first 0 nohead back lc rgb RULE lw 1.2
ink(m) = m == 0 ? V_WORSE : m == 1 ? V_BETTER : V_KNOWN
do for [k=1:STEPS] {
    set arrow 10+k from STEP_AT[k],graph 0 to STEP_AT[k],graph 1 nohead front lc rgb ink(STEP_MOOD[k]) lw 1 dt (5,4)
    if (STEP_LEFT[k]) {
        set label 30+k '{/:Bold=10.5 '.STEP_TEXT[k].'}' at STEP_AT[k],graph STEP_HEIGHT[k] right tc rgb ink(STEP_MOOD[k]) front
    } else {
        set label 30+k '{/:Bold=10.5 '.STEP_TEXT[k].'}' at STEP_AT[k],graph STEP_HEIGHT[k] left tc rgb ink(STEP_MOOD[k]) front
    }
}
plot \
  $points using ($5 == 0 && BARS ? $1 : NaN):2:3:4 with yerrorbars pt -1 lw 0.8 lc rgb '#8FB0D4', \
  $levels using 1:2 with lines lw 2.4 lc rgb INK, \
  $points using ($5 == 0 ? $1 : NaN):2 with points pt 7 ps 1.5*DOT_SIZE lc rgb '#FFFFFF', \
  $points using ($5 == 0 ? $1 : NaN):2 with points pt 7 ps DOT_SIZE lc rgb DOT, \
  $points using ($5 > 0 ? $1 : NaN):2 with points pt 9 ps 0.9 lc rgb DOT, \
  $points using ($5 < 0 ? $1 : NaN):2 with points pt 11 ps 0.9 lc rgb DOT, \
  $points using ($5 != 0 && FAR_TEXTS && $1 <= 0.9*N ? $1 : NaN):2:(FOOT(strcol(6))) with labels left offset 0.9,0 tc rgb DOT, \
  $points using ($5 != 0 && FAR_TEXTS && $1 > 0.9*N ? $1 : NaN):2:(FOOT(strcol(6))) with labels right offset -0.9,0 tc rgb DOT
unset output
