/** The `markdown` block: the part of Markdown that Slack renders, as DOM nodes. */

import { h } from "./dom.js";
import { emoji, link } from "./mrkdwn.js";
import { emojiFor } from "./emoji.js";

const INLINE = [
  [/`([^`\n]+)`/y, (found) => h("code", {}, found[1])],
  [/\*\*(?=\S)([^\n]*?\S)\*\*/y, (found) => h("strong", {}, markdownInline(found[1]))],
  [/__(?=\S)([^\n]*?\S)__/y, (found) => h("strong", {}, markdownInline(found[1]))],
  [/~~(?=\S)([^\n]*?\S)~~/y, (found) => h("s", {}, markdownInline(found[1]))],
  [/\*(?=\S)([^*\n]*?\S)\*/y, (found) => h("em", {}, markdownInline(found[1]))],
  [/\b_(?=\S)([^_\n]*?\S)_\b/y, (found) => h("em", {}, markdownInline(found[1]))],
  [/\[([^\]\n]+)\]\(([^\s)]+)\)/y, (found) => link(found[2], markdownInline(found[1]))],
  [/https?:\/\/[^\s<>)]*[^\s<>).,;:!?]/y, (found) => link(found[0], found[0])],
  [/:([a-z0-9_+-]+):/y, (found) => (emojiFor(found[1]) ? emoji(found[1]) : found[0])],
  [/\\([\\`*_{}[\]()#+\-.!~|>])/y, (found) => found[1]],
];

const BLOCKS = [
  { starts: /^```/, read: fence },
  { starts: /^#{1,6} /, read: heading },
  { starts: /^ {0,3}([-*_])( *\1){2,} *$/, read: rule },
  { starts: /^> ?/, read: quote },
  { starts: /^\s*([-*+]|\d+[.)]) /, read: list },
  { starts: /^\|.*\|\s*$/, read: table },
];

/** The nodes of a Markdown text. */
export function markdown(text) {
  const source = { rows: text.split("\n"), at: 0 };
  const nodes = [];
  while (source.at < source.rows.length) {
    const row = source.rows[source.at];
    if (row.trim()) nodes.push((kindOf(row)?.read ?? paragraph)(source));
    else source.at += 1;
  }
  return nodes;
}

/** The nodes of one run of Markdown without line structure. */
function markdownInline(text) {
  const nodes = [];
  let plain = "";
  for (let at = 0; at < text.length;) {
    const found = matchAt(text, at);
    if (found) {
      nodes.push(plain, found.node);
      plain = "";
    } else plain += text[at];
    at += found?.length ?? 1;
  }
  return [...nodes, plain].flat().filter((node) => node !== "");
}

function matchAt(text, at) {
  for (const [pattern, build] of INLINE) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) return { node: build(found), length: found[0].length };
  }
  return null;
}

function kindOf(row) {
  return BLOCKS.find((block) => block.starts.test(row));
}

function takeWhile(source, wanted) {
  const from = source.at;
  while (source.at < source.rows.length && wanted(source.rows[source.at])) source.at += 1;
  return source.rows.slice(from, source.at);
}

function fence(source) {
  source.at += 1;
  const rows = takeWhile(source, (row) => !row.startsWith("```"));
  source.at += 1;
  return h("pre", { class: "code-block" }, rows.join("\n"));
}

function heading(source) {
  const [, marks, title] = /^(#+) +(.*?)#*$/.exec(source.rows[source.at]);
  source.at += 1;
  return h(
    `h${Math.min(marks.length + 2, 6)}`,
    { class: `heading level-${marks.length}` },
    markdownInline(title.trim()),
  );
}

function rule(source) {
  source.at += 1;
  return h("hr");
}

function quote(source) {
  const rows = takeWhile(source, (row) => row.startsWith(">"));
  return h("blockquote", {}, markdown(rows.map((row) => row.replace(/^> ?/, "")).join("\n")));
}

function list(source) {
  const isItem = (row) => BLOCKS[4].starts.test(row);
  const rows = takeWhile(source, (row) => isItem(row) || /^\s+\S/.test(row));
  const tag = /^\s*\d/.test(rows[0]) ? "ol" : "ul";
  return h(
    tag,
    { class: "list" },
    rows.map((row) => item(row)),
  );
}

function item(row) {
  const depth = Math.min(Math.floor(/^\s*/.exec(row)[0].length / 2), 4);
  return h(
    "li",
    { class: depth ? `depth-${depth}` : null },
    markdownInline(row.replace(/^\s*([-*+]|\d+[.)]) /, "").trim()),
  );
}

function table(source) {
  const rows = takeWhile(source, (row) => row.trim().startsWith("|")).map(cells);
  const body = rows.slice(1).filter((row) => !row.every((cell) => /^:?-+:?$/.test(cell)));
  const line = (tag) => (row) =>
    h(
      "tr",
      {},
      row.map((cell) => h(tag, {}, markdownInline(cell))),
    );
  const grid = h(
    "table",
    { class: "grid" },
    h("thead", {}, line("th")(rows[0])),
    h("tbody", {}, body.map(line("td"))),
  );
  return h("div", { class: "table-wrap", tabindex: "0", role: "group", "aria-label": "Table" }, grid);
}

function cells(row) {
  return row
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => cell.trim());
}

function paragraph(source) {
  const rows = takeWhile(source, (row) => row.trim() && !kindOf(row));
  return h("p", {}, markdownInline(rows.join("\n")));
}
