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

/// A bundle whose rows end in a note, as often as said, that no column reads; and how long its file is.
fn bundle(name: &str, notes: usize) -> (std::path::PathBuf, u64) {
    let folder = common::folder(name);
    let mut text = "Codice;Comune;Giorno;Utenti;Spesa;Note\n".to_owned();
    let note = "il testo resta sul disco ".repeat(notes);
    for row in 0..250_000 {
        let (city, day) = (["Torino", "Forlì", "Asti"][row % 3], 1 + row % 28);
        writeln!(text, "C{row};{city};2024-03-{day:02};{};{},50;{note}", row % 9, row % 700).expect("text");
    }
    fs::write(folder.join("framework.toml"), FRAMEWORK).expect("a framework");
    fs::write(folder.join("t.csv"), &text).expect("a file");
    (folder, text.len() as u64)
}

#[test]
fn a_text_is_not_held_while_it_is_read() {
    let (short, few) = bundle("memory-short", 0);
    let (long, many) = bundle("memory-long", 12);
    let difference = many - few;
    assert!(difference > 70_000_000, "{difference}");
    for verb in ["compute", "check"] {
        let [less, more] = [&short, &long].map(|folder| most(&[verb, folder.to_str().expect("a path")]));
        // The same rows and columns in a text that is so much longer.
        assert!(less > 10 << 20, "{less}");
        assert!(more < less + difference / 3, "{verb}: {less} and {more} bytes");
    }
}
