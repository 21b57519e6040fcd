//! Slips of the pen between two figures: digits in each other's place, a zero too many.

use rust_decimal::Decimal;
use smallvec::SmallVec;

/// Whether two figures of two digits or more are the same but for two neighbouring (or any two) digits in each other's place.
pub fn swapped_digits(a: Decimal, b: Decimal) -> bool {
    // in whatever order, digits leave one rest by nine: most pairs are told apart by it
    let rest = |n: Decimal| n.mantissa().unsigned_abs() % 9;
    if rest(a) != rest(b) {
        return false;
    }
    let plain = |n: Decimal| if n.scale() == 0 { u64::try_from(n.mantissa()).ok() } else { None };
    if let (Some(x), Some(y)) = (plain(a), plain(b)) {
        let (mut room, mut other) = ([0; DIGITS], [0; DIGITS]);
        return swapped(digits(x, &mut room), digits(y, &mut other));
    }
    let (x, y): (Vec<char>, Vec<char>) = (a.normalize().to_string().chars().collect(), b.normalize().to_string().chars().collect());
    swapped(&x, &y)
}

/// How many digits a figure has, zeros at its end not counted.
pub fn digits_of(n: Decimal) -> usize {
    n.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len()
}

/// Digits of the largest figure of 64 bits.
const DIGITS: usize = 20;

/// The digits of a figure, the lowest first.
fn digits(mut n: u64, room: &mut [u8; DIGITS]) -> &[u8] {
    let mut len = 0;
    for d in room.iter_mut() {
        (*d, n, len) = ((n % 10) as u8, n / 10, len + 1);
        if n == 0 {
            break;
        }
    }
    &room[..len]
}

fn swapped<T: Copy + Ord>(x: &[T], y: &[T]) -> bool {
    if x.len() != y.len() || x.len() < 2 || x == y {
        return false;
    }
    let off: SmallVec<[usize; 24]> = (0..x.len()).filter(|i| x[*i] != y[*i]).collect();
    match off[..] {
        [i, j] => x[i] == y[j] && x[j] == y[i],
        // 141 and 514: the same digits in another order
        _ if off.len() == 3 => {
            let (mut p, mut q) = (x.to_vec(), y.to_vec());
            p.sort_unstable();
            q.sort_unstable();
            p == q
        }
        _ => false,
    }
}

/// Digits from which a figure with one digit left out is a slip of the other: 12,823 and 1,282.
const LEAST_DROPPED: usize = 5;

/// Whether one figure is the other with one of its digits left out.
pub fn dropped_digit(a: Decimal, b: Decimal) -> bool {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if low.scale() != 0 || high.scale() != 0 {
        return false;
    }
    let (x, y) = (low.mantissa().unsigned_abs().to_string(), high.mantissa().unsigned_abs().to_string());
    let round = y.bytes().rev().take_while(|d| *d == b'0').count();
    let same = x.bytes().zip(y.bytes()).take_while(|(p, q)| p == q).count();
    // a zero less is told by another rule, and round figures are many
    y.len() >= LEAST_DROPPED && y.len() == x.len() + 1 && round < 2 && x.as_bytes()[same..] == y.as_bytes()[same + 1..]
}

/// Whether two figures are told apart by a word of scale alone: thousands and millions, millions and billions.
pub fn other_scale(a: Decimal, b: Decimal) -> bool {
    [1_000i64, 1_000_000].iter().any(|f| [(a, b), (b, a)].iter().any(|(l, h)| l.checked_mul(Decimal::from(*f)) == Some(*h)))
}

/// Whether one figure is the other times ten, a hundred, a thousand or a million.
pub fn power_of_ten(a: Decimal, b: Decimal) -> bool {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    !low.is_zero() && [10i64, 100, 1000, 1_000_000].iter().any(|f| low.checked_mul(Decimal::from(*f)) == Some(high))
}
