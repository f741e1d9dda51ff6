#!/usr/bin/env bash
# Builds, checks and tests the whole solution, against services of its own.
#
#   ./test.sh [option of the xunit runner...]     for example: ./test.sh -class '*.RetryTests'
#   ./test.sh --storm [minutes]                   instead of the tests: minutes (10) of kills, outages and duplicates
#
# WORKFLOWS_STORM_SEED: repeats the order of a storm's disasters; its report says which seed it had.
# WORKFLOWS_TEST_TIMEOUT: how long one test project may take, default 30m (see timeout(1)).
set -uo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
cd "$repository" || exit 1
# shellcheck source=eng/lib/console.sh
source eng/lib/console.sh
# shellcheck source=eng/lib/phases.sh
source eng/lib/phases.sh
# shellcheck source=eng/lib/test-results.sh
source eng/lib/test-results.sh

solution=BusWorkflows.sln
work=$repository/artifacts/test
services_touched=false

unset WORKFLOWS_PG_PORT WORKFLOWS_RABBIT_PORT
export WORKFLOWS_SERVICES=$repository/eng/services WORKFLOWS_SERVICES_DIR=$work/services
# No server of a build may outlive it.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false

# Runs on every way out; its last line is what a caller reads.
finish() {
  local code=$?
  trap '' INT TERM HUP
  end_group
  if $services_touched; then "$WORKFLOWS_SERVICES" down 8<&- || add_failure 'The services did not stop'; fi
  if ((code != 0 && failed == 0)); then add_failure "test.sh itself ended with exit code $code"; fi
  if ((passed + failed == 0)); then add_failure 'No test ran'; fi
  if ((${#failures[@]} > 0)); then printf 'FAILED: %s\n' "${failures[@]}"; fi
  echo "$passed passed, $failed failed, $skipped skipped"
  if ((failed > 0 && code == 0)); then code=1; fi
  exit "$code"
}

interrupted() {
  add_failure "Interrupted by SIG$1"
  exit "$2"
}

# must NAME COMMAND...: a phase without which there is no point in going on.
must() {
  phase "$@" || { add_failure "$1"; exit 1; }
}

start_services() {
  "$WORKFLOWS_SERVICES" down && "$WORKFLOWS_SERVICES" up >"$work/services.env"
}

find_chromium() {
  eng/chromium >"$work/chromium"
}

test_projects() {
  dotnet sln "$solution" list | grep 'Tests\.csproj$'
}

check_all_projects_listed() {
  local project
  while IFS= read -r project; do
    grep -qxF "$project" "$work/projects" || add_failure "$project is not in $solution, so its tests do not run"
  done < <(find src tests samples bench -name '*Tests.csproj' 2>/dev/null)
}

# run_tests PROJECT [xunit option...]
run_tests() {
  local name report executable code=0
  name=$(basename "$1" .csproj)
  report=$work/$name.xml
  executable=("$(dirname "$1")"/bin/Release/net*/"$name")
  shift
  if [[ ${#executable[@]} != 1 || ! -x ${executable[0]} ]]; then
    add_failure "$name should have one executable in bin/Release, found: ${executable[*]} (delete bin/ and try again)"
    return
  fi
  phase "$name" timeout --kill-after=10 "${WORKFLOWS_TEST_TIMEOUT:-30m}" \
    "${executable[0]}" -noLogo -noColor -reporter quiet -longRunning 60 -xml "$report" "$@" || code=$?
  add_report "$name" "$code" "$report"
}

# storm MINUTES: under load, everything that can happen to processes and services.
storm() {
  export WORKFLOWS_STORM_MINUTES=$1 WORKFLOWS_STORM_REPORT=$work/storm.md
  export WORKFLOWS_TEST_TIMEOUT=24h
  rm -f "$WORKFLOWS_STORM_REPORT"
  run_tests tests/Workflows.Bus.IntegrationTests/Workflows.Bus.IntegrationTests.csproj -explicit only -class '*.When_a_storm_rages'
  if [[ -f $WORKFLOWS_STORM_REPORT ]]; then cat "$WORKFLOWS_STORM_REPORT"; fi
}

storm_minutes=
if [[ ${1-} == --storm ]]; then
  storm_minutes=${2:-10}
  [[ $# -le 2 && $storm_minutes =~ ^[0-9]+$ && $storm_minutes != 0 ]] || { echo "usage: ./test.sh --storm [minutes]" >&2; exit 2; }
fi

exec 2>&1 8<test.sh
trap finish EXIT
trap 'interrupted INT 130' INT
trap 'interrupted TERM 143' TERM
trap 'interrupted HUP 129' HUP
flock -n 8 || { add_failure 'Another ./test.sh runs in this checkout: wait for it to end'; exit 1; }

mkdir -p "$work"
rm -f "$work"/*.xml
must '.NET SDK (the version is in global.json)' dotnet --version
must 'Restore' dotnet restore "$solution" -v quiet
must 'Build' dotnet build "$solution" -c Release --no-restore -v quiet
# The build has checked style and analyzers.
if [[ -z $storm_minutes ]]; then must 'Format' dotnet format whitespace "$solution" --verify-no-changes --no-restore; fi
must 'ICU' eng/icu
services_touched=true
must 'Services' start_services
# shellcheck source=/dev/null
source "$work/services.env"
if [[ -n $storm_minutes ]]; then
  storm "$storm_minutes"
  exit
fi
if [[ -d tests/Workflows.Dashboard.Tests ]]; then
  must 'Chromium' find_chromium
  WORKFLOWS_CHROMIUM=$(<"$work/chromium")
  export WORKFLOWS_CHROMIUM
fi

test_projects >"$work/projects"
check_all_projects_listed
while IFS= read -r project <&3; do
  run_tests "$project" "$@"
done 3<"$work/projects"
true # finish decides by the counts
