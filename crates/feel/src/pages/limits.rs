//! Pages of limits, and of what only the `standard` profile has.

use super::Example::{Made, Written};
use crate::limits::{MAX_NESTING, MAX_SOURCE};

super::pages! {
    TOO_LONG = "F006" "too-long" {
        what: "表达式超过 65,536 字节。"
              "The expression is longer than 65,536 bytes.",
        why: "一条规则要能读完；过长的输入也不能拖住编译。"
             "A rule is there to be read, and an endless one must not hold up the compiler.",
        mend: "把其中一部分写成函数，把多行的判断写成决策表。"
              "Move a part of it into a function, or write many cases as a decision table.",
        wrong: Made(|| format!("工资 > 1{}", " ".repeat(MAX_SOURCE))),
        right: Written("工资 > 1"),
    }
    TOO_DEEP = "F007" "too-deep" {
        what: "表达式嵌套超过 64 层，或写出的列表嵌套超过 32 层。"
              "The expression is nested more than 64 levels deep, or lists that are written out more than 32.",
        why: "嵌套过深的规则没有人读得懂，运行时的深度也有限。"
             "Nobody can read a rule that is nested so deep, and the depth at run time is limited.",
        mend: "把里层写成函数，或把一长串 `if` 写成决策表。长的 `and`、`or` 不算嵌套。"
              "Move the inner part into a function, or write a long chain of `if` as a decision table. Long rows of `and` or `or` are flat.",
        wrong: Made(|| vec!["工资"; size(MAX_NESTING) + 1].join(" + ")),
        right: Made(|| vec!["工资"; size(MAX_NESTING)].join(" + ")),
    }
    TOO_LARGE = "F040" "too-large" {
        what: "编译出的程序太大：步骤、常数或变量超过上限。"
              "The compiled program is too large: it has more operations, constants or variables than allowed.",
        why: "程序装进每个渠道的模块里，大小有上限。"
             "Programs travel in the module of every channel, and their size is bounded.",
        mend: "把其中一部分写成函数。"
              "Move a part of it into a function.",
        wrong: Made(|| (0..257).map(|n| format!("(some x in [{n}] satisfies x > 缴费月数)")).collect::<Vec<_>>().join(" or ")),
        right: Written("some x in [1, 2, 3] satisfies x > 缴费月数"),
    }
    NOT_IN_STRICT = "F041" "not-in-strict" {
        what: "目录里的规则不用这种写法；标准的 FEEL 有它。"
              "Rules of the catalogue do without this; FEEL as the standard has it knows it.",
        why: "规则要在编译时查清类型，在各处结果一致，所以没有时钟、时区，也没有作为值的函数。"
             "Rules are checked when compiled and give the same everywhere, so they have no clock, no time zone and no functions as values.",
        mend: "把函数写进 `functions/`，把当前日期换成 `申请日期`。"
              "Write functions under `functions/`, and use the application date in place of today.",
        wrong: Written("(function(x) x + 1)(工资)"),
        right: Written("工资 + 1"),
    }
}

const fn size(number: u32) -> usize {
    number as usize
}
