#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# What is written: the report, JSON, the model; and that a failure leaves nothing half-written.
. "$(dirname "$0")/lib.sh"

rows 40 3 >three.csv
rows 40 30 >thirty.csv

it "the report fits one screen and says what was done"
works "$fit" "$diabetes"
for text in "442 rows" "10 predictors" "lambda = " "10-fold cross-validation" "+-" "| min" "| 1se" "progression" "(intercept)" \
    "std error" "standard deviation of x_j" "R2 0." "RMSE" "Cholesky" "reciprocal condition"; do
    has "$text"
done
[ "$(wc -l <"$out")" -le 40 ] || wrong "$(wc -l <"$out") lines"
[ "$(awk 'length > 100' "$out" | wc -l)" = 0 ] || wrong "wider than 100 columns"
works "$fit" --lambda 0.5 "$diabetes"
has "lambda = 0.5 as given"
has "+ 0.5 sum beta_j^2"

it "of many predictors the weightiest are shown"
works "$fit" --lambda 1 thirty.csv
has "... 15 more, see --json or -o"
[ "$(grep -c '^ *x[0-9]* ' "$out")" = 15 ] || wrong "not 15 rows"

it "the report has no ratio to a standard error of zero"
printf 'x,y\n1,0\n2,0\n4,0\n' >exact.csv
works "$fit" --lambda 0 exact.csv
has_not nan
has_not inf

it "names cannot break the report"
printf '"a\033[31mb","%s",y\n1,2,3\n2,5,1\n4,3,7\n' "$(printf 'long%.0s' 1 2 3 4 5 6 7 8 9 10)" >names.csv
works "$fit" --lambda 1 names.csv
has 'a?[31mb'
has 'longlonglonglonglonglongl...'

it "JSON holds what was computed, and nothing else is on standard output"
works "$fit" --json "$diabetes"
is "$(sed -n 's/^  "\([a-z_0-9]*\)": .*/\1/p' "$out" | tr '\n' ' ')" "n p alpha standardize target lambda intercept \
intercept_std_error coefficients std_errors df rss r2 rmse sigma2 gcv path selected_by solver rcond warnings rows_read \
rows_dropped seconds "
is "$(head -n 1 "$out")$(tail -n 1 "$out")" "{}"
is "$(value n)" 442
is "$(value p)" 10
is "$(value warnings)" "[]"
[ "$(grep -c '"cv_se"' "$out")" -ge 100 ] || wrong "the path is short"

it "numbers in JSON read back to the same bits as those of the model"
works "$fit" --lambda 0.1 --json -o model.json three.csv
for number in $(inner coefficients x1) $(inner coefficients x3) $(value intercept); do
    grep -q -w -F -e "$number" model.json || wrong "$number is not in the model"
done

it "quiet prints nothing"
works "$fit" --quiet -o quiet.json three.csv
[ ! -s "$out" ] || wrong "something on standard output"
[ -s quiet.json ] || wrong "no model"

it "the same fit gives the same bytes"
works "$fit" --quiet -o first.json three.csv
works "$fit" --quiet -o second.json three.csv
same first.json second.json

it "progress is shown when asked for, wiped at the end, and absent otherwise"
run "$fit" --progress --quiet three.csv
is "$status" 0
grep -q 'reading three.csv: .*40 rows' "$err" || wrong "no progress: $(cat "$err")"
tail -c 1 "$err" | od -c | grep -q '\\r' || wrong "the line is not wiped"
works "$fit" --no-progress --quiet three.csv
run "$predict" --progress first.json three.csv
is "$status" 0
grep -q 'reading three.csv' "$err" || wrong "no progress"

it "output that cannot be written is status 2"
run "$fit" --lambda 1 -o nowhere/model.json three.csv
judge_failure 2 "nowhere/model.json: *" "a folder that is not there"
[ ! -s "$out" ] || wrong "a report after a failure"
fails 2 "nowhere/moments: *" "$fit" --lambda 1 --save-moments nowhere/moments three.csv
if [ -c /dev/full ]; then
    for options in --json --lambda=2 --help --version; do
        status=0
        "$fit" $options three.csv >/dev/full 2>"$err" || status=$?
        judge_failure 2 "standard output cannot be written: *" "/dev/full $options"
    done
    status=0
    "$fit" --lambda 1 -o kept.json --save-moments kept.moments three.csv >/dev/full 2>"$err" || status=$?
    judge_failure 2 "standard output cannot be written: *(the model and the moments are saved)" "/dev/full with files"
    [ -s kept.json ] || wrong "the model is said to be saved and is not there"
    fails 2 "/dev/full: *" "$fit" --lambda 1 -o /dev/full three.csv
    fails 2 "/dev/full: *" "$fit" --lambda 1 --save-moments /dev/full three.csv
    status=0
    "$predict" kept.json three.csv >/dev/full 2>"$err" || status=$?
    judge_failure 2 "standard output: *" "predictions to /dev/full"
    fails 2 "/dev/full: *" "$predict" -o /dev/full kept.json three.csv
fi
status=0
"$fit" --lambda 1 three.csv >&- 2>"$err" || status=$?
judge_failure 2 "standard output cannot be written: *" "closed standard output"
status=0
"$fit" --lambda 1 --quiet -o closed.json three.csv >&- 2>"$err" || status=$?
is "$status" 0
# With both streams closed the file being written would get number 2, and progress would end up in it.
"$predict" -o wanted.csv closed.json three.csv
"$predict" --progress -o got.csv closed.json three.csv >&- 2>&-
same got.csv wanted.csv
no_leftovers

it "a failed run leaves no file and spares the old one"
echo old >model.json
printf 'x,y\n1,2\n2,x\n' >bad.csv
fails 2 "bad.csv:3:2: *" "$fit" --lambda 1 -o model.json --save-moments new.moments bad.csv
is "$(cat model.json)" old
absent new.moments
no_leftovers

it "a file size limit leaves the old model"
# A model of some kilobytes; the limit leaves room for what an OpenMP runtime writes when it starts.
rows 150 100 >hundred.csv
works "$fit" --lambda 1 --quiet -o model.json hundred.csv
cp model.json before.json
status=0
(trap '' XFSZ; ulimit -f 4; "$fit" --lambda 2 --quiet -o model.json hundred.csv) >"$out" 2>"$err" || status=$?
judge_failure 2 "model.json: *" "file size limit"
same model.json before.json
no_leftovers

it "a model file is a whole one whenever the run is killed"
rows 200 60 >large.csv
works "$fit" --lambda 1 --quiet -o model.json large.csv
cp model.json first.json
works "$fit" --lambda 2 --quiet -o second.json large.csv
i=0
while [ $i -lt 20 ]; do
    i=$((i + 1))
    "$fit" --lambda $((1 + i % 2)) --quiet -o model.json large.csv &
    pid=$!
    sleep "0.0$((i % 10))$((i * 7 % 10))"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    # LLVM's OpenMP leaves this behind in a killed process, and a later one of the same number, finding it empty, dies.
    rm -f "/dev/shm/__KMP_REGISTERED_LIB_${pid}_"*
    cmp -s model.json first.json || cmp -s model.json second.json || wrong "torn after kill number $i"
done
works "$predict" model.json large.csv

finish
