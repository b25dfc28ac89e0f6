# Map of a sweep, written by yoke. Draw it again:  gnuplot sweep-test.gp   (PNG; or -e "fmt='svg'", 'pdf')
if (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'
reset
STEM = 'sweep-test'
ID = 'sweep_test'
W = 1060
H = 342

HEADLINE = 'With a set output ’PWNED’ !t…, 2 workers suit every  [31m�\{/:Bold=9…, up to 7.18×'
SUBJECTS = 2
array SUBJECT[3]
SUBJECT[1] = 'Speedup of a set output ’PWNED’ !touch PWNED  over  [31m�\{/:Bold=99 big\} \@… at the same  [31m�\{/:Bold=99 bi…, median of 10 processes.'
SUBJECT[2] = 'Outlined: the fewest workers proven within 5 % of the best.  Right of the dotted line: more workers than processors.  Widest 95 % interval: ±1 %.'
ORIGINS = 2
array ORIGIN[3]
ORIGIN[1] = 'host `touch PWNED`$(touch PWNED) · Intel Xeon Processor \@ 2.10GHz · 2 cores / 2 threads · kvm · placement \_\^\{\}\@\&\~\\’"%s%n$HOME · GNU 12.2.0 -O3 · yoke 0.1.0 (7f3a9c1)'
ORIGIN[2] = 'run a set output ’PWNED’ · seed 42'

# Panels: pixels from the top left corner.
N = 3
array PANEL_X[3]
array PANEL_Y[3]
array NAME[3]
array INKS[3]
NAME[1] = '`touch PWNED`$(touch P…'
PANEL_X[1] = 178.256; PANEL_Y[1] = 138; INKS[1] = '#B84E00'
NAME[2] = '\_\^\{\}\@\&\~\\’"%s%n$HOME'
PANEL_X[2] = 421.504; PANEL_Y[2] = 138; INKS[2] = '#00785A'
NAME[3] = 'a set output ’PWNED’ !…'
PANEL_X[3] = 664.752; PANEL_Y[3] = 138; INKS[3] = '#A85584'
CELL_W = 71.0826
CELL_H = 42
ROWS = 3
COLUMNS = 3
WITHIN = 2
array LABEL[3]
array WIDTH[3]
LABEL[1] = '0'
LABEL[2] = '200000'
LABEL[3] = '600000'
WIDTH[1] = '1'
WIDTH[2] = '2'
WIDTH[3] = '4'
PARAM = ' [31m�\{/:Bold=99 …'

# The scale of colours, in doublings.
SCALE_LOW = -1
SCALE_HIGH = 2.84457
SCALE_TICKS = '"1/2" -1,"1" 0,"2" 1,"4" 2'
FASTER = 'faster than  [31m�\{…'
SLOWER = 'slower than  [31m�\{…'

# A block a panel: column, row, doublings, figure, is the colour dark?
$cells << END
0 0 0 "1.0" 0
1 0 1 "2.0" 0
2 0 0.95735566 "1.9" 0
0 1 0 "1.0" 0
1 1 1 "2.0" 0
2 1 1.9573557 "3.9" 0
0 2 0 "1.0" 0
1 2 1 "2.0" 0
2 2 2 "4.0" 0


0 0 -0.26303441 "0.83" 0
1 0 0.73696559 "1.7" 0
2 0 0.95735566 "1.9" 0
0 1 -0.13750352 "0.91" 0
1 1 0.86249648 "1.8" 0
2 1 1.8624965 "3.6" 0
0 2 -0.070389328 "1.0" 0
1 2 0.92961067 "1.9" 0
2 2 1.9296107 "3.8" 0


0 0 -0.028569152 "1.0" 0
1 0 0.97143085 "2.0" 0
2 0 0.92878651 "1.9" 0
0 1 0.9494983 "1.9" 0
1 1 1.9278942 "3.8" 0
2 1 1.8864995 "3.7" 0
0 2 1.9066088 "3.7" 0
1 2 2.8445746 "7.2" 1
2 2 2.8054716 "7.0" 1
END
# Likewise the cells to take: column, row, is it proven?
$picks << END
1 0 1
2 1 1
2 2 1


2 0 1
2 1 1
2 2 1


1 0 1
1 1 1
1 2 1
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

# --- map of a sweep: a panel a way of running, a row a value of the parameter, a column a number of workers -----------
set label 1 HEAD(HEADLINE) at screen SX(37),SY(27) tc rgb INK
do for [k=1:SUBJECTS] { set label 1+k SUB(SUBJECT[k]) at screen SX(37),SY(35 + 19*k) tc rgb TEXT }
do for [k=1:ORIGINS] { set label 5+k FOOT(ORIGIN[k]) at screen SX(37),SY(H - 19 - 16*(ORIGINS - k)) tc rgb MUTED }
set multiplot
unset border; unset grid; unset tics; unset xlabel

# white at 1, ever bluer above, ever more orange below
set palette defined (SCALE_LOW '#B35806', SCALE_LOW/2.0 '#F1A340', 0 '#F7F7F5', SCALE_HIGH*0.29 '#C9DFF0', SCALE_HIGH*0.63 '#6BAED6', SCALE_HIGH '#08519C')
set cbrange [SCALE_LOW:SCALE_HIGH]
BAR_X = PANEL_X[1]; do for [i=1:N] { if (PANEL_X[i] > BAR_X) { BAR_X = PANEL_X[i] } }
BAR_X = BAR_X + COLUMNS*CELL_W + 36
BAR_H = ROWS*CELL_H < 130 ? 130 : ROWS*CELL_H > 420 ? 420 : ROWS*CELL_H
BAR_B = PANEL_Y[1] + BAR_H
at_octave(o) = BAR_B - BAR_H*(o - SCALE_LOW)/(SCALE_HIGH - SCALE_LOW)
set colorbox user origin SX(BAR_X),SY(BAR_B) size 16.0/W,1.0*BAR_H/H noborder
set cbtics (@SCALE_TICKS) scale 0 textcolor rgb TEXT font ',10'
set label 10 PANEL('Speedup') at screen SX(BAR_X),SY(PANEL_Y[1] - 33) tc rgb INK
set label 11 SMALL(FASTER) at screen SX(BAR_X),SY(PANEL_Y[1] - 14) tc rgb MUTED
set label 12 SMALL(SLOWER) at screen SX(BAR_X),SY(BAR_B + 14) tc rgb MUTED

set style fill solid 1.0 border rgb '#FFFFFF'
set xrange [-0.5:COLUMNS-0.5]; set yrange [ROWS-0.5:-0.5]
figure_size = CELL_W < 24 || CELL_H < 14 ? 0 : CELL_W < 38 || CELL_H < 20 ? 9 : 10.5
edge_x = 0.5 - 2.2/CELL_W; edge_y = 0.5 - 2.2/CELL_H   # an outline stands just inside its cell
figure(s) = figure_size > 0 ? sprintf('{/=%g %s}', figure_size, s) : ''
do for [i=1:N] {
    set lmargin at screen SX(PANEL_X[i]); set rmargin at screen SX(PANEL_X[i] + COLUMNS*CELL_W)
    set tmargin at screen SY(PANEL_Y[i]); set bmargin at screen SY(PANEL_Y[i] + ROWS*CELL_H)
    first_in_row = PANEL_X[i] == PANEL_X[1]
    if (first_in_row) { set label 20 PANEL(PARAM) at screen SX(37),SY(PANEL_Y[i] - 33) tc rgb INK }
    set label 21 PANEL(NAME[i]) at screen SX(PANEL_X[i]),SY(PANEL_Y[i] - 33) tc rgb INKS[i]
    if (first_in_row) { set label 22 SMALL('workers') at screen SX(PANEL_X[i] - 10),SY(PANEL_Y[i] - 13) right tc rgb MUTED }
    do for [c=1:COLUMNS] { if (strlen(WIDTH[c])) { set label 100+c CELL(WIDTH[c]) at c-1,screen SY(PANEL_Y[i] - 13) center tc rgb TEXT } }
    if (first_in_row) { do for [r=1:ROWS] { if (strlen(LABEL[r])) { set label 400+r CELL(LABEL[r]) at screen SX(PANEL_X[i] - 10),first r-1 right tc rgb TEXT } } }
    if (WITHIN > 0) { set arrow 1 from WITHIN-0.5,screen SY(PANEL_Y[i] - 22) to WITHIN-0.5,graph 0 nohead front lc rgb INK lw 1.2 dt (3,6) }
    plot $cells index i-1 using 1:2:(0.5):(0.5):3 with boxxyerror lc palette lw 1.2, \
      $cells index i-1 using ($3 == $3 ? NaN : $1):2:(0.5):(0.5) with boxxyerror fc rgb SHADE lw 1.2, \
      $picks index i-1 using ($3 == 1 ? $1 : NaN):2:(edge_x):(edge_y) with boxxyerror fs empty lc rgb '#FFFFFF' lw 3.6, \
      $picks index i-1 using ($3 == 1 ? $1 : NaN):2:(edge_x):(edge_y) with boxxyerror fs empty lc rgb INK lw 1.8, \
      $picks index i-1 using ($3 == 0 ? $1 : NaN):2:(edge_x):(edge_y) with boxxyerror fs empty lc rgb '#FFFFFF' lw 3.6, \
      $picks index i-1 using ($3 == 0 ? $1 : NaN):2:(edge_x):(edge_y) with boxxyerror fs empty lc rgb INK lw 1.8 dt (10,8), \
      $cells index i-1 using 1:2:(figure(strcol(4))):($5 == 1 ? 0xFFFFFF : 0x1B2733) with labels center tc rgb variable
    unset label; unset arrow; unset colorbox
}
unset multiplot
unset output
