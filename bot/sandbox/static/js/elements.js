/**
 * The interactive elements of Block Kit as DOM nodes.
 *
 * Every maker gets the element and its place: {surface, block, label, labelId, describedBy, invalid,
 * immediate}. The surface is
 * {directory, form, act}; `immediate` says that a change is told to the app at once.
 */

import { askToConfirm } from "./dialog.js";
import { h, uniqueId } from "./dom.js";
import { dateInput, numberInput, textInput } from "./inputs.js";
import { menuButton } from "./popover.js";
import { conversationSelect, optionSelect, userSelect } from "./selects.js";
import { plainText, textNodes } from "./texts.js";
import { entryOf, startingValue } from "./values.js";

const MAKERS = {
  button,
  overflow,
  checkboxes: choices("checkbox"),
  radio_buttons: choices("radio"),
  static_select: optionSelect({ multiple: false }),
  multi_static_select: optionSelect({ multiple: true }),
  users_select: userSelect({ multiple: false }),
  multi_users_select: userSelect({ multiple: true }),
  conversations_select: conversationSelect({ multiple: false }),
  multi_conversations_select: conversationSelect({ multiple: true }),
  channels_select: conversationSelect({ multiple: false }),
  multi_channels_select: conversationSelect({ multiple: true }),
  plain_text_input: textInput("text"),
  email_text_input: textInput("email"),
  url_text_input: textInput("url"),
  number_input: numberInput,
  datepicker: dateInput("date"),
  timepicker: dateInput("time"),
  datetimepicker: dateInput("datetime-local"),
  image: picture,
};

/** The node of an element, or a visible box where this page does not know the element. */
export function renderElement(element, place) {
  const make = MAKERS[element.type];
  if (!make) return unsupported("element", element.type);
  const node = make(element, { ...place, change: changer(element, place), start: starter(element, place) });
  if (element.action_id) node.dataset.action = element.action_id;
  return node;
}

/** The box that stands for something this page cannot show. */
export function unsupported(kind, type) {
  return h("div", { class: "unsupported", role: "note" }, `unsupported ${kind}: ${type}`);
}

/** The box of a picture; where it cannot be loaded, its alternative text stands there. */
export function picture(element) {
  const image = h("img", { src: element.image_url, alt: element.alt_text ?? "", loading: "lazy" });
  image.addEventListener("error", () =>
    image.replaceWith(h("span", { class: "no-image" }, element.alt_text || "Image")),
  );
  return h("span", { class: "picture" }, image);
}

function starter(element, { surface, block }) {
  return () => startingValue(element, surface.form.get(block.block_id, element.action_id));
}

/** What an element calls with its new value; resolves to false when the person declined to confirm it. */
function changer(element, place) {
  const { surface, block, immediate } = place;
  return async (node, value, { tell = true } = {}) => {
    const entry = entryOf(element, value);
    const before = surface.form.get(block.block_id, element.action_id);
    surface.form.set(block.block_id, element.action_id, entry);
    if (!immediate || !tell) return true;
    const { type, ...fields } = entry;
    if (await dispatch(node, element, place, fields)) return true;
    surface.form.set(block.block_id, element.action_id, before ?? entryOf(element, startingValue(element)));
    return false;
  };
}

/**
 * Tells the app, after asking where the element says so; the element rests until the answer. False when
 * declined.
 */
async function dispatch(node, element, { surface, block }, fields) {
  if (element.confirm && !(await askToConfirm(element.confirm, surface.directory))) return false;
  setBusy(node, true);
  await surface.act({ block_id: block.block_id, action_id: element.action_id, ...fields });
  setBusy(node, false);
  return true;
}

function setBusy(node, busy) {
  const controls = node.matches("button, input, textarea")
    ? [node]
    : node.querySelectorAll("button, input, textarea");
  for (const control of controls) control.toggleAttribute("data-busy", busy);
  for (const control of controls) control.setAttribute("aria-disabled", String(busy));
  node.setAttribute("aria-busy", String(busy));
}

function isBusy(node) {
  return node.getAttribute("aria-busy") === "true";
}

function button(element, place) {
  const classes = ["button", element.style ?? ""].join(" ").trim();
  const attributes = {
    type: "button",
    class: classes,
    "aria-label": element.accessibility_label,
    "data-value": element.value,
  };
  const node = h("button", attributes, plainText(element.text));
  node.addEventListener("click", () => {
    if (isBusy(node)) return;
    if (element.url) follow(element.url);
    void dispatch(node, element, place, element.value === undefined ? {} : { value: element.value });
  });
  return node;
}

function overflow(element, place) {
  const items = element.options.map((option) => ({
    label: plainText(option.text),
    hint: plainText(option.description),
    onselect: () => {
      if (option.url) follow(option.url);
      void dispatch(node, element, place, { selected_option: option });
    },
  }));
  const node = menuButton("More actions", items, { attributes: { class: "button overflow" } });
  return node;
}

function follow(url) {
  const anchor = h("a", { href: url, target: "_blank", rel: "noopener noreferrer", hidden: true });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
}

function choices(type) {
  return (element, place) => {
    const { surface, labelId } = place;
    const chosen = [place.start()].flat().filter(Boolean);
    const name = uniqueId("choice");
    const node = h("div", {
      class: "choices",
      role: type === "checkbox" ? "group" : "radiogroup",
      "aria-labelledby": labelId,
      "aria-label": labelId ? null : place.label,
      "aria-describedby": place.describedBy,
      "aria-invalid": place.invalid,
    });
    const rows = element.options.map((option) => choice(type, name, option, chosen, surface.directory));
    node.append(...rows);
    followChoice(node, element, place, chosen);
    return node;
  };
}

/** Tells each change of the boxes, and puts them back when the person declines to confirm it. */
function followChoice(node, element, place, chosen) {
  let last = chosen;
  const boxes = [...node.querySelectorAll("input")];
  const putBack = () => boxes.forEach((box) => (box.checked = last.some(({ value }) => value === box.value)));
  node.addEventListener("change", async () => {
    const now = element.options.filter((_, at) => boxes[at].checked);
    const value = element.type === "checkboxes" ? now : (now[0] ?? null);
    if (!isBusy(node) && (await place.change(node, value))) last = now;
    else putBack();
  });
}

function choice(type, name, option, chosen, directory) {
  const checked = chosen.some(({ value }) => value === option.value);
  const box = h("input", { type, name, value: option.value, checked });
  const hint = option.description
    ? h("div", { class: "hint" }, textNodes(option.description, directory))
    : null;
  const words = h("div", { class: "rich" }, textNodes(option.text, directory), hint);
  return h("label", { class: "choice" }, box, words);
}
