# --- samples chart: a row a cell: its processes side by side, and in their order; below, how they are distributed ------
set label 1 HEAD(HEADLINE) at screen SX(37),SY(27) tc rgb INK
do for [k=1:SUBJECTS] { set label 1+k SUB(SUBJECT[k]) at screen SX(37),SY(35 + 19*k) tc rgb TEXT }
do for [k=1:ORIGINS] { set label 5+k FOOT(ORIGIN[k]) at screen SX(37),SY(H - 19 - 16*(ORIGINS - k)) tc rgb MUTED }
set multiplot
PLOT_L = 190; PLOT_R = 620; ORDER_L = 700; ORDER_R = 1008

# left: side by side
set lmargin at screen SX(PLOT_L); set rmargin at screen SX(PLOT_R)
set tmargin at screen SY(TOP); set bmargin at screen SY(MIDDLE)
set label 20 PANEL('Each process, beside its median') at screen SX(37),SY(TOP - 18) tc rgb INK
set xrange [LOW:HIGH]; set yrange [N + 0.5:0.5]
set xtics (@TICKS) @TICSTYLE
set format x ''
unset ytics; unset grid; set grid x back lc rgb GRID lw 0.8 dt 1
do for [i=1:N] {
    set label 100+i PANEL(NAME[i]) at screen SX(37),first i - 0.13 tc rgb INKS[i]
    set label 200+i SMALL(NOTE[i]) at screen SX(37),first i + 0.17 tc rgb MUTED
    if (CI_LOW[i] == CI_LOW[i] && CI_HIGH[i] == CI_HIGH[i]) { set object i rect from CI_LOW[i],i - 0.4 to CI_HIGH[i],i + 0.4 fs solid noborder fc rgb SHADE behind }
    set arrow i from 0,i - 0.4 to 0,i + 0.4 nohead back lc rgb HUE[i] lw 2
}
plot for [i=1:N] $dots index i-1 using 1:(i + 0.36*$2) with points pt MARK[i] ps 0.85*SIZE[i] lc rgb HUE[i]
unset label; unset arrow; unset object

# right: in their order
set lmargin at screen SX(ORDER_L); set rmargin at screen SX(ORDER_R)
set label 20 PANEL('In the order they ran') at screen SX(ORDER_L - 4),SY(TOP - 18) tc rgb INK
set xrange [0.3:BLOCKS + 0.7]
set xtics autofreq @TICSTYLE
set format x '%.0f'
set xlabel 'block' offset 0,0.3
unset grid
height(v) = 0.36*(2*(v - LOW)/(HIGH - LOW) - 1)
do for [i=1:N] {
    set object i rect from graph 0,first i - 0.42 to graph 1,first i + 0.42 fs solid noborder fc rgb WASH behind
    set arrow i from graph 0,first i - height(0) to graph 1,first i - height(0) nohead back lc rgb HUE[i] lw 0.9
    set label 100+i SMALL('slower') at screen SX(ORDER_R + 3),first i - 0.27 left rotate by 0 tc rgb MUTED
}
plot for [i=1:N] $dots index i-1 using 3:(i - height($1)) with points pt MARK[i] ps 0.8*SIZE[i] lc rgb HUE[i]
unset label; unset arrow; unset object; unset xlabel

# below: how they are distributed
set lmargin at screen SX(PLOT_L); set rmargin at screen SX(PLOT_R)
set tmargin at screen SY(ECDF_T); set bmargin at screen SY(ECDF_B)
set label 20 PANEL('Share of processes at most this slow') at screen SX(37),SY(ECDF_T - 20) tc rgb INK
set xrange [LOW:HIGH]; set yrange [0:1]
set xtics (@TICKS) @TICSTYLE
set ytics ('0' 0,'50 %%' 0.5,'100 %%' 1) @TICSTYLE
set xlabel 'beside the median of the cell' offset 0,0.3 textcolor rgb TEXT font ',11'
set grid x y back lc rgb GRID lw 0.8 dt 1
plot for [i=1:N] $steps index i-1 using 1:2 with steps lc rgb HUE[i] lw 1.6 dt DASH[i]
unset label

# and which line is whose
unset border; unset tics; unset grid; unset xlabel
set lmargin at screen SX(ORDER_L); set rmargin at screen SX(ORDER_R)
set xrange [0:1]; set yrange [ECDF_B:ECDF_T]
do for [i=1:N] {
    set arrow 50+i from 0,ECDF_T + 24*(i - 0.5) to 0.1,ECDF_T + 24*(i - 0.5) nohead lc rgb HUE[i] lw 1.6 dt DASH[i]
    set label 100+i '' at 0.05,ECDF_T + 24*(i - 0.5) point pt MARK[i] ps SIZE[i] lc rgb HUE[i]
    set label 200+i CELL(NAME[i]) at 0.14,ECDF_T + 24*(i - 0.5) left tc rgb INKS[i]
}
plot NaN notitle
unset multiplot
unset output
