//! Equality, order, logic and arithmetic of values (10.3.2.3 to 10.3.2.5, 10.3.2.12).

use super::all;

#[test]
fn three_valued_logic() {
    all("true and null => null
         false and null => false
         true or null => true
         false or null => null
         true and 123 => null
         \"a\" and false => false
         0 or true => true
         0 or 1 => null
         not(null) => null
         not(0) => null
         if null then 1 else 2 => 2
         if \"a\" then 1 else 2 => 2");
}

#[test]
fn equality() {
    all("1 = 1.0 => true
         1 = \"1\" => null
         1 != \"1\" => null
         null = null => true
         1 = null => false
         null != 1 => true
         [1, 2] = [1, 2] => true
         [1, 2] = [2, 1] => false
         [1] = 1 => null
         [] = null => false
         {} = {} => true
         {a: 1, b: 2} = {b: 2, a: 1} => true
         {a: 1} = {a: 1, b: null} => false
         {} = [] => null
         [1, \"a\"] = [1, 2] => false
         [1..2] = [1..3] => false
         @\"P1Y\" = @\"P12M\" => true
         @\"P1Y\" = @\"P365D\" => null
         @\"P1D\" = @\"PT24H\" => true
         false = 0 => null");
}

#[test]
fn order() {
    all("1 < 2 => true
         \"a\" < \"b\" => true
         1 < \"b\" => null
         1 < null => null
         true < false => null
         [1] < [2] => null
         @\"2024-01-01\" < @\"2024-01-02\" => true
         @\"P1Y\" < @\"P13M\" => true
         @\"P1Y\" < @\"P1D\" => null
         1 between 1 and 2 => true
         3 between 1 and 2 => false
         1 between null and 2 => null
         5 between null and 2 => false
         \"a\" between 1 and 2 => null");
}

#[test]
fn arithmetic() {
    all("1 + 2 => 3
         \"a\" + \"b\" => \"ab\"
         \"a\" + 1 => null
         1 + null => null
         1 / 0 => null
         [1] + 1 => null
         -\"a\" => null
         2 ** -1 => 0.5
         @\"2024-01-31\" + @\"P1M\" => 2024-02-29
         @\"P1M\" + @\"2024-01-31\" => 2024-02-29
         @\"2024-03-01\" - @\"2024-02-01\" => P29D
         @\"2024-03-01\" - @\"P1D\" => 2024-02-29
         @\"P1D\" - @\"2024-03-01\" => null
         @\"P1Y\" + @\"P2M\" => P1Y2M
         @\"P1Y\" + @\"P1D\" => null
         @\"P1D\" * 2 => P2D
         2 * @\"P1Y\" => P2Y
         @\"P1Y\" / 2 => P6M
         @\"P1Y\" / @\"P6M\" => 2
         @\"P1Y\" * @\"P1Y\" => null
         -@\"P1D\" => -P1D");
}

#[test]
fn a_name_of_which_nothing_is_known_is_null() {
    all("x => null
         x + 1 => null
         x = null => true
         if x then 1 else 2 => 2");
}
