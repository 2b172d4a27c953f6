//! esbuild where it is there; without it text stays as it was written.

use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::setup::npm_tools::Tools;

pub fn module(text: String, tools: &Tools) -> Result<String> {
    let flags = ["--loader=js", "--format=esm", "--tree-shaking=true"];
    esbuild(text, tools, &flags).context("esbuild refused the module")
}

pub fn css(text: String, tools: &Tools) -> Result<String> {
    esbuild(text, tools, &["--loader=css"]).context("esbuild refused the style sheet")
}

fn esbuild(text: String, tools: &Tools, flags: &[&str]) -> Result<String> {
    let Some(esbuild) = &tools.esbuild else {
        return Ok(text);
    };
    let mut child = Command::new(esbuild)
        .args(["--minify", "--target=es2022", "--charset=utf8", "--legal-comments=none"])
        .args(flags)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start esbuild")?;
    // esbuild reads to the end before it writes, so one after the other cannot block.
    child.stdin.take().context("no way to write to esbuild")?.write_all(text.as_bytes())?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("esbuild failed: {}", output.status);
    }
    String::from_utf8(output.stdout).context("esbuild wrote no UTF-8")
}
