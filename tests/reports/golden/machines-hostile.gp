# Comparison, written by yoke. Draw it again:  gnuplot machines.gp   (PNG; or -e "fmt='svg'", 'pdf')
if (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'
reset
STEM = 'machines'
ID = 'machines'
W = 1210
H = 556

HEADLINE = '\_\^\{\}\@\&\~\\’"%s%n$HOME against script>: 0 worse, 0 better, 1 the same, 1 undecided'
SUBJECT_LINES = 2
array SUBJECT_LINE[3]
SUBJECT_LINE[1] = 'Ratios to script>, the reference. Bars: 95 % intervals; hollow: not decided (profile default).'
SUBJECT_LINE[2] = 'Machines are not alike; what differs from session to session is in no interval.'
ORIGINS = 3
array ORIGIN[3]
ORIGIN[1] = 'script>: host `touch PWNED`$(touch PWNED)|</script> · `touch PWNED`$(touch PWNED)|</script> · workers not placed · yoke a set output ’PWNED’ !touch PW · run a set output ’PWNED’'
ORIGIN[2] = '\_\^\{\}\@\&\~\\’"%s%n$HOME: host \_\^\{\}\@\&\~\\’"%s%n$HOME · \_\^\{\}\@\&\~\\’"%s%n$HOME · workers not placed · yoke a set output ’PWNED’ !touch PW · run a set output ’PWNED’'
ORIGIN[3] = 'a set output ’PWNED’ !touch PWNED : host a set output ’PWNED’ !touch PWNED  · a set output ’PWNED’ !touch PWNED  · workers not placed · yoke a set output ’PWNED’ !touch PW · run a set …'
PLOT_L = 455
PLOT_R = 745
TOP = 156
BOTTOM = 451
HEAD_CELLS = 110
HEAD_WHOLES = 275
LOW = 0.21144925
HIGH = 4.7292671
TICKS = '"1/4×" 0.25,"1/2×" 0.5,"1×" 1,"2×" 2,"4×" 4'
BY = 'file'
SIDES = 2
array HUE[3]
array MARK[3]
array SIZE[3]
HUE[1] = '#0072B2'; MARK[1] = 7; SIZE[1] = 0.65
HUE[2] = '#D55E00'; MARK[2] = 5; SIZE[2] = 0.65

N = 9
array SUBJECT[9]
array WAY[9]
array SIDE[9]
array RATIO[9]
array INTERVAL[9]
array VALUES[9]
array WORD[9]
array MOOD[9]
array ROW[9]
array INKS[9]
SUBJECT[1] = 'a set output ’PWNED’ !t…'
WAY[1] = '`touch PWNED`$…'
SIDE[1] = '\_\^\{\}\@\&\~\\’"%s%…'
RATIO[1] = '0.778'
INTERVAL[1] = '0.551 … 1.099'
VALUES[1] = '14.1 ms → 11.0 ms'
WORD[1] = 'not decided'
MOOD[1] = 3; ROW[1] = 167; INKS[1] = '#0072B2'
SUBJECT[2] = ''
WAY[2] = ''
SIDE[2] = 'a set output …'
RATIO[2] = '0.707'
INTERVAL[2] = '0.500 … 1.000'
VALUES[2] = '14.1 ms → 10.0 ms'
WORD[2] = 'not decided'
MOOD[2] = 3; ROW[2] = 189; INKS[2] = '#B84E00'
SUBJECT[3] = ''
WAY[3] = '\_\^\{\}\@\&\~\\’"%s%n…'
SIDE[3] = '\_\^\{\}\@\&\~\\’"%s%…'
RATIO[3] = '1.000'
INTERVAL[3] = '0.999 … 1.001'
VALUES[3] = '5.00 ms → 5.00 ms'
WORD[3] = 'the same'
MOOD[3] = 2; ROW[3] = 216; INKS[3] = '#0072B2'
SUBJECT[4] = ''
WAY[4] = ''
SIDE[4] = 'a set output …'
RATIO[4] = '0.250'
INTERVAL[4] = '0.250 … 0.250'
VALUES[4] = '5.00 ms → 1.25 ms'
WORD[4] = 'faster'
MOOD[4] = 0; ROW[4] = 238; INKS[4] = '#B84E00'
SUBJECT[5] = 'a set output ’PWNED’ !t…'
WAY[5] = 'whole machine'
SIDE[5] = '\_\^\{\}\@\&\~\\’"%s%…'
RATIO[5] = '1.000'
INTERVAL[5] = '0.999 … 1.001'
VALUES[5] = '20.0k/s → 20.0k/s'
WORD[5] = 'not told apart'
MOOD[5] = 3; ROW[5] = 332; INKS[5] = '#0072B2'
SUBJECT[6] = ''
WAY[6] = 'one worker'
SIDE[6] = '\_\^\{\}\@\&\~\\’"%s%…'
RATIO[6] = '0.909'
INTERVAL[6] = '0.908 … 0.910'
VALUES[6] = ''
WORD[6] = 'less'
MOOD[6] = 1; ROW[6] = 359; INKS[6] = '#0072B2'
SUBJECT[7] = ''
WAY[7] = 'whole machine'
SIDE[7] = 'a set output …'
RATIO[7] = '4.000'
INTERVAL[7] = '3.996 … 4.004'
VALUES[7] = '20.0k/s → 80.0k/s'
WORD[7] = 'more'
MOOD[7] = 0; ROW[7] = 386; INKS[7] = '#B84E00'
SUBJECT[8] = ''
WAY[8] = 'by the core'
SIDE[8] = 'a set output …'
RATIO[8] = '1.000'
INTERVAL[8] = '0.999 … 1.001'
VALUES[8] = ''
WORD[8] = 'not told apart'
MOOD[8] = 3; ROW[8] = 413; INKS[8] = '#B84E00'
SUBJECT[9] = ''
WAY[9] = 'one worker'
SIDE[9] = 'a set output …'
RATIO[9] = '2.000'
INTERVAL[9] = '1.998 … 2.002'
VALUES[9] = ''
WORD[9] = 'more'
MOOD[9] = 0; ROW[9] = 440; INKS[9] = '#B84E00'
# Rows: place, ratio, its interval, side, is it open?
$rows << END
167 0.77781746 0.55055069 1.0988997 1 1
189 0.70710678 0.5 1 2 1
216 1 0.99900025 1.0010008 1 0
238 0.2499999 0.24975 0.25025013 2 0
332 1 0.99900025 1.0010008 1 1
359 0.90909091 0.90818205 0.91000068 1 0
386 4.0000016 3.996002 4.004004 2 0
413 1.0000004 0.9990005 1.001001 2 1
440 2 1.9980005 2.0020015 2 0
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

# --- comparison: a row a cell and side, its ratio to the reference with the interval -----------------------------------
set label 1 HEAD(HEADLINE) at screen SX(40),SY(27) tc rgb INK
do for [k=1:SUBJECT_LINES] { set label 1+k SUB(SUBJECT_LINE[k]) at screen SX(40),SY(35 + 19*k) tc rgb TEXT }
do for [k=1:ORIGINS] { set label 5+k FOOT(ORIGIN[k]) at screen SX(40),SY(H - 18 - 15*(ORIGINS - k)) tc rgb MUTED }
V_WORSE = '#C2410C'; V_BETTER = '#00785A'; V_SAME = '#626E7A'; V_UNSURE = '#9A6700'

set lmargin at screen SX(PLOT_L); set rmargin at screen SX(PLOT_R)
set tmargin at screen SY(TOP); set bmargin at screen SY(BOTTOM + 4)
set logscale x 2
set xrange [LOW:HIGH]; set yrange [BOTTOM + 4:TOP]
set xtics (@TICKS) @TICSTYLE
unset ytics; set border 0
unset grid; set grid x back lc rgb GRID lw 0.8 dt 1
set errorbars 0
set arrow 1 from 1,graph 0 to 1,graph 1 nohead lc rgb '#98A4B0' lw 1.1 back

# heads: of times left is better, of work per time right is
X_WAY = 205; X_SIDE = 330; X_RATIO = 800; X_INTERVAL = 915; X_VALUES = 1075; X_WORD = 1090
if (HEAD_CELLS == HEAD_CELLS) {
    set label 20 PANEL('Time of each cell') at screen SX(40),SY(HEAD_CELLS) tc rgb INK
    set label 21 '{/:Bold=10 ◀ faster}' at screen SX(PLOT_L),SY(HEAD_CELLS + 24) left tc rgb V_BETTER
    set label 22 '{/:Bold=10 slower ▶}' at screen SX(PLOT_R),SY(HEAD_CELLS + 24) right tc rgb V_WORSE
    set label 23 SMALL('executor') at screen SX(X_WAY),SY(HEAD_CELLS + 24) tc rgb MUTED
    set label 24 SMALL(BY) at screen SX(X_SIDE),SY(HEAD_CELLS + 24) tc rgb MUTED
    set label 25 SMALL('ratio') at screen SX(X_RATIO),SY(HEAD_CELLS + 24) right tc rgb MUTED
    set label 26 SMALL('95 % interval') at screen SX(X_INTERVAL),SY(HEAD_CELLS + 24) right tc rgb MUTED
    set label 27 SMALL('reference → here') at screen SX(X_VALUES),SY(HEAD_CELLS + 24) right tc rgb MUTED
}
if (HEAD_WHOLES == HEAD_WHOLES) {
    set object 30 rect from screen SX(PLOT_L - 2),SY(HEAD_WHOLES - 8) to screen SX(PLOT_R + 2),SY(HEAD_WHOLES + 38) fs solid noborder fc rgb '#FFFFFF' front
    set label 30 PANEL('Work per time, each by its fastest cell') at screen SX(40),SY(HEAD_WHOLES) tc rgb INK
    set label 31 '{/:Bold=10 ◀ less}' at screen SX(PLOT_L),SY(HEAD_WHOLES + 24) left front tc rgb V_WORSE
    set label 32 '{/:Bold=10 more ▶}' at screen SX(PLOT_R),SY(HEAD_WHOLES + 24) right front tc rgb V_BETTER
    set label 35 SMALL('ratio') at screen SX(X_RATIO),SY(HEAD_WHOLES + 24) right tc rgb MUTED
    set label 36 SMALL('95 % interval') at screen SX(X_INTERVAL),SY(HEAD_WHOLES + 24) right tc rgb MUTED
    set label 37 SMALL('reference → here') at screen SX(X_VALUES),SY(HEAD_WHOLES + 24) right tc rgb MUTED
}

# moods: 0 better, 1 worse, 2 the same, 3 not decided
ink(m) = m == 0 ? V_BETTER : m == 1 ? V_WORSE : m == 2 ? V_SAME : V_UNSURE
styled(m, s) = m < 2 ? BOLD(s) : CELL(s)
do for [i=1:N] {
    set label 100+i BOLD(SUBJECT[i]) at screen SX(40),first ROW[i] tc rgb INK
    set label 300+i CELL(WAY[i]) at screen SX(X_WAY),first ROW[i] tc rgb TEXT
    set label 500+i CELL(SIDE[i]) at screen SX(X_SIDE),first ROW[i] tc rgb INKS[i]
    set label 700+i styled(MOOD[i], RATIO[i]) at screen SX(X_RATIO),first ROW[i] right tc rgb (MOOD[i] < 2 ? ink(MOOD[i]) : INK)
    set label 900+i FOOT(INTERVAL[i]) at screen SX(X_INTERVAL),first ROW[i] right tc rgb MUTED
    set label 1100+i SMALL(VALUES[i]) at screen SX(X_VALUES),first ROW[i] right tc rgb TEXT
    set label 1300+i styled(MOOD[i], WORD[i]) at screen SX(X_WORD),first ROW[i] tc rgb ink(MOOD[i])
}
hollow(p) = p >= 5 && p % 2 ? p - 1 : p
plot for [s=1:SIDES] $rows using ($5 == s ? $2 : NaN):1:3:4 with xerrorbars pt 0 ps 0 lw 1.6 lc rgb HUE[s], \
  for [s=1:SIDES] $rows using ($5 == s ? $2 : NaN):1 with points pt 7 ps 1.2*SIZE[s] lc rgb '#FFFFFF', \
  for [s=1:SIDES] $rows using ($5 == s && $6 == 0 ? $2 : NaN):1 with points pt MARK[s] ps 1.25*SIZE[s] lc rgb HUE[s], \
  for [s=1:SIDES] $rows using ($5 == s && $6 == 1 ? $2 : NaN):1 with points pt hollow(MARK[s]) ps 1.25*SIZE[s] lw 1.4 lc rgb HUE[s]
unset output
