/** Slack's `rich_text` block as DOM nodes. */

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { channelMention, emoji, link, mention } from "./mrkdwn.js";
import { fillDatePattern } from "./time.js";

const WRAPPERS = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

const CONTAINERS = {
  rich_text_section: (part, directory) => h("p", {}, runs(part.elements, directory)),
  rich_text_preformatted: (part, directory) =>
    h("pre", { class: "code-block" }, runs(part.elements, directory)),
  rich_text_quote: (part, directory) => h("blockquote", {}, runs(part.elements, directory)),
  rich_text_list: list,
};

const RUNS = {
  text: (run) => (run.style?.code ? run.text : withEmoji(run.text)),
  link: (run) => link(run.url, run.text || run.url),
  user: (run, directory) => mention(run.user_id, directory),
  channel: (run, directory) => channelMention(run.channel_id, null, directory),
  usergroup: (run) => h("span", { class: "mention" }, `@${run.usergroup_id}`),
  broadcast: (run) => h("span", { class: "mention broadcast" }, `@${run.range}`),
  emoji: (run) => emoji(run.name),
  date: (run) =>
    h(
      "time",
      { datetime: new Date(run.timestamp * 1000).toISOString() },
      fillDatePattern(run.timestamp, run.format),
    ),
  color: (run) => run.value,
};

/** The nodes of a list of rich text parts (`rich_text.elements`). */
export function richText(parts, directory) {
  return parts.map((part) => CONTAINERS[part.type]?.(part, directory) ?? unsupportedRun(part));
}

function list(part, directory) {
  const tag = part.style === "ordered" ? "ol" : "ul";
  const start = part.offset ? { start: part.offset + 1 } : {};
  const items = part.elements.map((item) => h("li", {}, runs(item.elements, directory)));
  return h(tag, { class: `list indent-${Math.min(part.indent ?? 0, 4)}`, ...start }, items);
}

function runs(elements, directory) {
  return elements.map((run) => styled(run, RUNS[run.type]?.(run, directory) ?? unsupportedRun(run)));
}

function styled(run, node) {
  const wanted = Object.keys(WRAPPERS).filter((style) => run.style?.[style]);
  return wanted.reduce((inner, style) => h(WRAPPERS[style], {}, inner), node);
}

function unsupportedRun(run) {
  return h("span", { class: "unsupported" }, `unsupported rich text: ${run.type}`);
}
