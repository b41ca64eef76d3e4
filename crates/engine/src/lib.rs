//! Image and facts to view, materials, risks, route, deadline, decision and packet.
#![forbid(unsafe_code)]

pub mod api;
