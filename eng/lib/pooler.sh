# shellcheck shell=bash
# shellcheck disable=SC2154 # settings come from state.sh
# A private PgBouncer before the private PostgreSQL, in transaction mode: its clients share connections of the server.

pooler_binary=/usr/sbin/pgbouncer

# It refuses to run as root, as PostgreSQL does: it has the same user, and lives beside the data.
pooler_pids() { pids_working_in "$postgres_home/pooler" pgbouncer; }

pooler_pid() { pooler_pids | grep -m 1 .; }

pooler_answers() {
  [[ $("$(postgres_bin)/psql" -X -qtA -h 127.0.0.1 -p "$pooler_port" -U "$postgres_name" -d "$postgres_name" -c 'select 1' 2>/dev/null) == 1 ]]
}

pooler_configuration() {
  cat <<EOT
[databases]
* = host=127.0.0.1 port=$postgres_port user=$postgres_name
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $pooler_port
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 10
max_client_conn = 500
server_login_retry = 1
EOT
}

pooler_launch() {
  local directory=$postgres_home/pooler
  kill_all pooler_pids
  as_postgres mkdir -p "$directory"
  pooler_configuration | as_postgres tee "$directory/pgbouncer.ini" >/dev/null
  (cd "$directory" && as_postgres setsid "$pooler_binary" -q pgbouncer.ini) >"$state_directory/pooler.log" 2>&1 </dev/null 9<&- &
}

pooler_start() {
  pooler_pid >/dev/null || pooler_launch
  wait_until 30 pooler_answers || fail "PgBouncer did not start on port $pooler_port: $(tail -n 5 "$state_directory/pooler.log")"
}

pooler_remove() {
  kill_all pooler_pids
  rm -f "$state_directory/pooler.log"
}
