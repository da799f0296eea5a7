//! Thirty nights: every planted problem is told once, and closed on its day.

use super::archive::Archive;
use super::site::Site;

fn closed(site: &Site, run: i64) -> std::collections::BTreeSet<String> {
    site.events(run).into_iter().filter(|event| event.starts_with("fixed") || event.starts_with("gone")).collect()
}

#[test]
fn thirty_nights_replayed() {
    let site = Site::new();
    let mut archive = Archive::new(&site, 20_260_101);
    let truth = archive.found(120);
    let run = site.sweep(&[]);
    assert_eq!((run.code, run.found()), (Some(1), truth.told), "{}", run.stderr);
    let (mut told, mut ended) = (0, 0);
    for night in 2..=30 {
        let truth = archive.sleep(8);
        let run = site.sweep(&["--rehash", "10%"]);
        assert_eq!(run.found(), truth.told, "night {night}: {}", run.stderr);
        assert_eq!(closed(&site, night), truth.closed, "night {night}");
        assert_eq!(run.code, Some(i32::from(!truth.told.is_empty())), "night {night}");
        (told, ended) = (told + truth.told.len(), ended + truth.closed.len());
    }
    assert!(told > 20 && ended > 10, "the nights were too quiet: {told} {ended}");
    assert_eq!(site.rows("SELECT count(*) || '' FROM file"), [archive.len().to_string()].into());
}
