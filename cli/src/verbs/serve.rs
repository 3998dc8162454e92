//! `esito serve`: the dashboard on this machine.

use super::End;
use crate::arguments::Serve;
use crate::gather::{Gathered, demonstration, gather};
use crate::report::Counts;
use crate::server::Server;
use crate::site::{App, Rows, Shown, Site, may_leave};
use crate::{Fault, output, progress};
use std::sync::Arc;

/// Serves until the program is stopped. The address goes to standard output, on a line of its own.
pub(super) fn serve(arguments: &Serve) -> Result<End, Fault> {
    let gathered = if arguments.bundles.is_empty() {
        vec![demonstration()?]
    } else {
        let one = |path| gather(std::slice::from_ref(path), &arguments.data.folders);
        arguments.bundles.iter().map(one).collect::<Result<Vec<Gathered>, Fault>>()?
    };
    let open = !arguments.bind.is_loopback();
    let app = App::built()?;
    let server = Server::listen(arguments.bind, arguments.port)?;
    if open {
        output::tell(
            "esito: this address can be reached from other machines; nothing asks them who they are\n",
        );
    }
    if !app.is_built() {
        output::tell("esito: this program holds no built app; the page says how to build it\n");
    }
    let mut shown = Vec::with_capacity(gathered.len());
    for one in gathered {
        let bundle = Arc::new(progress::load(one.sources)?);
        let counts = Counts::of(one.remarks.iter().chain(bundle.remarks()));
        let name = output::plain(&one.name);
        if counts != Counts::default() {
            output::tell(&format!("esito: {name}: {} (esito check says more)\n", counts.words()));
        }
        // On this machine the rows are the user's own. Beyond it, files with private columns stay here.
        let kept = open && may_leave(&bundle).is_err();
        if kept {
            output::tell(&format!(
                "esito: {name}: private columns, or a framework in doubt: files are not served\n"
            ));
        }
        let rows = if kept { Rows::Kept } else { Rows::Shown };
        shown.push(Shown { bundle, rows });
    }
    let site = Site::of_several(&app, &shown)?;
    output::print(format!("{}\n", server.address()).as_bytes())?;
    output::tell("esito: Ctrl-C stops\n");
    server.serve(&Arc::new(site));
    Ok(End::Good)
}
