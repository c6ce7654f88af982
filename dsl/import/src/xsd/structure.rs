//! Complex types and elements of XSD.

use super::{Reader, documentation, simple};
use crate::phrases as say;
use crate::schema::{Body, Element as Field, Group, Kind, Order, Particle, Record};
use crate::xml::Element;
use depara_dsl::diagnostic::{Phrase, Text};

impl Reader<'_> {
    /// A complex type.
    pub(super) fn complex(&mut self, element: &Element) -> Body {
        let mut record = Record { line: element.line, ..Record::default() };
        self.members(element, &mut record);
        Body::Record(record)
    }

    fn members(&mut self, element: &Element, record: &mut Record) {
        for child in &element.children {
            match child.name.as_str() {
                "annotation" => {}
                "sequence" | "all" | "choice" => record.particles.push(Particle::Group(self.group(child))),
                "attribute" => record.attributes.extend(self.attribute(child)),
                "simpleContent" | "complexContent" => {
                    for extension in child.children.iter().filter(|inner| matches!(inner.name.as_str(), "extension" | "restriction")) {
                        let base = named(extension.attribute("base").unwrap_or_default(), extension.line);
                        if child.name == "simpleContent" {
                            record.text = Some(base);
                        } else {
                            record.bases.push(base);
                        }
                        self.members(extension, record);
                    }
                }
                "element" => {
                    self.misplaced(child, &element.name, true);
                    record.particles.extend(self.particle(child));
                }
                _ => self.misplaced(child, &element.name, false),
            }
        }
    }

    fn group(&mut self, element: &Element) -> Group {
        let order = match element.name.as_str() {
            "all" => Order::All,
            "choice" => Order::Choice,
            _ => Order::Sequence,
        };
        let (min, max) = self.occurs(element);
        let mut particles = Vec::new();
        for child in &element.children {
            match child.name.as_str() {
                "annotation" => {}
                "element" => particles.extend(self.particle(child)),
                "sequence" | "all" | "choice" => particles.push(Particle::Group(self.group(child))),
                "complexType" | "simpleType" if child.attribute("name").is_some() => {
                    self.misplaced(child, &element.name, true);
                    let place = std::mem::take(&mut self.place);
                    self.named(child);
                    self.place = place;
                }
                _ => self.misplaced(child, &element.name, false),
            }
        }
        Group { order, min, max, particles, line: element.line }
    }

    fn particle(&mut self, element: &Element) -> Option<Particle> {
        let Some(name) = element.attribute("name").or_else(|| element.attribute("ref")) else {
            self.findings.loss(element.line, &self.here(), &say::NO_NAME);
            return None;
        };
        self.place.push(name.to_owned());
        let (min, max) = self.occurs(element);
        let field = self.field(element, name, min, max);
        self.place.pop();
        Some(Particle::Element(Box::new(field)))
    }

    fn attribute(&mut self, element: &Element) -> Option<Field> {
        let Some(name) = element.attribute("name") else {
            self.findings.loss(element.line, &self.here(), &say::NO_NAME);
            return None;
        };
        let (min, max) = match element.attribute("use") {
            Some("required") => (1, 1),
            Some("prohibited") => (0, 0),
            _ => (0, 1),
        };
        self.place.push(format!("@{name}"));
        let field = self.field(element, name, min, Some(max));
        self.place.pop();
        Some(field)
    }

    fn field(&mut self, element: &Element, name: &str, min: u32, max: Option<u32>) -> Field {
        Field {
            name: name.to_owned(),
            line: element.line,
            min,
            max,
            kind: self.kind(element, element.attribute("type")),
            default: element.attribute("default").or_else(|| element.attribute("fixed")).map(str::to_owned),
            doc: documentation::doc(element),
            products: self.products(element),
        }
    }

    /// The type of an element: one inside it, or the one that it names.
    pub(super) fn kind(&mut self, element: &Element, type_name: Option<&str>) -> Kind {
        let type_name = type_name.or_else(|| element.attribute("type"));
        let inside = element.children.iter().find(|child| matches!(child.name.as_str(), "complexType" | "simpleType"));
        for child in &element.children {
            match child.name.as_str() {
                "annotation" | "complexType" | "simpleType" | "appinfo" | "documentation" => {}
                _ => self.misplaced(child, &element.name, false),
            }
        }
        match (inside, type_name) {
            (Some(inside), type_name) => {
                if type_name.is_some() {
                    self.findings.damage(element.line, &self.here(), &say::TWO_TYPES);
                }
                Kind::Inline(Box::new(match inside.name.as_str() {
                    "simpleType" => Body::Value(Box::new(self.simple(inside))),
                    _ => self.complex(inside),
                }))
            }
            (None, Some(name)) => named(name, element.line),
            (None, None) => Kind::Untyped,
        }
    }

    fn occurs(&mut self, element: &Element) -> (u32, Option<u32>) {
        let min = self.number(element, "minOccurs", &say::UNREADABLE_COUNT).unwrap_or(1);
        let max = match element.attribute("maxOccurs").map(str::trim) {
            Some("unbounded") => None,
            Some(_) => self.number(element, "maxOccurs", &say::UNREADABLE_COUNT).or(Some(1)),
            None => Some(1),
        };
        // `minOccurs` is 1 where nothing is said, also beside `maxOccurs="0"`.
        let min = if max == Some(0) { 0 } else { min };
        match max {
            Some(most) if min > most => {
                let text = Text::from(&say::BOUNDS_UPSIDE_DOWN).with("min", min).with("max", most);
                self.findings.damage(element.line, &self.here(), text);
                (0, max)
            }
            _ => (min, max),
        }
    }

    fn number(&mut self, element: &Element, attribute: &'static str, phrase: &'static Phrase) -> Option<u32> {
        let text = element.attribute(attribute)?.trim();
        let number = text.parse::<u32>().ok().filter(|number| *number < 1_000_000_000);
        if number.is_none() {
            let text = Text::from(phrase).with("attribute", attribute).with("value", text).with("taken", 1);
            self.findings.damage(element.line, &self.here(), text);
        }
        number
    }
}

/// A type by its name, which may be one of XML Schema.
fn named(name: &str, line: u32) -> Kind {
    match simple::builtin(name) {
        Some(value) => Kind::Inline(Box::new(Body::Value(Box::new(value)))),
        None if name.rsplit(':').next() == Some("anyType") => Kind::Untyped,
        None => Kind::Named { file: None, name: name.rsplit(':').next().unwrap_or(name).trim().to_owned(), line },
    }
}
