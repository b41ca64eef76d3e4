//! Functions as values (10.3.2.13).

use super::{all, evaluated, gives};
use tongban_runtime::{Fault, Value};

#[test]
fn literals_are_called_in_order_and_by_name() {
    all("(function(a, b) a - b)(5, 3) => 2
         (function(a, b) a - b)(b: 5, a: 3) => -2
         {f: function(a, b) a - b, r: f(b: 1, a: 10)}.r => 9
         (function() 7)() => 7
         {lib: {add: function(a, b) a + b}, r: lib.add(1, 2)}.r => 3
         [function(a) a + 1][1](2) => 3
         (if true then abs else floor)(-1.5) => 1.5");
}

#[test]
fn the_wrong_arguments_give_null() {
    all("(function(a) a)() => null
         (function(a) a)(1, 2) => null
         (function(a) a)(b: 1) => null
         (function(a, b) a)(a: 1, a: 2) => null
         (function(a, b) a)(1, b: 2) => null
         (function(a, b) [a, b])(b: 1) => [null, 1]
         abs() => null
         abs(1, 2) => null
         abs(n: -1) => 1
         abs(x: -1) => null
         {f: 1, r: f(2)}.r => null
         nothing of the kind(1) => error F001
         missing(1) => null
         missing.part(1) => null");
}

#[test]
fn parameters_have_types() {
    all("(function(a: number) a)(1) => 1
         (function(a: number) a)(\"x\") => null
         (function(a: number) a)([1]) => 1
         (function(a: list<number>) a)(1) => [1]
         (function(a: number) a)(null) => null
         (function(a: number) 5)(\"x\") => null
         (function(a: context<x: number>) a.x)({x: 1, y: 2}) => 1
         (function(a: context<x: number>) 5)({y: 2}) => null
         (function(a: string, b) [a, b])(\"x\", 1) => [\"x\", 1]");
}

#[test]
fn closures_keep_what_is_around_them() {
    all("{n: 3, add: function(m) n + m, r: add(4)}.r => 7
         {add: function(n) function(m) n + m, r: add(3)(4)}.r => 7
         {f: function(a) function(b) function(c) a * 100 + b * 10 + c, r: f(1)(2)(3)}.r => 123
         {fs: for i in 1..3 return function(x) x * i, r: [fs[1](10), fs[3](10)]}.r => [10, 30]
         {n: 1, f: function() n, r: {n: 2, r: f()}.r}.r => 1
         {f: function(x) x > 1, r: [1, 2, 3][f(item)]}.r => [2, 3]
         {l: [{v: 1}, {v: 2}], f: function(t) l[v = t].v, r: f(2)}.r => [2]
         [{v: 1}, {v: 2}][(function(x) x = v)(2)].v => [2]
         2 in ((function(x) x = ?)(2)) => true");
}

#[test]
fn functions_are_given_to_functions() {
    all(
        "{twice: function(f, x) f(f(x)), r: twice(function(y) y * y, 3)}.r => 81
         {apply: function(f, x) f(x), r: [apply(abs, -2), apply(f: floor, x: 1.5)]}.r => [2, 1]
         {apply: function(f) f(1, 2), r: apply(floor)}.r => 1
         {apply: function(f) f(1, 2, 3), r: apply(floor)}.r => null",
    );
}

#[test]
fn an_entry_that_is_a_function_can_call_itself() {
    all("{fac: function(n) if n < 2 then 1 else n * fac(n - 1), r: fac(20)}.r => 2432902008176640000
         {fib: function(n) if n < 2 then n else fib(n - 1) + fib(n - 2), r: fib(12)}.r => 144
         {f: function(n) if n = 0 then 0 else (function(g) g(n - 1))(f) + n, r: f(4)}.r => 10
         {f: 1, r: {f: function(x) f, r: f(0)}.r}.r => 1
         {total: function(n) if n = 0 then 0 else n + total(n - 1), r: total(50)}.r => 1275");
}

#[test]
fn recursion_without_end_is_a_fault() {
    let endless = evaluated("{f: function(n) f(n + 1), r: f(1)}.r");
    assert_eq!(endless, Ok(Value::Fault(Fault::TooDeep)));
    let wide = "{f: function(n) if n = 0 then 0 else f(n - 1) + f(n - 1), r: f(20)}.r";
    assert_eq!(evaluated(wide), Ok(Value::Fault(Fault::FuelExhausted)));
}

#[test]
fn functions_of_other_languages_are_read_and_give_null() {
    let source = "(function(angle) external {java: {class: \"java.lang.Math\", \
                  method signature: \"cos(double)\"}})(1)";
    assert_eq!(gives(source), "null");
}

#[test]
fn a_function_equals_itself() {
    all("{f: function(a) a, r: f = f}.r => true
         {f: function(a) a, g: function(a) a, r: f = g}.r => false
         {m: function(n) function(a) a + n, r: [m(1) = m(1), m(1) = m(2)]}.r => [true, false]
         abs = abs => true
         abs = floor => false
         {f: function(a) a, r: f = null}.r => false
         {f: function(a) a, r: f != null}.r => true
         abs = 1 => null");
}
