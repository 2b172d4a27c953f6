//! The columns of a table of changes, by the names that people give them.
//!
//! | column | other names | what it says |
//! |---|---|---|
//! | `date` | when, start, start date | when; this or a year must be there |
//! | `year`, `month`, `day` | | the same in parts; a month may be named |
//! | `end` | end date, until | the last day of what lasts |
//! | `title` | headline, event, name | the event; rows of one date and title are one event |
//! | `actor` | country, who, party | whom it is about, several with `;` between them |
//! | `status` | becomes | what the actor becomes; `-` ends what it was |
//! | `plural` | several | what several of that status are called, like members |
//! | `rank` | order | 1 for the strongest status; without it, in the order of the rows |
//! | `scale` | | the family of statuses; all but the first are unordered |
//! | `tone` | colour, color | a colour or pattern of the atlas |
//! | `summary` | text, description, note, notes, details, comment, what happened | what happened, in a few sentences |
//! | `kind` | type, category | what kind of event, in a word |
//! | `group` | | the group of the actor's lane |
//! | `code` | iso, iso3, iso code | ISO alpha-3, where the name does not tell |
//! | `track` | pillar | the strand in which it becomes so |
//! | `place` | location, city, where | where, with the two that follow |
//! | `lon` | longitude, lng, x | degrees |
//! | `lat` | latitude, y | degrees |
//! | `source` | source title | the title of the source, or its address |
//! | `url` | link, source url | addresses, with spaces between them |
//! | `publisher` | | who published it |
//! | `tier` | source tier | what kind of publisher that is |
//! | `id` | | the event's id |

use super::notes::{Notes, problem};
use crate::dataset::{did_you_mean, quote};
use crate::written::{Cell, Row};

/// The columns, each with its other names, in small letters and nothing but letters and digits: in English,
/// and after a bar in other languages.
const COLUMNS: [&str; 25] = [
    "date when start startdate | datum fecha data 日付 年月日 日時 日期 时间 날짜 일자 التاريخ दिनांक तारीख",
    "year | jahr année annee año ano anno 年 연도",
    "month | monat mois mes mês mese 月 월",
    "day | tag jour día dia giorno 日 일",
    "end enddate until | ende bis enddatum fin datedefin jusquau hasta fim fine 終了 終了日 结束 结束日期 종료일",
    "title headline event name | titel ereignis überschrift titre événement evenement título titulo titolo evento 題名 タイトル 件名 見出し 出来事 标题 事件 제목 사건 العنوان शीर्षक",
    "actor country who party actors | akteur land staat partei wer acteur pays partie país pais paese attore 国 国名 主体 国家 行为者 나라 국가 행위자 الدولة देश",
    "status becomes | stand wird statut état estado situación estatus stato 地位 状態 状态 지위 상태 الحالة स्थिति",
    "plural several | mehrzahl pluriel plurale 複数",
    "rank order | rang reihenfolge ordre rango orden ordem 順位 順序 顺序 순위",
    "scale | skala échelle echelle escala scala 尺度",
    "tone colour color | farbe couleur colore cor 色 颜色 색",
    "summary text description note notes details comment comments whathappened | zusammenfassung beschreibung anmerkung bemerkung résumé resume texte resumen descripción resumo descrição riassunto descrizione 概要 要約 説明 摘要 说明 요약 설명 الملخص सारांश",
    "kind type category | art typ kategorie genre catégorie categorie tipo categoría categoria 種類 种类 类型 종류",
    "group | gruppe groupe grupo gruppo グループ 组 그룹",
    "code iso iso3 isocode isoa3 | ländercode laendercode codepays 国コード 国家代码 국가코드",
    "track pillar | pfeiler säule strang pilier pilar pilastro 柱 支柱 필라",
    "place location city where | ort stadt lieu ville lugar ciudad cidade luogo città 場所 都市 地点 城市 장소",
    "lon longitude lng x | länge längengrad longitud 経度 经度 경도",
    "lat latitude y | breite breitengrad latitud latitudine 緯度 纬度 위도",
    "source sourcetitle | quelle fuente fonte 出典 情報源 来源 출처 المصدر स्रोत",
    "url link sourceurl | adresse lien enlace リンク 链接 링크 الرابط",
    "publisher | herausgeber éditeur editeur editor editora editore 発行者 出版者 발행처",
    "tier sourcetier",
    "id",
];

/// What the columns are called here.
const OWN_NAMES: [&str; 25] = [
    "date",
    "year",
    "month",
    "day",
    "end",
    "title",
    "actor",
    "status",
    "plural",
    "rank",
    "scale",
    "tone",
    "summary",
    "kind",
    "group",
    "code",
    "track",
    "place",
    "lon",
    "lat",
    "source",
    "url",
    "publisher",
    "tier",
    "id",
];

/// The column that a plain name means, by its own name, and whether it is called by that.
fn column(name: &str) -> Option<(&'static str, bool)> {
    let found = COLUMNS.iter().find(|names| names.split(' ').any(|known| known == name && known != "|"))?;
    let own = found.split(' ').next()?;
    Some((own, own == name))
}

/// How many cells of a row are names of columns.
pub fn names_of_columns(row: &Row) -> usize {
    row.cells.iter().filter(|cell| column(&plain_name(&cell.text)).is_some()).count()
}

/// A name of a column in small letters, and nothing but letters and digits.
pub fn plain_name(name: &str) -> String {
    // Signs within words of other scripts are neither letters nor digits, and belong there.
    let is_kept = |letter: &char| match letter.is_ascii() {
        true => letter.is_ascii_alphanumeric(),
        false => !letter.is_whitespace(),
    };
    name.chars().flat_map(char::to_lowercase).filter(is_kept).collect()
}

/// What each column holds; `None` in the list for one that is not read, and in its place where none says
/// when. `below` is the line in which names of columns seem to stand instead.
pub fn read_names(
    names: &Row,
    path: &str,
    below: Option<usize>,
    notes: &mut Notes,
) -> Option<Vec<Option<&'static str>>> {
    let plain: Vec<String> = names.cells.iter().map(|cell| plain_name(&cell.text)).collect();
    let mut fields: Vec<Option<&'static str>> = Vec::new();
    for name in &plain {
        let is_written = |wanted: &str| plain.iter().any(|name| name == wanted);
        // Of two columns for the same, the one with the plainest name is meant, else the first.
        let known = column(name)
            .filter(|(own, is_own)| !fields.contains(&Some(*own)) && (*is_own || !is_written(own)));
        fields.push(known.map(|(own, _)| own));
    }
    let has = |wanted: &str| fields.contains(&Some(wanted));
    if !has("date") && !has("year") && has("day") {
        // Without a column of years `day` holds whole dates.
        fields.iter_mut().filter(|field| **field == Some("day")).for_each(|field| *field = Some("date"));
    } else if !has("date") && !has("year") {
        let slip = plain.iter().find_map(|name| did_you_mean(name, &mut ["date"].into_iter()));
        let hint = match below {
            Some(line) => format!("line {line} looks like the names: take away what stands above it"),
            None => slip.unwrap_or_else(|| format!("columns that are read: {}", OWN_NAMES.join(", "))),
        };
        notes.error(names.span, problem(path, "no such column", "a column \"date\"", Some(hint)));
        return None;
    }
    for ((cell, name), field) in names.cells.iter().zip(&plain).zip(&fields) {
        if field.is_none() && !name.is_empty() {
            let hint = did_you_mean(name, &mut OWN_NAMES.into_iter());
            unread(cell, path, hint, notes);
        }
    }
    Some(fields)
}

/// Warns of a column that is not read.
pub fn unread(cell: &Cell, path: &str, hint: Option<String>, notes: &mut Notes) {
    let found = format!("a column {}, which is not read", quote(&cell.text));
    notes.warn_each(cell.span, problem(path, found, "a column that is known here", hint));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_name_of_its_own_and_no_name_means_two() {
        let own: Vec<&str> = COLUMNS.iter().filter_map(|names| names.split(' ').next()).collect();
        assert_eq!(own, OWN_NAMES);
        for name in COLUMNS.iter().flat_map(|names| names.split(' ')) {
            assert!(name == "|" || plain_name(name) == name, "{name} is not plain");
            let holders = COLUMNS.iter().filter(|names| names.split(' ').any(|known| known == name));
            assert!(name == "|" || holders.count() == 1, "{name} means two columns");
        }
    }
}
