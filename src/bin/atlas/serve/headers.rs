//! What every response says beside its content: the policy, and for how long it may be kept.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;

/// The policy that the documents show; [`policy`] says what a page has of it.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; \
    form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

pub async fn add(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let success = response.status().is_success();
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(VARY, "accept-encoding");
    let kept = success && is_hashed(&path);
    set(CACHE_CONTROL, if kept { "public, max-age=31536000, immutable" } else { "no-cache" });
    if path == "/bench.html" {
        // Isolated, so that its clock ticks in microseconds.
        set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
        set(HeaderName::from_static("cross-origin-embedder-policy"), "require-corp");
    }
    if let Some(policy) = policy(&path) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    let text = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if let Some(kind) = text.filter(|kind| kind.starts_with("text/") && !kind.contains(';'))
        && let Ok(kind) = HeaderValue::from_str(&format!("{kind}; charset=utf-8"))
    {
        headers.insert(CONTENT_TYPE, kind);
    }
    response
}

/// The page's policy; `standalone.html` carries its own.
fn policy(path: &str) -> Option<HeaderValue> {
    if path == "/standalone.html" {
        return None;
    }
    let framing = matches!(path, "/" | "/index.html") || path.starts_with("/gallery/");
    let frames = if framing { "; frame-src 'self'" } else { "" };
    HeaderValue::from_str(&format!("{POLICY}{frames}")).ok()
}

/// Whether a name holds a hash of its content, as `build` gives it.
fn is_hashed(path: &str) -> bool {
    let Some((stem, extension)) = path.rsplit_once('.') else {
        return false;
    };
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    // A dataset keeps the name that its author gave it.
    (matches!(extension, "wasm" | "bin") || (extension == "json" && path.starts_with("/messages-")))
        && hash.len() == 8
        && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::{is_hashed, policy};

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        let cases = [
            ("/aukus-atlas-0123abcd.wasm", true),
            ("/world-base-89abcdef.bin", true),
            ("/messages-fr-97ae34f5.json", true),
            ("/aukus-atlas.js", false),
            ("/world-base.bin", false),
            ("/data/aukus@1-01234567.json", false),
        ];
        for (path, expected) in cases {
            assert_eq!(is_hashed(path), expected, "{path}");
        }
    }

    #[test]
    fn pages_with_frames_may_frame_our_own_and_standalone_has_its_own_policy() {
        let of = |path| policy(path).map(|value| value.to_str().unwrap().to_owned());
        assert!(of("/").unwrap().ends_with("; frame-src 'self'"));
        assert!(of("/gallery/one.html").unwrap().contains("frame-src 'self'"));
        assert!(of("/embed.html").unwrap().ends_with("trusted-types 'none'"));
        assert_eq!(of("/standalone.html"), None);
    }
}
