//! The service over a socket: headers, pages, module, description, drafts, logs.

mod support;

use axum::http::{Method, StatusCode, header};
use serde_json::json;
use support::module::DIGEST;
use support::{TODAY, service_in};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tongban_gateway::Pages;

async fn listening(router: axum::Router) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    addr
}

#[tokio::test]
async fn a_packet_of_50_mb_over_a_socket_gets_its_answer() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    let addr = listening(service.router.clone()).await;
    for length in [
        format!("content-length: {}", 50 << 20),
        "transfer-encoding: chunked".to_owned(),
    ] {
        let mut socket = TcpStream::connect(addr).await.unwrap();
        let head = format!(
            "POST /v1/packets HTTP/1.1\r\nhost: x\r\ncookie: {}\r\ncontent-type: application/json\r\n{length}\r\nconnection: close\r\n\r\n",
            person.cookie()
        );
        socket.write_all(head.as_bytes()).await.unwrap();
        let chunk = vec![b' '; 1 << 20];
        for _ in 0..50 {
            if length.starts_with('t') {
                socket.write_all(b"100000\r\n").await.unwrap();
            }
            socket.write_all(&chunk).await.unwrap();
            if length.starts_with('t') {
                socket.write_all(b"\r\n").await.unwrap();
            }
        }
        if length.starts_with('t') {
            socket.write_all(b"0\r\n\r\n").await.unwrap();
        }
        let mut answer = String::new();
        socket.read_to_string(&mut answer).await.unwrap();
        assert!(
            answer.starts_with("HTTP/1.1 413") && answer.contains("request.too-large"),
            "{answer}"
        );
    }
    assert_eq!(person.get("/healthz").await.text, "ok\n");
}

#[tokio::test]
async fn every_answer_has_the_strict_headers() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    for path in [
        "/healthz",
        "/v1/sessions/current",
        "/nowhere",
        "/v1/nowhere",
    ] {
        let answer = service.client().get(path).await;
        let policy = answer.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap();
        assert!(
            policy.starts_with(
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';"
            ),
            "{policy}"
        );
        assert!(policy.ends_with("frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html tongban"), "{policy}");
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("http"),
            "{policy}"
        );
        assert_eq!(answer.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    }
    assert_eq!(
        service.client().get("/v1/nowhere").await.codes(),
        ["request.unknown"]
    );
}

#[tokio::test]
async fn the_module_is_named_by_its_digest_and_never_changes() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let client = service.client();
    let current = client.get("/v1/modules/current").await;
    assert_eq!(
        current.body,
        json!({"digest": DIGEST, "revision": 7, "from": "2025-01-01", "until": null})
    );
    let file = client.get(&format!("/v1/modules/{DIGEST}.wasm")).await;
    assert_eq!(file.headers[header::CONTENT_TYPE], "application/wasm");
    assert_eq!(
        file.headers[header::CACHE_CONTROL],
        "public, max-age=31536000, immutable"
    );
    let other = client
        .get(&format!("/v1/modules/{}.wasm", "0".repeat(64)))
        .await;
    assert_eq!(
        (other.status, other.codes()),
        (StatusCode::NOT_FOUND, vec!["module.not-found"])
    );
}

#[tokio::test]
async fn pages_are_served_with_their_own_addresses_and_missing_files_are_missing() {
    let dir = tempfile::tempdir().unwrap();
    for (folder, title) in [("portal", "门户"), ("counter", "窗口")] {
        std::fs::create_dir_all(dir.path().join(folder).join("assets")).unwrap();
        std::fs::write(
            dir.path().join(folder).join("index.html"),
            format!("<title>{title}</title>"),
        )
        .unwrap();
        std::fs::write(
            dir.path().join(folder).join("assets/a-123.js"),
            "export {}\n".repeat(100),
        )
        .unwrap();
    }
    let pages = Pages {
        portal: Some(dir.path().join("portal")),
        counter: Some(dir.path().join("counter")),
        ..Pages::default()
    };
    let service = support::service_with(dir.path(), &[], pages).await;
    let client = service.client();
    assert_eq!(client.get("/").await.text, "<title>门户</title>");
    assert_eq!(client.get("/counter/").await.text, "<title>窗口</title>");
    assert_eq!(
        client.get("/counter").await.headers[header::LOCATION],
        "/counter/"
    );
    assert_eq!(
        client.get("/items/retirement").await.text,
        "<title>门户</title>"
    );
    let script = client.get("/assets/a-123.js").await;
    assert_eq!(
        script.headers[header::CACHE_CONTROL],
        "public, max-age=31536000, immutable"
    );
    assert!(
        script.headers[header::CONTENT_TYPE]
            .to_str()
            .unwrap()
            .starts_with("text/javascript")
    );
    assert_eq!(
        client.get("/assets/gone.js").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        client.get("/../test.db").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(client.get("/v1/nowhere").await.codes(), ["request.unknown"]);
    assert_eq!(
        client.post("/", &json!({})).await.status,
        StatusCode::NOT_FOUND
    );
    let request = client
        .request(Method::GET, "/assets/a-123.js")
        .header(header::ACCEPT_ENCODING, "br")
        .body(axum::body::Body::empty())
        .unwrap();
    assert_eq!(
        client.send(request).await.headers[header::CONTENT_ENCODING],
        "br"
    );
}

#[tokio::test]
async fn the_description_names_every_route_and_the_one_error_shape() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let described = service.client().get("/openapi.json").await;
    let paths: Vec<&str> = described.body["paths"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    for path in [
        "/v1/packets",
        "/v1/packets/{id}/materials/{sha256}",
        "/v1/modules/current",
        "/v1/modules/{digest}.wasm",
        "/v1/lookups",
        "/v1/drafts/open",
        "/v1/staff/queue",
        "/healthz",
    ] {
        assert!(paths.contains(&path), "{path} is not in {paths:?}");
    }
    let shape = &described.body["components"]["schemas"]["Diagnostic"]["properties"];
    for key in [
        "code", "severity", "message", "help", "basis", "where", "related",
    ] {
        assert!(shape.get(key).is_some(), "{key}");
    }
}

#[tokio::test]
async fn operators_see_that_it_lives_and_what_it_did() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let client = service.client();
    assert_eq!(client.get("/readyz").await.status, StatusCode::OK);
    let text = client.get("/metrics").await.text;
    assert!(
        text.contains(r#"tongban_requests_total{route="/readyz",method="GET",status="200"} 1"#),
        "{text}"
    );
    service.built.pool.close().await;
    assert_eq!(client.get("/readyz").await.codes(), ["gateway.not-ready"]);
    assert_eq!(client.get("/healthz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_draft_is_opened_by_its_subject_with_its_code_at_another_channel() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let person = service.sign_in("retire-ready").await;
    let draft = json!({"schema": "tongban.draft/1", "item": "pension", "module": DIGEST, "asOf": TODAY, "region": null, "facts": {}, "complete": [], "materials": {}});
    let kept = person.post("/v1/drafts", &json!({"draft": draft})).await;
    assert_eq!(kept.status, StatusCode::CREATED, "{}", kept.text);
    let open = json!({"code": kept.body["code"].as_str().unwrap().to_lowercase()});
    let counter = service.at("counter-street", "retire-ready").await;
    assert_eq!(
        counter.post("/v1/drafts/open", &open).await.body["draft"],
        draft
    );
    let stranger = service.sign_in("retire-short").await;
    let wrong = stranger
        .post("/v1/drafts/open", &json!({"code": "2222-2222-2222-2222"}))
        .await;
    let theirs = stranger.post("/v1/drafts/open", &open).await;
    assert_eq!(
        (theirs.status, theirs.text),
        (StatusCode::NOT_FOUND, wrong.text)
    );
    assert_eq!(
        person
            .post("/v1/drafts", &json!({"draft": {"x": 1}}))
            .await
            .codes(),
        ["draft.shape"]
    );
}

#[tokio::test]
async fn anybody_may_have_facts_decided() {
    let dir = tempfile::tempdir().unwrap();
    let service = service_in(dir.path(), &[]).await;
    let answer = service
        .client()
        .post("/v1/decide", &json!({"item": "pension"}))
        .await;
    assert_eq!(
        answer.body,
        json!({"item": "pension"}),
        "handed to the module as it is"
    );
    let wrong = service
        .client()
        .post_bytes("/v1/decide", b"{".to_vec())
        .await;
    assert_eq!(
        (wrong.status, wrong.codes()),
        (StatusCode::UNPROCESSABLE_ENTITY, vec!["json.syntax"])
    );
}
