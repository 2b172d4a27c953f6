//! What can be had from Debian: only where we are root or may become it without a question.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::project;

/// How to run a command as root, or `None` where this is no Debian or we may not.
pub fn as_root() -> Option<Vec<&'static str>> {
    if !Path::new("/etc/debian_version").exists() || project::in_path("apt-get").is_none() {
        return None;
    }
    let uid = project::output(Command::new("id").arg("-u")).ok()?;
    if uid.trim_ascii() == b"0" {
        return Some(vec![]);
    }
    let quiet = Command::new("sudo")
        .args(["-n", "true"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    quiet
        .is_ok_and(|status| status.success())
        .then(|| vec!["sudo", "-n"])
}

/// Installs packages; another apt that holds the lock is waited for.
pub fn install(root: &[&str], packages: &[&str]) -> Result<()> {
    const APT: [&str; 6] = [
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-qq",
        "-o",
        "DPkg::Lock::Timeout=300",
    ];
    let apt = |rest: &[&str]| {
        let words: Vec<&str> = root.iter().chain(&APT).chain(rest).copied().collect();
        project::run(Command::new(words[0]).args(&words[1..]))
    };
    apt(&["update"])?;
    apt(&[&["install", "-y", "--no-install-recommends"], packages].concat())
}
