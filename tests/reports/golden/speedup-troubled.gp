# Speedup chart, written by yoke. Draw it again:  gnuplot speedup-test.gp   (PNG; or -e "fmt='svg'", 'pdf')
if (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'
reset
STEM = 'speedup-test'
ID = 'speedup_test'
W = 1060
H = 659

HEADLINE = 'pthread, fork and openmp reach 1.97–1.98× on 2 workers'
SUBJECTS = 2
array SUBJECT[3]
SUBJECT[1] = 'Speedup of cpu\_sum\_squares (n=5000000; 20 tasks × 5.21 ms) over serial, 104 ms.'
SUBJECT[2] = 'Marks: median of 4–10 processes, 95 % CI (no bar: too few processes).  Dashed: ideal.'
ORIGINS = 1
array ORIGIN[3]
ORIGIN[1] = 'host vm-2 · Intel Xeon Processor \@ 2.10GHz · 2 cores / 2 threads · kvm · placement compact · GNU 12.2.0 -O3 · yoke 0.1.0 (7f3a9c1) · run 2026-11-22T10:00:00Z · seed 42 · interrupted'
MISSINGS = 1
array MISSING[3]
MISSING[1] = 'Missing: fork × 4 failed, mpi × 2 skipped'

# Panels and axes: pixels from the top left corner.
TOP = 124
LEFT_L = 66
LEFT_R = 544.035
LEFT_B = 573
RIGHT_L = 694
RIGHT_R = 1023
RIGHT_B = 351
LEFT_LOG = 0
SPEEDUP_LOG = 0
LEFT_LOW = 0.5
LEFT_HIGH = 2.5
LEFT_TICKS = '1,2'
SPEEDUP_LOW = 0
SPEEDUP_HIGH = 2.25
SPEEDUP_TICKS = '"0×" 0,"0.5×" 0.5,"1×" 1,"1.5×" 1.5,"2×" 2'
RIGHT_LOW = 0.945224
RIGHT_HIGH = 2.1159
RIGHT_TICKS = '1,2'
EFFICIENCY_LOW = 80
EFFICIENCY_HIGH = 104
EFFICIENCY_TICKS = '80,85,90,95,100'
RIGHT_NAME = 'Efficiency (speedup ÷ workers)'
LEFT_DODGE = 9
RIGHT_DODGE = 9

# Shaded: where workers share a core or a processor.
ZONES = 0
ZONE_Y = 556
array ZONE_FROM[2]
array ZONE_TO[2]
array ZONE_X[2]
array ZONE_INK[2]
array ZONE_TEXT[2]

# Series: look, last point, height of the name, whether a line leads to it.
N = 3
array NAME[3]
array HUE[3]
array INKS[3]
array MARK[3]
array HALO[3]
array SIZE[3]
array DASH[3]
array END_X[3]
array END_Y[3]
array LABEL_Y[3]
array LED[3]
NAME[1] = 'pthread'; HUE[1] = '#0072B2'; INKS[1] = '#0072B2'; MARK[1] = 7; HALO[1] = 7; SIZE[1] = 0.65; DASH[1] = 1
END_X[1] = 2; END_Y[1] = 1.97628; LABEL_Y[1] = 1.97565; LED[1] = 1
NAME[2] = 'fork'; HUE[2] = '#D55E00'; INKS[2] = '#B84E00'; MARK[2] = 5; HALO[2] = 5; SIZE[2] = 0.65; DASH[2] = 1
END_X[2] = 2; END_Y[2] = 1.9685; LABEL_Y[2] = 1.89046; LED[2] = 1
NAME[3] = 'openmp'; HUE[3] = '#009E73'; INKS[3] = '#00785A'; MARK[3] = 9; HALO[3] = 9; SIZE[3] = 0.8; DASH[3] = 1
END_X[3] = 2; END_Y[3] = 1.98216; LABEL_Y[3] = 2.06084; LED[3] = 1

# The best of each: figures row by row.
TABLE_T = 435
ROW = 29
COLUMNS = 4
array COLUMN[4]
array COLUMN_X[4]
array ROW_NAME[3]
array FIGURE[12]
COLUMN[1] = 'speedup'; COLUMN_X[1] = 0.42
COLUMN[2] = '95 % CI'; COLUMN_X[2] = 0.63
COLUMN[3] = 'workers'; COLUMN_X[3] = 0.81
COLUMN[4] = 'time'; COLUMN_X[4] = 1
ROW_NAME[1] = 'pthread'; FIGURE[1] = '1.98×'; FIGURE[2] = '?'; FIGURE[3] = '2'; FIGURE[4] = '52.7 ms'
ROW_NAME[2] = 'fork'; FIGURE[5] = '1.97×'; FIGURE[6] = '1.96–1.98'; FIGURE[7] = '2'; FIGURE[8] = '52.9 ms'
ROW_NAME[3] = 'openmp'; FIGURE[9] = '1.98×'; FIGURE[10] = '1.97–1.99'; FIGURE[11] = '2'; FIGURE[12] = '52.6 ms'

# Laws of scaling: workers, speedup, ends of its band at 95 %.
LAWS = 0
LAWS_T = 607
array LAWED[3]
LAWED[1] = 0; LAWED[2] = 0; LAWED[3] = 0
$laws << END
NaN NaN NaN NaN


NaN NaN NaN NaN


NaN NaN NaN NaN


END

# A block for each series: workers, speedup, its 95 % interval, efficiency in per cent, its interval.
$series << END
1 1 NaN NaN 100 99.48 100.52
2 1.9762846 NaN NaN 98.814229 98.181818 99.44664


1 1 NaN NaN 100 99.48 100.52
2 1.9685039 1.9559055 1.9811024 98.425197 97.795276 99.055118


1 1 0.9948 1.0052 100 99.48 100.52
2 1.9821606 1.9694747 1.9948464 99.108028 98.473736 99.742319
END

# The ideal: the line, the line in per cent, and both at each measured width.
$ideal << END
0.5 0.5
2.5 2.5


0.945224 100
2.1159 100


1 1 100
2 2 100
END
IDEAL_NAMED = 1
IDEAL_X = 298.608
IDEAL_Y = 265.99
IDEAL_ANGLE = 39.8585

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
