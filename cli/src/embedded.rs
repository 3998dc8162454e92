//! What `build.rs` put into the program: the built app and the demonstration bundle, by name.

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
