//! How values and failures cross: as JSON text, so that the module asks its host for little.

use serde::{Serialize, de::DeserializeOwned};
use tongban_engine::api::{Diagnostic, Origin, WireValue};
use tongban_engine::json;
use wasm_bindgen::JsValue;

/// What an export gives, or throws: a diagnostic as JSON text.
pub type Out<T> = Result<T, JsValue>;

/// Throws a diagnostic as text, so that a host tells it from a trap, which is an `Error`.
pub fn throw(diagnostic: Diagnostic) -> JsValue {
    JsValue::from(to_text(&diagnostic))
}

/// A result of the engine as JSON text.
pub fn out<T: Serialize>(result: Result<T, Diagnostic>) -> Out<String> {
    result.map(|value| to_text(&value)).map_err(throw)
}

/// JSON text of a value of the engine's own types.
pub fn to_text<T: Serialize>(value: &T) -> String {
    json::write(value)
}

/// A value of the wire from JSON text.
pub fn value(text: &str) -> Out<WireValue> {
    json::read(text.as_bytes()).map_err(throw)
}

/// A shape that holds values of the wire, from JSON text.
pub fn read<T: DeserializeOwned>(text: &str) -> Out<T> {
    json::read(text.as_bytes())
        .and_then(json::shape)
        .map_err(throw)
}

/// Where a value came from; a channel cannot compute facts.
pub fn origin(name: &str) -> Out<Origin> {
    match name {
        "asked" => Ok(Origin::Asked),
        "card" => Ok(Origin::Card),
        "register" => Ok(Origin::Register),
        _ => Err(throw(
            Diagnostic::error("origin.unknown", "a value comes from another origin")
                .with_help("use `asked`, `card` or `register`"),
        )),
    }
}
