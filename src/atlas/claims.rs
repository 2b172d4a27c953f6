//! In which order claims are told: what carries most comes first.

use crate::dataset::{Claim, Dataset, Footing, Tier};

/// How much a claim carries, the least number most: on what footing it is said, then where that is to be read.
fn weight(claim: &Claim, dataset: &Dataset) -> (bool, Footing, Tier) {
    let source = dataset.source(&claim.source).map(|at| &dataset.document.sources[at]);
    let tier = source.map_or(Tier::Secondary, |source| source.tier);
    // What retells others comes after all that does not, whatever footing it claims for itself.
    (tier == Tier::Secondary, claim.footing, tier)
}

/// The claims of an event, what carries most first.
pub fn claims_by_weight<'a>(claims: &'a [Claim], dataset: &Dataset) -> Vec<&'a Claim> {
    let mut all: Vec<&Claim> = claims.iter().collect();
    all.sort_by_key(|claim| weight(claim, dataset));
    all
}

/// Claims of several events, the latest event first: those of `leading`, which made things what they are, go before
/// all others, and what only retells others comes last.
pub fn claims_about(
    events: impl Iterator<Item = usize>,
    leading: Option<usize>,
    dataset: &Dataset,
) -> Vec<(usize, &Claim)> {
    let of_event = |event: usize| {
        let claims = &dataset.document.events[event].claims;
        claims_by_weight(claims, dataset).into_iter().map(move |claim| (event, claim))
    };
    let mut all: Vec<(usize, &Claim)> = events.flat_map(of_event).collect();
    all.sort_by_key(|(event, claim)| (weight(claim, dataset).0, Some(*event) != leading));
    all
}
