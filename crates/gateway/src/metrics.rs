//! Counters for operators; no label holds anything about a person.

use prometheus_client::encoding::{EncodeLabelSet, text::encode};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

/// A request by route template, method and status.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct RequestLabels {
    /// Route template, such as `/v1/cases/{number}`.
    pub route: String,
    /// Method.
    pub method: String,
    /// Status.
    pub status: u16,
}

/// A packet by item, channel and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct PacketLabels {
    /// Item id.
    pub item: String,
    /// Channel id.
    pub channel: String,
    /// `taken`, `again`, `refused`.
    pub outcome: String,
}

/// All metrics.
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    packets: Family<PacketLabels, Counter>,
    material_bytes: Counter,
    seconds: Histogram,
}

impl Metrics {
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("tongban");
        let requests = Family::<RequestLabels, Counter>::default();
        let packets = Family::<PacketLabels, Counter>::default();
        let material_bytes = Counter::default();
        let seconds = Histogram::new(exponential_buckets(0.001, 2.0, 14));
        registry.register(
            "requests",
            "Requests by route, method and status",
            requests.clone(),
        );
        registry.register(
            "packets",
            "Packets by item, channel and outcome",
            packets.clone(),
        );
        registry.register(
            "material_bytes",
            "Bytes of materials made durable",
            material_bytes.clone(),
        );
        registry.register("request_seconds", "Time to answer", seconds.clone());
        Self {
            registry,
            requests,
            packets,
            material_bytes,
            seconds,
        }
    }

    pub fn request(&self, labels: &RequestLabels, seconds: f64) {
        self.requests.get_or_create(labels).inc();
        self.seconds.observe(seconds);
    }

    pub fn packet(&self, item: &str, channel: &str, outcome: &str) {
        let labels = PacketLabels {
            item: item.to_owned(),
            channel: channel.to_owned(),
            outcome: outcome.to_owned(),
        };
        self.packets.get_or_create(&labels).inc();
    }

    pub fn material(&self, bytes: u64) {
        self.material_bytes.inc_by(bytes);
    }

    /// The text that Prometheus reads.
    pub fn text(&self) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        encode(&mut out, &self.registry).ok();
        out
    }
}
