//! The names of months in nine languages: Italian, English, French, Spanish, German, Polish, Portuguese, Romanian and
//! Swedish, written out and shortened; written out also in Dutch, Danish, Czech and Finnish. No shortened name means two months.

use super::words::fold;

const NAMES: [&str; 12] = [
    "january jan gennaio gen genn janvier janv enero ene januar janner styczen stycznia sty janeiro \
     ianuarie ian januari leden ledna tammikuu tammikuuta",
    "february feb febbraio febb fevrier fev fevr febrero februar feber luty lutego lut fevereiro \
     februarie februari febr unor unora helmikuu helmikuuta",
    "march mar marzo mars marz mrz maerz marzec marca marco martie mart maart mrt marts brezen brezna \
     maaliskuu maaliskuuta",
    "april apr aprile avril avr abril abr kwiecien kwietnia kwi aprilie duben dubna huhtikuu huhtikuuta",
    "may maggio mag magg mai mayo maj maja maio mei kveten kvetna toukokuu toukokuuta",
    "june jun giugno giu juin junio juni czerwiec czerwca cze junho iunie iun cerven cervna kesakuu \
     kesakuuta",
    "july jul luglio lug juillet juil julio juli lipiec lipca lip julho iulie iul cervenec cervence \
     heinakuu heinakuuta",
    "august aug agosto ago aout sierpien sierpnia sie augusti aou augustus srpen srpna elokuu elokuuta",
    "september sep sept settembre set sett septembre septiembre setiembre wrzesien wrzesnia wrz setembro \
     septembrie zari syyskuu syyskuuta",
    "october oct ottobre ott octobre octubre oktober okt pazdziernik pazdziernika paz outubro out \
     octombrie rijen rijna lokakuu lokakuuta",
    "november nov novembre noviembre listopad listopada lis novembro noiembrie noi marraskuu marraskuuta",
    "december dec dicembre dic decembre diciembre dezember dez grudzien grudnia gru dezembro decembrie \
     prosinec prosince joulukuu joulukuuta",
];

/// The month of this name, from 1; nothing where it is no name of a month.
pub(crate) fn month(word: &str) -> Option<u32> {
    let folded = fold(word);
    let bare = folded.trim_end_matches('.');
    let at = NAMES.iter().position(|names| names.split(' ').any(|name| name == bare))?;
    u32::try_from(at + 1).ok()
}

/// Whether a text is a day of a month whose year is not said, the day in front: `14-apr`, `9 gennaio`, `1° maggio`.
pub(crate) fn is_day_of_year(text: &str) -> bool {
    day_and_month(text).is_some_and(|(day_first, ..)| day_first)
}

/// A day and the name of its month, and whether the day stands in front: `14-apr`, `April 9`.
pub(super) fn day_and_month(text: &str) -> Option<(bool, u32, u32)> {
    if !(4..=30).contains(&text.len()) || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let breaks = |c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | '\u{2011}' | '\u{2013}');
    let (mut day, mut name, mut day_first) = (None, None, false);
    for token in text.split(breaks).filter(|token| !token.is_empty()) {
        let digits = token.trim_end_matches(['°', 'º', 's', 't', 'n', 'd', 'r', 'h', 'e']);
        if let Some(number) = digits.parse::<u32>().ok().filter(|_| digits.len() < 3) {
            if !(1..=31).contains(&number) || day.replace(number).is_some() {
                return None;
            }
            day_first = name.is_none();
        } else if let Some(found) = month(token) {
            if name.replace(found).is_some() {
                return None;
            }
        } else if !is_filler(token) {
            return None;
        }
    }
    Some((day_first, day?, name?))
}

const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun lunedi \
    martedi mercoledi giovedi venerdi sabato domenica lundi mardi mercredi jeudi vendredi samedi \
    dimanche lunes martes miercoles jueves viernes sabado domingo montag dienstag mittwoch donnerstag \
    freitag samstag sonntag poniedzialek wtorek sroda czwartek piatek sobota niedziela segunda terca \
    quarta quinta sexta feira luni marti miercuri joi vineri mandag tisdag onsdag torsdag fredag lun mer gio ven sab \
    dom jeu sam dim lor pon wt sr czw pt";

/// Whether a word is a day of the week, shortened perhaps: `mer`, `gio.`.
pub(crate) fn is_weekday(word: &str) -> bool {
    let folded = fold(word);
    let bare = folded.trim_end_matches('.');
    WEEKDAYS.split(' ').any(|day| day == bare)
}

/// Words between the parts of a date that say nothing: articles, weekdays.
pub(crate) fn is_filler(word: &str) -> bool {
    let folded = fold(word);
    let bare = folded.trim_end_matches('.');
    ["de", "del", "den", "of", "the", "il", "le", "el", "der", "r", "roku"].contains(&bare)
        || is_weekday(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_means_two_months() {
        for (at, names) in NAMES.iter().enumerate() {
            for name in names.split(' ') {
                for (other, others) in NAMES.iter().enumerate() {
                    assert!(at == other || !others.split(' ').any(|one| one == name), "{name}");
                }
                assert_eq!(fold(name), name);
            }
        }
    }

    #[test]
    fn days_without_a_year() {
        for day in [
            "14-apr",
            "9-gen",
            "05-Sep",
            "14 aprile",
            "1° maggio",
            "ven 14 aprile",
            "14. April",
            "3rd of May",
        ] {
            assert!(is_day_of_year(day), "{day}");
        }
        for other in ["apr-14", "April 9", "32-gen", "aprile", "14/04", "14 aprile 2020", "1-4", "14 apr 15"]
        {
            assert!(!is_day_of_year(other), "{other}");
        }
        assert_eq!(day_and_month("April 9"), Some((false, 9, 4)));
    }

    #[test]
    fn names_are_found_with_and_without_accents() {
        for (name, expected) in [
            ("Févr.", Some(2)),
            ("października", Some(10)),
            ("März", Some(3)),
            ("março", Some(3)),
            ("août", Some(8)),
            ("LUGLIO", Some(7)),
            ("lis", Some(11)),
            ("sprint", None),
        ] {
            assert_eq!(month(name), expected, "{name}");
        }
    }
}
