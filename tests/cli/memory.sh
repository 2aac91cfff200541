#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# Memory: a job that cannot fit is refused with the figures, and what needs no moments makes none.
if [ "${ADDRESS_LIMITS:-yes}" = no ]; then
    echo "1..0 # SKIP a sanitizer leaves no limit of the address space to try"
    exit 0
fi
. "$(dirname "$0")/lib.sh"

header()
{
    awk -v p="$1" 'BEGIN { for (j = 1; j <= p; j++) printf "x%d,", j; print "y" }'
}

row()
{
    awk -v p="$1" -v s="$2" 'BEGIN { for (j = 1; j <= p + 1; j++) { s = (s * 16807) % 2147483647
        printf "%.4f%s", s / 2147483647, (j > p ? "\n" : ",") } }'
}

it "moments that cannot fit are refused before the first row"
{ header 20000; row 20000 3 | sed 's/^[^,]*/text/'; } >wide.csv
status=0
(ulimit -v 4000000; "$fit" --folds 1000 wide.csv) >"$out" 2>"$err" || status=$?
judge_failure 2 "wide.csv: the moments of 20000 predictors in 1000 folds and their fit take *B of memory, and * are available*" \
    "too many folds"
[ ! -s "$out" ] || wrong "something on standard output"

it "fold numbers that need too much memory are refused"
{ echo 'f,a,b,c,d,e,x,y'; echo '0,1,2,3,4,5,6,7'; echo '99999,2,3,5,7,8,9,1'; } >folds.csv
status=0
(ulimit -v 1000000; "$fit" --fold-column f folds.csv) >"$out" 2>"$err" || status=$?
judge_failure 2 "folds.csv: *" "99999 folds in 1 GB"

it "few rows of many columns take memory in proportion to the rows"
{ header 20000; for seed in 3 5 7 11 13; do row 20000 $seed; done; } >few.csv
status=0
(ulimit -v 2000000; "$fit" --lambda 1 --threads 1 --json few.csv) >"$out" 2>"$err" || status=$?
is "$status" 0
is "$(value solver)" '"dual"'
is "$(value p)" 20000

finish
