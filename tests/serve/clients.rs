//! The examples for content management systems, run with the tools that this machine has.

use std::path::Path;
use std::process::Command;

use crate::harness::{Server, TOKEN};

/// The tool, and how it runs its example.
const EXAMPLES: [(&str, &str, &[&str]); 3] =
    [("curl", "check.sh", &["sh"]), ("java", "Check.java", &["java"]), ("php", "check.php", &["php"])];

fn has(tool: &str) -> bool {
    Command::new(tool).arg("--version").output().is_ok_and(|output| output.status.success())
}

/// The exit status of an example on a page.
fn run(server: &Server, example: (&str, &[&str]), page: &str, token: &str) -> Option<i32> {
    let file = server.folder.path().join("page.html");
    std::fs::write(&file, page).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/cms").join(example.0);
    let mut command = Command::new(example.1[0]);
    command.args(&example.1[1..]).arg(script).arg(&file);
    command.env("SHENJIAO_URL", format!("http://{}", server.address)).env("SHENJIAO_TOKEN", token);
    command.env("LC_ALL", "C.UTF-8");
    command.output().unwrap().status.code()
}

#[test]
fn every_example_tells_what_may_be_published() {
    let server = Server::start(&[]);
    let mut ran = 0;
    for (tool, script, command) in EXAMPLES {
        if !has(tool) {
            eprintln!("{tool} is not installed: {script} was not run");
            continue;
        }
        let example = (script, command);
        assert_eq!(run(&server, example, "<p>今天的会议顺利召开。</p>", TOKEN), Some(0), "{script}");
        // Synthetic.
        assert_eq!(run(&server, example, "<p>身份证号：46010619900101101X \"\\</p>", TOKEN), Some(1), "{script}");
        assert_eq!(run(&server, example, "<p>今天</p>", "wrong-token-for-tests-x"), Some(2), "{script}");
        ran += 1;
    }
    assert!(ran > 0 || !has("curl"), "no example was run");
}
