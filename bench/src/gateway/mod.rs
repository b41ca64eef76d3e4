//! How many packets the intake service takes: the real program over SQLite on this disk, clients on the same cores.
//!
//! Only receipts count, and only those that outlive the service's death: after the load it is killed (SIGKILL), started
//! again over the same folder, and asked for every receipt once more.

mod client;
mod packets;
mod service;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use client::Client;
use packets::Ready;
use service::Service;

use crate::places::Places;
use crate::report::Report;

/// Packets of one measurement.
const PACKETS: usize = 6000;
/// Packets before, which no figure counts.
const WARM: usize = 500;
/// Connections at a time.
const CONNECTIONS: &[usize] = &[1, 16, 64];
/// Threads that send files beforehand.
const SENDERS: usize = 16;

/// What became of a load.
struct Taken {
    seconds: f64,
    /// Microseconds of each packet, in order of size.
    waits: Vec<u64>,
    /// Numbers of receipts by packet.
    receipts: BTreeMap<String, String>,
}

/// Measures.
///
/// # Errors
/// If the service does not run, refuses a packet or has lost one.
pub fn measure(report: &mut Report, places: &Places) -> Result<()> {
    let folder = places.made("gateway")?;
    let data = folder.join("data");
    if data.exists() {
        std::fs::remove_dir_all(&data).context("the folder of the last measurement")?;
    }
    let mut service = Service::start(places, &data)?;
    let client = Client::sign_in(&service.address())?;
    let mut rows = Vec::new();
    let mut best = 0.0_f64;
    let (mut bytes, mut all) = (0, Vec::new());
    for (round, connections) in CONNECTIONS.iter().enumerate() {
        let count = if *connections == 1 {
            PACKETS / 12
        } else {
            PACKETS
        };
        let first = (round + 1) * 100_000;
        let ready = packets::prepare(places, &client, first..first + WARM + count)?;
        deliver_files(&client, &ready)?;
        let (warm, counted) = ready.split_at(WARM);
        load(&client, warm, *connections)?;
        let taken = load(&client, counted, *connections)?;
        bytes = counted.first().map_or(0, |ready| ready.body.len());
        let each = f64::from(u32::try_from(counted.len())?) / taken.seconds;
        best = best.max(each);
        let wait = |share: usize| taken.waits.get(taken.waits.len() * share / 100).copied();
        let millis =
            |micros: Option<u64>| format!("{:.1}", micros.unwrap_or_default() as f64 / 1000.0);
        rows.push([
            connections.to_string(),
            counted.len().to_string(),
            format!("{each:.0}"),
            millis(wait(50)),
            millis(wait(95)),
            millis(wait(99)),
        ]);
        all.push((ready, taken.receipts));
    }
    service.kill()?;
    service = Service::start(places, &data)?;
    let client = Client::sign_in(&service.address())?;
    let mut kept = 0;
    for (ready, receipts) in &all {
        let again = load(&client, &ready[WARM..], SENDERS)?;
        ensure!(
            again.receipts == *receipts,
            "a receipt was lost or changed when the service was killed"
        );
        kept += again.receipts.len();
    }
    service.kill()?;

    report.heading("Packets at the intake service");
    report.line(&format!(
        "`tongban serve` over SQLite, every commit synced to disk before its receipt; packets of `retirement` of {bytes} bytes with a file each, \
         sent before. Clients run on the same cores. Afterwards the service was killed and started again: all {kept} receipts were still there."
    ));
    report.line("");
    report.table(&[
        "connections",
        "packets",
        "receipts/s",
        "p50, ms",
        "p95, ms",
        "p99, ms",
    ]);
    for row in &rows {
        report.row(row);
    }
    report.line("");
    report.line(&format!(
        "A synced write of 4 KB alone takes {:.2} ms on this disk in the same run.",
        synced(&folder)?
    ));
    report.promise("gateway", format!("{best:.0} receipts/s"), best >= 2000.0);
    Ok(())
}

/// The files of all packets, before anything is timed.
fn deliver_files(client: &Client, ready: &[Ready]) -> Result<()> {
    each(ready, SENDERS, |one| {
        client.put_file(&one.id, &one.sha256, &one.file)
    })
}

/// Sends all packets over so many connections, each as soon as the one before it was answered.
fn load(client: &Client, ready: &[Ready], connections: usize) -> Result<Taken> {
    let found = Mutex::new(Vec::with_capacity(ready.len()));
    let started = Instant::now();
    each(ready, connections, |one| {
        let sent = Instant::now();
        let number = client.hand_in(&one.body)?;
        let wait = u64::try_from(sent.elapsed().as_micros())?;
        match found.lock() {
            Ok(mut found) => found.push((wait, one.id.clone(), number)),
            Err(_) => bail!("a sender failed"),
        }
        Ok(())
    })?;
    let seconds = started.elapsed().as_secs_f64();
    let found = found.into_inner().unwrap_or_default();
    let mut waits: Vec<u64> = found.iter().map(|one| one.0).collect();
    waits.sort_unstable();
    let receipts: BTreeMap<_, _> = found
        .into_iter()
        .map(|(_, id, number)| (id, number))
        .collect();
    ensure!(receipts.len() == ready.len(), "a packet has no receipt");
    Ok(Taken {
        seconds,
        waits,
        receipts,
    })
}

/// Does it for each, on so many threads; the first error ends it.
fn each(ready: &[Ready], threads: usize, work: impl Fn(&Ready) -> Result<()> + Sync) -> Result<()> {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let one = || -> Result<()> {
            while let Some(ready) = ready.get(next.fetch_add(1, Ordering::Relaxed)) {
                work(ready)?;
            }
            Ok(())
        };
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(one)).collect();
        for thread in threads {
            match thread.join() {
                Ok(done) => done?,
                Err(_) => bail!("a sender failed"),
            }
        }
        Ok(())
    })
}

/// Milliseconds of one synced write.
fn synced(folder: &std::path::Path) -> Result<f64> {
    use std::io::Write as _;
    let path = folder.join("synced");
    let mut file = std::fs::File::create(&path)?;
    let started = Instant::now();
    let times = 100;
    for _ in 0..times {
        file.write_all(&[7; 4096])?;
        file.sync_all()?;
    }
    let took: Duration = started.elapsed();
    std::fs::remove_file(path)?;
    Ok(took.as_secs_f64() * 1000.0 / f64::from(times))
}
