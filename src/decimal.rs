//! Decimal numbers as text, and back. The standard library's are exact to the last bit, and a fifth
//! of the browser module with their tables; what a reader sees has a few places.

/// A number with at most so many places, as short as it can be written; beyond 10¹⁵ with an exponent.
pub(crate) fn text(number: f64, most_places: u32) -> String {
    let mut size = number.abs();
    if !size.is_finite() {
        return "not a number".into();
    }
    let mut exponent = 0;
    if size >= 1e15 {
        while size >= 10.0 {
            size /= 10.0;
            exponent += 1;
        }
    }
    let unit = 10_u64.pow(most_places.min(if size < 1e9 { 9 } else { 3 }));
    let scaled = (size * unit as f64).round() as u64;
    // From the right, dropping the zeros at the end of the fraction.
    let (mut rest, mut place) = (scaled, unit);
    let mut reversed = Vec::with_capacity(24);
    while place > 1 {
        let digit = (rest % 10) as u8;
        if digit != 0 || !reversed.is_empty() {
            reversed.push(b'0' + digit);
        }
        rest /= 10;
        place /= 10;
    }
    if !reversed.is_empty() {
        reversed.push(b'.');
    }
    loop {
        reversed.push(b'0' + (rest % 10) as u8);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number < 0.0 && scaled > 0 {
        reversed.push(b'-');
    }
    let mut text: String = reversed.into_iter().rev().map(char::from).collect();
    if exponent > 0 {
        text.push('e');
        text.push_str(&exponent.to_string());
    }
    text
}

/// Reads a sign, digits, and a point with more digits.
pub(crate) fn parse(text: &str) -> Option<f64> {
    let (sign, digits) = match text.as_bytes() {
        [b'-', digits @ ..] => (-1.0, digits),
        [b'+', digits @ ..] => (1.0, digits),
        digits => (1.0, digits),
    };
    let (mut number, mut unit, mut has_digit, mut has_point) = (0.0, 1.0, false, false);
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                has_digit = true;
                number = number * 10.0 + f64::from(byte - b'0');
                if has_point {
                    unit *= 10.0;
                }
            }
            b'.' if !has_point => has_point = true,
            _ => return None,
        }
    }
    let number = sign * number / unit;
    (has_digit && number.is_finite()).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_written_short() {
        let table = [
            (0.0, "0"),
            (-0.0, "0"),
            (-0.0001, "0"),
            (1.0, "1"),
            (-12.5, "-12.5"),
            (0.05, "0.05"),
            (190.1234, "190.123"),
            (99.9999, "100"),
            (1e9, "1000000000"),
            (1e21, "1e21"),
        ];
        for (number, expected) in table {
            assert_eq!(text(number, 3), expected);
        }
        assert_eq!(text(12.96, 0), "13");
    }

    #[test]
    fn what_is_no_decimal_is_refused() {
        for text in ["", "-", ".", "1e3", "1.2.3", "nan", "inf", " 1", "0x10"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse("-.5"), Some(-0.5));
        assert_eq!(parse("+7."), Some(7.0));
    }

    proptest! {
        #[test]
        fn four_places_read_back_as_the_standard_library_reads_them(number in -1e6..1e6_f64) {
            let rounded = (number * 1e4_f64).round() / 1e4;
            let written = text(rounded, 4);
            prop_assert_eq!(written.parse::<f64>().unwrap(), rounded);
            prop_assert_eq!(parse(&written), Some(rounded));
        }
    }
}
