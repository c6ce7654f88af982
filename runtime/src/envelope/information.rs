//! `MessageInformation`: which message this is, who sent it, and when.

use crate::codec::{Field, FindingKind, Record, Result, Sink, Source};
use crate::value::{DateTime, Lenient};
use std::borrow::Cow;

type Text<'a> = Option<Cow<'a, str>>;

/// Which message this is, who sent it, and when.
///
/// Real messages put the elements in any order and leave many out; they are written in the order of the fields here.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MessageInformation<'a> {
    /// Version of the business message, such as `2.002`; some answers carry the major part alone.
    pub version: Text<'a>,
    /// Identifier of this message.
    pub uuid: Text<'a>,
    /// `BusinessMessage`, `ResponseMessage` (also `Response`) or `ReceiptMessage`.
    pub message_type: Text<'a>,
    /// Name of the message, in any case: `CustomerVendor`.
    pub transaction: Text<'a>,
    /// Version of the envelope: `1.000`, `1.0` or `1`.
    pub standard_version: Text<'a>,
    /// The installation that sends.
    pub source_application: Text<'a>,
    /// Company (group) of the sender.
    pub company_id: Text<'a>,
    /// Branch of the sender, blank-padded.
    pub branch_id: Text<'a>,
    /// User who caused the message.
    pub user_id: Text<'a>,
    /// Company level of the branch.
    pub enterprise: Text<'a>,
    /// Unit level of the branch.
    pub business_unit: Text<'a>,
    /// `C` shared or `E` exclusive, at company level.
    pub company_sharing_mode: Text<'a>,
    /// `C` shared or `E` exclusive, at unit level.
    pub business_unit_sharing_mode: Text<'a>,
    /// `C` shared or `E` exclusive, at branch level.
    pub branch_sharing_mode: Text<'a>,
    /// The product that sends.
    pub product: Option<Product<'a>>,
    /// When the message was made.
    pub generated_on: Option<Lenient<'a, DateTime>>,
    /// Context, such as `PROTHEUS`.
    pub context_name: Text<'a>,
    /// `Sync` or `Async`, in any case.
    pub delivery_type: Text<'a>,
}

/// The product that sends; its name is the reference of De-Para rows in Protheus.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Product<'a> {
    /// Name: `PROTHEUS`, `RM`.
    pub name: Text<'a>,
    /// Version of the product.
    pub version: Text<'a>,
}

impl MessageInformation<'_> {
    const VERSION: Field = crate::field!("version");
    const UUID: Field = crate::field!("UUID");
    const TYPE: Field = crate::field!("Type");
    const TRANSACTION: Field = crate::field!("Transaction");
    const STANDARD_VERSION: Field = crate::field!("StandardVersion");
    const SOURCE_APPLICATION: Field = crate::field!("SourceApplication");
    const COMPANY_ID: Field = crate::field!("CompanyId");
    const BRANCH_ID: Field = crate::field!("BranchId");
    const USER_ID: Field = crate::field!("UserId");
    const ENTERPRISE: Field = crate::field!("Enterprise");
    const BUSINESS_UNIT: Field = crate::field!("BusinessUnit");
    const COMPANY_SHARING_MODE: Field = crate::field!("CompanySharingMode");
    const BUSINESS_UNIT_SHARING_MODE: Field = crate::field!("BusinessUnitSharingMode");
    /// As some senders spell it.
    const BUSINESS_UNITY_SHARING_MODE: Field = crate::field!("BusinessUnitySharingMode");
    const BRANCH_SHARING_MODE: Field = crate::field!("BranchSharingMode");
    const PRODUCT: Field = crate::field!("Product");
    const GENERATED_ON: Field = crate::field!("GeneratedOn");
    const CONTEXT_NAME: Field = crate::field!("ContextName");
    const DELIVERY_TYPE: Field = crate::field!("DeliveryType");
}

impl<'a> Record<'a> for MessageInformation<'a> {
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        source.attribute(&Self::VERSION, &mut self.version)?;
        source.leaf(&Self::UUID, &mut self.uuid)?;
        source.leaf(&Self::TYPE, &mut self.message_type)?;
        source.leaf(&Self::TRANSACTION, &mut self.transaction)?;
        source.leaf(&Self::STANDARD_VERSION, &mut self.standard_version)?;
        source.leaf(&Self::SOURCE_APPLICATION, &mut self.source_application)?;
        source.leaf(&Self::COMPANY_ID, &mut self.company_id)?;
        source.leaf(&Self::BRANCH_ID, &mut self.branch_id)?;
        source.leaf(&Self::USER_ID, &mut self.user_id)?;
        source.leaf(&Self::ENTERPRISE, &mut self.enterprise)?;
        source.leaf(&Self::BUSINESS_UNIT, &mut self.business_unit)?;
        source.leaf(&Self::COMPANY_SHARING_MODE, &mut self.company_sharing_mode)?;
        source.leaf(&Self::BUSINESS_UNIT_SHARING_MODE, &mut self.business_unit_sharing_mode)?;
        respelt(source, &Self::BUSINESS_UNITY_SHARING_MODE, &Self::BUSINESS_UNIT_SHARING_MODE, &mut self.business_unit_sharing_mode)?;
        source.leaf(&Self::BRANCH_SHARING_MODE, &mut self.branch_sharing_mode)?;
        source.record(&Self::PRODUCT, &mut self.product)?;
        source.leaf(&Self::GENERATED_ON, &mut self.generated_on)?;
        source.leaf(&Self::CONTEXT_NAME, &mut self.context_name)?;
        source.leaf(&Self::DELIVERY_TYPE, &mut self.delivery_type)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.attribute(&Self::VERSION, &self.version);
        sink.leaf(&Self::UUID, &self.uuid);
        sink.leaf(&Self::TYPE, &self.message_type);
        sink.leaf(&Self::TRANSACTION, &self.transaction);
        sink.leaf(&Self::STANDARD_VERSION, &self.standard_version);
        sink.leaf(&Self::SOURCE_APPLICATION, &self.source_application);
        sink.leaf(&Self::COMPANY_ID, &self.company_id);
        sink.leaf(&Self::BRANCH_ID, &self.branch_id);
        sink.leaf(&Self::USER_ID, &self.user_id);
        sink.leaf(&Self::ENTERPRISE, &self.enterprise);
        sink.leaf(&Self::BUSINESS_UNIT, &self.business_unit);
        sink.leaf(&Self::COMPANY_SHARING_MODE, &self.company_sharing_mode);
        sink.leaf(&Self::BUSINESS_UNIT_SHARING_MODE, &self.business_unit_sharing_mode);
        sink.leaf(&Self::BRANCH_SHARING_MODE, &self.branch_sharing_mode);
        sink.record(&Self::PRODUCT, &self.product);
        sink.leaf(&Self::GENERATED_ON, &self.generated_on);
        sink.leaf(&Self::CONTEXT_NAME, &self.context_name);
        sink.leaf(&Self::DELIVERY_TYPE, &self.delivery_type);
    }
}

impl Product<'_> {
    const NAME: Field = crate::field!("name");
    const VERSION: Field = crate::field!("version");
}

impl<'a> Record<'a> for Product<'a> {
    fn read<S: Source<'a>>(&mut self, source: &mut S) -> Result<()> {
        source.attribute(&Self::NAME, &mut self.name)?;
        source.attribute(&Self::VERSION, &mut self.version)
    }

    fn write<S: Sink>(&self, sink: &mut S) {
        sink.attribute(&Self::NAME, &self.name);
        sink.attribute(&Self::VERSION, &self.version);
    }
}

/// Reads the element `found` as if it were `known`, and reports that.
#[inline(always)]
pub(super) fn respelt<'a, S: Source<'a>>(source: &mut S, found: &Field, known: &Field, slot: &mut Text<'a>) -> Result<()> {
    let mut value = None;
    source.leaf(found, &mut value)?;
    if value.is_some() {
        *slot = value;
        source.report(FindingKind::Respelt { found: found.name.to_owned(), read_as: known.name.to_owned() });
    }
    Ok(())
}
