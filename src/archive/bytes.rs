//! Numbers and strings as bytes: small numbers take one, and strings stand behind their length.

/// Bytes being written.
#[derive(Debug, Default)]
pub(super) struct Put(pub Vec<u8>);

impl Put {
    /// A number: seven bits a byte, the lowest first.
    pub fn n(&mut self, mut v: u64) {
        while v >= 0x80 {
            self.0.push(v as u8 | 0x80);
            v >>= 7;
        }
        self.0.push(v as u8);
    }

    /// A string.
    pub fn s(&mut self, v: &str) {
        self.n(v.len() as u64);
        self.0.extend_from_slice(v.as_bytes());
    }

    /// A string that may be missing.
    pub fn maybe(&mut self, v: Option<&str>) {
        match v {
            Some(v) => {
                self.n(v.len() as u64 + 1);
                self.0.extend_from_slice(v.as_bytes());
            }
            None => self.n(0),
        }
    }
}

/// Bytes being read; nothing comes of what was not written whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct Get<'a>(pub &'a [u8]);

impl<'a> Get<'a> {
    /// A number.
    #[inline]
    pub fn n(&mut self) -> Option<u64> {
        let (mut v, mut shift) = (0u64, 0);
        loop {
            let (b, rest) = self.0.split_first()?;
            self.0 = rest;
            v |= u64::from(b & 0x7f) << shift;
            if *b < 0x80 {
                return Some(v);
            }
            shift += 7;
            if shift > 63 {
                return None;
            }
        }
    }

    /// A number of 32 bits.
    #[inline]
    pub fn n32(&mut self) -> Option<u32> {
        u32::try_from(self.n()?).ok()
    }

    /// So many bytes.
    pub fn bytes(&mut self, n: usize) -> Option<&'a [u8]> {
        let (own, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(own)
    }

    /// A string.
    pub fn s(&mut self) -> Option<&'a str> {
        let n = self.n()?;
        std::str::from_utf8(self.bytes(usize::try_from(n).ok()?)?).ok()
    }

    /// A string that may be missing: the outer `None` is of bytes that are not sound.
    pub fn maybe(&mut self) -> Option<Option<&'a str>> {
        let n = usize::try_from(self.n()?).ok()?;
        if n == 0 { Some(None) } else { std::str::from_utf8(self.bytes(n - 1)?).ok().map(Some) }
    }

    /// What a list holds, each read by `each`.
    pub fn list<T>(&mut self, mut each: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let n = usize::try_from(self.n()?).ok()?;
        // a length that is not sound asks for no room
        let mut out = Vec::with_capacity(n.min(self.0.len()));
        for _ in 0..n {
            out.push(each(self)?);
        }
        Some(out)
    }
}

/// A number that may be negative, small either way.
pub(super) fn zigzag(v: i64) -> u64 {
    ((v << 1) ^ (v >> 63)) as u64
}

/// The number of [`zigzag`].
pub(super) fn zagzig(v: u64) -> i64 {
    (v >> 1) as i64 ^ -((v & 1) as i64)
}
