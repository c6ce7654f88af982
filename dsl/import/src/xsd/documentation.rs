//! The documentation inside XSD files: descriptions, and what products say.

use super::Reader;
use crate::names::identifier;
use crate::phrases as say;
use crate::product::{ProductDoc, is_placeholder};
use crate::remark;
use crate::report::Count;
use crate::schema::Schema;
use crate::text::{folded, one_line};
use crate::xml::Element;
use depara_dsl::diagnostic::{Language, Text};

impl Reader<'_> {
    /// What products say of an element.
    pub(super) fn products(&mut self, element: &Element) -> Vec<ProductDoc> {
        let mut found = Vec::new();
        for annotation in element.all("annotation") {
            for child in &annotation.children {
                match child.name.as_str() {
                    "documentation" => {}
                    "appinfo" => {
                        for inner in &child.children {
                            self.product(inner, "appinfo", &mut found);
                        }
                    }
                    _ => {
                        self.misplaced(child, "annotation", child.name == "FieldDocumentation");
                        self.product(child, "annotation", &mut found);
                    }
                }
            }
        }
        found
    }

    fn product(&mut self, element: &Element, parent: &str, found: &mut Vec<ProductDoc>) {
        if element.name != "FieldDocumentation" {
            match element.name.as_str() {
                _ if parent != "appinfo" => {}
                "appinfo" => {
                    self.misplaced(element, parent, true);
                    element
                        .children
                        .iter()
                        .filter(|inner| inner.name == "FieldDocumentation")
                        .for_each(|inner| self.product(inner, parent, found));
                }
                "documentation" => self.misplaced(element, parent, true),
                // What a schema says in words of its own is no part of the message.
                other => {
                    let place = self.here();
                    self.findings.skipped(element.line, &place, Text::from(&say::UNKNOWN_DOCUMENTATION).with("name", other));
                }
            }
            return;
        }
        if !element.prefix.is_empty() {
            self.foreign_documentation = self.foreign_documentation.saturating_add(1);
        }
        let mut doc = ProductDoc { line: element.line, ..ProductDoc::default() };
        doc.product = element
            .attributes
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case("product"))
            .map(|(_, value)| value.clone())
            .unwrap_or_default();
        for child in &element.children {
            let text = child.whole_text();
            let slot = match child.name.to_ascii_lowercase().as_str() {
                "field" => &mut doc.field,
                "required" => &mut doc.required,
                "type" => &mut doc.kind,
                "length" | "lenght" | "lengh" => &mut doc.length,
                _ => &mut doc.note,
            };
            if !slot.is_empty() && !one_line(&text).is_empty() {
                slot.push(' ');
            }
            slot.push_str(&text);
        }
        found.push(doc);
    }

    /// What the file says of the message.
    pub(super) fn message_documentation(&mut self, annotation: &Element, schema: &mut Schema) {
        let infos = annotation.all("appinfo").flat_map(|info| info.children.iter());
        for documentation in infos.filter(|child| child.name == "MessageDocumentation") {
            let text = |name: &str| documentation.child(name).map(|child| one_line(&child.whole_text())).unwrap_or_default();
            if schema.description.is_empty() {
                schema.description = [text("Description"), text("Name")].into_iter().find(|text| !is_placeholder(text)).unwrap_or_default();
            }
            let segment = text("Segment");
            if !is_placeholder(&segment) {
                schema.remarks.push(remark::segment(&segment, self.language));
            }
            for product in documentation.all("ProductInformation") {
                self.product_information(product, schema);
            }
        }
        if schema.description.is_empty() {
            schema.description = annotation.child("documentation").map(|doc| one_line(&doc.whole_text())).unwrap_or_default();
        }
    }

    fn product_information(&mut self, product: &Element, schema: &mut Schema) {
        let name = one_line(product.attribute("product").unwrap_or_default());
        let mut parts = Vec::new();
        for child in &product.children {
            let text = one_line(&child.whole_text());
            match child.name.as_str() {
                "Contact" if is_placeholder(&text) => self.findings.count(Count::Placeholders),
                "Contact" => self.findings.count(Count::Contacts),
                "Send" => parts.extend(acts(true, child, self.language)),
                "Receive" => parts.extend(acts(false, child, self.language)),
                _ if is_placeholder(&text) => self.findings.count(Count::Placeholders),
                "Adapter" => parts.push(format!("adapter {text}")),
                "Note" | "Description" => parts.push(text),
                other => parts.push(format!("{}: {text}", identifier(other))),
            }
        }
        if !parts.is_empty() && !name.is_empty() {
            schema.remarks.push(format!("{name}: {}", parts.join("; ")));
        }
    }
}

/// What a product does with the message: `sends insert, delete`.
fn acts(sends: bool, element: &Element, language: Language) -> Option<String> {
    let does = |name: &str| element.child(name).is_some_and(|act| folded(&one_line(&act.text)) == "sim");
    remark::acts(sends, does("Insert"), does("Update"), does("Delete"), language)
}

/// The description of an element or a type, on one line.
pub(super) fn doc(element: &Element) -> String {
    one_line(&raw(element))
}

/// The description of an element or a type, with its lines: lists of values are told by them.
pub(super) fn raw(element: &Element) -> String {
    element.all("annotation").map(raw_annotation).collect::<Vec<_>>().join(" ")
}

/// The description in an annotation.
pub(super) fn raw_annotation(annotation: &Element) -> String {
    let inside = annotation.all("appinfo").flat_map(|info| info.all("documentation"));
    annotation.all("documentation").chain(inside).map(Element::whole_text).collect::<Vec<_>>().join("\n")
}
