//! A whole service in a folder of its own, and a client that keeps its cookie.
#![expect(dead_code, reason = "each test file uses its part")]

pub mod module;
pub mod packets;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use module::TestModule;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tongban_gateway::Pages;
use tongban_gateway::ports::{Clock, DecisionModule, FsMaterialStore};
use tongban_gateway::testing::{Built, build};
use tower::ServiceExt;

/// 2026-11-23 10:00 at the office.
pub const NOW: i64 = 1_795_399_200;
pub const TODAY: &str = "2026-11-23";
pub const ORIGIN: &str = "http://127.0.0.1:8080";

/// A clock that stands until it is moved.
#[derive(Debug, Default)]
pub struct TestClock(pub AtomicI64);

impl Clock for TestClock {
    fn unix_seconds(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

pub struct Service {
    pub router: Router,
    pub clock: Arc<TestClock>,
    pub built: Built,
}

/// A service over a folder; started again over the same folder it knows what it knew.
pub async fn service_in(folder: &Path, unreachable: &[&str]) -> Service {
    service_with(folder, unreachable, Pages::default()).await
}

pub async fn service_with(folder: &Path, unreachable: &[&str], pages: Pages) -> Service {
    service_of(folder, unreachable, pages, Arc::new(TestModule::default())).await
}

/// The same over any module.
pub async fn service_of(
    folder: &Path,
    unreachable: &[&str],
    pages: Pages,
    module: Arc<dyn DecisionModule>,
) -> Service {
    let clock = Arc::new(TestClock(AtomicI64::new(NOW)));
    let unreachable: Vec<String> = unreachable.iter().map(|r| (*r).to_owned()).collect();
    let materials = FsMaterialStore::open(&folder.join("materials")).unwrap();
    let origins = vec![ORIGIN.to_owned()];
    let built = build(
        folder,
        clock.clone(),
        module,
        Arc::new(materials),
        &unreachable,
        origins,
        pages,
    )
    .await;
    Service {
        router: tongban_gateway::router(Arc::clone(&built.state)),
        clock,
        built,
    }
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub body: Value,
    pub text: String,
}

impl Answer {
    /// Codes of the diagnostics.
    pub fn codes(&self) -> Vec<&str> {
        self.body["diagnostics"]
            .as_array()
            .map(|list| list.iter().map(|d| d["code"].as_str().unwrap()).collect())
            .unwrap_or_default()
    }

    pub fn receipt(&self) -> &Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.text);
        &self.body["receipt"]
    }

    /// Codes of recorded differences that are reviewed.
    pub fn reviewed(&self) -> Vec<String> {
        let list = self.receipt()["differences"].as_array().unwrap();
        list.iter()
            .filter(|d| d["review"] == true)
            .map(|d| {
                format!(
                    "{} {}",
                    d["code"].as_str().unwrap(),
                    d["what"].as_str().unwrap()
                )
            })
            .collect()
    }
}

/// Somebody with a cookie.
#[derive(Clone)]
pub struct Client {
    router: Router,
    cookie: Option<String>,
}

impl Service {
    pub fn client(&self) -> Client {
        Client {
            router: self.router.clone(),
            cookie: None,
        }
    }

    /// Signed in with a demonstration identity.
    pub async fn sign_in(&self, identity: &str) -> Client {
        let mut client = self.client();
        let answer = client
            .post(
                "/v1/sessions",
                &json!({"provider": "demo", "identity": identity}),
            )
            .await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
        let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
        client.cookie = Some(cookie.split(';').next().unwrap().to_owned());
        client
    }

    /// A post or device with a client's card on its reader.
    pub async fn at(&self, post: &str, card: &str) -> Client {
        let client = self.sign_in(post).await;
        let answer = client
            .post(
                "/v1/sessions/current/client",
                &json!({"card": {"demo": card}}),
            )
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        client
    }
}

impl Client {
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            text,
        }
    }

    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let mut builder = Request::builder().method(method).uri(path);
        if let Some(cookie) = &self.cookie {
            builder = builder.header(header::COOKIE, cookie);
        }
        builder
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).body(Body::empty()).unwrap())
            .await
    }

    /// Asks for a module that is here already.
    pub async fn get_known(&self, digest: &str) -> StatusCode {
        let request = self
            .request(Method::GET, &format!("/v1/modules/{digest}.wasm"))
            .header("if-none-match", format!("\"{digest}\""));
        self.send(request.body(Body::empty()).unwrap()).await.status
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(
            self.request(Method::DELETE, path)
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_bytes(path, body.to_string().into_bytes()).await
    }

    pub async fn post_bytes(&self, path: &str, body: Vec<u8>) -> Answer {
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    pub async fn put(&self, path: &str, body: Vec<u8>) -> Answer {
        self.send(
            self.request(Method::PUT, path)
                .body(Body::from(body))
                .unwrap(),
        )
        .await
    }
}

impl Client {
    pub fn cookie(&self) -> &str {
        self.cookie.as_deref().unwrap_or_default()
    }

    /// The same cookie at a service that was started again.
    pub fn moved_to(self, service: &Service) -> Self {
        Self {
            router: service.router.clone(),
            cookie: self.cookie,
        }
    }
}
