/** One message as an article. */

import { avatar } from "./avatar.js";
import { renderBlocks } from "./blocks.js";
import { h, icon, iconButton } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { EYE, REPLY } from "./icons.js";
import { mrkdwn } from "./mrkdwn.js";
import { menuButton } from "./popover.js";
import { clockTime, dateOf, fullTime } from "./time.js";
import { editor } from "./editor.js";

/**
 * The article of a message; `look` is {compact, inThread, editing, found}, `deeds` what can be done with
 * it.
 */
export function messageArticle(message, surface, look, deeds) {
  const classes = [
    "message",
    look.compact ? "compact" : "",
    message.author.is_bot ? "app" : "",
    message.ephemeral ? "ephemeral" : "",
    look.found ? "found" : "",
  ];
  const attributes = {
    class: classes.filter(Boolean).join(" "),
    tabindex: "-1",
    "aria-label": `${message.author.name}, ${clockTime(message.ts)}`,
    dataset: { ts: message.ts, author: message.author.id },
  };
  const body = look.editing ? editor(message, surface.directory, deeds) : content(message, surface);
  const side = h("div", { class: "gutter" }, look.compact ? timeLink(message) : face(message));
  const words = h(
    "div",
    { class: "message-body" },
    privateMark(message),
    look.compact ? null : byline(message),
    body,
    reactions(message, surface.directory),
    look.inThread ? null : replySummary(message, surface.directory, deeds),
  );
  return h("article", attributes, side, words, look.editing ? null : toolbar(message, look, deeds));
}

function face({ author }) {
  return avatar({ id: author.id, name: author.name, isApp: author.is_bot });
}

function byline(message) {
  const badge = message.author.is_bot ? h("span", { class: "badge" }, "App") : null;
  return h(
    "div",
    { class: "byline" },
    h("strong", { class: "author" }, message.author.name),
    badge,
    timeLink(message),
  );
}

function timeLink(message) {
  const time = h("time", { datetime: dateOf(message.ts).toISOString() }, clockTime(message.ts));
  return h(
    "a",
    { class: "time", href: message.permalink, title: fullTime(message.ts), tabindex: "-1" },
    time,
  );
}

function privateMark(message) {
  return message.ephemeral
    ? h("p", { class: "only-you" }, icon(EYE, { size: 14 }), "Only visible to you")
    : null;
}

function content(message, surface) {
  const nodes = message.blocks?.length
    ? renderBlocks(message.blocks, surface)
    : h("div", { class: "rich block" }, mrkdwn(message.text ?? "", surface.directory));
  const edited =
    message.edited && !message.author.is_bot ? h("small", { class: "edited" }, "(edited)") : null;
  return h(
    "div",
    { class: "content" },
    nodes,
    (message.attachments ?? []).map((each) => attachment(each, surface)),
    files(message),
    edited,
  );
}

function attachment(each, surface) {
  const { directory } = surface;
  const words = each.text || (each.blocks ? "" : each.fallback);
  return h(
    "div",
    { class: "attachment" },
    each.pretext ? h("div", { class: "rich" }, mrkdwn(each.pretext, directory)) : null,
    each.title ? h("strong", {}, each.title) : null,
    words ? h("div", { class: "rich" }, mrkdwn(words, directory)) : null,
    renderBlocks(each.blocks, surface),
  );
}

function files(message) {
  if (!message.files?.length) return null;
  const links = message.files.map(({ id, name }) => h("a", { href: `/files/${id}`, download: name }, name));
  return h(
    "ul",
    { class: "files", "aria-label": "Files" },
    links.map((each) => h("li", {}, each)),
  );
}

function reactions(message, directory) {
  if (!message.reactions?.length) return null;
  return h(
    "ul",
    { class: "reactions", "aria-label": "Reactions" },
    message.reactions.map((each) => {
      const who = each.users.map((id) => directory.nameOf(id)).join(", ");
      const name = each.name.replaceAll("_", " ");
      const face_ = h(
        "span",
        { class: "emoji", role: "img", "aria-label": name },
        emojiFor(each.name) ?? `:${each.name}:`,
      );
      return h(
        "li",
        { class: "reaction", title: `${who}: ${name}`, dataset: { reaction: each.name } },
        face_,
        ` ${each.count}`,
      );
    }),
  );
}

function replySummary(message, directory, deeds) {
  if (!message.reply_count) return null;
  const faces = message.reply_users
    .slice(0, 4)
    .map((id) => avatar({ id, name: directory.nameOf(id), isApp: directory.isApp(id), small: true }));
  const count = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  const last = message.latest_reply
    ? h("span", { class: "last-reply", "aria-hidden": "true" }, `last at ${clockTime(message.latest_reply)}`)
    : null;
  return h(
    "button",
    { type: "button", class: "replies", onclick: () => deeds.reply(message) },
    h("span", { class: "faces" }, faces),
    h("span", { class: "count" }, count),
    last,
  );
}

function toolbar(message, look, deeds) {
  const items = deeds.menuFor(message);
  const canReply = !look.inThread && !message.ephemeral;
  const buttons = [
    canReply ? iconButton(REPLY, "Reply in thread", () => deeds.reply(message), { tabindex: "-1" }) : null,
    items.length
      ? menuButton("More actions", items, { attributes: { class: "icon-button", tabindex: "-1" } })
      : null,
  ].filter(Boolean);
  return buttons.length
    ? h("div", { class: "toolbar", role: "group", "aria-label": "Message actions" }, buttons)
    : null;
}
