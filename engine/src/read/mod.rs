//! Bytes become records of text cells that remember file, line and column. Knows no meaning.
