//! Signing in, acting for a client, and what nobody may learn.

mod support;

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use serde_json::json;
use support::{NOW, ORIGIN, service_in};

#[tokio::test]
async fn a_person_signs_in_at_the_portal_and_out() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let answer = service
        .client()
        .post(
            "/v1/sessions",
            &json!({"provider": "demo", "identity": "retire-ready"}),
        )
        .await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(
        cookie.contains("HttpOnly")
            && cookie.contains("SameSite=Strict")
            && cookie.contains("Path=/"),
        "{cookie}"
    );
    let person = service.sign_in("retire-ready").await;
    let current = person.get("/v1/sessions/current").await;
    assert_eq!(current.body["session"]["channel"], "portal");
    assert_eq!(current.body["session"]["subject"]["name"], "张*");
    assert_eq!(
        current.body["session"]["subject"]["documentNumber"],
        "5001**********9037"
    );
    assert_eq!(current.headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(
        person.delete("/v1/sessions/current").await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        person.get("/v1/sessions/current").await.codes(),
        ["session.none"]
    );
}

#[tokio::test]
async fn only_the_hash_of_a_token_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let answer = service
        .client()
        .post(
            "/v1/sessions",
            &json!({"provider": "demo", "identity": "retire-ready"}),
        )
        .await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    let token = cookie.split(['=', ';']).nth(1).unwrap();
    let kept: i64 = sqlx::query_scalar("select count(*) from sessions where token_hash = ?")
        .bind(token)
        .fetch_one(&service.built.pool)
        .await
        .unwrap();
    assert_eq!((token.len(), kept), (64, 0));
}

#[tokio::test]
async fn sessions_end_when_idle_and_when_old() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    let clock = &service.clock.0;
    clock.store(NOW + 59 * 60, std::sync::atomic::Ordering::SeqCst);
    assert_eq!(
        person.get("/v1/sessions/current").await.status,
        StatusCode::OK
    );
    clock.store(NOW + 2 * 60 * 60, std::sync::atomic::Ordering::SeqCst);
    assert_eq!(
        person.get("/v1/sessions/current").await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn an_unknown_session_or_identity_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let stranger = service.client();
    assert_eq!(
        stranger.post("/v1/packets", &json!({})).await.codes(),
        ["session.none"]
    );
    assert_eq!(stranger.get("/v1/cases").await.codes(), ["session.none"]);
    assert_eq!(
        stranger
            .post(
                "/v1/sessions",
                &json!({"provider": "demo", "identity": "nobody"})
            )
            .await
            .codes(),
        ["session.refused"]
    );
    assert_eq!(
        stranger
            .post(
                "/v1/sessions",
                &json!({"provider": "other", "identity": "retire-ready"})
            )
            .await
            .codes(),
        ["session.refused"]
    );
    assert_eq!(
        stranger
            .post(
                "/v1/sessions",
                &json!({"provider": "demo", "identity": "retire-ready", "channel": "counter"})
            )
            .await
            .codes(),
        ["request.shape"]
    );
}

#[tokio::test]
async fn requests_of_other_sites_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    let from = |name: &str, value: &str| {
        person
            .request(Method::DELETE, "/v1/sessions/current")
            .header(name, value)
            .body(Body::empty())
            .unwrap()
    };
    assert_eq!(
        person
            .send(from("origin", "https://evil.example"))
            .await
            .codes(),
        ["request.origin"]
    );
    assert_eq!(
        person.send(from("origin", "null")).await.codes(),
        ["request.origin"]
    );
    assert_eq!(
        person
            .send(from("sec-fetch-site", "cross-site"))
            .await
            .codes(),
        ["request.origin"]
    );
    assert_eq!(
        person.send(from("origin", ORIGIN)).await.status,
        StatusCode::NO_CONTENT
    );
}

#[tokio::test]
async fn a_form_of_another_site_cannot_sign_in() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let client = service.client();
    let body = Body::from(r#"{"provider":"demo","identity":"retire-ready"}"#);
    let answer = client
        .send(
            client
                .request(Method::POST, "/v1/sessions")
                .header("content-type", "text/plain")
                .body(body)
                .unwrap(),
        )
        .await;
    assert_eq!(answer.codes(), ["request.media-type"]);
}

#[tokio::test]
async fn a_post_acts_for_a_client_and_a_person_for_nobody_else() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let counter = service.sign_in("counter-street").await;
    let lookup = json!({"item": "pension", "facts": ["paidMonths"]});
    assert_eq!(
        counter.post("/v1/lookups", &lookup).await.codes(),
        ["session.no-client"]
    );
    let bound = counter
        .post(
            "/v1/sessions/current/client",
            &json!({"card": {"demo": "retire-short"}}),
        )
        .await;
    assert_eq!(bound.body["card"]["documentNumber"], "500103196505109053");
    assert_eq!(
        counter.post("/v1/lookups", &lookup).await.body["answers"],
        json!({"paidMonths": "168"})
    );
    assert_eq!(
        counter.delete("/v1/sessions/current/client").await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        counter.post("/v1/lookups", &lookup).await.codes(),
        ["session.no-client"]
    );

    let person = service.sign_in("retire-ready").await;
    let other = person
        .post(
            "/v1/sessions/current/client",
            &json!({"card": {"demo": "retire-short"}}),
        )
        .await;
    assert_eq!(other.codes(), ["session.not-staffed"]);
    assert_eq!(
        person.get("/v1/demo/cards").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_strangers_number_gives_the_same_answer_whether_or_not_records_exist() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let counter = service.sign_in("counter-street").await;
    let mut answers = Vec::new();
    for number in ["500103196505109037", "500103196505109999"] {
        let card = json!({"card": {"name": "张三", "documentType": "resident-id", "documentNumber": number}});
        let answer = counter.post("/v1/sessions/current/client", &card).await;
        answers.push((
            answer.status,
            answer.body["client"]["name"].clone(),
            answer
                .body
                .as_object()
                .unwrap()
                .keys()
                .cloned()
                .collect::<Vec<_>>(),
        ));
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn lookups_answer_what_registers_know_and_say_what_they_do_not() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &["contact"]).await;
    let person = service.sign_in("retire-ready").await;
    let answer = person
        .post(
            "/v1/lookups",
            &json!({"item": "pension", "facts": ["paidMonths", "activeSpell", "faceScore"]}),
        )
        .await;
    assert_eq!(
        answer.body["answers"],
        json!({"paidMonths": "200", "activeSpell": false, "faceScore": {"$unknown": "unreachable"}})
    );
    assert_eq!(
        answer.body["signed"].as_str().unwrap().split('.').count(),
        2
    );
    assert_eq!(answer.body["expires"], "2026-11-23T10:15:00+08:00");
    let down = person
        .post(
            "/v1/lookups",
            &json!({"item": "contact", "facts": ["recordedMobile"]}),
        )
        .await;
    assert_eq!(
        down.body["answers"],
        json!({"recordedMobile": {"$unknown": "unreachable"}})
    );
    assert_eq!(
        person
            .post(
                "/v1/lookups",
                &json!({"item": "pension", "facts": ["newMobile"]})
            )
            .await
            .codes(),
        ["lookup.fact"]
    );
    let none = service.sign_in("contact-none").await;
    let answer = none
        .post(
            "/v1/lookups",
            &json!({"item": "pension", "facts": ["paidMonths"]}),
        )
        .await;
    assert_eq!(
        answer.body["answers"],
        json!({"paidMonths": {"$unknown": "no-data"}})
    );
}
