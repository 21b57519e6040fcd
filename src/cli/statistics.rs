//! `--statistics`: what a run read, how fast, and how much memory it took.

use std::time::Instant;

/// What was read so far, and since when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Statistics {
    start: Instant,
    documents: usize,
    bytes: usize,
    found: usize,
}

impl Statistics {
    /// Counts from now.
    pub fn start() -> Self {
        Statistics { start: Instant::now(), documents: 0, bytes: 0, found: 0 }
    }

    /// Counts documents, the bytes of their texts, and what was found in them.
    pub fn add(&mut self, documents: usize, bytes: usize, found: usize) {
        self.documents += documents;
        self.bytes += bytes;
        self.found += found;
    }

    /// Tells it on standard error. `what` names what was found.
    pub fn tell(&self, what: &str) {
        let seconds = self.start.elapsed().as_secs_f64().max(1e-6);
        let (documents, mb) = (self.documents, self.bytes as f64 / 1e6);
        eprintln!("documents  {documents} ({:.1} a second)", documents as f64 / seconds);
        eprintln!("text       {mb:.2} MB ({:.2} MB a second)", mb / seconds);
        eprintln!("{what:<9}  {}", self.found);
        eprintln!("time       {seconds:.3} s, {} threads", rayon::current_num_threads());
        if let Some(peak) = peak_memory() {
            eprintln!("memory     {:.1} MB at most", peak as f64 / 1e6);
        }
    }
}

/// Most memory the process has held, in bytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
}
