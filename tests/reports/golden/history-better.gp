# History, written by yoke. Draw it again:  gnuplot history-test.gp   (PNG; or -e "fmt='svg'", 'pdf')
if (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'
reset
STEM = 'history-test'
ID = 'history_test'
W = 1060
H = 502

HEADLINE = 'spin/executor=serial: wall is 7.3 % better since commit c0060'
TOP = 126
BOTTOM = 426
LOW = -5.4722599
HIGH = 7.679319
N = 90
BARS = 1
FAR_TEXTS = 1
DOT_SIZE = 0.55
AXIS = 'Change against the base'
SUBJECTS = 2
array SUBJECT[3]
SUBJECT[1] = 'Ratio to v1.0, measured in pairs: above 0 is worse.  Dots: one commit each, bars 95 % intervals. Lines: medians between changes (E-divisive on ranks).'
SUBJECT[2] = '90 commits, 2026-01-01 to 2026-01-04.'
ORIGINS = 1
array ORIGIN[3]
ORIGIN[1] = 'host build-1'
TICKS = "'c0000' 1,'c0013' 14,'c0026' 27,'c0039' 40,'c0052' 53,'c0065' 66,'c0078' 79"
CHANGES = '"−4 %%" -4,"−2 %%" -2,"0 %%" 0,"+2 %%" 2,"+4 %%" 4,"+6 %%" 6'
STEPS = 2
array STEP_AT[2]; array STEP_MOOD[2]; array STEP_TEXT[2]; array STEP_HEIGHT[2]; array STEP_LEFT[2]
STEP_AT[1] = 30.5; STEP_MOOD[1] = 2; STEP_HEIGHT[1] = 0.91; STEP_LEFT[1] = 0
STEP_TEXT[1] = ' +4.3 % at c0030, known '
STEP_AT[2] = 60.5; STEP_MOOD[2] = 1; STEP_HEIGHT[2] = 0.85; STEP_LEFT[2] = 0
STEP_TEXT[2] = ' −7.3 % at c0060 '
# Points: place, change in per cent, its interval, beyond which edge, and how far that is.
$points << END
1 -0.0027389143 -0.40273891 0.39726109 0 ""
2 -0.137974 -0.537974 0.262026 0 ""
3 -0.027392995 -0.427393 0.372607 0 ""
4 -0.21255614 -0.61255614 0.18744386 0 ""
5 -0.38030589 -0.78030589 0.019694113 0 ""
6 0.2750378 -0.1249622 0.6750378 0 ""
7 0.17268748 -0.22731252 0.57268748 0 ""
8 -0.41473515 -0.81473515 -0.014735148 0 ""
9 -0.012813943 -0.41281394 0.38718606 0 ""
10 0.48777128 0.087771276 0.88777128 0 ""
11 -0.21255455 -0.61255455 0.18744545 0 ""
12 0.54434362 0.14434362 0.94434362 0 ""
13 0.79732239 0.39732239 1.1973224 0 ""
14 0.23155775 -0.16844225 0.63155775 0 ""
15 -0.67629074 -1.0762907 -0.27629074 0 ""
16 0.63881116 0.23881116 1.0388112 0 ""
17 -0.88813359 -1.2881336 -0.48813359 0 ""
18 -0.15607065 -0.55607065 0.24392935 0 ""
19 0.0590771 -0.3409229 0.4590771 0 ""
20 -0.58738841 -0.98738841 -0.18738841 0 ""
21 -0.15568852 -0.55568852 0.24431148 0 ""
22 0.74980036 0.34980036 1.1498004 0 ""
23 0.22438871 -0.17561129 0.62438871 0 ""
24 0.0068480204 -0.39315198 0.40684802 0 ""
25 0.47726109 0.077261093 0.87726109 0 ""
26 -0.78592654 -1.1859265 -0.38592654 0 ""
27 0.031579432 -0.36842057 0.43157943 0 ""
28 0.33017315 -0.06982685 0.73017315 0 ""
29 -0.76380423 -1.1638042 -0.36380423 0 ""
30 0.011600819 -0.38839918 0.41160082 0 ""
31 4.5035788 4.1035788 4.9035788 0 ""
32 3.1477855 2.7477855 3.5477855 0 ""
33 4.5441595 4.1441595 4.9441595 0 ""
34 3.8061351 3.4061351 4.2061351 0 ""
35 4.4124209 4.0124209 4.8124209 0 ""
36 3.6650289 3.2650289 4.0650289 0 ""
37 4.2377213 3.8377213 4.6377213 0 ""
38 3.1776856 2.7776856 3.5776856 0 ""
39 4.4963456 4.0963456 4.8963456 0 ""
40 5.1180448 4.7180448 5.5180448 0 ""
41 4.3668196 3.9668196 4.7668196 0 ""
42 4.4256638 4.0256638 4.8256638 0 ""
43 3.1628735 2.7628735 3.5628735 0 ""
44 3.4285756 3.0285756 3.8285756 0 ""
45 3.8854038 3.4854038 4.2854038 0 ""
46 4.7658872 4.3658872 5.1658872 0 ""
47 4.2477481 3.8477481 4.6477481 0 ""
48 4.3616806 3.9616806 4.7616806 0 ""
49 4.4370942 4.0370942 4.8370942 0 ""
50 4.9145921 4.5145921 5.3145921 0 ""
51 4.0264204 3.6264204 4.4264204 0 ""
52 4.2357847 3.8357847 4.6357847 0 ""
53 4.9505564 4.5505564 5.3505564 0 ""
54 4.1976095 3.7976095 4.5976095 0 ""
55 4.7764803 4.3764803 5.1764803 0 ""
56 5.2559991 4.8559991 5.6559991 0 ""
57 3.4681372 3.0681372 3.8681372 0 ""
58 3.9677586 3.5677586 4.3677586 0 ""
59 4.3539905 3.9539905 4.7539905 0 ""
60 3.4933961 3.0933961 3.8933961 0 ""
61 -3.3300406 -3.7300406 -2.9300406 0 ""
62 -3.2373178 -3.6373178 -2.8373178 0 ""
63 -3.1606961 -3.5606961 -2.7606961 0 ""
64 -2.9138404 -3.3138404 -2.5138404 0 ""
65 -3.2651431 -3.6651431 -2.8651431 0 ""
66 -3.1919885 -3.5919885 -2.7919885 0 ""
67 -3.0267019 -3.4267019 -2.6267019 0 ""
68 -4.0606 -4.4606 -3.6606 0 ""
69 -3.208564 -3.608564 -2.808564 0 ""
70 -2.9286136 -3.3286136 -2.5286136 0 ""
71 -3.6362289 -4.0362289 -3.2362289 0 ""
72 -3.9423043 -4.3423043 -3.5423043 0 ""
73 -3.4146396 -3.8146396 -3.0146396 0 ""
74 -3.7379677 -4.1379677 -3.3379677 0 ""
75 -3.4396195 -3.8396195 -3.0396195 0 ""
76 -3.897804 -4.297804 -3.497804 0 ""
77 -2.8364897 -3.2364897 -2.4364897 0 ""
78 -2.1470976 -2.5470976 -1.7470976 0 ""
79 -3.9494205 -4.3494205 -3.5494205 0 ""
80 -3.3673384 -3.7673384 -2.9673384 0 ""
81 -3.2228059 -3.6228059 -2.8228059 0 ""
82 -3.2679587 -3.6679587 -2.8679587 0 ""
83 -3.4279942 -3.8279942 -3.0279942 0 ""
84 -2.8459516 -3.2459516 -2.4459516 0 ""
85 -3.0099167 -3.4099167 -2.6099167 0 ""
86 -3.1019453 -3.5019453 -2.7019453 0 ""
87 -3.3687575 -3.7687575 -2.9687575 0 ""
88 -3.0025849 -3.4025849 -2.6025849 0 ""
89 -3.8200663 -4.2200663 -3.4200663 0 ""
90 -3.3241087 -3.7241087 -2.9241087 0 ""
END
$levels << END
0.5 0.002054553
30.5 0.002054553

30.5 4.3008693
60.5 4.3008693

60.5 -3.2665509
90.5 -3.2665509

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
