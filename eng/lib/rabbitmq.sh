# shellcheck shell=bash
# shellcheck disable=SC2154 # settings come from state.sh
# A private RabbitMQ node with its own epmd, on loopback only.

# Not the one on PATH: that wrapper changes the user and drops the environment.
rabbitmq_script=/usr/lib/rabbitmq/bin/rabbitmq-server
rabbitmq_home=$state_directory/rabbitmq
rabbitmq_mark=WORKFLOWS_RABBITMQ_OF=$state_directory

# The node, its port programs and its epmd: all inherit the mark.
rabbitmq_pids() { pids_with_environment "$rabbitmq_mark"; }

rabbitmq_pid() {
  local pid
  for pid in $(rabbitmq_pids); do
    if [[ $(<"/proc/$pid/comm") == beam.smp ]]; then
      echo "$pid"
      return
    fi
  done 2>/dev/null
  return 1
}

# A broker that is ready answers the protocol header with a method frame (type 1).
rabbitmq_answers() {
  local type=
  {
    exec 3<>"/dev/tcp/127.0.0.1/$rabbitmq_port" || return 1
    printf 'AMQP\0\0\x09\x01' >&3
    IFS= read -r -t 5 -N 1 -u 3 type
    exec 3>&-
  } 2>/dev/null
  [[ $type == $'\x01' ]]
}

rabbitmq_configure() {
  install -d -m 700 "$rabbitmq_home"
  echo "listeners.tcp.1 = 127.0.0.1:$rabbitmq_port" >"$rabbitmq_home/rabbitmq.conf"
  echo '[].' >"$rabbitmq_home/enabled_plugins"
  : >"$rabbitmq_home/rabbitmq-env.conf"
}

rabbitmq_environment() {
  printf '%s\n' \
    "$rabbitmq_mark" "PATH=$PATH" LANG=C.UTF-8 "HOME=$rabbitmq_home" \
    "RABBITMQ_NODENAME=workflows-$state_number@localhost" \
    RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 "RABBITMQ_NODE_PORT=$rabbitmq_port" \
    "RABBITMQ_DIST_PORT=$rabbitmq_distribution_port" "ERL_EPMD_PORT=$epmd_port" ERL_EPMD_ADDRESS=127.0.0.1 \
    'RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=-kernel inet_dist_use_interface {127,0,0,1}' \
    "RABBITMQ_MNESIA_BASE=$rabbitmq_home/mnesia" "RABBITMQ_LOG_BASE=$rabbitmq_home/log" \
    "RABBITMQ_CONF_ENV_FILE=$rabbitmq_home/rabbitmq-env.conf" "RABBITMQ_CONFIG_FILE=$rabbitmq_home/rabbitmq.conf" \
    "RABBITMQ_ADVANCED_CONFIG_FILE=$rabbitmq_home/advanced.config" \
    "RABBITMQ_GENERATED_CONFIG_DIR=$rabbitmq_home/config" \
    "RABBITMQ_ENABLED_PLUGINS_FILE=$rabbitmq_home/enabled_plugins" \
    detached=true # the script then becomes the node instead of watching it
}

# Returns before the node is ready: see rabbitmq_await.
rabbitmq_launch() {
  if rabbitmq_pid >/dev/null; then return; fi
  [[ -x $rabbitmq_script ]] || fail "RabbitMQ is not installed: run 'eng/services up'."
  kill_all rabbitmq_pids
  rabbitmq_configure
  local environment
  mapfile -t environment < <(rabbitmq_environment)
  (
    # "Unlimited" makes Erlang allocate a table for a thousand million files.
    ulimit -n 65536 2>/dev/null || true
    exec env -i "${environment[@]}" setsid "$rabbitmq_script"
  ) >"$rabbitmq_home/startup.log" 2>&1 </dev/null 9<&- &
  rabbitmq_launched=$! # on a busy machine it takes a while to bear the mark
}

rabbitmq_ready_or_dead() {
  rabbitmq_answers && return
  ! kill -0 "${rabbitmq_launched-}" 2>/dev/null && [[ -z $(rabbitmq_pids) ]]
}

rabbitmq_await() {
  wait_until 60 rabbitmq_ready_or_dead || true
  rabbitmq_answers ||
    fail "RabbitMQ did not start on port $rabbitmq_port: $(tail -n 15 "$rabbitmq_home/startup.log")" \
      "More is in $rabbitmq_home/log."
}

rabbitmq_start() {
  rabbitmq_launch
  rabbitmq_await
}

# rabbitmq_stop TERM|KILL: orderly, or as a crash. Its epmd goes too: it would outlive the node.
rabbitmq_stop() {
  local pid
  if [[ $1 == TERM ]] && pid=$(rabbitmq_pid); then signal_and_wait TERM 60 "$pid" || true; fi
  kill_all rabbitmq_pids
}

rabbitmq_control() {
  local environment
  mapfile -t environment < <(rabbitmq_environment)
  env -i "${environment[@]}" "${rabbitmq_script%/*}/rabbitmqctl" -q -n "workflows-$state_number@localhost" "$@" >/dev/null
}

# rabbitmq_alarm on|off: with its memory alarm on, the broker takes no messages from anybody who publishes.
rabbitmq_alarm() {
  local share
  case $1 in
    on) share=0 ;;
    off) share=0.4 ;;
    *) return 2 ;;
  esac
  rabbitmq_control set_vm_memory_high_watermark "$share" || fail "The memory alarm of RabbitMQ could not be turned $1."
}

# rabbitmq_limit BYTES|off: the largest message that it takes. Connections that are there keep the former limit, so they are closed.
rabbitmq_limit() {
  local most=$1
  if [[ $most == off ]]; then most=134217728; fi # what RabbitMQ has by itself
  rabbitmq_control eval "application:set_env(rabbit, max_message_size, $most), rabbit_networking:close_all_connections(\"The limit of messages was changed.\")." ||
    fail "The limit of RabbitMQ could not be set to $1."
}

rabbitmq_remove() {
  rabbitmq_stop KILL
  rm -rf "$rabbitmq_home"
}
