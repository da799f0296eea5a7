// The document's text with its findings marked. A million characters are a few hundred blocks that
// the browser lays out only when they come into view.
import { $, el, fill } from "./dom.js";
import { stateOf } from "./state.js";

/** UTF-16 units of a block, about. */
const BLOCK = 3000;

/** Findings by the marks that stand for them, and the other way round. */
let marks = new Map();
let shown = null;

/** Shows a document. */
export function showText(document, current) {
  marks = new Map();
  shown = document;
  if (!document) return fill($("text"));
  const findings = document.findings.filter((finding) => stateOf(finding) === "report");
  findings.sort((a, b) => a.extracted.utf16.start - b.extracted.utf16.start || b.extracted.utf16.end - a.extracted.utf16.end);
  const blocks = [];
  const pieces = cut(document.view);
  const painter = new Painter(document.view, findings);
  for (const [start, end, section] of pieces) {
    const block = el("div", { className: "block" });
    if (section) block.append(el("h3", { className: "section" }, section));
    painter.paint(block, start, end);
    blocks.push(block);
  }
  fill($("text"), ...blocks);
  if (current) markCurrent(current, false);
}

/** Cuts a text at line breaks near every BLOCK units, and where sections begin. */
function cut({ text, sections }) {
  const pieces = [];
  const begins = new Map(sections);
  const bounds = [...begins.keys(), text.length].sort((a, b) => a - b);
  let at = 0;
  for (const bound of bounds) {
    while (at < bound) {
      const end = pieceEnd(text, at, bound);
      pieces.push([at, end, begins.get(at)]);
      at = end;
    }
  }
  return pieces;
}

function pieceEnd(text, at, bound) {
  if (bound - at <= BLOCK) return bound;
  const line = text.lastIndexOf("\n", at + BLOCK);
  if (line > at) return Math.min(line + 1, bound);
  // A line without end: not between the halves of a character.
  const end = at + BLOCK;
  return (text.charCodeAt(end) & 0xfc00) === 0xdc00 ? end + 1 : end;
}

/** Writes text with marks and hidden stretches, from left to right. */
class Painter {
  constructor(view, findings) {
    this.view = view;
    this.findings = findings;
    this.next = 0;
    this.open = [];
    this.hidden = 0;
    this.heading = 0;
  }

  paint(block, start, end) {
    let at = start;
    while (at < end) {
      const finding = this.findingAt(at);
      const hidden = this.hiddenAt(at);
      const stop = Math.min(end, finding ? finding.extracted.utf16.end : this.nextStart(at), hidden.stop);
      block.append(this.stretch(at, Math.max(stop, at + 1), finding, hidden));
      at = Math.max(stop, at + 1);
    }
  }

  /** The finding that begins first among those that cover a place. */
  findingAt(at) {
    while (this.next < this.findings.length && this.findings[this.next].extracted.utf16.start <= at) {
      this.open.push(this.findings[this.next++]);
    }
    this.open = this.open.filter((finding) => finding.extracted.utf16.end > at);
    return this.open[0];
  }

  nextStart() {
    return this.next < this.findings.length ? this.findings[this.next].extracted.utf16.start : Infinity;
  }

  hiddenAt(at) {
    const list = this.view.hidden;
    while (this.hidden < list.length && list[this.hidden][0].end <= at) this.hidden++;
    const entry = list[this.hidden];
    if (!entry) return { stop: Infinity };
    const [{ start, end }, why] = entry;
    return start <= at ? { why, begins: start === at, stop: end } : { stop: start };
  }

  isHeading(at) {
    const list = this.view.headings;
    while (this.heading < list.length && list[this.heading].end <= at) this.heading++;
    return this.heading < list.length && list[this.heading].start <= at;
  }

  stretch(start, end, finding, hidden) {
    const text = this.view.text.slice(start, end);
    let node = document.createTextNode(text);
    if (finding) {
      node = el("mark", { className: finding.severity, data: { index: String(finding.index) } }, text);
      if (!marks.has(finding)) marks.set(finding, []);
      marks.get(finding).push(node);
    }
    if (hidden.why) {
      const label = hidden.begins && el("span", { className: "why" }, hidden.why);
      return el("span", { className: "unseen", title: hidden.why }, label, node);
    }
    return node;
  }
}

/** The finding that a mark stands for. */
export function findingOf(mark) {
  return shown?.findings.find((finding) => String(finding.index) === mark.dataset.index);
}

/** Brings a finding's mark into view. */
export function markCurrent(finding, scroll = true) {
  for (const mark of $("text").querySelectorAll("mark.current")) mark.classList.remove("current");
  const own = marks.get(finding) ?? marks.get(covering(finding));
  own?.forEach((mark) => mark.classList.add("current"));
  if (scroll) own?.[0].scrollIntoView({ block: "center" });
}

/** A finding inside another has no mark of its own. */
function covering(finding) {
  const { start } = finding.extracted.utf16;
  return [...marks.keys()].find(({ extracted: { utf16 } }) => utf16.start <= start && start < utf16.end);
}
