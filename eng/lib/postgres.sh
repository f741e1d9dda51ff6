# shellcheck shell=bash
# shellcheck disable=SC2154 # settings come from state.sh
# A private PostgreSQL: one data directory, TCP on loopback only, no password.

postgres_name=workflows # of the superuser and of the database

as_postgres() {
  if ((EUID == 0)); then setpriv --reuid=postgres --regid=postgres --init-groups "$@"; else "$@"; fi
}

postgres_bin() {
  local directory
  for directory in "$(dirname "$(readlink -f "$(command -v initdb)")")" \
    $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV); do
    if [[ -x $directory/initdb && -x $directory/pg_ctl && -x $directory/psql ]]; then
      echo "$directory"
      return
    fi
  done
  return 1
}

# PostgreSQL refuses to run as root, and its own user may not get into the directories of root.
postgres_choose_home() {
  local outside=/var/tmp/workflows-services-$state_number
  if ((EUID != 0)) || as_postgres test -x "$state_directory"; then
    echo "$state_directory/postgres"
    return
  fi
  mkdir -m 711 "$outside" 2>/dev/null || [[ ! -L $outside && -O $outside ]] ||
    fail "$outside belongs to another user: remove it, or set WORKFLOWS_SERVICES_DIR to a directory that everyone may enter."
  echo "$outside/postgres"
}

# The postmaster and its children.
postgres_pids() { pids_working_in "$postgres_home/data" postgres; }

postgres_pid() {
  local pid=
  read -r pid 2>/dev/null <"$postgres_home/data/postmaster.pid" || return 1
  grep -xF -e "$pid" <(postgres_pids)
}

postgres_query() {
  "$(postgres_bin)/psql" -X -qtA -h 127.0.0.1 -p "$postgres_port" -U "$postgres_name" "$@"
}

postgres_answers() { [[ $(postgres_query -d "$postgres_name" -c 'select 1' 2>/dev/null) == 1 ]]; }

postgres_configuration() {
  cat <<EOF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 300
shared_buffers = 256MB
timezone = 'UTC'
log_timezone = 'UTC'
EOF
  if [[ -e $1/../lib/pg_stat_statements.so ]]; then echo "shared_preload_libraries = 'pg_stat_statements'"; fi
}

# Under another name first: an interrupted initdb must not look like a database.
postgres_initialize() {
  local bin=$1
  rm -rf "$postgres_home"
  mkdir -m 700 "$postgres_home"
  if ((EUID == 0)); then chown postgres: "$postgres_home"; fi
  as_postgres "$bin/initdb" -D "$postgres_home/new" -U "$postgres_name" -A trust -E UTF8 --no-locale --no-sync \
    >"$state_directory/initdb.log" 2>&1 || fail "initdb failed: $(tail -n 5 "$state_directory/initdb.log")"
  postgres_configuration "$bin" >>"$postgres_home/new/postgresql.conf"
  mv "$postgres_home/new" "$postgres_home/data"
}

postgres_create_database() {
  [[ $(postgres_query -d postgres -c "select 1 from pg_database where datname = '$postgres_name'") == 1 ]] ||
    postgres_query -d postgres -c "create database $postgres_name"
}

postgres_launch() {
  local bin
  bin=$(postgres_bin) || fail "PostgreSQL is not installed: run 'eng/services up'."
  [[ -s $postgres_home/data/PG_VERSION ]] || postgres_initialize "$bin"
  # Children may outlive a crashed postmaster for a while. The pid in its lock file may belong to
  # somebody else by now; PostgreSQL would then refuse to start.
  kill_all postgres_pids
  rm -f "$postgres_home/data/postmaster.pid"
  as_postgres "$bin/pg_ctl" -D "$postgres_home/data" -o "-p $postgres_port" -l "$postgres_home/log" -w -t 60 start \
    >/dev/null 2>&1 9<&- || fail "PostgreSQL did not start on port $postgres_port: $(tail -n 5 "$postgres_home/log")"
}

postgres_start() {
  postgres_pid >/dev/null || postgres_launch
  postgres_answers && return
  postgres_create_database
  wait_until 30 postgres_answers || fail "PostgreSQL runs, but does not answer on port $postgres_port."
}

# postgres_stop INT|QUIT|KILL: orderly, at once but clean, or as a crash.
postgres_stop() {
  local pid
  if [[ $1 != KILL ]] && pid=$(postgres_pid); then signal_and_wait "$1" 30 "$pid" || true; fi
  kill_all postgres_pids
}

postgres_remove() {
  postgres_stop QUIT
  rm -rf "$postgres_home" "$state_directory/initdb.log"
  if [[ $postgres_home != "$state_directory"/* ]]; then rmdir "$(dirname "$postgres_home")"; fi
}
