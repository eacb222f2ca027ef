/** Dialogs: the browser keeps what lies behind them out of reach; the focus goes round inside. */

import { h, uniqueId } from "./dom.js";
import { textNodes, plainText } from "./texts.js";

const FOCUSABLE = "a[href], button, input, select, textarea, [tabindex='0']";

/** Makes a dialog and keeps Tab inside it; Esc calls `onescape`. */
export function makeDialog(attributes, children, onescape) {
  const dialog = h("dialog", attributes, children);
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Tab") keepInside(event, dialog);
    if (event.key === "Escape" && !dialog.querySelector(":popover-open")) {
      event.preventDefault();
      onescape();
    }
  });
  dialog.addEventListener("cancel", (event) => event.target === dialog && event.preventDefault());
  return dialog;
}

/** Asks before something is done, with the words of a Slack `confirm` object; true when the person agreed. */
export function askToConfirm(confirm, directory) {
  const { promise, resolve } = Promise.withResolvers();
  const dialog = confirmDialog(confirm, directory, (agreed) => {
    dialog.close();
    dialog.remove();
    resolve(agreed);
  });
  document.body.append(dialog);
  dialog.showModal();
  return promise;
}

function confirmDialog(confirm, directory, answer) {
  const titleId = uniqueId("title");
  const style = confirm.style === "danger" ? "danger" : "primary";
  const children = [
    h("div", { class: "dialog-head" }, h("h2", { id: titleId }, plainText(confirm.title))),
    h("div", { class: "dialog-body rich" }, textNodes(confirm.text, directory)),
    h(
      "div",
      { class: "dialog-foot" },
      h("button", { type: "button", class: "button", onclick: () => answer(false) }, plainText(confirm.deny)),
      h(
        "button",
        { type: "button", class: `button ${style}`, autofocus: true, onclick: () => answer(true) },
        plainText(confirm.confirm),
      ),
    ),
  ];
  return makeDialog({ class: "dialog confirm", "aria-labelledby": titleId }, children, () => answer(false));
}

function keepInside(event, dialog) {
  const stops = [...dialog.querySelectorAll(FOCUSABLE)].filter(isReachable);
  const [first, last] = event.shiftKey ? [stops.at(-1), stops[0]] : [stops[0], stops.at(-1)];
  if (document.activeElement !== last) return;
  event.preventDefault();
  first.focus();
}

function isReachable(node) {
  return !node.disabled && node.tabIndex >= 0 && node.checkVisibility();
}
