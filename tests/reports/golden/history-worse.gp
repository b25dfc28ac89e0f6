# History, written by yoke. Draw it again:  gnuplot history-test.gp   (PNG; or -e "fmt='svg'", 'pdf')
if (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'
reset
STEM = 'history-test'
ID = 'history_test'
W = 1060
H = 502

HEADLINE = 'spin/executor=serial: cpu is 2.4 % worse since commit c0036'
TOP = 126
BOTTOM = 426
LOW = -2.0247881
HIGH = 4.5440759
N = 60
BARS = 1
FAR_TEXTS = 1
DOT_SIZE = 0.55
AXIS = 'Change against the base'
SUBJECTS = 2
array SUBJECT[3]
SUBJECT[1] = 'Ratio to v1.0, measured in pairs: above 0 is worse.  Dots: one commit each, bars 95 % intervals. Lines: medians between changes (E-divisive on ranks).'
SUBJECT[2] = '60 commits, 2026-01-01 to 2026-01-03.  Triangles: 3 points beyond the edge.'
ORIGINS = 1
array ORIGIN[3]
ORIGIN[1] = 'host build-1'
TICKS = "'c0000' 1,'c0009' 10,'c0018' 19,'c0027' 28,'c0036' 37,'c0045' 46,'c0054' 55"
CHANGES = '"−2 %%" -2,"−1 %%" -1,"0 %%" 0,"+1 %%" 1,"+2 %%" 2,"+3 %%" 3,"+4 %%" 4'
STEPS = 1
array STEP_AT[1]; array STEP_MOOD[1]; array STEP_TEXT[1]; array STEP_HEIGHT[1]; array STEP_LEFT[1]
STEP_AT[1] = 36.5; STEP_MOOD[1] = 0; STEP_HEIGHT[1] = 0.91; STEP_LEFT[1] = 0
STEP_TEXT[1] = ' +2.4 % at c0036 '
# Points: place, change in per cent, its interval, beyond which edge, and how far that is.
$points << END
1 -0.014124873 -0.41412487 0.38587513 0 ""
2 -0.59818439 -0.99818439 -0.19818439 0 ""
3 -0.25310204 -0.65310204 0.14689796 0 ""
4 -0.27985564 -0.67985564 0.12014436 0 ""
5 -0.61635883 -1.0163588 -0.21635883 0 ""
6 -0.57819189 -0.97819189 -0.17819189 0 ""
7 0.32709042 -0.072909583 0.72709042 0 ""
8 -1.1194909 -1.5194909 -0.71949085 0 ""
9 0.75460398 0.35460398 1.154604 0 ""
10 0.3951904 -0.004809602 0.7951904 0 ""
11 -0.43392002 -0.83392002 -0.033920018 0 ""
12 -0.013193962 -0.41319396 0.38680604 0 ""
13 -0.0061203329 -0.40612033 0.39387967 0 ""
14 0.28994515 -0.11005485 0.68994515 0 ""
15 -0.47187336 -0.87187336 -0.07187336 0 ""
16 -0.13340982 -0.53340982 0.26659018 0 ""
17 0.20202516 -0.19797484 0.60202516 0 ""
18 -0.46101885 -0.86101885 -0.06101885 0 ""
19 0.58161179 0.18161179 0.98161179 0 ""
20 0.93181722 0.53181722 1.3318172 0 ""
21 0.51492482 0.11492482 0.91492482 0 ""
22 -0.10352881 -0.50352881 0.29647119 0 ""
23 1.2693916 0.86939164 1.6693916 0 ""
24 0.54227691 0.14227691 0.94227691 0 ""
25 -0.042568961 -0.44256896 0.35743104 0 ""
26 -0.43685499 -0.83685499 -0.036854989 0 ""
27 0.25445358 -0.14554642 0.65445358 0 ""
28 -0.76866639 -1.1686664 -0.36866639 0 ""
29 0.40517629 0.0051762864 0.80517629 0 ""
30 0.4501253 0.050125299 0.8501253 0 ""
31 -0.26859936 -0.66859936 0.13140064 0 ""
32 -0.12739758 -0.52739758 0.27260242 0 ""
33 4.3798543 15.213151 16.013151 1 "+15.6 %"
34 -0.33194573 -0.73194573 0.068054269 0 ""
35 -0.58566128 -0.98566128 -0.18566128 0 ""
36 0.46415688 0.064156878 0.86415688 0 ""
37 1.8325604 1.4325604 2.2325604 0 ""
38 1.6031718 1.2031718 2.0031718 0 ""
39 3.09121 2.69121 3.49121 0 ""
40 1.4243057 1.0243057 1.8243057 0 ""
41 2.3886441 1.9886441 2.7886441 0 ""
42 2.292314 1.892314 2.692314 0 ""
43 2.0484466 1.6484466 2.4484466 0 ""
44 1.1479241 0.74792414 1.5479241 0 ""
45 4.3798543 33.874229 34.674229 1 "+34.3 %"
46 3.1334814 2.7334814 3.5334814 0 ""
47 1.9656845 1.5656845 2.3656845 0 ""
48 2.4652277 2.0652277 2.8652277 0 ""
49 1.6944361 1.2944361 2.0944361 0 ""
50 2.0245535 1.6245535 2.4245535 0 ""
51 2.3194663 1.9194663 2.7194663 0 ""
52 2.5988741 2.1988741 2.9988741 0 ""
53 4.3798543 10.756239 11.556239 1 "+11.2 %"
54 2.0637185 1.6637185 2.4637185 0 ""
55 2.4618578 2.0618578 2.8618578 0 ""
56 2.6488916 2.2488916 3.0488916 0 ""
57 2.6610432 2.2610432 3.0610432 0 ""
58 2.7426128 2.3426128 3.1426128 0 ""
59 2.6671701 2.2671701 3.0671701 0 ""
60 1.2604595 0.86045946 1.6604595 0 ""
END
$levels << END
0.5 -0.028346917
36.5 -0.028346917

36.5 2.3540552
60.5 2.3540552

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
