/** What Slack itself tells one person, as a small message from Slackbot. */

import { avatar } from "./avatar.js";
import { h, icon } from "./dom.js";
import { EYE } from "./icons.js";
import { clockTime } from "./time.js";

/** The article of a note; `dismiss` takes it away. */
export function noteArticle(note, dismiss) {
  const body = h(
    "div",
    { class: "message-body" },
    h("p", { class: "only-you" }, icon(EYE, { size: 14 }), "Only visible to you"),
    h(
      "div",
      { class: "byline" },
      h("strong", { class: "author" }, "Slackbot"),
      h("span", { class: "time" }, clockTime(note.ts)),
    ),
    h("div", { class: "content rich" }, h("p", {}, note.text)),
    h("button", { type: "button", class: "link-button", onclick: dismiss }, "Dismiss"),
  );
  const face = h("div", { class: "gutter" }, avatar({ id: "USLACKBOT", name: "S" }));
  return h(
    "article",
    { class: "message ephemeral note", tabindex: "-1", "aria-label": "Slackbot" },
    face,
    body,
  );
}
