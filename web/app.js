// The page: what comes in, what the editor does, and how the parts are kept in step.
import { $, announce, el, fill, save } from "./dom.js";
import { currentFinding, listed, onAction, openCard, showList, showMore } from "./list.js";
import * as server from "./server.js";
import * as state from "./state.js";
import { findingOf, markCurrent, showText } from "./text.js";
import { lang, setLang, t, translate } from "./words.js";

const LEVELS = ["serious", "error", "advice"];
const KINDS = ["privacy", "wording", "structure", "site"];

/** The document in the reading pane; the input being edited as text, if any. */
let document_ = null;
let edited = null;
let about = null;

// ---- Input ---------------------------------------------------------------

const looksLikeHtml = (text) => /^\s*<(!doctype|html|head|body|div|p|h\d|table|ul|ol|span|section|article|meta|!--)[\s>]/i.test(text);

function textBlob(text) {
  const kind = looksLikeHtml(text) ? ["html", "text/html"] : ["txt", "text/plain"];
  return { blob: new Blob([text], { type: `${kind[1]};charset=utf-8` }), ending: kind[0] };
}

async function checkText() {
  const text = $("input").value;
  if (!text.trim()) return $("input").focus();
  const { blob, ending } = textBlob(text);
  let input = edited;
  edited = null;
  if (input) state.replace(input, blob);
  else input = state.addInput(`${t("pasted")}.${ending}`, blob, true);
  input.name = input.name.replace(/\.\w+$/, `.${ending}`);
  $("input").value = "";
  showWork();
  // A long text can be read while it is being checked.
  if (ending === "txt") showText({ view: { text, hidden: [], sections: [] }, findings: [] });
  await checkAll([input]);
  begin();
}

async function checkFiles(files) {
  const added = [...files].map((file) => state.addInput(file.webkitRelativePath || file.path_ || file.name, file, false));
  await checkAll(added);
  begin();
}

/** Lets the keyboard begin where the work is, unless it is somewhere else already. */
function begin() {
  if (document.activeElement !== document.body) return;
  const list = $("list");
  (list.querySelector("li.current button") ?? list.querySelector("button") ?? $("text")).focus({ preventScroll: true });
}

/** Files below a dropped folder, with their way in it. */
async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  const files = [];
  for (const entry of entries) await walk(entry, files);
  return files;
}

async function walk(entry, files) {
  if (entry.isFile) {
    const file = await new Promise((done, fail) => entry.file(done, fail));
    file.path_ = entry.fullPath.replace(/^\//, "");
    return files.push(file);
  }
  const reader = entry.createReader();
  for (;;) {
    const batch = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!batch.length) return;
    for (const child of batch) await walk(child, files);
  }
}

// ---- Checking ------------------------------------------------------------

async function checkAll(inputs) {
  if (!inputs.length) return;
  performance.mark("shenjiao-start");
  showWork();
  const waiting = [...inputs];
  const worker = async () => {
    for (let input = waiting.shift(); input; input = waiting.shift()) await checkOne(input);
  };
  await Promise.all([worker(), worker()]);
  const first = inputs.find((input) => input.answer?.documents.length)?.answer.documents[0];
  // A document that was checked again keeps its place on the page.
  const same = state.documents().find((one) => document_ && one.owner === document_.owner && one.number === document_.number);
  document_ = same && inputs.includes(same.owner) ? same : first ?? same ?? null;
  refresh();
  requestAnimationFrame(() => {
    performance.measure("shenjiao-marks", "shenjiao-start");
    const took = performance.getEntriesByName("shenjiao-marks").pop().duration;
    const characters = inputs.flatMap((input) => input.answer?.documents ?? []).reduce((sum, one) => sum + one.view.text.length, 0);
    $("progress").textContent = t("took", characters.toLocaleString(), Math.round(took));
  });
}

async function checkOne(input) {
  $("progress").textContent = t("checking", input.name);
  try {
    state.setAnswer(input, await server.check(input, lang()));
  } catch (refusal) {
    input.answer = null;
    input.failed = refusal.message;
  }
}

// ---- Showing -------------------------------------------------------------

function showWork() {
  $("start").hidden = true;
  $("work").hidden = false;
}

function showStart(text = "") {
  $("start").hidden = false;
  $("work").hidden = state.inputs.length === 0 || Boolean(edited);
  $("input").value = text;
  $("input").focus();
}

/** Everything anew: after a check, a decision, another filter. */
function refresh(keep = false) {
  if (!state.inputs.length) return showStart();
  showDocuments();
  showCounts();
  showUnread();
  showFilters();
  showText(document_, currentFinding());
  $("document-tools").hidden = !document_;
  showFindings(keep);
  $("undo").disabled = !state.canUndo();
  $("export").disabled = state.inputs.every((input) => !input.answer);
}

const every = () => state.documents().flatMap((one) => one.findings);

function showDocuments() {
  const documents = state.documents();
  const names = documents.map((one, at) => {
    const open = one.findings.filter((finding) => state.stateOf(finding) === "report").length;
    const name = [one.path, one.member].filter(Boolean).join(" » ");
    return el("option", { value: String(at), selected: one === document_ }, `${name}（${open}）`);
  });
  fill($("documents"), ...names);
  $("which").hidden = documents.length < 2;
}

function showCounts() {
  const open = every().filter((finding) => state.stateOf(finding) === "report");
  const count = (level) => open.filter((finding) => finding.severity === level).length;
  const other = (name) => every().filter((finding) => state.stateOf(finding) === name).length;
  const counts = [...LEVELS.map((level) => [level, count(level)]), ["ignored", other("ignored")], ["cleared", other("cleared") + other("not-run")], ["unread", state.unread().length]];
  fill($("counts"), ...counts.map(([name, number]) => el("li", { className: name, data: { count: name } }, el("b", {}, String(number)), ` ${t(name)}`)));
}

function showUnread() {
  const items = state.unread().map((skip) => {
    const file = [skip.path, skip.member, skip.where].filter(Boolean).join(" » ");
    return el("li", {}, el("b", {}, file), `：${skip.title}${skip.detail ? `，${skip.detail}` : ""}`);
  });
  if (items.length) items.unshift(el("li", { className: "lead" }, `${t("unread")} ${items.length}：${t("unreadHint")}`));
  fill($("unread"), ...items);
}

function showFilters() {
  const found = every();
  if (!$("levels").childElementCount) {
    const boxes = LEVELS.map((level) => el("label", { className: level }, el("input", { type: "checkbox", name: level, checked: true }), ` ${t(level)}`));
    fill($("levels"), ...boxes);
  }
  choices($("kind"), KINDS.filter((kind) => found.some((finding) => finding.category === kind)).map((kind) => [kind, t(kind)]), t("all"));
  const rules = new Map(found.map((finding) => [finding.rule, finding.title]));
  choices($("rule"), [...rules].sort().map(([rule, title]) => [rule, `${rule} ${title}`]), t("all"));
  choices($("show"), [["ignored", t("ignoredOnes")], ["cleared", t("clearedOnes")], ["all", t("all")]], t("openOnes"));
}

function choices(select, entries, all) {
  const before = select.value;
  fill(select, el("option", { value: "" }, all), ...entries.map(([value, text]) => el("option", { value }, text)));
  select.value = entries.some(([value]) => value === before) ? before : "";
}

function showFindings(keep) {
  const findings = (document_ ? document_.findings : []).filter(fitting());
  findings.sort((a, b) => a.extracted.utf16.start - b.extracted.utf16.start);
  showList(findings, keep);
  const open = every().some((finding) => state.stateOf(finding) === "report");
  const nothing = state.unread().length ? "nothingUnread" : "nothing";
  $("nothing").hidden = findings.length > 0;
  $("nothing").textContent = t(!state.documents().length ? "noDocument" : open || $("show").value ? "nothingHere" : nothing);
}

/** What the filters let through; they are asked once and not for every finding. */
function fitting() {
  const [wanted, kind, rule] = ["show", "kind", "rule"].map((id) => $(id).value);
  const levels = new Set([...$("levels").querySelectorAll("input")].filter((box) => box.checked).map((box) => box.name));
  const states = { "": ["report"], ignored: ["ignored", "accepted"], cleared: ["cleared", "not-run"] }[wanted];
  return (finding) => {
    const now = state.stateOf(finding);
    const isShown = (!states || states.includes(now)) && (now !== "report" || levels.has(finding.severity));
    return isShown && (!kind || finding.category === kind) && (!rule || finding.rule === rule);
  };
}

function go(finding, focus = true) {
  if (!finding) return;
  openCard(finding, focus);
  markCurrent(finding);
}

function step(by) {
  const findings = listed();
  const at = findings.indexOf(currentFinding());
  go(findings[Math.min(Math.max(at + by, 0), findings.length - 1)]);
}

// ---- Acting --------------------------------------------------------------

/** Says what happened and what is left, and goes on with the next finding. */
function settled(word, at) {
  refresh(true);
  const left = every().filter((finding) => state.stateOf(finding) === "report").length;
  announce(`${word}。${t("left", left)}`);
  const next = listed()[Math.min(at, listed().length - 1)];
  if (next) go(next);
  else $("nothing").focus?.();
}

/** Tells a refusal where it is seen and heard. */
async function trying(work) {
  $("notice").hidden = true;
  try {
    await work();
  } catch (refusal) {
    const left = refusal.left?.length ? [el("ul", {}, ...refusal.left.map((place) => el("li", {}, place)))] : [];
    const head = left.length ? `${refusal.message} ${t("removeThese")}` : refusal.message;
    fill($("notice"), head, ...left);
    $("notice").hidden = false;
    $("notice").scrollIntoView({ block: "nearest" });
  }
}

const position = () => Math.max(listed().indexOf(currentFinding()), 0);

async function write(finding, path, text) {
  const input = finding.document.owner;
  const pick = { index: finding.index, fingerprint: finding.fingerprint };
  if (text !== undefined) pick.text = text;
  const at = position();
  const { blob } = await server.amend(input, path, [pick], lang());
  state.replace(input, blob);
  await checkAll([input]);
  settled(t("applied"), at);
}

const accept = (finding, text) =>
  trying(() => (finding.category === "privacy" ? write(finding, "/v1/mask") : write(finding, "/v1/correct", text)));

const maskAll = () =>
  trying(async () => {
    const input = document_?.owner;
    if (!input) return;
    const { blob, found } = await server.amend(input, "/v1/mask", null, lang());
    state.replace(input, blob);
    await checkAll([input]);
    settled(t("masked", found), 0);
  });

function ignore(finding, scope) {
  const at = position();
  state.ignore(finding, scope);
  settled(t("ignored"), at);
}

async function undo() {
  const input = state.undo();
  if (input) await checkAll([input]);
  refresh(true);
  begin();
  announce(t("undone"));
}

/** Enter and A do what the first button of the open card does. */
function acceptCurrent() {
  const finding = currentFinding();
  if (finding && state.stateOf(finding) === "report") $("list").querySelector("li.current .main")?.click();
}

onAction({
  open: (finding) => go(finding, true),
  accept,
  maskAll,
  ignore,
  restore: (finding) => (state.restore(finding), settled(t("undone"), position())),
  editable: (finding) => finding.document.editable,
  own: (finding) =>
    dialog(t("replaceWith", finding.own), [["text", "", finding.choices[0] ?? finding.own]], async ({ text }) => accept(finding, text)),
});

async function copyText() {
  const input = document_?.owner;
  const isOwn = input && document_.editable && /\.(txt|html?|md|csv|json)$/i.test(input.name);
  const text = isOwn ? await input.blob.text() : document_.view.text;
  await navigator.clipboard.writeText(text.replace(/^\ufeff/, ""));
  const bare = document_.findings.filter((finding) => finding.category === "privacy" && state.stateOf(finding) === "report").length;
  announce(bare ? t("copiedLeft", bare) : t("copied"));
}

function download() {
  const { owner } = document_;
  const base = owner.name.split("/").pop();
  const dot = base.lastIndexOf(".");
  const name = dot > 0 ? `${base.slice(0, dot)}-审校${base.slice(dot)}` : `${base}-审校`;
  save(owner.blob, name);
}

async function edit() {
  const { owner } = document_;
  edited = owner.pasted ? owner : null;
  const text = owner.pasted ? (await owner.blob.text()).replace(/^\ufeff/, "") : document_.view.text;
  showStart(text);
}

// ---- Dialogs -------------------------------------------------------------

/** Asks for some lines of text. A field is [name, label, value, required]. */
function dialog(title, fields, done, hint) {
  const box = $("dialog");
  const inputs = fields.map(([name, label, value, required]) =>
    el("label", {}, label ? el("span", {}, label) : null, el("input", { name, value: value ?? "", required: Boolean(required), "aria-label": label || title })),
  );
  const close = () => box.close();
  const form = el(
    "form",
    { method: "dialog", onsubmit: (event) => (event.preventDefault(), close(), trying(() => done(Object.fromEntries(new FormData(form))))) },
    el("h2", { id: "dialog-title" }, title),
    ...inputs,
    hint && el("p", { className: "soft" }, hint),
    el("div", { className: "row" }, el("button", { className: "main" }, t("ok")), el("button", { type: "button", onclick: close }, t("cancel"))),
  );
  fill(box, form);
  box.showModal();
}

function addWord() {
  const wrong = String(getSelection()).trim().slice(0, 40);
  const fields = [["wrong", t("wrong"), wrong, true], ["right", t("right")], ["reason", t("why"), "", true], ["by", t("who")]];
  dialog(t("addWord"), fields, async (word) => {
    about = await server.addWord(word, lang());
    await checkAll([...state.inputs]);
    announce(t("wordAdded"));
  }, t("keptIn", about?.dictionary ?? ""));
}

function exportDialog() {
  const box = $("dialog");
  const who = el("input", { name: "by", autocomplete: "name" });
  const kinds = [["xlsx", "exportXlsx", "审校报告.xlsx"], ["html", "exportHtml", "审校报告.html"], ["record", "exportRecord", "审校记录.html"]];
  const make = (kind, name) => () => {
    box.close();
    trying(async () => {
      const inputs = state.inputs;
      save(await server.report(inputs, { lang: lang(), kind, by: who.value, accepted: state.accepted(t("ignored")) }), name);
    });
  };
  const buttons = kinds.map(([kind, key, name]) => el("button", { type: "button", onclick: make(kind, name) }, t(key)));
  const cancel = el("button", { type: "button", onclick: () => box.close() }, t("cancel"));
  fill(box, el("h2", { id: "dialog-title" }, t("exportTitle")), el("label", {}, el("span", {}, t("who")), who), el("div", { className: "row" }, ...buttons, cancel), el("p", { className: "soft" }, t("exportHint")));
  box.showModal();
}

function help() {
  const box = $("dialog");
  const list = t("keys").flatMap(([keys, what]) => [el("dt", {}, el("kbd", {}, keys)), el("dd", {}, what)]);
  fill(box, el("h2", { id: "dialog-title" }, t("helpTitle")), el("p", { className: "soft" }, t("helpHint")), el("dl", {}, ...list), el("p", { className: "soft" }, about?.version ?? ""), el("button", { type: "button", className: "main", onclick: () => box.close() }, t("ok")));
  box.showModal();
}

// ---- Wiring --------------------------------------------------------------

const KEYS = { ArrowDown: () => step(1), j: () => step(1), ArrowUp: () => step(-1), k: () => step(-1), a: acceptCurrent, m: maskAll };

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  const inList = event.currentTarget === $("side");
  // In the text the arrows scroll, as everywhere.
  if (!inList && event.key.startsWith("Arrow")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const finding = currentFinding();
  const isHead = event.target.classList?.contains("card-head");
  if (key === "Enter" && isHead && event.target.getAttribute("aria-expanded") === "true") acceptCurrent();
  else if (key === "i" && finding && state.stateOf(finding) === "report") ignore(finding, "once");
  else if (key === "t") inList ? $("text").focus() : go(finding ?? listed()[0]);
  else if (KEYS[key]) KEYS[key]();
  else return;
  event.preventDefault();
}

function onText(event) {
  const mark = event.target.closest?.("mark");
  const finding = mark && findingOf(mark);
  if (finding) go(finding, false);
}

function onDrag(event) {
  if (![...event.dataTransfer.types].includes("Files")) return;
  event.preventDefault();
  $("drop").hidden = event.type !== "dragover";
}

async function onDrop(event) {
  onDrag(event);
  if (![...event.dataTransfer.types].includes("Files")) return;
  checkFiles(await dropped(event.dataTransfer));
}

function onPaste(event) {
  if (event.target.closest("dialog, input, select")) return;
  const files = [...event.clipboardData.files];
  if (files.length) return event.preventDefault(), checkFiles(files);
  if (event.target !== $("input")) return;
  // The text has arrived in the field when this task is over.
  if (!$("input").value) setTimeout(checkText);
}

function wire() {
  const on = (id, type, listener) => $(id).addEventListener(type, listener);
  on("check", "click", checkText);
  on("input", "keydown", (event) => (event.ctrlKey || event.metaKey) && event.key === "Enter" && checkText());
  on("paste-new", "click", () => ((edited = null), showStart()));
  on("open-files", "click", () => $("files").click());
  on("open-folder", "click", () => $("folder").click());
  for (const id of ["files", "folder"]) on(id, "change", () => checkFiles([...$(id).files]).then(() => ($(id).value = "")));
  on("undo", "click", undo);
  on("export", "click", exportDialog);
  on("help", "click", help);
  on("lang", "click", () => (setLang(lang() === "zh" ? "en" : "zh"), fill($("levels")), checkAll([...state.inputs])));
  on("documents", "change", () => ((document_ = state.documents()[$("documents").value]), refresh()));
  on("filters", "input", () => showFindings(false));
  on("filters", "submit", (event) => event.preventDefault());
  on("more", "click", showMore);
  on("edit", "click", edit);
  on("copy", "click", () => trying(copyText));
  on("mask-all", "click", maskAll);
  on("download", "click", download);
  on("add-word", "click", addWord);
  on("close", "click", () => (state.removeInput(document_.owner), (document_ = state.documents()[0] ?? null), refresh()));
  on("text", "click", onText);
  on("text", "keydown", onKey);
  on("side", "keydown", onKey);
  for (const type of ["dragover", "dragleave"]) addEventListener(type, onDrag);
  addEventListener("drop", onDrop);
  addEventListener("paste", onPaste);
  addEventListener("keydown", (event) => {
    const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.shiftKey;
    if (isUndo && !/^(INPUT|TEXTAREA)$/.test(event.target.tagName) && state.canUndo()) event.preventDefault(), undo();
  });
}

async function start() {
  translate();
  wire();
  if (!server.hasToken) return trying(() => Promise.reject(new Error(t("noToken"))));
  $("input").focus();
  await trying(async () => (about = await server.about(lang())));
}

start();
