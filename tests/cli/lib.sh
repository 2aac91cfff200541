# SPDX-License-Identifier: BSD-3-Clause
#
# Whole runs of the programs, judged by exit status, both streams and files; sourced by the scripts beside it.
# Environment: RIDGE_FIT, RIDGE_PREDICT (the programs), EXAMPLES (the folder of diabetes.csv). Output is TAP.
#
#   it "a sentence"               begins a test; it ends where the next begins
#   works COMMAND...              status 0 and nothing on standard error
#   fails STATUS "TEXT" CMD...    that status, exactly one line on standard error that is "PROGRAM: TEXT" (a pattern
#                                 of the shell), nothing on standard output
#   has TEXT, has_not TEXT        standard output of the last command holds the text, or does not
#   value KEY                     prints a top-level value of the JSON on standard output
#   close_to A B [TOLERANCE]      relative difference at most 1e-12 or TOLERANCE
#   same FILE FILE                same bytes
#   finish                        ends the script
#
# Commands leave $status and the files $out and $err.
set -u
LC_ALL=C
export LC_ALL
fit=$RIDGE_FIT
predict=$RIDGE_PREDICT
diabetes=$EXAMPLES/diabetes.csv
for needed in "$fit" "$predict" "$diabetes"; do
    [ -r "$needed" ] || { echo "Bail out! there is no $needed"; exit 1; }
done

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 1
out=$work/.out
err=$work/.err

tests=0
failed=0
name=
bad=

end_test()
{
    [ -n "$name" ] || return 0
    tests=$((tests + 1))
    if [ -z "$bad" ]; then
        echo "ok $tests - $name"
    else
        failed=$((failed + 1))
        echo "not ok $tests - $name"
        printf '%s' "$bad" | sed 's/^/#   /'
    fi
}

it()
{
    end_test
    name=$1
    bad=
}

finish()
{
    end_test
    echo "1..$tests"
    [ "$failed" = 0 ]
    exit
}

wrong()
{
    bad="$bad$1
"
}

run()
{
    "$@" >"$out" 2>"$err" </dev/null
    status=$?
}

works()
{
    run "$@"
    [ $status = 0 ] || wrong "status $status instead of 0: $*: $(head -c 300 "$err")"
    [ ! -s "$err" ] || wrong "something on standard error: $*: $(head -c 300 "$err")"
}

fails()
{
    wanted=$1
    text=$2
    shift 2
    run "$@"
    judge_failure "$wanted" "$text" "$*"
    [ ! -s "$out" ] || wrong "something on standard output: $*"
}

# The part of fails() for commands that were run otherwise.
judge_failure()
{
    [ "$status" = "$1" ] || wrong "status $status instead of $1: $3"
    [ "$(wc -l <"$err")" -eq 1 ] || wrong "not one line on standard error: $3: $(head -c 300 "$err")"
    line=$(cat "$err")
    case $line in
    ridge-fit:\ $2 | ridge-predict:\ $2) ;;
    *) wrong "said '$line' instead of '$2': $3" ;;
    esac
}

has()
{
    grep -qF -e "$1" "$out" || wrong "standard output lacks '$1': $(head -c 2000 "$out")"
}

has_not()
{
    ! grep -qF -e "$1" "$out" || wrong "standard output holds '$1'"
}

value()
{
    sed -n 's/^  "'"$1"'": \(.*[^,]\),\{0,1\}$/\1/p' "$out"
}

# A coefficient or standard error, two levels deep: inner coefficients x1
inner()
{
    sed -n '/^  "'"$1"'": {/,/^  }/s/^    "'"$2"'": \(.*[^,]\),\{0,1\}$/\1/p' "$out"
}

is()
{
    [ "$1" = "$2" ] || wrong "'$1' instead of '$2'"
}

close_to()
{
    awk -v a="$1" -v b="$2" -v tolerance="${3:-1e-12}" 'BEGIN {
        d = a - b; if (d < 0) d = -d; m = b < 0 ? -b : b
        exit !(a != "" && b != "" && d <= tolerance * m) }' || wrong "$1 is not close to $2"
}

same()
{
    cmp -s "$1" "$2" || wrong "$1 and $2 differ"
}

absent()
{
    [ ! -e "$1" ] || wrong "$1 is there"
}

# Nothing written aside is left behind in the folder.
no_leftovers()
{
    [ -z "$(find . -name '*.tmp')" ] || wrong "left behind: $(find . -name '*.tmp')"
}

# rows N P [SEED]: a table with columns x1..xP, y of awkward numbers.
rows()
{
    awk -v n="$1" -v p="$2" -v seed="${3:-7}" 'function r() { s = (s * 16807) % 2147483647; return s / 2147483647 }
        BEGIN { s = seed * 7919 + 1; r(); r()
            for (j = 1; j <= p; j++) printf "x%d,", j
            print "y"
            for (i = 0; i < n; i++) { t = 3.25
                for (j = 1; j <= p; j++) { v = 10 * j * r() - 3 * j; t += v * (j % 3 - 0.7) / j; printf "%.9g,", v }
                printf "%.9g\n", t + r() } }'
}

# one_predictor FILE LAMBDA STANDARDIZE INTERCEPT [X Y W]: the penalised slope from its formula
#   sum w (x - mx)(y - my) / (sum w (x - mx)^2 + lambda s^2); columns X, Y, W counted from 1, W 0 for none.
one_predictor()
{
    awk -F, -v lambda="$2" -v standardize="$3" -v intercept="$4" -v xc="${5:-1}" -v yc="${6:-2}" -v wc="${7:-0}" '
        NR > 1 { w[NR] = wc ? $wc : 1; x[NR] = $xc; y[NR] = $yc
                 W += w[NR]; mx += w[NR] * x[NR]; my += w[NR] * y[NR] }
        END { mx /= W; my /= W
              for (i = 2; i <= NR; i++) v += w[i] * (x[i] - mx) ^ 2
              if (!intercept) mx = my = 0
              for (i = 2; i <= NR; i++) { xx += w[i] * (x[i] - mx) ^ 2; xy += w[i] * (x[i] - mx) * (y[i] - my) }
              printf "%.17g", xy / (xx + lambda * (standardize ? v / W : 1)) }' "$1"
}
