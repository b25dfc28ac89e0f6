# --- latency: a column a series; above the percentiles, below the queue apart from the service ------------------------
array HUE[8]; array INKS[8]; array MARK[8]; array HOLLOW[8]; array SIZE[8]; array DASH[8]; array WORD[8]
HUE[1] = '#0072B2'; HUE[2] = '#009E73'; HUE[3] = '#D55E00'; HUE[4] = '#1B2733'; HUE[5] = '#D55E00'; HUE[6] = '#D55E00'; HUE[7] = '#626E7A'; HUE[8] = '#626E7A'
INKS[1] = '#0072B2'; INKS[2] = '#00785A'; INKS[3] = '#B84E00'; INKS[4] = '#1B2733'; INKS[5] = '#B84E00'; INKS[6] = '#B84E00'; INKS[7] = '#45525F'; INKS[8] = '#45525F'
MARK[1] = 7; MARK[2] = 9; MARK[3] = 5; MARK[4] = 13; MARK[5] = 11; MARK[6] = 5; MARK[7] = 9; MARK[8] = 7
do for [k=1:8] { HOLLOW[k] = MARK[k] - 1; SIZE[k] = MARK[k] == 5 || MARK[k] == 7 ? 0.6 : 0.75; DASH[k] = k == 5 || k == 7 ? 21 : 1 }
WORD[1] = 'p50'; WORD[2] = 'p90'; WORD[3] = 'p99'; WORD[4] = 'p99.9'; WORD[5] = 'queued p50'; WORD[6] = 'queued p99'; WORD[7] = 'served p50'; WORD[8] = 'served p99'
CALL = '#C2410C'
closed(low, high) = low == low && high == high   # NaN: no interval
set label 1 HEAD(HEADLINE) at screen SX(37),SY(27) tc rgb INK
do for [k=1:SUBJECTS] { set label 1+k SUB(SUBJECT[k]) at screen SX(37),SY(35 + 19*k) tc rgb TEXT }
do for [k=1:ORIGINS] { set label 5+k FOOT(ORIGIN[k]) at screen SX(37),SY(H - 19 - 16*(ORIGINS - k)) tc rgb MUTED }
set label 9 PANEL('Latency') at screen SX(37),SY(TOP - 41) tc rgb INK
set label 10 PANEL(LOWER_NAME) at screen SX(37),SY(BELOW - 22) tc rgb INK
if (TARGET == TARGET) { set label 11 SMALL(TARGET_TEXT) at screen SX(W - 37),SY(TOP - 41) right tc rgb CALL }
set multiplot
set clip two
set logscale y 10
if (LOAD_LOG) { set logscale x 10 }
set xrange [LOAD_LOW:LOAD_HIGH]
do for [c=1:N] {
    set lmargin at screen SX(LEFT[c]); set rmargin at screen SX(LEFT[c] + WIDE)
    do for [r=0:1] {
        set tmargin at screen SY(r ? BELOW : TOP); set bmargin at screen SY(r ? BOTTOM : MIDDLE)
        if (r) { set yrange [LOWER_LOW:LOWER_HIGH] } else { set yrange [UPPER_LOW:UPPER_HIGH] }
        if (r && c == 1) { set ytics (@LOWER_TICKS) @TICSTYLE }
        if (!r && c == 1) { set ytics (@UPPER_TICKS) @TICSTYLE }
        if (r && c > 1) { set ytics (@LOWER_MARKS) format '' @TICSTYLE }
        if (!r && c > 1) { set ytics (@UPPER_MARKS) format '' @TICSTYLE }
        set xtics (@LOAD_TICKS) @TICSTYLE
        if (r) { set xlabel LOAD_NAME offset 0,0.3 textcolor rgb TEXT font ',11' } else { unset xlabel }
        if (!r) { set label 20 PANEL(NAME[c]) at screen SX(LEFT[c]),SY(TOP - 17) left tc rgb INK }
        if (CAPACITY[c] == CAPACITY[c]) {
            set object 1 rect from CAPACITY[c],graph 0 to graph 1,graph 1 fs solid noborder fc rgb SHADE behind
            set arrow 1 from CAPACITY[c],graph 0 to CAPACITY[c],graph 1 nohead back lc rgb MUTED lw 1.1 dt (5,4)
            if (!r) { set label 21 SMALL(CAPACITY_TEXT[c]) at screen SX(LEFT[c] + WIDE),SY(TOP - 17) right tc rgb MUTED }
        }
        if (!r && TARGET == TARGET) {
            set arrow 2 from graph 0,first TARGET to graph 1,first TARGET nohead front lc rgb CALL lw 1.2 dt (5,4)
        }
        do for [k=1 + 4*r:4 + 4*r] {
            if (NAME_Y[8*(c - 1) + k] == NAME_Y[8*(c - 1) + k]) { set label 30+k SMALL(WORD[k]) at graph 1 + 6.0/WIDE,graph NAME_Y[8*(c - 1) + k] left tc rgb INKS[k] }
        }
        plot \
          for [k=1 + 4*r:4 + 4*r] $points index c-1 using 1:3*k with lines lc rgb HUE[k] lw 1.3 dt DASH[k], \
          for [k=1 + 4*r:4 + 4*r] $points index c-1 using 1:(closed(column(3*k + 1), column(3*k + 2)) ? column(3*k) : NaN):3*k+1:3*k+2 with yerrorbars pt 0 ps 0 lc rgb HUE[k] lw 1, \
          for [k=1 + 4*r:4 + 4*r] $points index c-1 using ($2 == 0 ? $1 : NaN):3*k with points pt MARK[k] ps SIZE[k] lc rgb HUE[k], \
          for [k=1 + 4*r:4 + 4*r] $points index c-1 using ($2 == 1 ? $1 : NaN):3*k with points pt MARK[k] ps SIZE[k] lc rgb '#FFFFFF', \
          for [k=1 + 4*r:4 + 4*r] $points index c-1 using ($2 == 1 ? $1 : NaN):3*k with points pt HOLLOW[k] ps SIZE[k] lc rgb HUE[k] lw 1.1
        unset label; unset object; unset arrow
        set format y '%g'
    }
}
unset multiplot
unset output
