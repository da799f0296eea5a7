// The editors' page in headless Chromium: paste, drop, highlight, keyboard, mask, download and check
// the copy again, offline, English, narrow, dark, print; axe-core on every state. Numbers are synthetic.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

// WEB names a folder whose files replace those in the program, to try a change without building it.
const { SHENJIAO, FIXTURES, SHOTS, CHROMIUM, WEB } = process.env;
const axe = readFileSync(new URL("./node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const NUMBER = "46010619900101101X";
const NOTICE = `云岭县救助公示\n\n申请人林小满，身份证号：${NUMBER}，手机号：13900001234。\n各单位发现问题立既整改，按步就班地推进。\n`;

async function start() {
  const home = mkdtempSync(join(tmpdir(), "shenjiao-"));
  const server = spawn(SHENJIAO, ["ui", "--no-open", "--isolated"], { env: { ...process.env, XDG_CONFIG_HOME: home } });
  const address = await new Promise((done) => {
    let said = "";
    server.stderr.on("data", (data) => {
      said += data;
      const found = said.match(/http:\/\/\S+/);
      if (found) done(found[0]);
    });
  });
  return { server, address };
}

const { server, address } = await start();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1360, height: 850 }, permissions: ["clipboard-read", "clipboard-write"] });
const outside = [];

async function open(options = {}) {
  const own = Object.keys(options).length ? await browser.newContext({ locale: "zh-CN", ...options }) : context;
  const page = await own.newPage();
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(address).origin) && !request.url().startsWith("blob:")) outside.push(request.url());
  });
  page.on("pageerror", (error) => outside.push(`error: ${error.message}`));
  if (WEB) await page.route(/\/(ui\/[\w.]+\.(js|css|svg))?$/, (route) => route.fulfill({ path: join(WEB, new URL(route.request().url()).pathname.slice(4) || "index.html") }));
  await page.goto(address);
  await page.waitForSelector("#input:focus");
  return page;
}

async function clean(page, state) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map((one) => [one.id, one.nodes.slice(0, 3).map((node) => node.html)]), [], state);
}

const paste = (page, text) =>
  page.evaluate((text) => {
    const field = document.getElementById("input");
    field.focus();
    field.value = text;
    document.getElementById("check").click();
  }, text);

async function drop(page, names, folder = FIXTURES) {
  const files = names.map((name) => ({ name: name.split("/").pop(), data: readFileSync(join(folder, name)).toString("base64") }));
  await page.evaluate((files) => {
    const transfer = new DataTransfer();
    for (const { name, data } of files) transfer.items.add(new File([Uint8Array.from(atob(data), (char) => char.charCodeAt(0))], name));
    dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, files);
}

const shot = (page, name) => page.screenshot({ path: join(SHOTS, `${name}.png`) });
const count = () => page.locator("#list li").count();
const step = (name) => console.log(`ok ${name}`);
const settled = (page) => page.waitForFunction(() => /毫秒|ms/.test(document.getElementById("progress").textContent));

// A real paste through the clipboard.
let page = await open();
await clean(page, "start");
await page.evaluate((text) => navigator.clipboard.writeText(text), NOTICE);
await page.focus("#input");
await page.keyboard.press("Control+V");
await page.waitForSelector("#list li");
assert.equal(await page.locator("mark.serious").count() > 0, true);
assert.equal(new URL(page.url()).hash, "");
assert.equal(await page.evaluate(() => document.activeElement.className), "card-head", "the keyboard can begin");
assert.equal(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight), true, "the panes scroll, not the page");
await shot(page, "pasted");
step("paste");

// Marks and list lead to each other.
await page.locator("mark", { hasText: "立既" }).click();
await page.waitForSelector("#list li.current:has-text('立即')");
await page.locator("#list li").first().locator("button.card-head").click();
assert.equal(await page.locator("mark.current").count() > 0, true);
await clean(page, "open card");
await shot(page, "card");
step("both ways linked");

// The keyboard alone: next, accept, ignore, undo.
const before = await count();
await page.keyboard.press("ArrowDown");
await page.keyboard.press("ArrowUp");
await page.keyboard.press("i");
assert.equal(await count(), before - 1);
await page.keyboard.press("Control+z");
assert.equal(await count(), before);
const typo = page.locator("#list li", { hasText: "立即" }).locator("button.card-head");
await typo.focus();
await page.keyboard.press("Enter");
await page.keyboard.press("Enter");
await page.waitForFunction(() => document.getElementById("text").textContent.includes("立即整改"));
step("keyboard");

// Mask all, copy, undo.
await page.click("#mask-all");
await page.waitForFunction((number) => !document.getElementById("text").textContent.includes(number), NUMBER);
await page.click("#copy");
const copied = await page.evaluate(() => navigator.clipboard.readText());
await page.waitForFunction(() => document.getElementById("progress").textContent.includes("已复制"));
assert.match(copied, /460106\*{8}101X/);
assert.ok(!copied.includes("13900001234") && copied.includes("立即整改"));
await page.click("#undo");
await page.waitForFunction((number) => document.getElementById("text").textContent.includes(number), NUMBER);
step("mask, copy, undo");

// Scopes of ignoring.
await page.locator("#list li button.card-head").first().click();
await page.getByRole("button", { name: "忽略：所有文档里的这几个字" }).click();
await page.selectOption("#show", "ignored");
assert.equal(await count() > 0, true);
await page.selectOption("#show", "cleared");
await page.selectOption("#show", "");
step("ignore and filter");

// A word for the site's own dictionary.
await page.click("#add-word");
await clean(page, "dialog");
await page.fill("dialog [name=wrong]", "云岭县救助公示");
await page.fill("dialog [name=right]", "云岭县社会救助公示");
await page.fill("dialog [name=reason]", "局办公室规定");
await shot(page, "dialog");
await page.click("dialog button.main");
await page.waitForSelector("#list li:has-text('云岭县社会救助公示')");
step("dictionary");

// Exports.
for (const name of ["Excel 工作簿", "网页报告", "一页检查记录"]) {
  await page.click("#export");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  await download.saveAs(join(SHOTS, download.suggestedFilename()));
}
assert.ok(!readFileSync(join(SHOTS, "审校记录.html"), "utf8").includes("19900101"));
step("export");

// A column is one finding, and every cell of it is marked.
page = await open();
await paste(page, ["姓名\t身份证号", ...["林小满", "许长河", "郑春芽", "周远山"].map((name) => `${name}\t${NUMBER}`)].join("\n"));
await page.waitForSelector("#list li");
assert.deepEqual([await count(), await page.locator("mark.serious").count()], [1, 4]);
step("columns");

// Documents of many kinds; what cannot be read is seen.
page = await open();
await drop(page, ["documents/hidden.docx", "documents/sheet.xlsx", "documents/text.pdf", "documents/nested.zip", "documents/encrypted.zip", "documents/show.pptx"]);
await settled(page);
assert.equal(await page.locator("#documents option").count() >= 5, true);
assert.match(await page.locator("#unread").innerText(), /encrypted\.zip/);
await clean(page, "documents");
await shot(page, "documents");
step("drop");

// Masked copies of office documents, checked again by the page.
for (const [fixture, name] of [["documents/hidden.docx", "masked.docx"], ["documents/sheet.xlsx", "masked.xlsx"], ["documents/hidden.pptx", "masked.pptx"]]) {
  page = await open();
  await drop(page, [fixture]);
  await page.waitForSelector("#list li");
  await page.click("#mask-all");
  await page.waitForFunction(() => !document.querySelector("#list li .level.serious"), null, { timeout: 20000 }).catch(async () => assert.fail(`${fixture}: ${await page.locator("#notice").innerText()}`));
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#download")]);
  await download.saveAs(join(SHOTS, name));
}
await shot(page, "masked");
page = await open();
await drop(page, ["documents/text.pdf"]);
await page.waitForSelector("#list li");
await page.click("#mask-all");
await page.waitForSelector("#notice:not([hidden])");
assert.match(await page.locator("#notice").innerText(), /原文件/);
await shot(page, "refused");
step("office copies");

// The cable pulled: nothing but this machine is needed.
await page.context().setOffline(false);
page = await open();
await page.route("**/*", (route) => (route.request().url().startsWith(new URL(address).origin) ? route.continue() : route.abort()));
await paste(page, NOTICE);
await page.waitForSelector("#list li");
assert.deepEqual(outside, []);
step("no request to anywhere else");

// English, narrow, dark, zoomed, on paper.
await page.click("#lang");
await page.waitForSelector("#list li:has-text('serious')");
await clean(page, "english");
await shot(page, "english");
for (const [name, options] of [
  ["narrow", { viewport: { width: 360, height: 740 } }],
  ["dark", { colorScheme: "dark", viewport: { width: 1360, height: 850 } }],
  ["zoomed", { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
]) {
  const other = await open(options);
  await paste(other, NOTICE);
  await other.waitForSelector("#list li");
  await other.locator("#list li button.card-head").first().click();
  await clean(other, name);
  const wide = await other.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
  assert.equal(wide, false, `${name} scrolls sideways`);
  await shot(other, name);
}
await page.emulateMedia({ media: "print" });
await page.pdf({ path: join(SHOTS, "print.pdf") }).catch(() => {});
step("english, narrow, dark, zoomed, print");

// From paste to marks.
for (const size of [1_000, 100_000, 1_000_000]) {
  const other = await open();
  const text = NOTICE.repeat(Math.ceil(size / NOTICE.length)).slice(0, size);
  await paste(other, text);
  await settled(other);
  const took = await other.evaluate(() => performance.getEntriesByName("shenjiao-marks").pop().duration);
  const frame = await other.evaluate(async () => {
    const box = document.getElementById("text");
    let worst = 0;
    for (let step = 0; step < 40; step++) {
      const from = performance.now();
      box.scrollTop += box.scrollHeight / 40;
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      worst = Math.max(worst, performance.now() - from);
    }
    return worst;
  });
  console.log(`paste to marks: ${size} characters, ${Math.round(took)} ms, ${await other.locator("mark").count()} marks, slowest frame while scrolling ${Math.round(frame)} ms`);
  await other.close();
}
await browser.close();
server.kill();
