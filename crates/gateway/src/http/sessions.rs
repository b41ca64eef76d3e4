//! Signing in and out, and the client of a counter, bank or kiosk.

use crate::error::{ApiError, ApiResult, Diagnostics};
use crate::limits::SESSION_SECONDS;
use crate::ports::{Actor, ActorKind, Client, Subject, SubjectKind, stamp};
use crate::secrets::{random_hex, sha256_hex};
use crate::state::State;
use crate::store;
use crate::web::{COOKIE, CurrentSession, Json};
use axum::extract::State as Shared;
use axum::http::StatusCode;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tongban_engine::api::mask;
use utoipa::ToSchema;

/// Who wants to sign in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignIn {
    /// Identity provider: `demo`.
    provider: String,
    /// What the provider checks: an identity's id, or a ticket.
    identity: String,
}

/// A person or unit as shown to the session itself.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubjectView {
    kind: SubjectKind,
    /// Masked: the first character only.
    name: String,
    document_type: String,
    /// Masked.
    document_number: String,
}

/// A session.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionView {
    /// Person, staff or device.
    kind: ActorKind,
    /// Channel it speaks for.
    channel: String,
    /// Name of a post or device.
    label: Option<String>,
    /// Office level of a post or device.
    level: Option<String>,
    /// Region of a post or device.
    region: Option<String>,
    /// Posts held.
    posts: Vec<String>,
    /// Assurance of the person that acts.
    assurance: String,
    /// About whom it acts; null until a client is bound.
    subject: Option<SubjectView>,
    /// When it ends, RFC 3339.
    expires: String,
}

/// The session of this request.
#[derive(Debug, Serialize, ToSchema)]
pub struct SessionAnswer {
    session: SessionView,
}

/// What the card reader read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BindClient {
    /// `{"demo": "<card id>"}`, or name, documentType and documentNumber as read.
    #[schema(value_type = Object)]
    card: Value,
}

/// The client that is bound now.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientAnswer {
    client: SubjectView,
    /// Fields of the card; set them with origin `card`.
    #[schema(value_type = Object)]
    card: Value,
}

/// A demonstration identity.
#[derive(Debug, Serialize, ToSchema)]
pub struct Identity {
    id: String,
    channel: String,
    /// What it shows.
    label: String,
}

/// Demonstration identities.
#[derive(Debug, Serialize, ToSchema)]
pub struct Identities {
    identities: Vec<Identity>,
}

/// A card that the demonstration's reader can read.
#[derive(Debug, Serialize, ToSchema)]
pub struct Card {
    id: String,
    label: String,
}

/// Demonstration cards.
#[derive(Debug, Serialize, ToSchema)]
pub struct Cards {
    cards: Vec<Card>,
}

fn masked_name(name: &str) -> String {
    let mut chars = name.chars();
    let first: String = chars.next().into_iter().collect();
    first + &"*".repeat(chars.count().min(4))
}

fn subject_view(subject: &Subject) -> SubjectView {
    SubjectView {
        kind: subject.kind,
        name: if subject.kind == SubjectKind::Unit {
            subject.name.clone()
        } else {
            masked_name(&subject.name)
        },
        document_type: subject.document_type.clone(),
        document_number: mask(&subject.document_number),
    }
}

fn session_view(actor: &Actor, subject: Option<&Subject>, expires: i64) -> SessionAnswer {
    let session = SessionView {
        kind: actor.kind,
        channel: actor.channel.clone(),
        label: (actor.kind != ActorKind::Person).then(|| actor.label.clone()),
        level: actor.level.clone(),
        region: actor.region.clone(),
        posts: actor.posts.clone(),
        assurance: actor.assurance.clone(),
        subject: subject.map(subject_view),
        expires: stamp(expires),
    };
    SessionAnswer { session }
}

/// Ends the session of a cookie.
async fn forget(state: &State, cookie: &Cookie<'_>) -> Result<(), sqlx::Error> {
    let id = sha256_hex(cookie.value().as_bytes());
    state
        .writer
        .write(move |db| Box::pin(async move { store::delete_session(db, &id).await }))
        .await
}

/// Binds a client to a session, or none.
async fn bound(
    state: &State,
    session: &CurrentSession,
    client: Option<Client>,
) -> Result<(), sqlx::Error> {
    let id = session.0.id.clone();
    state
        .writer
        .write(move |db| Box::pin(async move { store::set_client(db, &id, client.as_ref()).await }))
        .await
}

/// Signs in and sets the session cookie. The channel follows from the identity.
#[utoipa::path(post, path = "/v1/sessions", tag = "sessions", request_body = SignIn,
    responses((status = 201, body = SessionAnswer), (status = 401, body = Diagnostics, description = "`session.refused`")))]
pub async fn create(
    Shared(state): Shared<State>,
    jar: CookieJar,
    Json(sign_in): Json<SignIn>,
) -> ApiResult<(StatusCode, CookieJar, axum::Json<SessionAnswer>)> {
    let refused = || ApiError {
        status: StatusCode::UNAUTHORIZED,
        ..ApiError::bad("session.refused", "the identity was not accepted")
    };
    let provider = &state.parts.identities;
    if provider.name() != sign_in.provider {
        return Err(refused());
    }
    let actor = provider.sign_in(&sign_in.identity).map_err(|_| refused())?;
    if let Some(old) = jar.get(COOKIE) {
        forget(&state, old).await?;
    }
    let token = random_hex::<32>()?;
    let now = state.now();
    let expires = now.saturating_add(SESSION_SECONDS);
    let (id, who) = (sha256_hex(token.as_bytes()), actor.clone());
    state
        .writer
        .write(move |db| {
            Box::pin(async move { store::insert_session(db, &id, &who, now, expires).await })
        })
        .await?;
    let cookie = Cookie::build((COOKIE, token))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(state.parts.secure_cookies)
        .build();
    Ok((
        StatusCode::CREATED,
        jar.add(cookie),
        axum::Json(session_view(&actor, actor.subject.as_ref(), expires)),
    ))
}

/// The session of this request.
#[utoipa::path(get, path = "/v1/sessions/current", tag = "sessions", responses((status = 200, body = SessionAnswer), (status = 401, body = Diagnostics, description = "`session.none`")))]
pub async fn current(CurrentSession(session): CurrentSession) -> axum::Json<SessionAnswer> {
    axum::Json(session_view(
        &session.actor,
        session.subject(),
        session.expires,
    ))
}

/// Signs out.
#[utoipa::path(delete, path = "/v1/sessions/current", tag = "sessions", responses((status = 204, description = "signed out")))]
pub async fn end(
    Shared(state): Shared<State>,
    jar: CookieJar,
) -> ApiResult<(StatusCode, CookieJar)> {
    if let Some(cookie) = jar.get(COOKIE) {
        forget(&state, cookie).await?;
    }
    Ok((
        StatusCode::NO_CONTENT,
        jar.remove(Cookie::build(COOKIE).path("/")),
    ))
}

/// Binds the client whose card was read; staff and devices only. The answer is the same whether or not records exist.
#[utoipa::path(post, path = "/v1/sessions/current/client", tag = "sessions", request_body = BindClient,
    responses((status = 200, body = ClientAnswer), (status = 403, body = Diagnostics, description = "`session.not-staffed`"), (status = 422, body = Diagnostics, description = "`card.unreadable`")))]
pub async fn bind_client(
    Shared(state): Shared<State>,
    session: CurrentSession,
    Json(bind): Json<BindClient>,
) -> ApiResult<axum::Json<ClientAnswer>> {
    if session.0.actor.kind == ActorKind::Person {
        return Err(ApiError::forbidden(
            "session.not-staffed",
            "only a counter, a bank or a kiosk acts for a client",
        ));
    }
    let unreadable = || {
        ApiError {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            ..ApiError::bad("card.unreadable", "the card could not be read")
        }
        .help("lay it on the reader again, or enter name, type and number")
    };
    let client = state
        .parts
        .identities
        .read_card(&bind.card)
        .map_err(|_| unreadable())?;
    bound(&state, &session, Some(client.clone())).await?;
    Ok(axum::Json(ClientAnswer {
        client: subject_view(&client.subject),
        card: Value::Object(client.card),
    }))
}

/// Forgets the client: the end of a service, or an idle kiosk.
#[utoipa::path(delete, path = "/v1/sessions/current/client", tag = "sessions", responses((status = 204, description = "forgotten")))]
pub async fn forget_client(
    Shared(state): Shared<State>,
    session: CurrentSession,
) -> ApiResult<StatusCode> {
    bound(&state, &session, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn demo_only(state: &State) -> ApiResult<()> {
    if state.parts.demo {
        Ok(())
    } else {
        Err(ApiError::not_found("page"))
    }
}

/// Demonstration identities: persons and units for the portal, posts for counter and bank, devices for the kiosk.
#[utoipa::path(get, path = "/v1/demo/identities", tag = "demonstration", responses((status = 200, body = Identities), (status = 404, body = Diagnostics)))]
pub async fn identities(Shared(state): Shared<State>) -> ApiResult<axum::Json<Identities>> {
    demo_only(&state)?;
    let listed = state.parts.identities.listed();
    Ok(axum::Json(Identities {
        identities: listed
            .into_iter()
            .map(|(id, channel, label)| Identity { id, channel, label })
            .collect(),
    }))
}

/// Cards that can be laid on the demonstration's reader; staff and devices only.
#[utoipa::path(get, path = "/v1/demo/cards", tag = "demonstration", responses((status = 200, body = Cards), (status = 403, body = Diagnostics), (status = 404, body = Diagnostics)))]
pub async fn cards(
    Shared(state): Shared<State>,
    session: CurrentSession,
) -> ApiResult<axum::Json<Cards>> {
    demo_only(&state)?;
    if session.0.actor.kind == ActorKind::Person {
        return Err(ApiError::forbidden(
            "session.not-staffed",
            "only a counter, a bank or a kiosk has a card reader",
        ));
    }
    let cards = state.parts.identities.cards();
    Ok(axum::Json(Cards {
        cards: cards
            .into_iter()
            .map(|(id, label)| Card { id, label })
            .collect(),
    }))
}
