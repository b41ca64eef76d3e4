//! Pages of what cannot be read.

use super::Example::Written;

super::pages! {
    EXPECTED = "F001" "expected" {
        what: "此处的写法接不上：少了什么，或多了什么。"
              "Something is missing here, or something does not belong here.",
        why: "读不懂的规则无法检查，也不猜作者的意思。"
             "A rule that cannot be read cannot be checked, and its meaning is not guessed.",
        mend: "按提示补上缺的部分，或删去多的部分。`if` 总要有 `then` 和 `else`。其他语言的写法（`且`、`&&`、`==`、`'…'`、`50%`、`!`）会指出该怎么写。"
              "Add what is named, or take out what is too much. An `if` always has `then` and `else`. For what other languages write (`且`, `&&`, `==`, `'…'`, `50%`, `!`) the mend says what to write.",
        wrong: Written("if 是否委托 then 1"),
        right: Written("if 是否委托 then 1 else 0"),
    }
    UNFINISHED_TEXT = "F002" "unfinished-text" {
        what: "文字有开头的引号，没有结尾的引号。"
              "A text has an opening quote and no closing one.",
        why: "其后的规则都会被当作文字。"
             "All of the rule that follows would be taken for text.",
        mend: "在文字末尾补上 `\"`。文字里面的引号写成 `\\\"`。"
              "Add `\"` at its end. A quote inside a text is written `\\\"`.",
        wrong: Written("退休类别 = \"male-60"),
        right: Written("退休类别 = \"male-60\""),
    }
    FULL_WIDTH = "F003" "full-width" {
        what: "规则里用了全角的标点、数字或字母。"
              "The rule has full-width punctuation, digits or letters.",
        why: "中文输入法打出的 `（` 与 `(` 看着相近，却是两个字；规则只认半角。引号里面的文字不受限制。"
             "An input method's `（` looks much like `(` and is another character; rules take the half-width one. Texts in quotes may hold any.",
        mend: "按提示改成半角。每一处都会列出。"
              "Write the half-width character that is named. Every place is listed.",
        wrong: Written("最低缴费月数（申请日期） ＞＝ １８０ and 退休类别 ！= “male-60”"),
        right: Written("最低缴费月数(申请日期) >= 180 and 退休类别 != \"male-60\""),
    }
    UNKNOWN_CHARACTER = "F004" "unknown-character" {
        what: "规则里有语言不用的字符。"
              "The rule holds a character that the language has no use for.",
        why: "它没有含义；留着会掩盖笔误。"
             "It means nothing, and would hide a slip of the pen.",
        mend: "删去它。要作为文字，就放进引号。"
              "Take it out, or put it in quotes if it is text.",
        wrong: Written("工资 > $100"),
        right: Written("工资 > 100"),
    }
    BAD_NUMBER = "F005" "bad-number" {
        what: "数的位数超过 34 位。"
              "A number has more than 34 digits.",
        why: "计算是精确的十进制，最多保留 34 位；多出的位会丢失。"
             "Calculation is exact and decimal, with at most 34 digits; further ones would be lost.",
        mend: "写 34 位以内，不用科学记数法。号码不是数，写成文字。"
              "Write at most 34 digits, without an exponent. Long codes are texts, not numbers.",
        wrong: Written("工资 > 12345678901234567890123456789012345"),
        right: Written("工资 > 1234567890123456789012345678901234"),
    }
    UNFINISHED_COMMENT = "F008" "unfinished-comment" {
        what: "注释有 `/*`，没有 `*/`。"
              "A comment has `/*` and no `*/`.",
        why: "其后的规则都会被当作注释，悄悄不起作用。"
             "All of the rule that follows would silently be comment.",
        mend: "在注释末尾补上 `*/`；到行尾为止的注释用 `//`。"
              "Add `*/` at its end; a comment up to the end of its line starts with `//`.",
        wrong: Written("工资 > 100 /* 元"),
        right: Written("工资 > 100 /* 元 */"),
    }
}
