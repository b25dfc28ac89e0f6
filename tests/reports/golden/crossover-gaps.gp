# Map of the fastest, written by yoke. Draw it again:  gnuplot crossover-test.gp   (PNG; or -e "fmt='svg'", 'pdf')
if (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'
reset
STEM = 'crossover-test'
ID = 'crossover_test'
W = 1060
H = 345

HEADLINE = 'No executor leads at wait 0us, pthread at 200us to 600us, by up to 4.00×; 4 of 6 cells are undecided'
SUBJECTS = 2
array SUBJECT[3]
SUBJECT[1] = 'Who has the shortest wall time of mixed, median of 10 processes.  Figures: time of the next / its own; ≈: the best two cannot be told apart at 95 %.'
SUBJECT[2] = 'Right of the dotted line: more workers than processors.  wait / compute: time blocked / on a processor, of one serial worker.'
ORIGINS = 1
array ORIGIN[3]
ORIGIN[1] = 'host vm-2 · Intel Xeon Processor \@ 2.10GHz · 2 cores / 2 threads · kvm · placement compact · GNU 12.2.0 -O3 · yoke 0.1.0 (7f3a9c1) · run 2026-11-22T10:00:00Z · seed 42'

LEFT = 181.27
TOP = 138
BEST = 2
TWO = 1
CELL_W = 124
CELL_H = 42
ROWS = 3
COLUMNS = 3
WITHIN = 2
array LABEL[3]
array WIDTH[3]
LABEL[1] = '0us'
LABEL[2] = '200us'
LABEL[3] = '600us'
WIDTH[1] = '1'
WIDTH[2] = '2'
WIDTH[3] = '4'
PARAM = 'wait'
RATIOS = 1
array RATIO[3]
RATIO[1] = '0'
RATIO[2] = '1.0'
RATIO[3] = '3.0'

# Legend.
N = 3
array KEY_X[3]
array KEY_Y[3]
array KEY[3]
array HUE[3]
array KEY_HATCH[3]
KEY_X[1] = 37; KEY_Y[1] = 299; HUE[1] = 11383994; KEY_HATCH[1] = 0; KEY[1] = 'serial: 0'
KEY_X[2] = 133.142; KEY_Y[2] = 299; HUE[2] = 8042199; KEY_HATCH[2] = 0; KEY[2] = 'pthread: 2'
KEY_X[3] = 239.824; KEY_Y[3] = 299; HUE[3] = 15313786; KEY_HATCH[3] = 0; KEY[3] = 'fork: 0'

# Cells: place, half their width, colour, is it decided? hatching, and what stands in them.
CELLS = 12
array X[12]
array Y[12]
array HALF[12]
array FILL[12]
array WON[12]
array HATCH[12]
array UPPER[12]
array LOWER[12]
X[1] = 0; Y[1] = 0; HALF[1] = 0.5; FILL[1] = 15593715; WON[1] = 0; HATCH[1] = 0; UPPER[1] = 'serial'
LOWER[1] = '≈ pthread'
X[2] = 1; Y[2] = 0; HALF[2] = 0.5; FILL[2] = 15593715; WON[2] = 0; HATCH[2] = 0; UPPER[2] = 'fork'
LOWER[2] = 'alone'
X[3] = 2; Y[3] = 0; HALF[3] = 0.5; FILL[3] = 15593715; WON[3] = 0; HATCH[3] = 0; UPPER[3] = 'pthread'
LOWER[3] = '≈ fork'
X[4] = 3.625; Y[4] = 0; HALF[4] = 0.875; FILL[4] = 15593715; WON[4] = 0; HATCH[4] = 0; UPPER[4] = 'pthread × 4'
LOWER[4] = '≈ fork'
X[5] = 0; Y[5] = 1; HALF[5] = 0.5; FILL[5] = 15593715; WON[5] = 0; HATCH[5] = 0; UPPER[5] = 'serial'
LOWER[5] = '≈ pthread'
X[6] = 1; Y[6] = 1; HALF[6] = 0.5; FILL[6] = 13296111; WON[6] = 1; HATCH[6] = 0; UPPER[6] = 'pthread'
LOWER[6] = '1.10×'
X[7] = 2; Y[7] = 1; HALF[7] = 0.5; FILL[7] = 13493488; WON[7] = 1; HATCH[7] = 0; UPPER[7] = 'pthread'
LOWER[7] = '1.07×'
X[8] = 3.625; Y[8] = 1; HALF[8] = 0.875; FILL[8] = 13493488; WON[8] = 1; HATCH[8] = 0; UPPER[8] = 'pthread × 4'
LOWER[8] = '1.07×'
X[9] = 0; Y[9] = 2; HALF[9] = 0.5; FILL[9] = 15593715; WON[9] = 0; HATCH[9] = 0; UPPER[9] = 'serial'
LOWER[9] = '≈ pthread'
X[10] = 1; Y[10] = 2; HALF[10] = 0.5; FILL[10] = 15593715; WON[10] = 0; HATCH[10] = 0; UPPER[10] = 'pthread'
LOWER[10] = 'alone'
X[11] = 2; Y[11] = 2; HALF[11] = 0.5; FILL[11] = 15593715; WON[11] = 0; HATCH[11] = 0; UPPER[11] = 'pthread'
LOWER[11] = 'alone'
X[12] = 3.625; Y[12] = 2; HALF[12] = 0.875; FILL[12] = 8042199; WON[12] = 1; HATCH[12] = 0; UPPER[12] = 'pthread × 4'
LOWER[12] = '4.00×'

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

# --- who is fastest: a row a value, a column a number of workers, and at the right each way at its best ----------------
set label 1 HEAD(HEADLINE) at screen SX(37),SY(27) tc rgb INK
do for [k=1:SUBJECTS] { set label 1+k SUB(SUBJECT[k]) at screen SX(37),SY(35 + 19*k) tc rgb TEXT }
do for [k=1:ORIGINS] { set label 5+k FOOT(ORIGIN[k]) at screen SX(37),SY(H - 19 - 16*(ORIGINS - k)) tc rgb MUTED }
unset border; unset grid; unset tics; unset xlabel
RIGHT = LEFT + (COLUMNS + BEST)*CELL_W
set lmargin at screen SX(LEFT); set rmargin at screen SX(RIGHT)
set tmargin at screen SY(TOP); set bmargin at screen SY(TOP + ROWS*CELL_H)
set xrange [-0.5:COLUMNS + BEST - 0.5]; set yrange [ROWS-0.5:-0.5]

# heads
set label 10 PANEL(PARAM) at screen SX(37),SY(TOP - 33) tc rgb INK
set label 11 PANEL('Workers') at screen SX(LEFT),SY(TOP - 33) tc rgb INK
if ((BEST - 0.25)*CELL_W < 115) { set label 12 PANEL('Each at its best') at screen SX(RIGHT),SY(TOP - 33) right tc rgb INK } else { set label 12 PANEL('Each at its best') at COLUMNS - 0.25,screen SY(TOP - 33) left tc rgb INK }
if (RATIOS) { set label 13 SMALL('wait / compute') at screen SX(LEFT - 10),SY(TOP - 33) right tc rgb MUTED }
do for [c=1:COLUMNS] { if (strlen(WIDTH[c])) { set label 100+c CELL(WIDTH[c]) at c-1,screen SY(TOP - 13) center tc rgb TEXT } }
do for [r=1:ROWS] {
    if (strlen(LABEL[r])) { set label 200+r CELL(LABEL[r]) at screen SX(LEFT - 10 - (RATIOS ? 96 : 0)),first r-1 right tc rgb TEXT }
    if (RATIOS) { set label 600+r SMALL(RATIO[r]) at screen SX(LEFT - 10),first r-1 right tc rgb MUTED }
}
if (WITHIN > 0) { set arrow 1 from WITHIN-0.5,screen SY(TOP - 22) to WITHIN-0.5,graph 0 nohead front lc rgb INK lw 1.2 dt (3,6) }

# legend
HATCHING = '#FFFFFF'
set label 20 SMALL('Fastest in so many cells of equal workers:') at screen SX(37),SY(KEY_Y[1] - 21) tc rgb MUTED
do for [i=1:N] {
    set object i rect from screen SX(KEY_X[i]),SY(KEY_Y[i] + 7) to screen SX(KEY_X[i] + 14),SY(KEY_Y[i] - 7) fs solid border rgb RULE fc rgb HUE[i] lw 0.6
    if (KEY_HATCH[i]) { set object 40+i rect from screen SX(KEY_X[i]),SY(KEY_Y[i] + 7) to screen SX(KEY_X[i] + 14),SY(KEY_Y[i] - 7) fs transparent pattern KEY_HATCH[i] noborder fc rgb HATCHING }
    set label 1000+i CELL(KEY[i]) at screen SX(KEY_X[i] + 22),SY(KEY_Y[i]) tc rgb TEXT
}

# cells: the name, and below it how far it is ahead
upper(k) = WON[k] ? BOLD(UPPER[k]) : SMALL(UPPER[k])
ONE = CELL_H >= 14 && CELL_W >= 14
do for [k=1:CELLS] {
    set object 100+k rect from X[k] - HALF[k],Y[k] - 0.5 to X[k] + HALF[k],Y[k] + 0.5 fs solid border rgb '#FFFFFF' fc rgb FILL[k] lw 1.4
    if (HATCH[k]) { set object 10000+k rect from X[k] - HALF[k],Y[k] - 0.5 to X[k] + HALF[k],Y[k] + 0.5 fs transparent pattern HATCH[k] border rgb '#FFFFFF' fc rgb HATCHING }
    if (ONE) { set label 10000+k upper(k) at X[k],Y[k] offset 0,(TWO ? 0.42 : 0) center front tc rgb (WON[k] ? INK : TEXT) }
    if (ONE && TWO) { set label 20000+k SMALL(LOWER[k]) at X[k],Y[k] offset 0,-0.48 center front tc rgb (WON[k] ? INK : TEXT) }
}
plot NaN notitle
unset output
