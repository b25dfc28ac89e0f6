# Speedup chart, written by yoke. Draw it again:  gnuplot speedup-test.gp   (PNG; or -e "fmt='svg'", 'pdf')
if (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'
reset
STEM = 'speedup-test'
ID = 'speedup_test'
W = 1060
H = 640

HEADLINE = 'pthread reaches 1.67× on 2 workers and then loses; fork peaks at 1.53× on 2 workers'
SUBJECTS = 1
array SUBJECT[3]
SUBJECT[1] = 'Speedup of spin (n=5000000; 20 tasks × 2.52 ms) over one pthread worker, 50.4 ms.  Marks: median of 10 processes, 95 % CI.  Dashed: ideal.'
ORIGINS = 1
array ORIGIN[3]
ORIGIN[1] = 'host vm-2 · Intel Xeon Processor \@ 2.10GHz · 2 cores / 2 threads · kvm · placement compact · GNU 12.2.0 -O3 · yoke 0.1.0 (7f3a9c1) · run 2026-11-22T10:00:00Z · seed 42'
MISSINGS = 0
array MISSING[3]

# Panels and axes: pixels from the top left corner.
TOP = 105
LEFT_L = 66
LEFT_R = 544.035
LEFT_B = 554
RIGHT_L = 694
RIGHT_R = 1023
RIGHT_B = 332
LEFT_LOG = 0
SPEEDUP_LOG = 0
LEFT_LOW = 0.5
LEFT_HIGH = 4.5
LEFT_TICKS = '1,2,4'
SPEEDUP_LOW = 0
SPEEDUP_HIGH = 1.8
SPEEDUP_TICKS = '"0×" 0,"0.2×" 0.2,"0.4×" 0.4,"0.6×" 0.6,"0.8×" 0.8,"1×" 1,"1.2×" 1.2,"1.4×" 1.4,"1.6×" 1.6,"1.8×" 1.8'
RIGHT_LOW = 0.915916
RIGHT_HIGH = 4.36721
RIGHT_TICKS = '1,2,4'
EFFICIENCY_LOW = 0
EFFICIENCY_HIGH = 110
EFFICIENCY_TICKS = '0,25,50,75,100'
RIGHT_NAME = 'Efficiency (speedup ÷ workers)'
LEFT_DODGE = 9
RIGHT_DODGE = 9

# Shaded: where workers share a core or a processor.
ZONES = 1
ZONE_Y = 537
array ZONE_FROM[2]
array ZONE_TO[2]
array ZONE_X[2]
array ZONE_INK[2]
array ZONE_TEXT[2]
ZONE_FROM[1] = 2.5; ZONE_TO[1] = 4.5; ZONE_X[1] = 424.526; ZONE_INK[1] = '#F4F6F8'
ZONE_TEXT[1] = 'more workers than processors'

# Series: look, last point, height of the name, whether a line leads to it.
N = 2
array NAME[2]
array HUE[2]
array INKS[2]
array MARK[2]
array HALO[2]
array SIZE[2]
array DASH[2]
array END_X[2]
array END_Y[2]
array LABEL_Y[2]
array LED[2]
NAME[1] = 'pthread'; HUE[1] = '#0072B2'; INKS[1] = '#0072B2'; MARK[1] = 7; HALO[1] = 7; SIZE[1] = 0.65; DASH[1] = 1
END_X[1] = 4; END_Y[1] = 1.62581; LABEL_Y[1] = 1.62581; LED[1] = 0
NAME[2] = 'fork'; HUE[2] = '#D55E00'; INKS[2] = '#B84E00'; MARK[2] = 5; HALO[2] = 5; SIZE[2] = 0.65; DASH[2] = 1
END_X[2] = 4; END_Y[2] = 1.47801; LABEL_Y[2] = 1.47801; LED[2] = 0

# The best of each: figures row by row.
TABLE_T = 416
ROW = 29
COLUMNS = 4
array COLUMN[4]
array COLUMN_X[4]
array ROW_NAME[2]
array FIGURE[8]
COLUMN[1] = 'speedup'; COLUMN_X[1] = 0.42
COLUMN[2] = '95 % CI'; COLUMN_X[2] = 0.63
COLUMN[3] = 'workers'; COLUMN_X[3] = 0.81
COLUMN[4] = 'time'; COLUMN_X[4] = 1
ROW_NAME[1] = 'pthread'; FIGURE[1] = '1.67×'; FIGURE[2] = '1.66–1.69'; FIGURE[3] = '2'; FIGURE[4] = '30.1 ms'
ROW_NAME[2] = 'fork'; FIGURE[5] = '1.53×'; FIGURE[6] = '1.51–1.54'; FIGURE[7] = '2'; FIGURE[8] = '33.0 ms'

# Laws of scaling: workers, speedup, ends of its band at 95 %.
LAWS = 0
LAWS_T = 544
array LAWED[2]
LAWED[1] = 0; LAWED[2] = 0
$laws << END
NaN NaN NaN NaN


NaN NaN NaN NaN


END

# A block for each series: workers, speedup, its 95 % interval, efficiency in per cent, its interval.
$series << END
1 1 0.99 1.01 100 99 101
2 1.6744186 1.6576744 1.6911628 83.72093 82.883721 84.55814
4 1.6258065 1.6095484 1.6420645 40.645161 40.23871 41.051613


1 0.96551724 0.95586207 0.97517241 96.551724 95.586207 97.517241
2 1.5272727 1.512 1.5425455 76.363636 75.6 77.127273
4 1.4780059 1.4632258 1.4927859 36.950147 36.580645 37.319648
END

# The ideal: the line, the line in per cent, and both at each measured width.
$ideal << END
0.5 0.5
4.5 4.5


0.915916 100
4.36721 100


1 1 100
2 2 100
4 4 100
END
IDEAL_NAMED = 1
IDEAL_X = 187.485
IDEAL_Y = 152.564
IDEAL_ANGLE = 64.401

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
