#!/usr/bin/env bash
# Fuzzes reading, framework and values, and says what was found.
#
#   tools/fuzz.sh quick           about a minute in all: the same seed, the same inputs, every time. This is the test.
#   tools/fuzz.sh SECONDS         all three targets with new inputs, SECONDS for each
#   tools/fuzz.sh SECONDS keep    and what reached something new goes into the seeds, merged and small
#
# Seeds: fuzz/corpus/TARGET, and for reading the collection of hard files as well. What is found on the way is kept
# outside the project; an input that fails is named at the end and the run is red.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds="${1:-quick}"
keep="${2:-no}"
target_folder="${CARGO_TARGET_DIR:-target}"
work="$target_folder/fuzzing"
names=(read framework values)
# How many inputs of each the quick run makes: twenty seconds each on one core of 2025.
declare -A quick=([read]=9000 [framework]=150000 [values]=12000)
mkdir -p "$work/failures"
failed=0

echo "fuzz: building the targets (two minutes on two cores)"
RUSTC_WORKSPACE_WRAPPER="$PWD/tools/instrument.sh" \
  cargo build --locked --workspace --exclude esito-app --target-dir "$target_folder" \
  --bin fuzz_read --bin fuzz_framework --bin fuzz_values
for name in "${names[@]}"; do
  cp "$target_folder/debug/fuzz_$name" "$work/fuzz_$name"
done

for name in "${names[@]}"; do
  seeds="fuzz/corpus/$name"
  also=()
  if [ "$name" = read ]; then also=(tests/hard); fi
  if [ "$seconds" = quick ]; then
    # A run that differs from day to day would blame a change for what it did not do.
    found="$work/quick-$name"
    rm -rf "$found"
    limit=(-seed=1 -runs="${quick[$name]}")
    echo "fuzz: $name, ${quick[$name]} inputs"
  else
    found="$work/$name"
    limit=(-max_total_time="$seconds")
    echo "fuzz: $name, $seconds s"
  fi
  mkdir -p "$found" "$seeds"
  # A hundred times slower than plain reading is a fault too: ten seconds for some kilobytes.
  if ! "$work/fuzz_$name" "$found" "$seeds" "${also[@]}" "${limit[@]}" -timeout=10 -rss_limit_mb=4096 \
    -max_len=16384 -print_final_stats=1 -verbosity=1 -artifact_prefix="$work/failures/$name-" \
    >"$work/$name.log" 2>&1; then
    failed=$((failed + 1))
    echo "fuzz: $name FAILED: $(grep -m1 -E 'panicked|ERROR' "$work/$name.log" || tail -1 "$work/$name.log")"
    grep -A2 -m1 panicked "$work/$name.log" || true
    grep -E 'Test unit written' "$work/$name.log" || true
  else
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$name.log")
    echo "fuzz: $name, ${runs:-no} inputs, none failed"
    [ -n "${runs:-}" ] || failed=$((failed + 1))
  fi
  if [ "$keep" = keep ]; then
    merged="$work/merged-$name"
    rm -rf "$merged"
    mkdir -p "$merged"
    "$work/fuzz_$name" -set_cover_merge=1 -max_len=4096 -timeout=10 "$merged" "$seeds" "$found" >"$work/$name-merge.log" 2>&1 || true
    rm -rf "$seeds"
    mv "$merged" "$seeds"
    echo "fuzz: $name keeps $(find "$seeds" -type f | wc -l) seeds"
  fi
done
echo "$(( ${#names[@]} - failed )) passed, $failed failed"
[ "$failed" = 0 ]
