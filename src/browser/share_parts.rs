//! Pieces of the dialog in which a view is shared.

use super::dom::{El, el, flag};

/// A button.
pub fn press(action: &str, class: &str, name: &str) -> El {
    el("button").class(class).attr("type", "button").attr("data-do", action).text(name)
}

/// One button of a group in which exactly one is pressed.
pub fn segment(action: &str, name: &str, is_on: bool) -> El {
    press(action, "button", name).attr("aria-pressed", flag(is_on))
}

/// A text to be read and taken: whoever cannot copy it by its button can select it.
pub fn field(name: &str, text: &str, button: &str) -> El {
    let lines: usize = text.lines().map(|line| line.chars().count().div_ceil(64).max(1)).sum();
    // Code and addresses run from left to right in every language.
    let area = el("textarea")
        .attr("dir", if button == "copy-cite" { "auto" } else { "ltr" })
        .attr("readonly", "")
        .attr("spellcheck", "false")
        .attr("rows", &lines.clamp(1, 12).to_string())
        .attr("data-do", &format!("text:{button}"))
        .text(text);
    el("label").class("field").child(el("span").class("small muted").text(name)).child(area)
}

/// A choice of a few.
pub fn chooser(what: &str, name: &str, choices: &[(&str, String)], now: &str) -> El {
    let options = choices.iter().map(|(value, name)| {
        let option = el("option").attr("value", value).text(name);
        if *value == now { option.attr("selected", "") } else { option }
    });
    let select = el("select").attr("data-do", &format!("choose:{what}")).children(options);
    el("label").child(el("span").class("small muted").text(name)).child(select)
}

/// A remark.
pub fn paragraph(text: &str) -> El {
    el("p").class("small muted").text(text)
}
