//! Small sets of numbers: what a phrase names, as hashes. Thousands of phrases are compared with each other, so that a set is a
//! short list in order, and two are gone through side by side.

use smallvec::SmallVec;

/// Numbers in order, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Numbers(SmallVec<[u32; 6]>);

impl Numbers {
    /// Puts a number in; whether it is new.
    pub(super) fn insert(&mut self, n: u32) -> bool {
        match self.0.binary_search(&n) {
            Ok(_) => false,
            Err(at) => {
                self.0.insert(at, n);
                true
            }
        }
    }

    /// Whether a number is in.
    pub(super) fn contains(&self, n: u32) -> bool {
        self.0.binary_search(&n).is_ok()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().copied()
    }

    /// Those of both, in order.
    pub(super) fn both<'a>(&'a self, other: &'a Numbers) -> impl Iterator<Item = u32> + 'a {
        let (mut x, mut y) = (self.0.as_slice(), other.0.as_slice());
        std::iter::from_fn(move || {
            while let ([a, ..], [b, ..]) = (x, y) {
                let (a, b) = (*a, *b);
                x = &x[usize::from(a <= b)..];
                y = &y[usize::from(b <= a)..];
                if a == b {
                    return Some(a);
                }
            }
            None
        })
    }

    /// How many are in both.
    pub(super) fn shared(&self, other: &Numbers) -> usize {
        if self.is_empty() || other.is_empty() { 0 } else { self.both(other).count() }
    }

    /// Whether they share none.
    pub(super) fn is_disjoint(&self, other: &Numbers) -> bool {
        self.is_empty() || other.is_empty() || self.both(other).next().is_none()
    }
}

impl Extend<u32> for Numbers {
    fn extend<T: IntoIterator<Item = u32>>(&mut self, list: T) {
        list.into_iter().for_each(|n| {
            self.insert(n);
        });
    }
}

impl FromIterator<u32> for Numbers {
    fn from_iter<T: IntoIterator<Item = u32>>(list: T) -> Self {
        let mut out = Numbers::default();
        out.extend(list);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_sets() {
        let (a, b): (Numbers, Numbers) = ([7, 3, 3, 9, 1].into_iter().collect(), [9, 2, 7, 70].into_iter().collect());
        assert_eq!((a.len(), a.iter().collect::<Vec<_>>(), a.both(&b).collect::<Vec<_>>()), (4, vec![1, 3, 7, 9], vec![7, 9]));
        assert!(a.shared(&b) == 2 && !a.is_disjoint(&b) && a.is_disjoint(&[4, 8].into_iter().collect()) && a.contains(3) && !a.contains(4));
    }
}
