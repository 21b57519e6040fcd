//! Rebuilds the crate when a rule file is added or changed.

fn main() {
    println!("cargo::rerun-if-changed=rules");
}
