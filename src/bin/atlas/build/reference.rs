//! What the element offers, declared once in `reference.json`: the types for TypeScript, the manifest for
//! editors and the tables of the documentation are written from it.

use std::collections::BTreeMap;
use std::fmt::Write;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

/// The declarations.
#[derive(Deserialize)]
pub struct Reference {
    pub summary: String,
    pub attributes: Vec<Attribute>,
    pub properties: Vec<Property>,
    pub statics: Vec<Property>,
    pub methods: Vec<Method>,
    pub events: Vec<Event>,
    pub slots: Vec<Described>,
    pub parts: Vec<Described>,
    /// Custom properties without their `--atlas-`; each tone has a `-line` too.
    #[serde(rename = "customProperties")]
    pub custom_properties: BTreeMap<String, String>,
}

/// An attribute and the property that goes with it.
#[derive(Deserialize)]
pub struct Attribute {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub default: String,
    pub description: String,
}

#[derive(Deserialize)]
pub struct Property {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default, rename = "isReadonly")]
    pub is_readonly: bool,
    pub description: String,
}

#[derive(Deserialize)]
pub struct Method {
    pub name: String,
    pub parameters: Vec<Parameter>,
    pub returns: String,
    pub description: String,
}

#[derive(Deserialize)]
pub struct Parameter {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: String,
}

#[derive(Deserialize)]
pub struct Event {
    pub name: String,
    pub detail: String,
    #[serde(rename = "isCancelable")]
    pub is_cancelable: bool,
    pub description: String,
}

#[derive(Deserialize)]
pub struct Described {
    pub name: String,
    pub description: String,
}

/// A custom property as the style sheet declares it.
pub struct CustomProperty {
    pub name: String,
    pub default: String,
    pub description: String,
}

impl Method {
    /// `name(parameter: type): type`
    pub fn signature(&self) -> String {
        let parameters = self.parameters.iter().map(|p| format!("{}: {}", p.name, p.kind));
        format!("{}({}): {}", self.name, parameters.collect::<Vec<_>>().join(", "), self.returns)
    }
}

impl Reference {
    pub fn read() -> Result<Reference> {
        serde_json::from_str(include_str!("reference.json")).context("reference.json")
    }

    /// The custom properties of the style sheet, in its order; one that is not described is an error.
    pub fn custom_properties(&self, style: &str) -> Result<Vec<CustomProperty>> {
        let host = style.split_once(":host {").and_then(|(_, rest)| rest.split_once('}'));
        let (host, _) = host.context("the style sheet has no :host")?;
        let declarations =
            host.split(';').filter_map(|line| line.trim().strip_prefix("--atlas-")?.split_once(':'));
        declarations
            .map(|(name, default)| {
                let tone = name.strip_suffix("-line");
                let description = match (self.custom_properties.get(name), tone) {
                    (Some(described), _) => described.clone(),
                    (None, Some(tone)) => format!("Edge, pattern and ring of `{tone}`."),
                    (None, None) => anyhow::bail!("--atlas-{name} is not described in reference.json"),
                };
                let default = default.trim().to_owned();
                Ok(CustomProperty { name: format!("--atlas-{name}"), default, description })
            })
            .collect()
    }

    /// `custom-elements.json`, the manifest that editors and tools read.
    pub fn manifest(&self, style: &str) -> Result<String> {
        let kind = |text: &str| json!({ "text": text });
        let described = |list: &[Described]| -> Vec<Value> {
            list.iter().map(|d| json!({ "name": d.name, "description": d.description })).collect()
        };
        let attributes = self.attributes.iter().map(|a| {
            json!({ "name": a.name, "type": kind(&a.kind), "default": a.default, "description": a.description, "fieldName": a.name })
        });
        let reflected = self.attributes.iter().map(|a| {
            json!({ "kind": "field", "name": a.name, "type": kind(&a.kind), "default": a.default, "description": a.description,
                    "attribute": a.name, "reflects": true })
        });
        let field = |p: &Property, is_static: bool| {
            json!({ "kind": "field", "name": p.name, "type": kind(&p.kind), "description": p.description, "static": is_static,
                    "readonly": p.is_readonly })
        };
        let methods = self.methods.iter().map(|m| {
            let parameters = m.parameters.iter().map(|p| json!({ "name": p.name, "type": kind(&p.kind) }));
            json!({ "kind": "method", "name": m.name, "description": m.description,
                    "parameters": parameters.collect::<Vec<_>>(), "return": { "type": kind(&m.returns) } })
        });
        let members: Vec<Value> = reflected
            .chain(self.properties.iter().map(|p| field(p, false)))
            .chain(self.statics.iter().map(|p| field(p, true)))
            .chain(methods)
            .collect();
        let events = self.events.iter().map(|e| {
            json!({ "name": e.name, "type": kind(&format!("CustomEvent<{}>", e.detail)), "description": e.description })
        });
        let properties = self
            .custom_properties(style)?
            .into_iter()
            .map(|p| json!({ "name": p.name, "default": p.default, "description": p.description }));
        let declaration = json!({
            "kind": "class", "name": "AukusAtlas", "customElement": true, "tagName": "aukus-atlas",
            "superclass": { "name": "HTMLElement" }, "description": self.summary,
            "attributes": attributes.collect::<Vec<_>>(), "members": members, "events": events.collect::<Vec<_>>(),
            "slots": described(&self.slots), "cssParts": described(&self.parts),
            "cssProperties": properties.collect::<Vec<_>>(),
        });
        let here = json!({ "name": "AukusAtlas", "module": "aukus-atlas.js" });
        let module = json!({
            "kind": "javascript-module", "path": "aukus-atlas.js", "declarations": [declaration],
            "exports": [
                { "kind": "js", "name": "AukusAtlas", "declaration": here },
                { "kind": "custom-element-definition", "name": "aukus-atlas", "declaration": here },
            ],
        });
        let manifest = json!({ "schemaVersion": "1.0.0", "readme": "README.md", "modules": [module] });
        Ok(serde_json::to_string_pretty(&manifest)? + "\n")
    }

    /// The class as TypeScript declares it, and where it is known by its tag.
    pub fn class(&self) -> String {
        let mut class = String::new();
        // Writing to a string does not fail.
        let _ = writeln!(
            class,
            "/** {} */\nexport declare class AukusAtlas extends HTMLElement {{",
            self.summary
        );
        let mut member = |description: &str, text: String| {
            let _ = writeln!(class, "  /** {description} */\n  {text};");
        };
        for p in &self.statics {
            member(&p.description, format!("static {}{}: {}", readonly(p), p.name, p.kind));
        }
        for a in &self.attributes {
            // A property that is set to null takes its attribute off.
            let takes = if a.kind.contains("null") || a.kind == "boolean" {
                a.kind.clone()
            } else {
                format!("{} | null", a.kind)
            };
            if takes == a.kind || a.name == "lang" {
                member(&a.description, format!("{}: {}", a.name, a.kind));
            } else {
                member(
                    &a.description,
                    format!("get {}(): {};\n  set {}(value: {takes})", a.name, a.kind, a.name),
                );
            }
        }
        for p in &self.properties {
            member(&p.description, format!("{}{}: {}", readonly(p), p.name, p.kind));
        }
        for m in &self.methods {
            member(&m.description, m.signature());
        }
        for verb in ["addEventListener", "removeEventListener"] {
            let options =
                if verb.starts_with("add") { "AddEventListenerOptions" } else { "EventListenerOptions" };
            let _ = writeln!(
                class,
                "  {verb}<K extends keyof AukusAtlasEventMap>(type: K, listener: (this: AukusAtlas, event: AukusAtlasEventMap[K]) => unknown, options?: boolean | {options}): void;\n\
                 \x20 {verb}(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | {options}): void;"
            );
        }
        class.push_str("}\n\n/** The events of the element itself. */\nexport interface AtlasEventMap {\n");
        for e in &self.events {
            let _ =
                writeln!(class, "  /** {} */\n  \"{}\": CustomEvent<{}>;", e.description, e.name, e.detail);
        }
        class.push_str(
            "}\n\nexport interface AukusAtlasEventMap extends HTMLElementEventMap, AtlasEventMap {}\n\n\
             declare global {\n  interface HTMLElementTagNameMap {\n    \"aukus-atlas\": AukusAtlas;\n  }\n  \
             interface GlobalEventHandlersEventMap extends AtlasEventMap {}\n}\n",
        );
        class
    }
}

fn readonly(property: &Property) -> &'static str {
    if property.is_readonly { "readonly " } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;

    #[test]
    fn each_custom_property_of_the_style_sheet_is_described_and_none_else() {
        let style = project::read_text(&project::www().join("atlas.css")).unwrap();
        let reference = Reference::read().unwrap();
        let declared = reference.custom_properties(&style).unwrap();
        assert!(
            declared.iter().any(|p| p.name == "--atlas-ramp-1-line" && p.default.starts_with("light-dark("))
        );
        let later = project::read_text(&project::www().join("later.css")).unwrap();
        let is_real = |name: &str| style.contains(name) || later.contains(name);
        for name in reference.custom_properties.keys() {
            assert!(is_real(&format!("--atlas-{name}:")), "--atlas-{name} is in no style sheet");
        }
    }

    #[test]
    fn each_part_is_one_that_the_widget_has() {
        let mut sources = String::new();
        for path in project::files_under(&project::root().join("src/browser")).unwrap() {
            sources += &project::read_text(&path).unwrap();
        }
        sources += &project::read_text(&project::www().join("status.js")).unwrap();
        for part in Reference::read().unwrap().parts {
            assert!(sources.contains(&format!("\"{}\"", part.name)), "{} is no part", part.name);
        }
    }
}
