// Elements without markup: text can only ever become text.

/** The element with this identifier. */
export const $ = (id) => document.getElementById(id);

/** Makes an element. Properties named on… are listeners, those with a dash are attributes. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name.includes("-") || name === "role" || name === "for" || name === "lang") element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Replaces what an element holds. */
export const fill = (element, ...children) => element.replaceChildren(...children.filter(Boolean));

/** Lets the browser save bytes under a name. */
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Says something, to those who look at the page and to those who listen to it. */
export function announce(text) {
  $("said").textContent = "";
  requestAnimationFrame(() => {
    $("said").textContent = text;
    $("progress").textContent = text;
  });
}
