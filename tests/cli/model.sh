#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# The model and the choice of its penalty: every option against a formula or against another road to the same number.
. "$(dirname "$0")/lib.sh"

rows 60 1 >one.csv
rows 60 3 >three.csv
rows 12 20 >wide.csv

it "one lambda is the plain sum form with a free intercept"
works "$fit" --lambda 2.5 --json one.csv
close_to "$(inner coefficients x1)" "$(one_predictor one.csv 2.5 0 1)" 1e-11
is "$(value lambda)" 2.5
is "$(value alpha)" 0.0
is "$(value standardize)" false
is "$(value selected_by)" ""
has_not '"path"'
works "$fit" --lambda 0 --json one.csv
close_to "$(inner coefficients x1)" "$(one_predictor one.csv 0 0 1)" 1e-11

it "standardizing is the default with an automatic lambda and can be asked for or refused"
works "$fit" --lambda 2.5 --standardize --json one.csv
close_to "$(inner coefficients x1)" "$(one_predictor one.csv 2.5 1 1)" 1e-11
is "$(value standardize)" true
works "$fit" --json one.csv
is "$(value standardize)" true
close_to "$(inner coefficients x1)" "$(one_predictor one.csv "$(value lambda)" 1 1)" 1e-10
works "$fit" --lambda auto --no-standardize --json one.csv
is "$(value standardize)" false
close_to "$(inner coefficients x1)" "$(one_predictor one.csv "$(value lambda)" 0 1)" 1e-10

it "without an intercept the line goes through the origin"
works "$fit" --lambda 2.5 --no-intercept --json one.csv
close_to "$(inner coefficients x1)" "$(one_predictor one.csv 2.5 0 0)" 1e-11
is "$(value intercept)" 0.0
is "$(value intercept_std_error)" ""

it "penalty factors multiply the penalty of their column"
works "$fit" --lambda 2.5 --penalty-factor x1=4 --json one.csv
close_to "$(inner coefficients x1)" "$(one_predictor one.csv 10 0 1)" 1e-11
works "$fit" --lambda 1e12 --penalty-factor x1=0,x3=2.5 --json three.csv
close_to "$(inner coefficients x1)" "$(one_predictor three.csv 0 0 1 1 4)" 1e-6

it "the dual and Cholesky agree, and the solver that ran is named"
works "$fit" --lambda 2 --json wide.csv
is "$(value solver)" '"dual"'
dual=$(inner coefficients x7)
works "$fit" --lambda 2 --solver cholesky --json wide.csv
is "$(value solver)" '"cholesky"'
close_to "$(inner coefficients x7)" "$dual" 1e-9
works "$fit" --lambda 2 --solver auto --json three.csv
is "$(value solver)" '"cholesky"'
cholesky=$(inner coefficients x2)
works "$fit" --lambda 2 --solver dual --json three.csv
is "$(value solver)" '"dual"'
close_to "$(inner coefficients x2)" "$cholesky" 1e-9
works "$fit" --folds 4 --json wide.csv
is "$(value solver)" '"dual"'
rows 20 20 >square.csv
works "$fit" --lambda 2 --json square.csv
is "$(value solver)" '"cholesky"'
rows 21 20 >square.csv
works "$fit" --lambda 2 --json square.csv
is "$(value solver)" '"cholesky"'
is "$(value n)" 21

it "rows of weight 0 do not make a wide table tall"
awk -F, -v OFS=, 'NR == 1 { print $0, "w" } NR > 1 { print $0, 1; print $0, 0 }' wide.csv >zeros.csv
works "$fit" --lambda 2 --json --weights w zeros.csv
is "$(value solver)" '"dual"'
is "$(value n)" 12
close_to "$(inner coefficients x7)" "$dual" 1e-11

it "a singular system is status 3 and names the column"
awk -F, 'NR == 1 { print "first,double,y" } NR > 1 { printf "%s,%.17g,%s\n", $1, 2 * $1, $2 }' one.csv >collinear.csv
fails 3 "collinear.csv: *'double'*" "$fit" --lambda 0 collinear.csv
works "$fit" --lambda 0.001 --json collinear.csv

it "several lambdas are compared as given, in their order"
works "$fit" --lambda 100,0.5,7,0.5 --json three.csv
is "$(sed -n '/"path"/,/\]/s/^ *"lambda": \(.*\),/\1/p' "$out" | tr '\n' ' ')" "100.0 0.5 7.0 0.5 "
is "$(value selected_by)" '"kfold"'
is "$(value standardize)" false

it "one lambda with --select has its error computed"
works "$fit" --lambda 7 --select kfold --json three.csv
is "$(grep -c '"cv_mean"' "$out")" 1
is "$(value lambda)" 7.0

it "cross-validation on a fold column is that of refitted folds"
awk -F, 'NR == 1 { print "fold," $0 } NR > 1 { print 2 + 3 * (NR % 3) "," $0 }' one.csv >folds.csv
error=$(for k in 2 5 8; do
    awk -F, -v k=$k 'NR == 1 || $1 != k' folds.csv >train.csv
    awk -F, -v k=$k -v beta="$(one_predictor train.csv 4 0 1 2 3)" '
        NR > 1 && $1 != k { n++; mx += $2; my += $3 }
        NR > 1 && $1 == k { x[++m] = $2; y[m] = $3 }
        END { for (i = 1; i <= m; i++) print (y[i] - my / n - beta * (x[i] - mx / n)) ^ 2 }' folds.csv
done | awk '{ sum += $1 } END { printf "%.17g", sum / NR }')
works "$fit" --lambda 4 --select kfold --fold-column fold --json folds.csv
close_to "$(sed -n 's/^ *"cv_mean": \(.*\),/\1/p' "$out")" "$error" 1e-5
is "$(grep -c empty_fold "$out")" 0
works "$fit" --fold-column fold folds.csv
has "3-fold cross-validation"
sed '1s/^/only/; s/^[258],/4,/' folds.csv >single.csv
fails 2 "single.csv: *" "$fit" --fold-column onlyfold single.csv

it "the seed and the number of folds change the error, and repeating gives the same"
works "$fit" --lambda 4 --select kfold --json three.csv
a=$(sed -n 's/^ *"cv_mean": \(.*\),/\1/p' "$out")
works "$fit" --lambda 4 --select kfold --seed 0 --folds 10 --json three.csv
is "$(sed -n 's/^ *"cv_mean": \(.*\),/\1/p' "$out")" "$a"
works "$fit" --lambda 4 --select kfold --seed 18446744073709551615 --json three.csv
b=$(sed -n 's/^ *"cv_mean": \(.*\),/\1/p' "$out")
[ "$a" != "$b" ] || wrong "the seed changed nothing"
works "$fit" --lambda 4 --select kfold --folds 5 --json three.csv
[ "$a" != "$(sed -n 's/^ *"cv_mean": \(.*\),/\1/p' "$out")" ] || wrong "the number of folds changed nothing"

it "too few rows for the folds are refused with a hint"
rows 7 2 >seven.csv
fails 2 "seven.csv: 10 folds need at least 10 rows, and there are 7 (see --folds)" "$fit" seven.csv
works "$fit" --folds 7 --json seven.csv

it "the rule takes the smallest error or the largest lambda within a standard error"
works "$fit" --json "$diabetes"
min=$(value lambda)
works "$fit" --rule min --json "$diabetes"
is "$(value lambda)" "$min"
works "$fit" --rule 1se --json "$diabetes"
awk -v a="$(value lambda)" -v b="$min" 'BEGIN { exit !(a > b) }' || wrong "1se does not penalise more"
has '"selected_by": "kfold"'

it "the grid has the size asked for, at least"
works "$fit" --grid 7 --json "$diabetes"
points=$(grep -c '"cv_mean"' "$out")
[ "$points" -ge 7 ] && [ "$points" -lt 50 ] || wrong "$points points"

it "each target takes its own penalty"
awk -F, 'NR == 1 { print $0 ",noise" } NR > 1 { print $0 "," (NR * 7919) % 101 }' three.csv >two.csv
works "$fit" --target y,noise --json -o two.json two.csv
is "$(grep -c '^      "target"' "$out")" 2
is "$(sed -n 's/^      "target": \(.*\),/\1/p' "$out" | tr '\n' ' ')" '"y" "noise" '
lambdas=$(sed -n 's/^      "lambda": \(.*\),/\1/p' "$out")
for target in y noise; do
    other=noise
    [ $target = y ] || other=y
    works "$fit" --target $target --drop $other --json two.csv
    wanted=$(printf '%s\n' "$lambdas" | sed -n "$([ $target = y ] && echo 1 || echo 2)p")
    close_to "$(value lambda)" "$wanted" 1e-9
done

it "threads change nothing"
works "$fit" --threads 1 --quiet -o one.json "$diabetes"
works "$fit" --threads 2 --quiet -o two.json "$diabetes"
same one.json two.json

it "more columns than rows without a penalty is status 3 and names a column"
rows 8 20 >wide.csv
fails 3 "wide.csv: the system is singular to working precision without a penalty: column '*' is a linear combination of *" \
    "$fit" --lambda 0 wide.csv

it "warnings name columns and targets alike on both roads"
{ echo 'flat,a,b,c,y'; echo '7,1,2,5,1'; echo '7,2,1,4,2'; echo '7,3,9,4.5,2'; } >flat.csv
works "$fit" --lambda 1 flat.csv
has "the dual"
has "column 'flat' does not vary"
works "$fit" --lambda 1 --solver cholesky flat.csv
has "column 'flat' does not vary"

finish
