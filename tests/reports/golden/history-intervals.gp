# History, written by yoke. Draw it again:  gnuplot history-test.gp   (PNG; or -e "fmt='svg'", 'pdf')
if (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'
reset
STEM = 'history-test'
ID = 'history_test'
W = 1060
H = 486

HEADLINE = 'spin/executor=serial: cpu is 6.2 % worse since commit c0009'
TOP = 126
BOTTOM = 426
LOW = -4.0856528
HIGH = 14.766628
N = 18
BARS = 1
FAR_TEXTS = 1
DOT_SIZE = 0.55
AXIS = 'Change against the base'
SUBJECTS = 2
array SUBJECT[3]
SUBJECT[1] = 'Ratio to v1.0, measured in pairs: above 0 is worse.  Dots: one commit each, bars 95 % intervals. Lines: medians between changes (E-divisive on ranks).'
SUBJECT[2] = '18 commits of 2026-01-01.  Triangle: 1 point beyond the edge.  1 interval is cut at the edge.'
ORIGINS = 0
array ORIGIN[3]
TICKS = "'c0000' 1,'c0003' 4,'c0006' 7,'c0009' 10,'c0012' 13,'c0015' 16"
CHANGES = '"0 %%" -0,"+5 %%" 5,"+10 %%" 10'
STEPS = 1
array STEP_AT[1]; array STEP_MOOD[1]; array STEP_TEXT[1]; array STEP_HEIGHT[1]; array STEP_LEFT[1]
STEP_AT[1] = 9.5; STEP_MOOD[1] = 0; STEP_HEIGHT[1] = 0.91; STEP_LEFT[1] = 0
STEP_TEXT[1] = ' +6.2 % at c0009 '
# Points: place, change in per cent, its interval, beyond which edge, and how far that is.
$points << END
1 0.50571702 -0.99428298 2.505717 0 ""
2 -0.46973745 -1.9697375 1.5302625 0 ""
3 -0.19282397 -1.692824 1.807176 0 ""
4 0.15219661 -1.3478034 2.1521966 0 ""
5 -0.23450055 -1.7345005 1.7654995 0 ""
6 -0.26422216 -1.7642222 39.735778 0 ""
7 0.24512677 -1.2548732 2.2451268 0 ""
8 -1.1354773 -2.6354773 0.86452265 0 ""
9 0.46533561 -1.0346644 2.4653356 0 ""
10 6.0004752 4.5004752 8.0004752 0 ""
11 6.1820335 4.6820335 8.1820335 0 ""
12 6.7402879 5.2402879 8.7402879 0 ""
13 14.295321 5 60 1 "+49.1 %"
14 5.9754753 4.4754753 7.9754753 0 ""
15 5.8777217 4.3777217 7.8777217 0 ""
16 6.6071164 5.1071164 8.6071164 0 ""
17 5.8530739 4.3530739 7.8530739 0 ""
18 5.3510881 3.8510881 7.3510881 0 ""
END
$levels << END
0.5 -0.19282397
9.5 -0.19282397

9.5 6.0004752
18.5 6.0004752

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
