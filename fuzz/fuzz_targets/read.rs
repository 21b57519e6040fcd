#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gainsay::fuzzing::read(bytes));
