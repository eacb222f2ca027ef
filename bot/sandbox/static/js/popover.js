/**
 * Small surfaces above the page: menus and lists that belong to a button. The browser closes them on Esc
 * and outside clicks.
 */

import { h, icon, uniqueId } from "./dom.js";
import { MORE } from "./icons.js";

const GAP = 4;
const EDGE = 8;

/** Ties a popover to its button: the button opens and closes it, and it stands beside the button. */
export function attach(button, popover, { onOpen } = {}) {
  let wasOpen = false;
  button.setAttribute("aria-expanded", "false");
  // The browser closes the popover on the press already; the click that follows must not open it again.
  button.addEventListener("pointerdown", () => {
    wasOpen = popover.matches(":popover-open");
  });
  button.addEventListener("click", () => {
    if (!wasOpen) open(button, popover, onOpen);
    wasOpen = false;
  });
  popover.addEventListener("toggle", (event) =>
    button.setAttribute("aria-expanded", String(event.newState === "open")),
  );
}

/** A button that opens a menu; each item is {label, onselect, danger?}. */
export function menuButton(label, items, { path = MORE, attributes = {} } = {}) {
  const menu = h("div", {
    popover: "auto",
    class: "menu",
    role: "menu",
    "aria-label": label,
    id: uniqueId("menu"),
  });
  menu.append(...items.map((item) => menuItem(item, menu)));
  menu.addEventListener("keydown", (event) => moveInMenu(event, menu));
  const button = h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": label,
      title: label,
      "aria-haspopup": "menu",
      ...attributes,
    },
    icon(path),
  );
  attach(button, menu, {
    onOpen: () => menu.querySelector("[role=menuitem]")?.focus({ preventScroll: true }),
  });
  return h("span", { class: "menu-anchor" }, button, menu);
}

function menuItem({ label, hint, onselect, danger = false }, menu) {
  const choose = () => {
    menu.hidePopover();
    onselect();
  };
  const classes = danger ? "menu-item danger" : "menu-item";
  const lines = [h("span", {}, label), hint ? h("small", {}, hint) : null];
  return h(
    "button",
    { type: "button", role: "menuitem", tabindex: "-1", class: classes, onclick: choose },
    lines,
  );
}

function moveInMenu(event, menu) {
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (next !== undefined) items.at(next % items.length)?.focus();
  if (event.key === "Tab") menu.hidePopover();
  if (next !== undefined || event.key === "Tab") event.preventDefault();
}

function open(button, popover, onOpen) {
  button.focus({ preventScroll: true });
  popover.showPopover();
  position(button, popover);
  const close = (event) => popover.contains(event.target) || popover.hidePopover();
  document.addEventListener("scroll", close, { capture: true });
  const forget = (event) =>
    event.newState === "closed" && document.removeEventListener("scroll", close, { capture: true });
  popover.addEventListener("toggle", forget);
  onOpen?.();
}

function position(button, popover) {
  const anchor = button.getBoundingClientRect();
  popover.style.minWidth = `${anchor.width}px`;
  const box = popover.getBoundingClientRect();
  const below = anchor.bottom + GAP + box.height <= innerHeight - EDGE;
  const top = below ? anchor.bottom + GAP : Math.max(EDGE, anchor.top - GAP - box.height);
  const left = Math.max(EDGE, Math.min(anchor.left, innerWidth - box.width - EDGE));
  popover.style.top = `${top}px`;
  popover.style.left = `${left}px`;
}
