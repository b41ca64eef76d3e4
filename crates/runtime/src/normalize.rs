//! The one folding table of the house: how typed text is normalised before it is compared.

/// The unified ideographs that the Kangxi radicals U+2F00–U+2FD5 stand for, in order
/// (Unicode compatibility decompositions).
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀\
    寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋\
    比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸\
    缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛\
    辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻\
    黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Folds one character; `None` drops it.
fn fold(c: char) -> Option<char> {
    let code = u32::from(c);
    Some(match c {
        // Middle dots in names, the full-width stop among them.
        '·' | '•' | '‧' | '・' | '．' | '･' | '⋅' => '·',
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => return None,
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(code.saturating_sub(0xFEE0))?,
        '\u{2F00}'..='\u{2FD5}' => {
            let place = usize::try_from(code.saturating_sub(0x2F00)).ok()?;
            KANGXI.chars().nth(place).unwrap_or(c)
        }
        '\u{2E9F}' => '母',
        '\u{2EF3}' => '龟',
        c if c.is_whitespace() => ' ',
        c if c.is_control() => return None,
        c => c,
    })
}

/// Whether a space beside this character carries no meaning.
const fn is_ideograph(c: char) -> bool {
    matches!(c, '·' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The normalised text: full-width letters as ASCII, one kind of middle dot, Kangxi radicals as
/// ideographs, no invisible characters; spaces trimmed, single, and none beside an ideograph.
#[must_use]
pub fn normalize_text(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars().filter_map(fold) {
        if c == ' ' {
            space = true;
            continue;
        }
        if space
            && let Some(last) = result.chars().next_back()
            && !is_ideograph(last)
            && !is_ideograph(c)
        {
            result.push(' ');
        }
        space = false;
        result.push(c);
    }
    result
}

/// The normalised form of a code: as [`normalize_text`], in upper case, without spaces and hyphens.
#[must_use]
pub fn normalize_code(text: &str) -> String {
    text.chars()
        .filter_map(fold)
        .filter(|c| !matches!(c, ' ' | '-' | '‐' | '‑' | '–' | '—'))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_table_folds_all() {
        for (raw, normal) in [
            ("５００１００１９９００１０１００１ｘ", "50010019900101001x"),
            ("　王　小明 ", "王小明"),
            ("买买提•吐尔逊", "买买提·吐尔逊"),
            ("买买提．吐尔逊", "买买提·吐尔逊"),
            ("⽅⽴", "方立"),
            ("Mary   Ann\tLee", "Mary Ann Lee"),
            ("重庆\u{200B}市（北碚）", "重庆市(北碚)"),
        ] {
            assert_eq!(normalize_text(raw), normal);
        }
        assert_eq!(
            normalize_code(" 5001 0019-9001 01 001x"),
            "50010019900101001X"
        );
        assert_eq!(KANGXI.chars().count(), 214);
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for raw in ["王 • 小", "Ａ Ｂ", "⽅ a"] {
            let once = normalize_text(raw);
            assert_eq!(normalize_text(&once), once);
        }
    }
}
