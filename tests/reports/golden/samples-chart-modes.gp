# Samples chart, written by yoke. Draw it again:  gnuplot samples-test.gp   (PNG; or -e "fmt='svg'", 'pdf')
if (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'
reset
STEM = 'samples-test'
ID = 'samples_test'
W = 1060
H = 836

HEADLINE = 'openmp × 2 has two modes: 40 % of its processes take 9.00 ms longer'
SUBJECTS = 2
array SUBJECT[3]
SUBJECT[1] = 'Wall times of cpu\_sum\_squares (n=5000000) beside the median of each cell, 10 processes each.'
SUBJECT[2] = 'One dot is one process; line and shade are the median and its 95 % CI.  At an edge: 1 beyond it.  1 steadier cell is not shown.'
ORIGINS = 1
array ORIGIN[3]
ORIGIN[1] = 'host vm-2 · Intel Xeon Processor \@ 2.10GHz · 2 cores / 2 threads · kvm · placement compact · GNU 12.2.0 -O3 · yoke 0.1.0 (7f3a9c1) · run 2026-11-22T10:00:00Z · seed 42'
N = 6
TOP = 130
MIDDLE = 502
ECDF_T = 574
ECDF_B = 724
LOW = -3.7650554
HIGH = 71.971417
BLOCKS = 10
TICKS = '"0 %%" -0,"+10 %%" 10,"+20 %%" 20,"+30 %%" 30,"+40 %%" 40,"+50 %%" 50,"+60 %%" 60,"+70 %%" 70'
array NAME[6]
array NOTE[6]
array HUE[6]
array INKS[6]
array MARK[6]
array SIZE[6]
array DASH[6]
array CI_LOW[6]
array CI_HIGH[6]
NAME[1] = 'pthread × 1'
NOTE[1] = '104 ms, n = 10'
HUE[1] = '#0072B2'; INKS[1] = '#0072B2'; MARK[1] = 7; SIZE[1] = 0.65; DASH[1] = 1
CI_LOW[1] = -0.52; CI_HIGH[1] = 0.624
NAME[2] = 'pthread × 2'
NOTE[2] = '52.7 ms, n = 10'
HUE[2] = '#CC79A7'; INKS[2] = '#A85584'; MARK[2] = 13; SIZE[2] = 0.8; DASH[2] = 1
CI_LOW[2] = -0.64; CI_HIGH[2] = 0.768
NAME[3] = 'fork × 1'
NOTE[3] = '104 ms, n = 10'
HUE[3] = '#D55E00'; INKS[3] = '#B84E00'; MARK[3] = 5; SIZE[3] = 0.65; DASH[3] = 1
CI_LOW[3] = -0.52; CI_HIGH[3] = 0.624
NAME[4] = 'fork × 2'
NOTE[4] = '52.9 ms, n = 10'
HUE[4] = '#E69F00'; INKS[4] = '#8F6200'; MARK[4] = 11; SIZE[4] = 0.8; DASH[4] = 1
CI_LOW[4] = -0.64; CI_HIGH[4] = 0.768
NAME[5] = 'openmp × 1'
NOTE[5] = '104 ms, n = 10'
HUE[5] = '#009E73'; INKS[5] = '#00785A'; MARK[5] = 9; SIZE[5] = 0.8; DASH[5] = 1
CI_LOW[5] = -0.52; CI_HIGH[5] = 0.624
NAME[6] = 'openmp × 2'
NOTE[6] = '52.6 ms*, n = 10'
HUE[6] = '#56B4E9'; INKS[6] = '#1F78AC'; MARK[6] = 15; SIZE[6] = 0.75; DASH[6] = 1
CI_LOW[6] = -0.64; CI_HIGH[6] = 0.768
# Processes: deviation in per cent, offset in the row, block.
$dots << END
-0.78 0 1
0.433333 0.9333 2
-0.086667 -0.4667 3
-0.606667 0.2333 4
0.606666 0 5
0.086666 0.7 6
-0.433334 -0.2333 7
0.78 0.2333 8
0.26 -0.7 9
-0.26 0.4667 10


-0.96 0 1
0.533333 0.2333 2
-0.106668 -0.4667 3
-0.746668 0.2333 4
0.746666 -0.2333 5
0.106666 0.7 6
-0.533335 -0.2333 7
0.959998 0.4667 8
0.319999 0 9
-0.320001 0.4667 10


-0.78 0 1
0.433333 0.9333 2
-0.086667 -0.4667 3
-0.606667 0.2333 4
0.606666 0 5
0.086666 0.7 6
-0.433334 -0.2333 7
0.78 0.2333 8
0.26 -0.7 9
-0.26 0.4667 10


-0.960001 0 1
0.533332 0.2333 2
-0.106668 -0.4667 3
-0.746668 0.2333 4
0.746666 -0.2333 5
0.106666 0.7 6
-0.533334 -0.2333 7
0.959999 0.4667 8
0.319999 0 9
-0.320001 0.4667 10


-0.78 0 1
0.433333 0.9333 2
-0.086667 -0.4667 3
-0.606667 0.2333 4
0.606666 0 5
0.086666 0.7 6
-0.433334 -0.2333 7
0.78 0.2333 8
0.26 -0.7 9
-0.26 0.4667 10


17.1204 0 1
0.0190208 0 2
0.0380434 0.2333 3
17.1775 0.2333 4
0.0760887 -0.2333 5
71.9714 0 6
17.2345 -0.2333 7
0.133157 0.4667 8
0.152179 -0.4667 9
17.2916 0.4667 10


END
# Distribution: deviation in per cent, share of processes.
$steps << END
-0.78 0
-0.78 0.1
-0.606667 0.2
-0.433334 0.3
-0.26 0.4
-0.086667 0.5
0.086666 0.6
0.26 0.7
0.433333 0.8
0.606666 0.9
0.78 1


-0.96 0
-0.96 0.1
-0.746668 0.2
-0.533335 0.3
-0.320001 0.4
-0.106668 0.5
0.106666 0.6
0.319999 0.7
0.533333 0.8
0.746666 0.9
0.959998 1


-0.78 0
-0.78 0.1
-0.606667 0.2
-0.433334 0.3
-0.26 0.4
-0.086667 0.5
0.086666 0.6
0.26 0.7
0.433333 0.8
0.606666 0.9
0.78 1


-0.960001 0
-0.960001 0.1
-0.746668 0.2
-0.533334 0.3
-0.320001 0.4
-0.106668 0.5
0.106666 0.6
0.319999 0.7
0.533332 0.8
0.746666 0.9
0.959999 1


-0.78 0
-0.78 0.1
-0.606667 0.2
-0.433334 0.3
-0.26 0.4
-0.086667 0.5
0.086666 0.6
0.26 0.7
0.433333 0.8
0.606666 0.9
0.78 1


0.0190208 0
0.0190208 0.1
0.0380434 0.2
0.0760887 0.3
0.133157 0.4
0.152179 0.5
17.1204 0.6
17.1775 0.7
17.2345 0.8
17.2916 0.9
71.9714 1


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

# --- samples chart: a row a cell: its processes side by side, and in their order; below, how they are distributed ------
set label 1 HEAD(HEADLINE) at screen SX(37),SY(27) tc rgb INK
do for [k=1:SUBJECTS] { set label 1+k SUB(SUBJECT[k]) at screen SX(37),SY(35 + 19*k) tc rgb TEXT }
do for [k=1:ORIGINS] { set label 5+k FOOT(ORIGIN[k]) at screen SX(37),SY(H - 19 - 16*(ORIGINS - k)) tc rgb MUTED }
set multiplot
PLOT_L = 190; PLOT_R = 620; ORDER_L = 700; ORDER_R = 1008

# left: side by side
set lmargin at screen SX(PLOT_L); set rmargin at screen SX(PLOT_R)
set tmargin at screen SY(TOP); set bmargin at screen SY(MIDDLE)
set label 20 PANEL('Each process, beside its median') at screen SX(37),SY(TOP - 18) tc rgb INK
set xrange [LOW:HIGH]; set yrange [N + 0.5:0.5]
set xtics (@TICKS) @TICSTYLE
set format x ''
unset ytics; unset grid; set grid x back lc rgb GRID lw 0.8 dt 1
do for [i=1:N] {
    set label 100+i PANEL(NAME[i]) at screen SX(37),first i - 0.13 tc rgb INKS[i]
    set label 200+i SMALL(NOTE[i]) at screen SX(37),first i + 0.17 tc rgb MUTED
    if (CI_LOW[i] == CI_LOW[i] && CI_HIGH[i] == CI_HIGH[i]) { set object i rect from CI_LOW[i],i - 0.4 to CI_HIGH[i],i + 0.4 fs solid noborder fc rgb SHADE behind }
    set arrow i from 0,i - 0.4 to 0,i + 0.4 nohead back lc rgb HUE[i] lw 2
}
plot for [i=1:N] $dots index i-1 using 1:(i + 0.36*$2) with points pt MARK[i] ps 0.85*SIZE[i] lc rgb HUE[i]
unset label; unset arrow; unset object

# right: in their order
set lmargin at screen SX(ORDER_L); set rmargin at screen SX(ORDER_R)
set label 20 PANEL('In the order they ran') at screen SX(ORDER_L - 4),SY(TOP - 18) tc rgb INK
set xrange [0.3:BLOCKS + 0.7]
set xtics autofreq @TICSTYLE
set format x '%.0f'
set xlabel 'block' offset 0,0.3
unset grid
height(v) = 0.36*(2*(v - LOW)/(HIGH - LOW) - 1)
do for [i=1:N] {
    set object i rect from graph 0,first i - 0.42 to graph 1,first i + 0.42 fs solid noborder fc rgb WASH behind
    set arrow i from graph 0,first i - height(0) to graph 1,first i - height(0) nohead back lc rgb HUE[i] lw 0.9
    set label 100+i SMALL('slower') at screen SX(ORDER_R + 3),first i - 0.27 left rotate by 0 tc rgb MUTED
}
plot for [i=1:N] $dots index i-1 using 3:(i - height($1)) with points pt MARK[i] ps 0.8*SIZE[i] lc rgb HUE[i]
unset label; unset arrow; unset object; unset xlabel

# below: how they are distributed
set lmargin at screen SX(PLOT_L); set rmargin at screen SX(PLOT_R)
set tmargin at screen SY(ECDF_T); set bmargin at screen SY(ECDF_B)
set label 20 PANEL('Share of processes at most this slow') at screen SX(37),SY(ECDF_T - 20) tc rgb INK
set xrange [LOW:HIGH]; set yrange [0:1]
set xtics (@TICKS) @TICSTYLE
set ytics ('0' 0,'50 %%' 0.5,'100 %%' 1) @TICSTYLE
set xlabel 'beside the median of the cell' offset 0,0.3 textcolor rgb TEXT font ',11'
set grid x y back lc rgb GRID lw 0.8 dt 1
plot for [i=1:N] $steps index i-1 using 1:2 with steps lc rgb HUE[i] lw 1.6 dt DASH[i]
unset label

# and which line is whose
unset border; unset tics; unset grid; unset xlabel
set lmargin at screen SX(ORDER_L); set rmargin at screen SX(ORDER_R)
set xrange [0:1]; set yrange [ECDF_B:ECDF_T]
do for [i=1:N] {
    set arrow 50+i from 0,ECDF_T + 24*(i - 0.5) to 0.1,ECDF_T + 24*(i - 0.5) nohead lc rgb HUE[i] lw 1.6 dt DASH[i]
    set label 100+i '' at 0.05,ECDF_T + 24*(i - 0.5) point pt MARK[i] ps SIZE[i] lc rgb HUE[i]
    set label 200+i CELL(NAME[i]) at 0.14,ECDF_T + 24*(i - 0.5) left tc rgb INKS[i]
}
plot NaN notitle
unset multiplot
unset output
