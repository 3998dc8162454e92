//! Media types by the ending of a name, and which names change with their content.

/// The media type; text is UTF-8.
pub(super) fn of(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        // A browser compiles a module while it arrives only under this type.
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "csv" => "text/csv; charset=utf-8",
        "toml" => "application/toml",
        "txt" | "md" => "text/plain; charset=utf-8",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

/// Whether the name carries a hash of the content, as Trunk writes it: `app-0123456789abcdef.js`,
/// `app-0123456789abcdef_bg.wasm`.
pub(super) fn is_lasting(name: &str) -> bool {
    const LENGTH: usize = 16;
    let last = name.rsplit('/').next().unwrap_or(name).as_bytes();
    last.windows(LENGTH + 2).any(|part| {
        let (hash, end) = (&part[1..=LENGTH], part[LENGTH + 1]);
        part[0] == b'-'
            && (end == b'.' || end == b'_')
            && hash.iter().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte))
    })
}

#[cfg(test)]
mod tests {
    use super::{is_lasting, of};

    #[test]
    fn wasm_is_compiled_while_it_arrives() {
        assert_eq!(of("worker_bg.wasm"), "application/wasm");
        assert_eq!(of("a/b.JS"), "text/javascript; charset=utf-8");
        assert_eq!(of("LICENCE"), "application/octet-stream");
    }

    #[test]
    fn only_hashed_names_last() {
        for lasting in
            ["app-0123456789abcdef.js", "app-0123456789abcdef_bg.wasm", "a/main-89abcdef01234567.css"]
        {
            assert!(is_lasting(lasting), "{lasting}");
        }
        for fresh in [
            "worker.js",
            "worker_bg.wasm",
            "app-0123456789ABCDEF.js",
            "index.html",
            "0123456789abcdef.js",
            "",
        ] {
            assert!(!is_lasting(fresh), "{fresh}");
        }
    }
}
