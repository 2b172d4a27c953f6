//! `standalone.html`: one file with everything inside, that asks for nothing and opens from a disk.
//!
//! The module is that of other pages, except that it finds its files in script elements of the page
//! (`www/standalone/assets.js`) and imports nothing later on (`www/standalone/lazily.js`). What may run is told
//! by the hash of its text; the dataset is data, so that `make.html` puts another in its place.

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::bundle::{self, Bundle, Tokens};
use super::{dist, minify};
use crate::project;
use crate::setup::npm_tools::Tools;

/// The page's name in the built folder.
pub const PAGE: &str = "standalone.html";

const TEMPLATE: &str = "standalone/page.html";
const STYLE: &str = "standalone/page.css";
const FOLDER: &str = "standalone/";
const INSTEAD: bundle::Instead =
    &[("assets.js", "standalone/assets.js"), ("lazily.js", "standalone/lazily.js")];

/// Makes the page of the files that the module fetches.
pub fn page(glue: String, files: &dist::Files, tokens: &Tokens, tools: &Tools) -> Result<Bundle> {
    let www = project::www();
    let mut bundle = bundle::bundle(&www, "aukus-atlas.js", INSTEAD, glue, tokens, tools)?;
    // Only text that would end the element must not stand in it; in strings the escape says the same.
    let module = bundle.text.replace("</script", "<\\/script");
    if module.contains("<!--") {
        bail!("the module has `<!--`, which would change how an inline script is read");
    }
    let style = minify::css(project::read_text(&www.join(STYLE))?, tools)?;
    let mut data = String::new();
    for (name, path) in tokens.names() {
        let bytes = files.get(path).with_context(|| format!("{path} is not among what was built"))?;
        let text = BASE64_STANDARD.encode(bytes);
        let id = format!("atlas-file-{name}");
        data.push_str(&format!("<script type=\"application/octet-stream\" id=\"{id}\">{text}</script>\n"));
    }
    let policy = format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data: blob:; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        hash(&module),
        hash(&style)
    );
    let template = project::read_text(&www.join(TEMPLATE))?;
    bundle.text = [("policy", &policy), ("style", &style), ("data", &data), ("module", &module)]
        .into_iter()
        .fold(template, |text, (name, value)| {
            text.replacen(&format!("__ATLAS_STANDALONE:{name}__"), value, 1)
        });
    bundle.inlined.extend([TEMPLATE, STYLE].map(String::from));
    // What other pages fetch too stays a file.
    bundle.inlined.retain(|name| name.starts_with(FOLDER));
    Ok(bundle)
}

/// What a policy calls an inline text by.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::hash;

    #[test]
    fn a_text_is_called_by_its_hash_as_the_policy_writes_it() {
        // The example of MDN's page on script-src.
        assert_eq!(hash("doSomething();"), "'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='");
    }
}
