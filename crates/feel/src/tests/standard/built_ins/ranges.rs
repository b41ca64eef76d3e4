//! How points and ranges lie to each other (table 78), and ranges read from text.

use super::{all, evaluated};
use tongban_runtime::Value;

#[test]
fn points_and_ranges() {
    all("before(1, 10) => true
         before(10, 1) => false
         before(1, [1..10]) => false
         before(1, (1..10]) => true
         before([1..10), 10) => true
         before([1..10], [10..20]) => false
         before([1..10], (10..20]) => true
         before(point1: 1, point2: 2) => true
         before(point: 1, range: [2..3]) => true
         before(range: [2..3], point: 1) => false
         before(range1: [1..2], range2: [3..4]) => true
         before(@\"2025-06-30\", [@\"2025-07-01\"..@\"2025-12-31\"]) => true
         before(1, \"a\") => null
         before(1, null) => null
         before(1) => null
         before(true, false) => null
         after(12, [1..10]) => true
         after((11..20], 11) => true
         after([11..20], [1..11)) => true
         meets([1..5], [5..10]) => true
         meets([1..5), [5..10]) => false
         meets(1, [1..2]) => null
         met by([5..10], [1..5]) => true
         met by([5..10], [1..5)) => false
         overlaps([1..5], [3..8]) => true
         overlaps([1..5], (5..8]) => false
         overlaps before([1..5], [3..8]) => true
         overlaps before([1..5), [1..5]) => false
         overlaps before([1..5), (1..5]) => true
         overlaps before([1..9], [3..8]) => false
         overlaps after([3..8], [1..5]) => true
         overlaps after((1..5], [1..5]) => true
         finishes(10, [1..10]) => true
         finishes(10, [1..10)) => false
         finishes([5..10), [1..10)) => true
         finishes(range1: [5..10], range2: [1..10]) => true
         finishes([1..10], 10) => null
         finished by([1..10], 10) => true
         finished by([1..10], [5..10)) => false
         includes([1..10], 10) => true
         includes([1..10], [1..10)) => true
         includes((1..10], [1..5]) => false
         includes(5, [1..10]) => null
         during(1, (1..10]) => false
         during([4..6], [1..10]) => true
         starts(1, [1..10]) => true
         starts((1..5], (1..10]) => true
         starts([1..5], (1..10]) => false
         started by([1..10], 1) => true
         started by((1..10], [1..5]) => false
         coincides(5, 5) => true
         coincides([1..5], [1..5]) => true
         coincides([1..5], [1..5)) => false
         coincides(5, [5..5]) => null");
}

#[test]
fn unbounded_ranges() {
    all("before((< 5), 5) => true
         before((> 5), 10) => false
         before(5, (> 5)) => true
         during([1..2], (< 5)) => true
         during((< 2), (< 5)) => true
         during((< 5), (< 2)) => false
         overlaps((> 3), (< 5)) => true
         overlaps((> 5), (< 5)) => false
         starts((> 5), (> 5)) => true
         coincides((< 5), (< 5)) => true");
}

#[test]
fn ranges_from_text() {
    all("range(\"[18..21)\") = [18..21) => true
         range(\" ] 18 .. 21 ] \") = (18..21] => true
         range(\"[1.5..2e1]\") = [1.5..20] => true
         range(\"[-2..-1]\") = [-2..-1] => true
         range(\"[\\\"a\\\"..\\\"c\\\"]\") = [\"a\"..\"c\"] => true
         range(\"[@\\\"2025-01-01\\\"..date(\\\"2025-12-31\\\")]\") = [@\"2025-01-01\"..@\"2025-12-31\"] => true
         range(from: \"[@\\\"PT1H\\\"..duration(\\\"P1D\\\")]\") = [@\"PT1H\"..@\"P1D\"] => true
         range(\"[3..1]\") => null
         range(\"[1..]\") => null
         range(\"[..1]\") => null
         range(\"1..2\") => null
         range(\"[1..2\") => null
         range(\"[1, 2]\") => null
         range(\"[1..\\\"a\\\"]\") => null
         range(\"[null..null]\") => null
         range(\"[1+1..3]\") => null
         range(\"\") => null
         range(1) => null
         range(null) => null");
    assert!(matches!(
        evaluated("range(\"[1..2]\")"),
        Ok(Value::Range(_))
    ));
}

#[test]
fn parts_of_ranges() {
    all("[1..5).start => 1
         [1..5).end => 5
         [1..5).start included => true
         [1..5).end included => false
         (< 5).start => null");
}
