fn main() { std::fs::write("/tmp/rule.bin", bench_rule::feel::bytes().unwrap()).unwrap(); }
