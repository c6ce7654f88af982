//! Which tables and aliases belong together, and what their keys look like.

use super::{Misfit, UnknownName};
use crate::environment::{Environment, Sharing};
use crate::info::{AdapterInfo, DeParaInfo, DeParaMode};
use crate::list::ListedRow;
use depara_key::{KeyError, Kind, Shape};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The De-Paras of the mappings, and the names that were met.
#[derive(Debug)]
pub(crate) struct Names {
    environment: Option<Environment>,
    /// Every De-Para.
    forms: Vec<Form>,
    /// The names that were met.
    met: Vec<Name>,
    /// Their places, by how a row names them.
    places: HashMap<String, u16>,
    /// The name that is being looked for.
    wanted: String,
}

/// A De-Para with its keys as the installation has them.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) info: &'static DeParaInfo,
    pub(super) internal: Shape,
    pub(super) external: Shape,
    /// De-Paras that have a table or an external key in common are one family: `FCFO` with `SA1.A1_COD` and `SA2.A2_COD`.
    family: u16,
}

/// How rows are called that belong to the same De-Paras.
#[derive(Debug)]
pub(crate) struct Name {
    pub(super) shown: String,
    pub(super) family: u16,
    /// The places of the De-Paras that it can mean; at least one.
    pub(crate) forms: Vec<u16>,
}

impl Names {
    pub(crate) fn new(adapters: &[&'static AdapterInfo], environment: Option<&Environment>) -> Self {
        let mut forms: Vec<Form> = Vec::new();
        for info in adapters.iter().flat_map(|adapter| adapter.deparas).copied() {
            if info.mode == DeParaMode::Identical || forms.iter().any(|form| form.info == info) {
                continue;
            }
            let sized = |shape: &Shape| environment.map_or_else(|| shape.clone(), |environment| environment.shape(shape));
            let is_kin = |form: &Form| form.info.table.eq_ignore_ascii_case(info.table) || same_key(form.info, info);
            let kin: BTreeSet<u16> = forms.iter().filter(|form| is_kin(form)).map(|form| form.family).collect();
            let family = kin.first().copied().unwrap_or(u16::try_from(forms.len()).unwrap_or(u16::MAX));
            forms.iter_mut().filter(|form| kin.contains(&form.family)).for_each(|form| form.family = family);
            forms.push(Form { info, internal: sized(info.internal), external: sized(info.external.shape), family });
        }
        let environment = environment.cloned();
        Self { environment, forms, met: Vec::new(), places: HashMap::new(), wanted: String::new() }
    }

    /// How a row is called.
    pub(crate) fn find(&mut self, row: &ListedRow<'_>) -> Result<u16, UnknownName> {
        let mut wanted = std::mem::take(&mut self.wanted);
        wanted.clear();
        for (index, part) in [row.table, row.alias, row.field, row.transaction].into_iter().enumerate() {
            // The message matters where alone the alias is known: `SE1` has the keys of titles and of settlements.
            if index < 3 || (row.table.is_empty() && row.field.is_empty()) {
                wanted.push_str(part);
            }
            wanted.push('\u{1f}');
        }
        let known = self.places.get(wanted.as_str()).copied();
        let place = match known {
            Some(place) => Ok(place),
            None => self.meet(row).inspect(|place| {
                self.places.insert(wanted.clone(), *place);
            }),
        };
        self.wanted = wanted;
        place
    }

    fn meet(&mut self, row: &ListedRow<'_>) -> Result<u16, UnknownName> {
        let is = |one: &str, other: &str| one.eq_ignore_ascii_case(other);
        let is_meant = |form: &Form| {
            let (key, info) = (form.info.external, form.info);
            match (row.table, row.alias, row.field) {
                ("", alias, "") => is(key.alias, alias) && (row.transaction.is_empty() || is(info.transaction, row.transaction)),
                ("", alias, field) => is(key.alias, alias) && is(key.field, field),
                (table, "", _) => is(info.table, table),
                (table, alias, "") => is(info.table, table) && is(key.alias, alias),
                (table, alias, field) => is(info.table, table) && is(key.alias, alias) && is(key.field, field),
            }
        };
        let meant = (0_u16..).zip(&self.forms).filter(|(_, form)| is_meant(form));
        let forms: Vec<u16> = meant.map(|(place, _)| place).collect();
        let shown = match (row.table, row.field) {
            ("", "") => row.alias.to_uppercase(),
            ("", field) => format!("{}.{field}", row.alias).to_uppercase(),
            (table, _) => self.form(forms.first().copied()).map_or(table, |form| form.info.table).to_owned(),
        };
        let Some(first) = self.form(forms.first().copied()) else {
            return Err(UnknownName { found: shown, known: self.known() });
        };
        let family = first.family;
        let place = self.met.iter().position(|name| name.shown == shown && name.forms == forms);
        let place = place.unwrap_or_else(|| {
            self.met.push(Name { shown, family, forms });
            self.met.len().saturating_sub(1)
        });
        Ok(u16::try_from(place).unwrap_or(u16::MAX))
    }

    fn known(&self) -> Vec<String> {
        let mut known: BTreeMap<String, ()> = BTreeMap::new();
        for form in &self.forms {
            known.insert(form.info.table.to_owned(), ());
            known.insert(format!("{}.{}", form.info.external.alias, form.info.external.field), ());
        }
        known.into_keys().collect()
    }

    /// A name that was met.
    pub(crate) fn name(&self, place: u16) -> &Name {
        static NONE: Name = Name { shown: String::new(), family: u16::MAX, forms: Vec::new() };
        self.met.get(usize::from(place)).unwrap_or(&NONE)
    }

    pub(crate) fn form(&self, place: Option<u16>) -> Option<&Form> {
        self.forms.get(usize::from(place?))
    }

    /// The De-Paras of a family.
    pub(super) fn family(&self, family: u16) -> impl Iterator<Item = &Form> + Clone {
        self.forms.iter().filter(move |form| form.family == family)
    }

    /// Whether two names can mean the same De-Para.
    pub(super) fn agree(&self, one: u16, other: u16) -> bool {
        let other = &self.name(other).forms;
        one == u16::MAX || self.name(one).forms.iter().any(|form| other.contains(form))
    }

    /// Which of the De-Paras of a name has both keys; the best reason where none has.
    pub(crate) fn fit(&self, name: u16, internal: &str, external: &str) -> Result<u16, Misfit> {
        let mut reason: Option<Misfit> = None;
        for place in &self.name(name).forms {
            let Some(form) = self.form(Some(*place)) else { continue };
            match self.fit_form(form, internal, external) {
                Ok(()) => return Ok(*place),
                Err(misfit) if reason.as_ref().is_none_or(|best| rank(&misfit) > rank(best)) => reason = Some(misfit),
                Err(_) => {}
            }
        }
        Err(reason.unwrap_or(Misfit::External(no_form())))
    }

    pub(crate) fn fit_form(&self, form: &Form, internal: &str, external: &str) -> Result<(), Misfit> {
        let parts = parse(&form.external, external).map_err(Misfit::External)?;
        parse(&form.internal, internal).map_err(Misfit::Internal)?;
        let Some(environment) = &self.environment else { return Ok(()) };
        for (slot, part) in form.external.slots().enumerate() {
            let Kind::Branch(alias) = &part.kind else { continue };
            let Ok(sharing) = environment.sharing(alias) else { continue };
            let branch = parts.text(slot);
            if !sharing.fits(environment.layout(), branch) {
                return Err(Misfit::Branch { alias: alias.to_string(), branch: branch.to_owned(), sharing });
            }
        }
        Ok(())
    }

    /// How the installation shares the table of a De-Para's external key, where it is known.
    pub(super) fn sharing(&self, form: &Form) -> Option<Sharing> {
        self.environment.as_ref()?.sharing(form.info.external.alias).ok()
    }
}

/// The values of a key. Files cut the blanks at the end that a key may have, so it is also one when it is filled up.
pub(super) fn parse(shape: &Shape, text: &str) -> Result<depara_key::Parts, KeyError> {
    shape.parse(text).or_else(|error| match &error {
        KeyError::WrongWidth { width, found, place } if place.span.end == text.len() => {
            let missing = width.saturating_sub(found.chars().count());
            shape.parse(&format!("{text}{}", " ".repeat(missing))).map_err(|_| error)
        }
        _ => Err(error),
    })
}

/// How much a reason says: a later one is nearer to a fit, and another literal says nothing where there is another form.
fn rank(misfit: &Misfit) -> (u8, usize) {
    match misfit {
        Misfit::External(KeyError::Literal { .. }) => (0, 0),
        Misfit::External(error) => (1, error.place().segment),
        Misfit::Internal(error) => (2, error.place().segment),
        Misfit::Branch { .. } => (3, 0),
    }
}

fn no_form() -> KeyError {
    let place = depara_key::Place { key: "".into(), segment: 1, name: "".into(), span: 0..0 };
    KeyError::Missing { place: Box::new(place) }
}

fn same_key(one: &DeParaInfo, other: &DeParaInfo) -> bool {
    (one.external.alias, one.external.field) == (other.external.alias, other.external.field)
}
