# Speedup chart, written by yoke. Draw it again:  gnuplot speedup-test.gp   (PNG; or -e "fmt='svg'", 'pdf')
if (GPVAL_VERSION < 5.2) exit error 'this script needs gnuplot 5.2 or newer'
reset
STEM = 'speedup-test'
ID = 'speedup_test'
W = 1060
H = 732

HEADLINE = 'openmp reaches 15.2× on 32 workers; fork peaks at 6.27× on 14 workers; pthread stays at 11.7×'
SUBJECTS = 2
array SUBJECT[3]
SUBJECT[1] = 'Speedup of sha256 (n=5000000; 4096 tasks × 2.10 ms) over serial, 8.61 s.  Marks: median of 10 processes, 95 % CI.  Dashed: ideal.'
SUBJECT[2] = 'Smooth: the law of scaling that fits best, with its 95 % band.'
ORIGINS = 2
array ORIGIN[3]
ORIGIN[1] = 'host bench-07 · AMD EPYC 7313P 16-Core Processor · 16 cores / 32 threads · governor performance · placement compact · GNU 12.2.0 -O3 · yoke 0.1.0 (7f3a9c1)'
ORIGIN[2] = 'run 2026-11-22T10:00:00Z · seed 42'
MISSINGS = 0
array MISSING[3]

# Panels and axes: pixels from the top left corner.
TOP = 124
LEFT_L = 66
LEFT_R = 544.035
LEFT_B = 630
RIGHT_L = 694
RIGHT_R = 1023
RIGHT_B = 351
LEFT_LOG = 0
SPEEDUP_LOG = 0
LEFT_LOW = 0
LEFT_HIGH = 32.9654
LEFT_TICKS = '1,4,6,8,10,12,14,16,20,24,28,32'
SPEEDUP_LOW = 0
SPEEDUP_HIGH = 17
SPEEDUP_TICKS = '"0×" 0,"2×" 2,"4×" 4,"6×" 6,"8×" 8,"10×" 10,"12×" 12,"14×" 14,"16×" 16'
RIGHT_LOW = 0.851124
RIGHT_HIGH = 37.5973
RIGHT_TICKS = '1,2,4,8,16,32'
EFFICIENCY_LOW = 0
EFFICIENCY_HIGH = 110
EFFICIENCY_TICKS = '0,25,50,75,100'
RIGHT_NAME = 'Efficiency (speedup ÷ workers)'
LEFT_DODGE = 0
RIGHT_DODGE = 0

# Shaded: where workers share a core or a processor.
ZONES = 1
ZONE_Y = 613
array ZONE_FROM[2]
array ZONE_TO[2]
array ZONE_X[2]
array ZONE_INK[2]
array ZONE_TEXT[2]
ZONE_FROM[1] = 16.5; ZONE_TO[1] = 32.9654; ZONE_X[1] = 424.651; ZONE_INK[1] = '#F4F6F8'
ZONE_TEXT[1] = 'two workers per core (SMT)'

# Series: look, last point, height of the name, whether a line leads to it.
N = 3
array NAME[3]
array HUE[3]
array INKS[3]
array MARK[3]
array HALO[3]
array SIZE[3]
array DASH[3]
array END_X[3]
array END_Y[3]
array LABEL_Y[3]
array LED[3]
NAME[1] = 'openmp'; HUE[1] = '#009E73'; INKS[1] = '#00785A'; MARK[1] = 9; HALO[1] = 9; SIZE[1] = 0.8; DASH[1] = 1
END_X[1] = 32; END_Y[1] = 15.212; LABEL_Y[1] = 15.212; LED[1] = 0
NAME[2] = 'pthread'; HUE[2] = '#0072B2'; INKS[2] = '#0072B2'; MARK[2] = 7; HALO[2] = 7; SIZE[2] = 0.65; DASH[2] = 1
END_X[2] = 32; END_Y[2] = 11.6431; LABEL_Y[2] = 11.6431; LED[2] = 0
NAME[3] = 'fork'; HUE[3] = '#D55E00'; INKS[3] = '#B84E00'; MARK[3] = 5; HALO[3] = 5; SIZE[3] = 0.65; DASH[3] = 1
END_X[3] = 32; END_Y[3] = 4.87701; LABEL_Y[3] = 4.87701; LED[3] = 0

# The best of each: figures row by row.
TABLE_T = 435
ROW = 20
COLUMNS = 4
array COLUMN[4]
array COLUMN_X[4]
array ROW_NAME[3]
array FIGURE[12]
COLUMN[1] = 'speedup'; COLUMN_X[1] = 0.42
COLUMN[2] = '95 % CI'; COLUMN_X[2] = 0.63
COLUMN[3] = 'workers'; COLUMN_X[3] = 0.81
COLUMN[4] = 'time'; COLUMN_X[4] = 1
ROW_NAME[1] = 'openmp'; FIGURE[1] = '15.2×'; FIGURE[2] = '14.6–15.9'; FIGURE[3] = '32'; FIGURE[4] = '566 ms'
ROW_NAME[2] = 'pthread'; FIGURE[5] = '11.7×'; FIGURE[6] = '11.3–12.1'; FIGURE[7] = '28'; FIGURE[8] = '736 ms'
ROW_NAME[3] = 'fork'; FIGURE[9] = '6.27×'; FIGURE[10] = '6.14–6.40'; FIGURE[11] = '14'; FIGURE[12] = '1.37 s'

# Laws of scaling: workers, speedup, ends of its band at 95 %.
LAWS = 3
LAWS_T = 565
array LAWED[3]
LAWED[1] = 1; LAWED[2] = 1; LAWED[3] = 1
$laws << END
1 1 0 NaN
1.05946 1.0588335 0 NaN
1.12246 1.1210891 0 NaN
1.18921 1.1869613 0 NaN
1.25992 1.2566547 0 NaN
1.33484 1.3303852 0 NaN
1.41421 1.4083799 0 NaN
1.49831 1.4908779 0 NaN
1.5874 1.5781311 0 NaN
1.68179 1.6704041 0 NaN
1.7818 1.7679754 0 NaN
1.88775 1.8711376 0 NaN
2 1.980198 0 NaN
2.11893 2.0954793 0 NaN
2.24492 2.2173201 0 NaN
2.37841 2.3460756 0 NaN
2.51984 2.4821178 0 NaN
2.66968 2.6258366 0 NaN
2.82843 2.77764 0 NaN
2.99661 2.9379545 0 NaN
3.1748 3.1072261 0 NaN
3.36359 3.2859201 0 NaN
3.56359 3.4745222 0 NaN
3.7755 3.6735383 0 NaN
4 3.8834951 0 NaN
4.23785 4.1049405 0 NaN
4.48985 4.3384431 0 NaN
4.75683 4.5845932 0 NaN
5.03968 4.8440018 0 NaN
5.33936 5.1173013 0 NaN
5.65685 5.4051445 0 NaN
5.99323 5.7082046 0 NaN
6.3496 6.0271742 0 NaN
6.72717 6.3627649 0 NaN
7.12719 6.7157057 0 NaN
7.55099 7.0867424 0 NaN
8 7.4766355 0 NaN
8.4757 7.8861588 0 NaN
8.9797 8.3160971 0 NaN
9.51366 8.7672439 0 NaN
10.0794 9.2403986 0 NaN
10.6787 9.7363636 0 NaN
11.3137 10.255941 0 NaN
11.9865 10.799927 0 NaN
12.6992 11.369112 0 NaN
13.4543 11.964271 0 NaN
14.2544 12.586162 0 NaN
15.102 13.235518 0 NaN
16 13.913043 0 NaN
16.9514 14.619408 0 NaN
17.9594 15.355238 0 NaN
19.0273 16.121111 0 NaN
20.1587 16.917548 0 NaN
21.3574 17.745009 0 NaN
22.6274 18.603879 0 NaN
23.9729 19.494466 0 NaN
25.3984 20.416994 0 NaN
26.9087 21.371588 0 NaN
28.5088 22.358275 0 NaN
30.204 23.376972 0 NaN
32 24.427481 0 NaN


1 1 0.9915666 1.0082553
1.05946 1.0582504 1.0494258 1.0668905
1.12246 1.1198089 1.1105818 1.1288451
1.18921 1.1848519 1.1752114 1.1942951
1.25992 1.2535635 1.2434994 1.2634242
1.33484 1.3261358 1.3156384 1.3364236
1.41421 1.4027687 1.3918292 1.4134925
1.49831 1.48367 1.4722805 1.4948379
1.5874 1.5690554 1.5572092 1.5806745
1.68179 1.6591484 1.6468397 1.6712246
1.7818 1.7541797 1.741404 1.7667178
1.88775 1.8543873 1.8411412 1.8673909
2 1.9600157 1.9462972 1.9734871
2.11893 2.0713154 2.0571237 2.0852558
2.24492 2.1885421 2.1738773 2.2029515
2.37841 2.3119557 2.2968188 2.3268333
2.51984 2.441819 2.4262114 2.4571633
2.66968 2.5783961 2.5623192 2.5942058
2.82843 2.721951 2.7054054 2.7382252
2.99661 2.872745 2.8557295 2.8894841
3.1748 3.0310343 3.013545 3.0482416
3.36359 3.1970674 3.1790956 3.2147498
3.56359 3.3710811 3.3526122 3.3892514
3.7755 3.5532968 3.5343078 3.5719753
4 3.7439161 3.7243732 3.7631329
4.23785 3.9431156 3.9229717 3.9629127
4.48985 4.1510405 4.130233 4.1714747
4.75683 4.367799 4.3462468 4.3889433
5.03968 4.593454 4.5710564 4.6153994
5.33936 4.8280158 4.8046509 4.8508717
5.65685 5.0714327 5.0469582 5.0953263
5.99323 5.3235815 5.297836 5.3486561
6.3496 5.5842576 5.5570639 5.6106682
6.72717 5.8531636 5.8243332 5.8810722
7.12719 6.1298983 6.0992378 6.1594668
7.55099 6.4139449 6.381263 6.4453275
8 6.7046597 6.6697752 6.7379941
8.4757 7.0012608 6.964011 7.0366591
8.9797 7.3028174 7.2630671 7.340357
9.51366 7.6082411 7.5658905 7.6479554
10.0794 7.9162786 7.8712716 7.9581486
10.6787 8.2255066 8.1778375 8.2694537
11.3137 8.5343305 8.4840495 8.5802111
11.9865 8.8409869 8.7882028 8.8885893
12.6992 9.1435506 9.08843 9.1925961
13.4543 9.439947 9.3827088 9.4900966
14.2544 9.7279706 9.6688728 9.7788385
15.102 10.005309 9.9446277 10.056487
16 10.269576 10.207569 10.320667
16.9514 10.518346 10.455206 10.56902
17.9594 10.7492 10.684986 10.799258
19.0273 10.95977 10.894325 11.009237
20.1587 11.147793 11.080658 11.197004
21.3574 11.311165 11.241504 11.360842
22.6274 11.44799 11.374572 11.499266
23.9729 11.556633 11.477891 11.610997
25.3984 11.635764 11.549936 11.694921
26.9087 11.684398 11.5897 11.750099
28.5088 11.70192 11.596705 11.77581
30.204 11.688108 11.570968 11.771621
32 11.643138 11.512964 11.737438


1 1 0.99084902 1.0088324
1.05946 1.0573267 1.047793 1.0665362
1.12246 1.1177703 1.1078478 1.1273637
1.18921 1.1814749 1.1711589 1.1914582
1.25992 1.2485878 1.2378747 1.2589658
1.33484 1.319258 1.3081457 1.3300344
1.41421 1.393636 1.3821237 1.4048131
1.49831 1.4718722 1.4599609 1.4834511
1.5874 1.5541164 1.5418083 1.5660966
1.68179 1.6405155 1.6278148 1.6528954
1.7818 1.7312127 1.7181248 1.7439892
1.88775 1.8263447 1.8128766 1.8395136
2 1.9260401 1.9121995 1.9395961
2.11893 2.0304159 2.0162115 2.0443536
2.24492 2.1395753 2.1250157 2.153889
2.37841 2.2536036 2.2386966 2.2682885
2.51984 2.3725644 2.3573162 2.3876174
2.66968 2.4964953 2.4809091 2.511916
2.82843 2.6254027 2.6094772 2.6411949
2.99661 2.7592566 2.7429843 2.77543
3.1748 2.8979845 2.8813501 2.9145563
3.36359 3.0414654 3.0244434 3.0584618
3.56359 3.1895225 3.1720757 3.2069805
3.7755 3.3419165 3.3239946 3.3598851
4 3.4983383 3.4798767 3.5168791
4.23785 3.6584019 3.6393221 3.6775885
4.48985 3.8216373 3.8018479 3.841554
4.75683 3.9874841 3.9668833 4.0082227
5.03968 4.1552861 4.1337655 4.1769421
5.33936 4.3242867 4.3017367 4.3469536
5.65685 4.493627 4.469942 4.51739
5.99323 4.6623446 4.6374302 4.6872741
6.3496 4.8293767 4.8031557 4.8555214
6.72717 4.9935653 4.965984 5.0209456
7.12719 5.1536663 5.1247003 5.1822689
7.55099 5.3083626 5.2780212 5.3381363
8 5.4562815 5.4246109 5.4871341
8.4757 5.5960161 5.5631008 5.6278131
8.9797 5.7261501 5.6921129 5.7587164
9.51366 5.8452873 5.8102865 5.87841
10.0794 5.9520822 5.9163071 5.985517
10.6787 6.0452734 6.0089367 6.0787534
11.3137 6.1237169 6.0870442 6.156964
11.9865 6.1864176 6.1496352 6.2191573
12.6992 6.232559 6.1958781 6.2645372
13.4543 6.2615284 6.2251275 6.2925302
14.2544 6.2729355 6.2369416 6.3028061
15.102 6.2666256 6.231095 6.2952904
16 6.2426844 6.2075855 6.2701669
16.9514 6.2014351 6.1666378 6.2278681
17.9594 6.1434283 6.1087033 6.1690547
19.0273 6.0694242 6.0344578 6.0945819
20.1587 5.980369 5.9447939 6.00546
21.3574 5.8773671 5.840804 5.9028145
22.6274 5.7616497 5.7237511 5.7878527
23.9729 5.6345412 5.5950264 5.661839
25.3984 5.4974267 5.4561022 5.5260765
26.9087 5.3517197 5.3084853 5.381889
28.5088 5.1988326 5.1536766 5.2306026
30.204 5.0401503 4.9931381 5.0735258
32 4.877008 4.8282679 4.9119298


END
array LAW_OF[3]
array LAW_FIGURE[12]
LAW_OF[1] = 1; LAW_FIGURE[1] = 'Amdahl'; LAW_FIGURE[2] = '1 %  0.90 … 1.1'; LAW_FIGURE[3] = '–'; LAW_FIGURE[4] = '–'
LAW_OF[2] = 2; LAW_FIGURE[5] = 'USL'; LAW_FIGURE[6] = '1.8 %  1.6 … 2.0'; LAW_FIGURE[7] = '12  9.6 … 14'; LAW_FIGURE[8] = '29'
LAW_OF[3] = 3; LAW_FIGURE[9] = 'USL'; LAW_FIGURE[10] = '2.9 %  2.6 … 3.2'; LAW_FIGURE[11] = '47  38 … 56'; LAW_FIGURE[12] = '14'

# A block for each series: workers, speedup, its 95 % interval, efficiency in per cent, its interval.
$series << END
1 1 0.9948 1.0052 100 99.48 100.52
2 1.977066 1.9644128 1.9897193 98.853302 98.220641 99.485963
3 2.9274005 2.9051522 2.9496487 97.580016 96.838407 98.321624
4 3.8476337 3.8137745 3.8814929 96.190843 95.344363 97.037322
6 5.5865922 5.5240223 5.649162 93.10987 92.067039 94.1527
8 7.1761751 7.0785791 7.2737711 89.702189 88.482239 90.922139
10 8.605852 8.4681583 8.7435456 86.05852 84.681583 87.435456
12 9.8716683 9.6900296 10.053307 82.263903 80.750247 83.777558
14 10.975227 10.746943 11.203512 78.394481 76.763876 80.025086
16 11.922504 11.645902 12.199106 74.515648 72.786885 76.244411
20 13.386881 13.012048 13.761714 66.934404 65.060241 68.808568
24 14.357502 13.886576 14.828428 59.822924 57.860732 61.785116
28 14.934926 14.373373 15.49648 53.339023 51.333476 55.34457
32 15.212017 14.567028 15.857007 47.537555 45.521962 49.553147


1 1 0.9948 1.0052 100 99.48 100.52
2 1.9600157 1.9474716 1.9725598 98.000784 97.373579 98.627989
3 2.8757669 2.853911 2.8976227 95.858896 95.130368 96.587423
4 3.7439161 3.7109697 3.7768626 93.597903 92.774242 94.421565
6 5.3285968 5.2689165 5.3882771 88.809947 87.815275 89.804618
8 6.7046597 6.6134764 6.7958431 83.808247 82.668455 84.948039
10 7.8740157 7.7480315 8 78.740157 77.480315 80
12 8.8469478 8.684164 9.0097316 73.724565 72.368033 75.081097
14 9.6392178 9.4387221 9.8397136 68.851556 67.419444 70.283668
16 10.269576 10.031322 10.507831 64.184852 62.695764 65.673941
20 11.123471 10.812013 11.434928 55.617353 54.060067 57.174638
24 11.558467 11.179349 11.937584 48.160277 46.58062 49.739935
28 11.699816 11.259903 12.139729 41.785058 40.213939 43.356176
32 11.643138 11.149469 12.136807 36.384806 34.84209 37.927521


1 1 0.9948 1.0052 100 99.48 100.52
2 1.9260401 1.9137134 1.9383667 96.302003 95.68567 96.918336
3 2.7619223 2.7409317 2.7829129 92.064077 91.36439 92.763764
4 3.4983383 3.4675529 3.5291237 87.458457 86.688823 88.228092
6 4.6656299 4.6133748 4.7178849 77.760498 76.88958 78.631415
8 5.4562815 5.3820761 5.530487 68.203519 67.275951 69.131087
10 5.9382423 5.8432304 6.0332542 59.382423 58.432304 60.332542
12 6.1874807 6.073631 6.3013303 51.562339 50.613592 52.511086
14 6.2712775 6.140835 6.4017201 44.79484 43.863107 45.726572
16 6.2426844 6.0978541 6.3875146 39.016777 38.111588 39.921966
20 5.9934073 5.8255918 6.1612227 29.967036 29.127959 30.806113
24 5.6319519 5.4472239 5.81668 23.466466 22.696766 24.236167
28 5.2471796 5.0498857 5.4444736 18.739927 18.035306 19.444549
32 4.877008 4.6702228 5.0837931 15.24065 14.594446 15.886853
END

# The ideal: the line, the line in per cent, and both at each measured width.
$ideal << END
0 0
32.9654 32.9654


0.851124 100
37.5973 100


1 1 100
2 2 100
3 3 100
4 4 100
6 6 100
8 8 100
10 10 100
12 12 100
14 14 100
16 16 100
20 20 100
24 24 100
28 28 100
32 32 100
END
IDEAL_NAMED = 1
IDEAL_X = 264.086
IDEAL_Y = 200.58
IDEAL_ANGLE = 64.0251

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

# --- drawing -------------------------------------------------------------------------------------------------------
# Marks of several series at one worker count stand side by side: DODGE pixels apart around the true place, on an axis
# from lo to hi that is wide pixels long. Their lines go with them: a mark beside its line belongs to nobody.
place(w, i, step, lo, hi, wide) = w + (i - (N + 1)/2.0)*step*(hi - lo)/wide
place2(w, i, step, lo, hi, wide) = w*(hi/lo)**((i - (N + 1)/2.0)*step/wide)
left(w, i) = LEFT_LOG ? place2(w, i, LEFT_DODGE, LEFT_LOW, LEFT_HIGH, LEFT_R - LEFT_L) : place(w, i, LEFT_DODGE, LEFT_LOW, LEFT_HIGH, LEFT_R - LEFT_L)
right(w, i) = place2(w, i, RIGHT_DODGE, RIGHT_LOW, RIGHT_HIGH, RIGHT_R - RIGHT_L)
at_least(a, b) = a < b ? b : a
has(low, high) = low == low && high == high   # NaN: no interval

set label 1 HEAD(HEADLINE) at screen SX(37),SY(27) tc rgb INK
do for [k=1:SUBJECTS] { set label 1+k SUB(SUBJECT[k]) at screen SX(37),SY(35 + 19*k) tc rgb TEXT }
do for [k=1:ORIGINS] { set label 5+k FOOT(ORIGIN[k]) at screen SX(37),SY(H - 19 - 16*(ORIGINS - k)) tc rgb MUTED }
set multiplot
set clip two

# left: speedup
set lmargin at screen SX(LEFT_L); set rmargin at screen SX(LEFT_R)
set tmargin at screen SY(TOP); set bmargin at screen SY(LEFT_B)
set label 20 PANEL('Speedup') at screen SX(37),SY(TOP - 21) tc rgb INK
if (LEFT_LOG) { set logscale x 2 }
if (SPEEDUP_LOG) { set logscale y 2 }
set xrange [LEFT_LOW:LEFT_HIGH]; set yrange [SPEEDUP_LOW:SPEEDUP_HIGH]
set xtics (@LEFT_TICKS) @TICSTYLE
set ytics (@SPEEDUP_TICKS) @TICSTYLE
set format x '%g'
set xlabel 'workers' offset 0,0.3
do for [z=1:ZONES] {
    set object z rect from at_least(ZONE_FROM[z], LEFT_LOW),graph 0 to ZONE_TO[z],graph 1 fs solid noborder fc rgb ZONE_INK[z] behind
    if (strlen(ZONE_TEXT[z])) { set label 30+z SMALL(ZONE_TEXT[z]) at screen SX(ZONE_X[z]),SY(ZONE_Y) center tc rgb MUTED }
}
if (IDEAL_NAMED) { set label 33 SMALL('ideal') at screen SX(IDEAL_X),SY(IDEAL_Y) center rotate by IDEAL_ANGLE tc rgb MUTED }
edge = 1 + 22.0/(LEFT_R - LEFT_L)
do for [i=1:N] {
    set label 100+i PANEL(NAME[i]) at graph edge,first LABEL_Y[i] left tc rgb INKS[i]
    if (LED[i]) { set arrow 100+i from left(END_X[i], i),END_Y[i] to graph edge - 4.0/(LEFT_R - LEFT_L),first LABEL_Y[i] nohead back lc rgb HUE[i] lw 0.6 dt (2,3) }
}
plot for [i=1:N] $laws index i-1 using 1:3:4 with filledcurves fs transparent solid 0.18 noborder lc rgb HUE[i], \
  $ideal index 0 using 1:2 with lines lc rgb MUTED lw 1.2 dt (6,5), \
  $ideal index 2 using (LEFT_DODGE > 0 ? left($1, 0) : NaN):2:(left($1, N + 1) - left($1, 0)):(0) with vectors nohead lc rgb MUTED lw 1.2, \
  for [i=1:N] $series index i-1 using (LAWED[i] ? NaN : left($1, i)):2 with lines lc rgb HUE[i] lw 1.2 dt DASH[i], \
  for [i=1:N] $laws index i-1 using 1:2 with lines lc rgb HUE[i] lw 1.5 dt DASH[i], \
  for [i=1:N] $series index i-1 using (left($1, i)):(has($3, $4) ? $2 : NaN):3:4 with yerrorbars pt 0 ps 0 lc rgb HUE[i] lw 1.1, \
  for [i=1:N] $series index i-1 using (left($1, i)):2 with points pt HALO[i] ps 1.45*SIZE[i] lc rgb '#FFFFFF', \
  for [i=1:N] $series index i-1 using (left($1, i)):2 with points pt MARK[i] ps SIZE[i] lc rgb HUE[i] lw 1.1
unset label; unset object; unset arrow

# right, above: efficiency
set lmargin at screen SX(RIGHT_L); set rmargin at screen SX(RIGHT_R)
set tmargin at screen SY(TOP); set bmargin at screen SY(RIGHT_B)
set label 20 PANEL(RIGHT_NAME.(EFFICIENCY_LOW > 0 ? sprintf(', axis from %g %%', EFFICIENCY_LOW) : '')) at screen SX(RIGHT_L - 42),SY(TOP - 21) tc rgb INK
unset logscale; set logscale x 2
set xrange [RIGHT_LOW:RIGHT_HIGH]; set yrange [EFFICIENCY_LOW:EFFICIENCY_HIGH]
set xtics (@RIGHT_TICKS) @TICSTYLE
set ytics (@EFFICIENCY_TICKS) @TICSTYLE
set format y '%g %%'
do for [z=1:ZONES] { set object z rect from at_least(ZONE_FROM[z], RIGHT_LOW),graph 0 to (z < ZONES ? ZONE_TO[z] : RIGHT_HIGH),graph 1 fs solid noborder fc rgb ZONE_INK[z] behind }
plot $ideal index 1 using 1:2 with lines lc rgb MUTED lw 1.2 dt (6,5), \
  for [i=1:N] $series index i-1 using (right($1, i)):5 with lines lc rgb HUE[i] lw 1.2 dt DASH[i], \
  for [i=1:N] $series index i-1 using (right($1, i)):(has($6, $7) ? $5 : NaN):6:7 with yerrorbars pt 0 ps 0 lc rgb HUE[i] lw 1.0, \
  for [i=1:N] $series index i-1 using (right($1, i)):5 with points pt HALO[i] ps 1.35*SIZE[i] lc rgb '#FFFFFF', \
  for [i=1:N] $series index i-1 using (right($1, i)):5 with points pt MARK[i] ps 0.9*SIZE[i] lc rgb HUE[i] lw 1.1
unset label; unset object

# right, below: the best of each series
unset logscale; unset border; unset tics; unset grid; unset xlabel
set lmargin at screen SX(RIGHT_L - 42); set rmargin at screen SX(RIGHT_R)
set tmargin at screen SY(TABLE_T); set bmargin at screen SY(H - 30)
set xrange [0:1]; set yrange [H - 30:TABLE_T]
set label 20 PANEL('Best of each') at 0,TABLE_T tc rgb INK
do for [c=1:COLUMNS] { set label 50+c SMALL(COLUMN[c]) at COLUMN_X[c],TABLE_T + 31 right tc rgb MUTED }
set arrow 1 from 0,TABLE_T + 42 to 1,TABLE_T + 42 nohead lc rgb RULE lw 1
figure(c, s) = c == 2 ? FOOT(s) : CELL(s)   # intervals are smaller than what they belong to
row(i) = TABLE_T + 42 + ROW*(i - 0.45)
do for [i=1:N] {
    set label 100+i BOLD(ROW_NAME[i]) at 0.045,row(i) left tc rgb INKS[i]
    set label 200+i '' at 0.012,row(i) point pt MARK[i] ps SIZE[i] lc rgb HUE[i]
    do for [c=1:COLUMNS] { set label 200 + 100*c + i figure(c, FIGURE[(i - 1)*COLUMNS + c]) at COLUMN_X[c],row(i) right tc rgb INK }
}
do for [k=1:MISSINGS] { set label 900+k FOOT(MISSING[k]) at 0,row(N + 1) + 15*(k - 1) left tc rgb MUTED }
if (LAWS) {
    set label 21 PANEL('Law of scaling: contention α, coherence β, 95 % intervals') at 0,LAWS_T tc rgb INK
    set label 22 SMALL('law') at 0.33,LAWS_T + 31 right tc rgb MUTED
    set label 23 SMALL('α') at 0.645,LAWS_T + 31 right tc rgb MUTED
    set label 24 SMALL('β, 10^{−4}') at 0.905,LAWS_T + 31 right tc rgb MUTED
    set label 25 SMALL('peak') at 1,LAWS_T + 31 right tc rgb MUTED
    set arrow 2 from 0,LAWS_T + 42 to 1,LAWS_T + 42 nohead lc rgb RULE lw 1
    array LAW_X[4]
    LAW_X[1] = 0.33; LAW_X[2] = 0.645; LAW_X[3] = 0.925; LAW_X[4] = 1.0
    do for [i=1:LAWS] {
        law_row = LAWS_T + 42 + ROW*(i - 0.45)
        set label 1000+i BOLD(ROW_NAME[LAW_OF[i]]) at 0.045,law_row left tc rgb INKS[LAW_OF[i]]
        set label 1100+i '' at 0.012,law_row point pt MARK[LAW_OF[i]] ps SIZE[LAW_OF[i]] lc rgb HUE[LAW_OF[i]]
        do for [c=1:4] { law_text = c == 1 ? CELL(LAW_FIGURE[4*i - 3]) : FOOT(LAW_FIGURE[4*i - 4 + c]); set label 1100+100*c+i law_text at LAW_X[c],law_row right tc rgb INK }
    }
}
plot NaN notitle
unset multiplot
unset output
