// The only way out of the page: to the program that served it.

const KEY = "shenjiao-token";

// The token comes in the fragment, which browsers send to nobody, and leaves the address bar at once.
const fragment = location.hash.slice(1);
if (/^[0-9a-f]{32,}$/.test(fragment)) {
  sessionStorage.setItem(KEY, fragment);
  history.replaceState(null, "", location.pathname);
}
const token = sessionStorage.getItem(KEY);

/** True when the page was opened with the address that the program showed. */
export const hasToken = Boolean(token);

/** A refusal of the program, in words. */
export class Refusal extends Error {
  constructor(problem) {
    super(problem.detail ? `${problem.title}：${problem.detail}` : problem.title);
    this.left = problem.left ?? [];
  }
}

async function ask(path, body, lang) {
  const headers = { Authorization: `Bearer ${token}`, "Accept-Language": lang };
  if (typeof body === "string") headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(path, { method: body ? "POST" : "GET", headers, body, cache: "no-store" });
  } catch {
    throw new Refusal({ title: lang === "en" ? "The program is not running any more" : "程序已经退出，请重新打开" });
  }
  if (answer.ok) return answer;
  const isProblem = answer.headers.get("Content-Type")?.includes("json");
  throw new Refusal(isProblem ? await answer.json() : { title: `HTTP ${answer.status}` });
}

function form(inputs, options) {
  const form = new FormData();
  form.append("options", JSON.stringify(options));
  for (const input of inputs) form.append("file", input.blob, input.name);
  return form;
}

/** What the program is and where it keeps added words. */
export const about = async (lang) => (await ask("/ui/about", null, lang)).json();

/** The rules, for filters and explanations. */
export const rules = async (lang) => (await ask("/v1/rules", null, lang)).json();

/** Checks one input. */
export async function check(input, lang) {
  const options = { lang, show_cleared: true, include_text: true };
  return (await ask("/v1/check", form([input], options), lang)).json();
}

/** The input's bytes with the picked findings written over, or with everything private masked. */
export async function amend(input, path, only, lang) {
  const options = only ? { lang, only } : { lang };
  const answer = await ask(path, form([input], options), lang);
  return { blob: await answer.blob(), found: Number(answer.headers.get("Shenjiao-Found")) };
}

/** A report on all inputs. */
export async function report(inputs, options) {
  return (await ask("/ui/report", form(inputs, options), options.lang)).blob();
}

/** Adds a word to the site's own dictionary. */
export const addWord = async (word, lang) => (await ask("/ui/words", JSON.stringify(word), lang)).json();
