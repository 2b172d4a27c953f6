//! One module out of `www/aukus-atlas.js` and all it imports: a page needs nothing else.
//!
//! What a module under `www/` may import, statically, one statement a line or over several:
//!
//! | statement | becomes |
//! |---|---|
//! | `import init, { Widget } from "./aukus_atlas.js";` | wasm-bindgen's glue, in place |
//! | `import STYLE from "./atlas.css";` | `const STYLE = "…";` |
//! | `import TEXTS from "./texts.json";` | `const TEXTS = {…};` |
//! | `import { a, b as c } from "./other.js";` | the text of `www/other.js`, in place, once |
//!
//! Exports of an inlined module become names of the one scope, so two modules may not declare
//! the same top-level name (that is checked). `export default` and `export … from` are not known
//! to the inliner; the entry keeps its own exports. `import()` stays as it is.
//!
//! Tokens, in scripts and pages: `__ATLAS_FILES__` is a JSON object of logical names
//! (`"wasm"`, `"world-base.bin"`) to paths of files from the module's folder, `__ATLAS_FILE:wasm__` one of them;
//! `__ATLAS_URLS__` is the same with each path beside a function that gives its address, written so
//! that a bundler takes the file along; `__ATLAS_ADDRESS__` is where the folder will be, if that is known; `__ATLAS_VERSION__` is the crate's version, without quotes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{json, minify};
use crate::project;
use crate::setup::npm_tools::Tools;

/// The name under which the glue is imported; no file of `www/` has it.
const GLUE: &str = "aukus_atlas.js";

pub struct Bundle {
    pub text: String,
    /// The files of `www/` that are inside now, relative to it.
    pub inlined: BTreeSet<String>,
}

/// Logical names of what the module fetches, and where each is from the module's folder.
pub type Names = BTreeMap<String, String>;

/// What the tokens stand for.
pub struct Tokens {
    names: Names,
    /// Files known only to the modules that name them.
    apart: Names,
    address: String,
}

impl Tokens {
    pub fn new(names: Names, address: &str) -> Tokens {
        Tokens { names, apart: Names::default(), address: address.to_owned() }
    }

    /// Adds a file that the element's module need not know.
    pub fn with_apart(mut self, name: &str, file: &str) -> Tokens {
        self.apart.insert(name.into(), file.into());
        self
    }

    /// The files that only some modules know.
    pub fn apart(&self) -> &Names {
        &self.apart
    }

    /// The files by their logical names.
    pub fn names(&self) -> &Names {
        &self.names
    }

    pub fn replace(&self, text: &str) -> String {
        let object = |value: fn(&str) -> String| {
            let pairs = self.names.iter().map(|(name, file)| format!("{name:?}:{}", value(file)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
        };
        let urls =
            object(|file| format!("[{file:?},()=>new URL({:?},import.meta.url)]", format!("./{file}")));
        let mut text = text
            .replace("__ATLAS_FILES__", &object(|file| format!("{file:?}")))
            .replace("__ATLAS_URLS__", &urls)
            .replace("__ATLAS_ADDRESS__", &self.address)
            .replace("__ATLAS_VERSION__", env!("CARGO_PKG_VERSION"));
        for (name, file) in self.names.iter().chain(&self.apart) {
            text = text.replace(&format!("__ATLAS_FILE:{name}__"), file);
        }
        text
    }
}

/// Modules under `www/`, each with another of the same exports that takes its place.
pub type Instead = &'static [(&'static str, &'static str)];

pub fn bundle(
    www: &Path,
    entry: &str,
    instead: Instead,
    glue: String,
    tokens: &Tokens,
    tools: &Tools,
) -> Result<Bundle> {
    let (done, declared, parts) = Default::default();
    let mut inliner = Inliner { www, instead, glue, tools, done, declared, parts };
    inliner.module(entry, true)?;
    let text = tokens.replace(&inliner.parts.concat());
    inliner.done.remove(GLUE);
    Ok(Bundle { text: minify::module(text, tools)?, inlined: inliner.done })
}

struct Inliner<'a> {
    www: &'a Path,
    instead: Instead,
    glue: String,
    tools: &'a Tools,
    done: BTreeSet<String>,
    /// Each top-level name and the module that declares it.
    declared: BTreeMap<String, String>,
    parts: Vec<String>,
}

impl Inliner<'_> {
    fn module(&mut self, name: &str, is_entry: bool) -> Result<()> {
        // Marked before its imports are followed, so a circle ends here.
        if !self.done.insert(name.to_owned()) {
            return Ok(());
        }
        let instead = self.instead.iter().find(|(from, _)| *from == name);
        let source = match (name, instead) {
            (GLUE, _) => self.glue.clone(),
            (_, Some((_, to))) => {
                self.done.insert((*to).to_owned());
                project::read_text(&self.www.join(to))?.replace("\"../", "\"./")
            }
            _ => project::read_text(&self.www.join(name))?,
        };
        let mut rest = String::with_capacity(source.len());
        let mut lines = source.lines();
        while let Some(line) = lines.next() {
            if line.starts_with("import ") {
                let statement = until_semicolon(line, &mut lines);
                let aliases = self.import(&statement).with_context(|| format!("www/{name}"))?;
                rest.push_str(&aliases);
            } else if is_entry || !line.starts_with("export ") {
                rest.push_str(line);
                rest.push('\n');
            } else if line.starts_with("export {") {
                let statement = until_semicolon(line, &mut lines);
                if statement.contains(" from ") {
                    bail!("www/{name}: `export … from` is not inlined; import it, then export it");
                }
            } else if line.starts_with("export default") {
                bail!("www/{name}: `export default` is not inlined; give what is exported a name");
            } else {
                rest.push_str(&line["export ".len()..]);
                rest.push('\n');
            }
        }
        self.declare(name, &rest)?;
        self.parts.push(rest);
        Ok(())
    }

    /// Inlines what a statement imports; what remains of the statement itself.
    fn import(&mut self, statement: &str) -> Result<String> {
        let import = Import::parse(statement)?;
        let file = import.file;
        let extension = file.rsplit('.').next().unwrap_or_default();
        if extension == "js" {
            self.module(file, false)?;
            let default = match (import.default, file) {
                (None, _) => String::new(),
                (Some(name), GLUE) => alias(name, "__wbg_init"),
                (Some(_), _) => bail!("{file} has no default export that could be inlined"),
            };
            let named = import.named.iter().map(|(from, to)| alias(to, from));
            return Ok(default + &named.collect::<String>());
        }
        let Some(name) = import.default else {
            bail!("`{statement}`: a .{extension} file is imported as one name: import NAME from");
        };
        let text = project::read_text(&self.www.join(file))?;
        self.done.insert(file.to_owned());
        let literal = match extension {
            "css" => serde_json::Value::String(minify::css(text, self.tools)?).to_string(),
            "json" => json::minify(&text).with_context(|| format!("www/{file}"))?,
            _ => bail!("{file}: expected a .js, .css or .json file"),
        };
        Ok(format!("const {name} = {literal};\n"))
    }

    fn declare(&mut self, module: &str, text: &str) -> Result<()> {
        for name in text.lines().filter_map(declared_name) {
            if let Some(other) = self.declared.insert(name.to_owned(), module.to_owned()) {
                bail!(
                    "`{name}` is declared at the top of {other} and of {module}; they become \
                       one scope, so rename one of them"
                );
            }
        }
        Ok(())
    }
}

fn alias(name: &str, original: &str) -> String {
    if name == original { String::new() } else { format!("const {name} = {original};\n") }
}

fn until_semicolon<'a>(first: &str, lines: &mut impl Iterator<Item = &'a str>) -> String {
    let mut statement = first.to_owned();
    while !statement.trim_end().ends_with(';') {
        let Some(line) = lines.next() else { break };
        statement.push(' ');
        statement.push_str(line.trim());
    }
    statement
}

/// The name a line declares when it starts at the left margin, where a module's own names are.
fn declared_name(line: &str) -> Option<&str> {
    let line = line.strip_prefix("export ").unwrap_or(line);
    let line = line.strip_prefix("async ").unwrap_or(line);
    let rest = ["function* ", "function ", "class ", "const ", "let ", "var "]
        .iter()
        .find_map(|keyword| line.strip_prefix(keyword))?;
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'));
    Some(&rest[..end.unwrap_or(rest.len())]).filter(|name| !name.is_empty())
}

/// `import DEFAULT, { NAME, NAME as OTHER } from "./FILE";`
struct Import<'a> {
    default: Option<&'a str>,
    named: Vec<(&'a str, &'a str)>,
    file: &'a str,
}

impl Import<'_> {
    fn parse(statement: &str) -> Result<Import<'_>> {
        let unknown = || format!("`{statement}`: expected import NAME, {{ NAME as OTHER }} from \"./FILE\";");
        let body = statement.trim_end().strip_prefix("import ").with_context(unknown)?;
        let body = body.trim_end_matches(';').trim_end();
        let (names, file) = body.rsplit_once(" from ").with_context(unknown)?;
        let file = file.trim().trim_matches(['"', '\'']);
        let file = file.strip_prefix("./").with_context(unknown)?;
        let (default, named) = match names.split_once('{') {
            Some((default, named)) => (default, named.trim_end().trim_end_matches('}')),
            None => (names, ""),
        };
        let default = Some(default.trim().trim_end_matches(',').trim()).filter(|d| !d.is_empty());
        if default.is_some_and(|name| name.contains('*')) {
            bail!(unknown());
        }
        let named = named.split(',').map(str::trim).filter(|name| !name.is_empty());
        let named = named.map(|name| name.split_once(" as ").unwrap_or((name, name)));
        Ok(Import { default, named: named.collect(), file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Tools = Tools { wasm_opt: None, esbuild: None, id: String::new() };

    fn bundled(files: &[(&str, &str)], glue: &str) -> Result<Bundle> {
        let www = tempfile(files)?;
        let tokens = Tokens::new(Names::from([("wasm".into(), "x.wasm".into())]), "");
        let bundle = bundle(&www, "entry.js", &[], glue.to_owned(), &tokens, &PLAIN);
        std::fs::remove_dir_all(www)?;
        bundle
    }

    fn tempfile(files: &[(&str, &str)]) -> Result<std::path::PathBuf> {
        static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let folder = format!("atlas-bundle-{}-{count}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        for (name, text) in files {
            project::write(&folder.join(name), text.as_bytes())?;
        }
        Ok(folder)
    }

    #[test]
    fn glue_styles_texts_and_modules_become_one_scope() {
        let glue = "export function version() {}\nasync function __wbg_init() {}\n\
                    export { initSync, __wbg_init as default };\n";
        let entry = "import init, { version as v } from \"./aukus_atlas.js\";\n\
                     import STYLE from \"./a.css\";\nimport {\n  one,\n  two,\n} from './b.js';\n\
                     import TEXTS from \"./t.json\";\n\
                     export class E {}\nconst f = __ATLAS_FILES__;\n";
        let files = [
            ("entry.js", entry),
            ("a.css", ":host { content: \"\\201C\" }\n"),
            ("b.js", "import { two } from \"./c.js\";\nexport const one = two;\n"),
            ("c.js", "export function two() {}\n"),
            ("t.json", "{ \"en\": \"a b\" }\n"),
        ];
        let bundle = bundled(&files, glue).unwrap();
        let expected = "function version() {}\nasync function __wbg_init() {}\n\
                        function two() {}\nconst one = two;\n\
                        const init = __wbg_init;\nconst v = version;\n\
                        const STYLE = \":host { content: \\\"\\\\201C\\\" }\\n\";\n\
                        const TEXTS = {\"en\":\"a b\"};\nexport class E {}\n\
                        const f = {\"wasm\":\"x.wasm\"};\n";
        assert_eq!(bundle.text, expected);
        let inlined: Vec<_> = bundle.inlined.iter().map(String::as_str).collect();
        assert_eq!(inlined, ["a.css", "b.js", "c.js", "entry.js", "t.json"]);
    }

    #[test]
    fn what_would_break_in_one_scope_is_refused() {
        let cases = [
            ("import { x } from \"./b.js\";\nlet y;\n", "export const x = 1;\nlet y;\n", "rename"),
            ("import * as b from \"./b.js\";\n", "", "expected import"),
            ("import b from \"./b.js\";\n", "", "no default export"),
            ("import { x } from \"./b.js\";\n", "export default 1;\n", "`export default`"),
            ("import { x } from \"elsewhere\";\n", "", "expected import"),
        ];
        for (entry, other, expected) in cases {
            let error = bundled(&[("entry.js", entry), ("b.js", other)], "").err().unwrap();
            let told = format!("{error:#}");
            assert!(told.contains(expected), "{told}");
        }
    }
}
