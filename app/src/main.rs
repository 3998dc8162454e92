//! Starts the interface in the page.

fn main() {
    esito_app::start();
}
