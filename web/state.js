// What is being looked at, what was decided, and the way back. Nothing here outlives the page.

/** Inputs in the order in which they came: { id, name, blob, pasted, answer, failed }. */
export const inputs = [];

/** Decisions to let something stand: { scope, input, key, rule, text }. */
const decisions = [];

/** What can be undone, latest last: { decision } or { input, blob }. */
const past = [];

let numbers = 0;

/** Adds an input. */
export function addInput(name, blob, pasted) {
  const input = { id: ++numbers, name, blob, pasted, answer: null, failed: null };
  inputs.push(input);
  return input;
}

/** Forgets an input and what was decided about it. */
export function removeInput(input) {
  inputs.splice(inputs.indexOf(input), 1);
  for (const list of [decisions, past]) {
    for (let at = list.length - 1; at >= 0; at--) if (list[at].input === input) list.splice(at, 1);
  }
}

/** Takes the answer of a check: gives every finding its document and a name that outlives edits elsewhere. */
export function setAnswer(input, answer) {
  input.answer = answer;
  input.failed = null;
  answer.documents.forEach((document, number) => {
    document.owner = input;
    document.number = number;
    const seen = new Map();
    for (const finding of document.findings) {
      const nth = seen.get(finding.fingerprint) ?? 0;
      seen.set(finding.fingerprint, nth + 1);
      finding.document = document;
      finding.key = `${number}:${finding.fingerprint}:${nth}`;
      const { start, end } = finding.extracted.utf16;
      finding.own = document.view.text.slice(start, end);
    }
  });
}

/** Every document of every input. */
export const documents = () => inputs.flatMap((input) => input.answer?.documents ?? []);

/** Everything that could not be read, with its input. */
export function unread() {
  const failed = inputs.filter((input) => input.failed).map((input) => ({ path: input.name, title: input.failed, detail: "" }));
  return [...failed, ...inputs.flatMap((input) => input.answer?.skipped ?? [])];
}

const SCOPES = {
  once: (decision, finding) => decision.input === finding.document.owner && decision.key === finding.key,
  rule: (decision, finding) => decision.input === finding.document.owner && decision.rule === finding.rule,
  text: (decision, finding) => decision.rule === finding.rule && decision.text === finding.own,
};

/** What stands for a finding's state: report, ignored, cleared, not-run or accepted. */
export function stateOf(finding) {
  if (finding.verdict !== "report") return finding.verdict;
  return decisions.some((decision) => SCOPES[decision.scope](decision, finding)) ? "ignored" : "report";
}

/** Lets a finding stand, in the scope given. */
export function ignore(finding, scope) {
  const { owner } = finding.document;
  const decision = { scope, input: scope === "text" ? null : owner, key: finding.key, rule: finding.rule, text: finding.own };
  decisions.push(decision);
  past.push({ decision, input: decision.input });
}

/** Takes back every decision that lets this finding stand. */
export function restore(finding) {
  for (let at = decisions.length - 1; at >= 0; at--) {
    if (SCOPES[decisions[at].scope](decisions[at], finding)) decisions.splice(at, 1);
  }
}

/** Replaces an input's bytes, so that it can be undone. */
export function replace(input, blob) {
  past.push({ input, blob: input.blob });
  input.blob = blob;
}

/** True when there is a way back. */
export const canUndo = () => past.length > 0;

/** Goes one step back; gives the input that has to be checked again, if any. */
export function undo() {
  const step = past.pop();
  if (!step) return null;
  if (step.decision) {
    const at = decisions.indexOf(step.decision);
    if (at >= 0) decisions.splice(at, 1);
    return null;
  }
  step.input.blob = step.blob;
  return step.input;
}

/** Findings that somebody let stand, as the program takes them for reports. */
export function accepted(reasons) {
  return inputs.flatMap((input, number) =>
    (input.answer?.documents ?? []).flatMap((document) =>
      document.findings
        .filter((finding) => stateOf(finding) === "ignored")
        .map((finding) => ({ input: number, document: document.number, index: finding.index, reason: reasons })),
    ),
  );
}
