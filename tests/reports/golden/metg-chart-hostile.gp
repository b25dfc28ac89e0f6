# METG chart, written by yoke. Draw it again:  gnuplot metg-test.gp   (PNG; or -e "fmt='svg'", 'pdf')
if (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'
reset
STEM = 'metg-test'
ID = 'metg_test'
W = 1060
H = 618

HEADLINE = 'On 2 workers \_\^\{\}\@\&\~\\’"%s%n$HOME… END   $x << END… pays at every length of task measured'
SUBJECTS = 2
array SUBJECT[3]
SUBJECT[1] = 'Efficiency of work`touch PWNED`load/../\{\_\^\} ’ (serial time ÷ workers ÷ wall time) by the length of a task, which a set output ’PWNED’ !touch PWNED  sets.'
SUBJECT[2] = 'Marks: median of 10 or more processes, 95 % CI.  METG(50 %), ringed: the shortest task from which on half of ideal is reached.'
ORIGINS = 1
array ORIGIN[3]
ORIGIN[1] = 'host vm-2 · Intel Xeon Processor \@ 2.10GHz · 2 cores / 2 threads · kvm · placement compact · GNU 12.2.0 -O3 · yoke 0.1.0 (7f3a9c1) · run 2026-11-22T10:00:00Z · seed 42'
MOST = 108
TASK_LOW = 3.7037
TASK_HIGH = 6915.98
TASK_TICKS = '"10 ns" 10,"100 ns" 100,"1 µs" 1000'
TASK_MARKS = '10,100,1000'
array KEY[4]; array KEY_X[4]; array KEY_OF[4]; array KEY_INK[4]
KEY_Y = 114
KEY[1] = '\_\^\{\}\@\&\~\\’"%s%n$HOME…'
KEY_X[1] = 45; KEY_OF[1] = 1; KEY_INK[1] = '#0072B2'
KEY[2] = 'fork'
KEY_X[2] = 255.5; KEY_OF[2] = 3; KEY_INK[2] = '#B84E00'
KEY[3] = 'coop'
KEY_X[3] = 326.333; KEY_OF[3] = 4; KEY_INK[3] = '#A85584'
KEYS = 3
PANELS = 2
WIDE = 450.5
HIGH = 190
array PANEL_NAME[2]; array PANEL_X[2]; array PANEL_Y[2]; array PANEL_LAST[2]
PANEL_NAME[1] = 'END   $x << END…'
PANEL_X[1] = 88; PANEL_Y[1] = 164; PANEL_LAST[1] = 1
PANEL_NAME[2] = 'dynamic'
PANEL_X[2] = 572.5; PANEL_Y[2] = 164; PANEL_LAST[2] = 1
N = 4
array IN_PANEL[4]; array HUE[4]; array MARK[4]; array HALO[4]; array SIZE[4]; array DASH[4]; array METG[4]
IN_PANEL[1] = 1; HUE[1] = '#0072B2'; MARK[1] = 7; HALO[1] = 7; SIZE[1] = 0.65; DASH[1] = 1; METG[1] = NaN
IN_PANEL[2] = 2; HUE[2] = '#0072B2'; MARK[2] = 7; HALO[2] = 7; SIZE[2] = 0.65; DASH[2] = 1; METG[2] = 80
IN_PANEL[3] = 2; HUE[3] = '#D55E00'; MARK[3] = 5; HALO[3] = 5; SIZE[3] = 0.65; DASH[3] = 1; METG[3] = 140
IN_PANEL[4] = 2; HUE[4] = '#CC79A7'; MARK[4] = 13; HALO[4] = 13; SIZE[4] = 0.8; DASH[4] = 1; METG[4] = NaN
# Curves: length of a task in ns; efficiency in per cent, its interval.
$curves << END
5 76.923077 75.384615 78.461538
20 93.023256 91.162791 94.883721
80 98.159509 96.196319 100.1227
320 99.533437 97.542768 101.52411
1280.0819 99.88295 97.885291 101.88061
5122.9508 99.970712 97.971297 101.97013


5 5.8823529 5.7647059 6
20 20 19.6 20.4
80 50 49 51
320 80 78.4 81.6
1280.0819 94.117647 92.235294 96
5122.9508 98.461538 96.492308 100.43077


5 3.4482759 3.3793103 3.5172414
20 12.5 12.25 12.75
80 36.363636 35.636364 37.090909
320 69.565217 68.173913 70.956522
1280.0819 90.140845 88.338028 91.943662
5122.9508 97.338403 95.391635 99.285171


5 0.055524708 0.054414214 0.056635203
20 0.22172949 0.2172949 0.22616408
80 0.88105727 0.86343612 0.89867841
320 3.4334764 3.3648069 3.5021459
1280.0819 12.451362 12.202335 12.700389
5122.9508 36.260623 35.535411 36.985836


END
ROWS = 4
ROWS_TOP = 450
ROW = 21
array ROW_NAME[4]; array ROW_TEXT[4]; array ROW_OF[4]; array ROW_INK[4]
array ROW_BEYOND[4]; array ROW_AT[4]; array ROW_LOW[4]; array ROW_HIGH[4]
ROW_LEFT = 207
ROW_RIGHT = 843
ROW_NAME[1] = '\_\^\{\}\@\&\~\\’"%s%n$HOM…'
ROW_TEXT[1] = '< 5.00 ns'
ROW_OF[1] = 1; ROW_INK[1] = '#0072B2'
ROW_BEYOND[1] = -1; ROW_AT[1] = 5; ROW_LOW[1] = NaN; ROW_HIGH[1] = NaN
ROW_NAME[2] = '\_\^\{\}\@\&\~\\’"%s%n$HOM…'
ROW_TEXT[2] = '80.0 ns  (72.0 ns … 96.0 ns)'
ROW_OF[2] = 2; ROW_INK[2] = '#0072B2'
ROW_BEYOND[2] = 0; ROW_AT[2] = 80; ROW_LOW[2] = 72; ROW_HIGH[2] = 96
ROW_NAME[3] = 'fork dynamic'
ROW_TEXT[3] = '140 ns  (126 ns … 168 ns)'
ROW_OF[3] = 3; ROW_INK[3] = '#B84E00'
ROW_BEYOND[3] = 0; ROW_AT[3] = 140; ROW_LOW[3] = 126; ROW_HIGH[3] = 168
ROW_NAME[4] = 'coop dynamic'
ROW_TEXT[4] = '> 5.12 µs'
ROW_OF[4] = 4; ROW_INK[4] = '#A85584'
ROW_BEYOND[4] = 1; ROW_AT[4] = 5120.512; ROW_LOW[4] = NaN; ROW_HIGH[4] = NaN

# --- style: the same in every chart of yoke ------------------------------------------------------------------------
# Terminals. Give fmt and out from outside:  gnuplot -e "fmt='svg'" FILE.gp
if (!exists("fmt")) fmt = 'png'
picture = exists("out") ? out : STEM.'.'.fmt
if (fmt eq 'svg') set terminal svg size W,H dynamic enhanced font 'Open Sans,Inter,Liberation Sans,DejaVu Sans,sans-serif,12' fontscale 1.16 name ID background '#FFFFFF' rounded
if (fmt eq 'pdf') set terminal pdfcairo size W/96.0,H/96.0 enhanced font 'Open Sans,9' rounded
if (fmt eq 'png') set terminal pngcairo size 2*W,2*H enhanced font 'Open Sans,12' fontscale 1.78 linewidth 2 pointscale 2 rounded background '#FFFFFF'
set output picture
set encoding utf8

# Inks: every one that colours text has a contrast of 4.5:1 or more on white.
INK   = '#1B2733'   # titles and values
TEXT  = '#45525F'   # axes
MUTED = '#626E7A'   # notes
GRID  = '#E4E8EC'
RULE  = '#B8C1CA'
WASH  = '#F4F6F8'   # shaded region
SHADE = '#E9EDF1'   # and one step darker

# Logical pixels from the top left corner become screen coordinates.
SX(px) = 1.0*px/W
SY(px) = 1 - 1.0*px/H

# Sizes of text: finding, explanation, provenance, panel title, name of a series, figure, head of a column.
HEAD(s)  = sprintf('{/:Bold=15.5 %s}', s)
SUB(s)   = sprintf('{/=11 %s}', s)
FOOT(s)  = sprintf('{/=9 %s}', s)
PANEL(s) = sprintf('{/:Bold=11 %s}', s)
CELL(s)  = sprintf('{/=10.5 %s}', s)
BOLD(s)  = sprintf('{/:Bold=10.5 %s}', s)
SMALL(s) = sprintf('{/=9.5 %s}', s)

unset key
set border 1 front lc rgb RULE lw 1
TICSTYLE = 'nomirror scale 0 textcolor rgb TEXT font ",10.5"'
set tics @TICSTYLE
set grid y back lc rgb GRID lw 0.8 dt 1
set xlabel textcolor rgb TEXT font ',11'
set errorbars 0.45
set dashtype 21 (9,4)
set dashtype 22 (2,3)

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
