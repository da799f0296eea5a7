"use strict";
const form = document.querySelector("form");
const items = [...document.querySelectorAll("li")];
function show() {
  const wanted = new FormData(form);
  const levels = wanted.getAll("level");
  const text = wanted.get("text").trim().toLowerCase();
  const is = (name, value) => !wanted.get(name) || wanted.get(name) === value;
  let shown = 0;
  for (const item of items) {
    const fits = levels.includes(item.dataset.level) && is("rule", item.dataset.rule) && is("department", item.dataset.department)
      && (!text || item.textContent.toLowerCase().includes(text));
    item.hidden = !fits;
    shown += fits;
  }
  document.querySelector("#shown").textContent = `${shown} / ${items.length}`;
}
if (form) {
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}
