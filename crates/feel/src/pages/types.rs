//! Pages of types, units, absence and ranges.

use super::Example::{Condition, Written};

super::pages! {
    OPERANDS = "F020" "operands" {
        what: "运算符两边的类型不合。"
              "The operator does not go between values of these types.",
        why: "数与文字、日期与数之间没有大小，也不能加减；标准的 FEEL 会悄悄得到空值。"
             "A number and a text, or a date and a number, have no order and no sum; FEEL as the standard has it would quietly give null.",
        mend: "数不加引号，文字加引号，日期写成 `date(\"2025-01-01\")`；日期加月数用 `日期加月(日期, 月数)`。"
              "Write numbers without quotes, texts with them, dates as `date(\"2025-01-01\")`; to add months to a date use `add months(date, n)`.",
        wrong: Written("申请日期 >= \"2025-01-01\""),
        right: Written("申请日期 >= date(\"2025-01-01\")"),
    }
    UNITS = "F021" "units-differ" {
        what: "两边的单位不同，却在比较或加减。"
              "Values of different units are compared, added or subtracted.",
        why: "15 年与 180 个月的数字不能直接比较。"
             "The figures of 15 years and 180 months say nothing side by side.",
        mend: "先换算成同一单位。换算要在目录里声明：给换算率一个带 `of` 和 `per` 的单位。没有单位的数（如 `180`）随另一边的单位。"
              "Convert to one unit first. Conversions are declared in the catalogue: a rate has a unit with `of` and `per`. A bare number such as `180` goes with the unit of the other side.",
        wrong: Written("缴费月数 >= 缴费年限"),
        right: Written("缴费月数 >= 缴费年限 * 每年月数"),
    }
    UNGUARDED = "F022" "unguarded" {
        what: "这个值可能没有，却直接拿来用。"
              "A value that may be absent is used as if it were there.",
        why: "没有的值既不大于也不小于什么；规则没有说没有时怎么办。"
             "What is absent is neither more nor less than anything, and the rule does not say what happens then.",
        mend: "先判断。认得的写法有：`x != null and …`、`x = null or …`、`if x != null then … else …`、`is defined(x) and …`、`not(x = null) and …`，列表里用 `[x != null]`。"
              "Ask first. What is understood: `x != null and …`, `x = null or …`, `if x != null then … else …`, `is defined(x) and …`, `not(x = null) and …`, and `[x != null]` on lists.",
        wrong: Written("配偶工资 > 100"),
        right: Written("配偶工资 != null and 配偶工资 > 100"),
    }
    NOT_EXHAUSTIVE = "F029" "not-exhaustive" {
        what: "`if` 没有为枚举的每个取值给出值：剩下的得到 `null`，而此处要有值。"
              "An `if` does not give a value for every value of an enumeration: the rest gets `null`, and a value is needed.",
        why: "字典里加了取值，或漏写了一个，规则就会悄悄没有结果。"
             "A value that was forgotten, or is added to the dictionary later, would quietly have no result.",
        mend: "为列出的取值各写一个分支。每个取值都写到时，最后的 `else null` 不再算可能没有值。"
              "Write a branch for each value that is named. Where all are written, the last `else null` no longer counts as absent.",
        wrong: Condition("if 退休类别 = \"male-60\" then 是否委托 else if 退休类别 = \"female-55\" then false else null"),
        right: Condition("if 退休类别 = \"male-60\" then 是否委托 else if 退休类别 in (\"female-55\", \"female-50\") then false else null"),
    }
    NO_CONVERSION = "F050" "no-conversion" {
        what: "两个有单位的数相乘或相除，而目录没有声明它们之间的换算。"
              "Two numbers with units are multiplied or divided, and the catalogue declares no conversion between them.",
        why: "结果是什么单位没有人说过；以前单位会悄悄消失，后面的比较就不再受检查。"
             "Nobody said which unit the result has; if the unit were dropped, later comparisons would go unchecked.",
        mend: "在 `catalog.yaml` 的 `units` 里声明换算率（`of` 是上面的单位，`per` 是下面的单位），并给参数或函数这个单位。同单位相除得到没有单位的比。"
              "Declare a rate under `units` of `catalog.yaml` (`of` is the unit above the line, `per` the one below), and give a parameter or function that unit. Numbers of one unit divide to a bare share.",
        wrong: Written("工资 * 缴费年限"),
        right: Written("缴费年限 * 每年月数 >= 缴费月数"),
    }
    DIVISOR = "F023" "divisor-may-be-zero" {
        what: "除数的取值范围里有 0。"
              "The range of a divisor holds 0.",
        why: "除以 0 没有结果。"
             "A division by 0 has no result.",
        mend: "先判断除数不是 0 或大于 0，或在字典里给它大于 0 的 `min`。"
              "Ask first whether the divisor is not 0 or above 0, or give it a `min` above 0 in the dictionary.",
        wrong: Written("工资 / 人数"),
        right: Written("if 人数 > 0 then 工资 / 人数 else 0"),
    }
    NOT_IN_ENUMERATION = "F024" "not-in-enumeration" {
        what: "文字不是这个枚举的取值。"
              "The text is not a value of the enumeration.",
        why: "比较永远不成立，规则会悄悄失灵。"
             "The comparison would never hold, and the rule would quietly do nothing.",
        mend: "写字典里的取值，代码或中文名都可以。"
              "Write a value of the dictionary, by its id or by its Chinese name.",
        wrong: Written("退休类别 = \"male60\""),
        right: Written("退休类别 = \"male-60\""),
    }
    NOT_A_CONDITION = "F025" "not-a-condition" {
        what: "此处要是非判断，写的却是别的值。"
              "A condition is needed here, and another value is written.",
        why: "只有是非判断才有成立与不成立。"
             "Only a condition holds or does not hold.",
        mend: "写出比较，例如 `缴费月数 > 0`。"
              "Write the comparison that is meant, such as `缴费月数 > 0`.",
        wrong: Written("缴费月数 and 是否委托"),
        right: Written("缴费月数 > 0 and 是否委托"),
    }
    BRANCHES = "F026" "branches-differ" {
        what: "各分支或列表各项的类型不同。"
              "Branches, or the elements of a list, have different types.",
        why: "用到结果的地方不知道会得到什么。"
             "What uses the result would not know what it gets.",
        mend: "让各分支给同一类型的值。"
              "Let all branches give values of one type.",
        wrong: Written("if 是否委托 then 1 else \"无\""),
        right: Written("if 是否委托 then \"有\" else \"无\""),
    }
    WRONG_RESULT = "F027" "wrong-result" {
        what: "规则的结果不是此处要的类型。"
              "The rule does not give the type that is needed where it stands.",
        why: "条件要是非判断，函数要给它声明的类型。"
             "A condition has to give true or false, and a function what it declares.",
        mend: "改规则，或改声明的类型。"
              "Change the rule, or the type that is declared.",
        wrong: Condition("if 是否委托 then 1 else 0"),
        right: Condition("是否委托"),
    }
    NOT_A_LIST = "F028" "not-a-list" {
        what: "此处要列表，写的却是单个值。"
              "A list is needed here, and a single value is written.",
        why: "`for`、`some`、`every` 和筛选都是逐项进行的。"
             "`for`, `some`, `every` and filters go through the elements of a list.",
        mend: "用组（如 `人员明细`）或列表（如 `[1, 2]`）。"
              "Use a group such as `人员明细`, or a list such as `[1, 2]`.",
        wrong: Written("some x in 缴费月数 satisfies x > 180"),
        right: Written("some 行 in 人员明细 satisfies 行.工资 > 180"),
    }
}
