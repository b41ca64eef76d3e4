//! Image and facts to view, materials, risks, route, deadline, decision and packet.
