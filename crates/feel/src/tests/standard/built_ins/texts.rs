//! Functions over texts.

use super::all;

#[test]
fn parts_of_texts() {
    all("substring(\"foobar\", 3) => \"obar\"
         substring(\"foobar\", 3, 3) => \"oba\"
         substring(\"foobar\", -2, 1) => \"a\"
         substring(\"foobar\", 3, 3.8) => \"oba\"
         substring(\"\\U01F40Ebc\", 2) => \"bc\"
         substring(string: \"社会保障\", start position: 3) => \"保障\"
         substring(string: \"社会保障\", start position: 1, length: 2) => \"社会\"
         substring(\"foobar\", 0) => null
         substring(null, 1) => null
         substring(\"foobar\", \"1\") => null
         substring(\"foobar\") => null
         substring([\"foobar\"], 3) => \"obar\"
         string length(\"foo\") => 3
         string length(\"\\U01F40Eab\") => 3
         string length(\"\") => 0
         string length(null) => null
         string length(1) => null
         string length(string: \"社保\") => 2
         upper case(\"aBc4\") => \"ABC4\"
         upper case(\"straße\") => \"STRASSE\"
         lower case(\"aBc4\") => \"abc4\"
         lower case(null) => null
         substring before(\"foobar\", \"bar\") => \"foo\"
         substring before(\"foobar\", \"xyz\") => \"\"
         substring before(\"foobar\", \"o\") => \"f\"
         substring after(\"foobar\", \"ob\") => \"ar\"
         substring after(\"\", \"a\") => \"\"
         substring after(string: \"foobar\", match: \"o\") => \"obar\"
         substring after(\"foobar\", null) => null
         contains(\"foobar\", \"of\") => false
         contains(\"foobar\", \"\") => true
         contains(string: \"foobar\", match: \"oba\") => true
         contains(null, \"a\") => null
         starts with(\"foobar\", \"fo\") => true
         starts with(\"foobar\", 1) => null
         ends with(\"foobar\", \"r\") => true
         ends with(\"foobar\", \"f\") => false");
}

#[test]
fn patterns() {
    all("matches(\"foobar\", \"^fo*b\") => true
         matches(\"foobar\", \"FO\") => false
         matches(\"foobar\", \"FO\", \"i\") => true
         matches(\"foobar\", \"fo\", null) => true
         matches(input: \"foobar\", pattern: \"o{2}\") => true
         matches(input: \"foobar\", pattern: \"O{2}\", flags: \"i\") => true
         matches(\"foobar\", \"(\") => null
         matches(\"foobar\", \"o\", \"z\") => null
         matches(null, \"o\") => null
         matches(\"foobar\", 1) => null
         replace(\"abcd\", \"(ab)|(a)\", \"[1=$1][2=$2]\") => \"[1=ab][2=]cd\"
         replace(\"banana\", \"A\", \"o\", \"i\") => \"bonono\"
         replace(\"banana\", \"a\", \"o\", null) => \"bonono\"
         replace(input: \"banana\", pattern: \"a\", replacement: \"\") => \"bnn\"
         replace(\"banana\", \"a*\", \"o\") => null
         replace(\"banana\", \"a\", \"$\") => null
         replace(\"banana\", \"a\") => null
         replace(null, \"a\", \"b\") => null
         split(\"John Doe\", \"\\\\s\") => [\"John\", \"Doe\"]
         split(\"a;b;c;;\", \";\") => [\"a\", \"b\", \"c\", \"\", \"\"]
         split(string: \"a1b\", delimiter: \"\\\\d\") => [\"a\", \"b\"]
         split(\"a\", null) => null
         split(\"a\", \"[\") => null");
}

#[test]
fn texts_are_joined() {
    all(
        "string join([\"a\", \"b\", \"c\"], \"_and_\") => \"a_and_b_and_c\"
         string join([\"a\", \"b\"]) => \"ab\"
         string join([\"a\", \"b\"], null) => \"ab\"
         string join([\"a\", null, \"c\"], \"X\") => \"aXc\"
         string join([], \"X\") => \"\"
         string join(\"a\", \"X\") => \"a\"
         string join(delimiter: \"-\", list: [\"a\", \"b\"]) => \"a-b\"
         string join([1], \"X\") => null
         string join([\"a\"], 1) => null
         string join(null, \"X\") => null
         string join() => null",
    );
}

#[test]
fn values_as_text() {
    all("string(1.10) => \"1.1\"
         string(\"a\\\"b\") => \"a\\\"b\"
         string(true) => \"true\"
         string(null) => null
         string() => null
         string(1, 2) => null
         string(from: 1/3) => \"0.3333333333333333333333333333333333\"
         string(@\"2025-07-01\") => \"2025-07-01\"
         string(@\"10:15:00.5+08:00\") => \"10:15:00.5+08:00\"
         string(@\"2025-07-01T10:15:00@Asia/Shanghai\") => \"2025-07-01T10:15:00@Asia/Shanghai\"
         string(@\"PT90M\") => \"PT1H30M\"
         string(@\"-P14M\") => \"-P1Y2M\"
         string([1, \"a\", null, [true]]) => \"[1, \\\"a\\\", null, [true]]\"
         string({a: 1, b c: \"x\"}) => \"{a: 1, b c: \\\"x\\\"}\"
         string({\"a,b\": 1}) => \"{\\\"a,b\\\": 1}\"
         string([1..5)) => \"[1..5)\"
         string((> 5)) => \"(> 5)\"
         string([@\"2025-07-01\"]) => \"[@\\\"2025-07-01\\\"]\"");
}
