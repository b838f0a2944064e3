//! The two environments of an organisation, kept apart.

use artu::models::Environment;

/// Both environments, in the order of [`index`].
pub(crate) const ENVIRONMENTS: [Environment; 2] = [Environment::Test, Environment::Live];

/// Place in a pair of things kept per environment.
pub(crate) const fn index(environment: Environment) -> usize {
    match environment {
        Environment::Test => 0,
        Environment::Live => 1,
    }
}
