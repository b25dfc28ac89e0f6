# Timeline, written by yoke. Draw it again:  gnuplot timeline-test.gp   (PNG; or -e "fmt='svg'", 'pdf')
if (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'
reset
STEM = 'timeline-test'
ID = 'timeline_test'
W = 1060
H = 562.333

HEADLINE = 'coop × 1 is done after 10.1 ms; serial needs 200 ms, 19.9 times as long'
SUBJECTS = 1
array SUBJECT[3]
SUBJECT[1] = 'io\_sleep (n=5000000), 20 tasks.  One traced run of each, the one closest to its median.'
ORIGINS = 1
array ORIGIN[3]
ORIGIN[1] = 'host vm-2 · Intel Xeon Processor \@ 2.10GHz · 2 cores / 2 threads · kvm · GNU 12.2.0 -O3 · yoke 0.1.0 (7f3a9c1) · run 2026-11-22T10:00:00Z · seed 42'
END = 200.0095
STEP = 50
UNIT = 'milliseconds since the first worker began'
X0 = 112
X1 = 872
STRIP = 0
STRIP_TOP = 95
STRIP_BOTTOM = 95
LEGEND = 79
TOP = 97
BOTTOM = 474.333
array KEY[5]
array KEY_X[5]
array KEY_INK[5]
KEY[1] = 'waiting for I/O, time or locks'; KEY_X[1] = 245; KEY_INK[1] = 1
KEY[2] = 'no task'; KEY_X[2] = 474.456; KEY_INK[2] = 4
KEYS = 2
GROUPS = 4
array GROUP[4]
array GROUP_END[4]
array GROUP_AT[4]
array GROUP_Y[4]
GROUP[1] = 'serial'
GROUP_END[1] = 'done after 200 ms'
GROUP_AT[1] = 200.0095; GROUP_Y[1] = 108
GROUP[2] = 'pthread × 2'
GROUP_END[2] = 'done after 100 ms'
GROUP_AT[2] = 100.0075; GROUP_Y[2] = 170
GROUP[3] = 'fork × 2'
GROUP_END[3] = 'done after 100 ms'
GROUP_AT[3] = 100.0075; GROUP_Y[3] = 268
GROUP[4] = 'coop × 1'
GROUP_END[4] = 'done after 10.1 ms'
GROUP_AT[4] = 10.076; GROUP_Y[4] = 366
LATE = 0
LATE_FROM = 190.0095
LATE_TO = 200.0095
LATE_TOP = 97
LATE_BOTTOM = 123
LATE_TEXT = ''
EVEN = 0
EVEN_AT = 200
EVEN_TEXT = 'even split, 200 ms'

# Lanes: top, bottom, end of the cell, share in a task: running, waiting, ready; named?, worker.
$lanes << END
119 145 200.0095 0.099995 99.895 0 1 0
181 207 100.0075 0.099993 99.893 0 1 0
217 243 100.0075 0.099993 99.893 0 1 1
279 305 100.0075 0.099993 99.893 0 1 0
315 341 100.0075 0.099993 99.893 0 1 1
377 460.333 10.076 0.1 99.9 0 1 0
END
# Bars: from, to, top, bottom, state (0 running, 1 waiting, 2 ready, 3 queue). First shares of short tasks.
$shares << END
0 0 -9 -9 0
END
$spans << END
0 10 120 145 1
10.0005 20.0005 120 145 1
20.001 30.001 120 145 1
30.0015 40.0015 120 145 1
40.002 50.002 120 145 1
50.0025 60.0025 120 145 1
60.003 70.003 120 145 1
70.0035 80.0035 120 145 1
80.004 90.004 120 145 1
90.0045 100.0045 120 145 1
100.005 110.005 120 145 1
110.0055 120.0055 120 145 1
120.006 130.006 120 145 1
130.0065 140.0065 120 145 1
140.007 150.007 120 145 1
150.0075 160.0075 120 145 1
160.008 170.008 120 145 1
170.0085 180.0085 120 145 1
180.009 190.009 120 145 1
190.0095 200.0095 120 145 1
0 10 182 207 1
10.0005 20.0005 182 207 1
20.001 30.001 182 207 1
30.0015 40.0015 182 207 1
40.002 50.002 182 207 1
50.0025 60.0025 182 207 1
60.003 70.003 182 207 1
70.0035 80.0035 182 207 1
80.004 90.004 182 207 1
90.0045 100.0045 182 207 1
0.003 10.003 218 243 1
10.0035 20.0035 218 243 1
20.004 30.004 218 243 1
30.0045 40.0045 218 243 1
40.005 50.005 218 243 1
50.0055 60.0055 218 243 1
60.006 70.006 218 243 1
70.0065 80.0065 218 243 1
80.007 90.007 218 243 1
90.0075 100.0075 218 243 1
0 10 280 305 1
10.0005 20.0005 280 305 1
20.001 30.001 280 305 1
30.0015 40.0015 280 305 1
40.002 50.002 280 305 1
50.0025 60.0025 280 305 1
60.003 70.003 280 305 1
70.0035 80.0035 280 305 1
80.004 90.004 280 305 1
90.0045 100.0045 280 305 1
0.003 10.003 316 341 1
10.0035 20.0035 316 341 1
20.004 30.004 316 341 1
30.0045 40.0045 316 341 1
40.005 50.005 316 341 1
50.0055 60.0055 316 341 1
60.006 70.006 316 341 1
70.0065 80.0065 316 341 1
80.007 90.007 316 341 1
90.0075 100.0075 316 341 1
0 10 378 381.167 1
0.004 10.004 382.167 385.333 1
0.008 10.008 386.333 389.5 1
0.012 10.012 390.5 393.667 1
0.016 10.016 394.667 397.833 1
0.02 10.02 398.833 402 1
0.024 10.024 403 406.167 1
0.028 10.028 407.167 410.333 1
0.032 10.032 411.333 414.5 1
0.036 10.036 415.5 418.667 1
0.04 10.04 419.667 422.833 1
0.044 10.044 423.833 427 1
0.048 10.048 428 431.167 1
0.052 10.052 432.167 435.333 1
0.056 10.056 436.333 439.5 1
0.06 10.06 440.5 443.667 1
0.064 10.064 444.667 447.833 1
0.068 10.068 448.833 452 1
0.072 10.072 453 456.167 1
0.076 10.076 457.167 460.333 1
0 0 -9 -9 0
END

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
