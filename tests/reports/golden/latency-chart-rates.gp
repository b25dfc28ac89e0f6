# Latency chart, written by yoke. Draw it again:  gnuplot latency-test.gp   (PNG; or -e "fmt='svg'", 'pdf')
if (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'
reset
STEM = 'latency-test'
ID = 'latency_test'
W = 1060
H = 686

HEADLINE = 'coop × 8 keeps up with 1600/s, 99 in 100 tasks within 9.00 ms; pthread × 1 only with 400/s'
SUBJECTS = 2
array SUBJECT[3]
SUBJECT[1] = 'io\_sleep (n=5000000), open loop: tasks arrive at random (Poisson), and latency counts from when one was due to its end.'
SUBJECT[2] = 'Marks: percentiles of 1000 to 16 000 tasks, 95 % CI.  Shaded: beyond capacity, the most that was done; hollow: such figures grow with the run.'
ORIGINS = 1
array ORIGIN[3]
ORIGIN[1] = 'host vm-2 · Intel Xeon Processor \@ 2.10GHz · 2 cores / 2 threads · kvm · placement compact · GNU 12.2.0 -O3 · yoke 0.1.0 (7f3a9c1) · run 2026-11-22T10:00:00Z · seed 42'
N = 3
WIDE = 222.333
TOP = 144
MIDDLE = 370
BELOW = 444
BOTTOM = 594
UPPER_LOW = 1.1875e+06
UPPER_HIGH = 1.15315e+10
UPPER_TICKS = '"10 ms" 1e+07,"100 ms" 1e+08,"1 s" 1e+09,"10 s" 1e+10'
UPPER_MARKS = '1e+07,1e+08,1e+09,1e+10'
LOWER_LOW = 1.536e+06
LOWER_HIGH = 1.536e+10
LOWER_TICKS = '"10 ms" 1e+07,"100 ms" 1e+08,"1 s" 1e+09,"10 s" 1e+10'
LOWER_MARKS = '1e+07,1e+08,1e+09,1e+10'
LOAD_LOG = 1
LOAD_LOW = 84.674531
LOAD_HIGH = 1889.5883
LOAD_TICKS = '"100" 100,"200" 200,"400" 400,"800" 800,"1600" 1600'
LOAD_NAME = 'tasks that arrive in a second'
TARGET = NaN
TARGET_TEXT = ''
LOWER_NAME = 'Queued until a worker was free, and served'
array NAME[3]
array NAME_Y[24]
array LEFT[3]
array CAPACITY[3]
array CAPACITY_TEXT[3]
NAME[1] = 'pthread × 1'
CAPACITY_TEXT[1] = 'capacity 400/s'
LEFT[1] = 75; CAPACITY[1] = 400
NAME_Y[1] = 0.80928662
NAME_Y[2] = 0.87589304
NAME_Y[3] = 0.93783994
NAME_Y[4] = NaN
NAME_Y[5] = 0.77865969
NAME_Y[6] = 0.92917469
NAME_Y[7] = 0.026666667
NAME_Y[8] = 0.12
NAME[2] = 'pthread × 2'
CAPACITY_TEXT[2] = 'capacity 800/s'
LEFT[2] = 403.333; CAPACITY[2] = 800
NAME_Y[9] = 0.73389728
NAME_Y[10] = 0.8005037
NAME_Y[11] = 0.86245061
NAME_Y[12] = NaN
NAME_Y[13] = 0.7034022
NAME_Y[14] = 0.85391719
NAME_Y[15] = 0.026666667
NAME_Y[16] = 0.12
NAME[3] = 'coop × 8'
CAPACITY_TEXT[3] = ''
LEFT[3] = 731.667; CAPACITY[3] = NaN
NAME_Y[17] = 0.10094359
NAME_Y[18] = 0.16755001
NAME_Y[19] = 0.22949691
NAME_Y[20] = NaN
NAME_Y[21] = 0.026666667
NAME_Y[22] = 0.21333333
NAME_Y[23] = 0.12
NAME_Y[24] = 0.30666667
# Points: load, overloaded; value, low and high end in ns of p50, p90, p99, p99.9, queued p50 and p99, served p50 and p99.
$points << END
100 0 2000000 1900000 2100000 4000000 3680000 4400000 6000000 5400000 7200000 NaN NaN NaN 1536000 1536000 1536000 1536000 1536000 1536000 2000000 1900000 2100000 4000000 3600000 4800000
200 0 3000000 2850000 3150000 6000000 5520000 6600000 9000000 8100000 10800000 NaN NaN NaN 1536000 1536000 1536000 4000000 3600000 4800000 2000000 1900000 2100000 4000000 3600000 4800000
400 0 5.02e+08 4.769e+08 5.271e+08 1.004e+09 9.2368e+08 1.1044e+09 1.506e+09 1.3554e+09 1.8072e+09 NaN NaN NaN 5e+08 4.75e+08 5.25e+08 2e+09 1.8e+09 2.4e+09 2000000 1900000 2100000 4000000 3600000 4800000
800 1 1.002e+09 9.519e+08 1.0521e+09 2.004e+09 1.84368e+09 2.2044e+09 3.006e+09 2.7054e+09 3.6072e+09 NaN NaN NaN 1e+09 9.5e+08 1.05e+09 4e+09 3.6e+09 4.8e+09 2000000 1900000 2100000 4000000 3600000 4800000
1600 1 2.002e+09 1.9019e+09 2.1021e+09 4.004e+09 3.68368e+09 4.4044e+09 6.006e+09 5.4054e+09 7.2072e+09 NaN NaN NaN 2e+09 1.9e+09 2.1e+09 8e+09 7.2e+09 9.6e+09 2000000 1900000 2100000 4000000 3600000 4800000


100 0 2000000 1900000 2100000 4000000 3680000 4400000 6000000 5400000 7200000 NaN NaN NaN 1536000 1536000 1536000 1536000 1536000 1536000 2000000 1900000 2100000 4000000 3600000 4800000
200 0 2000000 1900000 2100000 4000000 3680000 4400000 6000000 5400000 7200000 NaN NaN NaN 1536000 1536000 1536000 1536000 1536000 1536000 2000000 1900000 2100000 4000000 3600000 4800000
400 0 3000000 2850000 3150000 6000000 5520000 6600000 9000000 8100000 10800000 NaN NaN NaN 1536000 1536000 1536000 4000000 3600000 4800000 2000000 1900000 2100000 4000000 3600000 4800000
800 0 5.02e+08 4.769e+08 5.271e+08 1.004e+09 9.2368e+08 1.1044e+09 1.506e+09 1.3554e+09 1.8072e+09 NaN NaN NaN 5e+08 4.75e+08 5.25e+08 2e+09 1.8e+09 2.4e+09 2000000 1900000 2100000 4000000 3600000 4800000
1600 1 1.002e+09 9.519e+08 1.0521e+09 2.004e+09 1.84368e+09 2.2044e+09 3.006e+09 2.7054e+09 3.6072e+09 NaN NaN NaN 1e+09 9.5e+08 1.05e+09 4e+09 3.6e+09 4.8e+09 2000000 1900000 2100000 4000000 3600000 4800000


100 0 2000000 1900000 2100000 4000000 3680000 4400000 6000000 5400000 7200000 NaN NaN NaN 1536000 1536000 1536000 1536000 1536000 1536000 2000000 1900000 2100000 4000000 3600000 4800000
200 0 2000000 1900000 2100000 4000000 3680000 4400000 6000000 5400000 7200000 NaN NaN NaN 1536000 1536000 1536000 1536000 1536000 1536000 2000000 1900000 2100000 4000000 3600000 4800000
400 0 2000000 1900000 2100000 4000000 3680000 4400000 6000000 5400000 7200000 NaN NaN NaN 1536000 1536000 1536000 1536000 1536000 1536000 2000000 1900000 2100000 4000000 3600000 4800000
800 0 2000000 1900000 2100000 4000000 3680000 4400000 6000000 5400000 7200000 NaN NaN NaN 1536000 1536000 1536000 1536000 1536000 1536000 2000000 1900000 2100000 4000000 3600000 4800000
1600 0 3000000 2850000 3150000 6000000 5520000 6600000 9000000 8100000 10800000 NaN NaN NaN 1536000 1536000 1536000 4000000 3600000 4800000 2000000 1900000 2100000 4000000 3600000 4800000


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
