/** Slack's text objects as DOM nodes. */

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";

/** A plain text object as a string, its emoji names replaced unless it says not to. */
export function plainText(text) {
  if (!text) return "";
  return text.emoji === false ? text.text : withEmoji(text.text);
}

/** The nodes of a text object of either kind. */
export function textNodes(text, directory) {
  if (text?.type === "mrkdwn") return mrkdwn(text.text, directory);
  return [h("p", {}, plainText(text))];
}
