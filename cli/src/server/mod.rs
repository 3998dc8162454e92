//! The site over HTTP, from memory: GET and HEAD, and nothing that could be written.
//!
//! Comes in: requests. Goes out: entries of the site by exact name, so that no request can reach a file that the
//! site does not hold. A page of another site cannot read along: the Host header is checked (a name that was
//! pointed to 127.0.0.1 is refused), and nothing allows another origin.

mod address;
mod reply;

use crate::Fault;
use crate::site::Site;
use address::is_ours;
use reply::{Answered, answer};
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread;

/// The port tried first where none is named.
const PORT: u16 = 7680;
/// How many ports are tried where none is named.
const TRIES: u16 = 50;
/// An answer may take seconds to work out; other requests go on meanwhile.
const THREADS: usize = 2;
/// How many acceptors share the port. In tiny_http 0.12 a connection may be queued behind threads that only seem
/// idle, and waits until another one is closed; a browser opens six at once. Each acceptor has threads of its own,
/// and the system hands connections to them in turn, so that no queue forms.
const ACCEPTORS: usize = 12;

/// A server that listens and does not answer yet.
pub(crate) struct Server {
    acceptors: Vec<Arc<tiny_http::Server>>,
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
        let accept = |_| {
            let listener = listener.try_clone().map_err(|source| fault(source.to_string()))?;
            let http = tiny_http::Server::from_listener(listener, None);
            http.map(Arc::new).map_err(|source| fault(source.to_string()))
        };
        let acceptors = (0..ACCEPTORS).map(accept).collect::<Result<_, _>>()?;
        Ok(Self { acceptors, address })
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

    /// Answers requests until the program is stopped.
    pub(crate) fn serve(self, site: &Arc<Site>) {
        let bound = self.address.ip();
        let seats = self.acceptors.iter().flat_map(|http| std::iter::repeat_n(http, THREADS));
        let threads: Vec<_> = seats
            .map(|http| {
                let (http, site) = (Arc::clone(http), Arc::clone(site));
                thread::spawn(move || {
                    while let Ok(request) = http.recv() {
                        handle(request, &site, bound);
                    }
                })
            })
            .collect();
        for thread in threads {
            let _ = thread.join();
        }
    }
}

fn handle(request: tiny_http::Request, site: &Site, bound: IpAddr) {
    let header = |name: &'static str| {
        request.headers().iter().find(|header| header.field.equiv(name)).map(|header| header.value.as_str())
    };
    let answered = if header("Host").is_some_and(|host| is_ours(host, bound)) {
        answer(site, request.method(), request.url(), header("If-None-Match"))
    } else {
        Answered::refused()
    };
    // Whoever asked may have gone away; the next request is none the worse.
    let _ = request.respond(answered.into_response());
}
