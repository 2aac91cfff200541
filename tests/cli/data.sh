#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# What is read: roles of columns, several files, pipes, weights, folds, missing cells, and bad files (status 2).
. "$(dirname "$0")/lib.sh"

rows 60 1 >one.csv
rows 60 4 >four.csv

it "the last column is the target and the others predict it"
works "$fit" --lambda 1 --json four.csv
is "$(value target)" '"y"'
is "$(value p)" 4
is "$(value n)" 60
is "$(value rows_read)" 60
is "$(value rows_dropped)" 0
is "$(sed -n '/"coefficients"/,/}/s/^    "\(.*\)": .*/\1/p' "$out" | tr '\n' ' ')" "x1 x2 x3 x4 "

it "features, target and drop choose the columns, in the order of the file"
works "$fit" --lambda 1 --json --target=x2 --features y,x1 four.csv
is "$(value target)" '"x2"'
is "$(sed -n '/"coefficients"/,/}/s/^    "\(.*\)": .*/\1/p' "$out" | tr '\n' ' ')" "x1 y "
close_to "$(value lambda)" 1
works "$fit" --lambda 1 --json --drop x1,y four.csv
is "$(value target)" '"x4"'
is "$(value p)" 2
awk -F, '{ print $2 "," $3 "," $5 }' four.csv >less.csv
works "$fit" --lambda 1 --quiet -o less.json less.csv
works "$fit" --lambda 1 --quiet -o drop.json --drop x1,x4 four.csv
same less.json drop.json

it "text in a column that is not used is no error"
awk -F, 'NR == 1 { print "id," $0 } NR > 1 { print "row \"" NR "," $0 }' four.csv | sed 's/^row "\(.*\)$/"row ""\1/; s/,/",/' |
    sed '1s/"//' >text.csv
works "$fit" --lambda 1 --quiet -o text.json --drop id text.csv
works "$fit" --lambda 1 --quiet -o four.json four.csv
same text.json four.json

it "names with commas, quotes and blanks can be listed"
printf '"a,b", plain ,"say ""hi""",y\n1,2,3,1\n2,4,1,5\n4,3,3,2\n9,1,0,7\n' >names.csv
works "$fit" --lambda 1 --json --features '"a,b", "say ""hi""" ' names.csv
is "$(value p)" 2
works "$fit" --lambda 1 --json --drop plain --penalty-factor '"a,b"=2' names.csv
is "$(value p)" 2
fails 1 "--drop: a quote is not closed in '\"a'" "$fit" --drop '"a' names.csv

it "unknown names are refused with the nearest ones"
fails 2 "$diabetes:1: no column 'bmx'; did you mean 'bmi'?" "$fit" --features bmx "$diabetes"
fails 2 "$diabetes:1: no column 'BMI'; did you mean 'bmi'?" "$fit" --drop BMI "$diabetes"
fails 2 "$diabetes:1: no column 'progresion'; did you mean 'progression'?" "$fit" --target progresion "$diabetes"
fails 2 "$diabetes:1: no column 's7'; did you mean 's1', 's2' or 's3'?" "$fit" --weights s7 "$diabetes"
fails 2 "$diabetes:1: no column 'temperature'; the columns are age, sex, bmi, bp, s1 and 6 more" "$fit" --fold-column \
    temperature "$diabetes"
fails 2 "$diabetes: no column 'ag'; did you mean 'age'?" "$fit" --lambda 1 --penalty-factor ag=2 "$diabetes"

it "several files are one data set, matched by name"
head -n 21 four.csv >part1.csv
{ echo 'y,extra,x3,x1,x2,x4'; sed -n '22,$p' four.csv | awk -F, '{ print $5 ",text," $3 "," $1 "," $2 "," $4 }'; } >part2.csv
works "$fit" --lambda 1 --quiet -o parts.json part1.csv part2.csv
same parts.json four.json
works "$fit" --lambda 1 --json part1.csv part2.csv
is "$(value rows_read)" 60
sed '1s/x3/z3/' part2.csv >part3.csv
fails 2 "part3.csv:1: no column 'x3'; did you mean *" "$fit" --lambda 1 part1.csv part3.csv

it "standard input and pipes give the same bytes"
"$fit" --lambda 1 --quiet -o pipe.json - <four.csv || wrong "reading - failed"
same pipe.json four.json
while IFS= read -r line; do printf '%s' "${line%?}"; printf '%s\n' "${line#"${line%?}"}"; done <four.csv |
    "$fit" --lambda 1 --quiet -o pipe.json -
same pipe.json four.json
mkfifo fifo
cat four.csv >fifo &
works "$fit" --lambda 1 --quiet -o pipe.json fifo
same pipe.json four.json

it "weights follow the formula; weight 0 is no row and weight k is k rows"
awk -F, 'NR == 1 { print $0 ",w" } NR > 1 { print $0 "," NR % 4 }' one.csv >weighted.csv
works "$fit" --lambda 3 --json --weights w weighted.csv
close_to "$(inner coefficients x1)" "$(one_predictor weighted.csv 3 0 1 1 2 3)" 1e-11
is "$(value n)" 45
is "$(value rows_read)" 60
awk -F, 'NR == 1 { print $1 "," $2 } NR > 1 { for (k = 0; k < $3; k++) print $1 "," $2 }' weighted.csv >copies.csv
beta=$(inner coefficients x1)
works "$fit" --lambda 3 --json copies.csv
close_to "$beta" "$(inner coefficients x1)" 1e-11

it "weights and fold columns are no features, and the default target stands before them"
awk -F, 'NR == 1 { print $0 ",w,fold" } NR > 1 { print $0 ",1," NR % 5 }' four.csv >roles.csv
works "$fit" --lambda 1 --json --weights w --fold-column fold roles.csv
is "$(value target)" '"y"'
is "$(value p)" 4

it "a negative weight and a bad fold number are named by line and field"
printf 'w,x,y\n1,2,3\n1,2.5,4\n-0.5,1,1\n' >weights.csv
fails 2 "weights.csv:4:1: the weight is negative: -0.5" "$fit" --lambda 1 --weights w weights.csv
for fold in -1 1.5 100000; do
    printf 'x,f,y\n1,0,3\n2,%s,4\n3,1,1\n' "$fold" >folds.csv
    fails 2 "folds.csv:3:2: the fold is no whole number from 0 to 99999: $fold" "$fit" --fold-column f folds.csv
done
printf 'w,x,y\n0,2,3\n0,2.5,4\n' >weights.csv
fails 2 "weights.csv: no row of positive weight is left (2 read, 0 dropped)" "$fit" --lambda 1 --weights w weights.csv

it "without a header the columns are x1, x2, .."
sed 1d four.csv >bare.csv
works "$fit" --lambda 1 --json --no-header bare.csv
is "$(value target)" '"x5"'
is "$(value n)" 60
close_to "$(value intercept)" "$("$fit" --lambda 1 --json four.csv | sed -n 's/^  "intercept": \(.*\),/\1/p')"

it "the delimiter is a comma, a tab for .tsv, or as given"
tr , ';' <four.csv >semi.csv
tr , '\t' <four.csv >tabs.tsv
works "$fit" --lambda 1 --quiet -o semi.json '--delimiter=;' semi.csv
same semi.json four.json
works "$fit" --lambda 1 --quiet -o tabs.json tabs.tsv
same tabs.json four.json
cp tabs.tsv tabs.csv
works "$fit" --lambda 1 --quiet -o tabs.json --delimiter '\t' tabs.csv
same tabs.json four.json
fails 2 "semi.csv:1*" "$fit" --lambda 1 semi.csv

it "missing cells are an error, or dropped and counted"
{ cat four.csv; echo '1,2,,4,5'; echo '1,2,3,4,NA'; } >missing.csv
fails 2 "missing.csv:62:3: *" "$fit" --lambda 1 missing.csv
works "$fit" --lambda 1 --json --missing drop missing.csv
is "$(value n)" 60
is "$(value rows_read)" 62
is "$(value rows_dropped)" 2
works "$fit" --lambda 1 --missing drop missing.csv
has "rows read, 2 dropped for missing values, "
has " used; "
works "$fit" --lambda 1 --quiet --missing drop -o missing.json missing.csv
same missing.json four.json
printf 'x,y\n,1\n2,\n' >none.csv
fails 2 "none.csv: no row of positive weight is left (2 read, 2 dropped)" "$fit" --lambda 1 --missing drop none.csv

it "bad files are refused by name, line and field"
fails 2 "nothing.csv: *" "$fit" --lambda 1 nothing.csv
fails 2 ".: *" "$fit" --lambda 1 .
: >empty.csv
fails 2 "empty.csv*" "$fit" --lambda 1 empty.csv
echo 'x,y' >header.csv
fails 2 "header.csv*" "$fit" --lambda 1 header.csv
printf 'x,y\n1,2\n1,two\n' >word.csv
fails 2 "word.csv:3:2: *" "$fit" --lambda 1 word.csv
printf 'x,y\n1,2\n1,2,3\n' >ragged.csv
fails 2 "ragged.csv:3*" "$fit" --lambda 1 ragged.csv
printf 'x,x,y\n1,2,3\n' >twice.csv
fails 2 "twice.csv:1*" "$fit" --lambda 1 twice.csv
status=0
printf 'x,y\n1,2\n1,inf\n' | "$fit" --lambda 1 - >"$out" 2>"$err" || status=$?
judge_failure 2 "standard input:3:2: *" "inf on standard input"
printf 'x,y\n1,2\n2,oops\n' >"$(printf 'new\nline.csv')"
fails 2 'new?line.csv:3:2: *' "$fit" --lambda 1 "$(printf 'new\nline.csv')"

it "a file with nothing to predict from is refused"
fails 2 "four.csv:1: no column is left to predict 'y' from" "$fit" --lambda 1 --drop x1,x2,x3,x4 four.csv
fails 2 "one.csv:1: no column is left to be the target" "$fit" --lambda 1 --drop x1,y one.csv

it "NPY is read with the response last"
# 3 x 2, float64, C order: (1, 2), (2, 3), (4, 9)
{
    printf '\223NUMPY\001\000v\000'
    printf "%-117s\n" "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }"
    for high in '\360\077' '\000\100' '\000\100' '\010\100' '\020\100' '\042\100'; do printf '\000\000\000\000\000\000'"$high"; done
} >three.npy
printf 'x1,y\n1,2\n2,3\n4,9\n' >three.csv
works "$fit" --lambda 1 --quiet -o npy.json three.npy
works "$fit" --lambda 1 --quiet -o csv.json three.csv
same npy.json csv.json

it "a decimal comma in the locale changes nothing"
for locale in de_DE.UTF-8 fr_FR.UTF-8 de_DE de_AT.utf8; do
    LC_ALL=$locale "$fit" --lambda 1.5 --quiet -o locale.json four.csv || wrong "failed in $locale"
    LC_ALL=C "$fit" --lambda 1.5 --quiet -o c.json four.csv
    same locale.json c.json
done

it "a cell that stops the reading comes with the option that helps"
printf 'a,kind,y\n1,A,2\n2,B,3\n4,A,5\n' >kinds.csv
fails 2 "kinds.csv:2:2: 'A' is not a number (column 'kind') (--drop leaves a column out)" "$fit" --lambda 1 kinds.csv
printf 'a,b,y\n1,,2\n2,5,3\n4,1,5\n' >holes.csv
fails 2 "holes.csv:2:2: missing value (empty) in column 'b'*(--missing drop)" "$fit" --lambda 1 holes.csv

finish
