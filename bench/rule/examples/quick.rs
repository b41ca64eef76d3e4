use bench_rule::{Contender, hand::Hand, decimal::Exact, ours::Ours};
use std::time::Instant;
fn main() {
    let rows = bench_rule::eligible(64);
    let mut ours = Ours::read(&bench_rule::feel::bytes().unwrap()).unwrap();
    ours.take(&rows);
    let mut hand = Hand::default(); hand.take(&rows);
    let mut exact = Exact::default(); exact.take(&rows);
    let n = 64_00u32;
    let mut best = [f64::MAX; 3];
    for _ in 0..3000 {
        let t = |c: &dyn Fn()->u32| { let s=Instant::now(); let k=c(); assert_eq!(k,n); s.elapsed().as_nanos() as f64 / n as f64 };
        let r = [t(&|| hand.run(64,n)), t(&|| ours.run(64,n)), t(&|| exact.run(64,n))];
        for (b, r) in best.iter_mut().zip(r) { *b = b.min(r); }
    }
    println!("hand {:.2} ours {:.2} ({:.1}x) exact {:.2} ({:.1}x)", best[0], best[1], best[1]/best[0], best[2], best[2]/best[0]);
}
