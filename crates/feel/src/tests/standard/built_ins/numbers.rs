//! Conversion to numbers, and functions over numbers.

use super::all;

#[test]
fn rounding() {
    all("floor(1.5) => 1
         floor(-1.5) => -2
         floor(1.56, 1) => 1.5
         floor(-1.56, scale: 1) => null
         floor(n: -1.56, scale: 1) => -1.6
         floor(scale: 1, n: 1.56) => 1.5
         floor(1234.5, -2) => 1200
         floor([1.5]) => 1
         floor([1.5, 2.5]) => null
         floor(null) => null
         floor(1.5, null) => null
         floor(\"1.5\") => null
         ceiling(1.5) => 2
         ceiling(-1.5) => -1
         ceiling(-1.56, 1) => -1.5
         ceiling(null, 1) => null
         decimal(0.515, 2) => 0.52
         decimal(0.525, 2) => 0.52
         decimal(1/3, 2.5) => 0.33
         decimal(2.5, 0) => 2
         decimal(1) => null
         decimal(1, 6177) => null
         decimal(1, -6112) => null
         round up(5.5, 0) => 6
         round up(-5.5, 0) => -6
         round up(1.121, 2) => 1.13
         round up(n: 1.121, scale: 2) => 1.13
         round down(5.5, 0) => 5
         round down(-5.5, 0) => -5
         round down(1.129, 2) => 1.12
         round half up(5.5, 0) => 6
         round half up(-5.5, 0) => -6
         round half up(-1.126, 2) => -1.13
         round half down(5.5, 0) => 5
         round half down(-5.5, 0) => -5
         round half down(1.126, 2) => 1.13
         round half down(1, \"2\") => null
         round half down(scale: 0) => null");
}

#[test]
fn arithmetic_functions() {
    all("abs(10) => 10
         abs(-10) => 10
         abs(@\"-PT5H\") => PT5H
         abs(@\"-P1Y\") => P1Y
         abs(\"1\") => null
         abs(n: -1) => 1
         abs(number: -1) => null
         modulo(12, 5) => 2
         modulo(-12, 5) => 3
         modulo(12, -5) => -3
         modulo(-12, -5) => -2
         modulo(10.1, 4.5) => 1.1
         modulo(-10.1, 4.5) => 3.4
         modulo(10.1, -4.5) => -3.4
         modulo(-10.1, -4.5) => -1.1
         modulo(1, 0) => null
         modulo(dividend: 12, divisor: 5) => 2
         modulo(12, null) => null
         odd(5) => true
         odd(2) => false
         odd(-1) => true
         odd(number: 0) => false
         odd(\"1\") => null
         even(5) => false
         even(-2) => true
         even(0) => true
         even(null) => null");
}

#[test]
fn roots_and_logarithms() {
    all("sqrt(16) => 4
         sqrt(2) => 1.414213562373095048801688724209698
         sqrt(-1) => null
         sqrt(number: 0) => 0
         sqrt(n: 4) => null
         sqrt(\"4\") => null
         sqrt([4]) => 2
         exp(0) => 1
         exp(1) => 2.718281828459045235360287471352662
         exp(-1) => 0.3678794411714423215955237701614609
         exp(100000) => null
         exp(null) => null
         exp(@\"P1D\") => null
         log(1) => 0
         log(10) => 2.302585092994045684017991454684364
         log(0) => null
         log(-1) => null
         log(number: 2) => 0.6931471805599453094172321214581766
         2 ** 0.5 => 1.414213562373095048801688724209698
         4 ** 0.5 => 2
         (-8) ** 0.5 => null
         0 ** -1 => null
         5 ** -2 => 0.04
         10 ** 10000 => null");
}

#[test]
fn numbers_are_read_with_separators() {
    all("number(\"1 000,0\", \" \", \",\") => 1000
         number(\"1,000.5\", \",\", \".\") => 1000.5
         number(\"1.000.000,01\", \".\", \",\") => 1000000.01
         number(\"-1,000\", \",\", null) => -1000
         number(\"12.5\", null, null) => 12.5
         number(\"12.5\", null, \".\") => 12.5
         number(from: \"1,5\", grouping separator: null, decimal separator: \",\") => 1.5
         number(\"12.5\") => 12.5
         number(\"1e3\") => 1000
         number(\".5\") => 0.5
         number(\"12.5\", null, \",\") => null
         number(\"1,5\", \",\", \",\") => null
         number(\"1:5\", \":\", \".\") => null
         number(\"abc\") => null
         number(\"\") => null
         number(\"1 \", null, null) => null
         number(1, \" \", \".\") => null
         number(null, \" \", \".\") => null
         number(\"1\", 1, \".\") => null
         number(\"1\", \" \") => null");
}

#[test]
fn statistics() {
    all("min([1, 2, 3]) => 1
         min(1, 2, 3) => 1
         min(\"b\", \"a\") => \"a\"
         min([@\"2025-07-01\", @\"2025-06-30\"]) => 2025-06-30
         min([]) => null
         min(null) => null
         min([1, null]) => null
         min([1, \"a\"]) => null
         min(list: [3, 2]) => 2
         min(5) => 5
         max([1, 2, 3]) => 3
         max(1, 5, 3) => 5
         max([]) => null
         max([true, false]) => null
         sum([1, 2, 3]) => 6
         sum(1, 2, 3) => 6
         sum(1) => 1
         sum([]) => null
         sum(null) => null
         sum([1, \"2\"]) => null
         sum([1, null]) => null
         sum(@\"P1D\", @\"P2D\") => null
         sum(list: [1, 2]) => 3
         sum(l: [1, 2]) => null
         sum([0.1, 0.2]) => 0.3
         mean([1, 2, 3]) => 2
         mean(1, 2, 3) => 2
         mean([]) => null
         mean([1, 2]) => 1.5
         product([2, 3, 4]) => 24
         product(2, 3, 4) => 24
         product([]) => null
         product([2, \"3\"]) => null
         median(8, 2, 5, 3, 4) => 4
         median([6, 1, 2, 3]) => 2.5
         median([]) => null
         median(47) => 47
         median([1, null]) => null
         median(list: [3, 1, 2]) => 2
         stddev(2, 4, 7, 5) => 2.081665999466132735282297706979931
         stddev([47]) => null
         stddev(47) => null
         stddev([]) => null
         stddev([1, \"a\"]) => null
         stddev(list: [3, 3]) => 0
         mode(6, 3, 9, 6, 6) => [6]
         mode([6, 1, 9, 6, 1]) => [1, 6]
         mode([]) => []
         mode([1, 1.0, 2]) => [1]
         mode(null) => null
         mode([1, null]) => null");
}
