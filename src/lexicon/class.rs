//! Classes of words and mentions, as small numbers, and sets of them.

use rustc_hash::FxHashMap;

/// Number of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassId(pub u16);

/// How many classes there can be.
pub const MAX_CLASSES: usize = 1024;

/// A set of classes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClassSet([u64; MAX_CLASSES / 64]);

impl Default for ClassSet {
    fn default() -> Self {
        ClassSet([0; MAX_CLASSES / 64])
    }
}

impl std::fmt::Debug for ClassSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter().map(|c| c.0)).finish()
    }
}

impl ClassSet {
    /// Adds a class.
    pub fn insert(&mut self, c: ClassId) {
        self.0[c.0 as usize / 64] |= 1 << (c.0 % 64);
    }

    /// Adds a class, when there is one.
    pub fn extend_with(&mut self, c: Option<ClassId>) {
        if let Some(c) = c {
            self.insert(c);
        }
    }

    /// Whether a class is in it.
    pub fn has(&self, c: ClassId) -> bool {
        self.0[c.0 as usize / 64] & (1 << (c.0 % 64)) != 0
    }

    /// Adds all classes of another set.
    pub fn extend(&mut self, other: &ClassSet) {
        for (a, b) in self.0.iter_mut().zip(other.0) {
            *a |= b;
        }
    }

    /// Whether all classes of `other` are in it.
    pub fn covers(&self, other: &ClassSet) -> bool {
        self.0.iter().zip(other.0).all(|(a, b)| a & b == b)
    }

    /// Whether it shares a class with `other`.
    pub fn meets(&self, other: &ClassSet) -> bool {
        self.0.iter().zip(other.0).any(|(a, b)| a & b != 0)
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|w| *w == 0)
    }

    /// The classes in it, in order.
    pub fn iter(&self) -> impl Iterator<Item = ClassId> + '_ {
        self.0.iter().enumerate().flat_map(|(i, w)| {
            let mut w = *w;
            std::iter::from_fn(move || {
                (w != 0).then(|| {
                    let b = w.trailing_zeros();
                    w &= w - 1;
                    ClassId((i as u32 * 64 + b) as u16)
                })
            })
        })
    }
}

/// Names of classes.
#[derive(Debug, Default)]
pub struct ClassTable {
    names: Vec<String>,
    ids: FxHashMap<String, ClassId>,
}

impl ClassTable {
    /// The class of this name, made when new.
    pub fn intern(&mut self, name: &str) -> ClassId {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        assert!(self.names.len() < MAX_CLASSES, "more than {MAX_CLASSES} classes of words");
        let id = ClassId(self.names.len() as u16);
        self.names.push(name.to_owned());
        self.ids.insert(name.to_owned(), id);
        id
    }

    /// The class of this name, if there is one.
    pub fn get(&self, name: &str) -> Option<ClassId> {
        self.ids.get(name).copied()
    }

    /// The name of a class.
    pub fn name(&self, id: ClassId) -> &str {
        &self.names[id.0 as usize]
    }

    /// All names, in the order of their numbers.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}
