//! Places by name and code: countries of ISO 3166-1, regions of NUTS by their shape, large cities in several languages.
//!
//! Names were typed from the official lists (ISO 3166-1, the Publications Office's list of countries in Italian, English,
//! French, Spanish, German, Polish, Portuguese, Romanian and Swedish) and from common use for cities. Without accents
//! and case. A name that is not here is no fault: it is a place that nobody recognised.

use super::words::fold;

/// What a cell was recognised as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Known {
    /// A name or code of a country.
    Country,
    /// A code of NUTS, level 1 or 2.
    Region,
    /// A name of a city.
    City,
}

/// Two letters, three letters, then the name in English and other languages.
const COUNTRIES: &str = "\
AL ALB Albania,Albanie,Albanien
AT AUT Austria,Autriche,Osterreich,Osterrike
BE BEL Belgium,Belgio,Belgique,Belgica,Belgien,Belgia
BG BGR Bulgaria,Bulgarie,Bulgarien
CH CHE Switzerland,Svizzera,Suisse,Suiza,Schweiz,Szwajcaria,Suica,Elvetia
CY CYP Cyprus,Cipro,Chypre,Chipre,Zypern,Cypr,Cypern
CZ CZE Czechia,Czech Republic,Cechia,Repubblica Ceca,Tchequie,Chequia,Tschechien,Czechy,Cehia,Tjeckien
DE DEU Germany,Germania,Allemagne,Alemania,Deutschland,Niemcy,Alemanha,Tyskland
DK DNK Denmark,Danimarca,Danemark,Dinamarca,Dania,Danemarca,Danmark
EE EST Estonia,Estonie,Estland
ES ESP Spain,Spagna,Espagne,Espana,Spanien,Hiszpania,Espanha,Spania
FI FIN Finland,Finlandia,Finlande,Finnland,Finlanda
FR FRA France,Francia,Frankreich,Francja,Franca,Franta,Frankrike
GB GBR United Kingdom,Regno Unito,Royaume-Uni,Reino Unido,Vereinigtes Konigreich,Wielka Brytania,Regatul Unit,Storbritannien,UK
GR GRC Greece,Grecia,Grece,Griechenland,Grecja,Grekland
HR HRV Croatia,Croazia,Croatie,Croacia,Kroatien,Chorwacja,Croatia,Croatia
HU HUN Hungary,Ungheria,Hongrie,Hungria,Ungarn,Wegry,Ungaria,Ungern
IE IRL Ireland,Irlanda,Irlande,Irland,Irlandia
IS ISL Iceland,Islanda,Islande,Islandia,Island
IT ITA Italy,Italia,Italie,Italien,Wlochy
LI LIE Liechtenstein
LT LTU Lithuania,Lituania,Lituanie,Litauen,Litwa,Lituania
LU LUX Luxembourg,Lussemburgo,Luxemburgo,Luxemburg,Luksemburg
LV LVA Latvia,Lettonia,Lettonie,Letonia,Lettland,Lotwa
ME MNE Montenegro,Czarnogora
MK MKD North Macedonia,Macedonia del Nord,Macedoine du Nord,Nordmazedonien,Macedonia Polnocna
MT MLT Malta,Malte
NL NLD Netherlands,Paesi Bassi,Pays-Bas,Paises Bajos,Niederlande,Holandia,Paises Baixos,Tarile de Jos,Nederlanderna
NO NOR Norway,Norvegia,Norvege,Noruega,Norwegen,Norwegia,Norge
PL POL Poland,Polonia,Pologne,Polen,Polska
PT PRT Portugal,Portogallo,Portugalia,Portugalia
RO ROU Romania,Roumanie,Rumania,Rumanien,Rumunia,Romenia
RS SRB Serbia,Serbie,Serbien
SE SWE Sweden,Svezia,Suede,Suecia,Schweden,Szwecja,Suedia,Sverige
SI SVN Slovenia,Slovenie,Eslovenia,Slowenien,Slowenia,Slovenien
SK SVK Slovakia,Slovacchia,Slovaquie,Eslovaquia,Slowakei,Slowacja,Slovacia,Slovakien
TR TUR Turkey,Turkiye,Turchia,Turquie,Turquia,Turkei,Turcja,Turcia,Turkiet
UA UKR Ukraine,Ucraina,Ucrania,Ukraina
AU AUS Australia,Australie,Australien
BR BRA Brazil,Brasile,Bresil,Brasil,Brasilien,Brazylia,Brazilia
CA CAN Canada,Kanada
CL CHL Chile,Cile,Chili
CN CHN China,Cina,Chine,Chiny,Kina
CO COL Colombia,Colombie,Kolumbien,Kolumbia
IL ISR Israel,Israele,Izrael
IN IND India,Inde,Indien,Indie
JP JPN Japan,Giappone,Japon,Japonia,Japao
KE KEN Kenya
KR KOR South Korea,Korea,Republic of Korea,Corea del Sud,Coree du Sud
MX MEX Mexico,Messico,Mexique,Mexiko,Meksyk
NA NAM Namibia,Namibie
NZ NZL New Zealand,Nuova Zelanda,Nouvelle-Zelande,Neuseeland
UG UGA Uganda,Ouganda
US USA United States,United States of America,Stati Uniti,Etats-Unis,Estados Unidos,Vereinigte Staaten,Stany Zjednoczone
ZA ZAF South Africa,Sudafrica,Sud Africa,Afrique du Sud,Sudafrika,Republika Poludniowej Afryki,Africa do Sul,Sydafrika";

/// The name in English, then in other languages. A city whose name is the same everywhere stands alone.
const CITIES: &str = "\
Amsterdam,Amsterdã
Antwerp,Anversa,Anvers,Antwerpen,Amberes
Athens,Atene,Athenes,Atenas,Athen,Ateny,Atena,Aten
Barcelona,Barcellona,Barcelone
Bari
Basel,Basilea,Bale
Belgrade,Belgrado,Belgrad
Berlin,Berlino
Bergamo
Bologna,Bologne
Bordeaux
Bratislava
Brescia
Brussels,Bruxelles,Bruselas,Brussel,Brussels,Bruksela,Bryssel
Bucharest,Bucarest,Bukarest,Bukareszt,Bucuresti
Budapest
Cagliari
Catania
Cologne,Colonia,Koln,Kolonia
Copenhagen,Copenaghen,Copenhague,Kopenhagen,Kopenhaga,Kopenhamn,Kobenhavn
Cracow,Krakow,Cracovia,Cracovie,Krakau
Dublin,Dublino
Florence,Firenze,Florenz,Florencia,Florencja
Frankfurt,Francoforte,Francfort
Gdansk,Danzica,Danzig
Geneva,Ginevra,Geneve,Ginebra,Genf,Genewa
Genoa,Genova,Genes,Genua
Gothenburg,Goteborg
Hamburg,Amburgo,Hambourg,Hamburgo
Helsinki,Helsingfors
Istanbul,Estambul
Lisbon,Lisbona,Lisbonne,Lisboa,Lissabon,Lizbona
Ljubljana,Lubiana
Lodz
London,Londra,Londres,Londyn
Lyon,Lione
Madrid,Madryt
Malmo
Marseille,Marsiglia,Marsella
Messina
Milan,Milano,Mailand,Mediolan
Munich,Monaco di Baviera,Munchen,Monachium
Naples,Napoli,Neapel,Neapol
Nice,Nizza,Niza
Oslo
Padua,Padova,Padoue
Palermo,Palerme
Paris,Parigi,Paryz
Parma
Perugia
Porto,Oporto
Poznan
Prague,Praga,Prag
Riga
Rome,Roma,Rom,Rzym
Rotterdam
Seville,Siviglia,Sevilla
Sofia
Stockholm,Stoccolma,Sztokholm,Estocolmo
Strasbourg,Strasburgo,Strassburg
Tallinn
Taranto
Thessaloniki,Salonicco
Toulouse,Tolosa
Trento
Trieste,Triest
Turin,Torino,Turyn
Valencia,Valenza
Venice,Venezia,Venise,Venedig,Wenecja
Verona
Vienna,Vienne,Wien,Wieden
Vilnius
Warsaw,Varsavia,Varsovie,Varsovia,Warschau,Warszawa
Wroclaw,Breslavia,Breslau
Zagreb,Zagabria
Zurich,Zurigo";

/// What a cell is recognised as; nothing where it is no place that is known here.
pub(crate) fn known_place(cell: &str) -> Option<Known> {
    let cell = cell.trim();
    if country(cell).is_some() {
        return Some(Known::Country);
    }
    if is_nuts(cell) {
        return Some(Known::Region);
    }
    city(cell).map(|_| Known::City)
}

/// The name under which a place is known, whatever language it is written in; the code counts as a name.
///
/// ```text
/// same_place("Torino") = same_place("TURIN") = Some("Turin")
/// ```
pub(crate) fn same_place(cell: &str) -> Option<&'static str> {
    country(cell.trim()).or_else(|| city(cell.trim()))
}

fn country(cell: &str) -> Option<&'static str> {
    let code = (2..=3).contains(&cell.len()) && cell.bytes().all(|byte| byte.is_ascii_uppercase());
    // Eurostat writes Greece and the United Kingdom in its own way.
    let cell = match cell {
        "EL" => "GR",
        "UK" => "GB",
        other => other,
    };
    let folded = fold(cell);
    COUNTRIES.lines().find_map(|line| {
        let mut parts = line.splitn(3, ' ');
        let (two, three, names) = (parts.next()?, parts.next()?, parts.next()?);
        let named = names.split(',').any(|name| same(name, &folded));
        (named || code && (two == cell || three == cell)).then(|| names.split(',').next().unwrap_or(names))
    })
}

fn city(cell: &str) -> Option<&'static str> {
    let folded = fold(cell);
    let line = CITIES.lines().find(|line| line.split(',').any(|name| same(name, &folded)))?;
    line.split(',').next()
}

fn same(name: &str, folded: &str) -> bool {
    name.len() == folded.len() && name.eq_ignore_ascii_case(folded)
}

/// A country's two letters and one or two letters or digits: `ITC`, `ITC1`, `SE12`.
fn is_nuts(cell: &str) -> bool {
    let shaped = (3..=4).contains(&cell.len())
        && cell.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && cell.as_bytes()[..2].iter().all(u8::is_ascii_uppercase)
        && cell.as_bytes()[2..].iter().any(u8::is_ascii_digit);
    shaped && country(&cell[..2]).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_in_many_languages() {
        for cell in ["Torino", "TURIN", "turin ", "Turyn"] {
            assert_eq!(same_place(cell), Some("Turin"), "{cell}");
        }
        for cell in ["IT", "ITA", "Italia", "Włochy", "Italie"] {
            assert_eq!(same_place(cell), Some("Italy"), "{cell}");
        }
        assert_eq!(same_place("EL"), Some("Greece"));
        assert_eq!(same_place("it"), None);
        assert_eq!(same_place("Atlantis"), None);
    }

    #[test]
    fn places_are_recognised() {
        assert_eq!(known_place("NA"), Some(Known::Country));
        assert_eq!(known_place("ITC1"), Some(Known::Region));
        assert_eq!(known_place("Łódź"), Some(Known::City));
        assert_eq!(known_place("XX12"), None);
    }

    #[test]
    fn no_name_means_two_places() {
        let mut seen = std::collections::BTreeMap::new();
        let countries = COUNTRIES.lines().filter_map(|line| line.splitn(3, ' ').nth(2));
        for line in countries.chain(CITIES.lines()) {
            for name in line.split(',') {
                let folded = fold(name);
                let other = seen.insert(folded, line);
                assert!(other.is_none_or(|other| other == line), "{name}");
            }
        }
    }
}
