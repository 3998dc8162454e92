//! Whether a request was meant for this server.

use std::net::IpAddr;

/// Whether a Host header names this machine's own address and nothing that somebody else's name server chose.
///
/// A page of another site can have its own name point to 127.0.0.1 and then read what is served there; its
/// requests carry that name. Numbers cannot be pointed elsewhere. The port is not looked at: a tunnel changes it.
pub(super) fn is_ours(host: &str, bound: IpAddr) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or("", |(name, _)| name),
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    if name.eq_ignore_ascii_case("localhost") {
        return true;
    }
    let Ok(named) = name.parse::<IpAddr>() else { return false };
    named.is_loopback() || named == bound || bound.is_unspecified()
}

#[cfg(test)]
mod tests {
    use super::is_ours;
    use std::net::{IpAddr, Ipv4Addr};

    #[test]
    fn only_our_own_address_is_ours() {
        let home = IpAddr::V4(Ipv4Addr::LOCALHOST);
        for ours in ["127.0.0.1:7680", "127.0.0.1", "localhost:7680", "LOCALHOST", "[::1]:7680"] {
            assert!(is_ours(ours, home), "{ours}");
        }
        for theirs in [
            "evil.example",
            "127.0.0.1.evil.example:7680",
            "192.168.1.5:7680",
            "",
            "[::1",
            "localhost.evil.example",
        ] {
            assert!(!is_ours(theirs, home), "{theirs}");
        }
        assert!(is_ours("192.168.1.5:7680", IpAddr::V4(Ipv4Addr::new(192, 168, 1, 5))));
        assert!(is_ours("192.168.1.5:7680", IpAddr::V4(Ipv4Addr::UNSPECIFIED)));
        assert!(!is_ours("evil.example", IpAddr::V4(Ipv4Addr::UNSPECIFIED)));
    }
}
