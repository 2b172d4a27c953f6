//! A page that embeds the element, opened for the first time.

use crate::page::visit;
use crate::view::View;

const READY: &str = "atlas instanceof (customElements.get('aukus-atlas') ?? Number) && root";

#[test]
fn the_page_defines_the_element_under_the_policy() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        assert_eq!(
            page.eval("atlas.constructor.version").await,
            env!("CARGO_PKG_VERSION")
        );
        page.screenshot("index").await;
        page.assert_clean().await;
    });
}

#[test]
fn the_page_for_iframes_works_on_a_phone() {
    visit(&View::phone(), "/embed.html", async |page| {
        page.wait_for(READY).await;
        assert_eq!(page.eval("innerWidth").await, View::phone().width);
        assert_eq!(
            page.eval("matchMedia('(pointer: coarse)').matches").await,
            true
        );
    });
}

#[test]
fn what_breaks_the_policy_is_noticed() {
    visit(&View::wide(), "/index.html", async |page| {
        page.wait_for(READY).await;
        page.eval("try { document.body.innerHTML = '<b>' } catch {}")
            .await;
        page.eval("fetch('https://elsewhere.invalid/').catch(() => 0)")
            .await;
        let noise = page.noise().await.join("\n");
        assert!(noise.contains("TrustedHTML"), "{noise}");
        assert!(noise.contains("elsewhere.invalid"), "{noise}");
        page.pardon("TrustedHTML");
        page.pardon("elsewhere.invalid");
    });
}
