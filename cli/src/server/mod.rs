//! The site over HTTP, from memory: GET and HEAD, and nothing that could be written.
//!
//! Comes in: requests. Goes out: entries of the site by exact name, so that no request can reach a file that the
//! site does not hold. A page of another site cannot read along: the Host header is checked (a name that was
//! pointed to 127.0.0.1 is refused), and nothing allows another origin.

mod address;
mod reply;
mod request;

use crate::Fault;
use crate::site::Site;
use address::is_ours;
use reply::{Answered, answer};
use request::Request;
use std::io::{self, BufReader, Read};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// The port tried first where none is named.
const PORT: u16 = 7680;
/// How many ports are tried where none is named.
const TRIES: u16 = 50;
/// A browser opens connections in advance and may never use them.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server that listens and does not answer yet.
pub(crate) struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Listens. A port that was named must be free; without one the next free port is taken.
    pub(crate) fn listen(bind: IpAddr, port: Option<u16>) -> Result<Self, Fault> {
        let tries = match port {
            Some(port) => port..=port,
            None => PORT..=PORT + TRIES,
        };
        let mut refused = None;
        for port in tries {
            match TcpListener::bind((bind, port)) {
                Ok(listener) => return Self::from(listener),
                Err(fault) => refused = Some((port, fault)),
            }
        }
        let (port, reason) = refused.map_or((PORT, String::new()), |(port, fault)| (port, fault.to_string()));
        Err(Fault::Port { address: SocketAddr::new(bind, port).to_string(), reason })
    }

    fn from(listener: TcpListener) -> Result<Self, Fault> {
        let fault = |reason: String| Fault::Port { address: String::new(), reason };
        let address = listener.local_addr().map_err(|source| fault(source.to_string()))?;
        Ok(Self { listener, address })
    }

    /// The address as a browser on this machine opens it.
    pub(crate) fn address(&self) -> String {
        let port = self.address.port();
        match self.address.ip() {
            ip if ip.is_unspecified() => format!("http://127.0.0.1:{port}/"),
            IpAddr::V6(ip) => format!("http://[{ip}]:{port}/"),
            IpAddr::V4(ip) => format!("http://{ip}:{port}/"),
        }
    }

    /// Answers requests until the program is stopped, each on a thread of its own: an answer may take seconds to
    /// work out, and no request may wait behind a connection that a browser keeps in reserve.
    pub(crate) fn serve(self, site: &Arc<Site>) {
        let bound = self.address.ip();
        for stream in self.listener.incoming().flatten() {
            let site = Arc::clone(site);
            // Whoever asked may have gone away; the next request is none the worse.
            let _ = thread::Builder::new().spawn(move || handle(&stream, &site, bound));
        }
    }
}

fn handle(stream: &TcpStream, site: &Site, bound: IpAddr) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(stream);
    let Some(request) = Request::read(&mut reader)? else { return Ok(()) };
    let answered = if request.host.as_deref().is_some_and(|host| is_ours(host, bound)) {
        answer(site, &request.method, &request.url, request.has.as_deref())
    } else {
        Answered::refused()
    };
    answered.write(request.method == "HEAD", &mut &*stream)?;
    stream.shutdown(Shutdown::Write)?;
    // What was sent beyond the head is read and let go: closing on unread bytes would take the answer back.
    io::copy(&mut reader.take(1 << 20), &mut io::sink())?;
    Ok(())
}
