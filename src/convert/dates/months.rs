//! Months and weekdays by their names, in the languages in which tables are mostly written.

use super::super::ids::without_accents;

/// January to December, a line a language, in small letters: English, German, French, Spanish, Italian,
/// Portuguese, Dutch; at the end what some call them besides.
const MONTHS: &str = "january february march april may june july august september october november december
januar februar märz april mai juni juli august september oktober november dezember
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
januari februari maart april mei juni juli augustus september oktober november december
jänner feber maerz - - - - - setiembre - - -";

/// Weekdays of the same languages.
const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
lundi mardi mercredi jeudi vendredi samedi dimanche
lunes martes miercoles jueves viernes sabado domingo
lunedi martedi mercoledi giovedi venerdi sabato domenica
segunda terca quarta quinta sexta feira
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag";

/// The English name of a month, 1 to 12.
pub fn english(month: i64) -> Option<&'static str> {
    let at = usize::try_from(month).ok()?.checked_sub(1)?;
    MONTHS.lines().next()?.split(' ').nth(at)
}

/// The month of a name or of its beginning, 1 to 12; none where it could be two.
pub fn month_named(text: &str) -> Option<i64> {
    if text == "sept" {
        return Some(9);
    }
    let text = without_accents(text);
    let names = MONTHS.lines().flat_map(|line| (1..).zip(line.split(' ')));
    let mut found = names.filter(|(_, name)| without_accents(name).starts_with(&*text));
    let (month, _) = found.next().filter(|_| text.chars().count() >= 3)?;
    found.all(|(other, _)| other == month).then_some(month)
}

/// Whether a word is a weekday: in English also the beginning of one.
pub fn is_weekday(word: &str) -> bool {
    let word = without_accents(word);
    let mut languages = WEEKDAYS.lines();
    let is_english = languages.next().is_some_and(|days| days.split(' ').any(|day| day.starts_with(&*word)));
    (word.len() >= 3 && is_english) || languages.flat_map(|days| days.split(' ')).any(|day| day == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_in_several_languages() {
        let table = [
            ("apr", Some(4)),
            ("märz", Some(3)),
            ("maerz", Some(3)),
            ("avr", Some(4)),
            ("aout", Some(8)),
            ("juil", Some(7)),
            ("set", Some(9)),
            ("sept", Some(9)),
            ("dez", Some(12)),
            ("mei", Some(5)),
            // June or July.
            ("jui", None),
            ("ma", None),
            ("spring", None),
        ];
        for (name, month) in table {
            assert_eq!(month_named(name), month, "{name}");
        }
        assert_eq!(
            (english(1), english(12), english(13), english(0)),
            (Some("january"), Some("december"), None, None)
        );
    }

    #[test]
    fn weekdays_are_no_months() {
        assert!(["mon", "monday", "mardi", "samstag", "sábado"].into_iter().all(is_weekday));
        assert!(["mar", "mai", "sept", "so"].into_iter().all(|word| !is_weekday(word)));
    }
}
