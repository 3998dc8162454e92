//! The app's one page, made ready for the folder it lies in.

use std::fmt::Write as _;

/// The page with its base (where relative links start) and its policy. Trunk's inline script resolves its imports
/// against the base, so that one build works in every folder and under any sub-path.
pub(super) fn with_base_and_policy(html: &str, base: &str, policy: &str) -> String {
    // Of a base, and of an encoding, only one may stand in a page.
    let mut html = without(&without(html, "base"), "meta charset");
    let head = start_of_head(&html);
    // The encoding must stand in the first 1,024 bytes, the policy before anything that it governs.
    let first = format!(
        "<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"{}\"><base href=\"{base}\">",
        escape(policy)
    );
    html.insert_str(head, &first);
    html
}

/// The page with the first sight in its loading shape, in the place of the grey bars.
pub(super) fn with_glance(html: &str, glance: &str) -> String {
    const SHAPE: &str = "<div id=\"loading\">";
    let head = html.find(SHAPE).and_then(|at| html[at..].find("</header>").map(|end| at + end + 9));
    match head.filter(|_| !glance.is_empty()) {
        Some(head) => format!("{}{glance}{}", &html[..head], &html[head..]).replacen(
            SHAPE,
            "<div id=\"loading\" class=\"told\">",
            1,
        ),
        None => html.to_owned(),
    }
}

/// The page without the tags that begin like this.
fn without(html: &str, tag: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = find_tag(rest, tag) {
        let Some(end) = rest[open..].find('>') else { break };
        out.push_str(&rest[..open]);
        rest = &rest[open + end + 1..];
    }
    out.push_str(rest);
    out
}

/// After `<head>`; without one, after the doctype.
fn start_of_head(html: &str) -> usize {
    let after = |open: usize| html[open..].find('>').map(|end| open + end + 1);
    let open = find_tag(html, "head").or_else(|| find_tag(html, "!doctype"));
    open.and_then(after).unwrap_or(0)
}

fn find_tag(html: &str, name: &str) -> Option<usize> {
    let lower = html.to_ascii_lowercase();
    let tag = format!("<{name}");
    let ends = |at: usize| {
        let next = lower.as_bytes().get(at + tag.len());
        next.is_none_or(|next| !next.is_ascii_alphanumeric())
    };
    lower.match_indices(&tag).map(|(at, _)| at).find(|at| ends(*at))
}

/// The list of bundles: folder and title.
pub(super) fn list_of_bundles(bundles: &[(String, String)]) -> String {
    let mut items = String::new();
    for (folder, title) in bundles {
        let _ = writeln!(items, "<li><a href=\"{}/\">{}</a></li>", escape(folder), escape(title));
    }
    include_str!("bundles.html").replace("{items}", items.trim_end())
}

pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{list_of_bundles, with_base_and_policy, with_glance};

    #[test]
    fn the_first_sight_stands_in_the_loading_shape() {
        let html = "<header></header><div id=\"loading\"><header>E</header><main>…</main></div>";
        let expected = "<header></header><div id=\"loading\" class=\"told\"><header>E</header><p>46</p><main>…</main></div>";
        assert_eq!(with_glance(html, "<p>46</p>"), expected);
        assert_eq!(with_glance(html, ""), html);
        assert_eq!(with_glance("<p>not built</p>", "<p>46</p>"), "<p>not built</p>");
    }

    #[test]
    fn base_and_policy_come_first_and_once() {
        let html = "<!DOCTYPE html><html><head>\n<meta charset=\"utf-8\">\n<base href=\"/x/\" />\n<title>T</title></head><header></header>";
        assert_eq!(
            with_base_and_policy(html, "../", "default-src 'none'"),
            "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" \
             content=\"default-src 'none'\"><base href=\"../\">\n\n\n<title>T</title></head><header></header>"
        );
    }

    #[test]
    fn a_title_is_text() {
        let page = list_of_bundles(&[("a".to_owned(), "<b>&".to_owned()), ("b".to_owned(), "B".to_owned())]);
        assert!(page.contains("<li><a href=\"a/\">&lt;b&gt;&amp;</a></li>\n<li><a href=\"b/\">B</a></li>"));
        assert!(!page.contains("{items}"));
    }
}
