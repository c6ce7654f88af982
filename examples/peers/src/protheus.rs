//! The small Protheus: customers, vendors, banks, and rows of `XXF`.

use crate::caller::{Login, SendError, Sent};
use crate::message::{Answer, Change, Pair};
use crate::peer::{Peer, System, lock};
use crate::records::{Bank, Customer, Kind, Row};
use crate::soap::Writing;
use depara::{Environment, KeyError};
use depara_mappings::bank_2_001::{self, Agency, ListOfAccount};
use depara_mappings::customer_vendor_2_002;
use depara_mappings::mata020::{Sa2A2Cod, Sa2A2CodValues};
use depara_mappings::mata030::{Sa1A1Cod, Sa1A1CodValues};
use depara_mappings::mata070::{Sa6A6Cod, Sa6A6CodValues};
use depara_mappings::registry::Content;
use std::io;

/// A small Protheus.
pub type Protheus = Peer<ProtheusSystem>;

/// What Protheus keeps.
#[derive(Debug, Default)]
pub struct ProtheusSystem {
    customers: Vec<Customer>,
    rows: Vec<Row>,
}

/// The company group of every record.
const COMPANY: &str = "01";
/// The store of every customer.
const STORE: &str = "01";
/// The branch that customers are sent from; their tables are shared, so that it does not stand in their keys.
const BRANCH: &str = "01AM0001";

impl Protheus {
    /// Starts it at a free port of the loopback; `callers` is what others sign in with.
    ///
    /// # Errors
    /// When there is no port.
    pub fn start(callers: Login) -> io::Result<Self> {
        Self::start_with(ProtheusSystem::default(), callers)
    }

    /// Its customers and vendors.
    #[must_use]
    pub fn customers(&self) -> Vec<Customer> {
        lock(&self.core.system).customers.clone()
    }

    /// Keeps a customer or vendor and sends it.
    ///
    /// # Errors
    /// When there is no answer.
    pub fn send(&self, customer: &Customer) -> Result<Sent, SendError> {
        lock(&self.core.system).keep(customer.clone());
        self.send_customer(customer, false)
    }

    /// Deletes a customer or vendor and sends that.
    ///
    /// # Errors
    /// When there is no answer.
    pub fn delete(&self, customer: &Customer) -> Result<Sent, SendError> {
        lock(&self.core.system).customers.retain(|kept| !kept.is(customer));
        self.send_customer(customer, true)
    }

    fn send_customer(&self, customer: &Customer, delete: bool) -> Result<Sent, SendError> {
        let key = ProtheusSystem::key(customer).unwrap_or_default();
        let content = customer_vendor_2_002::BusinessContent {
            company_id: Some(COMPANY.into()),
            branch_id: Some(BRANCH.into()),
            code: Some(customer.code.as_str().into()),
            store_id: Some(STORE.into()),
            internal_id: Some(key.as_str().into()),
            name: Some(customer.name.as_str().into()),
            r#type: Some(customer.kind.content_type()),
            ..customer_vendor_2_002::BusinessContent::default()
        };
        self.core.send_change(Change {
            info: &customer_vendor_2_002::INFO,
            delete,
            branch: BRANCH,
            key: &key,
            content: Content::CustomerVendor2002(Box::new(content)),
            delivery: self.core.delivery(),
        })
    }

    /// Sends a bank account.
    ///
    /// # Errors
    /// When there is no answer.
    pub fn send_bank(&self, bank: &Bank) -> Result<Sent, SendError> {
        self.send_bank_event(bank, false)
    }

    /// Sends that a bank account was deleted.
    ///
    /// # Errors
    /// When there is no answer.
    pub fn delete_bank(&self, bank: &Bank) -> Result<Sent, SendError> {
        self.send_bank_event(bank, true)
    }

    fn send_bank_event(&self, bank: &Bank, delete: bool) -> Result<Sent, SendError> {
        let key = bank.key();
        let number = Some(bank.account.number.as_str()).filter(|number| !number.is_empty());
        let accounts = number.map(|number| bank_2_001::Account {
            company_id: Some(COMPANY.into()),
            number: Some(number.into()),
            name: Some(bank.name.as_str().into()),
            ..bank_2_001::Account::default()
        });
        let contracts = bank.contract.iter().map(|contract| bank_2_001::Contract {
            contract_numbers: [contract.number.as_str().into()].into(),
            transferor_names: [contract.transferor.as_str().into()].into(),
            transferor_codes: [contract.code.as_str().into()].into(),
            ..bank_2_001::Contract::default()
        });
        let agency = Agency {
            number: Some(bank.account.agency.as_str().into()),
            list_of_account: Some(ListOfAccount { accounts: accounts.into_iter().collect(), contracts: contracts.collect() }),
            ..Agency::default()
        };
        let content = bank_2_001::BusinessContent {
            company_id: Some(COMPANY.into()),
            branch_id: Some(bank.branch.as_str().into()),
            code: Some(bank.code.as_str().into()),
            internal_id: Some(key.as_str().into()),
            name: Some(bank.name.as_str().into()),
            agencies: Some(vec![agency]),
            ..bank_2_001::BusinessContent::default()
        };
        self.core.send_change(Change {
            info: &bank_2_001::INFO,
            delete,
            branch: &bank.branch,
            key: &key,
            content: Content::Bank2001(Box::new(content)),
            delivery: self.core.delivery(),
        })
    }
}

impl Bank {
    /// Its key in Protheus, whose banks belong to branches: `01|02AM0001|001|0455|012453`.
    #[must_use]
    pub fn key(&self) -> String {
        let values = Sa6A6CodValues {
            company: COMPANY,
            branch: &self.branch,
            a6_cod: &self.code,
            a6_agencia: &self.account.agency,
            a6_numcon: &self.account.number,
        };
        Sa6A6Cod::new(values).map(|key| key.to_string()).unwrap_or_default()
    }
}

impl Customer {
    fn is(&self, other: &Self) -> bool {
        (self.kind, &self.code) == (other.kind, &other.code)
    }
}

impl ProtheusSystem {
    /// Its installation: customers and vendors are shared, banks are not.
    ///
    /// # Errors
    /// None: the text is a constant.
    pub fn environment() -> Result<Environment, depara::EnvironmentError> {
        "company = \"01\"\nbranch = \"EEUUFFFF\"\n[sharing]\nSA1 = \"shared\"\nSA2 = \"shared\"\nSA6 = \"exclusive\"".parse()
    }

    fn key(customer: &Customer) -> Result<String, KeyError> {
        Ok(match customer.kind {
            Kind::Customer => {
                Sa1A1Cod::new(Sa1A1CodValues { company: COMPANY, branch: "", a1_cod: &customer.code, a1_loja: STORE })?.to_string()
            }
            Kind::Vendor => {
                Sa2A2Cod::new(Sa2A2CodValues { company: COMPANY, branch: "", a2_cod: &customer.code, a2_loja: STORE })?.to_string()
            }
        })
    }

    fn keep(&mut self, customer: Customer) {
        self.customers.retain(|kept| !kept.is(&customer));
        self.customers.push(customer);
    }

    fn add_row(&mut self, table: &str, external: &str, internal: &str) {
        let row = Row { table: table.to_owned(), rm: external.to_owned(), protheus: internal.to_owned() };
        if !self.rows.contains(&row) {
            self.rows.push(row);
        }
    }
}

impl System for ProtheusSystem {
    const PRODUCT: &'static str = "PROTHEUS";
    const PATH: &'static str = "/ws/EAISERVICE.apw";
    const DESCRIPTION: &'static str = Self::PATH;
    const WRITING: Writing = Writing::Cdata;
    const SPOKEN: &'static [(&'static str, &'static str)] = &[("CUSTOMERVENDOR", "2.002")];

    /// A customer is known by its `XXF` row; a new one has the code that the message brings.
    fn process(&mut self, content: &Content<'_>, delete: bool) -> Result<Vec<Pair>, Vec<String>> {
        let Content::CustomerVendor2002(content) = content else { return Err(vec!["Mensagem sem rotina".to_owned()]) };
        let refuse = |text: &str| Err(vec![text.to_owned()]);
        let Some(external) = content.internal_id.as_deref().filter(|key| !key.is_empty()) else {
            return refuse("Conteúdo do InternalId vazio!");
        };
        let Some(kind) = Kind::of(content.r#type.as_ref()) else { return refuse("Conteúdo do Type vazio!") };
        let Some(name) = content.name.as_deref().filter(|name| !name.trim().is_empty() || delete) else {
            return refuse("A1_NOME: campo obrigatório não preenchido");
        };
        let table = table(kind);
        let found = self.rows.iter().find(|row| row.table == table && row.rm == external).cloned();
        let (code, internal) = match found {
            Some(row) => (row.protheus.split('|').nth(2).unwrap_or_default().to_owned(), row.protheus),
            None if delete => return refuse("Registro não encontrado no De-Para"),
            None => {
                let code = content.code.as_deref().unwrap_or_default().to_owned();
                let new = Customer { code: code.clone(), name: String::new(), kind };
                (code, Self::key(&new).map_err(|error| vec![error.to_string()])?)
            }
        };
        let customer = Customer { code, name: name.to_owned(), kind };
        if delete {
            self.customers.retain(|kept| !kept.is(&customer));
            self.rows.retain(|row| row.protheus != internal);
        } else {
            self.keep(customer);
            self.add_row(table, external, &internal);
        }
        Ok(vec![Pair { name: "CustomerVendor".to_owned(), origin: external.to_owned(), destination: internal }])
    }

    /// As its routines do: nothing is written unless the answer names its product and carries the message that it answers.
    fn learn(&mut self, answer: &Answer, pairs: &[Pair]) {
        if answer.product.is_none() || !answer.carries_message {
            return;
        }
        let deleted = answer.event.as_deref().is_some_and(|event| event.eq_ignore_ascii_case("delete"));
        for Pair { origin, destination, .. } in pairs {
            let table = match (answer.transaction.to_uppercase().as_str(), origin.rsplit('|').next()) {
                ("BANK", _) => "SA6.A6_COD",
                (_, Some("F")) => table(Kind::Vendor),
                _ => table(Kind::Customer),
            };
            if deleted {
                self.rows.retain(|row| row.protheus != *origin);
            } else {
                self.add_row(table, destination, origin);
            }
        }
    }

    fn rows(&self) -> &[Row] {
        &self.rows
    }
}

fn table(kind: Kind) -> &'static str {
    match kind {
        Kind::Customer => "SA1.A1_COD",
        Kind::Vendor => "SA2.A2_COD",
    }
}
