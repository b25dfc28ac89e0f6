# Map of the fastest, written by yoke. Draw it again:  gnuplot crossover-test.gp   (PNG; or -e "fmt='svg'", 'pdf')
if (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'
reset
STEM = 'crossover-test'
ID = 'crossover_test'
W = 1060
H = 429

HEADLINE = 'pthread leads at wait 0us to 200us, none at 600us, pthread at 1800us, coop at 6200us, by up to 2.01×'
SUBJECTS = 2
array SUBJECT[3]
SUBJECT[1] = 'Who has the shortest wall time of mixed, median of 10 processes.  Figures: time of the next / its own; ≈: the best two cannot be told apart at 95 %.'
SUBJECT[2] = 'Right of the dotted line: more workers than processors.  wait / compute: time blocked / on a processor, of one serial worker.'
ORIGINS = 1
array ORIGIN[3]
ORIGIN[1] = 'host vm-2 · Intel Xeon Processor \@ 2.10GHz · 2 cores / 2 threads · kvm · placement compact · GNU 12.2.0 -O3 · yoke 0.1.0 (7f3a9c1) · run 2026-11-22T10:00:00Z · seed 42'

LEFT = 188.524
TOP = 138
BEST = 2
TWO = 1
CELL_W = 119.211
CELL_H = 42
ROWS = 5
COLUMNS = 5
WITHIN = 2
array LABEL[5]
array WIDTH[5]
LABEL[1] = '0us'
LABEL[2] = '200us'
LABEL[3] = '600us'
LABEL[4] = '1800us'
LABEL[5] = '6200us'
WIDTH[1] = '1'
WIDTH[2] = '2'
WIDTH[3] = '4'
WIDTH[4] = '8'
WIDTH[5] = '16'
PARAM = 'wait'
RATIOS = 1
array RATIO[5]
RATIO[1] = '0'
RATIO[2] = '1.0'
RATIO[3] = '3.0'
RATIO[4] = '9.0'
RATIO[5] = '31'

# Legend.
N = 4
array KEY_X[4]
array KEY_Y[4]
array KEY[4]
array HUE[4]
array KEY_HATCH[4]
KEY_X[1] = 37; KEY_Y[1] = 383; HUE[1] = 11383994; KEY_HATCH[1] = 0; KEY[1] = 'serial: 0'
KEY_X[2] = 133.142; KEY_Y[2] = 383; HUE[2] = 8042199; KEY_HATCH[2] = 0; KEY[2] = 'pthread: 3'
KEY_X[3] = 239.824; KEY_Y[3] = 383; HUE[3] = 15313786; KEY_HATCH[3] = 0; KEY[3] = 'fork: 0'
KEY_X[4] = 324.744; KEY_Y[4] = 383; HUE[4] = 14989777; KEY_HATCH[4] = 0; KEY[4] = 'coop: 14'

# Cells: place, half their width, colour, is it decided? hatching, and what stands in them.
CELLS = 30
array X[30]
array Y[30]
array HALF[30]
array FILL[30]
array WON[30]
array HATCH[30]
array UPPER[30]
array LOWER[30]
X[1] = 0; Y[1] = 0; HALF[1] = 0.5; FILL[1] = 15593715; WON[1] = 0; HATCH[1] = 0; UPPER[1] = 'serial'
LOWER[1] = '≈ pthread'
X[2] = 1; Y[2] = 0; HALF[2] = 0.5; FILL[2] = 13953010; WON[2] = 1; HATCH[2] = 0; UPPER[2] = 'pthread'
LOWER[2] = '1.02×'
X[3] = 2; Y[3] = 0; HALF[3] = 0.5; FILL[3] = 15593715; WON[3] = 0; HATCH[3] = 0; UPPER[3] = 'pthread'
LOWER[3] = '≈ fork'
X[4] = 3; Y[4] = 0; HALF[4] = 0.5; FILL[4] = 15593715; WON[4] = 0; HATCH[4] = 0; UPPER[4] = 'pthread'
LOWER[4] = '≈ fork'
X[5] = 4; Y[5] = 0; HALF[5] = 0.5; FILL[5] = 15593715; WON[5] = 0; HATCH[5] = 0; UPPER[5] = 'pthread'
LOWER[5] = '≈ fork'
X[6] = 5.625; Y[6] = 0; HALF[6] = 0.875; FILL[6] = 13953010; WON[6] = 1; HATCH[6] = 0; UPPER[6] = 'pthread × 2'
LOWER[6] = '1.02×'
X[7] = 0; Y[7] = 1; HALF[7] = 0.5; FILL[7] = 15056083; WON[7] = 1; HATCH[7] = 0; UPPER[7] = 'coop'
LOWER[7] = '1.93×'
X[8] = 1; Y[8] = 1; HALF[8] = 0.5; FILL[8] = 15121876; WON[8] = 1; HATCH[8] = 0; UPPER[8] = 'coop'
LOWER[8] = '1.90×'
X[9] = 2; Y[9] = 1; HALF[9] = 0.5; FILL[9] = 13690353; WON[9] = 1; HATCH[9] = 0; UPPER[9] = 'pthread'
LOWER[9] = '1.05×'
X[10] = 3; Y[10] = 1; HALF[10] = 0.5; FILL[10] = 15593715; WON[10] = 0; HATCH[10] = 0; UPPER[10] = 'pthread'
LOWER[10] = '≈ fork'
X[11] = 4; Y[11] = 1; HALF[11] = 0.5; FILL[11] = 15593715; WON[11] = 0; HATCH[11] = 0; UPPER[11] = 'pthread'
LOWER[11] = '≈ fork'
X[12] = 5.625; Y[12] = 1; HALF[12] = 0.875; FILL[12] = 13887474; WON[12] = 1; HATCH[12] = 0; UPPER[12] = 'pthread × 4'
LOWER[12] = '1.02×'
X[13] = 0; Y[13] = 2; HALF[13] = 0.5; FILL[13] = 14989777; WON[13] = 1; HATCH[13] = 0; UPPER[13] = 'coop'
LOWER[13] = '3.75×'
X[14] = 1; Y[14] = 2; HALF[14] = 0.5; FILL[14] = 14989777; WON[14] = 1; HATCH[14] = 0; UPPER[14] = 'coop'
LOWER[14] = '3.59×'
X[15] = 2; Y[15] = 2; HALF[15] = 0.5; FILL[15] = 15254487; WON[15] = 1; HATCH[15] = 0; UPPER[15] = 'coop'
LOWER[15] = '1.75×'
X[16] = 3; Y[16] = 2; HALF[16] = 0.5; FILL[16] = 15593715; WON[16] = 0; HATCH[16] = 0; UPPER[16] = 'pthread'
LOWER[16] = '≈ fork'
X[17] = 4; Y[17] = 2; HALF[17] = 0.5; FILL[17] = 15593715; WON[17] = 0; HATCH[17] = 0; UPPER[17] = 'pthread'
LOWER[17] = '≈ fork'
X[18] = 5.625; Y[18] = 2; HALF[18] = 0.875; FILL[18] = 15593715; WON[18] = 0; HATCH[18] = 0; UPPER[18] = 'pthread × 8'
LOWER[18] = '≈ fork'
X[19] = 0; Y[19] = 3; HALF[19] = 0.5; FILL[19] = 14989777; WON[19] = 1; HATCH[19] = 0; UPPER[19] = 'coop'
LOWER[19] = '8.62×'
X[20] = 1; Y[20] = 3; HALF[20] = 0.5; FILL[20] = 14989777; WON[20] = 1; HATCH[20] = 0; UPPER[20] = 'coop'
LOWER[20] = '7.68×'
X[21] = 2; Y[21] = 3; HALF[21] = 0.5; FILL[21] = 14989777; WON[21] = 1; HATCH[21] = 0; UPPER[21] = 'coop'
LOWER[21] = '3.75×'
X[22] = 3; Y[22] = 3; HALF[22] = 0.5; FILL[22] = 15188438; WON[22] = 1; HATCH[22] = 0; UPPER[22] = 'coop'
LOWER[22] = '1.79×'
X[23] = 4; Y[23] = 3; HALF[23] = 0.5; FILL[23] = 13953010; WON[23] = 1; HATCH[23] = 0; UPPER[23] = 'pthread'
LOWER[23] = '1.02×'
X[24] = 5.625; Y[24] = 3; HALF[24] = 0.875; FILL[24] = 13953010; WON[24] = 1; HATCH[24] = 0; UPPER[24] = 'pthread × 16'
LOWER[24] = '1.02×'
X[25] = 0; Y[25] = 4; HALF[25] = 0.5; FILL[25] = 14989777; WON[25] = 1; HATCH[25] = 0; UPPER[25] = 'coop'
LOWER[25] = '21.3×'
X[26] = 1; Y[26] = 4; HALF[26] = 0.5; FILL[26] = 14989777; WON[26] = 1; HATCH[26] = 0; UPPER[26] = 'coop'
LOWER[26] = '16.1×'
X[27] = 2; Y[27] = 4; HALF[27] = 0.5; FILL[27] = 14989777; WON[27] = 1; HATCH[27] = 0; UPPER[27] = 'coop'
LOWER[27] = '7.92×'
X[28] = 3; Y[28] = 4; HALF[28] = 0.5; FILL[28] = 14989777; WON[28] = 1; HATCH[28] = 0; UPPER[28] = 'coop'
LOWER[28] = '3.85×'
X[29] = 4; Y[29] = 4; HALF[29] = 0.5; FILL[29] = 15188182; WON[29] = 1; HATCH[29] = 0; UPPER[29] = 'coop'
LOWER[29] = '1.82×'
X[30] = 5.625; Y[30] = 4; HALF[30] = 0.875; FILL[30] = 14989777; WON[30] = 1; HATCH[30] = 0; UPPER[30] = 'coop × 2'
LOWER[30] = '2.01×'

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
