//! What xsd-parser generates of the schemas of the measured messages, behind two functions for each message.
//!
//! The schemas are those of the folder `bench-xsd` beside the official ones: the four messages, reduced to what the benchmark's documents
//! use, with the envelope. Nothing of them, and nothing that is generated of them, stands in this repository. Empty without the feature
//! `generate`, and without the folder, when the build says so.

/// The code of one schema.
#[cfg(feature = "generate")]
#[derive(Debug, Clone, Copy)]
pub struct Codec {
    /// Reads a document and gives the value to `black_box`; whether it could be read.
    pub decode: fn(&str) -> bool,
    /// Reads a document; the value can be written.
    pub read: fn(&str) -> Result<Box<dyn Value>, String>,
}

/// A message that was read.
#[cfg(feature = "generate")]
pub trait Value {
    /// Writes the message after what is in `out`.
    ///
    /// # Errors
    /// When xsd-parser's code does not write it, with what it says.
    fn write(&self, out: &mut Vec<u8>) -> Result<(), String>;
}

/// The code of the schema `Bank_2_001` or another; none when it was not there when this crate was built.
#[cfg(feature = "generate")]
#[must_use]
pub fn codec(schema: &str) -> Option<Codec> {
    #[cfg(schemas)]
    return generated::codec(schema);
    #[cfg(not(schemas))]
    return None;
}

#[cfg(schemas)]
mod generated {
    use super::{Codec, Value};
    use std::hint::black_box;
    use xsd_parser_types::quick_xml::{DeserializeSync, SerializeSync, SliceReader, Writer};

    macro_rules! schemas {
        ($($module:ident = $schema:literal;)*) => {
            $(mod $module {
                include!(concat!(env!("OUT_DIR"), "/", $schema, ".rs"));

                impl crate::Value for TotvsMessage {
                    fn write(&self, out: &mut Vec<u8>) -> Result<(), String> {
                        super::write(self, out)
                    }
                }
            })*

            pub(super) fn codec(schema: &str) -> Option<Codec> {
                match schema {
                    $($schema => Some(Codec { decode: decode::<$module::TotvsMessage>, read: read::<$module::TotvsMessage> }),)*
                    _ => None,
                }
            }
        };
    }

    schemas! {
        bank = "Bank_2_001";
        customer = "CustomerVendor_2_002";
        order = "Order_4_003";
        settlements = "ListOfAccountReceivableSettlements_1_005";
    }

    fn decode<T: for<'t> DeserializeSync<'t, SliceReader<'t>>>(text: &str) -> bool {
        black_box(T::deserialize(&mut SliceReader::new(text))).is_ok()
    }

    fn read<T: for<'t> DeserializeSync<'t, SliceReader<'t>, Error = xsd_parser_types::quick_xml::Error> + Value + 'static>(
        text: &str,
    ) -> Result<Box<dyn Value>, String> {
        let value = T::deserialize(&mut SliceReader::new(text)).map_err(|error| error.to_string())?;
        Ok(Box::new(value))
    }

    fn write<T: SerializeSync<Error = xsd_parser_types::quick_xml::Error>>(value: &T, out: &mut Vec<u8>) -> Result<(), String> {
        value.serialize("TOTVSMessage", &mut Writer::new(out)).map_err(|error| error.to_string())
    }
}
