//! The folder of modules: by digest, newest last, retired ones named.

use std::fs;
use tongban_engine::digest;
use tongban_replay::{Archive, ArchiveError};

/// A module of a catalogue's release, with nothing else in it.
fn release(catalog: &str, revision: u32) -> Vec<u8> {
    let release = format!(
        r#"{{"catalog":"{catalog}","version":"{revision}","revision":{revision},"effective":"2026-01-01"}}"#
    );
    let name = "tongban.release";
    let length = u8::try_from(1 + name.len() + release.len()).unwrap();
    let mut module = b"\0asm\x01\0\0\0\0".to_vec();
    assert!(length < 128, "one byte of length");
    module.extend([length, u8::try_from(name.len()).unwrap()]);
    module.extend_from_slice(name.as_bytes());
    module.extend_from_slice(release.as_bytes());
    module
}

#[test]
fn modules_are_kept_by_digest_and_listed_by_revision() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::open(&folder.path().join("modules")).unwrap();
    let (old, new) = (release("c", 1), release("c", 2));
    archive.keep(&new).unwrap();
    assert_eq!(archive.keep(&old).unwrap(), digest(&old));
    archive.keep(&old).unwrap();
    fs::write(folder.path().join("modules/notes.txt"), "not a module").unwrap();
    let listed: Vec<String> = archive
        .list()
        .unwrap()
        .kept
        .into_iter()
        .map(|kept| kept.digest)
        .collect();
    assert_eq!(listed, [digest(&old), digest(&new)]);
    assert_eq!(archive.bytes(&digest(&old)).unwrap().unwrap(), old);
    assert!(archive.bytes(&"0".repeat(64)).unwrap().is_none());
    assert!(archive.bytes("../../etc/passwd").unwrap().is_none());
    assert!(archive.past(&"0".repeat(64)).unwrap().is_none());
    assert!(matches!(
        archive.keep(b"GIF89a"),
        Err(ArchiveError::Module(..))
    ));
}

#[test]
fn a_release_is_never_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::open(folder.path()).unwrap();
    archive.keep(&release("c", 3)).unwrap();
    assert!(archive.follows(&release("c", 4)).is_ok());
    assert!(archive.follows(&release("c", 3)).is_ok(), "itself");
    assert!(matches!(
        archive.follows(&release("c", 2)),
        Err(ArchiveError::Newer(_, 3))
    ));
    let mut other = release("c", 3);
    other.extend(*b"\0\x03\x01xx");
    assert!(matches!(
        archive.follows(&other),
        Err(ArchiveError::SameRevision(_, 3))
    ));
    assert!(archive.follows(&release("another", 1)).is_ok());
}

#[test]
fn retirement_has_a_day() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::open(folder.path()).unwrap();
    let module = archive.keep(&release("c", 1)).unwrap();
    assert_eq!(archive.retired(&module).unwrap(), None);
    archive.retire(&module, "2026-03-01").unwrap();
    assert_eq!(
        archive.retired(&module).unwrap().as_deref(),
        Some("2026-03-01")
    );
    assert_eq!(
        archive.list().unwrap().kept[0].retired.as_deref(),
        Some("2026-03-01")
    );
    assert!(matches!(
        archive.retire(&"0".repeat(64), "2026-03-01"),
        Err(ArchiveError::Unknown(_))
    ));
}

#[test]
fn a_file_that_was_changed_is_not_run() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::open(folder.path()).unwrap();
    let digest = archive.keep(&release("c", 1)).unwrap();
    let file = folder.path().join(format!("{digest}.wasm"));
    let mut bytes = fs::read(&file).unwrap();
    bytes.pop();
    fs::write(&file, bytes).unwrap();
    assert!(matches!(
        archive.past(&digest),
        Err(ArchiveError::Module(..))
    ));
    // It is named and passed over; the release that follows is served, and keeping the module again mends it.
    archive.keep(&release("c", 2)).unwrap();
    let listed = archive.list().unwrap();
    assert_eq!((listed.kept.len(), listed.damaged.len()), (1, 1));
    assert!(listed.damaged[0].to_string().contains(&digest));
    assert_eq!(archive.follows(&release("c", 3)).unwrap().len(), 1);
    assert!(matches!(
        archive.follows(&release("c", 1)),
        Err(ArchiveError::Newer(_, 2))
    ));
    archive.keep(&release("c", 1)).unwrap();
    assert_eq!(archive.list().unwrap().kept.len(), 2);
}

#[test]
fn as_many_modules_are_kept_as_can_be_listed() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::open(folder.path()).unwrap();
    let first = archive.keep(&release("c", 1)).unwrap();
    for number in 1..tongban_replay::limits::MAX_ARCHIVED {
        fs::write(folder.path().join(format!("{number:064x}.wasm")), "").unwrap();
    }
    assert!(matches!(
        archive.keep(&release("c", 2)),
        Err(ArchiveError::Full)
    ));
    assert_eq!(
        archive.keep(&release("c", 1)).unwrap(),
        first,
        "kept before"
    );
    assert_eq!(archive.list().unwrap().kept.len(), 1);
}

#[test]
fn many_may_keep_the_same_module_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::open(folder.path()).unwrap();
    for revision in 0..20 {
        let module = release("c", revision);
        let kept: Vec<_> = std::thread::scope(|scope| {
            let writers: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| archive.keep(&module)))
                .collect();
            writers.into_iter().map(|one| one.join().unwrap()).collect()
        });
        for one in kept {
            assert_eq!(one.unwrap(), digest(&module));
        }
        assert_eq!(archive.bytes(&digest(&module)).unwrap().unwrap(), module);
    }
    let left = fs::read_dir(folder.path()).unwrap();
    let parts = left.filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().ends_with(".part")
    });
    assert_eq!(parts.count(), 0);
}

#[test]
fn only_a_digest_names_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::open(&folder.path().join("modules")).unwrap();
    fs::write(folder.path().join("outside.retired"), "2026-01-01").unwrap();
    let long = "a".repeat(300);
    for name in ["../outside", "x/y", "a\0b", "", long.as_str()] {
        assert_eq!(archive.retired(name).unwrap(), None, "{name:?}");
    }
}
