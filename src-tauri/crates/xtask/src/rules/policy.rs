//! Licences and sources: what `.cargo/deny.toml` allows, read here so that the check needs no other tool.
//!
//! The file is that of `cargo deny`, which looks at more (bans, advisories) where it is installed.

use std::fs;
use std::path::Path;

use cargo_metadata::{Metadata, Package};
use serde::Deserialize;
use spdx::{Expression, Licensee, ParseMode};

use crate::failure::Failure;

/// The parts of the policy that are held here.
#[derive(Deserialize)]
pub(super) struct Policy {
    licenses: Licenses,
    sources: Sources,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
}

/// Licences that are allowed for one package only.
#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    package: String,
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Sources {
    #[serde(rename = "allow-registry")]
    registries: Vec<String>,
}

impl Policy {
    /// Reads the policy of the tree at `root`.
    pub(super) fn read(root: &Path) -> Result<Self, Failure> {
        let path = root.join(".cargo").join("deny.toml");
        let text = fs::read_to_string(&path)
            .map_err(Failure::io(format!("reading {}", path.display())))?;
        Self::parse(&text)
    }

    fn parse(text: &str) -> Result<Self, Failure> {
        toml::from_str(text)
            .map_err(|error| Failure::Rule(format!(".cargo/deny.toml cannot be read: {error}")))
    }

    /// The packages whose licence or source is not allowed, each as a sentence.
    pub(super) fn broken(&self, metadata: &Metadata) -> Vec<String> {
        metadata
            .packages
            .iter()
            .flat_map(|package| [self.source(package), self.licence(package)])
            .flatten()
            .collect()
    }

    fn source(&self, package: &Package) -> Option<String> {
        let source = package.source.as_ref()?.to_string();
        let registry = source.strip_prefix("registry+").unwrap_or(&source);
        (!self
            .sources
            .registries
            .iter()
            .any(|known| known == registry))
        .then(|| format!("{} comes from {registry}", package.name))
    }

    fn licence(&self, package: &Package) -> Option<String> {
        let Some(told) = &package.license else {
            return Some(format!("{} names no licence", package.name));
        };
        (!self.allows(&package.name, told))
            .then(|| format!("{} has the licence {told}", package.name))
    }

    /// Whether an SPDX expression can be met with the allowed licences alone.
    fn allows(&self, package: &str, told: &str) -> bool {
        let Ok(expression) = Expression::parse_mode(told, ParseMode::LAX) else {
            return false;
        };
        let allowed: Vec<Licensee> = self
            .licenses
            .exceptions
            .iter()
            .filter(|exception| exception.package == package)
            .flat_map(|exception| &exception.allow)
            .chain(&self.licenses.allow)
            .filter_map(|name| Licensee::parse(name).ok())
            .collect();
        expression.evaluate(|required| allowed.iter().any(|licence| licence.satisfies(required)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> Policy {
        Policy::parse(
            r#"
            [licenses]
            allow = ["MIT", "Apache-2.0", "BSD-3-Clause"]
            exceptions = [{ crate = "one", allow = ["MPL-2.0"] }]
            [sources]
            allow-registry = []
            "#,
        )
        .expect("a policy")
    }

    #[test]
    fn a_choice_needs_one_and_a_conjunction_all() {
        for (told, expected) in [
            ("MIT", true),
            ("MIT/Apache-2.0", true),
            ("Apache-2.0 / MIT", true),
            ("MIT OR LGPL-2.1-or-later", true),
            ("(Apache-2.0 OR MIT) AND BSD-3-Clause", true),
            ("MIT AND GPL-3.0-only", false),
            ("AGPL-3.0-or-later", false),
            ("Apache-2.0 WITH LLVM-exception", false),
            ("made up", false),
        ] {
            assert_eq!(policy().allows("any", told), expected, "{told}");
        }
    }

    #[test]
    fn an_exception_is_for_its_package_alone() {
        assert!(policy().allows("one", "MPL-2.0"));
        assert!(!policy().allows("two", "MPL-2.0"));
    }
}
