//! When a fact holds. A month or a year leaves open on which of its days something began or ended.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::value::PartialDate;

/// Days before and after a change within which a text may still tell of the time before, or already of the time after.
const MARGIN: i64 = 7;

/// From when until when something holds; open ends hold for ever.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Validity {
    /// Begins.
    pub from: Option<PartialDate>,
    /// Ends.
    pub until: Option<PartialDate>,
}

impl Validity {
    /// Whether it holds on a day whatever day of its month or year it began and ended on.
    pub fn certain(&self, day: Date) -> bool {
        let after = self.from.and_then(|p| p.bounds()).is_none_or(|b| b.1 <= day);
        let before = self.until.and_then(|p| p.bounds()).is_none_or(|b| day <= b.0);
        after && before
    }

    /// Whether it can hold on a day or within a few days of it.
    pub fn possible(&self, day: Date) -> bool {
        let late = day.checked_add(MARGIN.days()).unwrap_or(day);
        let early = day.checked_sub(MARGIN.days()).unwrap_or(day);
        let after = self.from.and_then(|p| p.bounds()).is_none_or(|b| b.0 <= late);
        let before = self.until.and_then(|p| p.bounds()).is_none_or(|b| early <= b.1);
        after && before
    }
}

/// `2002`, `2002-10`, `2002-10-07`.
pub fn partial_date(text: &str) -> Option<PartialDate> {
    let mut parts = text.trim().split('-');
    let year = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let month = parts.next().map(str::parse::<i8>).transpose().ok()?;
    let day = parts.next().map(str::parse::<i8>).transpose().ok()?;
    let d = PartialDate { year: Some(year), month, day };
    let whole = parts.next().is_none() && month.is_none_or(|m| (1..=12).contains(&m));
    (whole && d.bounds().is_some()).then_some(d)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_far_as_they_are_known() {
        assert_eq!(partial_date("2002-10-07").map(|d| d.to_string()).as_deref(), Some("2002-10-07"));
        assert_eq!(partial_date("2002-10").map(|d| d.to_string()).as_deref(), Some("2002-10"));
        assert_eq!(partial_date("2002").map(|d| d.to_string()).as_deref(), Some("2002"));
        for t in ["", "02", "2002-13", "2002-02-30", "2002-1-1-1", "soon"] {
            assert!(partial_date(t).is_none(), "{t}");
        }
    }

    #[test]
    fn a_year_leaves_open_when_in_it() {
        let v = Validity { from: partial_date("2006"), until: partial_date("2012-12-19") };
        let on = |t: &str| partial_date(t).and_then(|d| d.as_day()).unwrap();
        assert!(!v.certain(on("2006-06-01")) && v.possible(on("2006-06-01")));
        assert!(v.certain(on("2010-06-01")));
        assert!(!v.certain(on("2012-12-21")) && v.possible(on("2012-12-21")));
        assert!(!v.possible(on("2022-01-06")) && !v.possible(on("2005-01-06")));
        assert!(Validity::default().certain(on("2022-01-06")));
    }
}
