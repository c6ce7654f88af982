//! What the grammar expected, in the words of the language: the names of its rules never reach a reader.

use super::build::Rule;
use pest::error::{Error, ErrorVariant, InputLocation};

/// Where a statement could not be read on, and what fits there.
#[derive(Debug, Default)]
pub(super) struct Failure {
    /// The byte of the statement.
    pub(super) at: usize,
    /// What fits, as it would be written.
    pub(super) fits: Vec<&'static str>,
    /// The statement may also end there.
    pub(super) may_end: bool,
}

impl Failure {
    pub(super) fn new(error: &Error<Rule>) -> Self {
        let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
        let ErrorVariant::ParsingError { positives, .. } = &error.variant else { return Self { at, ..Self::default() } };
        let mut fits = Vec::new();
        for form in positives.iter().flat_map(|rule| forms(*rule)) {
            if !fits.contains(form) {
                fits.push(*form);
            }
        }
        Self { at, fits, may_end: positives.contains(&Rule::EOI) }
    }
}

/// What each rule reads, as it would be written. A new rule must say it too.
fn forms(rule: Rule) -> &'static [&'static str] {
    use Rule as R;
    match rule {
        // Ends and blanks are said otherwise; a statement as a whole is found by its first word before the grammar sees it.
        R::letter | R::word_char | R::chars | R::names | R::template_element | R::clause | R::clause_word => &[],
        R::EOI | R::WHITESPACE | R::source | R::note | R::pending | R::allow | R::edition | R::system | R::integration => &[],
        R::outside | R::table | R::profile | R::rows | R::identifier | R::profile_delivery | R::parameter | R::movement => &[],
        R::adapter_profile
        | R::variant
        | R::mask
        | R::take
        | R::adapter
        | R::message
        | R::types
        | R::routines
        | R::sections
        | R::table_field
        | R::table_sharing => &[],
        R::adapter_message | R::routine | R::alias | R::channel | R::operations | R::direction | R::delivery | R::master => &[],
        R::locks | R::requires | R::adapter_sharing | R::key | R::depara | R::depara_none | R::template_line | R::key_like => &[],
        R::key_content | R::versions | R::key_example | R::key_load | R::each | R::external | R::depara_like | R::mode | R::depara_when => {
            &[]
        }
        R::require | R::otherwise | R::depara_example | R::title | R::schema | R::used | R::content | R::returned | R::record => &[],
        R::enumeration | R::unordered | R::group | R::one_of | R::field | R::fact_line | R::value => &[],

        R::name => &["Name"],
        R::version => &["2.001"],
        R::number | R::integer | R::least | R::most | R::from | R::to | R::bounds_range => &["9"],
        R::code => &["DP0301"],
        R::value_word => &["value"],
        R::type_name | R::segment_type | R::product_type => &["char(9)"],
        R::quoted | R::quote | R::label | R::literal => &["\"…\""],
        R::escape => &["\\\"", "\\\\"],
        R::field_name | R::fact_field => &["SA6.A6_COD"],
        R::path | R::slot => &["Element/Element"],
        R::outside_element => &["Element", "Record/Element"],
        R::message_kind => &["event", "request"],
        R::sharing | R::sharing_rule => &["recommended", "allowed"],
        R::sharing_mode => &["shared", "exclusive"],
        R::choice => &["value", "\"…\""],
        R::template | R::load_form | R::segment | R::part | R::field_part => &["A6_COD"],
        R::segment_group => &["[ A6_COD | A6_NUMCON ]"],
        R::field_type | R::type_word => &["text"],
        R::range => &["1..40"],
        R::two => &["12,2"],
        R::wrapped => &["List?/Element"],
        R::attribute => &["@name"],
        R::text_place => &["$"],
        R::fact | R::fact_system => &["protheus SA6.A6_COD"],

        R::dot => &["."],
        R::comma => &[","],
        R::pipe => &["|"],
        R::semicolon => &[";"],
        R::slash => &["/"],
        R::plus | R::some => &["+"],
        R::star => &["*"],
        R::question => &["?"],
        R::cardinality => &["?", "*", "+", "[2..5]"],
        R::equals | R::default_clause => &["="],
        R::dots => &[".."],
        R::open => &["("],
        R::close => &[")"],
        R::opening | R::bounds => &["["],
        R::closing => &["]"],
        R::at => &["@"],
        R::nothing => &["_"],

        R::kw_also | R::also => &["also"],
        R::kw_as | R::as_clause => &["as"],
        R::kw_at | R::setting => &["at"],
        R::kw_because => &["because"],
        R::kw_before | R::before_keys => &["before keys"],
        R::kw_both => &["both"],
        R::kw_digits => &["digits(9)"],
        R::kw_empty => &["empty"],
        R::empty_mask => &["empty means digits(9)"],
        R::kw_extends | R::extends => &["extends"],
        R::kw_filled => &["filled"],
        R::kw_for => &["for"],
        R::kw_from => &["from"],
        R::kw_initializer | R::initializer => &["initializer"],
        R::kw_is => &["is"],
        R::kw_json | R::json_clause => &["json"],
        R::json_word => &["nested", "number", "text"],
        R::kw_keep | R::keep => &["keep"],
        R::kw_key | R::key_clause => &["key"],
        R::kw_keys => &["keys"],
        R::kw_later | R::later => &["later"],
        R::kw_load | R::loaded => &["load"],
        R::kw_means => &["means"],
        R::kw_none | R::none => &["none"],
        R::kw_of => &["of"],
        R::kw_or => &["or"],
        R::kw_pattern | R::pattern_clause => &["pattern"],
        R::kw_quietly => &["quietly"],
        R::kw_refers | R::refers_clause => &["refers"],
        R::kw_refuse | R::refuse => &["refuse"],
        R::kw_replaces | R::replaces => &["replaces"],
        R::kw_required | R::required => &["required"],
        R::kw_size | R::size => &["size"],
        R::kw_skip | R::skip => &["skip"],
        R::skip_quietly | R::quietly => &["skip quietly"],
        R::kw_space | R::space_clause => &["space"],
        R::kw_stays | R::stays => &["stays empty"],
        R::kw_trim | R::trim => &["trim"],
        R::trim_both => &["trim both"],
        R::kw_unless | R::unless => &["unless"],
        R::kw_when | R::when => &["when"],
        R::kw_without | R::without => &["without"],
        R::company => &["company"],
        R::branch => &["branch(SA6)"],
    }
}
