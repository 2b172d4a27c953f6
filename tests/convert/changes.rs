//! Tables of changes.

use aukus_atlas::convert::{DateOrder, Form, Options, read};

use crate::{converted, errors, shown, told, warnings};

/// The example of the guide, which is also what `make.html` offers to try.
const GUIDE: &str = include_str!("../../www/gallery/guide.csv");

#[test]
fn the_guides_table_tells_its_story() {
    let (dataset, tree, outcome) = converted(GUIDE, Form::Csv);
    let on = |actor: &str, day: &str| shown(&dataset, actor, day);
    assert_eq!(on("NOR", "2019-02-28"), None);
    assert_eq!(on("NOR", "2019-03-01").as_deref(), Some("member"));
    assert_eq!(on("PRT", "2021-09-01").as_deref(), Some("applicant"));
    assert_eq!(on("PRT", "2021-09-02").as_deref(), Some("member"));
    assert_eq!(on("ESP", "2021-01-01").as_deref(), Some("observer"));
    assert_eq!(on("IRL", "2023-01-01").as_deref(), Some("suspended"));
    assert_eq!(on("IRL", "2024-01-01").as_deref(), Some("member"));
    let statuses: Vec<_> = dataset.document.statuses.iter().map(|status| &*status.id).collect();
    assert_eq!(statuses, ["member", "applicant", "observer", "suspended"]);
    // One event for the three rows of one date and title.
    assert_eq!(dataset.document.events.len(), 8);
    assert_eq!(tree["events"][0]["changes"].as_array().map(Vec::len), Some(3));
    assert_eq!(tree["events"][0]["id"], "the-harbour-pact-is-signed");
    assert_eq!(tree["events"][7]["date"], "2024-06-01/2024-06-03");
    assert_eq!(tree["events"][7]["actors"], serde_json::json!(["NOR", "ISL", "IRL", "PRT"]));
    assert_eq!(tree["updated"], "2024-06-03");
    // Countries are named in the reader's own language.
    assert_eq!(tree["actors"][0], serde_json::json!({ "id": "NOR", "group": "founders", "code": "NOR" }));
    assert_eq!(told(GUIDE, &outcome.warnings).len(), 1, "that tiers are guessed is told once");
}

#[test]
fn names_of_columns_may_be_written_in_many_ways() {
    let table = "Start Date;Country;Becomes;Source URL;Longitude;Latitude\r\n\
                 8.4.2024;the United Kingdom;Member;https://www.gov.uk/x;-0,13;51,5\r\n";
    let (_, tree, _) = converted(table, Form::Csv);
    assert_eq!(tree["actors"][0]["code"], "GBR");
    assert_eq!(tree["events"][0]["title"], "the United Kingdom: Member");
    assert_eq!(tree["events"][0]["places"][0]["lat"], 51.5);
    assert_eq!(tree["sources"][0]["tier"], "official");
}

#[test]
fn a_date_may_stand_in_columns_of_its_own() {
    let table = "year,month,day,name,title\n1900,,,X,A\n1901,3,,X,B\n1902,Mar,5,X,C\n-44,March,15,X,D\n";
    let (_, tree, _) = converted(table, Form::Csv);
    let dates: Vec<&str> =
        tree["events"].as_array().unwrap().iter().map(|e| e["date"].as_str().unwrap()).collect();
    assert_eq!(dates, ["1900", "1901-03", "1902-03-05", "-0043-03-15"]);
    assert_eq!(tree["events"][0]["title"], "A", "the plainest name of a column is meant");
}

#[test]
fn pasted_cells_of_a_sheet_are_a_table() {
    let (_, tree, _) = converted("date\tactor\tstatus\n2024\tEU\tobserver\n", Form::Csv);
    assert_eq!(tree["actors"][0], serde_json::json!({ "id": "eu", "group": "actors", "label": "EU" }));
}

#[test]
fn a_status_ends_with_a_dash_and_a_second_scale_has_no_order() {
    let table = "date,actor,status,scale\n2020,Japan,member,Nearness\n2019,Japan,outside,Nearness\n\
                 2021,Japan,welcomes,Reactions\n2022,Japan,-,Nearness\n";
    let (dataset, tree, _) = converted(table, Form::Csv);
    assert_eq!(shown(&dataset, "JPN", "2021-06-01").as_deref(), Some("member"));
    assert_eq!(shown(&dataset, "JPN", "2022-06-01").as_deref(), Some("welcomes"));
    assert_eq!(tree["scales"][1]["ordered"], false);
    assert_eq!(tree["statuses"][2]["tone"], "hatch");
    assert_eq!(tree["events"][3]["changes"][0]["status"], serde_json::Value::Null);
}

#[test]
fn a_dash_without_a_scale_ends_what_the_actor_was_told_to_be_last() {
    let table = "date,actor,status,scale\n2020,Japan,member,Nearness\n2021,Japan,-,\n2020,France,welcomes,Reactions\n\
                 2021,France,-,\n";
    let (dataset, tree, _) = converted(table, Form::Csv);
    assert_eq!(shown(&dataset, "JPN", "2020-06-01").as_deref(), Some("member"));
    assert_eq!(shown(&dataset, "JPN", "2021-06-01"), None);
    assert_eq!(shown(&dataset, "FRA", "2021-06-01"), None);
    assert_eq!(tree["scales"].as_array().unwrap().len(), 2);
}

#[test]
fn ids_that_the_table_gives_are_kept_and_made_ones_make_way() {
    let table = "id,date,title\n,2020,Start\nstart,2021,Other\n,2022,Start\n";
    let (_, tree, _) = converted(table, Form::Csv);
    let ids: Vec<_> =
        tree["events"].as_array().unwrap().iter().map(|event| event["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["start-2", "start", "start-3"]);
}

#[test]
fn each_slip_is_told_at_its_cell() {
    let table = [
        (
            "date,actor,status\n2024-04-31,Japan,member\n",
            "2:1 line 2, date: \"2024-04-31\"; a date like 2024-04-08, April 2024, 2023 or 44 BC; that month has no such day",
        ),
        (
            "date,actor,status\n2024,Japan,\"member\n",
            "2:12 line 2: a quote that is never closed; a closing \"; a quote within a cell is written twice: \"\"",
        ),
        (
            "dates,actor\n2024,Japan\n",
            "1:1 line 1: no such column; a column \"date\"; did you mean \"date\"?",
        ),
        (
            "date,title\n2024,One, two\n",
            "2:10 line 2: 3 cells; 2, as the first line has; a cell with the separator in it stands in double quotes",
        ),
        ("date,status\n2024,member\n", "2:1 line 2, actor: nothing; who becomes so"),
        (
            "date,title,lon,lat\n2024,A,35.7,139.7\n",
            "2:13 line 2, lat: \"139.7\"; degrees of latitude, -90 to 90; lon and lat look swapped",
        ),
        (
            "date,title,url\n2024,A,example.org/x\n",
            "2:8 line 2, url: \"example.org/x\"; an https: or http: address; did you mean https://example.org/x?",
        ),
        (
            "date,title,source,tier\n2024,A,B,offical\n",
            "2:10 line 2, tier: \"offical\"; one of official, agency, press, research, reference, secondary; did you mean \"official\"?",
        ),
        (
            "date,actor,status,tone\n2024,A,B,ramp1\n",
            "2:10 line 2, tone: \"ramp1\"; one of ramp-1, ramp-2, ramp-3, ramp-4, ramp-5, ramp-6, ramp-7, ramp-8, hatch, lines, dots, upright; did you mean \"ramp-1\"?",
        ),
        (
            "date,actor,status,rank\n2024,A,B,first\n",
            "2:10 line 2, rank: \"first\"; a number, 1 for the strongest",
        ),
        (
            "date,end,title\n2024,2023,A\n",
            "2:6 line 2, end: \"2023\"; an end that is not before the date; the interval ends before it starts",
        ),
        (
            "date,title\n2024,\n",
            "2:1 line 2, title: nothing; what happened; without a title, an actor and a status name it",
        ),
        ("date,title\n", "1:1 line 1: no rows; at least one row after the names of columns"),
        ("", "1:1 line 1: nothing; a first line with the names of columns"),
        (
            "date,title\n45390,A\n",
            "2:1 line 2, date: \"45390\"; a date like 2024-04-08, April 2024, 2023 or 44 BC; a spreadsheet's number of a day, 2024-04-08? format the column as dates",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(errors(text), [expected], "{text}");
    }
}

#[test]
fn what_spreadsheets_do_to_a_table_is_explained() {
    let table = [
        // A title above the names.
        (
            "The Harbour Pact,,\n,,\ndate,actor,status\n2024,Japan,member\n",
            "1:1 line 1: no such column; a column \"date\"; line 3 looks like the names: take away what stands above it",
        ),
        // Merged cells.
        (
            "date,title\n2024-04-08,A\n,B\n",
            "3:1 line 3, date: nothing; a date like 2024-04-08, April 2024, 2023 or 44 BC; cells that were merged are empty but for the first: give each row its date",
        ),
        // A quote that was not doubled.
        (
            "date,title\n2024,\"He said \"no\" to us\"\n",
            "2:16 line 2: a text after a closing quote; the end of the cell; a quote within a cell is written twice: \"\"",
        ),
        // One question, not three errors.
        (
            "date,title\n03/04/2024,A\n05/06/2024,B\n01/02/2023,C\n",
            "2:1 line 2, date: \"03/04/2024\" and 2 more like it; a date like 2024-04-08, April 2024, 2023 or 44 BC; day or month first? write 2024-04-08, or say which comes first",
        ),
        (
            "https://docs.google.com/spreadsheets/d/e/x/pub?output=csv",
            "1:1 line 1: an address; a table, a TimelineJS document, GeoJSON or a dataset; nothing is fetched from it: open it, and give what it shows",
        ),
        (
            "PK\u{3}\u{4}\u{14}\0\0",
            "1:1 line 1: a spreadsheet's own file, or a ZIP archive; a table, a TimelineJS document, GeoJSON or a dataset; open it and save the sheet as CSV UTF-8",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(errors(text), [expected], "{text}");
    }
}

#[test]
fn tables_are_read_as_other_countries_write_them() {
    let tables = [
        "Datum;Land;Stand;Titel;Quelle\r\n8. April 2024;Japan;Mitglied;\"Beitritt; endlich\";Amtsblatt\r\n",
        "\u{feff}Date;Pays;Statut;Titre;Source\n8 avril 2024;Japan;Mitglied;\"Beitritt; endlich\";Amtsblatt\n\n;;;;\n",
        "日付,国,地位,題名,出典\n2024年4月8日,Japan,Mitglied,Beitritt; endlich,Amtsblatt\n",
        "날짜|나라|지위|제목|출처\r2024년 4월 8일|Japan|Mitglied|Beitritt; endlich|Amtsblatt",
        "दिनांक,देश,स्थिति,शीर्षक,स्रोत\n2024-04-08,Japan,Mitglied,Beitritt; endlich,Amtsblatt\n",
    ];
    for table in tables {
        let (dataset, tree, outcome) = converted(table, Form::Csv);
        let event = &tree["events"][0];
        assert_eq!(
            (&event["date"], &event["title"]),
            (&"2024-04-08".into(), &"Beitritt; endlich".into()),
            "{table}"
        );
        assert_eq!(shown(&dataset, "JPN", "2024-04-08").as_deref(), Some("mitglied"), "{table}");
        assert_eq!(tree["sources"][0]["title"], "Amtsblatt", "{table}");
        assert_eq!(
            outcome.warnings.len(),
            1,
            "the publisher's kind alone is a guess: {:?}",
            outcome.warnings
        );
    }
}

#[test]
fn countries_are_known_by_the_names_that_are_told() {
    let text = "date,actor,status\n2024,deutschland,member\n2024,Frankreich,member\n";
    let countries = vec![("Deutschland".into(), "DE".into()), ("Frankreich".into(), "FR".into())];
    let outcome = read(text, None, &Options { countries, ..Options::default() });
    assert_eq!(outcome.warnings, []);
    let dataset = outcome.dataset.unwrap();
    let actors = dataset.get("actors").and_then(|actors| actors.as_array()).unwrap();
    let codes: Vec<_> = actors.iter().filter_map(|actor| actor.get("code")?.as_str()).collect();
    assert_eq!(codes, ["DEU", "FRA"]);
}

#[test]
fn names_that_may_be_slips_are_warned_of() {
    let text = "date,actor,status,rank\n2024-04-08,Japan,member,1\n2024-05-01,Itlay,member,\n2024-06-01,France,membre,\n2025,Deutschland,member,\n2025,Sea League,member,\n";
    assert_eq!(
        warnings(text),
        [
            "3:12 line 3, actor: \"Itlay\"; a country, to be coloured on the map; did you mean \"Italy\"?",
            "4:19 line 4, status: \"membre\", in this row only; a status that other rows have too; did you mean \"member\"?",
            "5:6 line 5, actor: 2 actors that are no countries known by these names: Deutschland, Sea League; a country, to be coloured on the map; countries are known by English name and by code; a column \"code\" says which one is meant",
        ]
    );
}

#[test]
fn the_order_of_statuses_is_told_where_it_was_guessed() {
    let text = "date,actor,status\n2020,Japan,applicant\n2024,Japan,member\n";
    assert_eq!(
        warnings(text),
        [
            "1:1 line 1: no rank, so that the order is that of the rows: applicant, member; statuses from the strongest to the weakest; a column \"rank\" with 1 for the strongest orders statuses"
        ]
    );
    assert_eq!(warnings("date,actor,status,rank\n2020,Japan,applicant,2\n2024,Japan,member,1\n"), [""; 0]);
}

#[test]
fn a_table_is_called_as_its_file_where_nobody_gives_a_title() {
    let title = |title: Option<&str>| {
        let options =
            Options { title: title.map(Into::into), name: Some("my pact".into()), ..Options::default() };
        let dataset = read("date,title\n2024,A\n", None, &options).dataset.unwrap();
        dataset.get("title").and_then(|title| title.as_str()).map(str::to_owned)
    };
    assert_eq!(title(None).as_deref(), Some("my pact"));
    assert_eq!(title(Some("The Pact")).as_deref(), Some("The Pact"));
}

#[test]
fn every_wrong_row_is_told_at_once() {
    let text = "date,title\nsoon,A\n2024,B\nlater,C\n\n2024-13,D\n";
    let lines: Vec<String> =
        errors(text).iter().map(|told| told.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(lines, ["2:1", "4:1", "6:1"]);
}

#[test]
fn a_column_shows_whether_its_days_come_first() {
    let (_, tree, _) = converted("date,title\n4/8/2024,A\n25/12/2024,B\n", Form::Csv);
    assert_eq!(tree["events"][0]["date"], "2024-08-04");
    let open = "date,title\n4/8/2024,A\n";
    assert_eq!(errors(open).len(), 1);
    let options = Options { dates: Some(DateOrder::MonthFirst), ..Options::default() };
    let outcome = read(open, None, &options);
    let event =
        outcome.dataset.as_ref().and_then(|d| d.get("events")).and_then(|e| e.as_array()).map(|e| &e[0]);
    assert_eq!(event.and_then(|event| event.get("date")).and_then(|date| date.as_str()), Some("2024-04-08"));
}

#[test]
fn what_is_guessed_or_not_read_is_a_warning() {
    let text = "date,title,stauts,photo\n2024-04-08 14:30,A,x,y.jpg\n";
    assert_eq!(
        warnings(text),
        [
            "1:12 line 1: a column \"stauts\", which is not read; a column that is known here; did you mean \"status\"?",
            "1:19 line 1: a column \"photo\", which is not read; a column that is known here",
            "2:1 line 2, date: \"2024-04-08 14:30\"; a time zone; times without one are taken as UTC; a zone says which: 2024-04-08T14:30+09:00",
        ]
    );
}

#[test]
fn sources_are_asked_for_where_they_are_wanted() {
    let text = "date,actor,status,url\n2024,A,in,https://example.org/\n2025,A,out,\n";
    let outcome = read(text, None, &Options { sourced: true, ..Options::default() });
    assert_eq!(
        told(text, &outcome.errors),
        [
            "3:1 line 3: none; at least one source; in the dataset: events[1].sources",
            "3:1 line 3: none; at least one source; in the dataset: events[1].changes[0].sources",
        ]
    );
}

#[test]
fn a_long_table_takes_time_in_its_length_only() {
    let rows = |count: usize| {
        let row = |at: usize| {
            format!(
                "2024-01-{:02},Actor {},status {},https://example.org/{at}\n",
                at % 28 + 1,
                at % 40,
                at % 5
            )
        };
        (0..count).map(row).collect::<String>()
    };
    let took = |count: usize| {
        let text = format!("date,actor,status,url\n{}", rows(count));
        let start = std::time::Instant::now();
        let outcome = read(&text, None, &Options::default());
        assert_eq!(outcome.errors.len(), 0);
        start.elapsed()
    };
    let (short, long) = (took(1_000), took(16_000));
    // Sixteen times as many rows: sorting adds a little, a search through all rows each would take 256 times.
    assert!(long < short * 80, "{short:?} and {long:?}");
}
