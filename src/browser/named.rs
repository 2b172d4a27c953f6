//! Elements that are made once are named in the reader's language, and anew where it changes.

use web_sys::Element;

use super::dom::{El, Icon, el, icon, set_text, toggle};
use super::inner::Inner;
use super::{list, time_menu, time_view::Opened};
use crate::scene::{Host, Messages};

/// Elements, what of each is a message, and the message's key.
#[derive(Default)]
pub struct Named(Vec<(Element, &'static str, &'static str)>);

/// Stands for an element's text among the names of attributes.
const TEXT: &str = "";

impl Named {
    /// An element with a message as the value of an attribute.
    pub fn attr(&mut self, element: El, attribute: &'static str, key: &'static str) -> El {
        self.0.push((element.0.clone(), attribute, key));
        element
    }

    /// An element that a message names for those who do not see it.
    pub fn label(&mut self, element: El, key: &'static str) -> El {
        self.attr(element, "aria-label", key)
    }

    /// An element whose text is a message.
    pub fn text(&mut self, element: El, key: &'static str) -> El {
        self.attr(element, TEXT, key)
    }

    /// A button that shows an icon.
    pub fn tool(&mut self, action: &str, key: &'static str, kind: Icon) -> El {
        let button = el("button")
            .class("button icon-only")
            .attr("type", "button")
            .attr("data-do", action)
            .child(icon(kind));
        let button = self.label(button, key);
        self.attr(button, "title", key)
    }

    /// Writes all of them.
    pub fn speak(&self, messages: &Messages) {
        for (element, attribute, key) in &self.0 {
            let word = messages.get(key);
            match *attribute {
                TEXT => set_text(element, word),
                attribute => toggle(element, attribute, Some(word)),
            }
        }
    }
}

impl Inner {
    /// Names in the reader's language what is made once, and what is open at this moment.
    pub fn name_anew(&mut self) {
        self.frame.named.speak(self.host.messages());
        list::switch(self);
        time_menu::name_steps(self);
        self.time.is_stale = self.time.opened != Opened::Nothing;
        self.fill_share();
        if self.is_searching() {
            self.name_search();
        }
    }
}
