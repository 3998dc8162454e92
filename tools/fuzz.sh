#!/usr/bin/env bash
# Fuzzes reading, framework and values, each for its share of the time, and says what was found.
#
#   tools/fuzz.sh SECONDS         all three targets, SECONDS in all
#   tools/fuzz.sh SECONDS keep    and what reached something new goes into the seeds, merged and small
#
# Seeds: fuzz/corpus/TARGET, and for reading the collection of hard files as well. What is found on the way is kept
# outside the project; an input that fails is named at the end and the run is red.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds="${1:-60}"
keep="${2:-no}"
target_folder="${CARGO_TARGET_DIR:-target}"
work="$target_folder/fuzzing"
names=(read framework values)
each=$((seconds / ${#names[@]}))
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
  found="$work/$name"
  mkdir -p "$found" "$seeds"
  also=()
  if [ "$name" = read ]; then also=(tests/hard); fi
  echo "fuzz: $name, $each s"
  # A hundred times slower than plain reading is a fault too: ten seconds for some kilobytes.
  if ! "$work/fuzz_$name" "$found" "$seeds" "${also[@]}" -max_total_time="$each" -timeout=10 -rss_limit_mb=4096 \
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
    "$work/fuzz_$name" -merge=1 -max_len=4096 -timeout=10 "$merged" "$seeds" "$found" >"$work/$name-merge.log" 2>&1 || true
    rm -rf "$seeds"
    mv "$merged" "$seeds"
    echo "fuzz: $name keeps $(find "$seeds" -type f | wc -l) seeds"
  fi
done
echo "$(( ${#names[@]} - failed )) passed, $failed failed"
[ "$failed" = 0 ]
