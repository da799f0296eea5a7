// The findings, one card each; the current one is open and can be acted on.
import { $, el, fill } from "./dom.js";
import { stateOf } from "./state.js";
import { t } from "./words.js";

/** Cards made at a time. */
const PAGE = 300;

let limit = PAGE;
let shown = [];
let current = null;
let handlers = {};

/** Who is told what the editor does. */
export const onAction = (next) => (handlers = next);

/** The findings listed, in order. */
export const listed = () => shown;

/** The current finding. */
export const currentFinding = () => current;

/** Lists findings. */
export function showList(findings, keep) {
  if (!keep) limit = PAGE;
  shown = findings;
  current = findings.find((finding) => finding === current || sameAs(finding, current)) ?? null;
  fill($("list"), ...findings.slice(0, limit).map(card));
  $("more").hidden = findings.length <= limit;
  $("more").textContent = t("more", Math.min(PAGE, findings.length - limit));
}

/** Shows more of a long list. */
export function showMore() {
  limit += PAGE;
  showList(shown, true);
}

const sameAs = (finding, other) => other && finding.key === other.key && finding.document.owner === other.document.owner;

/** Opens a finding's card; gives it the focus when asked to. */
export function openCard(finding, focus) {
  const before = current;
  current = finding;
  const at = shown.indexOf(finding);
  if (at >= limit) {
    limit = Math.ceil((at + 1) / PAGE) * PAGE;
    showList(shown, true);
  }
  for (const changed of new Set([before, finding])) redraw(changed);
  const item = itemOf(finding);
  item?.scrollIntoView({ block: "nearest" });
  if (focus) item?.querySelector("button").focus({ preventScroll: true });
}

function itemOf(finding) {
  const at = shown.indexOf(finding);
  return at < 0 ? null : $("list").children[at];
}

function redraw(finding) {
  const item = finding && itemOf(finding);
  if (item) item.replaceWith(card(finding));
}

function card(finding) {
  const isOpen = finding === current;
  const state = stateOf(finding);
  const level = state === "report" ? finding.severity : state;
  const head = el(
    "button",
    { type: "button", className: "card-head", "aria-expanded": String(isOpen), onclick: () => handlers.open(finding) },
    el("span", { className: `level ${level}` }, t(level)),
    el("span", { className: "what" }, finding.count > 1 ? `${finding.message} · ${t("times", finding.count)}` : finding.message),
    el("span", { className: "where" }, finding.where),
    el("span", { className: "quote" }, finding.excerpt.before, el("b", {}, finding.text), finding.excerpt.after),
  );
  return el("li", { className: isOpen ? "current" : "" }, head, isOpen && body(finding, state));
}

function body(finding, state) {
  const { document } = finding;
  const file = [document.path, document.member].filter(Boolean).join(" » ");
  const facts = [
    ["instead", finding.suggestion === "" ? t("remove") : finding.suggestion],
    ["reason", finding.reason],
    ["basis", finding.basis],
    ["hiddenIn", finding.hidden],
    ["place", `${file} ${finding.where}`],
    ["sure", `${t(finding.confidence)} · ${finding.rule} ${finding.name}`],
  ];
  const list = facts.filter(([, value]) => value).flatMap(([key, value]) => [el("dt", {}, t(key)), el("dd", {}, value)]);
  return el("div", { className: "card-body" }, el("dl", {}, ...list), actions(finding, state));
}

function actions(finding, state) {
  if (state === "ignored") return el("div", { className: "row" }, button("restore", () => handlers.restore(finding)));
  if (state !== "report") return null;
  const row = el("div", { className: "row" }, ...changes(finding));
  const ignores = [["ignoreOnce", "once"], ["ignoreRule", "rule"], ["ignoreText", "text"]];
  const ignoring = ignores.map(([key, scope]) => button(key, () => handlers.ignore(finding, scope)));
  return el("div", {}, row, el("div", { className: "row ignoring" }, ...ignoring), el("p", { className: "soft" }, t("scope")));
}

/** What can be written instead. */
function changes(finding) {
  if (finding.document.member) return [el("span", { className: "soft" }, t("inside"))];
  if (finding.category === "privacy") {
    if (!finding.applicable) return [el("span", { className: "soft" }, t("cannotEdit"))];
    const whole = finding.count > 1 || finding.also;
    return [whole ? button("maskColumn", () => handlers.maskAll(), "main", finding.count) : button("mask", () => handlers.accept(finding), "main")];
  }
  const made = finding.choices.map((text) => (text ? button("accept", () => handlers.accept(finding, text), "main", text) : button("remove", () => handlers.accept(finding, ""), "main")));
  return handlers.editable(finding) ? [...made, button("own", () => handlers.own(finding))] : [el("span", { className: "soft" }, t("cannotEdit"))];
}

function button(key, onclick, className = "", ...values) {
  return el("button", { type: "button", className, onclick }, t(key, ...values));
}
