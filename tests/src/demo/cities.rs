//! The ten cities: their size and where their invented outcomes begin and end.

/// A share at the beginning of 2019 and at the end of 2025.
pub type Path = (f64, f64);

/// One city of the demonstration.
#[derive(Debug)]
pub struct City {
    /// The code in the files.
    pub id: &'static str,
    /// Its own name.
    pub name: &'static str,
    /// The city's own organisation, which pays for outcomes.
    pub payer: &'static str,
    /// How many people a partnership takes, beside the others'.
    pub size: f64,
    /// In work six months after.
    pub work: Path,
    /// Back in education.
    pub education: Path,
    /// Stably housed after a year.
    pub housing: Path,
    /// What one verified outcome costs, in euros.
    pub cost: Path,
    /// Young people neither in work nor in education, per cent, as the statistical office gives it.
    pub neet: Path,
    /// Providers, invented.
    pub providers: [&'static str; 5],
}

/// The cities in the order of the network's list.
#[rustfmt::skip]
pub const CITIES: [City; 10] = [
    City { id: "paris", name: "Paris", payer: "Ville de Paris", size: 2.0,
        work: (0.38, 0.51), education: (0.51, 0.64), housing: (0.44, 0.515), cost: (5400.0, 4300.0), neet: (11.6, 9.8),
        providers: ["Le Pas d'Après", "Atelier des Deux Rives", "Maison Clé de Voûte", "Coopérative Grain de Ville", "Les Voisins Réunis"] },
    City { id: "gdansk", name: "Gdańsk", payer: "Miasto Gdańsk", size: 0.9,
        work: (0.36, 0.49), education: (0.50, 0.63), housing: (0.42, 0.49), cost: (4700.0, 3800.0), neet: (9.4, 7.9),
        providers: ["Fundacja Nowy Port Razem", "Spółdzielnia Bursztynowa", "Stowarzyszenie Żuraw", "Dom Otwarty nad Motławą", "Fundacja Latarnia Sąsiedzka"] },
    City { id: "milano", name: "Milano", payer: "Comune di Milano", size: 1.6,
        work: (0.36, 0.50), education: (0.50, 0.635), housing: (0.43, 0.50), cost: (5300.0, 4200.0), neet: (15.2, 12.3),
        providers: ["Cooperativa Filo di Seta", "Impresa sociale Cascina Aperta", "Associazione Ringhiera", "Cooperativa Passo Doppio", "Fondazione Cortile Comune"] },
    City { id: "torino", name: "Torino", payer: "Città di Torino", size: 1.3,
        work: (0.44, 0.59), education: (0.52, 0.65), housing: (0.42, 0.505), cost: (5000.0, 3900.0), neet: (17.8, 14.1),
        providers: ["Cooperativa Barriera Viva", "Impresa sociale Officina Dora", "Associazione Portici", "Cooperativa Mani Intrecciate", "Casa di quartiere Lungo Po"] },
    City { id: "barcelona", name: "Barcelona", payer: "Ajuntament de Barcelona", size: 1.7,
        work: (0.34, 0.475), education: (0.48, 0.61), housing: (0.42, 0.485), cost: (5200.0, 4250.0), neet: (13.9, 11.2),
        providers: ["Cooperativa Pati Obert", "Fundació Sostre Comú", "Associació Fil i Barri", "Cooperativa La Baldufa", "Ateneu Mar de Fons"] },
    City { id: "braga", name: "Braga", payer: "Município de Braga", size: 0.5,
        work: (0.35, 0.475), education: (0.51, 0.63), housing: (0.44, 0.555), cost: (4300.0, 3600.0), neet: (10.8, 8.9),
        providers: ["Cooperativa Minho Solidário", "Associação Porta Nova", "Fundação Fonte Viva", "Cooperativa Tear", "Casa do Largo"] },
    City { id: "skane", name: "Skåne", payer: "Region Skåne", size: 0.9,
        work: (0.41, 0.54), education: (0.54, 0.66), housing: (0.44, 0.535), cost: (6100.0, 4900.0), neet: (8.1, 7.2),
        providers: ["Föreningen Brobyggarna", "Kooperativet Havsvind", "Stiftelsen Öppen Dörr", "Kooperativet Linjen", "Mötesplats Rosengatan"] },
    City { id: "strasbourg", name: "Strasbourg", payer: "Ville de Strasbourg", size: 0.9,
        work: (0.36, 0.405), education: (0.50, 0.595), housing: (0.43, 0.475), cost: (5500.0, 6120.0), neet: (12.7, 11.9),
        providers: ["Relais de l'Ill", "Coopérative Trait d'Union Est", "Maison des Passages", "Atelier Quai Neuf", "Le Carré Solidaire"] },
    City { id: "wroclaw", name: "Wrocław", payer: "Miasto Wrocław", size: 1.1,
        work: (0.37, 0.50), education: (0.49, 0.62), housing: (0.45, 0.335), cost: (4600.0, 4000.0), neet: (9.9, 8.4),
        providers: ["Fundacja Mosty Odry", "Spółdzielnia Krasnal", "Stowarzyszenie Nadodrze Razem", "Fundacja Cztery Progi", "Dom Sąsiedzki Brochów"] },
    City { id: "baia-mare", name: "Baia Mare", payer: "Municipiul Baia Mare", size: 0.4,
        work: (0.34, 0.455), education: (0.46, 0.57), housing: (0.42, 0.29), cost: (3900.0, 3500.0), neet: (19.6, 17.4),
        providers: ["Asociația Podul Săsar", "Cooperativa Castanul", "Fundația Casa din Deal", "Asociația Drum Nou", "Centrul Vecinilor"] },
];
