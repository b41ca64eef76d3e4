//! Pages of names.

use super::Example::Written;

super::pages! {
    UNKNOWN_NAME = "F010" "unknown-name" {
        what: "没有这个名称的数据项、参数或变量。"
              "No fact, parameter or variable has this name.",
        why: "规则只能用数据字典里的名称，这样同一件事只有一个说法。"
             "Rules use the names of the data dictionary, so that one thing has one name.",
        mend: "用提示的名称；没有这个数据项时，先写进 `facts/`。函数里只能用它自己的参数。"
              "Use the name that is suggested, or add the fact under `facts/`. A function sees its own parameters and no facts.",
        wrong: Written("缴费月 >= 180"),
        right: Written("缴费月数 >= 180"),
    }
    UNKNOWN_FUNCTION = "F011" "unknown-function" {
        what: "没有这个名称的函数。"
              "No function has this name.",
        why: "能调用的只有语言自带的函数，以及目录里的函数、参数和格式。"
             "What can be called are the functions of the language, and the functions, parameters and formats of the catalogue.",
        mend: "用提示的名称；没有这个函数时，先写进 `functions/`。"
              "Use the name that is suggested, or add the function under `functions/`.",
        wrong: Written("最低缴费月(申请日期) > 180"),
        right: Written("最低缴费月数(申请日期) > 180"),
    }
    UNKNOWN_FIELD = "F012" "unknown-field" {
        what: "这组数据里没有这个字段，或者这个值没有字段。"
              "These data have no such field, or the value has no fields.",
        why: "写错的字段永远没有值，规则会悄悄失灵。"
             "A field that is not there never has a value, and the rule would quietly do nothing.",
        mend: "用提示的字段名。一行的字段是这个组的列；日期有 `year`、`month`、`day`、`weekday`。"
              "Use the field that is suggested. The fields of a row are the columns of its group; dates have `year`, `month`, `day` and `weekday`.",
        wrong: Written("sum(人员明细.工次)"),
        right: Written("sum(人员明细.工资)"),
    }
    NOT_A_FUNCTION = "F013" "not-a-function" {
        what: "名称后面有括号，但它不是函数。"
              "The name is followed by brackets, but is no function.",
        why: "数据项和变量只有一个值，不能调用。"
             "A fact or a variable has one value and cannot be called.",
        mend: "去掉括号；要相乘时写 `*`。"
              "Take the brackets away; to multiply, write `*`.",
        wrong: Written("工资(1.5)"),
        right: Written("工资 * 1.5"),
    }
    DUPLICATE_KEY = "F014" "duplicate-key" {
        what: "同一组字段里，一个名称写了两次。"
              "A name stands twice among the fields of one context.",
        why: "两个值里只能留一个，而规则没有说留哪个。"
             "One of the two values would be lost, and the rule does not say which.",
        mend: "去掉一个，或改名。"
              "Take one out, or give it another name.",
        wrong: Written("{下限: 1, 下限: 2}.下限"),
        right: Written("{下限: 1, 上限: 2}.下限"),
    }
}
