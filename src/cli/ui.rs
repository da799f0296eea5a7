//! `shenjiao ui`: the editors' page, served to the browser of the person who starts it and to
//! nobody else.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::time::Duration;

use clap::{ArgMatches, Args, FromArgMatches};
use shenjiao::serve::{self, Judgement, Patience, Setup};

use super::exit::{Exit, Stop, say};
use super::notebook::Notebook;
use super::serve::hosts;
use super::settings::Choice;
use super::{Command, server};

pub(super) const COMMAND: Command = Command { name: "ui", define, run };

#[derive(Args, Debug)]
struct Arguments {
    #[arg(long, value_name = "端口", default_value_t = 0, help = "使用这个端口，默认由系统选一个")]
    port: u16,
    #[arg(long, help = "只显示地址，不打开浏览器")]
    no_open: bool,
    #[arg(long, value_name = "词典", help = "页面上加入的词写进这个词典；默认是配置里的第一个词典，没有则是个人词典")]
    dictionary: Option<PathBuf>,
    #[arg(long, value_name = "字节", value_parser = server::size, default_value = "512MB", help = "一次能检查的文件合计上限")]
    max_body: u64,
    #[command(flatten)]
    choice: Choice,
}

fn define(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command).about("在浏览器里检查：粘贴文字、拖入文件，逐条处理；全程在本机，不上传")
}

fn run(matches: &ArgMatches) -> Result<Exit, Stop> {
    let arguments = Arguments::from_arg_matches(matches).map_err(|error| error.to_string())?;
    let settings = arguments.choice.load(None, false)?;
    settings.notices.iter().for_each(|notice| say(notice));
    let notebook = Notebook::open(&arguments.choice, &settings, arguments.dictionary.clone())?;
    let token = server::fresh_token()?;
    let listener = server::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, arguments.port)))?;
    let address = listener.address();
    let setup = Setup {
        version: notebook.version(&settings),
        engine: notebook.engine()?,
        limits: settings.limits().clone(),
        judgement: Judgement::default(),
        hosts: hosts(address),
        token: Some(token.clone()),
        patience: Patience { body: Duration::from_secs(120), ..Patience::default() },
        body: arguments.max_body,
        memory: arguments.max_body.saturating_mul(2),
        workers: server::cores(),
        queue: Duration::from_secs(60),
        work: Duration::from_secs(300),
        desk: Some(Box::new(notebook)),
        log: Box::new(|_| {}),
    };
    server::stop_on_signals(listener.stop_handle())?;
    let page = format!("http://{address}/#{token}");
    say(&format!("页面在 {page}"));
    say("只有本机能打开；关掉这个窗口或按 Ctrl-C 即停止");
    if !arguments.no_open && !open(&page) {
        say("没能打开浏览器，请把上面的地址复制到浏览器里");
    }
    Ok(server::ended(serve::run(&listener, setup)))
}

/// Asks the system to show an address. True when it took the order.
fn open(address: &str) -> bool {
    let openers: &[(&str, &[&str])] = match std::env::consts::OS {
        "windows" => &[("rundll32", &["url.dll,FileProtocolHandler"])],
        "macos" => &[("open", &[])],
        _ => &[("xdg-open", &[]), ("sensible-browser", &[])],
    };
    openers.iter().any(|(program, arguments)| {
        let mut process = Process::new(program);
        process.args(*arguments).arg(address);
        process.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
    })
}

/// True for a program that was started under the page's own name: by a double click on a copy or a
/// link called `审校` or `shenjiao-ui`.
pub(super) fn is_asked_by_name(program: &Path) -> bool {
    program.file_stem().is_some_and(|name| name == "审校" || name == "shenjiao-ui")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_opens_the_page() {
        for (name, asked) in [("/opt/审校", true), ("shenjiao-ui.exe", true), ("shenjiao", false), ("", false)] {
            assert_eq!(is_asked_by_name(Path::new(name)), asked, "{name}");
        }
    }
}
