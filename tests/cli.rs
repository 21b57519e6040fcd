//! The command line as data: each file in `tests/cmd` is a call and what it must print, its folder of the same name the input.

#[test]
fn commands() {
    // texts are wide and hold Arabic; colours and the user's own settings must not reach them
    trycmd::TestCases::new().env("NO_COLOR", "1").case("tests/cmd/*.toml");
}
