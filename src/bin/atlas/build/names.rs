//! Short names for what the browser module and its glue know each other by: wasm-bindgen's carry a
//! hash each, which no compression makes smaller, and stand in both files.

use std::path::Path;

use anyhow::{Context, Result, bail};
use walrus::{ImportKind, Module};

use crate::project;

/// The name of the module of imports, as wasm-bindgen writes it.
const GLUE: &str = "./aukus_atlas_bg.js";

/// Renames the imports of a bound module and of its glue, in place.
pub fn shorten(wasm: &Path, glue: &Path) -> Result<()> {
    let mut module = Module::from_buffer(&project::read(wasm)?).context("the bound module cannot be read")?;
    let mut text = project::read_text(glue)?;
    let quoted = format!("\"{GLUE}\"");
    if text.matches(&quoted).count() != 1 {
        bail!("wasm-bindgen's glue names its imports in another way than this build knows");
    }
    text = text.replace(&quoted, "glue");
    for (at, import) in module.imports.iter_mut().filter(|import| import.module == GLUE).enumerate() {
        if !matches!(import.kind, ImportKind::Function(_)) {
            bail!("`{}` is imported and no function", import.name);
        }
        let short = short_name(at);
        let (before, after) = (format!(" {}: function(", import.name), format!(" {short}("));
        if text.matches(&before).count() != 1 {
            bail!("wasm-bindgen's glue writes `{}` in another way than this build knows", import.name);
        }
        text = text.replace(&before, &after);
        import.module = "glue".into();
        import.name = short;
    }
    project::write(wasm, &module.emit_wasm())?;
    project::write(glue, text.as_bytes())
}

/// `a` to `z`, then `aa`, `ab` and so on.
pub fn short_name(at: usize) -> String {
    let letter = char::from(b'a' + (at % 26) as u8);
    match at / 26 {
        0 => letter.into(),
        more => short_name(more - 1) + letter.encode_utf8(&mut [0; 4]),
    }
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn short_names_differ() {
        assert_eq!([0, 25, 26, 27, 701, 702].map(short_name), ["a", "z", "aa", "ab", "zz", "aaa"]);
    }
}
