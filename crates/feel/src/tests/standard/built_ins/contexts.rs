//! Functions over contexts.

use super::all;

#[test]
fn entries() {
    all("get value({a: \"foo\"}, \"a\") => \"foo\"
         get value({a: \"foo\"}, \"b\") => null
         get value(m: {a: 1}, key: \"a\") => 1
         get value({a: 1}, null) => null
         get value(1, \"a\") => null
         get entries({a: 1}) => [{key: \"a\", value: 1}]
         get entries({}) => []
         get entries(m: {}) => []
         get entries(null) => null
         get entries([1]) => null
         context([{key: \"a\", value: 1}, {key: \"b\", value: 2}]) => {a: 1, b: 2}
         context({key: \"a\", value: 1}) => {a: 1}
         context(entries: [{key: \"a\", value: null}]) => {a: null}
         context([]) => {}
         context([{key: \"a\", value: 1}, {key: \"a\", value: 2}]) => null
         context([{key: \"a\"}]) => null
         context([{key: 1, value: 1}]) => null
         context([1]) => null
         context(null) => null");
}

#[test]
fn changes() {
    all("context put({x: 1}, \"y\", 2) => {x: 1, y: 2}
         context put({x: 1}, \"x\", 2) => {x: 2}
         context put({x: 1, y: {a: 0}}, [\"y\", \"a\"], 2) => {x: 1, y: {a: 2}}
         context put({x: 1}, [\"y\"], 2) => {x: 1, y: 2}
         context put({x: 1}, [\"y\", \"a\"], 2) => null
         context put({x: 1}, [], 2) => null
         context put({x: 1}, \"y\", null) => {x: 1, y: null}
         context put({x: 1}, null, 2) => null
         context put(context: {x: 1}, key: \"y\", value: 2) => {x: 1, y: 2}
         context put(context: {x: 1}, keys: [\"y\"], value: 2) => {x: 1, y: 2}
         context put(context: {x: {}}, key: [\"x\", \"y\"], value: 2) => null
         context put(1, \"y\", 2) => null
         context merge([{x: 1}, {y: 2}]) => {x: 1, y: 2}
         context merge([{x: 1}, {x: 2}]) => {x: 2}
         context merge([]) => {}
         context merge({x: 1}) => {x: 1}
         context merge(contexts: [{}]) => {}
         context merge([{x: 1}, null]) => null
         context merge(null) => null");
}
