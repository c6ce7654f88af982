//! Documents of the shipped messages, made up from what their maps say: valid, and with nothing of anybody in them.

use depara_dsl::checks::Options;
use depara_dsl::ir::{Catalog, Field, FieldKind, Member, Message, MessageKind, Occurs, Place, Record, Scalar, TextFacets, TypeId};
use depara_tests::random::Random;
use depara_tests_imported::schemas;

/// Records in records end here, where a record may stand in itself.
const DEEPEST: usize = 6;

/// Documents of every shipped message, by their names: `per_message` of its business form, and one answer.
pub(crate) fn documents(seed: u64, per_message: usize) -> Vec<(String, String)> {
    let shipped = depara_build::read_sources(&[schemas::mappings()]).expect("the mappings are readable");
    let (catalog, _) = depara_dsl::compile(&shipped, Options::default());
    let catalog = catalog.expect("the maps compile");
    let mut random = Random::new(seed);
    let mut documents = Vec::new();
    for message in &catalog.messages {
        let name = format!("{} {}", message.name.value, message.version);
        for number in 1..=per_message {
            let text = Writer { catalog: &catalog, message, random: &mut random, text: String::new() }.business();
            documents.push((format!("{name}, number {number}"), text));
        }
        let text = Writer { catalog: &catalog, message, random: &mut random, text: String::new() }.answer();
        documents.push((format!("{name}, answer"), text));
    }
    documents
}

/// Where records and enumerations are looked up: in the message, or in a block of shared types.
type Home = Option<usize>;

struct Writer<'w> {
    catalog: &'w Catalog,
    message: &'w Message,
    random: &'w mut Random,
    text: String,
}

impl Writer<'_> {
    fn business(mut self) -> String {
        self.header("BusinessMessage");
        let name = &self.message.name.value;
        self.text += &match self.message.kind {
            MessageKind::Event => format!(
                "<BusinessMessage><BusinessEvent><Entity>{name}</Entity><Event>upsert</Event><Identification><key name=\"InternalId\">01|7\
                 </key></Identification></BusinessEvent>"
            ),
            MessageKind::Request => format!("<BusinessMessage><BusinessRequest><Operation>{name}</Operation></BusinessRequest>"),
        };
        self.record("BusinessContent", &self.message.records[self.message.content.0], None, 1);
        self.text += "</BusinessMessage></TOTVSMessage>";
        self.text
    }

    fn answer(mut self) -> String {
        self.header("ResponseMessage");
        self.text += "<ResponseMessage><ReceivedMessage><SentBy>TESTE</SentBy><UUID>u-1</UUID><Event>upsert</Event><MessageContent>&lt;a/&gt;\
             </MessageContent></ReceivedMessage><ProcessingInformation><ProcessedOn>2026-01-31T08:00:00-03:00</ProcessedOn><Status>OK</Status>\
             <ListOfMessages><Message type=\"WARNING\" code=\"7\">Atenção &amp; cuidado</Message></ListOfMessages></ProcessingInformation>\
             <ReturnContent>";
        let keys = "<ListOfInternalId><InternalId><Name>Chave</Name><Origin>1|2</Origin><Destination>01||7 </Destination></InternalId>\
             <InternalId><Name>Outra</Name><Origin></Origin><Destination>01||8</Destination></InternalId></ListOfInternalId>";
        let described = self.message.r#return.map(|record| &self.message.records[record.0]);
        if !self.message.return_before_keys {
            self.text += keys;
        }
        if let Some(record) = described {
            self.members(record, None, 1);
        }
        if self.message.return_before_keys {
            self.text += keys;
        }
        self.text += "</ReturnContent></ResponseMessage></TOTVSMessage>";
        self.text
    }

    fn header(&mut self, r#type: &str) {
        let (name, version) = (&self.message.name.value, self.message.version);
        self.text += &format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TOTVSMessage><MessageInformation version=\"{version}\"><UUID>u-2</UUID>\
             <Type>{}</Type><Transaction>{name}</Transaction><StandardVersion>1.0</StandardVersion>\
             <SourceApplication>TESTE</SourceApplication><CompanyId>01</CompanyId><BranchId>D MG 01 </BranchId>\
             <Product name=\"TESTE\" version=\"1\"/><GeneratedOn>2026-01-31T08:00:00-03:00</GeneratedOn><DeliveryType>Sync</DeliveryType>\
             </MessageInformation>",
            r#type
        );
    }

    fn record(&mut self, name: &str, record: &Record, home: Home, depth: usize) {
        self.text += &format!("<{name}");
        for field in fields(record).filter(|field| field.place == Place::Attribute) {
            if required(field) || self.random.below(2) == 0 {
                let value = self.value(field, home);
                self.text += &format!(" {}=\"{value}\"", field.name.value);
            }
        }
        self.text.push('>');
        self.members(record, home, depth);
        self.text += &format!("</{name}>");
    }

    fn members(&mut self, record: &Record, home: Home, depth: usize) {
        // Of the members that exclude each other, one is there.
        let mut left_out = Vec::new();
        for exclusive in &record.one_of {
            let kept = exclusive[self.random.below(exclusive.len())];
            left_out.extend(exclusive.iter().filter(|member| **member != kept));
        }
        for (place, member) in record.members.iter().enumerate() {
            match member {
                _ if left_out.contains(&place) => {}
                Member::Field(field) if field.place == Place::Element => self.field(field, home, depth),
                Member::Field(field) if field.place == Place::Text => {
                    let value = self.value(field, home);
                    self.text += &value;
                }
                Member::Field(_) => {}
                Member::Group(group) => {
                    for _ in 0..group.cardinality.min.max(1) {
                        let inside = self.found(home, group.record).clone();
                        self.members(&inside, home, depth);
                    }
                }
            }
        }
    }

    fn found(&self, home: Home, record: usize) -> &Record {
        &home.map_or(&self.message.records, |block| &self.catalog.types[block].records)[record]
    }

    fn field(&mut self, field: &Field, home: Home, depth: usize) {
        let is_record = matches!(field.kind, FieldKind::Record(_));
        let wanted = required(field) || self.random.below(4) > 0 && !(is_record && depth > DEEPEST);
        let (least, most) = match &field.occurs {
            Occurs::Never => return,
            Occurs::Once { .. } => (1, 1),
            Occurs::Many(many) | Occurs::Wrapped { cardinality: many, .. } => {
                (many.min as usize, many.max.map_or(3, |max| max.min(3) as usize))
            }
        };
        if !wanted {
            return;
        }
        let number = if depth > DEEPEST { least } else { least.max(1 + self.random.below(most)) };
        let wrapper = if let Occurs::Wrapped { wrapper, .. } = &field.occurs { Some(&wrapper.value) } else { None };
        self.text += &wrapper.map(|wrapper| format!("<{wrapper}>")).unwrap_or_default();
        for _ in 0..number {
            let name = &field.name.value;
            match &field.kind {
                FieldKind::Record(id) => {
                    let (home, record) = at(*id, home);
                    let record = self.found(home, record).clone();
                    self.record(name, &record, home, depth + 1);
                }
                _ => {
                    let value = self.value(field, home);
                    self.text += &format!("<{name}>{value}</{name}>");
                }
            }
        }
        self.text += &wrapper.map(|wrapper| format!("</{wrapper}>")).unwrap_or_default();
    }

    fn value(&mut self, field: &Field, home: Home) -> String {
        match &field.kind {
            FieldKind::Scalar(scalar) => self.scalar(scalar),
            FieldKind::Enumeration(id) => {
                let (home, place) = at(*id, home);
                let enumeration = &home.map_or(&self.message.enumerations, |block| &self.catalog.types[block].enumerations)[place];
                enumeration.values[self.random.below(enumeration.values.len())].value.value.clone()
            }
            FieldKind::Record(_) => String::new(),
        }
    }

    fn scalar(&mut self, scalar: &Scalar) -> String {
        match scalar {
            Scalar::Text(facets) => self.words(facets),
            Scalar::Decimal(Some((total, scale))) if scale.is_none_or(|scale| scale > 0) && *total > 1 => "1.5".to_owned(),
            Scalar::Decimal(_) => "7".to_owned(),
            Scalar::Float => ["1.50", "1.5E2", "7"][self.random.below(3)].to_owned(),
            Scalar::Int(min, max) => 7.clamp(min.unwrap_or(i64::MIN), max.unwrap_or(i64::MAX)).to_string(),
            Scalar::Date => "2026-01-31".to_owned(),
            Scalar::DateTime => "2026-01-31T08:00:00-03:00".to_owned(),
            Scalar::Time => "08:00:00".to_owned(),
            Scalar::Bool => ["true", "false", "1"][self.random.below(3)].to_owned(),
            Scalar::Any => "cru<b>x</b>".to_owned(),
        }
    }

    fn words(&mut self, facets: &TextFacets) -> String {
        let text = ["01||000000077|01|C", "Maçã & pera", "D MG 01 ", "a < b", "7", "Feira da Vila de São José dos Campos Verdes"];
        let max = facets.max.map_or(usize::MAX, |max| max as usize);
        let mut letters: Vec<char> = text[self.random.below(text.len())].chars().take(max).collect();
        letters.resize(letters.len().max(facets.min.map_or(0, |min| min as usize)), 'x');
        let text: String = letters.into_iter().collect();
        let text = if facets.space.is_some() { text.trim().to_owned() } else { text };
        text.replace('&', "&amp;").replace('<', "&lt;")
    }
}

/// Where the type that stands in `home` under this name is defined.
fn at(id: TypeId, home: Home) -> (Home, usize) {
    match id {
        TypeId::Local(place) => (home, place),
        TypeId::Shared(block, place) => (Some(block), place),
    }
}

fn fields(record: &Record) -> impl Iterator<Item = &Field> {
    record.members.iter().filter_map(|member| if let Member::Field(field) = member { Some(&**field) } else { None })
}

fn required(field: &Field) -> bool {
    match &field.occurs {
        Occurs::Once { required } | Occurs::Wrapped { required, .. } => *required,
        Occurs::Many(many) => many.min > 0,
        Occurs::Never => false,
    }
}
