//! What a header says a column is, by its words in nine languages and in those of known standards.

use super::guess::slug;
use crate::judge::hints;
use crate::read::concept;

/// Whether one of the header's words is one of these.
fn says(header: &str, words: &[&str]) -> bool {
    let slug = slug(header);
    words.contains(&slug.as_str()) || slug.split('_').any(|part| words.contains(&part))
}

/// A place by name or code, in nine languages and in the words of SDMX, Eurostat and Open SDG.
pub(super) fn is_place(header: &str) -> bool {
    const WORDS: [&str; 37] = [
        "countries",
        "regions",
        "municipalities",
        "ripartizioni",
        "ripartizione",
        "territori",
        "jednostki",
        "jednostka",
        "codgeo",
        "libgeo",
        "com_insee",
        "insee_com",
        "organisationunitname",
        "organisation_unit",
        "orgunit",
        "orgunitname",
        "itter107",
        "teryt",
        "kommunnamn",
        "territory",
        "geo",
        "geocode",
        "ref_area",
        "location",
        "reporter",
        "geoareaname",
        "municipios",
        "regioni",
        "comuni",
        "province",
        "communes",
        "departements",
        "kommuner",
        "gminy",
        "powiaty",
        "enhet",
        "provincias",
    ];
    hints(concept(header)).place || says(concept(header), &WORDS)
}

pub(super) fn is_period(header: &str) -> bool {
    let header = concept(header);
    hints(header).when
        || says(
            header,
            &[
                "periodname",
                "periodcode",
                "periodid",
                "time",
                "time_period",
                "periodo",
                "semester",
                "award_date",
            ],
        )
}

/// The column of values as given: `OBS_VALUE` of SDMX, `Value` of Open SDG, and the word in nine languages.
pub(super) fn is_value(header: &str) -> bool {
    let known = [
        "value",
        "valore",
        "obs_value",
        "values",
        "valeur",
        "valor",
        "wert",
        "wartosc",
        "valoare",
        "varde",
        "factvaluenumeric",
        "numeric",
    ];
    known.contains(&slug(concept(header)).as_str())
}

/// The column that tells indicators apart.
pub(super) fn is_series(header: &str) -> bool {
    let known = [
        "indicator",
        "indicatore",
        "series",
        "serie",
        "indicateur",
        "indicador",
        "indikator",
        "wskaznik",
        "seria",
        "indicator_code",
        "indicator_name",
        "seriescode",
        "seriesdescription",
        "series_name",
        "nyckeltal",
        "na_item",
        "indic",
    ];
    known.contains(&slug(concept(header)).as_str())
}

pub(super) fn is_reached(header: &str) -> bool {
    says(header, &["positive", "positivi", "achieved", "raggiunti", "successes"])
}

pub(super) fn is_engaged(header: &str) -> bool {
    says(
        header,
        &["engaged", "enrolled", "participants", "coinvolti", "partecipanti", "iscritti", "beneficiari"],
    )
}

/// Columns that tell who somebody is: private until somebody says otherwise.
pub(super) fn is_personal(header: &str) -> bool {
    says(
        header,
        &[
            "email",
            "mail",
            "phone",
            "telefono",
            "cellulare",
            "surname",
            "cognome",
            "first_name",
            "last_name",
            "codice_fiscale",
            "fiscale",
            "tax_code",
            "address",
            "indirizzo",
            "birth",
            "birthday",
            "pesel",
            "personnummer",
            "nir",
            "targa",
            "diagnosi",
            "nascita",
        ],
    )
}

/// Columns that number rows rather than measure them, where no number stands twice.
pub(super) fn is_numbering(header: &str) -> bool {
    let words = [
        "repertorio",
        "progressivo",
        "matricola",
        "protocollo",
        "pratica",
        "nr",
        "no",
        "num",
        "lp",
        "record",
        "row",
        "riga",
        "index",
        "ordine",
        "lfd",
    ];
    says(header, &words) || hints(header).code
}

/// Columns that tell how places or periods are given, not which.
pub(super) fn is_about(header: &str) -> bool {
    says(header, &["type", "tipo", "parent", "typ", "level", "livello"])
}

/// Columns that say by themselves that they tell rows apart.
pub(super) fn is_dimension(header: &str) -> bool {
    const WORDS: [&str; 19] = [
        "sex",
        "gender",
        "age",
        "sesso",
        "genere",
        "eta",
        "sexe",
        "sexo",
        "classif1",
        "classif2",
        "dim1",
        "dim2",
        "plec",
        "wiek",
        "kon",
        "alder",
        "geschlecht",
        "classe",
        "fascia",
    ];
    says(concept(header), &WORDS)
}

/// Ages, which are numbers.
pub(super) fn is_age(header: &str) -> bool {
    says(concept(header), &["age", "eta", "alder", "wiek", "edad", "idade", "alter", "ages"])
}

/// Columns of remarks on the values beside them.
pub(super) fn is_remark(header: &str) -> bool {
    says(
        concept(header),
        &[
            "status",
            "flag",
            "flags",
            "note",
            "notes",
            "source",
            "unit",
            "footnote",
            "comments",
            "column",
            "dataflow",
            "decimals",
            "multiplier",
        ],
    )
}

/// Postcodes say roughly where, and are no groups.
pub(super) fn is_postcode(header: &str) -> bool {
    says(
        header,
        &["cap", "zip", "zipcode", "postcode", "plz", "postnummer", "code_postal", "kod_pocztowy", "cp"],
    )
}

/// Columns that name what each row is about: a body, a school, a branch.
pub(super) fn is_named(header: &str) -> bool {
    const WORDS: [&str; 26] = [
        "nazwa",
        "nome",
        "name",
        "nom",
        "nombre",
        "namn",
        "nume",
        "denominazione",
        "bezeichnung",
        "ente",
        "enti",
        "istituto",
        "istituti",
        "scuola",
        "scuole",
        "sede",
        "sedi",
        "school",
        "site",
        "branch",
        "skola",
        "szkola",
        "jednostka",
        "organisation",
        "organizzazione",
        "organizacja",
    ];
    says(header, &WORDS)
}

/// Codes of places of an official list, which name a place where no column does.
pub(super) fn is_place_code(header: &str) -> bool {
    const WORDS: [&str; 15] = [
        "nuts",
        "nuts1",
        "nuts2",
        "nuts3",
        "nuts_id",
        "lau",
        "istat",
        "codice_istat",
        "cod_istat",
        "procom",
        "pro_com",
        "iso2",
        "iso3",
        "country_code",
        "teryt",
    ];
    let slug = slug(concept(header));
    let about = ["popolazione", "population", "fonte", "source"];
    (WORDS.contains(&slug.as_str()) || slug.split('_').any(|part| WORDS.contains(&part)))
        && !slug.split('_').any(|part| about.contains(&part))
}

/// What is said of the value beside it, in SDMX and Eurostat's files: no group of anything.
pub(super) fn is_flag(header: &str) -> bool {
    const WORDS: [&str; 10] = [
        "obs_status",
        "obs_flag",
        "conf_status",
        "observation_status",
        "observation_flag",
        "confidentiality_status",
        "flag",
        "flags",
        "flag_codes",
        "obs_conf",
    ];
    WORDS.contains(&slug(concept(header)).as_str())
}

/// Whether the header says that something is meant to happen, not that it did.
pub(super) fn is_planned(header: &str) -> bool {
    says(
        header,
        &[
            "planned",
            "anticipated",
            "expected",
            "previsto",
            "prevista",
            "prevue",
            "prevu",
            "geplant",
            "planowana",
        ],
    )
}

pub(super) fn is_code(header: &str) -> bool {
    let slug = slug(concept(header));
    [
        "id",
        "code",
        "codice",
        "cap",
        "zip",
        "postcode",
        "kod",
        "codgeo",
        "teryt",
        "itter107",
        "identifier",
        "ref",
    ]
    .iter()
    .any(|word| slug.split('_').any(|part| part == *word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_nine_languages_and_known_standards() {
        for header in
            ["REF_AREA", "geo", "GeoCode", "Comune", "Commune", "Miasto", "Kommun", "País", "Gemeinde"]
        {
            assert!(is_place(header), "{header}");
        }
        for header in ["TIME_PERIOD", "Anno", "Année", "Rok", "År", "Jahr", "awardDate", "Data inizio"] {
            assert!(is_period(header), "{header}");
        }
        for header in ["Zeitraum", "Esercizio", "Exercice"] {
            assert!(is_period(header), "{header}");
        }
        for header in ["Bundesland", "Região", "Județ", "Län", "Województwo"] {
            assert!(is_place(header), "{header}");
        }
        for header in ["NUTS", "Codice ISTAT", "Codice Istat del Comune", "PRO_COM", "ISO3", "nuts_2"] {
            assert!(is_place_code(header), "{header}");
        }
        for header in ["Popolazione ISTAT", "Nutshell", "Comune"] {
            assert!(!is_place_code(header), "{header}");
        }
        for header in ["OBS_VALUE", "Valeur", "Wartość", "Värde", "Wert", "Value"] {
            assert!(is_value(header), "{header}");
        }
    }
}
