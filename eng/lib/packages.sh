# shellcheck shell=bash
# Debian packages, installed only where something is missing.

as_root() {
  if ((EUID == 0)); then "$@"; else sudo -n "$@"; fi
}

can_install() {
  command -v apt-get >/dev/null || return 1
  ((EUID == 0)) || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$1" >&2
}

# Packages of servers start a system-wide one of their own; Debian asks this file whether they may.
deny_service_start() {
  [[ -e /usr/sbin/policy-rc.d ]] && return 1
  printf '#!/bin/sh\nexit 101\n' | as_root tee /usr/sbin/policy-rc.d >/dev/null
  as_root chmod 755 /usr/sbin/policy-rc.d
}

# ensure_package PACKAGE COMMAND...: installs the package unless the command already succeeds.
ensure_package() {
  local package=$1
  shift
  "$@" >/dev/null && return
  can_install || fail "The Debian package $package is missing and cannot be installed from here:" \
    "run 'apt-get install --no-install-recommends $package' as root, then try again."
  say "Installing $package"
  (
    if deny_service_start; then trap 'as_root rm -f /usr/sbin/policy-rc.d' EXIT; fi
    apt_install "$package" || { as_root apt-get update >&2 && apt_install "$package"; }
  ) || fail "apt-get could not install $package; its messages are above."
  "$@" >/dev/null || fail "$package is installed, but what it should bring is still not found ($*)."
}
