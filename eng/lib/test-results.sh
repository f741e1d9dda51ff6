# shellcheck shell=bash
# Counts and names of failures, out of the XML reports of xunit.

passed=0
failed=0
skipped=0
failures=()

add_failure() {
  failed=$((failed + 1))
  failures+=("$1")
}

# report_count REPORT ATTRIBUTE
report_count() {
  sed -nE "s/.*<assembly [^>]* $2=\"([0-9]+)\".*/\1/p" "$1" | head -n 1
}

failed_tests() {
  grep -oE '<test [^>]* result="Fail"' "$1" |
    sed -E 's/.* name="([^"]*)".*/\1/; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#x[0-9A-F]+;/ /g; s/&amp;/\&/g'
}

# add_report PROJECT EXIT_CODE REPORT
add_report() {
  local project=$1 code=$2 report=$3 failed_here errors name
  failed_here=$(report_count "$report" failed 2>/dev/null)
  if [[ -z $failed_here ]]; then
    add_failure "$project ended with exit code $code and reported no result$(explain_exit_code "$code")"
    return
  fi
  errors=$(report_count "$report" errors)
  passed=$((passed + $(report_count "$report" passed)))
  failed=$((failed + failed_here + errors))
  skipped=$((skipped + $(report_count "$report" skipped)))
  while IFS= read -r name; do failures+=("$name"); done < <(failed_tests "$report")
  if ((errors > 0)); then failures+=("$project: $errors errors outside of tests"); fi
  if ((code != 0 && failed_here + errors == 0)); then
    add_failure "$project ended with exit code $code although no test failed$(explain_exit_code "$code")"
  fi
}

explain_exit_code() {
  case $1 in
    124) echo ': it took longer than WORKFLOWS_TEST_TIMEOUT allows' ;;
    134 | 139) echo ': it crashed' ;;
    137) echo ': it was killed' ;;
  esac
}
