//! Work that may panic, at a defect of the program or at a damaged file: the rest of a run goes on, and the panic is told as a problem.

use std::cell::{Cell, RefCell};
use std::sync::Once;

thread_local! {
    /// Whether a panic on this thread is awaited, and prints nothing.
    static AWAITED: Cell<bool> = const { Cell::new(false) };
    /// Where the last one was, and what it said.
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs work that may panic; where it did, what the panic said and where. Nothing is printed of it.
///
/// What the work had in hand may be half done: the caller throws it away.
pub(crate) fn awaited<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |p| {
            if !AWAITED.get() {
                return before(p);
            }
            let place = p.location().map_or_else(String::new, |l| format!(", {}:{}", l.file(), l.line()));
            let payload = p.payload();
            let said = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("a panic");
            SAID.replace(format!("{said}{place}"));
        }));
    });
    let outer = AWAITED.replace(true);
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    AWAITED.set(outer);
    done.map_err(|_| SAID.take())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told() {
        assert_eq!(awaited(|| 3), Ok(3));
        let said = awaited(|| panic!("no {}", "way")).unwrap_err();
        assert!(said.starts_with("no way, ") && said.contains("panics.rs:"), "{said}");
    }
}
