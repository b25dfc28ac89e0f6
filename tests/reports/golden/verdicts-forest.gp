# Forest chart of a gate, written by yoke. Draw it again:  gnuplot gate.gp   (PNG; or -e "fmt='svg'", 'pdf')
if (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'
reset
array SUBJECT[6]
array WAY[6]
array METRIC[6]
array CHANGE[6]
array INTERVAL[6]
array TIMES[6]
array WORD[6]
array MOOD[6]
array ROW[6]
array THETA[6]
SUBJECT[1] = 'spin'
WAY[1] = 'serial'
METRIC[1] = 'wall'
CHANGE[1] = '+7.9 %'
INTERVAL[1] = '+7.7 … +8.1'
TIMES[1] = '9.99 ms → 10.8 ms'
WORD[1] = 'regressed'
MOOD[1] = 0; ROW[1] = 0; THETA[1] = 0.03
SUBJECT[2] = ''
WAY[2] = 'fork'
METRIC[2] = 'wall'
CHANGE[2] = '−8.1 %'
INTERVAL[2] = '−8.2 … −7.9'
TIMES[2] = '9.99 ms → 9.19 ms'
WORD[2] = 'improved'
MOOD[2] = 2; ROW[2] = 1; THETA[2] = 0.03
SUBJECT[3] = 'io\_sleep'
WAY[3] = 'coop'
METRIC[3] = 'wall'
CHANGE[3] = '−0.1 %'
INTERVAL[3] = '−0.3 … +0.1'
TIMES[3] = '9.99 ms → 9.99 ms'
WORD[3] = 'unchanged'
MOOD[3] = 3; ROW[3] = 2.4; THETA[3] = 0.03
SUBJECT[4] = ''
WAY[4] = 'fork'
METRIC[4] = 'wall'
CHANGE[4] = '−0.9 %'
INTERVAL[4] = '−7.8 … +6.1'
TIMES[4] = '10.0 ms → 9.96 ms'
WORD[4] = 'inconclusive'
MOOD[4] = 1; ROW[4] = 3.4; THETA[4] = 0.03
SUBJECT[5] = 'cpu\_sort'
WAY[5] = 'serial'
METRIC[5] = 'wall'
CHANGE[5] = '−0.1 %'
INTERVAL[5] = ''
TIMES[5] = '9.99 ms → 9.98 ms'
WORD[5] = 'failed'
MOOD[5] = 0; ROW[5] = 4.8; THETA[5] = 0.03
SUBJECT[6] = ''
WAY[6] = 'fork'
METRIC[6] = 'wall'
CHANGE[6] = '+4.9 %'
INTERVAL[6] = '+4.7 … +5.1'
TIMES[6] = '9.99 ms → 10.5 ms'
WORD[6] = 'regressed (accepted)'
MOOD[6] = 1; ROW[6] = 5.8; THETA[6] = 0.03
# Rows: place, ratio, its interval, mood.
$rows << END
0 1.0793745 1.0770717 1.0812946 0
1 0.91946715 0.91750549 0.92110277 2
2.4 0.99942084 0.99728857 1.0011987 3
3.4 0.99107121 0.92167322 1.061292 1
4.8 0.99928891 0.90440236 1.0943977 0
5.8 1.0493919 1.0471531 1.0512586 1
END
STEM = 'gate'
ID = 'gate'
W = 1210
H = 428.5
TOP = 128
BOTTOM = 350.5
PLOT_L = 345
PLOT_R = 735
X_WAY = 190
X_METRIC = 285
X_CHANGE = 805
X_INTERVAL = 905
X_TIMES = 1048
X_WORD = 1064
LOW = 0.90440236
HIGH = 1.0943977
LAST = 7.3
N = 6
TICKS = '"−5 %%" 0.95,"0 %%" 1,"+5 %%" 1.05'
HEADLINE = 'Measuring failed: 1 of 12 cells failed: cpu\_sort/executor=serial/workers=1/side=candidate: task 3: <a href="x…'
DESIGNS = 2
array DESIGN[2]
DESIGN[1] = 'base v0.2.4 · candidate 7f3a9c1 · profile default · pairs of fresh processes, order by coin, looked at after 12, 18, 27, …'
DESIGN[2] = 'false alarm in at most 1 % of suites of 6 tests'
ORIGINS = 1
array ORIGIN[2]
ORIGIN[1] = 'host bench-07 · EPYC 7313P · marks: ratio of candidate to base, bars: 95 % intervals, shaded: tolerance · yoke 0.1.0 · 2026-11-23'
ORIGIN[2] = ''
TOLERANCE = 'tolerance ±3 %'
SUM = 'all 6, geometric mean'
SUM_CHANGE = '+0.5 %'
SUM_EXIT = 'exit 1: something failed'
SUM_RATIO = 1.0050748
FAILS = 1

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

# --- forest chart: a row a verdict, the ratio with its interval against the tolerance --------------------------------
V_WORSE = '#C2410C'; V_BETTER = '#00785A'; V_SAME = '#626E7A'; V_UNSURE = '#9A6700'
set label 1 HEAD(HEADLINE) at screen SX(40),SY(26) tc rgb INK
do for [k=1:DESIGNS] { set label 1+k SUB(DESIGN[k]) at screen SX(40),SY(36 + 17*k) tc rgb TEXT }
do for [k=1:ORIGINS] { set label 5+k FOOT(ORIGIN[k]) at screen SX(40),SY(H - 20 - 14*(ORIGINS - k)) tc rgb MUTED }

set lmargin at screen SX(PLOT_L); set rmargin at screen SX(PLOT_R)
set tmargin at screen SY(TOP); set bmargin at screen SY(BOTTOM)
set logscale x
set xrange [LOW:HIGH]; set yrange [LAST + 0.8:-0.8]
set xtics (@TICKS) @TICSTYLE
unset ytics; set border 0
unset grid; set grid x back lc rgb GRID lw 0.8 dt 1
set errorbars 0
do for [i=1:N] { set object 100+i rect from 1 - THETA[i],ROW[i] - 0.5 to 1 + THETA[i],ROW[i] + 0.5 fs solid noborder fc rgb '#EDF0F3' behind }
set arrow 1 from 1,graph 0 to 1,graph 1 nohead lc rgb '#98A4B0' lw 1.1 back

# column heads
YH = TOP - 18
set label 10 '{/:Bold=10 ◀ better}' at screen SX(PLOT_L),SY(YH) left tc rgb V_BETTER
set label 11 '{/:Bold=10 worse ▶}' at screen SX(PLOT_R),SY(YH) right tc rgb V_WORSE
set label 12 SMALL(TOLERANCE) at 1,screen SY(YH) center tc rgb MUTED
set label 13 SMALL('cell') at screen SX(40),SY(YH) tc rgb MUTED
set label 14 SMALL('executor') at screen SX(X_WAY),SY(YH) tc rgb MUTED
set label 15 SMALL('metric') at screen SX(X_METRIC),SY(YH) tc rgb MUTED
set label 16 SMALL('change') at screen SX(X_CHANGE),SY(YH) right tc rgb MUTED
set label 17 SMALL('95 % interval') at screen SX(X_INTERVAL),SY(YH) right tc rgb MUTED
set label 18 SMALL('before → after') at screen SX(X_TIMES),SY(YH) right tc rgb MUTED
set label 19 SMALL('verdict') at screen SX(X_WORD),SY(YH) tc rgb MUTED

# moods: 0 worse or broken, 1 in doubt, 2 better, 3 the same
ink(m) = m == 0 ? V_WORSE : m == 1 ? V_UNSURE : m == 2 ? V_BETTER : V_SAME
strong(m) = m == 0 || m == 2
styled(m, s) = strong(m) ? BOLD(s) : CELL(s)
do for [i=1:N] {
    set label 200+i BOLD(SUBJECT[i]) at screen SX(40),first ROW[i] tc rgb INK
    set label 300+i CELL(WAY[i]) at screen SX(X_WAY),first ROW[i] tc rgb TEXT
    set label 400+i CELL(METRIC[i]) at screen SX(X_METRIC),first ROW[i] tc rgb TEXT
    set label 500+i styled(MOOD[i], CHANGE[i]) at screen SX(X_CHANGE),first ROW[i] right tc rgb (strong(MOOD[i]) ? ink(MOOD[i]) : INK)
    set label 600+i FOOT(INTERVAL[i]) at screen SX(X_INTERVAL),first ROW[i] right tc rgb MUTED
    set label 700+i SMALL(TIMES[i]) at screen SX(X_TIMES),first ROW[i] right tc rgb TEXT
    set label 800+i styled(MOOD[i], WORD[i]) at screen SX(X_WORD),first ROW[i] tc rgb ink(MOOD[i])
}

# the sum of it
set arrow 2 from screen SX(40),first LAST - 0.5 to screen SX(W - 40),first LAST - 0.5 nohead lc rgb RULE lw 1
set label 900 BOLD(SUM) at screen SX(40),first LAST + 0.2 tc rgb INK
set label 901 CELL(SUM_CHANGE) at screen SX(X_CHANGE),first LAST + 0.2 right tc rgb INK
set label 902 BOLD(SUM_EXIT) at screen SX(W - 40),first LAST + 0.2 right tc rgb (FAILS ? V_WORSE : INK)
plot \
  $rows using ($5 == 3 ? $2 : NaN):1:3:4 with xerrorbars pt 7 ps 0.75 lw 1.6 lc rgb V_SAME, \
  $rows using ($5 == 1 ? $2 : NaN):1:3:4 with xerrorbars pt 6 ps 0.85 lw 1.6 lc rgb V_UNSURE, \
  $rows using ($5 == 2 ? $2 : NaN):1:3:4 with xerrorbars pt 9 ps 0.95 lw 1.9 lc rgb V_BETTER, \
  $rows using ($5 == 0 ? $2 : NaN):1:3:4 with xerrorbars pt 5 ps 0.85 lw 1.9 lc rgb V_WORSE, \
  '+' using (SUM_RATIO):(LAST + 0.2) every ::0::0 with points pt 13 ps 1.5 lc rgb INK
unset output
