# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # the files beside this one use what it sets, and the other way round
# Where the state of this checkout's services is, and the ports that they keep.

state_directory=$(realpath -m "${WORKFLOWS_SERVICES_DIR:-$repository/.services}")
state_number=$(printf '%s' "$state_directory" | cksum | cut -d' ' -f1)
settings_file=$state_directory/settings

first_port=18000
last_port=24999 # below the range from which outgoing connections take theirs

port_is_taken() {
  local pattern
  printf -v pattern '^ *[0-9]+: [0-9A-F]+:%04X [0-9A-F]+:[0-9A-F]+ (0[1-5]|0[7-9A-F])' "$1" # 06 is TIME_WAIT
  grep -qE "$pattern" /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

block_is_free() {
  local port
  for port in {0..4}; do
    if port_is_taken $(($1 + port)); then return 1; fi
  done
}

# Five ports in a row; each checkout begins its search elsewhere, so that two which start at once do not meet.
find_port_block() {
  local blocks=$(((last_port - first_port + 1) / 5)) tried base
  for ((tried = 0; tried < blocks; tried++)); do
    base=$((first_port + (state_number + tried) % blocks * 5))
    if block_is_free "$base"; then
      echo "$base"
      return
    fi
  done
  fail "Five free ports in a row were sought between $first_port and $last_port; there are none."
}

load_settings() {
  pooler_port='' # a state of before there was one does not set it
  [[ -s $settings_file ]] || return 1
  # shellcheck source=/dev/null
  source "$settings_file"
}

save_settings() {
  local name
  for name in postgres_port rabbitmq_port rabbitmq_distribution_port epmd_port pooler_port postgres_home; do
    printf '%s=%q\n' "$name" "${!name}"
  done >"$settings_file.new"
  mv "$settings_file.new" "$settings_file"
}

require_port() {
  if port_is_taken "$2"; then fail "$1 asks for port $2, which another program uses: choose another or unset it."; fi
}

create_settings() {
  (umask 022 && mkdir -p "$state_directory")
  postgres_home=$(postgres_choose_home)
  # What still runs here belongs to a state that was deleted under its feet.
  kill_all pooler_pids
  postgres_stop QUIT
  rabbitmq_stop KILL
  local base
  base=$(find_port_block)
  postgres_port=${WORKFLOWS_PG_PORT:-$base}
  rabbitmq_port=${WORKFLOWS_RABBIT_PORT:-$((base + 1))}
  rabbitmq_distribution_port=$((base + 2))
  epmd_port=$((base + 3))
  pooler_port=$((base + 4))
  require_port WORKFLOWS_PG_PORT "$postgres_port"
  require_port WORKFLOWS_RABBIT_PORT "$rabbitmq_port"
  save_settings
}

check_settings() {
  [[ -n $pooler_port ]] || fail "The services were started before there was a PgBouncer among them: run 'eng/services down' first."
  [[ ${WORKFLOWS_PG_PORT:-$postgres_port} == "$postgres_port" &&
    ${WORKFLOWS_RABBIT_PORT:-$rabbitmq_port} == "$rabbitmq_port" ]] ||
    fail "The services keep the ports $postgres_port and $rabbitmq_port, WORKFLOWS_PG_PORT or WORKFLOWS_RABBIT_PORT" \
      "asks for others: run 'eng/services down' first, or unset them."
}

load_or_create_settings() {
  if load_settings; then check_settings; else create_settings; fi
}
