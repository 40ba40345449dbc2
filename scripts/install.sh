#!/bin/sh
# Installs ascii-gen for this user: downloads the archive for this machine, verifies it, puts the executable into
# ~/.local/bin. Needs curl or wget, tar and xz; nothing is done as root.
#
#   sh install.sh [--version v0.1.0] [--prefix DIR]
#
# PREFIX         instead of ~/.local
# ASCII_GEN_URL  instead of the releases' address
set -eu

# The account on GitHub that publishes the releases; the release workflow fills it in.
owner=OWNER
url=${ASCII_GEN_URL:-https://github.com/$owner/ascii-gen/releases}

say() { printf 'install.sh: %s\n' "$*" >&2; }
die() {
  say "$*"
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

# Prints the name that this machine's archive ends with.
platform() {
  system=$(uname -s)
  processor=$(uname -m)
  # A shell under Rosetta believes that it runs on an Intel processor.
  if [ "$system" = Darwin ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null || true)" = 1 ]; then
    processor=arm64
  fi
  case $system-$processor in
    Linux-x86_64 | Linux-amd64) echo linux-x64 ;;
    Linux-aarch64 | Linux-arm64) echo linux-arm64 ;;
    Darwin-arm64) echo macos-arm64 ;;
    MINGW* | MSYS* | CYGWIN*) die "on Windows, unpack the .zip of $url by hand" ;;
    *) die "there is no build for $system $processor: only for Linux x64 and arm64, macOS arm64, Windows x64" ;;
  esac
}

# Refuses a C library that the executable does not run with: on Linux it needs glibc 2.28.
check_libc() {
  libc=$( (getconf GNU_LIBC_VERSION 2>/dev/null || ldd --version || ls /lib | grep ld-musl) 2>&1 || true)
  case $libc in
    *musl*) die "this system's C library is musl (Alpine and others), and ascii-gen needs glibc 2.28: run it in its container image, or on a system with glibc" ;;
    "glibc "*) ;;
    *) return 0 ;; # what cannot be told is tried
  esac
  number=${libc#glibc }
  minor=${number#*.}
  [ "${number%%.*}" -gt 2 ] || [ "${minor%%.*}" -ge 28 ] ||
    die "this system has glibc $number, and ascii-gen needs 2.28 (Debian 10, RHEL 8, Ubuntu 18.10)"
}

# fetch ADDRESS FILE
fetch() {
  if has curl; then
    curl --fail --silent --show-error --location --retry 2 --output "$2" "$1"
  elif has wget; then
    wget --quiet --tries=3 --output-document="$2" "$1"
  else
    die "curl or wget is needed"
  fi || die "cannot download $1"
}

# Prints the SHA-256 of a file.
digest() {
  if has sha256sum; then
    sha256sum "$1"
  elif has shasum; then
    shasum -a 256 "$1"
  elif has openssl; then
    openssl dgst -sha256 -r "$1"
  else
    die "sha256sum, shasum or openssl is needed to verify the download"
  fi | cut -d ' ' -f 1
}

# All of it is read before any of it runs: a download that breaks off does nothing.
main() {
  version=
  prefix=${PREFIX:-${HOME:?install.sh: HOME is not set}/.local}
  while [ $# -gt 0 ]; do
    case $1 in
      --version | --prefix)
        [ $# -ge 2 ] || die "$1 needs a value"
        case $1 in --version) version=v${2#v} ;; *) prefix=$2 ;; esac
        shift 2
        ;;
      *) die "unknown option $1; usage: sh install.sh [--version v0.1.0] [--prefix DIR]" ;;
    esac
  done
  target=$(platform)
  [ "${target#linux}" = "$target" ] || check_libc
  has tar || die "tar is needed"
  # macOS's tar unpacks xz by itself.
  [ "${target#macos}" != "$target" ] || has xz || die "xz is needed (Debian, Ubuntu: apt install xz-utils)"

  case $version in
    "") from=$url/latest/download ;;
    *) from=$url/download/$version ;;
  esac
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  trap 'exit 130' INT TERM
  fetch "$from/SHA256SUMS" "$folder/SHA256SUMS"
  line=$(grep -E "^[0-9a-f]{64}  ascii-gen-v[0-9A-Za-z.-]+-$target\.tar\.xz\$" "$folder/SHA256SUMS" | head -n 1)
  [ -n "$line" ] || die "$from/SHA256SUMS lists no archive for $target"
  archive=${line#*  }
  fetch "$from/$archive" "$folder/$archive"
  found=$(digest "$folder/$archive")
  [ "$found" = "${line%%  *}" ] ||
    die "$archive has SHA-256 $found, not ${line%%  *} as SHA256SUMS says: nothing is installed"

  tar -xJf "$folder/$archive" -C "$folder"
  mkdir -p "$prefix/bin"
  # A running executable cannot be written to, but replaced.
  cp "$folder/${archive%.tar.xz}/ascii-gen" "$prefix/bin/.ascii-gen.$$"
  chmod 755 "$prefix/bin/.ascii-gen.$$"
  mv -f "$prefix/bin/.ascii-gen.$$" "$prefix/bin/ascii-gen"
  installed=$("$prefix/bin/ascii-gen" --version) ||
    die "$prefix/bin/ascii-gen is installed but does not run (Linux: it needs glibc 2.28 and libstdc++)"
  say "ascii-gen $installed is in $prefix/bin"
  case :$PATH: in
    *:"$prefix/bin":*) ;;
    *) say "add $prefix/bin to PATH to call it by name" ;;
  esac
}

main "$@"
