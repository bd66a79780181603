//! Nothing to do yet: policy files will be checked here.
fn main() {}
