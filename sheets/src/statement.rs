//! A statement as a workbook: the lines, the rules in words, the caps, payments compared, and the remarks.
//!
//! Every figure is a value: nothing in the workbook computes, so it says the same as the statement wherever it is
//! opened. It carries no time of writing; the same statement gives the same bytes.

use esito_model::{Money, Remark, Severity, Statement};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// The statement's workbook as bytes.
///
/// # Errors
/// Where the workbook cannot hold it: more lines than a sheet has rows, a text longer than a cell.
pub fn statement(statement: &Statement) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let style = Style::new(statement.decimals);
    lines(book.add_worksheet(), statement, &style)?;
    rules(book.add_worksheet(), statement, &style)?;
    caps(book.add_worksheet(), statement, &style)?;
    if !statement.reconciled.is_empty() {
        compared(book.add_worksheet(), statement, &style)?;
    }
    remarks(book.add_worksheet(), &statement.remarks, &style)?;
    book.save_to_buffer()
}

struct Style {
    head: Format,
    money: Format,
    total: Format,
}

impl Style {
    fn new(decimals: u32) -> Self {
        let zeros = "0".repeat(decimals as usize);
        let number = if zeros.is_empty() { "#,##0".to_owned() } else { format!("#,##0.{zeros}") };
        let money = Format::new().set_num_format(&number);
        Self { head: Format::new().set_bold(), total: money.clone().set_bold(), money }
    }
}

/// A sheet that is written row by row.
struct Rows<'a> {
    sheet: &'a mut Worksheet,
    style: &'a Style,
    row: u32,
}

impl<'a> Rows<'a> {
    fn new(
        sheet: &'a mut Worksheet,
        name: &str,
        head: &[&str],
        widths: &[f64],
        style: &'a Style,
    ) -> Result<Self, XlsxError> {
        sheet.set_name(name)?;
        for (column, title) in (0..).zip(head) {
            sheet.write_with_format(0, column, *title, &style.head)?;
        }
        for (column, width) in (0..).zip(widths) {
            sheet.set_column_width(column, *width)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(Self { sheet, style, row: 1 })
    }

    fn text(&mut self, column: u16, text: &str) -> Result<(), XlsxError> {
        if !text.is_empty() {
            self.sheet.write_string(self.row, column, text)?;
        }
        Ok(())
    }

    fn number(&mut self, column: u16, number: f64) -> Result<(), XlsxError> {
        self.sheet.write_number(self.row, column, number).map(|_| ())
    }

    fn money(&mut self, column: u16, amount: Option<Money>) -> Result<(), XlsxError> {
        if let Some(amount) = amount {
            self.sheet.write_number_with_format(self.row, column, amount.major(), &self.style.money)?;
        }
        Ok(())
    }
}

#[expect(clippy::cast_precision_loss, reason = "lines of a file")]
fn lines(sheet: &mut Worksheet, statement: &Statement, style: &Style) -> Result<(), XlsxError> {
    let head = [
        "rule",
        "participant",
        "date",
        "units",
        "price",
        "amount",
        "status",
        "reason",
        "file",
        "line",
        "outcome",
        "cohort",
        "cap",
        "withheld",
    ];
    let widths = [22.0, 16.0, 12.0, 8.0, 12.0, 14.0, 10.0, 18.0, 24.0, 8.0, 22.0, 12.0, 24.0, 14.0];
    let mut rows = Rows::new(sheet, "statement", &head, &widths, style)?;
    for line in &statement.lines {
        rows.text(0, &line.rule)?;
        rows.text(1, line.participant.as_deref().unwrap_or_default())?;
        rows.text(2, line.date.as_deref().unwrap_or_default())?;
        if let Some(units) = line.units {
            rows.number(3, units)?;
        }
        rows.money(4, line.price)?;
        rows.money(5, Some(line.amount))?;
        rows.text(6, line.status.code())?;
        rows.text(7, &line.reason)?;
        rows.text(8, &line.file)?;
        if line.line > 0 {
            rows.number(9, line.line as f64)?;
        }
        rows.text(10, &line.outcome)?;
        rows.text(11, line.cohort.as_deref().unwrap_or_default())?;
        rows.text(12, &line.cap)?;
        rows.money(13, Some(line.withheld).filter(|withheld| withheld.0 != 0))?;
        rows.row += 1;
    }
    rows.sheet.write_with_format(rows.row, 0, "total", &style.head)?;
    rows.sheet.write_number_with_format(rows.row, 5, statement.total.major(), &style.total)?;
    rows.sheet.write_string(rows.row, 6, &statement.currency)?;
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "numbers of lines")]
fn rules(sheet: &mut Worksheet, statement: &Statement, style: &Style) -> Result<(), XlsxError> {
    let head = ["rule", "in words", "in parole", "units", "amount", "waiting", "unpaid"];
    let mut rows = Rows::new(sheet, "rules", &head, &[22.0, 70.0, 70.0, 10.0, 14.0, 10.0, 10.0], style)?;
    for rule in &statement.rules {
        rows.text(0, &rule.id)?;
        rows.text(1, rule.words.get("en"))?;
        rows.text(2, rule.words.get("it"))?;
        rows.number(3, rule.units)?;
        rows.money(4, Some(rule.amount))?;
        rows.number(5, rule.waiting as f64)?;
        rows.number(6, rule.unpaid as f64)?;
        rows.row += 1;
    }
    Ok(())
}

fn caps(sheet: &mut Worksheet, statement: &Statement, style: &Style) -> Result<(), XlsxError> {
    let head = ["cap", "limit", "used", "limit in units", "units used", "reached on", "withheld"];
    let mut rows = Rows::new(sheet, "caps", &head, &[34.0, 14.0, 14.0, 14.0, 12.0, 12.0, 14.0], style)?;
    for cap in &statement.caps {
        rows.text(0, &cap.cap)?;
        rows.money(1, cap.limit)?;
        rows.money(2, cap.used)?;
        if let (Some(limit), Some(used)) = (cap.limit_units, cap.used_units) {
            rows.number(3, f64::from(limit))?;
            rows.number(4, used)?;
        }
        rows.text(5, cap.reached.as_deref().unwrap_or_default())?;
        rows.money(6, Some(cap.withheld))?;
        rows.row += 1;
    }
    Ok(())
}

fn compared(sheet: &mut Worksheet, statement: &Statement, style: &Style) -> Result<(), XlsxError> {
    let head = ["rule", "participant", "without caps", "due", "paid", "difference", "outcome"];
    let mut rows = Rows::new(sheet, "payments", &head, &[22.0, 16.0, 14.0, 14.0, 14.0, 14.0, 12.0], style)?;
    for one in &statement.reconciled {
        rows.text(0, &one.key)?;
        rows.text(1, one.participant.as_deref().unwrap_or_default())?;
        rows.money(2, Some(one.uncapped))?;
        rows.money(3, Some(one.due))?;
        rows.money(4, Some(one.paid))?;
        rows.money(5, Some(one.difference))?;
        rows.text(6, one.outcome.code())?;
        rows.row += 1;
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "lines of a file")]
fn remarks(sheet: &mut Worksheet, remarks: &[Remark], style: &Style) -> Result<(), XlsxError> {
    let head = ["severity", "code", "file", "line", "column", "message", "help", "count"];
    let mut rows =
        Rows::new(sheet, "remarks", &head, &[10.0, 24.0, 24.0, 8.0, 20.0, 70.0, 60.0, 8.0], style)?;
    for remark in remarks {
        let place = remark.places.first().cloned().unwrap_or_default();
        let severity = match remark.severity {
            Severity::Fatal => "fatal",
            Severity::Doubt => "doubt",
            Severity::Note => "note",
        };
        rows.text(0, severity)?;
        rows.text(1, &remark.code)?;
        rows.text(2, &place.file)?;
        if let Some(line) = place.line {
            rows.number(3, line as f64)?;
        }
        rows.text(4, place.column.as_deref().unwrap_or_default())?;
        rows.text(5, &remark.message)?;
        rows.text(6, &remark.help)?;
        rows.number(7, remark.count as f64)?;
        rows.row += 1;
    }
    Ok(())
}
