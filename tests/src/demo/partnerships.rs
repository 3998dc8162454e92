//! The forty-one partnerships: three of each city and eleven of single kinds. Every name is invented.

use super::cities::CITIES;

/// What a partnership works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// Getting into work.
    Employment,
    /// Back to school or training.
    Education,
    /// A home that lasts.
    Housing,
    /// Health and care.
    Health,
    /// Neighbourhoods.
    Community,
}

impl Area {
    /// The word in the files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Employment => "employment",
            Self::Education => "education",
            Self::Housing => "housing",
            Self::Health => "health",
            Self::Community => "community",
        }
    }

    /// The age bands that it works with.
    #[must_use]
    pub fn ages(self) -> &'static [&'static str] {
        match self {
            Self::Education => &["15-19", "20-29"],
            Self::Employment | Self::Housing => &["20-29", "30-49", "50+"],
            Self::Health | Self::Community => &["15-19", "20-29", "30-49", "50+"],
        }
    }
}

/// One partnership.
#[derive(Debug)]
pub struct Partnership {
    /// `P-001` and so on.
    pub id: String,
    /// Its place in `CITIES`.
    pub city: usize,
    /// What it works on.
    pub area: Area,
    /// How it is agreed.
    pub kind: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The first quarter with outcomes, 0 being 2019-Q1.
    pub first: usize,
    /// The last quarter.
    pub last: usize,
}

const CONTRACT: &str = "outcomes_contract";
const DESIGN: &str = "co_design";
const PROGRAMMING: &str = "co_programming";
const DISTRICT: &str = "solidarity_district";
const HUB: &str = "community_hub";
const BUDGET: &str = "health_budget";

/// Work, education and housing of each city: the name and the kind of each.
#[rustfmt::skip]
const THREE: [[(&str, &str); 3]; 10] = [
    [("Premier Pas", CONTRACT), ("Rattrapage Belleville", DESIGN), ("Un Toit d'Abord Canal", CONTRACT)],
    [("Port of New Trades", CONTRACT), ("Druga Szansa Wrzeszcz", DESIGN), ("Klucze do Domu", PROGRAMMING)],
    [("Lavoro in Cortile", DESIGN), ("Ritorno in Aula", CONTRACT), ("Casa Prima Corvetto", PROGRAMMING)],
    [("Patto per il Lavoro Aurora", CONTRACT), ("Scuola Ponte", PROGRAMMING), ("Abitare Insieme Dora", DESIGN)],
    [("Feina a Prop", CONTRACT), ("Tornem a l'Aula", DESIGN), ("Claus de Casa", CONTRACT)],
    [("Ofícios do Minho", DESIGN), ("Escola de Novo", CONTRACT), ("Teto Seguro", PROGRAMMING)],
    [("Vägen Vidare", CONTRACT), ("Tillbaka till Skolan", CONTRACT), ("Bostad Först Söder", DESIGN)],
    [("Tremplin Port du Rhin", PROGRAMMING), ("Retour en Classe", DESIGN), ("Logis Durable", CONTRACT)],
    [("Praca na Nadodrzu", CONTRACT), ("Wracam do Szkoły", PROGRAMMING), ("Mieszkanie na Start", CONTRACT)],
    [("Meserii pentru Maramureș", DESIGN), ("Înapoi la Școală", DESIGN), ("O Casă Stabilă", PROGRAMMING)],
];

/// The others: city, area, kind, name, first and last quarter.
#[rustfmt::skip]
const SINGLES: [(usize, Area, &str, &str, usize, usize); 11] = [
    (0, Area::Community, DISTRICT, "District of Shared Trades, North-East", 6, 27),
    (1, Area::Community, HUB, "Dom Sąsiedzki Orunia", 8, 27),
    (2, Area::Health, BUDGET, "Budget di Salute Niguarda", 4, 27),
    (2, Area::Community, DISTRICT, "Distretto di Economia Solidale Sud", 7, 27),
    (3, Area::Health, BUDGET, "Budget di Salute Mirafiori", 5, 27),
    (3, Area::Community, HUB, "Case di Quartiere in Rete", 4, 27),
    (4, Area::Community, HUB, "Ateneus de Barri", 6, 25),
    (5, Area::Health, DESIGN, "Cuidar em Casa", 10, 27),
    (6, Area::Health, CONTRACT, "Hälsa i Rörelse", 9, 27),
    (7, Area::Community, DISTRICT, "Archipel Solidaire", 12, 27),
    (8, Area::Health, BUDGET, "Zdrowie Blisko", 12, 27),
];

/// All partnerships in the order of their numbers.
#[must_use]
pub fn partnerships() -> Vec<Partnership> {
    let mut all = Vec::new();
    let mut add = |city, area, kind, name, first, last| {
        let id = format!("P-{:03}", all.len() + 1);
        all.push(Partnership { id, city, area, kind, name, first, last });
    };
    for (city, names) in THREE.iter().enumerate().take(CITIES.len()) {
        for ((name, kind), area) in names.iter().zip([Area::Employment, Area::Education, Area::Housing]) {
            add(city, area, kind, name, 0, 27);
        }
    }
    for (city, area, kind, name, first, last) in SINGLES {
        add(city, area, kind, name, first, last);
    }
    all
}
