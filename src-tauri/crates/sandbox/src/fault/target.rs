//! What a request is to a fault.

/// The three sorts of request that faults tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// Reads the list of clients.
    ClientList,
    /// Reads anything else.
    Read,
    /// Means to change something.
    Write,
}

/// Ends of the paths that are asked by POST and change nothing.
const READ_BY_POST: [&str; 5] = [
    "/list",
    "/list-summary",
    "/run-detail",
    "/eligible-checks",
    "/migrate/preview",
];

impl Target {
    /// The sort of a request.
    pub(crate) fn of(method: &str, path: &str) -> Self {
        if method == "POST" && path == "/clients/list" {
            Self::ClientList
        } else if matches!(method, "GET" | "HEAD")
            || (method == "POST" && READ_BY_POST.iter().any(|end| path.ends_with(end)))
        {
            Self::Read
        } else {
            Self::Write
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_by_post_are_reads() {
        for (method, path, target) in [
            ("POST", "/clients/list", Target::ClientList),
            ("POST", "/alerts/list", Target::Read),
            ("POST", "/clients/1/migrate/preview", Target::Read),
            ("GET", "/clients/1", Target::Read),
            ("POST", "/clients/1/promote", Target::Write),
            ("PUT", "/clients/1/links", Target::Write),
            ("DELETE", "/clients/1", Target::Write),
        ] {
            assert_eq!(Target::of(method, path), target, "{method} {path}");
        }
    }
}
