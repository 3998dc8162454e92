//! Names of places, groups and breakdowns, as the framework gives them; a code without a name stands for itself.

use esito_model::{Framework, Indicator, UNKNOWN};

/// The names of one framework in one language.
#[derive(Clone)]
pub struct Names<'a> {
    framework: &'a Framework,
    language: &'a str,
    unknown: String,
}

impl<'a> Names<'a> {
    /// `unknown` is the word for rows whose place or group is missing.
    #[must_use]
    pub fn new(framework: &'a Framework, language: &'a str, unknown: &str) -> Self {
        Self { framework, language, unknown: unknown.to_owned() }
    }

    /// A place.
    #[must_use]
    pub fn place(&self, id: &str) -> String {
        if id == UNKNOWN {
            return self.unknown.clone();
        }
        let found = self.framework.places.iter().find(|place| place.id == id);
        let label = found.map_or("", |place| place.label.get(self.language));
        if label.is_empty() { id.to_owned() } else { label.to_owned() }
    }

    /// An indicator by its id.
    #[must_use]
    pub fn indicator(&self, id: &str) -> String {
        let found = self.framework.indicators.iter().find(|indicator| indicator.id == id);
        found.map_or_else(|| id.to_owned(), |indicator| self.of(indicator))
    }

    /// An indicator.
    #[must_use]
    pub fn of(&self, indicator: &Indicator) -> String {
        let label = indicator.label.get(self.language);
        if label.is_empty() { indicator.id.clone() } else { label.to_owned() }
    }

    /// A breakdown: `sex`, or several columns at once, `sex|age`.
    #[must_use]
    pub fn dimension(&self, columns: &str) -> String {
        let one = |column: &str| {
            let found = self.framework.dimensions.iter().find(|dimension| dimension.column == column);
            let label = found.map_or("", |dimension| dimension.label.get(self.language));
            if label.is_empty() { plain(column) } else { label.to_owned() }
        };
        columns.split('|').map(one).collect::<Vec<_>>().join(" × ")
    }

    /// A group of a breakdown: one code for each of its columns.
    #[must_use]
    pub fn group(&self, columns: &str, codes: &str) -> String {
        let one = |(column, code): (&str, &str)| {
            if code == UNKNOWN {
                return self.unknown.clone();
            }
            let found = self.framework.dimensions.iter().find(|dimension| dimension.column == column);
            let label = found
                .and_then(|dimension| dimension.groups.get(code))
                .map_or("", |text| text.get(self.language));
            if label.is_empty() { code.to_owned() } else { label.to_owned() }
        };
        columns.split('|').zip(codes.split('|')).map(one).collect::<Vec<_>>().join(", ")
    }
}

// A column without a name is shown as a person would say it: `project.policy_sector` is "policy sector".
fn plain(column: &str) -> String {
    column.rsplit('.').next().unwrap_or(column).replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::Names;
    use esito_model::{Dimension, Framework, Text};
    use std::collections::BTreeMap;

    #[test]
    fn groups_of_several_columns_are_named_one_by_one() {
        let sex = Dimension {
            column: "sex".into(),
            label: Text::from_pairs([("en", "Sex"), ("it", "Sesso")]),
            groups: BTreeMap::from([("f".to_owned(), Text::from_pairs([("en", "Women"), ("it", "Donne")]))]),
        };
        let framework = Framework { dimensions: vec![sex], ..Framework::default() };
        let names = Names::new(&framework, "it", "non indicato");
        assert_eq!(names.dimension("sex|person.age_group"), "Sesso × age group");
        assert_eq!(names.group("sex|person.age_group", "f|15-24"), "Donne, 15-24");
        assert_eq!(names.group("sex", "_U"), "non indicato");
        assert_eq!(names.place("TRN"), "TRN");
    }
}
