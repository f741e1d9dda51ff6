# shellcheck shell=bash
# Phases of a run: each says its name, how long it took and whether it failed.

group=

# In a process group of its own, so that a signal can end the command with all its children, and at once:
# bash does not look at its traps while a command runs in the foreground. Descriptor 8 is the lock of the run.
run_in_group() {
  local code=0
  set -m
  "$@" </dev/null 8<&- &
  group=$!
  set +m
  wait "$group" || code=$?
  end_group
  return "$code"
}

group_is_gone() { ! kill -0 -- "-$group" 2>/dev/null; }

end_group() {
  [[ -n $group ]] || return 0
  if ! group_is_gone; then
    kill -TERM -- "-$group" 2>/dev/null
    wait_until 5 group_is_gone || kill -KILL -- "-$group" 2>/dev/null
  fi
  group=
}

seconds_since() {
  local milliseconds=$(($(date +%s%3N) - $1))
  printf '%d.%d s' $((milliseconds / 1000)) $((milliseconds % 1000 / 100))
}

# phase NAME COMMAND...
phase() {
  local name=$1 code=0 started
  started=$(date +%s%3N)
  shift
  echo "== $name"
  run_in_group "$@" || code=$?
  if ((code == 0)); then
    echo "== $name took $(seconds_since "$started")"
  else
    echo "== $name failed after $(seconds_since "$started") (exit code $code)"
  fi
  return "$code"
}
