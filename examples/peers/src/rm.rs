//! The small RM: customers and vendors in one table, accounts, cash accounts and contracts, and a De-Para.

use crate::caller::{Login, SendError, Sent};
use crate::message::{Answer, Change, Pair};
use crate::peer::{Peer, System, lock};
use crate::records::{Customer, Kind, Row};
use crate::soap::Writing;
use depara::KeyError;
use depara_mappings::bank_2_001::{self, Contract};
use depara_mappings::customer_vendor_2_002;
use depara_mappings::mata030::{FcfoKey, FcfoKeyValues};
use depara_mappings::mata070::{FContaKey, FContaKeyValues, FCxaKey, FCxaKeyValues, FconvenioKey, FconvenioKeyValues};
use depara_mappings::registry::Content;
use std::io;

/// A small RM.
pub type Rm = Peer<RmSystem>;

/// What RM keeps.
#[derive(Debug)]
pub struct RmSystem {
    customers: Vec<Customer>,
    rows: Vec<Row>,
    next_customer: i64,
    next_contract: i64,
}

/// Customers are global: they belong to no coligada.
const GLOBAL: i64 = 0;
/// The coligada whose external code is the company group of Protheus.
const COLIGADA: i64 = 2;
/// As wide as `NUMAGENCIA` is in the examples of the manual.
const AGENCY_WIDTH: usize = 5;

impl Default for RmSystem {
    fn default() -> Self {
        Self { customers: Vec::new(), rows: Vec::new(), next_customer: 1, next_contract: 1 }
    }
}

impl Rm {
    /// Starts it at a free port of the loopback; `callers` is what others sign in with.
    ///
    /// # Errors
    /// When there is no port.
    pub fn start(callers: Login) -> io::Result<Self> {
        Self::start_with(RmSystem::default(), callers)
    }

    /// Its customers and vendors.
    #[must_use]
    pub fn customers(&self) -> Vec<Customer> {
        lock(&self.core.system).customers.clone()
    }

    /// The number that the next contract gets.
    pub fn number_contracts_from(&self, number: i64) {
        lock(&self.core.system).next_contract = number;
    }

    /// Keeps a new customer or vendor under the next code, unless it has one, and sends it.
    ///
    /// # Errors
    /// When there is no answer; the record is kept nevertheless.
    pub fn create(&self, customer: Customer) -> Result<Sent, SendError> {
        let mut customer = customer;
        {
            let mut system = lock(&self.core.system);
            if customer.code.is_empty() {
                customer.code = system.next_code();
            }
            system.customers.push(customer.clone());
        }
        self.send(&customer, false)
    }

    /// Changes a customer or vendor, which its code names, and sends it.
    ///
    /// # Errors
    /// When there is no answer.
    pub fn change(&self, customer: &Customer) -> Result<Sent, SendError> {
        lock(&self.core.system).keep(customer.clone());
        self.send(customer, false)
    }

    /// Deletes a customer or vendor and sends that.
    ///
    /// # Errors
    /// When there is no answer.
    pub fn delete(&self, customer: &Customer) -> Result<Sent, SendError> {
        lock(&self.core.system).customers.retain(|kept| kept.code != customer.code);
        self.send(customer, true)
    }

    fn send(&self, customer: &Customer, delete: bool) -> Result<Sent, SendError> {
        let key = customer_key(&customer.code).unwrap_or_default();
        let content = customer_vendor_2_002::BusinessContent {
            company_id: Some("1".into()),
            code: Some(customer.code.as_str().into()),
            store_id: Some("01".into()),
            internal_id: Some(key.as_str().into()),
            name: Some(customer.name.as_str().into()),
            r#type: Some(customer.kind.content_type()),
            ..customer_vendor_2_002::BusinessContent::default()
        };
        self.core.send_change(Change {
            info: &customer_vendor_2_002::INFO,
            delete,
            branch: "",
            key: &key,
            content: Content::CustomerVendor2002(Box::new(content)),
            delivery: self.core.delivery(),
        })
    }
}

/// `0|000000001`.
fn customer_key(code: &str) -> Result<String, KeyError> {
    Ok(FcfoKey::new(FcfoKeyValues { codcoligada: GLOBAL, codcfo: code })?.to_string())
}

impl RmSystem {
    fn next_code(&mut self) -> String {
        let code = format!("{:09}", self.next_customer);
        self.next_customer += 1;
        code
    }

    fn keep(&mut self, customer: Customer) {
        self.customers.retain(|kept| kept.code != customer.code);
        self.customers.push(customer);
    }

    fn add_row(&mut self, table: &str, internal: &str, external: &str) {
        let row = Row { table: table.to_owned(), rm: internal.to_owned(), protheus: external.to_owned() };
        if !self.rows.contains(&row) {
            self.rows.push(row);
        }
    }

    fn customer(&mut self, content: &customer_vendor_2_002::BusinessContent<'_>, delete: bool) -> Result<Vec<Pair>, Vec<String>> {
        let external = content.internal_id.as_deref().unwrap_or_default();
        let Some(kind) = Kind::of(content.r#type.as_ref()) else {
            return Err(vec!["Tipo do cliente/fornecedor não informado".to_owned()]);
        };
        let found = self.rows.iter().find(|row| row.table == "FCFO" && row.protheus == external).map(|row| row.rm.clone());
        let internal = match found {
            Some(key) => key,
            None if delete => return Err(vec!["Cliente/Fornecedor não encontrado no De-Para".to_owned()]),
            None => customer_key(&self.next_code()).map_err(|error| vec![error.to_string()])?,
        };
        let code = internal.rsplit('|').next().unwrap_or_default().to_owned();
        if delete {
            self.customers.retain(|kept| kept.code != code);
            self.rows.retain(|row| row.rm != internal);
        } else {
            self.keep(Customer { code, name: content.name.as_deref().unwrap_or_default().to_owned(), kind });
            self.add_row("FCFO", &internal, external);
        }
        Ok(vec![Pair { name: "FCFO".to_owned(), origin: external.to_owned(), destination: internal }])
    }

    /// An account is a `FConta` and a `FCxa`; a contract, where it is told whole, is a `FCONVENIO`.
    fn bank(&mut self, content: &bank_2_001::BusinessContent<'_>, delete: bool) -> Result<Vec<Pair>, Vec<String>> {
        let external = content.internal_id.as_deref().unwrap_or_default().to_owned();
        if delete {
            let (gone, kept) = std::mem::take(&mut self.rows).into_iter().partition(|row| row.protheus == external);
            self.rows = kept;
            let gone: Vec<Row> = gone;
            return Ok(gone.into_iter().map(|row| Pair { name: row.table, origin: row.protheus, destination: row.rm }).collect());
        }
        let mut keys = Vec::new();
        for agency in content.agencies.iter().flatten() {
            let number = format!("{:<AGENCY_WIDTH$}", agency.number.as_deref().unwrap_or_default());
            let Some(list) = &agency.list_of_account else { continue };
            for account in &list.accounts {
                let bank = content.code.as_deref().unwrap_or_default();
                let account = account.number.as_deref().unwrap_or_default();
                let conta = FContaKeyValues { codcoligada: COLIGADA, numbanco: bank, numagencia: &number, nroconta: account };
                keys.push(("FConta", FContaKey::new(conta).map(|key| key.to_string())));
                keys.push(("FCxa", FCxaKey::new(FCxaKeyValues { codcoligada: COLIGADA, codcxa: account }).map(|key| key.to_string())));
            }
            if list.contracts.iter().any(is_told_whole) {
                keys.push(("FCONVENIO", self.contract(&external)));
            }
        }
        let mut pairs = Vec::new();
        for (table, key) in keys {
            let key = key.map_err(|error| vec![error.to_string()])?;
            self.add_row(table, &key, &external);
            pairs.push(Pair { name: table.to_owned(), origin: external.clone(), destination: key });
        }
        Ok(pairs)
    }

    /// The contract of an account: the one that it has, or a new one.
    fn contract(&mut self, external: &str) -> Result<String, KeyError> {
        if let Some(row) = self.rows.iter().find(|row| row.table == "FCONVENIO" && row.protheus == external) {
            return Ok(row.rm.clone());
        }
        let number = self.next_contract;
        self.next_contract += 1;
        Ok(FconvenioKey::new(FconvenioKeyValues { codcoligada: COLIGADA, idconvenio: number })?.to_string())
    }
}

/// Whether number, name and code are filled: otherwise no contract is made, and nothing is said of it.
fn is_told_whole(contract: &Contract<'_>) -> bool {
    [&contract.contract_numbers, &contract.transferor_names, &contract.transferor_codes]
        .iter()
        .all(|texts| texts.iter().any(|text| !text.trim().is_empty()))
}

impl System for RmSystem {
    const PRODUCT: &'static str = "RM";
    const PATH: &'static str = "/EAIService";
    const DESCRIPTION: &'static str = "/EAIService/MEX";
    const WRITING: Writing = Writing::Escaped;
    const SPOKEN: &'static [(&'static str, &'static str)] = &[("CUSTOMERVENDOR", "2.002"), ("BANK", "2.001")];

    fn process(&mut self, content: &Content<'_>, delete: bool) -> Result<Vec<Pair>, Vec<String>> {
        match content {
            Content::CustomerVendor2002(content) => self.customer(content, delete),
            Content::Bank2001(content) => self.bank(content, delete),
            _ => Err(vec!["Mensagem não suportada".to_owned()]),
        }
    }

    fn learn(&mut self, answer: &Answer, pairs: &[Pair]) {
        let deleted = answer.event.as_deref().is_some_and(|event| event.eq_ignore_ascii_case("delete"));
        for Pair { origin, destination, .. } in pairs {
            if deleted {
                self.rows.retain(|row| row.rm != *origin);
            } else {
                self.add_row("FCFO", origin, destination);
            }
        }
    }

    fn rows(&self) -> &[Row] {
        &self.rows
    }
}
