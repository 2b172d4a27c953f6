//! The codes of countries, ISO 3166-1 alpha-3 to alpha-2: browsers name countries by the latter only.

/// Alpha-3 and alpha-2 codes by turns, sorted; Kosovo by the codes that are in use for it.
const PAIRS: &str = concat!(
    "ABWAWAFGAFAGOAOAIAAIALAAXALBALANDADAREAEARGARARMAMASMASATAAQATFTFATGAGAUSAUAUTATAZEAZBDIBIBELBEBENBJ",
    "BESBQBFABFBGDBDBGRBGBHRBHBHSBSBIHBABLMBLBLRBYBLZBZBMUBMBOLBOBRABRBRBBBBRNBNBTNBTBVTBVBWABWCAFCFCANCA",
    "CCKCCCHECHCHLCLCHNCNCIVCICMRCMCODCDCOGCGCOKCKCOLCOCOMKMCPVCVCRICRCUBCUCUWCWCXRCXCYMKYCYPCYCZECZDEUDE",
    "DJIDJDMADMDNKDKDOMDODZADZECUECEGYEGERIERESHEHESPESESTEEETHETFINFIFJIFJFLKFKFRAFRFROFOFSMFMGABGAGBRGB",
    "GEOGEGGYGGGHAGHGIBGIGINGNGLPGPGMBGMGNBGWGNQGQGRCGRGRDGDGRLGLGTMGTGUFGFGUMGUGUYGYHKGHKHMDHMHNDHNHRVHR",
    "HTIHTHUNHUIDNIDIMNIMINDINIOTIOIRLIEIRNIRIRQIQISLISISRILITAITJAMJMJEYJEJORJOJPNJPKAZKZKENKEKGZKGKHMKH",
    "KIRKIKNAKNKORKRKWTKWLAOLALBNLBLBRLRLBYLYLCALCLIELILKALKLSOLSLTULTLUXLULVALVMACMOMAFMFMARMAMCOMCMDAMD",
    "MDGMGMDVMVMEXMXMHLMHMKDMKMLIMLMLTMTMMRMMMNEMEMNGMNMNPMPMOZMZMRTMRMSRMSMTQMQMUSMUMWIMWMYSMYMYTYTNAMNA",
    "NCLNCNERNENFKNFNGANGNICNINIUNUNLDNLNORNONPLNPNRUNRNZLNZOMNOMPAKPKPANPAPCNPNPERPEPHLPHPLWPWPNGPGPOLPL",
    "PRIPRPRKKPPRTPTPRYPYPSEPSPYFPFQATQAREUREROURORUSRURWARWSAUSASDNSDSENSNSGPSGSGSGSSHNSHSJMSJSLBSBSLESL",
    "SLVSVSMRSMSOMSOSPMPMSRBRSSSDSSSTPSTSURSRSVKSKSVNSISWESESWZSZSXMSXSYCSCSYRSYTCATCTCDTDTGOTGTHATHTJKTJ",
    "TKLTKTKMTMTLSTLTONTOTTOTTTUNTNTURTRTUVTVTWNTWTZATZUGAUGUKRUAUMIUMURYUYUSAUSUZBUZVATVAVCTVCVENVEVGBVG",
    "VIRVIVNMVNVUTVUWLFWFWSMWSXKXXKYEMYEZAFZAZMBZMZWEZW",
);

/// The alpha-2 code of an alpha-3 code.
pub fn country_alpha2(alpha3: &str) -> Option<&'static str> {
    let row = |at: usize| (&PAIRS[at * 5..at * 5 + 3], &PAIRS[at * 5 + 3..at * 5 + 5]);
    let (mut low, mut high) = (0, PAIRS.len() / 5);
    while low < high {
        let middle = (low + high) / 2;
        match row(middle).0.cmp(alpha3) {
            std::cmp::Ordering::Equal => return Some(row(middle).1),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

/// Whether a text looks like an alpha-3 code.
pub(super) fn looks_like_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether a country has this alpha-3 code, or may have: those that begin with an X the standard leaves to its users.
pub fn is_country_code(code: &str) -> bool {
    looks_like_code(code) && (code.starts_with('X') || country_alpha2(code).is_some())
}

#[cfg(all(test, feature = "cli"))]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_the_code_of_the_standard() {
        for country in rust_iso3166::ALL {
            assert_eq!(country_alpha2(country.alpha3), Some(country.alpha2));
        }
        assert_eq!(country_alpha2("XKX"), Some("XK"));
        for unknown in ["", "AAA", "ZZZ", "jpn", "JPNX"] {
            assert_eq!(country_alpha2(unknown), None, "{unknown}");
        }
    }
}
