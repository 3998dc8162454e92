#!/usr/bin/env bash
# Puts in place what Esito is built and tested with, and nothing twice.
#
#   tools/setup.sh            what `make run` needs
#   tools/setup.sh --tests    and what `make test` needs: Chromium, Node.js, a C++ compiler (libFuzzer) and packages from npm
#   tools/setup.sh --bench    and what `make bench` needs: DuckDB-Wasm
#
# Tools go into $ESITO_TOOLS (default ~/.cache/esito/tools); only Debian packages are installed system-wide, and
# only those that are missing.
set -euo pipefail
cd "$(dirname "$0")/.."

tools="${ESITO_TOOLS:-$HOME/.cache/esito/tools}"
tests=no
bench=no
for word in "$@"; do
  case "$word" in
    --tests) tests=yes ;;
    --bench) tests=yes bench=yes ;;
    *) echo "setup: unknown option $word" >&2; exit 2 ;;
  esac
done

say() { printf 'setup: %s\n' "$*"; }

# Runs a step, having said how long it may take, and says how long it took.
step() {
  local what="$1" began=$SECONDS
  shift
  say "$what"
  "$@"
  say "  done in $((SECONDS - began)) s"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else
    say "root is needed for: $*" >&2
    exit 1
  fi
}

debian_packages() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null >/dev/null
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@" </dev/null >/dev/null
}

# Chromium as Debian packages it, or whichever CHROMIUM names; Ubuntu's package of that name is a snap.
has_chromium() {
  [ -x "${CHROMIUM:-/usr/bin/chromium}" ] || command -v chromium chromium-browser google-chrome >/dev/null
}

packages=()
command -v cc >/dev/null || packages+=(gcc libc6-dev)
if [ "$tests" = yes ]; then
  command -v c++ >/dev/null || packages+=(g++)
  has_chromium || packages+=(chromium)
  command -v node >/dev/null || packages+=(nodejs)
  command -v npm >/dev/null || packages+=(npm)
fi
if [ ${#packages[@]} -gt 0 ]; then
  step "Debian packages ${packages[*]} (a minute or two)" debian_packages "${packages[@]}"
fi

export PATH="$tools/bin:$HOME/.cargo/bin:$PATH"
if ! command -v rustup >/dev/null; then
  say "rustup is needed: https://rustup.rs" >&2
  exit 1
fi

channel="$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)"
if ! rustup target list --toolchain "$channel" --installed 2>/dev/null | grep -qx wasm32-unknown-unknown \
  || ! cargo "+$channel" clippy --version >/dev/null 2>&1 || ! cargo "+$channel" fmt --version >/dev/null 2>&1; then
  step "Rust $channel with the target wasm32-unknown-unknown (a minute)" \
    rustup toolchain install "$channel" --profile minimal --component clippy --component rustfmt \
    --target wasm32-unknown-unknown --no-self-update
fi

# cargo_tool NAME VERSION MINUTES [OPTION …]: installs a tool in that very version.
# Without link-time optimisation, which would double the time for programs that run for seconds.
cargo_tool() {
  local name="$1" version="$2" minutes="$3"
  shift 3
  step "$name $version, built from source ($minutes minutes on two cores)" \
    env -u RUSTFLAGS CARGO_TARGET_DIR="$tools/build" CARGO_PROFILE_RELEASE_LTO=off \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL="${TOOL_OPT_LEVEL:-3}" \
    cargo "+$channel" install --quiet --root "$tools" --force --version "$version" "$@" "$name" </dev/null
  rm -rf "$tools/build"
}

bindgen="$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"/\1/p}' Cargo.lock)"
if [ "$(wasm-bindgen --version 2>/dev/null)" != "wasm-bindgen $bindgen" ]; then
  # Without --locked: its lock file names a version that was withdrawn.
  cargo_tool wasm-bindgen-cli "$bindgen" "two to three"
fi
trunk_version="$(sed -n 's/^trunk-version = "\(.*\)"/\1/p' Trunk.toml)"
if [ "$(trunk --version 2>/dev/null)" != "trunk $trunk_version" ]; then
  # Trunk only starts other programs: it need not be fast itself.
  TOOL_OPT_LEVEL=1 cargo_tool trunk "$trunk_version" "three to six" --locked
fi

# Trunk builds offline, and a native build fetches nothing that only the browser needs.
if ! cargo fetch --locked --offline --target wasm32-unknown-unknown >/dev/null 2>&1; then
  step "crates (a minute)" cargo fetch --quiet --locked
fi

# npm_folder FOLDER: its packages exactly as in its lock file.
npm_folder() {
  local seen="$1/node_modules/.package-lock.json"
  if [ ! -e "$seen" ] || [ "$1/package-lock.json" -nt "$seen" ]; then
    step "npm packages of $1 (seconds)" \
      npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null
    touch "$seen"
  fi
}
if [ "$tests" = yes ]; then npm_folder tests; fi
if [ "$bench" = yes ]; then npm_folder tests/bench; fi
say "everything is in place"
