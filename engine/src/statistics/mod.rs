//! Plain functions on numbers; each names its source.
