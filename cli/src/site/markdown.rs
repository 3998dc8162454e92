//! The texts on methods as HTML: the small part of Markdown that they are written in.
//!
//! Headings, paragraphs, lists, tables, fenced blocks; code, bold, italics and links within a line. Everything is
//! escaped first, so that no text can bring markup of its own. A test renders every page and looks for leftovers.

use super::page::escape;

/// A text without its title, as HTML. `link` gives the address of another page, or nothing where there is none.
pub(crate) fn html(text: &str, link: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() || line.starts_with("<!--") || line.starts_with("# ") {
            continue;
        }
        if let Some(about) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            block(&mut out, about, &body);
            continue;
        }
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        if level > 1 && line.as_bytes().get(level) == Some(&b' ') {
            // The page's title is a heading of the third level already.
            let level = level + 2;
            out.push_str(&format!("<h{level}>{}</h{level}>\n", inline(&line[level - 1..], link)));
            continue;
        }
        // What belongs together stands in lines that follow each other.
        let mut group = vec![line];
        while let Some(next) = lines.next_if(|next| !next.trim().is_empty() && !next.starts_with("```")) {
            group.push(next);
        }
        if line.starts_with('|') {
            table(&mut out, &group, link);
        } else if item(line).is_some() {
            list(&mut out, &group, link);
        } else {
            out.push_str(&format!("<p>{}</p>\n", inline(&group.join(" "), link)));
        }
    }
    out
}

/// A fenced block: an example says what it is, a formula stands for itself.
fn block(out: &mut String, about: &str, body: &[&str]) {
    let words: Vec<&str> = about.split_whitespace().skip(1).collect();
    let of = |name: &str| words.iter().find_map(|word| word.strip_prefix(name)?.strip_prefix('='));
    let caption = match (of("file"), of("case")) {
        (Some(file), _) => file.to_owned(),
        (_, Some(case)) => case.to_owned(),
        _ if words.contains(&"data") => "data".to_owned(),
        _ => String::new(),
    };
    if !caption.is_empty() {
        out.push_str(&format!("<p class=\"caption\"><code>{}</code></p>\n", escape(&caption)));
    }
    // Long samples scroll, and what scrolls must be reached by keyboard.
    let long = if body.len() > 12 { " class=\"formula long\" tabindex=\"0\"" } else { " class=\"formula\"" };
    out.push_str(&format!("<pre{long}><code>{}</code></pre>\n", escape(&body.join("\n"))));
}

fn table(out: &mut String, lines: &[&str], link: &dyn Fn(&str) -> Option<String>) {
    let cells = |line: &str| -> Vec<String> {
        let line = line.trim().trim_start_matches('|').trim_end_matches('|');
        line.split('|').map(|cell| inline(cell.trim(), link)).collect()
    };
    out.push_str("<div class=\"scroll\" tabindex=\"0\"><table class=\"plain\">");
    let head = cells(lines[0]);
    if head.iter().any(|cell| !cell.is_empty()) {
        let head: String = head
            .iter()
            .map(|cell| {
                if cell.is_empty() {
                    "<td></td>".to_owned()
                } else {
                    format!("<th scope=\"col\">{cell}</th>")
                }
            })
            .collect();
        out.push_str(&format!("<thead><tr>{head}</tr></thead>"));
    }
    out.push_str("<tbody>");
    for line in lines.iter().skip(2) {
        let row: String = cells(line).iter().map(|cell| format!("<td>{cell}</td>")).collect();
        out.push_str(&format!("<tr>{row}</tr>"));
    }
    out.push_str("</tbody></table></div>\n");
}

/// The text of a list's item, and whether the list is numbered.
fn item(line: &str) -> Option<(&str, bool)> {
    if let Some(rest) = line.strip_prefix("- ") {
        return Some((rest, false));
    }
    let (number, rest) = line.split_once(". ")?;
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some((rest, true))
}

fn list(out: &mut String, lines: &[&str], link: &dyn Fn(&str) -> Option<String>) {
    let mut items: Vec<String> = Vec::new();
    let numbered = item(lines[0]).is_some_and(|(_, numbered)| numbered);
    for line in lines {
        match (item(line), items.last_mut()) {
            (Some((text, _)), _) => items.push(text.to_owned()),
            (None, Some(last)) => {
                last.push(' ');
                last.push_str(line.trim());
            }
            (None, None) => {}
        }
    }
    let tag = if numbered { "ol" } else { "ul" };
    let items: String = items.iter().map(|item| format!("<li>{}</li>", inline(item, link))).collect();
    out.push_str(&format!("<{tag}>{items}</{tag}>\n"));
}

/// Code, bold, italics and links within a line.
fn inline(text: &str, link: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text.trim();
    while let Some(at) = rest.find(['`', '*', '[']) {
        out.push_str(&escape(&rest[..at]));
        let tail = &rest[at..];
        let taken = span(tail, "`", "`", |inner| format!("<code>{}</code>", escape(inner)))
            .or_else(|| span(tail, "**", "**", |inner| format!("<strong>{}</strong>", inline(inner, link))))
            .or_else(|| span(tail, "*", "*", |inner| format!("<em>{}</em>", inline(inner, link))))
            .or_else(|| anchor(tail, link));
        match taken {
            Some((html, length)) => {
                out.push_str(&html);
                rest = &tail[length..];
            }
            None => {
                out.push_str(&escape(&tail[..1]));
                rest = &tail[1..];
            }
        }
    }
    out.push_str(&escape(rest));
    out
}

fn span(text: &str, open: &str, close: &str, make: impl Fn(&str) -> String) -> Option<(String, usize)> {
    let inner = text.strip_prefix(open)?;
    let end = inner.find(close).filter(|end| *end > 0 && !inner.starts_with(' '))?;
    Some((make(&inner[..end]), open.len() + end + close.len()))
}

fn anchor(text: &str, link: &dyn Fn(&str) -> Option<String>) -> Option<(String, usize)> {
    let inner = text.strip_prefix('[')?;
    let (words, tail) = inner.split_once("](")?;
    let (target, _) = tail.split_once(')')?;
    let length = 1 + words.len() + 2 + target.len() + 1;
    let words = inline(words, link);
    let html = match link(target) {
        Some(href) => format!("<a href=\"{}\">{words}</a>", escape(&href)),
        None => words,
    };
    Some((html, length))
}

#[cfg(test)]
mod tests {
    use super::html;

    fn of(text: &str) -> String {
        html(text, &|target| target.strip_suffix(".md").map(|name| format!("?topic={name}")))
    }

    #[test]
    fn the_parts_of_a_text_become_html() {
        assert_eq!(of("# Title\n<!-- it: Titolo -->\n\nOne\ntwo.\n"), "<p>One two.</p>\n");
        assert_eq!(of("## Rule\n"), "<h4>Rule</h4>\n");
        assert_eq!(of("- a\n- b\n  more\n"), "<ul><li>a</li><li>b more</li></ul>\n");
        assert_eq!(of("1. a\n2. b\n"), "<ol><li>a</li><li>b</li></ol>\n");
        assert_eq!(
            of("| a | |\n|---|---:|\n| `x` | 2 |\n"),
            "<div class=\"scroll\" tabindex=\"0\"><table class=\"plain\"><thead><tr><th scope=\"col\">a</th><td></td></tr></thead>\
             <tbody><tr><td><code>x</code></td><td>2</td></tr></tbody></table></div>\n"
        );
        assert_eq!(
            of("```csv case=wilson\na,b\n```\n"),
            "<p class=\"caption\"><code>wilson</code></p>\n<pre class=\"formula\"><code>a,b</code></pre>\n"
        );
    }

    #[test]
    fn within_a_line() {
        assert_eq!(
            of("*a* **b** `c*d*` [e](f.md) [g](../h.html)"),
            "<p><em>a</em> <strong>b</strong> <code>c*d*</code> <a href=\"?topic=f\">e</a> g</p>\n"
        );
        assert_eq!(of("2 * 3 * 4 [x] <b>"), "<p>2 * 3 * 4 [x] &lt;b&gt;</p>\n");
    }
}
