#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# Saved moments: parts merge into the whole, and options that contradict a file are errors.
. "$(dirname "$0")/lib.sh"

rows 90 4 | awk -F, 'NR == 1 { print $0 ",fold" } NR > 1 { print $0 "," int(NR / 7) % 5 }' >whole.csv
head -n 31 whole.csv >a.csv
{ head -n 1 whole.csv; sed -n '32,60p' whole.csv; } >b.csv
{ head -n 1 whole.csv; sed -n '61,$p' whole.csv; } >c.csv

it "parts merge into the whole"
for part in a b c; do
    works "$fit" --lambda 1 --quiet --save-moments $part.moments --fold-column fold $part.csv
done
works "$fit" --fold-column fold --json whole.csv
for key in lambda intercept rss df; do eval "$key=\$(value $key)"; done
x2=$(inner coefficients x2)
works "$fit" --fold-column fold --json a.moments b.moments c.moments
close_to "$(value lambda)" "$lambda" 1e-9
close_to "$(value intercept)" "$intercept" 1e-9
close_to "$(inner coefficients x2)" "$x2" 1e-9
is "$(value n)" 90
is "$(value rows_read)" 90
is "$(value target)" '"y"'
works "$fit" --fold-column fold --json a.moments b.csv c.moments
close_to "$(value lambda)" "$lambda" 1e-9
close_to "$(inner coefficients x2)" "$x2" 1e-9

it "parts whose largest folds differ merge when the folds come from a column"
awk -F, 'NR == 1 || $NF < 2' whole.csv >low.csv
awk -F, 'NR == 1 || $NF >= 2' whole.csv >high.csv
works "$fit" --lambda 1 --quiet --save-moments low.moments --fold-column fold low.csv
works "$fit" --lambda 1 --quiet --save-moments high.moments --fold-column fold high.csv
works "$fit" --fold-column fold --json high.moments low.moments
close_to "$(inner coefficients x2)" "$x2" 1e-9
works "$fit" --fold-column fold --json low.moments high.moments
close_to "$(inner coefficients x2)" "$x2" 1e-9
fails 2 "high.moments: *" "$fit" low.moments high.moments

it "rows added to saved moments give the same bytes as one run"
works "$fit" --drop fold --lambda 1 --quiet --save-moments dealt.moments a.csv
works "$fit" --drop fold --quiet -o one.json a.csv b.csv
works "$fit" --quiet -o two.json dealt.moments b.csv
same one.json two.json
works "$fit" --drop fold --lambda 1 --quiet --save-moments both.moments a.csv b.csv
works "$fit" --quiet --lambda 1 --save-moments again.moments dealt.moments b.csv
same both.moments again.moments

it "saving needs no fit to succeed afterwards"
head -n 4 a.csv >tiny.csv
fails 2 "tiny.csv: 10 folds need at least 10 rows, and there are 3 (see --folds)" "$fit" --drop fold --save-moments \
    tiny.moments tiny.csv
[ -s tiny.moments ] || wrong "no moments"

it "options that contradict the file are errors"
fails 2 "dealt.moments: the moments have 10 folds, not the 5 of --folds" "$fit" --folds 5 dealt.moments
fails 2 "dealt.moments: the moments have seed 0, not the 3 of --seed" "$fit" --seed 3 dealt.moments
fails 2 "dealt.moments: no column 'z'*" "$fit" --target z dealt.moments
fails 2 "dealt.moments: no column 'x5'; did you mean *" "$fit" --features x1,x2,x3,x5 dealt.moments
fails 2 "dealt.moments: the moments hold 'x2' too, which --features leaves out" "$fit" --features x1,x3,x4 dealt.moments
fails 2 "dealt.moments: 'x1' is part of the moments and cannot be in --drop" "$fit" --drop x1 dealt.moments
fails 2 "dealt.moments: 'x1' is part of the moments and cannot be in --weights" "$fit" --weights x1 dealt.moments
fails 2 "dealt.moments: 'y' is part of the moments and cannot be in --fold-column" "$fit" --fold-column y dealt.moments
fails 2 "dealt.moments: saved moments hold no rows, which --solver dual needs" "$fit" --solver dual dealt.moments
works "$fit" --quiet --folds 10 --seed 0 --target y --features x4,x3,x2,x1 dealt.moments

it "moments of other columns or another seed do not merge"
works "$fit" --drop fold,x1 --lambda 1 --quiet --save-moments other.moments a.csv
fails 2 "other.moments: *" "$fit" dealt.moments other.moments
works "$fit" --drop fold --seed 5 --lambda 1 --quiet --save-moments seed.moments a.csv
fails 2 "seed.moments: *seed*" "$fit" dealt.moments seed.moments

it "a damaged file is refused"
head -c 200 dealt.moments >short.moments
fails 2 "short.moments: *" "$fit" short.moments
{ head -c 300 dealt.moments; printf 'X'; tail -c +302 dealt.moments; } >altered.moments
fails 2 "altered.moments: *" "$fit" altered.moments

finish
