#!/bin/sh
# Sees to the Debian packages that Postil needs beside its Python packages.
#   system-libraries.sh run    what the window needs on a screen
#   system-libraries.sh test   what the tests need; those of the virtual screen are welcome, not required
# Installs what is missing where it may (as root, or with sudo that asks no password); else it prints
# the exact line to type. Ends with 1 only where something required is still missing.
set -u

offscreen="libglib2.0-0 libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon0"
screen="libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
    libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 libx11-xcb1 libwayland-cursor0"
virtual_screen="xvfb xauth xdotool openbox"
watch="strace"
other_scripts="fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji"
validators="desktop-file-utils appstream"

# The tools that make a virtual environment are a package of their own on Debian.
venv=
"${PYTHON:-python3}" -c 'import ensurepip, venv' 2> /dev/null || venv=python3-venv

case "${1:-}" in
    run) required="$venv $offscreen $screen" welcome= ;;
    test) required="$venv $offscreen" welcome="$screen $virtual_screen $watch $other_scripts $validators" ;;
    *) sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

command -v dpkg-query > /dev/null || exit 0 # not a Debian: the person knows their system better

missing() {
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Status}\n' "$package" "$package"t64 2> /dev/null | grep -qx installed ||
            printf ' %s' "$package"
    done
}

# shellcheck disable=SC2086 # the lists are words
wanted=$(missing $required $welcome)
[ -n "$wanted" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=
elif sudo -n true 2> /dev/null; then
    as_root=sudo
else
    as_root=none
fi

if [ "$as_root" != none ]; then
    echo "Installing system packages:$wanted"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends $wanted > /dev/null
fi

# shellcheck disable=SC2086
still=$(missing $required)
if [ -n "$still" ]; then
    echo "Postil needs some system packages. Please type:  sudo apt-get install$still" >&2
    exit 1
fi
exit 0
