# Sourced by the scripts beside it: where the repository is, how to speak, how to become root.
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$ROOT"
PYTHON=/usr/bin/python3  # Debian's, which has python3-yaml; another one first in PATH may not

# Clones of one commit share ccache's work wherever they stand; the precompiled header asks for the last line.
export CCACHE_BASEDIR=$ROOT CCACHE_NOHASHDIR=1
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime

say() { printf '==> %s\n' "$*" >&2; }
fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# Runs a command quietly; if it fails, shows what it said.
quietly() {
  local log
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$log"
    fail "this command failed, its output stands above: $*"
  fi
  rm -f "$log"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo -- "$@"
  else
    fail "this needs root: $*  (run it as root, or install sudo)"
  fi
}

# configure FOLDER [-DNAME=VALUE...]: CMake runs when the folder is new or was asked for other settings; otherwise
# Ninja knows whether an input has changed since.
configure() {
  local folder=$1 wanted
  shift
  wanted="$*"
  if [ ! -f "$folder/build.ninja" ] || [ "$(cat "$folder/.settings" 2>/dev/null)" != "$wanted" ]; then
    say "Configuring $folder"
    quietly cmake -S . -B "$folder" -G Ninja -DPython3_EXECUTABLE="$PYTHON" "$@"
    printf '%s' "$wanted" >"$folder/.settings"
  else
    quietly ninja -C "$folder" build.ninja
  fi
}
