# Timeline, written by yoke. Draw it again:  gnuplot timeline-test.gp   (PNG; or -e "fmt='svg'", 'pdf')
if (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'
reset
STEM = 'timeline-test'
ID = 'timeline_test'
W = 1060
H = 505

HEADLINE = 'pthread × 2 is done after 53.0 ms; coop × 1 needs 105 ms, 1.98 times as long'
SUBJECTS = 1
array SUBJECT[3]
SUBJECT[1] = 'cpu\_sum\_squares (n=5000000), 20 tasks.  One traced run of each, the one closest to its median.'
ORIGINS = 1
array ORIGIN[3]
ORIGIN[1] = 'host vm-2 · Intel Xeon Processor \@ 2.10GHz · 2 cores / 2 threads · kvm · GNU 12.2.0 -O3 · yoke 0.1.0 (7f3a9c1) · run 2026-11-22T10:00:00Z · seed 42'
END = 105.0095
STEP = 20
UNIT = 'milliseconds since the first worker began'
X0 = 112
X1 = 872
STRIP = 0
STRIP_TOP = 95
STRIP_BOTTOM = 95
LEGEND = 79
TOP = 97
BOTTOM = 417
array KEY[5]
array KEY_X[5]
array KEY_INK[5]
KEY[1] = 'running'; KEY_X[1] = 245; KEY_INK[1] = 0
KEY[2] = 'no task'; KEY_X[2] = 332.556; KEY_INK[2] = 4
KEYS = 2
GROUPS = 4
array GROUP[4]
array GROUP_END[4]
array GROUP_AT[4]
array GROUP_Y[4]
GROUP[1] = 'serial'
GROUP_END[1] = 'done after 104 ms'
GROUP_AT[1] = 104.0095; GROUP_Y[1] = 108
GROUP[2] = 'pthread × 2'
GROUP_END[2] = 'done after 53.0 ms'
GROUP_AT[2] = 53.0075; GROUP_Y[2] = 170
GROUP[3] = 'fork × 2'
GROUP_END[3] = 'done after 53.5 ms'
GROUP_AT[3] = 53.5075; GROUP_Y[3] = 268
GROUP[4] = 'coop × 1'
GROUP_END[4] = 'done after 105 ms'
GROUP_AT[4] = 105.0095; GROUP_Y[4] = 366
LATE = 0
LATE_FROM = 98.8095
LATE_TO = 104.0095
LATE_TOP = 97
LATE_BOTTOM = 123
LATE_TEXT = ''
EVEN = 0
EVEN_AT = 104
EVEN_TEXT = 'even split, 104 ms'

# Lanes: top, bottom, end of the cell, share in a task: running, waiting, ready; named?, worker.
$lanes << END
119 145 104.0095 99.991 0 0 1 0
181 207 53.0075 99.986 0 0 1 0
217 243 53.0075 99.986 0 0 1 1
279 305 53.5075 99.986 0 0 1 0
315 341 53.5075 99.986 0 0 1 1
377 403 105.0095 99.991 0 0 1 0
END
# Bars: from, to, top, bottom, state (0 running, 1 waiting, 2 ready, 3 queue). First shares of short tasks.
$shares << END
0 0 -9 -9 0
END
$spans << END
0 5.2 120 145 0
5.2005 10.4005 120 145 0
10.401 15.601 120 145 0
15.6015 20.8015 120 145 0
20.802 26.002 120 145 0
26.0025 31.2025 120 145 0
31.203 36.403 120 145 0
36.4035 41.6035 120 145 0
41.604 46.804 120 145 0
46.8045 52.0045 120 145 0
52.005 57.205 120 145 0
57.2055 62.4055 120 145 0
62.406 67.606 120 145 0
67.6065 72.8065 120 145 0
72.807 78.007 120 145 0
78.0075 83.2075 120 145 0
83.208 88.408 120 145 0
88.4085 93.6085 120 145 0
93.609 98.809 120 145 0
98.8095 104.0095 120 145 0
0 5.3 182 207 0
5.3005 10.6005 182 207 0
10.601 15.901 182 207 0
15.9015 21.2015 182 207 0
21.202 26.502 182 207 0
26.5025 31.8025 182 207 0
31.803 37.103 182 207 0
37.1035 42.4035 182 207 0
42.404 47.704 182 207 0
47.7045 53.0045 182 207 0
0.003 5.303 218 243 0
5.3035 10.6035 218 243 0
10.604 15.904 218 243 0
15.9045 21.2045 218 243 0
21.205 26.505 218 243 0
26.5055 31.8055 218 243 0
31.806 37.106 218 243 0
37.1065 42.4065 218 243 0
42.407 47.707 218 243 0
47.7075 53.0075 218 243 0
0 5.35 280 305 0
5.3505 10.7005 280 305 0
10.701 16.051 280 305 0
16.0515 21.4015 280 305 0
21.402 26.752 280 305 0
26.7525 32.1025 280 305 0
32.103 37.453 280 305 0
37.4535 42.8035 280 305 0
42.804 48.154 280 305 0
48.1545 53.5045 280 305 0
0.003 5.353 316 341 0
5.3535 10.7035 316 341 0
10.704 16.054 316 341 0
16.0545 21.4045 316 341 0
21.405 26.755 316 341 0
26.7555 32.1055 316 341 0
32.106 37.456 316 341 0
37.4565 42.8065 316 341 0
42.807 48.157 316 341 0
48.1575 53.5075 316 341 0
0 5.25 378 403 0
5.2505 10.5005 378 403 0
10.501 15.751 378 403 0
15.7515 21.0015 378 403 0
21.002 26.252 378 403 0
26.2525 31.5025 378 403 0
31.503 36.753 378 403 0
36.7535 42.0035 378 403 0
42.004 47.254 378 403 0
47.2545 52.5045 378 403 0
52.505 57.755 378 403 0
57.7555 63.0055 378 403 0
63.006 68.256 378 403 0
68.2565 73.5065 378 403 0
73.507 78.757 378 403 0
78.7575 84.0075 378 403 0
84.008 89.258 378 403 0
89.2585 94.5085 378 403 0
94.509 99.759 378 403 0
99.7595 105.0095 378 403 0
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
