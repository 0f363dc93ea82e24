#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Latchkey authors
# SPDX-License-Identifier: Apache-2.0
# robot.sh PROGRAM: robot.py on an X server, a window manager and a session bus of its own.
export ASAN_OPTIONS="${ASAN_OPTIONS:-}:strict_string_checks=0" # libxkbcommon measures text that does not end in a zero
set -euo pipefail
program=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir -m 700 "$home/run"
unset WAYLAND_DISPLAY
export HOME=$home XDG_RUNTIME_DIR=$home/run QT_QPA_PLATFORM=xcb QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 LC_ALL=C.UTF-8
export QT_LOGGING_RULES='latchkey.*=false'
xvfb-run -a -s "-screen 0 1366x768x24" dbus-run-session -- sh -c '
    openbox >/dev/null 2>&1 &
    /usr/bin/python3 -W ignore::DeprecationWarning "$1/robot.py" "$2" "$HOME/data"' robot "$here" "$program"
