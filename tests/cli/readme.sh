#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# README shows what the quick start prints: the same commands print it here, but for the seconds they took.
. "$(dirname "$0")/lib.sh"

readme=$EXAMPLES/../../README.md

# Without the seconds, and predictions to the digits that every processor's BLAS agrees on.
normal()
{
    sed 's/; [0-9.e-]* s$/; - s/' | awk '/^[0-9.]+$/ { printf "%.9g\n", $0; next } { print }'
}

it "README shows the report and the predictions as they are"
awk '/^\$ build\/src\/cli\/ridge-fit/ { shown = 1 } /^```/ { shown = 0 } shown' "$readme" | normal >shown
mkdir -p build docs
ln -s "$EXAMPLES" docs/examples
{
    echo '$ build/src/cli/ridge-fit docs/examples/diabetes.csv -o build/diabetes.json'
    "$fit" docs/examples/diabetes.csv -o build/diabetes.json
    echo
    echo '$ build/src/cli/ridge-predict build/diabetes.json docs/examples/diabetes.csv -o build/predictions.csv'
    "$predict" build/diabetes.json docs/examples/diabetes.csv -o build/predictions.csv
    echo '$ head -n 6 build/predictions.csv'
    head -n 6 build/predictions.csv
} | normal >printed
[ -s shown ] || wrong "README shows nothing"
diff shown printed >difference || wrong "$(head -5 difference)"

it "README names every option of ridge-fit, and no other"
"$fit" --help | sed -n 's/^  \(-[-a-zA-Z]*\).*/\1/p' | sort >options
sed -n 's/^| `\(-[-a-zA-Z]*\).*/\1/p' "$readme" | sort >named
diff options named >difference || wrong "$(head -5 difference)"

finish
