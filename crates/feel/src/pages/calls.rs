//! Pages of calls and of literals that functions read.

use super::Example::Written;

super::pages! {
    ARGUMENT_COUNT = "F030" "argument-count" {
        what: "函数的参数个数不对。"
              "The function is given too few or too many arguments.",
        why: "少了的参数没有默认值，多了的没有用处。"
             "A missing argument has no value, and one too many has no use.",
        mend: "写足函数要的参数。"
              "Give the arguments that the function takes.",
        wrong: Written("最低缴费月数() > 180"),
        right: Written("最低缴费月数(申请日期) > 180"),
    }
    ARGUMENT_TYPE = "F031" "argument-type" {
        what: "参数的类型不是函数要的。"
              "An argument is not of the type that the function takes.",
        why: "类型不合的运算没有结果，规则会悄悄失灵。"
             "An operation on a wrong type has no result, and the rule would quietly do nothing.",
        mend: "换成对的数据项，或先转换：`string(数)`、`number(文字)`、`date(\"2025-01-01\")`。"
              "Use the right fact, or convert first: `string(number)`, `number(text)`, `date(\"2025-01-01\")`.",
        wrong: Written("string length(缴费月数) = 3"),
        right: Written("string length(string(缴费月数)) = 3"),
    }
    UNKNOWN_PARAMETER = "F032" "unknown-parameter" {
        what: "函数没有这个名称的参数。"
              "The function has no parameter of this name.",
        why: "按名称给的参数，名称要与函数的一致。"
             "Arguments that are given by name need the names of the function.",
        mend: "用函数自己的参数名，或按顺序给参数。"
              "Use the names of the function, or give the arguments in order.",
        wrong: Written("最低缴费月数(day: 申请日期)"),
        right: Written("最低缴费月数(date: 申请日期)"),
    }
    NOT_CONSTANT = "F033" "not-constant" {
        what: "这个参数要写成固定的文字。"
              "This argument has to be written out as a text.",
        why: "日期、时长和模式在编译时读，这样写错的当时就能发现。"
             "Dates, durations and patterns are read when the rule is compiled, so that a wrong one is found at once.",
        mend: "把文字直接写在引号里。由数拼日期用 `date(年, 月, 日)`。"
              "Write the text in quotes. To make a date of numbers, use `date(year, month, day)`.",
        wrong: Written("申请日期 + duration(string(缴费月数))"),
        right: Written("add months(申请日期, 缴费月数)"),
    }
    BAD_PATTERN = "F034" "bad-pattern" {
        what: "文字模式用了子集以外的写法。"
              "The pattern is outside the subset that rules take.",
        why: "各处用同一个匹配器，它不回溯，只认一个小的子集，这样在哪里结果都一样。"
             "One matcher runs on every host; it never backtracks and takes a small subset, so that the result is the same everywhere.",
        mend: "可用字符、`.`、`[…]`、`{n,m}`、`?`、`*`、`+`、`|`、`^`、`$`。用 `[…]` 或 `or` 代替括号分组。"
              "Characters, `.`, `[…]`, `{n,m}`, `?`, `*`, `+`, `|`, `^` and `$` can be used. Write `[…]` or `or` in place of groups.",
        wrong: Written("matches(\"X12\", \"^(X|Y)[0-9]+$\")"),
        right: Written("matches(\"X12\", \"^[XY][0-9]+$\")"),
    }
    ARGUMENT_RANGE = "F037" "argument-range" {
        what: "参数可能超出函数声明的范围或小数位数。"
              "An argument may lie outside the range, or have more decimals, than the function declares.",
        why: "函数按声明的范围写，超出时它的结果没有意义。"
             "The function is written for the range that it declares; beyond it, its result means nothing.",
        mend: "先取整，或先判断范围；也可以给数据项声明范围。"
              "Round it or ask for the range first; or declare the range of the fact.",
        wrong: Written("分档(人数)"),
        right: Written("if 人数 >= 1 and 人数 <= 12 then 分档(floor(人数)) else 0"),
    }
    PATTERN_DIFFERS = "F038" "pattern-differs" {
        what: "模式里的 `\\d`、`\\w` 在标准的 FEEL 里还包括其他文字的数字和字母。"
              "In FEEL as the standard has it, `\\d` and `\\w` in a pattern also take digits and letters of other scripts.",
        why: "一条规则在哪里都要给出同样的结果；证件号、手机号里只该有 0 至 9。"
             "A rule gives the same result everywhere; numbers of documents and telephones have the digits 0 to 9 only.",
        mend: "写出要的字符：`[0-9]`、`[A-Za-z0-9_]`。"
              "Write out the characters that are meant: `[0-9]`, `[A-Za-z0-9_]`.",
        wrong: Written("matches(\"13800000000\", \"^1\\d{10}$\")"),
        right: Written("matches(\"13800000000\", \"^1[0-9]{10}$\")"),
    }
    BAD_DATE = "F035" "bad-date" {
        what: "引号里的文字不是真实的日期。"
              "The text in quotes is not a day that exists.",
        why: "不存在的日期比较不出结果。"
             "A day that does not exist cannot be compared with anything.",
        mend: "写成 `YYYY-MM-DD`，并且是真实的一天。"
              "Write `YYYY-MM-DD`, and a day that exists.",
        wrong: Written("出生日期 < date(\"2025-02-30\")"),
        right: Written("出生日期 < date(\"2025-02-28\")"),
    }
    BAD_DURATION = "F036" "bad-duration" {
        what: "引号里的文字不是时长。"
              "The text in quotes is not a duration.",
        why: "时长有固定的写法：`P` 开头，年月与日时分开。"
             "Durations have one spelling: `P` first, years and months apart from days and times.",
        mend: "写成 `P1Y2M`（一年两个月）或 `P3DT4H`（三天四小时）。"
              "Write `P1Y2M` (one year and two months) or `P3DT4H` (three days and four hours).",
        wrong: Written("申请日期 + duration(\"1M\")"),
        right: Written("申请日期 + duration(\"P1M\")"),
    }
}
