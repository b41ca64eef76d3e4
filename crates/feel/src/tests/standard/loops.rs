//! `for`, `some`, `every`, filters and paths (10.3.2.6, 10.3.2.14).

use super::all;

#[test]
fn iteration() {
    all("for x in [1, 2], y in [10, 20] return x + y => [11, 21, 12, 22]
         for x in 1..3 return x => [1, 2, 3]
         for x in 3..1 return x => [3, 2, 1]
         for x in [1..3] return x => [1, 2, 3]
         for x in (1..4) return x => [2, 3]
         for x in 1..3, y in x..3 return x * y => [1, 2, 3, 4, 6, 9]
         for x in [[1, 2], [3]], y in x return y => [1, 2, 3]
         for x in @\"2024-02-28\"..@\"2024-03-01\" return string(x) => [\"2024-02-28\", \"2024-02-29\", \"2024-03-01\"]
         for x in 5 return x => [5]
         for x in [] return x => []
         for x in null return x => null
         for x in 1..null return x => null
         for x in \"a\"..\"c\" return x => null
         for x in [1, 2] return for y in [x] return y => [[1], [2]]
         for x in [1], y in null return x => null");
}

#[test]
fn the_results_so_far() {
    all(
        "for i in 1..5 return if i = 1 then 1 else i * partial[-1] => [1, 2, 6, 24, 120]
         for i in 1..3 return count(partial) => [0, 1, 2]
         for i in [1, 2], j in [1, 2] return count(partial) => [0, 1, 2, 3]
         {partial: 9, r: partial}.r => 9",
    );
}

#[test]
fn quantifiers() {
    all("some x in [1, 2, 3] satisfies x > 2 => true
         some x in [1, 2] satisfies x > 2 => false
         every x in [1, 2] satisfies x > 0 => true
         every x in [1, 2] satisfies x > 1 => false
         some x in [] satisfies true => false
         every x in [] satisfies false => true
         some x in [1, 2], y in [2, 3] satisfies x = y => true
         every x in [1, 2], y in [x] satisfies x = y => true
         some x in [null, 1] satisfies x > 0 => true
         some x in [null, 1] satisfies x > 1 => null
         every x in [null, 1] satisfies x > 0 => null
         some x in 5 satisfies x = 5 => true
         some x in [1] satisfies \"yes\" => null
         some x in [1, 2] satisfies if x = 2 then true else \"no\" => true
         some x in null satisfies true => null");
}

#[test]
fn filters() {
    all("[1, 2, 3][2] => 2
         [1, 2, 3][-1] => 3
         [1, 2, 3][0] => null
         [1, 2, 3][4] => null
         [1, 2, 3][1.5] => null
         [][1] => null
         [][true] => []
         [1, 2, 3][true] => [1, 2, 3]
         [1, 2, 3][false] => []
         [1, 2, 3][null] => []
         [1, 2, 3][item > 1] => [2, 3]
         [1, 2, 3][item > 1][item < 3] => [2]
         [1, 2, 3][count([4, 5])] => 2
         100[1] => 100
         100[2] => null
         true[item] => [true]
         \"foo\"[true] => [\"foo\"]
         {a: 1}[a = 1] => [{a: 1}]
         [1, 2][\"x\"] => null");
}

#[test]
fn fields_of_an_element_are_names_in_its_filter() {
    all("[{a: 1}, {a: 2}][a > 1] => [{a: 2}]
         [{a: 1}, {b: 2}][a = 1] => [{a: 1}]
         [{a: 1}, {b: 2}][b > 1] => [{b: 2}]
         [{item: 1}, {item: 2}][item > 1] => [{item: 2}]
         [{a: 1}, {a: 2}][item.a > 1] => [{a: 2}]
         {x: 5, l: [{y: 1, x: 0}, {y: 1}], r: l[x = 5]}.r => [{y: 1}]
         {x: 5, l: [{y: 1}], r: l[y < x].y}.r => [1]
         [{k: 1, l: [{v: 1}, {v: 2}]}, {k: 2, l: [{v: 3}]}][count(l[v > k]) > 0].k => [1, 2]
         [{first name: \"a\"}, {first name: \"b\"}][first name = \"b\"] => [{first name: \"b\"}]
         [{x: 1}, {x: null}][x < 2] => [{x: 1}]");
}

#[test]
fn paths() {
    all("{a: {b: 1}}.a.b => 1
         {a: 1}.b => null
         null.a => null
         1.5.a => null
         \"x\".a => null
         [{a: 1}, {a: 2}].a => [1, 2]
         [{a: 1}, {b: 2}].a => [1, null]
         [{a: [1]}, {a: [2, 3]}].a => [[1], [2, 3]]
         [{a: {b: 1}}, {a: {b: 2}}].a.b => [1, 2]
         [].a => []
         @\"2024-05-06\".year => 2024
         [@\"2024-05-06\", @\"2023-01-02\"].month => [5, 1]
         @\"P1Y2M\".months => 2
         @\"P1DT2H\".hours => 2
         @\"2024-05-06\".hour => null
         [[1..2], [3..4]].end => [2, 4]");
}

#[test]
fn entries_see_those_before_them() {
    all("{a: 1, b: a + 1, c: a + b}.c => 3
         {a: 1 + 2, b: 3, c: {d: a + b}}.c.d => 6
         {a: b, b: 1}.a => null
         {\"a b\": 1, r: a b}.r => 1
         {\"\": 1} => {: 1}
         {a: 1, a: 2} => error F014
         {a: 1,} => error F001
         {?: 5, r: ? + 1}.r => 6
         {a: 1, b: {a: 2, c: a}}.b.c => 2");
}
