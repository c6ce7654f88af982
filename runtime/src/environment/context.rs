//! What a key takes from the message around it and from the installation.

use super::{Environment, EnvironmentError};

/// What the keys of a message take from outside its content: the company group and the branch the message comes from or goes to.
///
/// ```
/// let environment: depara::Environment = "company = '01'\nbranch = 'EEUUFFFF'\nsharing.SA6 = 'exclusive'".parse()?;
/// let context = depara::KeyContext::new(&environment, "02AM0001");
/// assert_eq!(context.company(), "01");
/// assert_eq!(context.branch("SA6")?, "02AM0001");
/// # Ok::<(), depara::EnvironmentError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct KeyContext<'e> {
    environment: &'e Environment,
    company: &'e str,
    branch: &'e str,
}

impl<'e> KeyContext<'e> {
    /// A branch, in full width, of the installation's company group.
    #[must_use]
    pub fn new(environment: &'e Environment, branch: &'e str) -> Self {
        Self { environment, company: environment.company(), branch }
    }

    /// The same branch of another company group.
    #[must_use]
    pub fn with_company(self, company: &'e str) -> Self {
        Self { company, ..self }
    }

    /// The company group.
    #[must_use]
    pub fn company(&self) -> &'e str {
        self.company
    }

    /// The branch as rows of the table `alias` have it, in full width.
    ///
    /// # Errors
    /// When the branch does not fill the layout, or the environment says nothing about the table.
    pub fn branch(&self, alias: &str) -> Result<String, EnvironmentError> {
        self.environment.branch(alias, self.branch)
    }

    /// The installation.
    #[must_use]
    pub fn environment(&self) -> &'e Environment {
        self.environment
    }
}
