//! Records of text become typed columns, or remarks about why they could not. Knows no indicator.
