//! One module for each page.

pub mod compare;
pub mod contracts;
pub mod data;
pub mod indicator;
pub mod methods;
pub mod overview;
pub mod place;
pub mod value;
pub mod verify;
