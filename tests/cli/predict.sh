#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# ridge-predict: columns by name, blocks, bad models and bad data.
. "$(dirname "$0")/lib.sh"

rows 40 3 >three.csv
"$fit" --lambda 0.5 --json -o model.json three.csv >fit.json

it "predictions are the intercept plus the coefficients times the row"
works "$predict" model.json three.csv
cp "$out" predictions.csv
is "$(head -n 1 predictions.csv)" y
is "$(wc -l <predictions.csv)" 41
cp fit.json "$out"
wanted=$(sed -n 3p three.csv | awk -F, -v b="$(value intercept)" -v b1="$(inner coefficients x1)" \
    -v b2="$(inner coefficients x2)" -v b3="$(inner coefficients x3)" '{ printf "%.17g", b + b1 * $1 + b2 * $2 + b3 * $3 }')
close_to "$(sed -n 3p predictions.csv)" "$wanted" 1e-13

it "the output may be a file, written whole"
works "$predict" model.json three.csv -o out.csv
[ ! -s "$out" ] || wrong "something on standard output"
same out.csv predictions.csv
works "$predict" -o - model.json three.csv
same "$out" predictions.csv

it "columns are found by name, whatever their order"
awk -F, '{ print $3 ",text," $4 "," $1 "," $2 }' three.csv >moved.csv
works "$predict" model.json moved.csv
same "$out" predictions.csv
awk -F, '{ print $1 "\t" $2 "\t" $3 }' three.csv >no_target.tsv
works "$predict" model.json no_target.tsv
same "$out" predictions.csv
"$predict" model.json - <moved.csv >"$out"
same "$out" predictions.csv

it "a file that lacks a column is refused with the nearest name"
sed '1s/x2/x_2/' three.csv >lacking.csv
fails 2 "lacking.csv:1: no column 'x2'; did you mean *" "$predict" model.json lacking.csv
fails 2 "lacking.csv:1: no column 'x2'*" "$predict" model.json lacking.csv -o lacking.out
absent lacking.out

it "without names, numbered columns are taken by position"
sed 1d three.csv | cut -d, -f1-3 >bare.csv
works "$predict" --no-header model.json bare.csv
same "$out" predictions.csv
sed 1d three.csv >bare4.csv
works "$predict" --no-header model.json bare4.csv
same "$out" predictions.csv
{
    printf '\223NUMPY\001\000v\000'
    printf "%-117s\n" "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 3), }"
    for high in '\360\077' '\000\100' '\010\100'; do printf '\000\000\000\000\000\000'"$high"; done
} >row.npy
printf 'x1,x2,x3\n1,2,3\n' >row.csv
works "$predict" model.json row.csv
cp "$out" row.out
works "$predict" model.json row.npy
same "$out" row.out

it "a header is never overruled by position"
printf 'x1,x2,y\n1,2,3\n' >header.csv
fails 2 "header.csv:1: no column 'x3'*" "$predict" model.json header.csv
cut -d, -f1-2 bare.csv >short.csv
fails 2 "short.csv:1: no column 'x3'*" "$predict" --no-header model.json short.csv

it "one predictor needs one column"
rows 20 1 >one.csv
works "$fit" --lambda 1 --quiet -o one.json one.csv
cut -d, -f1 one.csv >single.csv
works "$predict" one.json single.csv
is "$(wc -l <"$out")" 21

it "several targets are several columns"
works "$fit" --lambda 1 --quiet --target 'y,x3' -o two.json three.csv
works "$predict" two.json three.csv
is "$(head -n 1 "$out")" "y,x3"
is "$(awk -F, 'NF != 2' "$out" | wc -l)" 0

it "bad rows are named by line and field"
printf 'x1,x2,x3\n1,2,3\n1,,3\n' >missing.csv
fails 2 "missing.csv:3:2: *" "$predict" model.json missing.csv -o missing.out
absent missing.out
no_leftovers
fails 2 "nothing.csv: *" "$predict" -o out2.csv model.json nothing.csv

it "bad models are refused"
fails 2 "nothing.json: *" "$predict" nothing.json three.csv
fails 2 "three.csv:1:1: *" "$predict" three.csv three.csv
size=$(wc -c <model.json)
for keep in 0 1 20 $((size / 2)) $((size - 3)); do
    head -c "$keep" model.json >cut.json
    fails 2 "cut.json*" "$predict" cut.json three.csv
done
for edit in 's/"x1"/"x9"/' 's/arete/other/' 's/\([0-9]\)\.\([0-9]\)/\1.9\2/' 's/:/;/' 's/"x2"/"x1"/'; do
    sed "$edit" model.json >edited.json
    ! cmp -s model.json edited.json || wrong "$edit changed nothing"
    fails 2 "edited.json*" "$predict" edited.json three.csv
done

it "white space in a model does not matter"
sed 's/^ */  /; s/: /:  /' model.json >spaced.json
works "$predict" spaced.json three.csv
same "$out" predictions.csv

it "a long file is predicted in blocks as a short one"
{ head -n 1 three.csv; i=0; while [ $i -lt 500 ]; do sed 1d three.csv; i=$((i + 1)); done; } >long.csv
works "$predict" model.json long.csv
{ head -n 1 predictions.csv; i=0; while [ $i -lt 500 ]; do sed 1d predictions.csv; i=$((i + 1)); done; } >wanted.csv
same "$out" wanted.csv

finish
