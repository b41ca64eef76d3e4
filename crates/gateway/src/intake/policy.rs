//! Who may file what where: from the item's declaration, the subject and the post or device; never from the packet.

use crate::error::{ApiError, ApiResult};
use crate::ports::{ActorKind, BundlePolicy, ItemPolicy, SubjectKind};
use crate::state::Inner;
use crate::store::SessionRow;
use axum::http::StatusCode;
use std::sync::Arc;

/// The item, when there is one with this id or code.
pub fn allowed_item(state: &Inner, item: &str) -> ApiResult<Arc<ItemPolicy>> {
    state.parts.module.item(item).ok_or_else(|| {
        let mut error = ApiError::bad("item.unknown", "the catalogue in force has no such item");
        error.status = StatusCode::UNPROCESSABLE_ENTITY;
        error.help("load the current module")
    })
}

/// The bundle, when there is one with this id.
pub fn allowed_bundle(state: &Inner, bundle: &str) -> ApiResult<Arc<BundlePolicy>> {
    state.parts.module.bundle(bundle).ok_or_else(|| {
        let mut error = ApiError::bad(
            "bundle.unknown",
            "the catalogue in force has no such bundle",
        );
        error.status = StatusCode::UNPROCESSABLE_ENTITY;
        error.help("load the current module")
    })
}

fn rank(assurance: &str) -> u8 {
    match assurance {
        "account" => 1,
        "real-name" => 2,
        "real-person" => 3,
        "clerk" => 4,
        _ => 0,
    }
}

/// Whether this session may file this item.
pub fn may_file(session: &SessionRow, item: &ItemPolicy) -> ApiResult<()> {
    let actor = &session.actor;
    if !item.channels.contains(&actor.channel) || (actor.kind == ActorKind::Person && !item.online)
    {
        return Err(ApiError::forbidden(
            "item.channel",
            format!("item `{}` is not taken at this channel", item.code),
        )
        .help("the item's guide names the channels that take it"));
    }
    if let Some(level) = &actor.level
        && !item.taken_at.contains(level)
    {
        return Err(ApiError::forbidden(
            "item.level",
            format!("item `{}` is not taken at this level of office", item.code),
        )
        .help("the item's guide names the levels that take it"));
    }
    if rank(&actor.assurance) < item.assurance {
        return Err(ApiError::forbidden(
            "item.assurance",
            format!(
                "item `{}` needs a higher level of authentication",
                item.code
            ),
        )
        .help("sign in with your real person checked, or go to a counter"));
    }
    let Some(subject) = session.subject() else {
        return Ok(());
    };
    let kind = if subject.kind == SubjectKind::Unit {
        "unit"
    } else {
        "person"
    };
    if !item.audience.iter().any(|a| a == kind) {
        let who = if kind == "unit" {
            "persons apply for item"
        } else {
            "units apply for item"
        };
        return Err(
            ApiError::forbidden("item.audience", format!("only {who} `{}`", item.code))
                .help("sign in as the one who applies"),
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::{Actor, Subject};

    fn item() -> ItemPolicy {
        ItemPolicy {
            id: "x".into(),
            code: "X01".into(),
            channels: vec!["portal".into(), "counter".into()],
            online: false,
            audience: vec!["person".into()],
            assurance: 3,
            taken_at: vec!["district".into()],
            instant: false,
            milestones: vec![],
            sources: vec![],
            shareable: vec![],
        }
    }

    fn session(kind: ActorKind, channel: &str, level: Option<&str>, assurance: &str) -> SessionRow {
        let subject = Subject {
            id: "s".into(),
            kind: SubjectKind::Person,
            name: "n".into(),
            document_type: "t".into(),
            document_number: "1".into(),
        };
        let actor = Actor {
            id: "a".into(),
            kind,
            channel: channel.into(),
            label: String::new(),
            level: level.map(Into::into),
            region: None,
            posts: vec![],
            assurance: assurance.into(),
            case: serde_json::Map::default(),
            subject: Some(subject),
        };
        SessionRow {
            id: "i".into(),
            actor,
            client: None,
            card: None,
            expires: 0,
            seen: 0,
        }
    }

    fn code(session: &SessionRow, item: &ItemPolicy) -> String {
        may_file(session, item).map_or_else(|e| e.diagnostics[0].code.clone(), |()| "may".into())
    }

    #[test]
    fn channel_level_assurance_and_audience_are_each_checked() {
        let portal = session(ActorKind::Person, "portal", None, "real-person");
        let mut item = item();
        assert_eq!(
            code(&portal, &item),
            "item.channel",
            "named for the portal, yet not online"
        );
        item.online = true;
        assert_eq!(code(&portal, &item), "may");
        assert_eq!(
            code(
                &session(ActorKind::Person, "portal", None, "account"),
                &item
            ),
            "item.assurance"
        );
        assert_eq!(
            code(
                &session(ActorKind::Staff, "bank", Some("district"), "clerk"),
                &item
            ),
            "item.channel"
        );
        assert_eq!(
            code(
                &session(ActorKind::Staff, "counter", Some("village"), "clerk"),
                &item
            ),
            "item.level"
        );
        assert_eq!(
            code(
                &session(ActorKind::Staff, "counter", Some("district"), "clerk"),
                &item
            ),
            "may"
        );
        item.audience = vec!["unit".into()];
        assert_eq!(code(&portal, &item), "item.audience");
    }
}
