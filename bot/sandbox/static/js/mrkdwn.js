/** Slack's mrkdwn as DOM nodes. */

import { h } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { fillDatePattern } from "./time.js";

const FENCE = /```\n?([\s\S]*?)```/;
const QUOTE = /^(?:&gt;|>) ?/;
const BULLET = /^( *)([•◦▪]) +/;
const STYLES = { "*": "strong", _: "em", "~": "s" };
const URL_AT = /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)\]'"]/y;
const EMOJI_AT = /:([a-z0-9_+'-]+(?:::skin-tone-\d)?):/y;
const SAFE_LINK = /^(https?:|mailto:|tel:|slack:)/i;
const BROADCASTS = { here: "@here", channel: "@channel", everyone: "@everyone" };

/** The nodes of a mrkdwn text: paragraphs, quotes, bullets and code blocks. */
export function mrkdwn(text, directory) {
  const fence = FENCE.exec(text);
  if (!fence) return lines(text, directory);
  const before = text.slice(0, fence.index).replace(/\n$/, "");
  const after = text.slice(fence.index + fence[0].length).replace(/^\n/, "");
  const code = h("pre", { class: "code-block" }, unescape(fence[1].replace(/\n$/, "")));
  return [...(before ? lines(before, directory) : []), code, ...(after ? mrkdwn(after, directory) : [])];
}

/** The nodes of one run of mrkdwn without line structure. */
function inline(text, directory) {
  const run = { text, directory, nodes: [], plain: "" };
  let at = 0;
  while (at < text.length) at = step(run, at);
  flush(run);
  return run.nodes;
}

/** A message's text as its author would type it again. */
export function asTyped(text, directory) {
  const named = text
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id) => `@${directory.nameOf(id)}`)
    .replace(
      /<#([A-Z0-9]+)(?:\|([^>]*))?>/g,
      (_, id, name) => `#${name || directory.channel(id)?.name || id}`,
    )
    .replace(/<!(here|channel|everyone)(?:\|[^>]*)?>/g, "@$1")
    .replace(/<([^>|]+)(?:\|([^>]*))?>/g, (_, url, label) => label || url);
  return unescape(named);
}

/** A link, or only its text where the address is of a kind that a browser should not follow. */
export function link(href, label) {
  if (!SAFE_LINK.test(href)) return h("span", {}, label);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, label);
}

/** `@Ana`, marked as a mention. */
export function mention(id, directory) {
  return h("span", { class: "mention", dataset: { user: id } }, `@${directory.nameOf(id)}`);
}

/** `#backend`, marked as a mention that opens the channel. */
export function channelMention(id, label, directory) {
  const name = directory.channel(id)?.name || label || id;
  return h("a", { class: "mention", href: `?channel=${id}`, dataset: { channel: id } }, `#${name}`);
}

/** The emoji of that name, or the name between colons. */
export function emoji(name) {
  const character = emojiFor(name);
  return character
    ? h("span", { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " ") }, character)
    : `:${name}:`;
}

/** Slack escapes three characters; this gives them back. */
function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function lines(text, directory) {
  return groups(text.split("\n")).map(({ kind, rows }) => {
    if (kind === "quote")
      return h("blockquote", {}, lines(rows.map((row) => row.replace(QUOTE, "")).join("\n"), directory));
    if (kind === "bullet")
      return h(
        "ul",
        { class: "bullets" },
        rows.map((row) => bullet(row, directory)),
      );
    return h("p", {}, inline(rows.join("\n"), directory));
  });
}

function groups(rows) {
  const found = [];
  for (const row of rows) {
    const kind = QUOTE.test(row) ? "quote" : BULLET.test(row) ? "bullet" : "text";
    if (found.at(-1)?.kind === kind) found.at(-1).rows.push(row);
    else found.push({ kind, rows: [row] });
  }
  return found;
}

function bullet(row, directory) {
  const [lead, indent, mark] = BULLET.exec(row);
  const depth = indent.length >= 2 || mark !== "•" ? 1 : 0;
  return h("li", { class: depth ? "deeper" : null }, inline(row.slice(lead.length), directory));
}

function step(run, at) {
  const letter = run.text[at];
  const end = STYLES[letter] ? styled(run, at) : (SPECIAL[letter]?.(run, at) ?? null);
  if (end !== null) return end;
  run.plain += letter;
  return at + 1;
}

const SPECIAL = { "`": code, "<": reference, ":": emojiAt, h: bareLink };

function push(run, node) {
  flush(run);
  run.nodes.push(node);
}

function flush(run) {
  if (run.plain) run.nodes.push(unescape(run.plain));
  run.plain = "";
}

function code(run, at) {
  const end = run.text.indexOf("`", at + 1);
  if (end <= at + 1 || run.text.slice(at, end).includes("\n")) return null;
  push(run, h("code", {}, unescape(run.text.slice(at + 1, end))));
  return end + 1;
}

function reference(run, at) {
  const end = run.text.indexOf(">", at);
  if (end < 0) return null;
  push(run, referred(run.text.slice(at + 1, end), run.directory));
  return end + 1;
}

function referred(body, directory) {
  const bar = body.indexOf("|");
  const target = bar < 0 ? body : body.slice(0, bar);
  const label = bar < 0 ? null : body.slice(bar + 1);
  if (target.startsWith("@")) return mention(target.slice(1), directory);
  if (target.startsWith("#")) return channelMention(target.slice(1), label, directory);
  if (target.startsWith("!")) return special(target.slice(1), label);
  return link(unescape(target), label ? inline(label, directory) : unescape(target).replace(/^mailto:/, ""));
}

function special(target, label) {
  const [kind, seconds, pattern, href] = target.split("^");
  if (kind === "date") return dateReference(Number(seconds), pattern, href, label);
  return h("span", { class: "mention broadcast" }, BROADCASTS[kind] ?? unescape(label ?? kind));
}

function dateReference(seconds, pattern, href, fallback) {
  if (!Number.isFinite(seconds) || !pattern) return h("span", {}, unescape(fallback ?? ""));
  const stamp = new Date(seconds * 1000).toISOString();
  const time = h(
    "time",
    { datetime: stamp, title: unescape(fallback ?? "") },
    unescape(fillDatePattern(seconds, pattern)),
  );
  return href ? link(unescape(href), time) : time;
}

function emojiAt(run, at) {
  EMOJI_AT.lastIndex = at;
  const found = EMOJI_AT.exec(run.text);
  if (!found || !emojiFor(found[1])) return null;
  push(run, emoji(found[1]));
  return at + found[0].length;
}

function bareLink(run, at) {
  URL_AT.lastIndex = at;
  const found = /\w/.test(run.text[at - 1] ?? "") ? null : URL_AT.exec(run.text);
  if (!found) return null;
  push(run, link(unescape(found[0]), unescape(found[0])));
  return at + found[0].length;
}

function styled(run, at) {
  const end = closing(run.text, at);
  if (end === null) return null;
  push(run, h(STYLES[run.text[at]], {}, inline(run.text.slice(at + 1, end), run.directory)));
  return end + 1;
}

function closing(text, at) {
  const mark = text[at];
  if (/[\p{L}\p{N}]/u.test(text[at - 1] ?? "") || /\s/.test(text[at + 1] ?? " ") || text[at + 1] === mark)
    return null;
  for (let end = at + 1; end < text.length && text[end] !== "\n"; end += 1) {
    if (text[end] === "`" || text[end] === "<") end = skipAtom(text, end);
    else if (text[end] === mark && closesAt(text, end)) return end;
  }
  return null;
}

function skipAtom(text, at) {
  const end = text.indexOf(text[at] === "<" ? ">" : "`", at + 1);
  return end < 0 ? at : end;
}

function closesAt(text, end) {
  return !/\s/.test(text[end - 1]) && !/[\p{L}\p{N}]/u.test(text[end + 1] ?? "");
}
