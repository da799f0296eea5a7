// The document's text with its findings marked. A million characters are a few hundred blocks that
// the browser lays out only when they come into view.
import { $, el, fill } from "./dom.js";
import { stateOf } from "./state.js";

/** UTF-16 units of a block, about. */
const BLOCK = 3000;

/** Up to so many blocks are painted at once; of more, each when it comes near. */
const AT_ONCE = 12;

/** The marks that stand for a finding. */
let marks = new Map();
let shown = null;

/** The blocks: { element, start, end, section, findings, painted }, in the order of the text. */
let blocks = [];

/** Paints blocks before they come into view. */
const coming = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => paint(blocks[entry.target.dataset.block])), {
  root: document.getElementById("text"),
  rootMargin: "1500px 0px",
});

// On paper everything is in view.
addEventListener("beforeprint", () => blocks.forEach(paint));

/** Shows a document. */
export function showText(document, current) {
  marks = new Map();
  shown = document;
  blocks = [];
  coming.disconnect();
  if (!document) return fill($("text"));
  const findings = document.findings.filter((finding) => stateOf(finding) === "report");
  const places = findings.flatMap(placesOf).sort((a, b) => a.start - b.start || b.end - a.end);
  blocks = cut(document.view).map(([start, end, section], number) => {
    const element = el("div", { className: "block", data: { block: String(number) } }, document.view.text.slice(start, end));
    return { element, start, end, section, places: [], painted: false };
  });
  share(places);
  fill($("text"), ...blocks.map((block) => block.element));
  for (const block of blocks) {
    const isPlain = !block.places.length && !block.section;
    if (blocks.length <= AT_ONCE || (isPlain && !document.view.hidden.length)) paint(block);
    else coming.observe(block.element);
  }
  if (current) markCurrent(current, false);
}

/** Where a finding stands: of a column, in every cell. */
const placesOf = (finding) => [finding.extracted, ...(finding.others ?? [])].map(({ utf16: { start, end } }) => ({ finding, start, end }));

/** Gives every block the places that begin in it or reach into it. */
function share(places) {
  let at = 0;
  for (const place of places) {
    while (blocks[at + 1] && blocks[at].end <= place.start) at++;
    for (let own = at; blocks[own] && (own === at || blocks[own].start < place.end); own++) blocks[own].places.push(place);
  }
}

function paint(block) {
  if (block.painted) return;
  block.painted = true;
  coming.unobserve(block.element);
  const heading = block.section && el("h3", { className: "section" }, block.section);
  block.element.replaceChildren(...(heading ? [heading] : []));
  new Painter(shown.view, block.places).paint(block.element, block.start, block.end);
}

/** The block in which a place of the text is. */
function blockAt(place) {
  let [low, high] = [0, blocks.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (blocks[middle].start <= place) low = middle;
    else high = middle - 1;
  }
  return blocks[low];
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
  constructor(view, places) {
    this.view = view;
    this.places = places;
    this.next = 0;
    this.open = [];
    this.hidden = 0;
  }

  paint(block, start, end) {
    let at = start;
    while (at < end) {
      const place = this.placeAt(at);
      const hidden = this.hiddenAt(at);
      const stop = Math.min(end, place ? place.end : this.nextStart(), hidden.stop);
      block.append(this.stretch(at, Math.max(stop, at + 1), place?.finding, hidden));
      at = Math.max(stop, at + 1);
    }
  }

  /** The place that begins first among those that cover one. */
  placeAt(at) {
    while (this.next < this.places.length && this.places[this.next].start <= at) this.open.push(this.places[this.next++]);
    this.open = this.open.filter((place) => place.end > at);
    return this.open[0];
  }

  nextStart() {
    return this.next < this.places.length ? this.places[this.next].start : Infinity;
  }

  hiddenAt(at) {
    const list = this.view.hidden;
    if (!this.hidden) this.hidden = firstBehind(list, at);
    while (this.hidden < list.length && list[this.hidden][0].end <= at) this.hidden++;
    const entry = list[this.hidden];
    if (!entry) return { stop: Infinity };
    const [{ start, end }, why] = entry;
    return start <= at ? { why, begins: start === at, stop: end } : { stop: start };
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

/** The number of the first hidden stretch that ends behind a place. */
function firstBehind(list, at) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle][0].end <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The finding that a mark stands for. */
export function findingOf(mark) {
  return shown?.findings.find((finding) => String(finding.index) === mark.dataset.index);
}

/** Brings a finding's mark into view. */
export function markCurrent(finding, scroll = true) {
  for (const mark of $("text").querySelectorAll("mark.current")) mark.classList.remove("current");
  const block = blockAt(finding.extracted.utf16.start);
  if (block) paint(block);
  const own = marks.get(finding) ?? marks.get(covering(finding));
  own?.forEach((mark) => mark.classList.add("current"));
  const first = own?.find((mark) => block.element.contains(mark)) ?? own?.[0];
  if (scroll) first?.scrollIntoView({ block: "center" });
}

/** A finding inside another has no mark of its own. */
function covering(finding) {
  const { start } = finding.extracted.utf16;
  return [...marks.keys()].find(({ extracted: { utf16 } }) => utf16.start <= start && start < utf16.end);
}
