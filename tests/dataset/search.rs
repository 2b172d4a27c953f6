//! Search: a case per script, and the index against a twin that compares letter by letter.

use aukus_atlas::dataset::search::{
    Answer, Folding, Group, Index, Item, Names, Quality, Role, distance, excerpt, has_all, marks, worth,
};
use aukus_atlas::dataset::{Columns, Dataset};
use proptest::prelude::*;
use serde_json::{Value, json};

fn dataset(events: &[(&str, &str)]) -> Dataset {
    let event = |(at, (title, summary)): (usize, &(&str, &str))| {
        json!({
            "id": format!("e{at}"), "date": format!("2024-01-{:02}", at % 28 + 1), "title": title, "summary": summary,
            "kind": "talk", "actors": [], "sources": [],
        })
    };
    read(events.iter().enumerate().map(event).collect())
}

fn read(events: Vec<Value>) -> Dataset {
    Dataset::read(&json!({
        "schema": 1, "title": "A pact", "language": "en", "updated": "2024-12-31",
        "scales": [{"id": "near", "label": "Nearness", "ordered": true}],
        "statuses": [{"id": "member", "label": "Member", "scale": "near", "tone": "ramp-1"}],
        "groups": [{"id": "all", "label": "All"}],
        "tracks": [{"id": "two", "label": "Pillar II", "areas": [{"id": "q", "label": "Quantum"}]}],
        "sources": [{"id": "s", "title": "What was seen", "publisher": "The Jervis Post", "tier": "press"}],
        "actors": [
            {"id": "JPN", "group": "all", "code": "JPN", "label": {"en": "Japan", "ja": "日本"}},
            {"id": "AUS", "group": "all", "code": "AUS"},
        ],
        "events": events,
    }))
    .unwrap()
}

fn index(dataset: &Dataset) -> Index {
    let names = Names {
        language: "en",
        actor: &|actor| ["Japan", "Australia"][actor].to_owned(),
        row_title: &|row| Some(format!("Row {row}")),
    };
    Index::new(dataset, &names, Folding::native())
}

fn found_events(dataset: &Dataset, query: &str) -> Vec<usize> {
    let of_event = |hit: &aukus_atlas::dataset::search::Hit| match hit.item {
        Item::Event(id) => Some(id),
        _ => None,
    };
    index(dataset).find(query, dataset).hits.iter().filter_map(of_event).collect()
}

/// The marked stretches of a title that a query finds.
fn marked<'a>(title: &'a str, query: &str) -> Vec<&'a str> {
    let dataset = dataset(&[(title, "")]);
    let index = index(&dataset);
    let answer = index.find(query, &dataset);
    let is_found = answer.hits.iter().any(|hit| hit.item == Item::Event(0));
    let ranges = marks(&answer.tokens, title, index.folding());
    if is_found { ranges.into_iter().map(|range| &title[range]).collect() } else { Vec::new() }
}

#[test]
fn each_script_is_found_and_marked() {
    for (title, query, expected) in [
        // Japanese has no spaces; half-width and full-width forms, katakana and hiragana are the same.
        ("日本が海上試験に参加", "海上", vec!["海上"]),
        ("日本が海上試験に参加", "試験 日本", vec!["日本", "試験"]),
        ("オーカスへの参加", "ｵｰｶｽ", vec!["オーカス"]),
        ("オーカスへの参加", "おーかす", vec!["オーカス"]),
        // Korean: a syllable that is not finished matches as it is typed.
        ("한국의 오커스 참여", "오커", vec!["오커"]),
        ("한국의 오커스 참여", "하", vec!["한"]),
        // Hindi keeps its vowel signs; marks go with their letters.
        ("ऑकस में जापान", "जापान", vec!["जापान"]),
        ("पनडुब्बी समझौता", "पनडुब्बी", vec!["पनडुब्बी"]),
        ("पानी", "पनी", vec![]),
        // Arabic with and without vowel signs, with either form of alif and ya.
        ("أُستراليا والغوّاصات", "استراليا", vec!["أُستراليا"]),
        ("على مستوى الغواصات", "مستوي", vec!["مستوى"]),
        // Thai has no spaces.
        ("ญี่ปุ่นเข้าร่วมการทดสอบ", "เข้าร่วม", vec!["เข้าร่วม"]),
        // Vietnamese has two accents on a letter, and a crossed d.
        ("Đà Nẵng đón tàu ngầm", "da nang", vec!["Đà", "Nẵng"]),
        ("Da Nang welcomes", "Đà Nẵng", vec!["Da", "Nang"]),
        // Turkish dotted and dotless i, both ways.
        ("İstanbul'da toplantı", "istanbul", vec!["İstanbul"]),
        ("İstanbul'da toplantı", "TOPLANTI", vec!["toplantı"]),
        // German.
        ("Große U-Boote", "grosse", vec!["Große"]),
        ("Grosse U-Boote", "große", vec!["Grosse"]),
        // Greek: the last sigma of a word is the same letter.
        ("Ναυτικός Ελιγμός", "ΝΑΥΤΙΚΟΣ", vec!["Ναυτικός"]),
        // Accents as letters of their own.
        ("Re\u{301}gion Pacifique", "région", vec!["Re\u{301}gion"]),
        ("Œuvre de Nouméa", "oeuvre noumea", vec!["Œuvre", "Nouméa"]),
        ("Тихоокеанский флот", "ТИХООКЕАНСКИЙ", vec!["Тихоокеанский"]),
        // A stretch within a word, but no two letters of one.
        ("The submarines come", "marin", vec!["marin"]),
        ("The submarines come", "ma", vec![]),
        ("Pillar II begins", "ii", vec!["II"]),
    ] {
        assert_eq!(marked(title, query), expected, "{query} in {title}");
    }
}

#[test]
fn a_typo_is_forgiven_where_nothing_is_written_so() {
    for (title, query, expected) in [
        ("Japan takes part", "jpaan", vec!["Japan"]),
        ("Japan takes part", "japn", vec!["Japan"]),
        ("Australia leads", "austrlai", vec!["Australia"]),
        ("Hypersonics tested", "hypresonc", vec!["Hypersonics"]),
        ("Japan takes part", "jxxan", vec![]),
        // Short words and years are meant as they are typed.
        ("The talks of 2023", "2024", vec![]),
        ("UK and US", "uz", vec![]),
    ] {
        assert_eq!(marked(title, query), expected, "{query} in {title}");
    }
    let dataset = dataset(&[("A trial at sea", ""), ("A trail on land", "")]);
    assert_eq!(found_events(&dataset, "trial"), [0], "what is written so is not taken for a typo");
}

#[test]
fn titles_come_before_summaries_and_whole_words_before_pieces() {
    let dataset = dataset(&[
        ("Nothing here", "The trial at sea"),
        ("A countertrial", ""),
        ("The trial", ""),
        ("Trials", ""),
        ("Another trial", ""),
        ("Trials", "and a trial"),
    ]);
    // Whole words in titles, the later event first; the same with a beginning; then the summary.
    assert_eq!(found_events(&dataset, "trial"), [4, 2, 5, 3, 0, 1]);
}

#[test]
fn every_word_must_be_somewhere_in_what_is_found() {
    let dataset = dataset(&[("Trials at Jervis Bay", "Japan observes"), ("Japan joins", "")]);
    assert_eq!(found_events(&dataset, "jervis japan"), [0]);
    assert!(found_events(&dataset, "jervis moon").is_empty());
    assert!(found_events(&dataset, " -- ").is_empty());
}

#[test]
fn actors_are_found_in_any_of_their_languages_and_bring_their_events() {
    let dataset = read(vec![
        json!({"id": "a", "date": "2024-01-01", "title": "Talks", "summary": "", "kind": "talk", "actors": ["JPN"], "sources": []}),
        json!({"id": "b", "date": "2024-01-02", "title": "More", "summary": "", "kind": "talk", "actors": ["AUS"], "sources": ["s"], "areas": ["q"]}),
    ]);
    let index = index(&dataset);
    for query in ["japan", "日本", "Jpan"] {
        let answer = index.find(query, &dataset);
        assert_eq!(answer.hits.first().map(|hit| hit.item), Some(Item::Actor(0)), "{query}");
        let kept = index.keep(&answer, &dataset);
        assert_eq!((kept.events, kept.actors), (vec![true, false], vec![true, false]), "{query}");
    }
    // A source and an area bring the events that rest on them, and those bring their actors.
    for query in ["jervis post", "quantum"] {
        let answer = index.find(query, &dataset);
        let kept = index.keep(&answer, &dataset);
        assert_eq!((kept.events, kept.actors), (vec![false, true], vec![false, true]), "{query}");
    }
}

#[test]
fn places_are_found_once_with_all_their_events() {
    let event = |id: &str| {
        json!({"id": id, "date": "2024-01-01", "title": "Trial", "summary": "", "kind": "test", "actors": [], "sources": [],
               "places": [{"name": "Jervis Bay", "lon": 150.7, "lat": -35.1}]})
    };
    let dataset = read(vec![event("a"), event("b")]);
    let index = index(&dataset);
    let answer = index.find("jervis", &dataset);
    let groups: Vec<Group> = answer.hits.iter().map(|hit| hit.item.group()).collect();
    assert_eq!(groups, [Group::Places, Group::Sources]);
    assert_eq!(index.places()[0].events, [0, 1]);
}

#[test]
fn long_texts_are_cut_about_the_first_mark() {
    let text =
        "Four navies test underwater acoustic links between uncrewed systems at Jervis Bay on the coast.";
    let index = index(&dataset(&[]));
    let tokens = aukus_atlas::dataset::search::tokens("jervis", index.folding());
    let ranges = marks(&tokens, text, index.folding());
    let cut = &text[excerpt(text, &ranges, 40)];
    assert_eq!(cut, "systems at Jervis Bay on the coast.");
    assert_eq!(excerpt("Short.", &[], 40), 0..6);
    assert!(has_all(&tokens, text, index.folding()));
}

#[test]
fn rows_of_columns_are_found_by_their_titles() {
    let mut dataset = dataset(&[("Talks", "")]);
    dataset
        .set_columns(Columns {
            days: vec![1.0, 2.0].into(),
            titles: "ÉlysiumJapan talks".into(),
            title_ends: vec![8, 19],
            ..Columns::default()
        })
        .unwrap();
    assert_eq!(found_events(&dataset, "elysium"), [1]);
    assert_eq!(found_events(&dataset, "talks"), [0, 2]);
}

#[test]
fn rows_that_were_given_in_no_order_are_found_by_the_titles_that_they_were_given() {
    let mut dataset = dataset(&[]);
    dataset.set_columns(Columns { days: vec![9.0, 1.0, 5.0].into(), ..Columns::default() }).unwrap();
    for (given, place) in [(0, 2), (1, 0), (2, 1)] {
        assert_eq!(found_events(&dataset, &format!("row {given}")), [place]);
    }
}

/// Letters of the twin's texts, and what each is the same as.
const ALPHABET: [(char, &str); 14] = [
    ('a', "a"),
    ('Á', "a"),
    ('ä', "a"),
    ('b', "b"),
    ('B', "b"),
    ('c', "c"),
    ('é', "e"),
    ('ß', "ss"),
    ('s', "s"),
    ('Đ', "d"),
    ('日', "日"),
    ('本', "本"),
    (' ', " "),
    ('-', "-"),
];

/// Words of one script each.
fn text(most: usize) -> impl Strategy<Value = String> {
    let letters =
        |of: &[(char, &str)]| prop::sample::select(of.iter().map(|(letter, _)| *letter).collect::<Vec<_>>());
    let word = prop_oneof![
        4 => prop::collection::vec(letters(&ALPHABET[..10]), 1..8),
        1 => prop::collection::vec(letters(&ALPHABET[10..12]), 1..4),
    ];
    prop::collection::vec((word, letters(&ALPHABET[12..])), 0..most).prop_map(|words| {
        words.into_iter().flat_map(|(word, separator)| word.into_iter().chain([separator])).collect()
    })
}

fn folded(text: &str) -> Vec<char> {
    let plain = |letter: char| ALPHABET.iter().find(|(known, _)| *known == letter).unwrap().1;
    text.chars().flat_map(|letter| plain(letter).chars()).collect()
}

fn words(text: &[char]) -> Vec<String> {
    text.split(|letter| " -".contains(*letter))
        .filter(|word| !word.is_empty())
        .map(String::from_iter)
        .collect()
}

/// How well a word matches in a text, tried at each letter.
fn best(token: &[char], text: &[char]) -> Option<Quality> {
    let is_free = |letter: Option<&char>| letter.is_none_or(|letter| " -日本".contains(*letter));
    let at = |at: usize| {
        let end = at + token.len();
        if text.get(at..end) != Some(token) {
            return None;
        }
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        let starts = is_free(before) || is_free(token.first());
        let ends = is_free(text.get(end)) || is_free(token.last());
        match (starts, ends) {
            (true, true) => Some(Quality::Exact),
            (true, false) => Some(Quality::Prefix),
            (false, _) => (token.len() >= 3).then_some(Quality::Within),
        }
    };
    (0..text.len()).filter_map(at).max()
}

/// What the twin finds: events with their scores.
fn twin(events: &[(String, String)], query: &str) -> Vec<(usize, u32)> {
    let texts: Vec<[(Role, Vec<char>); 2]> = events
        .iter()
        .map(|(title, summary)| [(Role::Title, folded(title)), (Role::Summary, folded(summary))])
        .collect();
    let mut tokens = words(&folded(query));
    let mut seen = Vec::new();
    tokens.retain(|token| !seen.contains(token) && (seen.push(token.clone()), true).1);
    let mut scores = vec![Some(0); events.len()];
    for token in &tokens {
        let letters: Vec<char> = token.chars().collect();
        let mut worths: Vec<Option<u32>> = texts
            .iter()
            .map(|texts| {
                let worths =
                    texts.iter().filter_map(|(role, text)| Some(worth(best(&letters, text)?, *role)));
                worths.max()
            })
            .collect();
        let most = match letters.len() {
            _ if token.contains(['日', '本']) => 0,
            0..4 => 0,
            4..8 => 1,
            _ => 2,
        };
        if most > 0 && worths.iter().all(Option::is_none) {
            let is_near = |word: &String| {
                let whole = std::iter::once(word.chars().count());
                let ends = if letters.len() >= 6 { letters.len()..letters.len() + most + 1 } else { 0..0 };
                let beginning = |end: usize| word.chars().take(end).collect::<String>();
                whole
                    .chain(ends.filter(|&end| end <= word.chars().count()))
                    .any(|end| strsim::osa_distance(token, &beginning(end)) <= most)
            };
            for (worths, texts) in worths.iter_mut().zip(&texts) {
                *worths = texts
                    .iter()
                    // Letters of a script without spaces are edges of words as well.
                    .filter(|(_, text)| {
                        words(text).iter().any(|word| !word.contains(['日', '本']) && is_near(word))
                    })
                    .map(|(role, _)| worth(Quality::Typo, *role))
                    .max();
            }
        }
        for (score, worth) in scores.iter_mut().zip(worths) {
            *score = score.zip(worth).map(|(score, worth)| score + worth);
        }
    }
    let found = scores.into_iter().enumerate().filter_map(|(at, score)| Some((at, score?)));
    if tokens.is_empty() { Vec::new() } else { found.collect() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_what_its_twin_finds(
        events in prop::collection::vec((text(4), text(6)), 0..6), query in text(3),
    ) {
        let as_text: Vec<(&str, &str)> = events.iter().map(|(title, summary)| (&**title, &**summary)).collect();
        let dataset = dataset(&as_text);
        let answer: Answer = index(&dataset).find(&query, &dataset);
        // The twin knows of events only; a typo elsewhere would not be one there.
        let is_elsewhere = answer.hits.iter().any(|hit| !matches!(hit.item, Item::Event(_)));
        prop_assume!(!is_elsewhere);
        let mut found: Vec<(usize, u32)> = Vec::new();
        for hit in &answer.hits {
            if let Item::Event(id) = hit.item {
                found.push((id, hit.score));
            }
        }
        prop_assert!(found.is_sorted_by(|a, b| a.1 >= b.1), "the best come first");
        found.sort_unstable();
        prop_assert_eq!(found, twin(&events, &query));
    }

    #[test]
    fn what_is_marked_is_what_was_looked_for(title in text(6), query in text(3)) {
        let folding = Folding::native();
        let tokens = aukus_atlas::dataset::search::tokens(&query, &folding);
        let ranges = marks(&tokens, &title, &folding);
        prop_assert!(ranges.is_sorted_by(|a, b| a.end < b.start));
        for range in ranges {
            let marked = folding.fold(&title[range]);
            prop_assert!(tokens.iter().any(|token| marked.contains(&token.text)), "{} of {}", marked, title);
        }
    }

    #[test]
    fn a_distance_is_the_least_over_the_beginnings_of_a_word(typed in "[abc]{1,9}", word in "[abc]{1,12}", most in 0usize..3) {
        let ends = (0..=word.len()).filter(|&end| {
            end == word.len() || (typed.len() >= 6 && (typed.len()..=typed.len() + most).contains(&end))
        });
        let least = ends.map(|end| strsim::osa_distance(&typed, &word[..end])).min();
        prop_assert_eq!(distance(&typed, &word, most), least.filter(|&least| least <= most));
    }

    #[test]
    fn no_query_and_no_text_is_too_strange(title in any::<String>(), query in any::<String>(), most in 0usize..40) {
        let dataset = dataset(&[(&title, "")]);
        let index = index(&dataset);
        let answer = index.find(&query, &dataset);
        let ranges = marks(&answer.tokens, &title, index.folding());
        for range in ranges.iter().cloned().chain([excerpt(&title, &ranges, most)]) {
            prop_assert!(title.get(range).is_some());
        }
    }
}
