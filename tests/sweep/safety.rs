//! Nothing is lost and nothing gets stuck: killed runs, damaged states, roots that vanish.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::archive::Archive;
use super::site::Site;

const WRONG: &str = "请立既整改，确保安全。\n";

/// How often a run is killed; more in `scripts/sweep-kill`.
fn kills() -> u64 {
    std::env::var("SHENJIAO_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(8)
}

#[test]
fn killed_at_any_moment_it_ends_as_if_undisturbed() {
    let (quiet, noisy) = (Site::new(), Site::new());
    let (mut one, mut other) = (Archive::new(&quiet, 7), Archive::new(&noisy, 7));
    one.found(150);
    other.found(150);
    let (mut killed, mut night) = (0, 0);
    while killed < kills() && night < 90 {
        let begun = Instant::now();
        quiet.sweep(&["--threads", "1"]);
        let whole = begun.elapsed();
        // Every moment from before the state is opened to after the last file has its turn.
        for moment in 0..20 {
            let hundredths = 2 + (night * 37 + moment * 61) % 97;
            killed += u64::from(noisy.kill_after(whole * hundredths as u32 / 100));
            if noisy.ended() > night {
                break;
            }
        }
        if noisy.ended() <= night {
            noisy.sweep(&["--threads", "1"]);
        }
        one.sleep(20);
        other.sleep(20);
        night += 1;
    }
    assert!(killed >= kills(), "only {killed} runs were killed");
    assert_eq!(quiet.story(), noisy.story());
}

#[test]
fn a_damaged_state_is_kept_aside_and_made_anew() {
    let site = Site::new();
    site.write(0, "甲.txt", WRONG);
    for damage in [&b"this is no database, whatever its name says"[..], b"SQLite format 3\0 cut off"] {
        fs::write(site.path("state.db"), damage).unwrap();
        let run = site.sweep(&[]);
        assert_eq!((run.code, run.found()), (Some(1), vec!["WRD001 甲.txt".to_owned()]), "{}", run.stderr);
        assert!(run.stderr.contains("已损坏"), "{}", run.stderr);
    }
    let aside = fs::read_dir(site.path(""))
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().contains("damaged"));
    assert!(aside.count() >= 1);
}

#[test]
fn what_people_wrote_down_outlives_a_damaged_state() {
    let site = Site::new();
    for number in 0..40 {
        site.write(0, &format!("{number}.txt"), format!("第{number}号文件。{WRONG}"));
    }
    let found = site.sweep(&["--template", "1000"]).lines("finding");
    let id = |at: usize| found[at]["fingerprint"].as_str().unwrap().to_owned();
    let by = ["--by", "李科长", "--state", "state.db"];
    assert_eq!(site.run(&[&["sweep", "note", &id(0), "已转教育局"][..], &by].concat()).code, Some(0));
    assert_eq!(site.run(&[&["sweep", "accept", &id(1), "--reason", "引文"][..], &by].concat()).code, Some(0));
    // An index of files goes bad: it says that there is none.
    let state = site.state();
    let page: i64 =
        state.query_row("SELECT rootpage FROM sqlite_master WHERE name = 'file'", [], |row| row.get(0)).unwrap();
    drop(state);
    let mut bytes = fs::read(site.path("state.db")).unwrap();
    let at = (page as usize - 1) * 4096;
    bytes[at..at + 64].fill(0xA5);
    fs::write(site.path("state.db"), bytes).unwrap();
    let run = site.sweep(&["--template", "1000"]);
    assert!(run.stderr.contains("已损坏") && run.stderr.contains("接过 2 条"), "{}", run.stderr);
    let told = run.lines("finding");
    assert!(told.len() == found.len() - 1 && told.iter().all(|one| one["fingerprint"] != id(1).as_str()));
    for (at, words) in [(0, "李科长：已转教育局"), (1, "李科长：引文")] {
        let page = site.run(&["sweep", "show", &id(at), "--state", "state.db"]).stdout;
        assert!(page.contains(words), "{page}");
    }
}

#[test]
fn a_page_damaged_in_the_middle_is_noticed() {
    let site = Site::new();
    Archive::new(&site, 3).found(200);
    site.sweep(&[]);
    let mut bytes = fs::read(site.path("state.db")).unwrap();
    let pages = bytes.len() / 4096;
    // Every page but the first few is overwritten, as by a disk that lost a track.
    for page in 2..pages {
        bytes[page * 4096..page * 4096 + 64].fill(0xA5);
    }
    fs::write(site.path("state.db"), bytes).unwrap();
    let run = site.sweep(&[]);
    assert!(run.stderr.contains("已损坏"), "{}", run.stderr);
    assert_eq!(run.found().len(), 20);
}

#[test]
fn a_root_that_vanished_closes_nothing() {
    let site = Site::new();
    site.write(0, "甲.txt", WRONG);
    site.sweep(&[]);
    fs::rename(site.path("www"), site.path("elsewhere")).unwrap();
    let gone = site.sweep(&[]);
    assert_eq!(gone.code, Some(2));
    assert!(gone.stderr.contains("没有挂载"), "{}", gone.stderr);
    fs::create_dir(site.path("www")).unwrap();
    let empty = site.sweep(&[]);
    assert_eq!(empty.code, Some(2), "{}", empty.stderr);
    assert_eq!(site.rows("SELECT status || '' FROM finding"), ["0".to_owned()].into());
    fs::remove_dir(site.path("www")).unwrap();
    fs::rename(site.path("elsewhere"), site.path("www")).unwrap();
    assert_eq!(
        (site.sweep(&[]).code, site.rows("SELECT count(*) || '' FROM event").pop_first().unwrap()),
        (Some(0), "1".to_owned())
    );
}

#[test]
fn a_root_that_was_emptied_on_purpose_is_believed_when_told() {
    let site = Site::new();
    site.write(0, "甲.txt", WRONG);
    site.sweep(&[]);
    site.remove("甲.txt");
    site.sweep(&["--removed-ok"]);
    assert_eq!(site.rows("SELECT status || '' FROM finding"), ["3".to_owned()].into());
}

#[test]
fn the_second_of_two_runs_is_refused_or_waits() {
    let site = Site::new();
    site.write(0, "甲.txt", WRONG);
    site.sweep(&[]);
    let lock = fs::OpenOptions::new().write(true).open(site.path("state.db.lock")).unwrap();
    lock.lock().unwrap();
    let refused = site.sweep(&[]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("另一次巡查") && refused.stderr.contains("--wait"), "{}", refused.stderr);
    let child =
        site.command(&["sweep", "www", "--state", "state.db", "--wait", "--quiet"]).stdout(Stdio::null()).spawn();
    let mut child = child.unwrap();
    std::thread::sleep(Duration::from_millis(500));
    assert!(child.try_wait().unwrap().is_none(), "it did not wait");
    drop(lock);
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn when_the_time_is_up_the_rest_is_done_the_next_time() {
    let site = Site::new();
    let truth = Archive::new(&site, 5).found(30);
    let cut = site.sweep(&["--max-time", "0s"]);
    assert!(cut.stderr.contains("留待下次的文件 30"), "{}", cut.stderr);
    assert_eq!((cut.code, cut.found().len()), (Some(0), 0));
    assert_eq!(site.rows("SELECT status FROM run"), ["partial".to_owned()].into());
    assert_eq!(site.sweep(&[]).found(), truth.told);
}

#[test]
fn without_its_key_everything_is_read_again_and_nothing_told_twice() {
    let site = Site::new();
    site.write(0, "甲.txt", WRONG);
    site.sweep(&[]);
    fs::remove_file(site.path("state.db.key")).unwrap();
    let run = site.sweep(&[]);
    assert!(run.stderr.contains("密钥有变化") && run.stderr.contains("读取 1"), "{}", run.stderr);
    assert_eq!(run.found(), [""; 0]);
}

#[test]
fn a_clock_that_jumped_back_is_no_obstacle() {
    let site = Site::new();
    site.write(0, "甲.txt", WRONG);
    site.sweep(&[]);
    site.state().execute("UPDATE run SET started = started + 999999999", []).unwrap();
    site.write(1, "乙.txt", "请立既上报，不得迟延。\n");
    let run = site.sweep(&[]);
    assert!(run.stderr.contains("系统时钟"), "{}", run.stderr);
    assert_eq!(run.found(), ["WRD001 乙.txt"]);
}

#[test]
fn bad_arguments_are_told_before_any_work() {
    let site = Site::new();
    site.write(0, "甲.txt", WRONG);
    for (wrong, word) in
        [(["-o", "报告.unknown"], "报告格式"), (["--rehash", "200%"], "比例"), (["--max-time", "soon"], "4h")]
    {
        let run = site.run(&[&["sweep", "www", "--state", "state.db"][..], &wrong].concat());
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains(word), "{}", run.stderr);
    }
    assert!(!site.path("state.db").exists());
}
