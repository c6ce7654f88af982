//! Records as generated code has them.

use crate::testing::{fields, record};
use crate::value::{Any, Date, DateTime, Decimal, Enumeration, Number, Time, Values};
use std::borrow::Cow;

fields! {
    EVERYTHING = "Everything";
    CODE = "Code";
    NAME = "Name".max_length(10);
    TITLE = "Title".collapse();
    LIMIT = "Limit".digits(6, 2);
    RATE = "Rate";
    DAYS = "Days".min(0).max(99);
    ACTIVE = "Active";
    SINCE = "Since";
    SENT = "Sent";
    OPENS = "Opens";
    CHARGE = "Charge";
    NOTES = "Notes";
    DISCOUNT = "Discount";
    ADDRESS = "Address";
    STREET = "Street".min_length(2);
    CITY = "City";
    CONTACT = "Contact";
    PHONE = "Phone";
    LIST_OF_AGENCY = "ListOfAgency".json("Agencies");
    AGENCY = "Agency";
    NUMBER = "Number";
    LIST_OF_ACCOUNT = "ListOfAccount";
    ACCOUNT = "Account";
    MESSAGES = "Messages";
    MESSAGE = "Message";
    ID = "Id";
    SCOPE = "scope";
    ISSUED = "issued";
    TEXT = "$";
    PRICE = "Price";
    CURRENCY = "Currency";
    PLACE = "Place";
    TAXES = "Taxes".json("taxes").json_object();
    TAX = "Tax".json("tax");
    MARKS = "Marks".json_nested();
    MARK = "Mark".json_text().min(0);
    TIN = "Tin".json_number();
    WIDTH = "Width".json_text().digits(6, 2);
    SEALED = "Sealed".json_text();
    ROW = "Row".json_nested();
    CELL = "Cell";
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Charge<'a> {
    Registered,
    Unregistered,
    Other(Cow<'a, str>),
}

impl<'a> Enumeration<'a> for Charge<'a> {
    const VALUES: &'a [(&'static str, Self)] = &[("1", Self::Registered), ("2", Self::Unregistered)];
    const ALSO: &'a [(&'static str, Self)] = &[("REGISTERED", Self::Registered)];

    fn other(text: Cow<'a, str>) -> Self {
        Self::Other(text)
    }

    fn as_str(&self) -> &str {
        match self {
            Self::Registered => "1",
            Self::Unregistered => "2",
            Self::Other(text) => text,
        }
    }
}

record! {
    Everything {
        leaf code: Option<Cow<'a, str>> = CODE;
        leaf name: Option<Cow<'a, str>> = NAME;
        leaf title: Option<Cow<'a, str>> = TITLE;
        leaf limit: Option<Decimal> = LIMIT;
        leaf rate: Option<Number<'a>> = RATE;
        leaf days: Option<i64> = DAYS;
        leaf active: Option<bool> = ACTIVE;
        leaf since: Option<Date> = SINCE;
        leaf sent: Option<DateTime> = SENT;
        leaf opens: Option<Time> = OPENS;
        leaf charge: Option<Charge<'a>> = CHARGE;
        leaf notes: Option<Any<'a>> = NOTES;
        leaves discounts: Values<Decimal> = DISCOUNT;
        record address: Option<Address<'a>> = ADDRESS;
        records contacts: Vec<Contact<'a>> = CONTACT;
        list agencies: Option<Vec<Agency<'a>>> = LIST_OF_AGENCY, AGENCY;
        leaf_list messages: Option<Values<Cow<'a, str>>> = MESSAGES, MESSAGE;
        records ids: Vec<Id<'a>> = ID;
        list taxes: Option<Vec<Contact<'a>>> = TAXES, TAX;
        leaf_list marks: Option<Values<i64>> = MARKS, MARK;
        leaf tin: Option<Cow<'a, str>> = TIN;
        leaf width: Option<Decimal> = WIDTH;
        leaf sealed: Option<bool> = SEALED;
        records rows: Vec<Row<'a>> = ROW;
        group quotations: Vec<Quotation<'a>> =;
    }
}

record! {
    Row {
        leaves cells: Values<Cow<'a, str>> = CELL;
    }
}

record! {
    Address {
        leaf street: Option<Cow<'a, str>> = STREET;
        leaf city: Option<Cow<'a, str>> = CITY;
    }
    complete(self, source) { source.one_of(&[(&STREET, self.street.is_some()), (&CITY, self.city.is_some())]) }
}

record! {
    Contact {
        leaf name: Option<Cow<'a, str>> = NAME;
        leaf phone: Option<Cow<'a, str>> = PHONE;
    }
}

record! {
    Agency {
        leaf number: Option<Cow<'a, str>> = NUMBER;
        leaf name: Option<Cow<'a, str>> = NAME;
        list accounts: Option<Vec<Account<'a>>> = LIST_OF_ACCOUNT, ACCOUNT;
    }
    complete(self, source) {
        source.require(&NUMBER, self.number.is_some())?;
        source.count(&ACCOUNT, self.accounts.as_ref().map_or(0, Vec::len), 0, Some(2))
    }
}

record! {
    Account {
        leaf number: Option<Cow<'a, str>> = NUMBER;
        leaf limit: Option<Decimal> = LIMIT;
    }
}

record! {
    Id {
        attribute scope: Option<Cow<'a, str>> = SCOPE;
        attribute issued: Option<Date> = ISSUED;
        text value: Option<Cow<'a, str>> = TEXT;
    }
}

record! {
    Quotation {
        leaf price: Option<Decimal> = PRICE;
        leaf currency: Option<Cow<'a, str>> = CURRENCY;
        record place: Option<Address<'a>> = PLACE;
    }
}
