//! One module for each page.

pub mod compare;
pub mod data;
pub mod indicator;
pub mod methods;
pub mod overview;
pub mod verify;
