# Speedup chart, written by yoke. Draw it again:  gnuplot speedup-test.gp   (PNG; or -e "fmt='svg'", 'pdf')
if (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'
reset
STEM = 'speedup-test'
ID = 'speedup_test'
W = 1060
H = 763

HEADLINE = 'pthread and fork reach 7.02–7.29× on 8 workers; 10 executors stay at 5.13–6.77×'
SUBJECTS = 1
array SUBJECT[3]
SUBJECT[1] = 'Speedup of cpu\_sum\_squares (n=5000000; 20 tasks × 5.21 ms) over serial, 104 ms.  Marks: median of 10 processes, 95 % CI.  Dashed: ideal.'
ORIGINS = 2
array ORIGIN[3]
ORIGIN[1] = 'host bench-07 · AMD EPYC 7313P 16-Core Processor · 16 cores / 32 threads · governor performance · placement compact · GNU 12.2.0 -O3 · yoke 0.1.0 (7f3a9c1)'
ORIGIN[2] = 'run 2026-11-22T10:00:00Z · seed 42'
MISSINGS = 0
array MISSING[3]

# Panels and axes: pixels from the top left corner.
TOP = 105
LEFT_L = 66
LEFT_R = 443.971
LEFT_B = 661
RIGHT_L = 694
RIGHT_R = 1023
RIGHT_B = 332
LEFT_LOG = 0
SPEEDUP_LOG = 0
LEFT_LOW = 0
LEFT_HIGH = 8.30772
LEFT_TICKS = '1,2,4,8'
SPEEDUP_LOW = 0
SPEEDUP_HIGH = 8.5
SPEEDUP_TICKS = '"0×" 0,"1×" 1,"2×" 2,"3×" 3,"4×" 4,"5×" 5,"6×" 6,"7×" 7,"8×" 8'
RIGHT_LOW = 0.907812
RIGHT_HIGH = 8.8124
RIGHT_TICKS = '1,2,4,8'
EFFICIENCY_LOW = 0
EFFICIENCY_HIGH = 110
EFFICIENCY_TICKS = '0,25,50,75,100'
RIGHT_NAME = 'Efficiency (speedup ÷ workers)'
LEFT_DODGE = 0
RIGHT_DODGE = 0

# Shaded: where workers share a core or a processor.
ZONES = 0
ZONE_Y = 644
array ZONE_FROM[2]
array ZONE_TO[2]
array ZONE_X[2]
array ZONE_INK[2]
array ZONE_TEXT[2]

# Series: look, last point, height of the name, whether a line leads to it.
N = 12
array NAME[12]
array HUE[12]
array INKS[12]
array MARK[12]
array HALO[12]
array SIZE[12]
array DASH[12]
array END_X[12]
array END_Y[12]
array LABEL_Y[12]
array LED[12]
NAME[1] = 'pthread'; HUE[1] = '#0072B2'; INKS[1] = '#0072B2'; MARK[1] = 7; HALO[1] = 7; SIZE[1] = 0.65; DASH[1] = 1
END_X[1] = 8; END_Y[1] = 7.28597; LABEL_Y[1] = 7.52217; LED[1] = 1
NAME[2] = 'fork'; HUE[2] = '#D55E00'; INKS[2] = '#B84E00'; MARK[2] = 5; HALO[2] = 5; SIZE[2] = 0.65; DASH[2] = 1
END_X[2] = 8; END_Y[2] = 7.01754; LABEL_Y[2] = 7.26228; LED[2] = 1
NAME[3] = 'openmp'; HUE[3] = '#009E73'; INKS[3] = '#00785A'; MARK[3] = 9; HALO[3] = 9; SIZE[3] = 0.8; DASH[3] = 1
END_X[3] = 8; END_Y[3] = 6.76819; LABEL_Y[3] = 7.00239; LED[3] = 1
NAME[4] = 'coop'; HUE[4] = '#CC79A7'; INKS[4] = '#A85584'; MARK[4] = 13; HALO[4] = 13; SIZE[4] = 0.8; DASH[4] = 1
END_X[4] = 8; END_Y[4] = 6.53595; LABEL_Y[4] = 6.7425; LED[4] = 1
NAME[5] = 'mpi'; HUE[5] = '#E69F00'; INKS[5] = '#8F6200'; MARK[5] = 11; HALO[5] = 11; SIZE[5] = 0.8; DASH[5] = 1
END_X[5] = 8; END_Y[5] = 6.31912; LABEL_Y[5] = 6.4826; LED[5] = 1
NAME[6] = 'onetbb'; HUE[6] = '#56B4E9'; INKS[6] = '#1F78AC'; MARK[6] = 15; HALO[6] = 15; SIZE[6] = 0.75; DASH[6] = 1
END_X[6] = 8; END_Y[6] = 6.11621; LABEL_Y[6] = 6.22271; LED[6] = 1
NAME[7] = 'glib\_pool'; HUE[7] = '#1B2733'; INKS[7] = '#1B2733'; MARK[7] = 2; HALO[7] = 7; SIZE[7] = 0.6; DASH[7] = 1
END_X[7] = 8; END_Y[7] = 5.92593; LABEL_Y[7] = 5.96282; LED[7] = 1
NAME[8] = 'libuv'; HUE[8] = '#626E7A'; INKS[8] = '#45525F'; MARK[8] = 1; HALO[8] = 7; SIZE[8] = 0.65; DASH[8] = 1
END_X[8] = 8; END_Y[8] = 5.74713; LABEL_Y[8] = 5.70293; LED[8] = 1
NAME[9] = 'c11\_threads'; HUE[9] = '#0072B2'; INKS[9] = '#0072B2'; MARK[9] = 6; HALO[9] = 7; SIZE[9] = 0.65; DASH[9] = 21
END_X[9] = 8; END_Y[9] = 5.5788; LABEL_Y[9] = 5.44304; LED[9] = 1
NAME[10] = 'taskflow'; HUE[10] = '#D55E00'; INKS[10] = '#B84E00'; MARK[10] = 4; HALO[10] = 5; SIZE[10] = 0.65; DASH[10] = 21
END_X[10] = 8; END_Y[10] = 5.42005; LABEL_Y[10] = 5.18314; LED[10] = 1
NAME[11] = 'a\_very\_long\_executo…'; HUE[11] = '#009E73'; INKS[11] = '#00785A'; MARK[11] = 8; HALO[11] = 9; SIZE[11] = 0.8; DASH[11] = 21
END_X[11] = 8; END_Y[11] = 5.27009; LABEL_Y[11] = 4.92325; LED[11] = 1
NAME[12] = 'zz'; HUE[12] = '#CC79A7'; INKS[12] = '#A85584'; MARK[12] = 12; HALO[12] = 13; SIZE[12] = 0.8; DASH[12] = 21
END_X[12] = 8; END_Y[12] = 5.12821; LABEL_Y[12] = 4.66336; LED[12] = 1

# The best of each: figures row by row.
TABLE_T = 416
ROW = 20
COLUMNS = 4
array COLUMN[4]
array COLUMN_X[4]
array ROW_NAME[12]
array FIGURE[48]
COLUMN[1] = 'speedup'; COLUMN_X[1] = 0.42
COLUMN[2] = '95 % CI'; COLUMN_X[2] = 0.63
COLUMN[3] = 'workers'; COLUMN_X[3] = 0.81
COLUMN[4] = 'time'; COLUMN_X[4] = 1
ROW_NAME[1] = 'pthread'; FIGURE[1] = '7.29×'; FIGURE[2] = '7.19–7.39'; FIGURE[3] = '8'; FIGURE[4] = '14.3 ms'
ROW_NAME[2] = 'fork'; FIGURE[5] = '7.02×'; FIGURE[6] = '6.92–7.11'; FIGURE[7] = '8'; FIGURE[8] = '14.8 ms'
ROW_NAME[3] = 'openmp'; FIGURE[9] = '6.77×'; FIGURE[10] = '6.68–6.86'; FIGURE[11] = '8'; FIGURE[12] = '15.4 ms'
ROW_NAME[4] = 'coop'; FIGURE[13] = '6.54×'; FIGURE[14] = '6.45–6.62'; FIGURE[15] = '8'; FIGURE[16] = '15.9 ms'
ROW_NAME[5] = 'mpi'; FIGURE[17] = '6.32×'; FIGURE[18] = '6.23–6.41'; FIGURE[19] = '8'; FIGURE[20] = '16.5 ms'
ROW_NAME[6] = 'onetbb'; FIGURE[21] = '6.12×'; FIGURE[22] = '6.03–6.20'; FIGURE[23] = '8'; FIGURE[24] = '17.0 ms'
ROW_NAME[7] = 'glib\_pool'; FIGURE[25] = '5.93×'; FIGURE[26] = '5.85–6.01'; FIGURE[27] = '8'; FIGURE[28] = '17.6 ms'
ROW_NAME[8] = 'libuv'; FIGURE[29] = '5.75×'; FIGURE[30] = '5.67–5.83'; FIGURE[31] = '8'; FIGURE[32] = '18.1 ms'
ROW_NAME[9] = 'c11\_threads'; FIGURE[33] = '5.58×'; FIGURE[34] = '5.50–5.65'; FIGURE[35] = '8'; FIGURE[36] = '18.7 ms'
ROW_NAME[10] = 'taskflow'; FIGURE[37] = '5.42×'; FIGURE[38] = '5.35–5.49'; FIGURE[39] = '8'; FIGURE[40] = '19.2 ms'
ROW_NAME[11] = 'a\_very\_long…'; FIGURE[41] = '5.27×'; FIGURE[42] = '5.20–5.34'; FIGURE[43] = '8'; FIGURE[44] = '19.8 ms'
ROW_NAME[12] = 'zz'; FIGURE[45] = '5.13×'; FIGURE[46] = '5.06–5.20'; FIGURE[47] = '8'; FIGURE[48] = '20.3 ms'

# Laws of scaling: workers, speedup, ends of its band at 95 %.
LAWS = 0
LAWS_T = 726
array LAWED[12]
LAWED[1] = 0; LAWED[2] = 0; LAWED[3] = 0; LAWED[4] = 0; LAWED[5] = 0; LAWED[6] = 0; LAWED[7] = 0; LAWED[8] = 0; LAWED[9] = 0; LAWED[10] = 0; LAWED[11] = 0; LAWED[12] = 0
$laws << END
NaN NaN NaN NaN


NaN NaN NaN NaN


NaN NaN NaN NaN


NaN NaN NaN NaN


NaN NaN NaN NaN


NaN NaN NaN NaN


NaN NaN NaN NaN


NaN NaN NaN NaN


NaN NaN NaN NaN


NaN NaN NaN NaN


NaN NaN NaN NaN


NaN NaN NaN NaN


END

# A block for each series: workers, speedup, its 95 % interval, efficiency in per cent, its interval.
$series << END
1 1 0.9948 1.0052 100 99.48 100.52
2 1.9782394 1.9655786 1.9909001 98.911968 98.278932 99.545005
4 3.8610039 3.827027 3.8949807 96.525097 95.675676 97.374517
8 7.2859745 7.1868852 7.3850638 91.074681 89.836066 92.313297


1 1 0.9948 1.0052 100 99.48 100.52
2 1.9665683 1.9539823 1.9791544 98.328417 97.699115 98.957719
4 3.7950664 3.7616698 3.828463 94.87666 94.041746 95.711575
8 7.0175439 6.9221053 7.1129825 87.719298 86.526316 88.912281


1 1 0.9948 1.0052 100 99.48 100.52
2 1.9550342 1.942522 1.9675464 97.751711 97.1261 98.377322
4 3.7313433 3.6985075 3.7641791 93.283582 92.462687 94.104478
8 6.7681895 6.6761421 6.8602369 84.602369 83.451777 85.752961


1 1 0.9948 1.0052 100 99.48 100.52
2 1.9436346 1.9311953 1.9560739 97.18173 96.559767 97.803693
4 3.6697248 3.6374312 3.7020183 91.743119 90.93578 92.550459
8 6.5359477 6.4470588 6.6248366 81.699346 80.588235 82.810458


1 1 0.9948 1.0052 100 99.48 100.52
2 1.9323671 1.92 1.9447343 96.618357 96 97.236715
4 3.6101083 3.5783394 3.6418773 90.252708 89.458484 91.046931
8 6.3191153 6.2331754 6.4050553 78.988942 77.914692 80.063191


1 1 0.9948 1.0052 100 99.48 100.52
2 1.9212296 1.9089337 1.9335255 96.061479 95.446686 96.676273
4 3.5523979 3.5211368 3.583659 88.809947 88.028419 89.591474
8 6.116208 6.0330275 6.1993884 76.452599 75.412844 77.492355


1 1 0.9948 1.0052 100 99.48 100.52
2 1.9102197 1.8979943 1.9224451 95.510984 94.899713 96.122254
4 3.4965035 3.4657343 3.5272727 87.412587 86.643357 88.181818
8 5.9259259 5.8453333 6.0065185 74.074074 73.066667 75.081481


1 1 0.9948 1.0052 100 99.48 100.52
2 1.8993352 1.8871795 1.911491 94.966762 94.358974 95.574549
4 3.4423408 3.4120482 3.4726334 86.05852 85.301205 86.815835
8 5.7471264 5.6689655 5.8252874 71.83908 70.862069 72.816092


1 1 0.9948 1.0052 100 99.48 100.52
2 1.8885741 1.8764873 1.900661 94.428706 93.824363 95.03305
4 3.3898305 3.36 3.419661 84.745763 84 85.491525
8 5.5788006 5.5029289 5.6546722 69.735007 68.786611 70.683403


1 1 0.9948 1.0052 100 99.48 100.52
2 1.8779343 1.8659155 1.8899531 93.896714 93.295775 94.497653
4 3.3388982 3.3095159 3.3682805 83.472454 82.737896 84.207012
8 5.4200542 5.3463415 5.4937669 67.750678 66.829268 68.672087


1 1 0.9948 1.0052 100 99.48 100.52
2 1.8674136 1.8554622 1.8793651 93.370682 92.773109 93.968254
4 3.2894737 3.2605263 3.3184211 82.236842 81.513158 82.960526
8 5.2700922 5.198419 5.3417655 65.876153 64.980237 66.772069


1 1 0.9948 1.0052 100 99.48 100.52
2 1.8570102 1.8451253 1.8688951 92.850511 92.256267 93.444754
4 3.2414911 3.212966 3.2700162 81.037277 80.324149 81.750405
8 5.1282051 5.0584615 5.1979487 64.102564 63.230769 64.974359
END

# The ideal: the line, the line in per cent, and both at each measured width.
$ideal << END
0 0
8.30772 8.30772


0.907812 100
8.8124 100


1 1 100
2 2 100
4 4 100
8 8 100
END
IDEAL_NAMED = 1
IDEAL_X = 330.768
IDEAL_Y = 262.819
IDEAL_ANGLE = 55.1799

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
