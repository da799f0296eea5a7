//! What a worker may not do: take more memory than the limit, write files, open files, reach the
//! network, start programs.
//!
//! How much of that the system can enforce depends on it: limits of memory everywhere but on Windows,
//! the rest on Linux. What it cannot enforce is said, by `shenjiao formats`.

/// Confines this process for good and says how, in words for the user.
pub(super) fn confine() -> String {
    let guards = [("内存和文件上限", limits()), ("不能打开文件", files()), ("不能联网或启动程序", calls())];
    let named = |on: bool| {
        let names: Vec<_> = guards.iter().filter(|(_, is_on)| *is_on == on).map(|(name, _)| *name).collect();
        if names.is_empty() { "无".to_owned() } else { names.join("、") }
    };
    stay_with_parent();
    let missing = if guards.iter().all(|(_, is_on)| *is_on) {
        String::new()
    } else {
        format!("；系统不支持：{}", named(false))
    };
    format!("{}{missing}", named(true))
}

/// No file of any size can be written, no core is left, and few descriptors can be opened.
#[cfg(unix)]
fn limits() -> bool {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let set = |resource, most| setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) }).is_ok();
    set(Resource::Core, 0) & set(Resource::Fsize, 0) & set(Resource::Nofile, 16)
}

#[cfg(not(unix))]
fn limits() -> bool {
    false
}

/// Limits the address space to `most` bytes; 0 takes the limit away. Whoever asks for more ends.
#[cfg(unix)]
pub(super) fn memory(most: u64) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { maximum, .. } = getrlimit(Resource::As);
    let current = if most == 0 { maximum } else { Some(maximum.map_or(most, |maximum| maximum.min(most))) };
    // Where there is no such limit, there is none.
    let _ = setrlimit(Resource::As, Rlimit { current, maximum });
}

#[cfg(not(unix))]
pub(super) fn memory(_most: u64) {}

/// Takes away every file and every TCP port (Landlock).
#[cfg(target_os = "linux")]
fn files() -> bool {
    use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetStatus};
    let abi = ABI::V5;
    let ruleset = Ruleset::default().handle_access(AccessFs::from_all(abi));
    let ruleset = ruleset.and_then(|ruleset| ruleset.handle_access(AccessNet::from_all(abi)));
    let status = ruleset.and_then(|ruleset| ruleset.create()).and_then(|ruleset| ruleset.restrict_self());
    status.is_ok_and(|status| status.ruleset != RulesetStatus::NotEnforced)
}

#[cfg(not(target_os = "linux"))]
fn files() -> bool {
    false
}

/// Refuses the system calls that a reader has no use for (seccomp).
#[cfg(target_os = "linux")]
fn calls() -> bool {
    use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch};
    let Ok(arch) = TargetArch::try_from(std::env::consts::ARCH) else { return false };
    let rules = REFUSED.iter().map(|call| (*call, Vec::new())).collect();
    let refuse = SeccompAction::Errno(libc::EPERM as u32);
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, refuse, arch);
    let program = filter.and_then(BpfProgram::try_from);
    program.is_ok_and(|program| seccompiler::apply_filter(&program).is_ok())
}

#[cfg(not(target_os = "linux"))]
fn calls() -> bool {
    false
}

/// Files, the network, programs, and other processes.
#[cfg(target_os = "linux")]
const REFUSED: &[libc::c_long] = &[
    libc::SYS_openat,
    libc::SYS_openat2,
    libc::SYS_open_by_handle_at,
    libc::SYS_unlinkat,
    libc::SYS_renameat2,
    libc::SYS_mkdirat,
    libc::SYS_linkat,
    libc::SYS_symlinkat,
    libc::SYS_socket,
    libc::SYS_socketpair,
    libc::SYS_io_uring_setup,
    libc::SYS_execve,
    libc::SYS_execveat,
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_pidfd_open,
    libc::SYS_kill,
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_keyctl,
    libc::SYS_add_key,
    libc::SYS_mount,
    libc::SYS_unshare,
    libc::SYS_setns,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_open,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_creat,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_fork,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_vfork,
];

/// Ends the process when the one that started it is gone: a worker that runs in circles would never
/// see its pipe close.
#[cfg(unix)]
fn stay_with_parent() {
    use rustix::process::getppid;
    let parent = getppid();
    // Without a thread for it, the pipe has to do.
    let _ = std::thread::Builder::new().spawn(move || {
        while getppid() == parent {
            std::thread::sleep(std::time::Duration::from_secs(1));
        }
        #[expect(clippy::exit, reason = "the reader cannot be asked to stop")]
        std::process::exit(1);
    });
}

#[cfg(not(unix))]
fn stay_with_parent() {}
