/** Where one types: Enter sends, Shift+Enter makes a line, and a list completes commands and names. */

import { commandBeingTyped, completionsFor } from "./completion.js";
import { h, icon, iconButton, uniqueId } from "./dom.js";
import { BOLT, MENTION, SEND } from "./icons.js";
import { menuButton } from "./popover.js";
import { visibleChannels } from "./state.js";

/**
 * Makes a composer; `onsend(text)` resolves to whether it was taken; `onedit` is called by the up arrow in
 * an empty box.
 */
export function createComposer({ session, onsend, onedit, id }) {
  const composer = {
    ...build(id),
    session,
    onsend,
    onedit,
    completion: null,
    active: 0,
    drafts: new Map(),
    place: null,
  };
  composer.area.addEventListener("input", () => changed(composer));
  composer.area.addEventListener("keydown", (event) => onKey(composer, event));
  composer.area.addEventListener("blur", () => close(composer));
  composer.send.addEventListener("click", () => send(composer));
  composer.tools.append(...toolsOf(composer), composer.hint, composer.send);
  changed(composer);
  return {
    node: composer.node,
    focus: () => composer.area.focus(),
    show: (place, label) => show(composer, place, label),
  };
}

function build(id) {
  const listId = uniqueId("completions");
  const area = h("textarea", {
    id,
    rows: 1,
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-controls": listId,
  });
  const list = h("ul", {
    id: listId,
    class: "completions",
    role: "listbox",
    "aria-label": "Completions",
    hidden: true,
  });
  const hint = h("p", { class: "usage", "aria-live": "polite" });
  const send = h(
    "button",
    { type: "button", class: "send", "aria-label": "Send", title: "Send" },
    icon(SEND),
  );
  const tools = h("div", { class: "composer-tools" });
  return { area, list, hint, send, tools, node: h("div", { class: "composer" }, list, area, tools) };
}

function toolsOf(composer) {
  const { workspace } = composer.session.store.get();
  const globals = workspace.shortcuts.filter((shortcut) => shortcut.type === "global");
  const items = globals.map(({ callback_id, name }) => ({
    label: name,
    hint: workspace.app.name,
    onselect: () => composer.session.act("shortcut", { callback_id }),
  }));
  const mention = iconButton(MENTION, "Mention somebody", () => insert(composer, "@"));
  return items.length ? [menuButton("Shortcuts", items, { path: BOLT }), mention] : [mention];
}

/** Shows the draft of this place, and keeps that of the one before. */
function show(composer, place, label) {
  const { area, drafts } = composer;
  area.setAttribute("aria-label", label);
  area.placeholder = label;
  if (composer.place === place) return;
  drafts.set(composer.place, area.value);
  composer.place = place;
  area.value = drafts.get(place) ?? "";
  changed(composer);
}

function changed(composer) {
  const { area, hint, send: button, session } = composer;
  const { workspace, me } = session.store.get();
  const command = commandBeingTyped(area.value, workspace);
  const usage = command ? `${command.command} ${command.usage_hint ?? ""}` : "";
  if (hint.textContent !== usage) hint.textContent = usage;
  button.disabled = !area.value.trim();
  grow(area);
  composer.completion = completionsFor(
    area.value.slice(0, area.selectionStart),
    workspace,
    visibleChannels(workspace, me),
  );
  composer.active = 0;
  draw(composer);
}

function grow(area) {
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight, 240)}px`;
}

function draw(composer) {
  const { list, area, completion } = composer;
  list.hidden = !completion;
  list.replaceChildren(...(completion?.entries ?? []).map((entry, at) => option(composer, entry, at)));
  const active = list.querySelector(".active");
  if (active) area.setAttribute("aria-activedescendant", active.id);
  else area.removeAttribute("aria-activedescendant");
}

function option(composer, entry, at) {
  const isActive = at === composer.active;
  const attributes = {
    id: uniqueId("completion"),
    role: "option",
    "aria-selected": String(isActive),
    class: isActive ? "active" : null,
    onpointerdown: (event) => event.preventDefault(),
    onclick: () => complete(composer, entry),
  };
  return h(
    "li",
    attributes,
    h("strong", {}, entry.label),
    entry.hint ? h("span", { class: "completion-hint" }, entry.hint) : null,
    entry.detail ? h("small", {}, entry.detail) : null,
  );
}

function onKey(composer, event) {
  if (event.isComposing) return;
  const act = (composer.completion && listKey(composer, event)) || boxKey(composer, event);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

function listKey(composer, event) {
  const { entries } = composer.completion;
  const move = (step) => () => {
    composer.active = (composer.active + step + entries.length) % entries.length;
    draw(composer);
  };
  const pick = () => complete(composer, entries[composer.active]);
  const isWhole = entries[composer.active].insert.trim() === composer.area.value;
  const enter = isWhole ? null : pick;
  return {
    ArrowDown: move(1),
    ArrowUp: move(-1),
    Tab: pick,
    Enter: event.shiftKey ? null : enter,
    Escape: () => close(composer),
  }[event.key];
}

function boxKey(composer, event) {
  if (event.key === "Enter" && !event.shiftKey) return () => send(composer);
  if (event.key === "ArrowUp" && !composer.area.value) return composer.onedit;
  return null;
}

function complete(composer, entry) {
  const { area, completion } = composer;
  area.setRangeText(entry.insert, completion.from, area.selectionStart, "end");
  changed(composer);
  area.focus();
}

function close(composer) {
  composer.completion = null;
  draw(composer);
}

function insert(composer, text) {
  const { area } = composer;
  const lead = area.selectionStart && !/\s$/.test(area.value.slice(0, area.selectionStart)) ? " " : "";
  area.focus();
  area.setRangeText(lead + text, area.selectionStart, area.selectionEnd, "end");
  changed(composer);
}

async function send(composer) {
  const { area, place } = composer;
  const text = area.value;
  if (!text.trim()) return;
  area.value = "";
  changed(composer);
  if (await composer.onsend(text)) return;
  if (composer.place === place && !area.value) {
    area.value = text;
    changed(composer);
  } else composer.drafts.set(place, text);
}
