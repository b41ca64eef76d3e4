//! Functions over lists and truth values.

use super::all;

#[test]
fn truth_values() {
    all("not(true) => false
         not(negand: false) => true
         not(null) => null
         not(1) => null
         all([true, false]) => false
         all(true, true) => true
         all([]) => true
         all([true, null]) => null
         all([false, null]) => false
         all(null) => null
         all(list: [true]) => true
         all() => null
         any([false, true]) => true
         any([]) => false
         any([false, null]) => null
         any([true, 1]) => true
         any(0) => null");
}

#[test]
fn elements() {
    all("list contains([1, 2, 3], 2) => true
         list contains([1, null], null) => true
         list contains([], 1) => false
         list contains(list: [1], element: 2) => false
         list contains(1, 1) => true
         list contains(null, 1) => null
         list contains([1]) => null
         count([1, 2, 3]) => 3
         count([[]]) => 1
         count(1) => 1
         count([]) => 0
         count(null) => null
         count(1, 2) => null
         index of([1, 2, 3, 2], 2) => [2, 4]
         index of([1, null], null) => [2]
         index of([1], 3) => []
         index of(list: [1], match: 1) => [1]
         index of(null, 1) => null");
}

#[test]
fn parts_of_lists() {
    all("sublist([4, 5, 6], 1, 2) => [4, 5]
         sublist([4, 5, 6], 2) => [5, 6]
         sublist([4, 5, 6], -2) => [5, 6]
         sublist([4, 5, 6], -1, 1) => [6]
         sublist(list: [4, 5, 6], start position: 3) => [6]
         sublist([4, 5, 6], 0) => null
         sublist([4, 5, 6], 4) => null
         sublist([4, 5, 6], -4) => null
         sublist([4, 5, 6], 3, 2) => null
         sublist([4, 5, 6], 1, -1) => null
         sublist(null, 1) => null
         sublist([4, 5, 6], \"1\") => null
         insert before([1, 3], 1, 2) => [2, 1, 3]
         insert before([1, 3], -1, 2) => [1, 2, 3]
         insert before([1, 3], 1, [2]) => [[2], 1, 3]
         insert before([1, 3], 1, null) => [null, 1, 3]
         insert before(list: [1], position: 1, newItem: 0) => [0, 1]
         insert before([1, 3], 0, 2) => null
         insert before([1, 3], 3, 2) => null
         insert before([1, 3], null, 2) => null
         insert before(null, 1, 2) => null
         remove([1, 2, 3], 2) => [1, 3]
         remove([1, 2, 3], -1) => [1, 2]
         remove(list: [1], position: 1) => []
         remove(1, 1) => []
         remove([1], 2) => null
         remove([1], 0) => null
         remove(null, 1) => null
         list replace([2, 4, 7, 8], 3, 6) => [2, 4, 6, 8]
         list replace([2, 4, 7, 8], -1, 6) => [2, 4, 7, 6]
         list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5) => [5, 5, 7, 8]
         list replace(list: [1, 2], match: function(item, newItem) item = 2, newItem: 3) => [1, 3]
         list replace(list: [1, 2], match: 1, newItem: 3) => null
         list replace([1, 2], function(item) true, 3) => null
         list replace([1, 2], function(item, newItem) 1, 3) => null
         list replace([1, 2], 3, 3) => null
         list replace([1, 2], 0, 3) => null
         partition([1, 2, 3, 4, 5], 2) => [[1, 2], [3, 4], [5]]
         partition([], 2) => []
         partition([1], 0) => null
         partition(null, 1) => null");
}

#[test]
fn lists_of_lists() {
    all("append([1], 2, 3) => [1, 2, 3]
         append([1], [2]) => [1, [2]]
         append([1], null) => [1, null]
         append(1, 2) => [1, 2]
         append(list: [1], item: 2) => [1, 2]
         append([1]) => null
         append(null, 1) => null
         concatenate([1, 2], [3]) => [1, 2, 3]
         concatenate([1], 2) => [1, 2]
         concatenate([1, 2]) => [1, 2]
         concatenate([1], null) => null
         union([1, 2], [2, 3]) => [1, 2, 3]
         union([1], null) => null
         distinct values([1, 2, 3, 2, 1]) => [1, 2, 3]
         distinct values([1, null, null, \"1\"]) => [1, null, \"1\"]
         distinct values(1) => [1]
         distinct values(null) => null
         flatten([[1, 2], [[3]], 4]) => [1, 2, 3, 4]
         flatten(1) => [1]
         flatten(null) => null
         reverse([1, 2, 3]) => [3, 2, 1]
         reverse(list: []) => []
         reverse(null) => null
         sort([3, 1, 5, 4], function(x, y) x < y) => [1, 3, 4, 5]
         sort(list: [1, 2], precedes: function(x, y) x > y) => [2, 1]
         sort([2, 1], function(x) x) => null
         sort(null, function(x, y) x > y) => null");
}
