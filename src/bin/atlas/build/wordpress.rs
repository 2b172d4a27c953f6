//! The WordPress plugin as an archive that its administration takes as it is: the plugin's own files and, in
//! `assets`, all that the element fetches, with the page in which the editor shows it.

use anyhow::{Context, Result};
use flate2::Compression;

use super::bundle::Tokens;
use super::{dist, npm, quick, zip};

/// Where the plugin stands among the pages, and its folder there.
const PLACE: &str = "gallery/wordpress/";
const PLUGIN: &str = "aukus-atlas";
/// The element alone in a page, and its style.
const FRAME: [&str; 2] = ["embed.html", "embed.css"];

/// Packs the plugin.
pub fn plugin(files: &mut dist::Files, tokens: &Tokens) -> Result<()> {
    let of_plugin = |path: &String| Some((path.strip_prefix(PLACE)?.to_owned(), path.clone()));
    let mut packed: Vec<(String, String)> = files.keys().filter_map(of_plugin).collect();
    let mut assets = npm::own_files(files, tokens, &["aukus-atlas.js", "embed.js"])?;
    assets.extend(FRAME.map(String::from));
    packed.extend(assets.into_iter().map(|path| (format!("{PLUGIN}/assets/{path}"), path)));
    packed.sort_unstable();
    packed.dedup();
    let content = |(name, path): (String, String)| {
        let bytes = files.get(&path).with_context(|| format!("{path} is not among what was built"))?;
        Ok((name, &bytes[..]))
    };
    let packed = packed.into_iter().map(content).collect::<Result<Vec<_>>>()?;
    let level = if quick::is_asked_for() { Compression::fast() } else { Compression::best() };
    let archive = zip::pack(packed, level)?;
    files.insert(format!("{PLACE}{PLUGIN}.zip"), archive);
    Ok(())
}
