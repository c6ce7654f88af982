//! Where a key is looked for: precedence chains.

/// Where a key is looked for in one case: the first place that has it counts.
///
/// ```
/// use depara::rules::TakeInfo;
///
/// static ACORDO: TakeInfo = TakeInfo::new("SED", "ED_CODIGO", "Acordo", &["Anexo", "Servico", "Rateio"]);
/// let natures = [("Servico", "N02"), ("Rateio", "N03")];
/// let found = ACORDO.first(|place| natures.iter().find(|(name, _)| *name == place).map(|(_, nature)| *nature));
/// assert_eq!(found, Some(("Servico", "N02")));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakeInfo {
    /// The alias of the key: `SED`.
    pub alias: &'static str,
    /// The field of the key: `ED_CODIGO`.
    pub field: &'static str,
    /// The case: `Acordo`.
    pub case: &'static str,
    /// The places, in order.
    pub places: &'static [&'static str],
}

impl TakeInfo {
    /// Where a key is looked for in one case.
    #[must_use]
    pub const fn new(alias: &'static str, field: &'static str, case: &'static str, places: &'static [&'static str]) -> Self {
        Self { alias, field, case, places }
    }

    /// The first place that has a value, with the value; places behind it are not looked at.
    pub fn first<T>(&self, mut look: impl FnMut(&'static str) -> Option<T>) -> Option<(&'static str, T)> {
        self.places.iter().find_map(|place| look(place).map(|value| (*place, value)))
    }
}
