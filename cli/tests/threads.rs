//! However many threads share the work, the digits are the same.

mod common;

use common::{code, esito, here, said};

#[test]
fn one_thread_and_eight_give_the_same_answer() {
    let demonstration = here("../public/demo").display().to_string();
    let answer = |threads: &str| {
        let output = esito()
            .env("POLARS_MAX_THREADS", threads)
            .env("RAYON_NUM_THREADS", threads)
            .args(["compute", &demonstration, "--json"])
            .output()
            .unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(code(&output), 0);
        said(&output)
    };
    let one = answer("1");
    assert!(one.len() > 100_000, "the demonstration has an answer");
    assert!(one == answer("8"), "the answers differ");
}
