//! Long files stay on the disk while a bundle is read, and are looked at once more when it has been.

use crate::Fault;
use esito_engine::{Contents, Lying};
use std::fs::{File, Metadata};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Shorter files are read at once.
const LONG: u64 = 4 << 20;

/// The files that were left on the disk.
#[derive(Debug, Default)]
pub(crate) struct OnDisk(Vec<Arc<Left>>);

/// A file that is open.
#[derive(Debug)]
struct Left {
    path: PathBuf,
    /// What it was when it was opened.
    found: Metadata,
    file: Mutex<File>,
    fault: Mutex<Option<io::Error>>,
}

impl OnDisk {
    /// The bytes of a file: read now, or left there if it is a long text.
    pub(crate) fn read(&mut self, path: &Path) -> Result<Contents, Fault> {
        let reading = |source| Fault::reading(path, source);
        let mut file = File::open(path).map_err(reading)?;
        let found = file.metadata().map_err(reading)?;
        if !found.is_file() || found.len() < LONG {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).map_err(reading)?;
            return Ok(bytes.into());
        }
        let (file, fault) = (Mutex::new(file), Mutex::new(None));
        let left = Arc::new(Left { path: path.to_path_buf(), found, file, fault });
        self.0.push(Arc::clone(&left));
        let contents = Contents::lying(Box::new(Handle(left)));
        self.unchanged()?;
        Ok(contents)
    }

    /// # Errors
    /// Where one of the files could not be read, or is not what it was when it was opened.
    pub(crate) fn unchanged(&self) -> Result<(), Fault> {
        for left in &self.0 {
            if let Some(fault) = left.fault.lock().unwrap_or_else(PoisonError::into_inner).take() {
                return Err(Fault::reading(&left.path, fault));
            }
            let now = std::fs::metadata(&left.path).map_err(|source| Fault::reading(&left.path, source))?;
            if now.len() != left.found.len() || now.modified().ok() != left.found.modified().ok() {
                return Err(Fault::Changed { path: left.path.clone() });
            }
        }
        Ok(())
    }
}

struct Handle(Arc<Left>);

impl Lying for Handle {
    fn size(&self) -> usize {
        usize::try_from(self.0.found.len()).unwrap_or(usize::MAX)
    }

    fn fetch(&self, from: usize, into: &mut [u8]) {
        let mut file = self.0.file.lock().unwrap_or_else(PoisonError::into_inner);
        let read = file.seek(SeekFrom::Start(from as u64)).and_then(|_| file.read_exact(into));
        if let Err(fault) = read {
            into.fill(0);
            self.0.fault.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(fault);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_long_text_stays_and_what_changes_meanwhile_is_told() {
        let path = std::env::temp_dir().join(format!("esito-long-{}.csv", std::process::id()));
        let text = "City;N\n".to_owned() + &"Torino;12\n".repeat(500_000);
        fs::write(&path, &text).unwrap();
        let mut on_disk = OnDisk::default();
        let contents = on_disk.read(&path).unwrap();
        assert_eq!(on_disk.0.len(), 1);
        assert_eq!(&*contents.piece(7, 17), b"Torino;12\n");
        on_disk.unchanged().unwrap();
        // Shorter by a half: what is beyond cannot be read, and nobody takes it for blank.
        fs::write(&path, &text[..text.len() / 2]).unwrap();
        assert!(matches!(on_disk.unchanged(), Err(Fault::Changed { .. })));
        assert!(contents.piece(text.len() - 10, text.len()).iter().all(|byte| *byte == 0));
        assert!(matches!(on_disk.unchanged(), Err(Fault::Unreadable { .. })));
        fs::remove_file(&path).unwrap();
    }

    #[test]
    fn a_short_file_and_one_that_is_not_there() {
        let path = std::env::temp_dir().join(format!("esito-short-{}.csv", std::process::id()));
        fs::write(&path, "a;b\n").unwrap();
        let mut on_disk = OnDisk::default();
        assert_eq!(&*on_disk.read(&path).unwrap(), b"a;b\n");
        assert!(on_disk.0.is_empty());
        fs::remove_file(&path).unwrap();
        assert!(matches!(on_disk.read(&path), Err(Fault::NotFound { .. })));
    }
}
