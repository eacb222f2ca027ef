/** Changing one's own message in its place. */

import { h } from "./dom.js";
import { asTyped } from "./mrkdwn.js";

/** A text area with the message as typed; Enter saves, Esc leaves it as it was. */
export function editor(message, directory, deeds) {
  const area = h("textarea", {
    class: "text-input",
    rows: 3,
    "aria-label": "Edit message",
    value: asTyped(message.text, directory),
  });
  const save = () => area.value.trim() && deeds.saveEdit(message, area.value);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape") deeds.stopEdit();
    else if (event.key === "Enter" && !event.shiftKey) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  requestAnimationFrame(() => area.focus());
  return h(
    "div",
    { class: "editor" },
    area,
    h(
      "div",
      { class: "editor-foot" },
      h("button", { type: "button", class: "button", onclick: () => deeds.stopEdit() }, "Cancel"),
      h("button", { type: "button", class: "button primary", onclick: save }, "Save"),
    ),
  );
}
