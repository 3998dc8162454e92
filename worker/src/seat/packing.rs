//! Files put into one zip to be handed out, with the people in them or with numbers in their place.

use super::{Seat, Stopped};
use crate::files::{buffers_of, files_of};
use esito_engine::{Loading, Sources, pack};
use esito_model::{People, Told};
use js_sys::{Array, ArrayBuffer};

impl Seat {
    /// Files as one zip, once it is clear what becomes of people in them.
    pub(super) async fn packed(
        &self,
        ticket: u64,
        (names, bytes): (Vec<String>, Vec<ArrayBuffer>),
        people: Option<People>,
    ) -> Result<(Told, Array), Stopped> {
        let mut files = files_of(names, &bytes).map_err(Stopped::Failed)?;
        drop(bytes);
        if people != Some(People::Named) {
            let mut loading = Loading::new(Sources { files: files.clone() });
            self.work(ticket, || loading.step()).await?;
            let bundle = loading.finish();
            let columns = bundle.private_columns();
            let numbered = (people == Some(People::Numbered)).then(|| bundle.pseudonymised());
            match numbered {
                Some(numbered) if numbered.stuck.is_empty() => files = numbered.files,
                None if columns.is_empty() => {}
                numbered => {
                    let stuck = numbered.map_or_else(|| bundle.stuck_files(), |numbered| numbered.stuck);
                    return Ok((Told::Private { columns, stuck }, Array::new()));
                }
            }
        }
        let zip = pack(&files).ok_or_else(|| Stopped::Failed("the zip cannot be made".to_owned()))?;
        Ok((Told::Packed, buffers_of([zip.as_slice()])))
    }
}
