//! Tables as CSV text in UTF-8: what the engine reads. Spreadsheets and other encodings are taken apart here, outside the module.

use crate::opening::read;
use anyhow::{Context, Result, bail};
use calamine::{Data, DataType, Reader, open_workbook_auto_from_rs};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::Cursor;
use std::path::Path;
use tongban_engine::limits::MAX_ROSTER_BYTES;

/// What a zip archive (xlsx) and a compound file (xls) start with.
const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];

/// The table in a file, by what it holds and not by how it is called.
pub fn text(path: &Path) -> Result<Vec<u8>> {
    let bytes = read(path)?;
    if bytes.len() > MAX_ROSTER_BYTES {
        bail!(
            "`{}` is larger than {MAX_ROSTER_BYTES} bytes; split it",
            path.display()
        );
    }
    if bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND) {
        return spreadsheet(bytes)
            .with_context(|| format!("`{}` cannot be read as a spreadsheet", path.display()));
    }
    decode(bytes).with_context(|| {
        format!(
            "`{}` is neither UTF-8 nor GB18030; save it as `CSV UTF-8`",
            path.display()
        )
    })
}

/// UTF-8 from UTF-8, UTF-16 with a mark, or GB18030 (of which GBK is a part).
fn decode(bytes: Vec<u8>) -> Result<Vec<u8>> {
    let marked = encoding_rs::Encoding::for_bom(&bytes);
    if marked.is_none() && str::from_utf8(&bytes).is_ok() {
        return Ok(bytes);
    }
    let (encoding, mark) = marked.unwrap_or((encoding_rs::GB18030, 0));
    let body = bytes.get(mark..).unwrap_or_default();
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(body)
        .context("bytes that stand for no character")?;
    Ok(match text {
        Cow::Borrowed(text) => text.as_bytes().to_vec(),
        Cow::Owned(text) => text.into_bytes(),
    })
}

/// The first sheet as CSV; its rows keep their numbers.
fn spreadsheet(bytes: Vec<u8>) -> Result<Vec<u8>> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes))?;
    let sheet = book.worksheet_range_at(0).context("it has no sheet")??;
    let mut csv = String::new();
    let (first_row, first_column) = sheet.start().unwrap_or_default();
    for _ in 0..first_row {
        csv.push('\n');
    }
    for row in sheet.rows() {
        for _ in 0..first_column {
            csv.push(',');
        }
        for (place, cell) in row.iter().enumerate() {
            if place > 0 {
                csv.push(',');
            }
            quote(&mut csv, &written(cell));
        }
        csv.push('\n');
        if csv.len() > MAX_ROSTER_BYTES {
            bail!("it holds more than {MAX_ROSTER_BYTES} bytes of text; split it");
        }
    }
    Ok(csv.into_bytes())
}

/// A cell as a person would type it. Numbers are written with all their digits: `5.00101E+17` never comes from here.
fn written(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(text) => text.split('T').next().unwrap_or(text).to_owned(),
        cell => cell.as_string().unwrap_or_default(),
    }
}

fn quote(csv: &mut String, cell: &str) {
    if cell.contains([',', '"', '\n', '\r']) {
        // Writing to a string cannot fail.
        let _ = write!(csv, "\"{}\"", cell.replace('"', "\"\""));
    } else {
        csv.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_decoded_whatever_wrote_them() {
        let gbk = [0xD4, 0xF6, 0xD4, 0xB1, b',', b'1'];
        assert_eq!(decode(gbk.to_vec()).unwrap(), "增员,1".as_bytes());
        // Four bytes: a character that only GB18030 has.
        assert_eq!(
            decode(vec![0x95, 0x32, 0x82, 0x36]).unwrap(),
            "𠀀".as_bytes()
        );
        assert_eq!(decode("增员".into()).unwrap(), "增员".as_bytes());
        let wide = [
            &[0xFF, 0xFE][..],
            &"增,"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<u8>>(),
        ]
        .concat();
        assert_eq!(decode(wide).unwrap(), "增,".as_bytes());
        assert!(decode(vec![0xFF, 0xFF, 0xFF]).is_err());
    }

    #[test]
    fn cells_of_spreadsheets_are_written_as_typed() {
        assert_eq!(written(&Data::Float(8500.5)), "8500.5");
        assert_eq!(
            written(&Data::Float(500_101_199_001_010_000.0)),
            "500101199001010000"
        );
        assert_eq!(written(&Data::Int(3)), "3");
        let mut csv = String::new();
        quote(&mut csv, "a\"b,");
        assert_eq!(csv, "\"a\"\"b,\"");
    }
}
