//! Files that come beside a request, and files that go out beside a reply.

use crate::browser::bytes_of;
use esito_engine::SourceFile;
use js_sys::{Array, ArrayBuffer, Uint8Array};

/// Files by their names and buffers; otherwise what is wrong.
pub(crate) fn files_of(names: Vec<String>, buffers: &[ArrayBuffer]) -> Result<Vec<SourceFile>, String> {
    if names.len() != buffers.len() {
        return Err(format!("{} names came with {} buffers", names.len(), buffers.len()));
    }
    let file = |(name, buffer)| SourceFile { name, bytes: bytes_of(buffer).into(), sha256: None };
    Ok(names.into_iter().zip(buffers).map(file).collect())
}

/// Buffers of the browser's own with these bytes.
pub(crate) fn buffers_of<'b>(files: impl IntoIterator<Item = &'b [u8]>) -> Array {
    files.into_iter().map(|bytes| Uint8Array::from(bytes).buffer()).collect()
}
