//! `shenjiao serve`: the interface for a content management system.

use std::fs::OpenOptions;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use clap::{ArgMatches, Args, FromArgMatches};
use shenjiao::serve::{self, Access, Judgement, Patience, Setup, Verdict};

use super::check::{Threshold, threshold};
use super::exit::{Exit, Stop, say};
use super::settings::Choice;
use super::{Command, clock, server};

pub(super) const COMMAND: Command = Command { name: "serve", define, run };

#[derive(Args, Debug)]
struct Arguments {
    #[arg(long, value_name = "地址", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), help = "监听的地址，默认只接受本机（127.0.0.1）")]
    bind: IpAddr,
    #[arg(long, value_name = "端口", default_value_t = 8686, help = "监听的端口，0 表示由系统选一个")]
    port: u16,
    #[arg(long, value_name = "主机:端口", help = "允许的 Host，如 shenjiao.example.internal:8686；可写多个")]
    host: Vec<String>,
    #[arg(long, value_name = "文件", help = "令牌文件，第一行是令牌；监听本机以外的地址时必须有")]
    token_file: Option<PathBuf>,
    #[arg(long, value_name = "级别", value_parser = threshold, default_value = "serious", help = "达到此级别即为 block：serious（默认）、error、advice、never")]
    block_on: Threshold,
    #[arg(long, value_name = "级别", value_parser = threshold, default_value = "advice", help = "达到此级别即为 warn，取值同上，默认 advice")]
    warn_on: Threshold,
    #[arg(long, value_name = "结论", value_parser = ["warn", "block"], default_value = "warn", help = "有内容读不了时的结论：warn（默认）、block")]
    unread: String,
    #[arg(long, value_name = "字节", value_parser = server::size, default_value = "32MB", help = "一个请求体的上限")]
    max_body: u64,
    #[arg(long, value_name = "字节", value_parser = server::size, default_value = "512MB", help = "同时在途的请求体合计上限")]
    max_memory: u64,
    #[arg(long, value_name = "数目", default_value_t = 0, help = "同时检查的请求数，默认每个核心一个")]
    workers: usize,
    #[arg(long, value_name = "数目", default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..), help = "同时打开的连接数")]
    connections: u16,
    #[arg(long, value_name = "秒", value_parser = server::seconds, default_value = "30", help = "收完一个请求体的时间上限")]
    body_timeout: Duration,
    #[arg(long, value_name = "秒", value_parser = server::seconds, default_value = "30", help = "检查一个请求的时间上限")]
    timeout: Duration,
    #[arg(long, value_name = "文件", help = "访问日志，每行一个 JSON，不含任何正文；默认写标准错误，- 表示不写")]
    access_log: Option<PathBuf>,
    #[command(flatten)]
    choice: Choice,
}

fn define(command: clap::Command) -> clap::Command {
    Arguments::augment_args(command).about("给内容管理系统用的 HTTP 接口，发布之前调用一次")
}

fn run(matches: &ArgMatches) -> Result<Exit, Stop> {
    let arguments = Arguments::from_arg_matches(matches).map_err(|error| error.to_string())?;
    let token = arguments.token_file.as_deref().map(server::token).transpose()?;
    if token.is_none() && !arguments.bind.is_loopback() {
        return Err("监听本机以外的地址必须有 --token-file".to_owned().into());
    }
    let listener = server::bind(SocketAddr::new(arguments.bind, arguments.port))?;
    let address = listener.address();
    let setup = setup(&arguments, token, address)?;
    server::stop_on_signals(listener.stop_handle())?;
    say(&format!("接口在 http://{address} ，说明见 http://{address}/openapi.json ；按 Ctrl-C 停止"));
    Ok(server::ended(serve::run(&listener, setup)))
}

fn setup(arguments: &Arguments, token: Option<String>, address: SocketAddr) -> Result<Setup, Stop> {
    let settings = arguments.choice.load(None, false)?;
    settings.notices.iter().for_each(|notice| say(notice));
    let dictionaries = server::dictionaries(&settings);
    let dictionaries: Vec<&Path> = dictionaries.iter().map(PathBuf::as_path).collect();
    Ok(Setup {
        version: server::version(&settings, &dictionaries),
        limits: settings.limits().clone(),
        engine: settings.engine,
        judgement: judgement(arguments),
        hosts: hosts(address).into_iter().chain(arguments.host.iter().cloned()).collect(),
        token,
        patience: Patience {
            connections: arguments.connections.into(),
            body: arguments.body_timeout,
            ..Patience::default()
        },
        body: arguments.max_body,
        memory: arguments.max_memory,
        workers: if arguments.workers == 0 { server::cores() } else { arguments.workers },
        queue: Duration::from_secs(5),
        work: arguments.timeout,
        desk: None,
        log: log(arguments.access_log.as_deref())?,
    })
}

fn judgement(arguments: &Arguments) -> Judgement {
    let unread = if arguments.unread == "block" { Verdict::Block } else { Verdict::Warn };
    Judgement { block: arguments.block_on.0, warn: arguments.warn_on.0, unread }
}

/// The names under which a bound address is reached.
pub(super) fn hosts(address: SocketAddr) -> Vec<String> {
    let port = address.port();
    let mut names = vec![address.to_string()];
    if address.ip().is_loopback() {
        names.extend([format!("localhost:{port}"), format!("127.0.0.1:{port}")]);
    }
    if port == 80 {
        let short = names.iter().filter_map(|name| name.strip_suffix(":80").map(str::to_owned));
        names.extend(short.collect::<Vec<_>>());
    }
    names
}

type Log = Box<dyn Fn(&Access<'_>) + Send + Sync>;

/// Where the access log goes.
fn log(file: Option<&Path>) -> Result<Log, Stop> {
    match file {
        Some(file) if file.as_os_str() == "-" => Ok(Box::new(|_| {})),
        None => Ok(Box::new(|access| drop(writeln!(std::io::stderr(), "{}", line(access))))),
        Some(file) => {
            let opened = OpenOptions::new().append(true).create(true).open(file);
            let out = Mutex::new(opened.map_err(|error| Stop::at(file.display(), &error))?);
            Ok(Box::new(move |access| {
                if let Ok(mut out) = out.lock() {
                    // A full disk must not end the service.
                    let _ = writeln!(out, "{}", line(access));
                }
            }))
        }
    }
}

fn line(access: &Access<'_>) -> serde_json::Value {
    serde_json::json!({
        "time": clock::now(),
        "method": access.method,
        "route": access.route,
        "status": access.status,
        "received": access.received,
        "sent": access.sent,
        "ms": (access.took.as_secs_f64() * 10_000.0).round() / 10.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_exact() {
        let local = hosts(SocketAddr::from(([127, 0, 0, 1], 8686)));
        assert!(local.contains(&"localhost:8686".to_owned()) && !local.contains(&"localhost".to_owned()));
        assert_eq!(hosts(SocketAddr::from(([192, 0, 2, 7], 80))), ["192.0.2.7:80", "192.0.2.7"]);
    }
}
