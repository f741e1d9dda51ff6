# shellcheck shell=bash
# What is meant for people goes to stderr: stdout carries settings and paths.

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# wait_until SECONDS COMMAND...: true as soon as the command is.
wait_until() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.1
  done
}
