//! What the systems keep: customers and vendors, banks, and De-Para rows.

use depara_mappings::customer_vendor_2_002::Type;
use std::fmt;

/// A customer or a vendor.
///
/// ```
/// use depara_peers::{Customer, Kind};
///
/// let customer = Customer::named("Escola Exemplo Ltda");
/// assert_eq!((customer.kind, customer.code.as_str()), (Kind::Customer, ""));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// Its code; RM gives the next one of nine digits where it is empty.
    pub code: String,
    /// Name.
    pub name: String,
    /// Which of the two it is.
    pub kind: Kind,
}

/// Whether a record is a customer or a vendor: two tables in Protheus, one in RM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A customer: `SA1`.
    Customer,
    /// A vendor: `SA2`.
    Vendor,
}

/// A bank account as Protheus has it: one record of `SA6`, and the contract that its parameters name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bank {
    /// The branch that it belongs to: `02AM0001`.
    pub branch: String,
    /// The code of the bank.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The account.
    pub account: Account,
    /// The contract, for which RM makes a `FCONVENIO`.
    pub contract: Option<Contract>,
}

/// An account of a bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The agency.
    pub agency: String,
    /// Its number; empty where a contract belongs to the agency alone, as in the manual's second example of a `FCONVENIO`.
    pub number: String,
}

/// A contract on collections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// Its number.
    pub number: String,
    /// The name of the transferor.
    pub transferor: String,
    /// The code of the transferor.
    pub code: String,
}

/// A De-Para row as one of the systems keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The table of RM, or the alias and field of Protheus.
    pub table: String,
    /// The key in RM.
    pub rm: String,
    /// The key in Protheus.
    pub protheus: String,
}

impl Customer {
    /// A customer of whom nothing but the name is known.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self { code: String::new(), name: name.to_owned(), kind: Kind::Customer }
    }

    /// The same as a vendor.
    #[must_use]
    pub fn vendor(self) -> Self {
        Self { kind: Kind::Vendor, ..self }
    }

    /// The same with a code.
    #[must_use]
    pub fn coded(self, code: &str) -> Self {
        Self { code: code.to_owned(), ..self }
    }
}

impl Kind {
    pub(crate) fn content_type(self) -> Type<'static> {
        match self {
            Self::Customer => Type::Customer,
            Self::Vendor => Type::Vendor,
        }
    }

    pub(crate) fn of(content_type: Option<&Type<'_>>) -> Option<Self> {
        match content_type? {
            Type::Customer => Some(Self::Customer),
            Type::Vendor => Some(Self::Vendor),
            _ => None,
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, rm, protheus } = self;
        write!(f, "{table}  {rm}  {protheus}")
    }
}
