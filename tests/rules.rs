//! Every example, quiet text and known miss that stands in `rules/`, run at once, with one list of what failed.

use gainsay::examples;
use gainsay::pipeline::Engine;

#[test]
fn examples_in_rule_files() {
    let engine = Engine::built_in().expect("the built-in rules load");
    let outcome = examples::run(&engine, &|_| true);
    let list: Vec<String> = outcome.failures.iter().map(ToString::to_string).collect();
    println!("{} cases in {} files, {} known misses", outcome.cases, outcome.files, outcome.known_misses.len());
    assert!(list.is_empty(), "{} of {} cases:\n{}", list.len(), outcome.cases, list.join("\n"));
}
