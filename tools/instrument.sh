#!/usr/bin/env bash
# Stands before rustc for the project's own crates (RUSTC_WORKSPACE_WRAPPER) when `make fuzz` builds: they count which
# of their branches were taken, so that libFuzzer can look for new ones. Polars and the rest stay as they are, and
# need not be built a second time.
set -eu
rustc="$1"
shift
exec "$rustc" "$@" -C opt-level=2 -C debug-assertions=on -C overflow-checks=on -C codegen-units=1 --cfg fuzzing \
  -C passes=sancov-module -C llvm-args=-sanitizer-coverage-level=4 \
  -C llvm-args=-sanitizer-coverage-inline-8bit-counters -C llvm-args=-sanitizer-coverage-pc-table \
  -C llvm-args=-sanitizer-coverage-trace-compares
