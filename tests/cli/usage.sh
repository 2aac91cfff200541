#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# Command lines: help, and everything that is wrong usage (status 1).
. "$(dirname "$0")/lib.sh"

it "help and version are printed with status 0"
works "$fit" --help
for option in --target --features --drop --weights --fold-column --no-header --delimiter --missing --lambda \
    --standardize --no-standardize --no-intercept --penalty-factor --solver --select --folds --seed --rule --grid \
    '-o MODEL.json' --json --save-moments --quiet --threads --progress --no-progress --help --version; do
    has "  $option"
done
for option in --alpha --convention --group --fold-order eigen loo gcv --interval; do
    has_not "$option"
done
[ "$(awk 'length > 90' "$out" | wc -l)" = 0 ] || wrong "help is wider than 90 columns"
works "$predict" --help
has "-o OUT.csv"
works "$fit" --version
is "$(cat "$out")" "ridge-fit 0.1.0"
works "$predict" --version
is "$(cat "$out")" "ridge-predict 0.1.0"

it "unknown options are refused, with a near one suggested"
fails 1 "unknown option '--alpha'*" "$fit" --alpha 0.5 "$diabetes"
fails 1 "unknown option '--convention'*" "$fit" --convention=glmnet "$diabetes"
fails 1 "unknown option '--tagret'; did you mean '--target'? (see ridge-fit --help)" "$fit" --tagret=y "$diabetes"
fails 1 "unknown option '--lamda'; did you mean '--lambda'?*" "$fit" --lamda 1 "$diabetes"
fails 1 "unknown option '-x'*" "$fit" -x "$diabetes"
fails 1 "unknown option '--interval'*" "$predict" --interval 0.9 m.json "$diabetes"
fails 1 "unknown option '--targ'*" "$fit" --targ y "$diabetes"

it "values that are not built are refused with those that are"
fails 1 "--select: 'loo' is not kfold" "$fit" --select loo "$diabetes"
fails 1 "--solver: 'eigen' is not auto, cholesky or dual" "$fit" --solver eigen "$diabetes"
fails 1 "--rule: '2se' is not min or 1se" "$fit" --rule 2se "$diabetes"
fails 1 "--missing: 'mean' is not error or drop" "$fit" --missing mean "$diabetes"

it "numbers are read strictly"
for lambda in -1 -0.5,1; do
    fails 1 "--lambda: -* is negative" "$fit" --lambda "$lambda" "$diabetes"
done
for lambda in 1x 0x10 inf nan NaN 1,5e 1e999 ' ' '1 2' one --json; do
    fails 1 "--lambda: *" "$fit" --lambda "$lambda" "$diabetes"
done
fails 1 "--lambda: an item of the list is empty in '1,,2'" "$fit" --lambda 1,,2 "$diabetes"
fails 1 "--lambda: an item of the list is empty in ''" "$fit" --lambda= "$diabetes"
for option in folds:1 folds:0 folds:-3 folds:1000001 folds:ten folds:5.0 grid:1 grid:1e2 threads:0 threads:1025 \
    seed:-1 seed:18446744073709551616 seed:1.5; do
    fails 1 "--${option%%:*}: '${option##*:}' is not a whole number from *" "$fit" "--${option%%:*}" "${option##*:}" \
        "$diabetes"
done
fails 1 "--penalty-factor: 'bmi' is not NAME=V" "$fit" --penalty-factor bmi "$diabetes"
fails 1 "--penalty-factor: '-2' is not a number of 0 or more" "$fit" --penalty-factor bmi=-2 "$diabetes"
fails 1 "--penalty-factor: 'bmi' is named twice" "$fit" --penalty-factor bmi=1,bmi=2 "$diabetes"
for delimiter in '' ';;' '"' 7 . e; do
    fails 1 "--delimiter: *" "$fit" --delimiter "$delimiter" "$diabetes"
done

it "a missing value, a value too many, a second value and a missing file are refused"
fails 1 "--lambda needs a value: --lambda auto|L\[,L..\]" "$fit" "$diabetes" --lambda
fails 1 "--json takes no value" "$fit" --json=1 "$diabetes"
fails 1 "--lambda is given twice" "$fit" --lambda 1 --lambda 2 "$diabetes"
fails 1 "no file is given (see ridge-fit --help)" "$fit"
fails 1 "no file is given*" "$fit" --lambda 1
fails 1 "a model and one file are needed*" "$predict" model.json
fails 1 "a model and one file are needed*" "$predict"
fails 1 "a model and one file are needed*" "$predict" a b c
fails 1 "standard input (-) can be read once only" "$fit" - -

it "a column has one role"
fails 1 "'bmi' stands in *" "$fit" --target bmi --features bmi,age "$diabetes"
fails 1 "'bmi' stands in *" "$fit" --weights bmi --drop bmi "$diabetes"
fails 1 "'bmi' stands in *" "$fit" --fold-column bmi --target bmi "$diabetes"
fails 1 "--target: 'bmi' is named twice" "$fit" --target bmi,bmi "$diabetes"
fails 1 "'progression' stands in --features and, as the last column, is the target*" "$fit" --features \
    age,progression "$diabetes"

it "contradictions are refused"
fails 1 "--standardize and --no-standardize contradict each other" "$fit" --standardize --no-standardize "$diabetes"
fails 1 "--grid is for the automatic penalties*" "$fit" --grid 10 --lambda 1 "$diabetes"
fails 1 "--rule chooses among penalties*" "$fit" --rule 1se --lambda 1 "$diabetes"
fails 1 "--folds and --fold-column contradict each other" "$fit" --folds 5 --fold-column sex "$diabetes"
fails 1 "--seed and --fold-column contradict each other" "$fit" --seed 5 --fold-column sex "$diabetes"
fails 1 "--folds is for choosing among penalties*" "$fit" --folds 5 --lambda 1 "$diabetes"
fails 1 "--seed is for choosing among penalties*" "$fit" --seed 5 --lambda 1 "$diabetes"
works "$fit" --seed 5 --folds 3 --lambda 1 --quiet --save-moments kept.mom "$diabetes"
fails 1 "--json and --quiet contradict each other" "$fit" --json --quiet "$diabetes"
fails 1 "--solver dual needs penalties above 0" "$fit" --solver dual --lambda 0,1 "$diabetes"
fails 1 "-o and --save-moments name the same file" "$fit" -o a --save-moments a "$diabetes"

it "a file given twice is not counted twice"
cp "$diabetes" twice.csv
ln -s twice.csv other.csv
fails 1 "'twice.csv' and './other.csv' are the same file*" "$fit" --lambda 1 twice.csv "$diabetes" ./other.csv
fails 1 "'kept.mom' and 'kept.mom' are the same file*" "$fit" kept.mom kept.mom

it "no input is overwritten"
cp "$diabetes" data.csv
ln -s data.csv link.csv
fails 1 "-o: './link.csv' is an input and would be overwritten" "$fit" -o ./link.csv data.csv
fails 1 "--save-moments: 'data.csv' is an input*" "$fit" --save-moments data.csv link.csv
fails 1 "-o: '-' is not the name of a file" "$fit" -o - data.csv
fails 1 "-o: 'data.csv' is an input*" "$predict" -o data.csv model.json data.csv
same data.csv "$diabetes"

finish
