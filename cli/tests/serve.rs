//! `esito serve`, through a plain socket: pages, headers, and what must not be reachable.

#![allow(clippy::expect_used, reason = "a test stops at the first surprise")]

mod common;

use common::{changed, code, esito, here, run, text, told, two_towns};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};

/// A running server, stopped at the end of its test.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(arguments: &[&str]) -> Self {
        let mut child = esito()
            .args(["serve", "--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("standard output"))
            .read_line(&mut line)
            .expect("the address");
        let address = line.trim().strip_prefix("http://").and_then(|rest| rest.strip_suffix('/'));
        let address = address.expect("an address").to_owned();
        assert!(address.starts_with("127.0.0.1:"), "{address}");
        Self { child, address }
    }

    fn get(&self, path: &str) -> Response {
        self.ask("GET", path, &self.address, "")
    }

    fn ask(&self, method: &str, path: &str, host: &str, more: &str) -> Response {
        let mut socket = TcpStream::connect(&self.address).expect("a connection");
        write!(socket, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n")
            .expect("sent");
        let mut bytes = Vec::new();
        socket.read_to_end(&mut bytes).expect("an answer");
        let end = bytes.windows(4).position(|part| part == b"\r\n\r\n").expect("the headers' end");
        let head = String::from_utf8(bytes[..end].to_vec()).expect("headers");
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
        let headers = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        Response { status: status.expect("a status"), headers, body: bytes[end + 4..].to_vec() }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Response {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Response {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

#[test]
fn pages_app_and_bundle_are_served() {
    let served = Served::start(&[&two_towns()]);
    for (path, base) in
        [("/", "./"), ("/indicator/?indicator=engaged", "../"), ("/methods/index.html", "../")]
    {
        let page = served.get(path);
        assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"), "{path}");
        assert!(page.text().contains(&format!("<base href=\"{base}\">")), "{path}");
    }
    let manifest = served.get("/bundle/manifest.json").json();
    assert_eq!(manifest["rows"], true);
    assert_eq!(manifest["files"], serde_json::json!(["framework.toml", "outcomes.csv"]));
    let file = served.get("/bundle/files/outcomes.csv");
    assert_eq!(Some(file.body), fs::read(here("tests/bundles/two-towns/outcomes.csv")).ok());
    assert_eq!(served.get("/bundle/answer.json").json()["findings"][0]["value"], 0.5);
    let own = served.get("/bundle/answers/engaged.json").json();
    assert_eq!(own["findings"][0]["indicator"], "engaged");
    // The bytes that lie on disk after a publish are those that are served.
    let wasm = served.get("/worker_bg.wasm");
    assert_eq!(wasm.header("content-type"), "application/wasm");
    assert_eq!(Some(wasm.body), fs::read(here("tests/app/worker_bg.wasm")).ok());
}

#[test]
fn headers_allow_nothing_that_is_not_needed() {
    let served = Served::start(&[&two_towns()]);
    let page = served.get("/");
    let policy = page.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-"),
        "{policy}"
    );
    assert!(policy.ends_with("frame-ancestors 'none'"), "{policy}");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.header("cross-origin-resource-policy"), "same-origin");
    assert_eq!(page.header("access-control-allow-origin"), "");
    // What has no hash in its name is asked for each time; what has one is kept.
    for fresh in ["/", "/worker.js", "/worker_bg.wasm", "/bundle/answer.json"] {
        assert_eq!(served.get(fresh).header("cache-control"), "no-cache", "{fresh}");
    }
    let lasting = served.get("/app-0123456789abcdef.js");
    assert_eq!(lasting.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(lasting.header("content-security-policy"), policy);
    let tag = page.header("etag");
    let again = served.ask("GET", "/", &served.address, &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(served.ask("GET", "/", &served.address, "If-None-Match: \"other\"\r\n").status, 200);
}

#[test]
fn head_is_get_without_a_body_and_nothing_writes() {
    let served = Served::start(&[&two_towns()]);
    let (get, head) = (served.get("/worker.js"), served.ask("HEAD", "/worker.js", &served.address, ""));
    assert_eq!(head.status, 200);
    assert_eq!(head.header("content-length"), get.body.len().to_string());
    assert!(head.body.is_empty());
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let refused = served.ask(method, "/", &served.address, "Content-Length: 0\r\n");
        assert_eq!((refused.status, refused.header("allow")), (405, "GET, HEAD"), "{method}");
    }
}

#[test]
fn nothing_outside_the_site_can_be_reached() {
    let served = Served::start(&[&two_towns()]);
    let attempts = [
        "/../Cargo.toml",
        "/bundle/files/../../../Cargo.toml",
        "/bundle/files/..%2f..%2fpublish.rs",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%5c..%5cCargo.toml",
        "//etc/passwd",
        "/etc/passwd",
        "/bundle/files//etc/passwd",
        "/%00",
        "/bundle/",
        "/nothing",
        "/bundle/answers/nothing.json",
    ];
    for attempt in attempts {
        let response = served.get(attempt);
        assert_eq!(response.status, 404, "{attempt}: {}", response.text());
    }
}

#[test]
fn a_name_that_was_pointed_here_is_refused() {
    let served = Served::start(&[&two_towns()]);
    for host in ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""] {
        let response = served.ask("GET", "/bundle/files/outcomes.csv", host, "");
        assert_eq!(response.status, 403, "{host}");
        assert!(!response.text().contains("Sector"), "{host}");
    }
    assert_eq!(served.ask("GET", "/", "localhost:7680", "").status, 200);
}

#[test]
fn a_folder_without_its_slash_leads_there() {
    let served = Served::start(&[&two_towns()]);
    let moved = served.get("/indicator?lang=it");
    assert_eq!((moved.status, moved.header("location")), (301, "indicator/?lang=it"));
}

#[test]
fn several_bundles_have_an_address_each() {
    let other = changed("other-towns", |framework| framework.replace("two-towns", "other-towns"));
    let served = Served::start(&[&two_towns(), text(&other)]);
    let list = served.get("/").text();
    assert!(list.contains("<a href=\"two-towns/\">Two towns</a>"), "{list}");
    assert!(list.contains("<a href=\"other-towns/\">"), "{list}");
    for id in ["two-towns", "other-towns"] {
        assert!(served.get(&format!("/{id}/compare/")).text().contains("<base href=\"../\">"));
        let answer = served.get(&format!("/{id}/bundle/answer.json")).json();
        assert_eq!(answer["framework"]["id"], id);
        assert_eq!(served.get(&format!("/{id}/worker.js")).status, 200);
    }
}

#[test]
fn the_demonstration_is_shown_when_none_is_named() {
    let served = Served::start(&[]);
    let manifest = served.get("/bundle/manifest.json").json();
    assert_eq!(manifest["rows"], true);
    let files = manifest["files"].as_array().expect("files");
    assert!(files.iter().any(|file| file == "framework.toml") && files.len() > 1, "{manifest}");
    let answer = served.get("/bundle/answer.json").json();
    assert_eq!(answer["framework"]["illustrative"], true);
}

#[test]
fn a_program_without_the_app_says_how_to_build_it() {
    // An empty folder holds no app.
    let empty = common::folder("no-app");
    let site = common::folder("no-app-site");
    let output = esito()
        .env("ESITO_APP_DIST", &empty)
        .args(["publish", &two_towns(), "-o", text(&site)])
        .output()
        .expect("the program starts");
    assert_eq!(code(&output), 0, "{}", told(&output));
    let page = fs::read_to_string(site.join("index.html")).expect("the page");
    assert!(page.contains("make run"));
    assert!(site.join("bundle/answer.json").is_file());
}

#[test]
fn a_port_that_was_named_must_be_free() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its address").port().to_string();
    let output = run(&["serve", &two_towns(), "--port", &port]);
    assert_eq!(code(&output), 2);
    assert!(told(&output).contains(&format!("127.0.0.1:{port}: cannot listen")), "{}", told(&output));
    assert_eq!(code(&run(&["serve", &two_towns(), "--port", "99999"])), 2);
    assert_eq!(code(&run(&["serve", "no/such/bundle"])), 2);
}
