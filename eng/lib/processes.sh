# shellcheck shell=bash
# Processes are recognised by what they are, never by a remembered id: ids are reused.

# Processes started with exactly this NAME=VALUE in their environment.
pids_with_environment() {
  grep -lzxF -e "$1" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3
}

# pids_working_in DIRECTORY COMMAND: processes of that name with that working directory.
pids_working_in() {
  local process
  for process in /proc/[0-9]*; do
    if [[ $process/cwd -ef $1 && $(<"$process/comm") == "$2" ]]; then echo "${process#/proc/}"; fi
  done 2>/dev/null
}

# A zombie counts as gone: in a container nothing may ever reap it.
is_alive() {
  local state
  state=$(sed -n 's/^State:[[:space:]]*\(.\).*/\1/p' "/proc/$1/status" 2>/dev/null)
  [[ -n $state && $state != [ZX] ]]
}

all_gone() {
  local pid
  for pid; do
    if is_alive "$pid"; then return 1; fi
  done
}

# signal_and_wait SIGNAL SECONDS PID...
signal_and_wait() {
  local signal=$1 seconds=$2
  shift 2
  kill "-$signal" "$@" 2>/dev/null || true
  wait_until "$seconds" all_gone "$@"
}

# kill_all LISTING: again until the listing is empty, for one may have started another meanwhile.
kill_all() {
  local pids
  while mapfile -t pids < <("$1") && ((${#pids[@]} > 0)); do
    signal_and_wait KILL 30 "${pids[@]}" || fail "These processes do not end: ${pids[*]}"
  done
}
