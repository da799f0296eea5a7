// What the page says, in both languages. What the program says comes in the language asked for.

const WORDS = {
  title: ["审校", "Shenjiao"],
  local: ["全部在本机处理，断网可用，不上传", "Everything stays on this machine; works offline"],
  tools: ["工具", "tools"],
  newText: ["粘贴文字", "Paste text"],
  openFiles: ["打开文件", "Open files"],
  openFolder: ["打开文件夹", "Open folder"],
  undo: ["撤销", "Undo"],
  export: ["导出", "Export"],
  help: ["快捷键", "Keys"],
  startTitle: ["检查要发布的文字", "Check a text before it is published"],
  startHint: ["把文字粘贴到这里，或把文件、文件夹拖进这个页面", "Paste text here, or drop files and folders on this page"],
  check: ["检查", "Check"],
  formats: ["可读 Word、Excel、PPT、WPS、PDF、OFD、网页、压缩包、邮件等格式", "Reads Word, Excel, PowerPoint, WPS, PDF, OFD, web pages, archives, mail and more"],
  results: ["检查结果", "results"],
  document: ["文档", "Document"],
  unread: ["未能检查", "not checked"],
  unreadHint: ["未能检查的内容不代表没有问题", "what was not checked is not clean"],
  text: ["正文", "Text"],
  documentText: ["文档的文字", "text of the document"],
  findings: ["问题", "Findings"],
  edit: ["修改文字", "Edit text"],
  copy: ["复制文字", "Copy text"],
  copied: ["已复制", "Copied"],
  copiedLeft: ["已复制。注意：里面还有 {0} 处个人信息没有遮盖", "Copied. Note: {0} pieces of personal information in it are not masked"],
  maskAll: ["遮盖全部个人信息", "Mask all private data"],
  masked: ["已遮盖 {0} 处，请核对后下载或复制", "{0} places masked; look at them, then download or copy"],
  download: ["下载副本", "Download copy"],
  addWord: ["加入词典…", "Add to dictionary…"],
  close: ["关闭文档", "Close document"],
  levels: ["级别", "Level"],
  kind: ["类别", "Kind"],
  rule: ["规则", "Rule"],
  show: ["显示", "Show"],
  all: ["全部", "all"],
  openOnes: ["待处理", "open"],
  ignoredOnes: ["已忽略", "ignored"],
  clearedOnes: ["核对后无误", "looked at and innocent"],
  serious: ["严重", "serious"],
  error: ["一般", "error"],
  advice: ["建议", "advice"],
  cleared: ["无误", "cleared"],
  "not-run": ["未判断", "not run"],
  accepted: ["已确认", "accepted"],
  ignored: ["已忽略", "ignored"],
  privacy: ["个人信息", "privacy"],
  wording: ["用语", "wording"],
  structure: ["结构", "structure"],
  site: ["网站", "site"],
  high: ["高", "high"],
  medium: ["中", "medium"],
  low: ["低", "low"],
  sure: ["把握", "sure"],
  basis: ["依据", "basis"],
  instead: ["建议", "instead"],
  reason: ["理由", "reason"],
  place: ["位置", "place"],
  hiddenIn: ["藏在", "hidden in"],
  times: ["{0} 处", "{0} places"],
  accept: ["改为“{0}”", "Write “{0}”"],
  remove: ["删去", "Delete it"],
  mask: ["遮盖此处", "Mask this"],
  maskColumn: ["遮盖全部（整列 {0} 处）", "Mask all (column of {0})"],
  own: ["另行改写…", "Write something else…"],
  ignoreOnce: ["忽略：仅此一处", "Ignore: this place only"],
  ignoreRule: ["忽略：本文档内的这条规则", "Ignore: this rule in this document"],
  ignoreText: ["忽略：所有文档里的这几个字", "Ignore: this text in all documents"],
  scope: ["忽略只在这个页面打开期间有效，可以撤销；导出时记为“已确认”", "Ignoring lasts while this page is open, can be undone, and is exported as accepted"],
  restore: ["恢复", "Restore"],
  cannotEdit: ["此格式不能在这里改写，请在原文件里修改", "This format cannot be edited here; change the original"],
  inside: ["在压缩包或附件里，请取出后处理", "Inside an archive or attachment; take it out first"],
  left: ["还有 {0} 处待处理", "{0} left"],
  nothing: ["没有发现问题。", "Nothing found."],
  nothingUnread: ["没有发现问题，但有内容未能检查，见上。", "Nothing found, but something could not be checked; see above."],
  nothingHere: ["按现在的筛选没有可显示的条目。", "Nothing fits the filters."],
  noDocument: ["没有能读的文字。", "No text could be read."],
  more: ["再显示 {0} 条", "Show {0} more"],
  checking: ["正在检查 {0}…", "Checking {0}…"],
  took: ["{0} 字，{1} 毫秒", "{0} characters, {1} ms"],
  undone: ["已撤销", "Undone"],
  applied: ["已改", "Changed"],
  drop: ["松开鼠标即可检查", "Drop to check"],
  pasted: ["粘贴的文字", "pasted text"],
  noToken: ["请用 shenjiao ui 显示的完整地址打开本页", "Open this page with the full address that shenjiao ui shows"],
  ok: ["确定", "OK"],
  cancel: ["取消", "Cancel"],
  wrong: ["不要写", "Do not write"],
  right: ["应当写（可空）", "Write instead (may be empty)"],
  why: ["理由（必填）", "Reason (required)"],
  who: ["姓名", "Your name"],
  keptIn: ["写进 {0}，注明日期", "Kept in {0} with today's date"],
  wordAdded: ["已写进词典，并重新检查", "Added; checked again"],
  exportTitle: ["导出", "Export"],
  exportXlsx: ["Excel 工作簿", "Excel workbook"],
  exportHtml: ["网页报告", "Web page"],
  exportRecord: ["一页检查记录", "One-page record"],
  exportHint: ["导出的内容里号码都已遮蔽；检查记录只有数目，没有原文", "Numbers are masked in every export; the record holds counts only"],
  replaceWith: ["把“{0}”改为", "Replace “{0}” with"],
  helpTitle: ["快捷键", "Keys"],
  helpHint: ["焦点在问题列表或正文里时有效", "While the list of findings or the text has the focus"],
  refused: ["不能完成", "Not done"],
  removeThese: ["需要手工处理的位置：", "Places to take care of by hand:"],
  keys: [
    [["↓ 或 J", "下一条"], ["↑ 或 K", "上一条"], ["Enter 或 A", "采纳建议，或遮盖此处"], ["I", "忽略此处"], ["M", "遮盖全部个人信息"], ["Ctrl+Z", "撤销"], ["T", "在正文和列表之间切换"]],
    [["↓ or J", "next"], ["↑ or K", "previous"], ["Enter or A", "accept the suggestion, or mask"], ["I", "ignore this place"], ["M", "mask all private data"], ["Ctrl+Z", "undo"], ["T", "switch between text and list"]],
  ],
};

let language = navigator.language?.toLowerCase().startsWith("en") ? "en" : "zh";

/** The language in use: zh or en. */
export const lang = () => language;

/** Takes the other language, everywhere on the page. */
export function setLang(next) {
  language = next;
  translate();
}

/** What the page says under a key, with numbers or names put in. */
export function t(key, ...values) {
  const entry = WORDS[key];
  if (!entry) return key;
  const text = entry[language === "en" ? 1 : 0];
  // A list of rows is given as it is.
  return typeof text === "string" ? text.replace(/\{(\d)\}/g, (_, n) => String(values[n])) : text;
}

/** Puts the words of the language where the page has marked a place for them. */
export function translate() {
  document.documentElement.lang = language === "en" ? "en" : "zh-CN";
  document.title = t("title");
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll("[data-t-label]")) element.setAttribute("aria-label", t(element.dataset.tLabel));
  const other = document.getElementById("lang");
  other.textContent = language === "en" ? "中文" : "English";
  other.lang = language === "en" ? "zh-CN" : "en";
}
