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
