//! What reading a long file takes in memory: its columns, and not its text.
#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, reason = "a test stops at a surprise")]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::process::Stdio;
use std::time::Duration;

const FRAMEWORK: &str = "[framework]\nid = \"t\"\ncurrency = \"EUR\"\n[[table]]\nid = \"t\"\nfile = \"t.csv\"\nkey = [\"code\"]\n\
    [table.columns]\ncode = \"Codice\"\ncity = \"Comune\"\nday = { header = \"Giorno\", type = \"date\" }\n\
    n = { header = \"Utenti\", type = \"count\" }\npaid = { header = \"Spesa\", type = \"money\" }\n\
    [[indicator]]\nid = \"paid\"\ntable = \"t\"\nvalue = \"SUM(paid)\"\nplace = \"city\"\nperiod = { column = \"day\", every = \"year\" }\n";

/// The most that a program held at once, in bytes, as the kernel says while it runs.
fn most(words: &[&str]) -> u64 {
    let mut child = common::esito()
        .args(words)
        .env("RAYON_NUM_THREADS", "2")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program begins");
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait().expect("it is ours").is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
        most = most.max(kilobytes.unwrap_or(0) * 1024);
        std::thread::sleep(Duration::from_millis(3));
    }
    assert!(child.wait().expect("it has ended").code().is_some_and(|code| code <= 1));
    most
}

/// A bundle whose table has so many rows, each with a long note that no column reads.
fn bundle(name: &str, rows: u32) -> (std::path::PathBuf, u64) {
    let folder = common::folder(name);
    let mut text = "Codice;Comune;Giorno;Utenti;Spesa;Note\n".to_owned();
    for row in 0..rows {
        let (city, day) = (["Torino", "Forlì", "Asti"][row as usize % 3], 1 + row % 28);
        let note = "il testo resta sul disco ".repeat(6);
        writeln!(text, "C{row};{city};2024-03-{day:02};{};{},50;{note}", row % 9, row % 700).expect("text");
    }
    fs::write(folder.join("framework.toml"), FRAMEWORK).expect("a framework");
    fs::write(folder.join("t.csv"), &text).expect("a file");
    (folder, text.len() as u64)
}

#[test]
fn a_text_is_not_held_while_it_is_read() {
    let (small, _) = bundle("memory-small", 10);
    let (large, bytes) = bundle("memory-large", 400_000);
    assert!(bytes > 70_000_000, "{bytes}");
    for verb in ["compute", "check"] {
        let base = most(&[verb, small.to_str().expect("a path")]);
        let more = most(&[verb, large.to_str().expect("a path")]).saturating_sub(base);
        assert!(base > 1 << 20);
        // Five columns, of which two texts repeat: the file's own bytes would already be more.
        assert!(more < bytes, "{verb}: {more} bytes for a file of {bytes}");
    }
}
