//! `instance of` with full type names (10.3.2.9).

use super::{all, gives};

#[test]
fn the_types_of_values() {
    all("1 instance of number => true
         1 instance of string => false
         \"a\" instance of string => true
         true instance of boolean => true
         @\"2024-01-01\" instance of date => true
         @\"2024-01-01\" instance of date and time => false
         @\"P1Y\" instance of years and months duration => true
         @\"P1D\" instance of days and time duration => true
         @\"P1D\" instance of years and months duration => false
         1 instance of Any => true
         null instance of Null => true
         null instance of number => false
         {a: 1} instance of context => true
         [1] instance of list<Any> => true
         [1] instance of list => null
         [1..2] instance of range => null
         abs instance of function => null");
}

#[test]
fn generic_types() {
    all("[1, 2] instance of list<number> => true
         [1, \"a\"] instance of list<number> => false
         [[1]] instance of list<list<number>> => true
         [] instance of list<string> => true
         [1, null] instance of list<number> => true
         {a: 1, b: 2} instance of context<a: number> => true
         {b: 2} instance of context<a: number> => false
         {a b: \"x\"} instance of context<a b: string, > => true
         [1..2] instance of range<number> => true
         [1..2] instance of range<string> => false
         (function(a: number) a) instance of function<number> -> number => true
         (function(a: string) a) instance of function<number> -> number => false
         (function(a) a) instance of function<number, number> -> number => false
         1 instance of list<number> => false
         sqrt instance of function<number> -> number => true
         sqrt instance of function<string> -> number => false
         sqrt instance of function<number, number> -> number => false
         contains instance of function<string, string> -> string => false
         sum instance of function<number, number> -> number => true
         abs instance of Any => true
         {f: function(a) 1} instance of context<f: function<string> -> Any> => true");
}

#[test]
fn an_unknown_type_says_nothing() {
    all("1 instance of nothing => null
         1 instance of list<nothing> => null
         (function(a: nothing) a)(1) => error F010
         1 instance of => error F001
         1 instance of list< => error F001");
    let deep = gives(&format!("1 instance of {}x", "list<".repeat(500)));
    assert!(deep.contains("F007"), "{deep}");
}
