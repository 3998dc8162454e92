# make run: the dashboard on this machine.   make test: everything that is checked.   make help: the rest.
# Both work from nothing but rustup's cargo on Debian 12 or Ubuntu, and say what they do meanwhile.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

export ESITO_TOOLS ?= $(HOME)/.cache/esito/tools
export CARGO_TARGET_DIR ?= $(HOME)/.cache/esito/target
export PATH := $(ESITO_TOOLS)/bin:$(HOME)/.cargo/bin:$(PATH)

# What the browser gets: `web` builds quickly, `size` is what is published and what CI measures.
PROFILE ?= $(if $(CI),size,web)
# The published build: components of one type at their seams, and no names of functions.
ifeq ($(PROFILE),size)
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS := --cfg getrandom_backend="wasm_js" --cfg erase_components \
	-C target-feature=+simd128,+bulk-memory -C link-arg=--strip-all -C link-arg=--keep-section=target_features \
	-C link-arg=--keep-section=__wasm_bindgen_unstable
endif
# Where tests look for optional reference data.
export ESITO_DATA ?= $(abspath ../shared/data)

# One selection of crates for everything native: another one may turn on other features somewhere below Polars, and
# Polars would be built once more. The interface stands apart, because its macros would do just that; the fuzz targets,
# because they link with libFuzzer.
NATIVE := --locked --workspace --exclude esito-app --exclude esito-fuzz

SOURCES := Cargo.toml Cargo.lock Trunk.toml model engine charts sheets app worker public

.PHONY: help setup run app test test-native test-browser sizes fuzz check bench bench-large shots

# How long `make fuzz` looks for trouble in each of its three targets; `make test` makes the same inputs every time.
SECONDS_OF_FUZZING ?= 600

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## install what building needs (nothing twice)
	@tools/setup.sh

run: setup app ## build and serve the dashboard with the demonstration bundle
	@echo "run: building the command line (from nothing ten minutes on two cores, otherwise seconds)"
	@cargo build --locked --release -p esito-cli
	@"$(CARGO_TARGET_DIR)/release/esito" serve

app: ## build the interface and the browser's engine into dist/
	@stamp=dist/.profile; \
	if [ "$$(cat $$stamp 2>/dev/null)" = "$(PROFILE)" ] && \
	  [ -z "$$(find $(SOURCES) -type f -newer $$stamp -print -quit)" ]; then \
	  echo "app: dist/ is up to date ($(PROFILE))"; \
	else \
	  echo "app: building interface and engine for the browser, profile $(PROFILE) (from nothing ten minutes on two cores)"; \
	  began=$$(mktemp); env -u NO_COLOR trunk build --cargo-profile $(PROFILE); \
	  echo $(PROFILE) > $$stamp; touch -r $$began $$stamp; rm -f $$began; \
	fi

test: ## every test: native, a minute of fuzzing, in the browser, sizes
	@tools/setup.sh --tests
	@cargo fmt --all --check
	@$(MAKE) --no-print-directory test-native
	@tools/fuzz.sh quick
	@$(MAKE) --no-print-directory test-browser

test-native: ## the tests that need no browser
	@echo "test: native build and tests (from nothing fifteen minutes on two cores)"
	@cargo test $(NATIVE)
	@cargo test --locked -p esito-app
	@node --test tests/schema.test.mjs

test-browser: app ## the tests in Chromium, and the sizes
	@cargo build $(NATIVE)
	@echo "test: the site in Chromium"
	@node --test --test-concurrency=1 tests/browser/*.test.mjs
	@$(MAKE) --no-print-directory sizes

sizes: ## what a visitor downloads, against the budget
	@node --test tests/sizes.test.mjs

fuzz: ## ten minutes each of made-up files, frameworks and values; what is new and good becomes a seed
	@tools/setup.sh --tests
	@tools/fuzz.sh $(SECONDS_OF_FUZZING) keep

shots: app ## pictures of every page into tests/browser/shots/, to be looked at
	@cargo build $(NATIVE)
	@node tests/browser/shots.mjs

check: setup ## format, lints for this machine and for the browser, dead dependencies
	@cargo fmt --all --check
	@cargo clippy $(NATIVE) --all-targets -- -D warnings
	@cargo clippy --locked -p esito-app --all-targets -- -D warnings
	@cargo clippy --locked -p esito-worker -p esito-app --target wasm32-unknown-unknown -- -D warnings
	@cargo clippy --locked -p esito-sheets --target wasm32-unknown-unknown -- -D warnings
	@cargo test $(NATIVE) --test architecture

bench: ## the records job beside DuckDB-Wasm in the same Chromium, and an index of 50 places and 50 indicators
	@tools/setup.sh --bench
	@$(MAKE) --no-print-directory app
	@cargo build --locked --release -p esito-tests --bin records
	@node tests/bench/run.mjs
	@node tests/bench/compare.mjs

bench-large: ## ten million records on the command line beside DuckDB's (DUCKDB=… names it)
	@tools/setup.sh --tests
	@cargo build --locked --release -p esito-tests --bin records
	@cargo build --locked --release -p esito-cli
	@node tests/bench/large.mjs
