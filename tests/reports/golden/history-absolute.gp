# History, written by yoke. Draw it again:  gnuplot history-test.gp   (PNG; or -e "fmt='svg'", 'pdf')
if (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'
reset
STEM = 'history-test'
ID = 'history_test'
W = 1060
H = 521

HEADLINE = 'io\_sleep/executor=`rm -rf`’s/workers=2: cpu over 40 commits, times without a base'
TOP = 145
BOTTOM = 445
LOW = -1.0346839
HIGH = 1.3996322
N = 40
BARS = 0
FAR_TEXTS = 1
DOT_SIZE = 0.55
AXIS = 'Change against the first level'
SUBJECTS = 3
array SUBJECT[3]
SUBJECT[1] = 'Absolute, 2501 ns/task in the beginning: such times wander with the machine.'
SUBJECT[2] = 'Dots: one commit each. Lines: medians between changes (E-divisive on ranks).  40 commits, 2026-01-01 to 2026-01-02.'
SUBJECT[3] = 'Triangles: 2 points beyond the edge.'
ORIGINS = 1
array ORIGIN[3]
ORIGIN[1] = 'host build-1'
TICKS = "'c0000' 1,'c0006' 7,'c0012' 13,'c0018' 19,'c0024' 25,'c0030' 31,'c0036' 37"
CHANGES = '"−1 %%" -1,"−0.5 %%" -0.5,"0 %%" 0,"+0.5 %%" 0.5,"+1 %%" 1'
STEPS = 0
# Points: place, change in per cent, its interval, beyond which edge, and how far that is.
$points << END
1 -0.35407529 -0.35407529 -0.35407529 0 ""
2 0.20578816 0.20578816 0.20578816 0 ""
3 0.73170845 0.73170845 0.73170845 0 ""
4 -0.11101898 -0.11101898 -0.11101898 0 ""
5 -0.34512534 -0.34512534 -0.34512534 0 ""
6 -0.14920193 -0.14920193 -0.14920193 0 ""
7 -0.83042414 -0.83042414 -0.83042414 0 ""
8 -0.12180351 -0.12180351 -0.12180351 0 ""
9 0.34163916 0.34163916 0.34163916 0 ""
10 -0.68246557 -0.68246557 -0.68246557 0 ""
11 -0.10138345 -0.10138345 -0.10138345 0 ""
12 -0.24151921 -0.24151921 -0.24151921 0 ""
13 -0.32944569 -0.32944569 -0.32944569 0 ""
14 0.35451626 0.35451626 0.35451626 0 ""
15 0.2242867 0.2242867 0.2242867 0 ""
16 1.3387743 27.73211 27.73211 1 "+27.7 %"
17 -0.42070399 -0.42070399 -0.42070399 0 ""
18 -0.57531912 -0.57531912 -0.57531912 0 ""
19 0.35907457 0.35907457 0.35907457 0 ""
20 -0.38114905 -0.38114905 -0.38114905 0 ""
21 0.63644713 0.63644713 0.63644713 0 ""
22 -0.44605401 -0.44605401 -0.44605401 0 ""
23 -0.076163118 -0.076163118 -0.076163118 0 ""
24 0.68530965 0.68530965 0.68530965 0 ""
25 -0.3423207 -0.3423207 -0.3423207 0 ""
26 0.083230015 0.083230015 0.083230015 0 ""
27 0.078529269 0.078529269 0.078529269 0 ""
28 0.10676007 0.10676007 0.10676007 0 ""
29 0.21095479 0.21095479 0.21095479 0 ""
30 0.196736 0.196736 0.196736 0 ""
31 -0.13039187 -0.13039187 -0.13039187 0 ""
32 1.1967725 1.1967725 1.1967725 0 ""
33 0.49656847 0.49656847 0.49656847 0 ""
34 0.37328157 0.37328157 0.37328157 0 ""
35 -0.7017823 -0.7017823 -0.7017823 0 ""
36 -0.22601989 -0.22601989 -0.22601989 0 ""
37 -0.83182424 -0.83182424 -0.83182424 0 ""
38 0.19279019 0.19279019 0.19279019 0 ""
39 0.076163118 0.076163118 0.076163118 0 ""
40 1.3387743 5.6380919 5.6380919 1 "+5.64 %"
END
$levels << END
0.5 0
40.5 0

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
