//! The command line: serve, build, check, render, convert, schema.

fn main() {}
