//! Text for a terminal, line by line.

/// Lines of text.
pub(crate) struct Text(String);

impl Text {
    /// Text that begins with this line.
    pub(crate) const fn new(first: String) -> Self {
        Self(first)
    }

    /// Adds a line.
    pub(crate) fn line(&mut self, line: &str) {
        self.0.push('\n');
        self.0.push_str(line);
    }

    /// The whole text.
    pub(crate) fn done(self) -> String {
        self.0
    }
}
