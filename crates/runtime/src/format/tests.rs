//! The public test vectors of each document, with the small lists they need.

use super::*;
use proptest::prelude::*;

fn error(code: &str) -> Finding {
    Finding::error(code)
}

fn list(from: u32, allowed: &[&str], finding: Finding) -> PrefixRule {
    PrefixRule {
        from,
        allowed: allowed.iter().map(|text| (*text).to_owned()).collect(),
        finding,
    }
}

fn variant(name: &str, pattern: &str) -> Variant {
    Variant {
        name: name.to_owned(),
        pattern: Pattern::parse(pattern).unwrap(),
        checks: Vec::new(),
        date: None,
        gender: None,
        prefixes: Vec::new(),
        note: None,
    }
}

fn format(variants: Vec<Variant>) -> Format {
    Format {
        variants,
        unusual: None,
    }
}

const AREAS: [&str; 14] = [
    "110101", "110102", "110120", "120110", "140120", "210203", "235407", "360426", "411082",
    "440113", "440308", "500154", "520323", "610104",
];

fn resident() -> Format {
    let old = Variant {
        date: Some(DatePart {
            from: 6,
            layout: DateLayout::Yymmdd19,
        }),
        gender: Some(14),
        prefixes: vec![list(0, &AREAS, error("area"))],
        note: Some(Finding {
            code: "legacy".to_owned(),
            severity: Severity::Review,
        }),
        ..variant("15", r"\d{15}")
    };
    let new = Variant {
        checks: vec![Check::Mod11_2],
        date: Some(DatePart {
            from: 6,
            layout: DateLayout::Yyyymmdd,
        }),
        gender: Some(16),
        prefixes: vec![list(0, &AREAS, error("area"))],
        ..variant("18", r"[1-8]\d{16}[\dX]")
    };
    format(vec![new, old])
}

fn codes(format: &Format, text: &str) -> Vec<String> {
    format
        .check(text)
        .findings
        .into_iter()
        .map(|finding| finding.code)
        .collect()
}

#[test]
fn resident_identity_numbers() {
    let format = resident();
    for valid in [
        "110101199003078670",
        "440308199901101512",
        "140120197901010008",
        "360426199101010071",
        "44011320141005001x",
        "110102199101010078",
        "120110198012010073",
        "235407195106112745",
        "210203197503102721",
        "520323197806058856",
        "411082198901010002",
        "500154199301135886",
        "11010119491001001X",
        " 110101 1990-0307-8670 ",
        "１１０１０１１９９００３０７８６７０",
    ] {
        assert!(
            codes(&format, valid).is_empty(),
            "{valid}: {:?}",
            codes(&format, valid)
        );
    }
    for (invalid, found) in [
        ("44030819990110", "length"),
        ("111111199901101512", "area"),
        ("440308199902301512", "date"),
        ("440308199901101513", "check-digit"),
        ("610104620932690", "date"),
        ("11010119900307867X", "check-digit"),
        ("TES12345678901 j", "characters"),
        ("T60426199101010078", "characters"),
        ("360426199113010079", "date"),
        ("36042619910102009X", "check-digit"),
        ("990426199112010074", "characters"),
        ("", "length"),
    ] {
        let codes = codes(&format, invalid);
        assert!(
            codes.iter().any(|code| code == found),
            "{invalid}: {codes:?}"
        );
        assert!(!format.check(invalid).is_valid());
    }
    // The old number is read, for old records, and a person looks at it.
    assert_eq!(codes(&format, "110101491001001"), ["legacy"]);
    let read = format.check("110101491001001");
    assert_eq!(read.birth_date, Date::parse("1949-10-01"));
}

#[test]
fn a_number_holds_birth_date_and_gender() {
    let read = resident().check("44011320141005001x");
    assert_eq!(read.normalized, "44011320141005001X");
    assert_eq!(read.birth_date, Date::parse("2014-10-05"));
    assert_eq!(read.gender, Some(Gender::Male));
    assert_eq!(
        resident().check("110102199101010078").gender,
        Some(Gender::Male)
    );
    assert_eq!(
        resident().check("140120197901010008").gender,
        Some(Gender::Female)
    );
}

#[test]
fn residence_permits_of_hong_kong_macau_and_taiwan() {
    let permit = format(vec![Variant {
        checks: vec![Check::Mod11_2],
        date: Some(DatePart {
            from: 6,
            layout: DateLayout::Yyyymmdd,
        }),
        prefixes: vec![list(0, &["810000", "820000", "830000"], error("area"))],
        ..variant("18", r"8\d{16}[\dX]")
    }]);
    for valid in [
        "810000199408230021",
        "830000199201300022",
        "810000198507070030",
        "820000199001010029",
        "830000198808080017",
    ] {
        assert!(codes(&permit, valid).is_empty(), "{valid}");
        let (body, last) = valid.split_at(17);
        let other = if last == "0" { "1" } else { "0" };
        assert_eq!(codes(&permit, &format!("{body}{other}")), ["check-digit"]);
    }
    assert_eq!(
        codes(&permit, "840000199408230021").first().unwrap(),
        "area"
    );
}

#[test]
fn travel_permits() {
    let hk = format(vec![
        variant("11", r"[HM]\d{10}"),
        variant("9", r"[HM]\d{8}"),
    ]);
    for valid in ["H12345678", "M1234567801", "m12345678"] {
        assert!(hk.check(valid).is_valid(), "{valid}");
    }
    assert_eq!(codes(&hk, "A1234567801"), ["characters"]);
    assert_eq!(codes(&hk, "H1234567"), ["length"]);
    let review = Finding {
        code: "manual-confirm".to_owned(),
        severity: Severity::Review,
    };
    let taiwan = Format {
        variants: vec![variant("8", r"\d{8}"), variant("10", r"\d{10}")],
        unusual: Some(Unusual {
            pattern: Pattern::parse("[0-9A-Z]{7,11}").unwrap(),
            finding: review,
        }),
    };
    assert!(codes(&taiwan, "12345678").is_empty());
    assert!(codes(&taiwan, "1234567890").is_empty());
    for unusual in ["123456789", "1234567890A", "1234567"] {
        assert_eq!(codes(&taiwan, unusual), ["manual-confirm"]);
        assert!(
            taiwan.check(unusual).is_valid(),
            "never refused as not 18 digits"
        );
    }
    assert_eq!(codes(&taiwan, "123456"), ["length"]);
    assert_eq!(codes(&taiwan, "123456789012"), ["length"]);
}

#[test]
fn foreign_permanent_residents() {
    let old = Variant {
        checks: vec![Check::Mrz731 { first: 14 }],
        date: Some(DatePart {
            from: 7,
            layout: DateLayout::Yymmdd,
        }),
        prefixes: vec![
            list(0, &["KAZ", "USA"], error("nationality")),
            list(3, &["1100", "5001"], error("place")),
        ],
        ..variant("15", r"[A-Z]{3}\d{12}")
    };
    let new = Variant {
        checks: vec![Check::Mod11_2],
        date: Some(DatePart {
            from: 6,
            layout: DateLayout::Yyyymmdd,
        }),
        prefixes: vec![
            list(1, &["11", "50"], error("place")),
            list(3, &["398", "840"], error("nationality")),
        ],
        ..variant("18", r"9\d{16}[\dX]")
    };
    let card = format(vec![new, old]);
    for valid in ["KAZ110090123105", "911398199012310021"] {
        assert!(
            codes(&card, valid).is_empty(),
            "{valid}: {:?}",
            codes(&card, valid)
        );
    }
    for (invalid, found) in [
        ("KAZ110090123107", "check-digit"),
        ("KAZ110090023105", "date"),
        ("KAA110090123105", "nationality"),
        ("KAZ990090123105", "place"),
        ("911398199012310022", "check-digit"),
        ("999398199012310021", "place"),
        ("911999199012310021", "nationality"),
        ("911398199002310021", "date"),
        ("911500840198506159", "date"),
    ] {
        let codes = codes(&card, invalid);
        assert!(
            codes.iter().any(|code| code == found),
            "{invalid}: {codes:?}"
        );
    }
    // A pattern that is anchored on one side only would take these.
    assert_eq!(codes(&card, "KAZ1100901231050"), ["length"]);
    assert_eq!(
        card.check("KAZ110090123105").birth_date,
        None,
        "the century is open"
    );
}

#[test]
fn social_credit_codes() {
    let code = format(vec![Variant {
        checks: vec![Check::Mod31, Check::OrgCode { from: 8 }],
        prefixes: vec![
            list(
                0,
                &[
                    "11", "12", "13", "19", "51", "52", "53", "59", "91", "92", "93", "A1", "A9",
                    "N1", "N2", "N3", "N9", "Y1",
                ],
                error("category"),
            ),
            list(2, &["11", "33", "50", "10", "37", "34"], error("region")),
        ],
        ..variant(
            "18",
            r"[0-9A-HJ-NP-RT-UW-Y]{2}\d{6}[0-9A-HJ-NP-RT-UW-Y]{10}",
        )
    }]);
    let errors = |text: &str| -> Vec<String> {
        let findings = code.check(text).findings.into_iter();
        findings
            .filter(|f| f.severity == Severity::Error)
            .map(|f| f.code)
            .collect()
    };
    for valid in ["91110000600037341L", "91330106MA27Y4U47R"] {
        assert!(
            codes(&code, valid).is_empty(),
            "{valid}: {:?}",
            codes(&code, valid)
        );
    }
    for valid in [
        "N2500101MF0A1B2C0E",
        "Y1500000MJ0000018W",
        "12500000450000008T",
        "11511012008562235K",
        "11370405004252037M",
        "113418230032919586",
    ] {
        let region = errors(valid).iter().all(|code| code == "region");
        assert!(
            region && !errors(valid).contains(&"check-digit".to_owned()),
            "{valid}: {:?}",
            errors(valid)
        );
    }
    assert_eq!(errors("12345"), ["length"]);
    assert_eq!(errors("9111000060003IOZSV"), ["characters"]);
    assert_eq!(errors("91110000600037341N"), ["check-digit"]);
    assert!(errors("88330106MA27Y4U47R").contains(&"category".to_owned()));
    assert!(errors("91880106MA27Y4U47R").contains(&"region".to_owned()));
    assert!(codes(&code, "91330106MA27Y4U46R").contains(&"organisation-code".to_owned()));
}

#[test]
fn bank_cards_phones_and_passports() {
    let card = format(vec![Variant {
        checks: vec![Check::Luhn],
        ..variant("card", r"\d{11,19}")
    }]);
    for valid in [
        "79927398713",
        "4111111111111111",
        "6217 0000 0000 0000 012",
        "6228480000000000018",
    ] {
        assert!(card.check(valid).is_valid(), "{valid}");
    }
    assert_eq!(codes(&card, "6217000000000000013"), ["check-digit"]);
    let mobile = format(vec![variant("mobile", r"1[3-9]\d{9}")]);
    assert!(mobile.check("138 0000 1234").is_valid());
    assert_eq!(codes(&mobile, "12800001234"), ["characters"]);
    let passport = format(vec![variant(
        "cn",
        r"E\d{8}|E[A-HJ-NP-Z]\d{7}|[GDSPHM]\d{8}",
    )]);
    for valid in ["E12345678", "EA1234567", "g12345678"] {
        assert!(passport.check(valid).is_valid(), "{valid}");
    }
    assert_eq!(codes(&passport, "EI1234567"), ["characters"]);
}

#[test]
fn long_codes_are_refused_at_the_limit() {
    let any = format(vec![variant("any", r"\d*")]);
    assert!(any.check(&"1".repeat(MAX_CODE)).is_valid());
    assert_eq!(codes(&any, &"1".repeat(MAX_CODE + 1)), ["length"]);
}

#[test]
fn a_format_is_data() {
    let text = serde_json::to_string(&resident()).unwrap();
    assert_eq!(serde_json::from_str::<Format>(&text).unwrap(), resident());
    let bytes = postcard::to_allocvec(&resident()).unwrap();
    assert_eq!(postcard::from_bytes::<Format>(&bytes).unwrap(), resident());
}

/// The other formula of the same standard: digits to base 13.
fn check_by_base_13(body: &str) -> char {
    let number = body.chars().fold(0_i128, |sum, c| {
        (sum * 13 + i128::from(c.to_digit(10).unwrap())).rem_euclid(11)
    });
    let check = (1 - 2 * number).rem_euclid(11);
    if check == 10 {
        'X'
    } else {
        char::from_digit(u32::try_from(check).unwrap(), 10).unwrap()
    }
}

proptest! {
    #[test]
    fn two_formulas_agree_on_the_check_digit(body in "[1-8][0-9]{16}") {
        let right = check_by_base_13(&body);
        for digit in "0123456789X".chars() {
            let found = Check::Mod11_2.find(&format!("{body}{digit}"));
            prop_assert_eq!(found.is_none(), digit == right);
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in "\\PC{0,40}") {
        let _ = resident().check(&text);
    }
}
