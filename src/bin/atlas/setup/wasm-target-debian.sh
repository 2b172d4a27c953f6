#!/usr/bin/env bash
# Makes `cargo +aukus-atlas-wasm ...` able to compile for wasm32-unknown-unknown on a Debian where
# rustup may not download: Debian's rustc-web, with std built once from rust-web-src.
# Everything lives under one private prefix, which is safe to delete.
set -euo pipefail

prefix=${WASM_PREFIX:-${XDG_CACHE_HOME:-$HOME/.cache}/aukus-atlas/wasm-toolchain}
name=${WASM_TOOLCHAIN:-aukus-atlas-wasm}
cd / # a project's rust-toolchain.toml or .cargo/config.toml must not apply

mkdir -p "$prefix"
exec 9>"$prefix.lock"
flock 9 # another build may be at it

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@"; }
depends_on() { apt-cache depends "$1" | awk -v p="$2" '$0 ~ "Depends: " p { print $2; exit }'; }

# The browser module builds std once more, for size: its sources stay with the toolchain.
sources=$prefix/tc/lib/rustlib/src/rust
keep_sources() {
  rm -rf "$sources"
  mkdir -p "$sources"
  cp -a "$1" "$sources/library"
}

if [ -e "$prefix/ok" ]; then # built earlier
  rustup toolchain link "$name" "$prefix/tc"
  if [ ! -e "$sources/library/Cargo.lock" ]; then
    fresh=$(mktemp -d)
    trap 'rm -rf "$fresh"' EXIT
    apt update
    (cd "$fresh" && apt-get download -qq rust-web-src && dpkg-deb -x ./*.deb x)
    version=$(rustc "+$name" -V | cut -d' ' -f2)
    keep_sources "$fresh/x/usr/src/rustc-$version/library"
  fi
  exit
fi

apt update
std=$(depends_on libstd-rust-web-dev 'libstd-rust-web-[0-9]')
llvm=$(depends_on "$std" libllvm)
apt install -y --no-install-recommends "$llvm" gcc >&2

rm -rf "$prefix"
debs=$prefix/debs x=$prefix/x tc=$prefix/tc
mkdir -p "$debs" "$x" "$tc/bin" "$tc/lib/rustlib"
(cd "$debs" && apt-get download -qq rustc-web libstd-rust-web-dev "$std" rust-web-src rust-web-clippy)
for deb in "$debs"/*.deb; do dpkg-deb -x "$deb" "$x"; done

host=$(rustc -vV | sed -n 's/^host: //p')
sysroot=$(rustc --print sysroot)
cp "$x"/usr/bin/{rustc,rustdoc,clippy-driver,cargo-clippy} "$tc/bin/"
cp "$x"/usr/lib/*/librustc_driver-*.so "$tc/lib/"
cp -a "$x/usr/lib/rustlib/$host" "$tc/lib/rustlib/"
# The linker and cargo are rustup's own.
rm -rf "$tc/lib/rustlib/$host/bin"
mkdir -p "$tc/lib/rustlib/$host/bin"
ln -s "$sysroot/lib/rustlib/$host/bin/rust-lld" "$tc/lib/rustlib/$host/bin/rust-lld"
ln -s "$sysroot/bin/cargo" "$tc/bin/cargo"
rustup toolchain link "$name" "$tc"

# No path of this machine may end up in what is compiled against this std.
library=$(echo "$x"/usr/src/rustc-*/library)
cd "$library"
unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_TARGET_DIR CARGO_BUILD_TARGET
export RUSTC_BOOTSTRAP=1 __CARGO_DEFAULT_LIB_METADATA=stablestd CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1
cargo "+$name" fetch --quiet --locked --manifest-path sysroot/Cargo.toml
flags="-Cembed-bitcode=yes -Zforce-unstable-if-unmarked --remap-path-prefix=$library=/rust/library"
for registry in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
  flags+=" --remap-path-prefix=$registry=/rust/deps"
done
RUSTFLAGS=$flags \
  cargo "+$name" build --quiet --locked --release --target wasm32-unknown-unknown \
  --target-dir "$prefix/std" --manifest-path sysroot/Cargo.toml \
  --features "panic-unwind compiler-builtins-mem"

libdir=$tc/lib/rustlib/wasm32-unknown-unknown/lib
mkdir -p "$libdir"
cp "$prefix"/std/wasm32-unknown-unknown/release/deps/*.rlib "$libdir/"
keep_sources "$library"
rm -rf "$debs" "$x" "$prefix/std"
touch "$prefix/ok"
