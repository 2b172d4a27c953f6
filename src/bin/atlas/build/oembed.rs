//! `oembed.json`: what a system that is given a link to the atlas asks for, to show it in a frame.

use anyhow::Result;
use serde_json::json;

use super::fallbacks::{CARD, CARD_PX};

/// The frame's size, as the answer proposes it: wide enough for an article, high enough for all of it.
const FRAME_PX: (u32, u32) = (640, 1100);

/// The answer, with addresses below `address`, which ends in `/` or is empty.
pub fn answer(address: &str) -> Result<String> {
    let title = "AUKUS Atlas";
    let (width, height) = FRAME_PX;
    let html = format!(
        "<iframe src=\"{address}embed.html\" title=\"{title}\" width=\"100%\" height=\"{height}\" loading=\"lazy\" \
         allow=\"clipboard-write\"></iframe>"
    );
    let answer = json!({
        "version": "1.0", "type": "rich", "title": title, "provider_name": title, "provider_url": address,
        "cache_age": 86400, "width": width, "height": height, "html": html,
        "thumbnail_url": format!("{address}{CARD}"), "thumbnail_width": CARD_PX.0, "thumbnail_height": CARD_PX.1,
    });
    Ok(serde_json::to_string_pretty(&answer)? + "\n")
}
