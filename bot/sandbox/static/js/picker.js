/** A select with a filter: a button that opens a list; one choice, or several. */

import { h, icon, uniqueId } from "./dom.js";
import { CHECK, CHEVRON } from "./icons.js";
import { attach } from "./popover.js";

/**
 * Makes a picker.
 *
 * `entries` are {key, label, description?, group?}; `chosen` and what `onchange` gets are lists of keys.
 */
export function picker({
  label,
  placeholder,
  entries,
  chosen,
  multiple = false,
  max = Infinity,
  onchange,
  attributes = {},
}) {
  const parts = build({ label, multiple, attributes });
  const pick = {
    ...parts,
    label,
    placeholder,
    entries,
    chosen,
    multiple,
    max,
    onchange,
    active: 0,
    shown: entries,
  };
  attach(pick.button, pick.list.parentElement, { onOpen: () => openList(pick) });
  pick.filter.addEventListener("input", () => showMatches(pick));
  pick.filter.addEventListener("keydown", (event) => onKey(pick, event));
  showChosen(pick);
  return { node: pick.root, button: pick.button, set: (keys) => setChosen(pick, keys) };
}

function build({ label, multiple, attributes }) {
  const listId = uniqueId("list");
  const text = h("span", { class: "picker-text" });
  const button = h(
    "button",
    { type: "button", class: "picker-button", "aria-haspopup": "listbox", ...attributes },
    text,
    icon(CHEVRON),
  );
  const list = h("ul", {
    id: listId,
    role: "listbox",
    "aria-label": label,
    "aria-multiselectable": multiple ? "true" : null,
  });
  const filter = h("input", {
    type: "text",
    role: "combobox",
    class: "picker-filter",
    placeholder: "Search",
    autocomplete: "off",
    "aria-label": `Search ${label}`,
    "aria-controls": listId,
    "aria-expanded": "true",
    "aria-autocomplete": "list",
  });
  const root = h(
    "div",
    { class: "picker" },
    button,
    h("div", { popover: "auto", class: "picker-list" }, filter, list),
  );
  return { root, button, text, filter, list };
}

function openList(pick) {
  pick.filter.value = "";
  showMatches(
    pick,
    pick.entries.findIndex((entry) => entry.key === pick.chosen[0]),
  );
  pick.filter.focus({ preventScroll: true });
}

function showMatches(pick, active = 0) {
  const wanted = pick.filter.value.trim().toLowerCase();
  pick.shown = pick.entries.filter((entry) =>
    `${entry.label} ${entry.description ?? ""}`.toLowerCase().includes(wanted),
  );
  pick.active = Math.max(active, 0);
  draw(pick);
}

function draw(pick) {
  const rows = pick.shown.flatMap((entry, at) => [groupTitle(pick, at), option(pick, entry, at)]);
  pick.list.replaceChildren(...rows.filter(Boolean));
  if (!pick.shown.length)
    pick.list.append(h("li", { class: "picker-none", role: "presentation" }, "Nothing found"));
  const current = pick.list.querySelector(".active");
  pick.filter.setAttribute("aria-activedescendant", current?.id ?? "");
  current?.scrollIntoView({ block: "nearest" });
}

function groupTitle(pick, at) {
  const { group } = pick.shown[at];
  const isNew = group && group !== pick.shown[at - 1]?.group;
  return isNew ? h("li", { class: "picker-group", role: "presentation" }, group) : null;
}

function option(pick, entry, at) {
  const isChosen = pick.chosen.includes(entry.key);
  const attributes = {
    id: uniqueId("option"),
    role: "option",
    "aria-selected": String(isChosen),
    class: at === pick.active ? "active" : null,
    onpointerdown: (event) => event.preventDefault(),
    onclick: () => choose(pick, entry),
  };
  const words = [h("span", {}, entry.label), entry.description ? h("small", {}, entry.description) : null];
  return h("li", attributes, h("span", { class: "picker-words" }, words), isChosen ? icon(CHECK) : null);
}

function onKey(pick, event) {
  const count = pick.shown.length;
  const moves = { ArrowDown: pick.active + 1, ArrowUp: pick.active - 1 + count };
  if (event.key in moves && count) {
    pick.active = moves[event.key] % count;
    draw(pick);
  } else if (event.key === "Enter") choose(pick, pick.shown[pick.active]);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function choose(pick, entry) {
  if (!entry) return;
  const next = pick.multiple ? toggled(pick, entry.key) : [entry.key];
  if (!pick.multiple) pick.list.parentElement.hidePopover();
  if (next.join() === pick.chosen.join()) return;
  setChosen(pick, next);
  if (pick.multiple) draw(pick);
  pick.onchange(next);
}

function toggled(pick, key) {
  if (pick.chosen.includes(key)) return pick.chosen.filter((other) => other !== key);
  return pick.chosen.length < pick.max ? [...pick.chosen, key] : pick.chosen;
}

function setChosen(pick, keys) {
  pick.chosen = keys;
  showChosen(pick);
}

function showChosen(pick) {
  const labels = pick.chosen.map((key) => pick.entries.find((entry) => entry.key === key)?.label ?? key);
  const shown = labels.length
    ? labels.map((label) => h("span", { class: pick.multiple ? "chip" : null }, label))
    : [pick.placeholder];
  pick.text.replaceChildren(...shown);
  pick.text.classList.toggle("empty", !labels.length);
  pick.button.setAttribute("aria-label", `${pick.label}: ${labels.join(", ") || pick.placeholder}`);
}
