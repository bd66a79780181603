fn main() {
    let book = vagval::policy::Book::embedded().unwrap();
    let mut s = String::new();
    std::io::Read::read_to_string(&mut std::io::stdin(), &mut s).unwrap();
    let raw: vagval::case::Raw = serde_json::from_str(&s).unwrap();
    match vagval::case::parse_case(&raw) {
        Ok(c) => {
            let t = std::time::Instant::now();
            let a = vagval::assessment::assess(&c, &book).unwrap();
            eprintln!("{:?}", t.elapsed());
            println!("{}", serde_json::to_string(&a).unwrap());
            println!("{:?}", vagval::assessment::open_facts(&c, &book));
        }
        Err(p) => {
            for p in p {
                println!("{p}")
            }
        }
    }
}
