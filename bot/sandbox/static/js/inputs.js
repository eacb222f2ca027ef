/** The inputs of Block Kit in which something is typed. */

import { h } from "./dom.js";
import { plainText } from "./texts.js";

/** A one-line or multi-line text input. */
export function textInput(type) {
  return (element, place) => {
    const tag = element.multiline ? "textarea" : "input";
    const kind = tag === "input" ? { type } : { rows: 4 };
    const node = h(tag, {
      ...kind,
      ...common(element, place),
      maxlength: element.max_length,
      value: place.start() ?? "",
    });
    return watched(node, element, place, () => node.value || null);
  };
}

/** A number input; Slack keeps the number as text. */
export function numberInput(element, place) {
  const step = element.is_decimal_allowed ? "any" : "1";
  const bounds = { min: element.min_value, max: element.max_value, step };
  const node = h("input", {
    type: "number",
    ...bounds,
    ...common(element, place),
    value: place.start() ?? "",
  });
  return watched(node, element, place, () => node.value || null);
}

/** A date, a time, or both. */
export function dateInput(type) {
  const [show, read] =
    type === "datetime-local" ? [toLocal, fromLocal] : [(value) => value ?? "", (text) => text || null];
  return (element, place) => {
    const node = h("input", { type, ...common(element, place), value: show(place.start()) });
    let told = node.value;
    let typing = false;
    const tell = async () => {
      if (node.value === told) return;
      const before = told;
      told = node.value;
      if (await place.change(node, read(node.value))) return;
      told = before;
      node.value = before;
    };
    node.addEventListener("keydown", (event) => {
      typing = event.key !== "Enter";
      if (!typing) tell();
    });
    node.addEventListener("pointerdown", () => {
      typing = false;
    });
    node.addEventListener("input", () => place.change(node, read(node.value), { tell: false }));
    node.addEventListener("change", () => typing || tell());
    node.addEventListener("blur", tell);
    return node;
  };
}

function common(element, place) {
  return {
    class: "text-input",
    id: place.inputId,
    placeholder: plainText(element.placeholder) || null,
    "aria-label": place.inputId ? null : place.label || plainText(element.placeholder) || "Input",
    "aria-describedby": place.describedBy,
    "aria-invalid": place.invalid,
    "aria-required": place.required ? "true" : null,
  };
}

function watched(node, element, place, read) {
  const tells = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const onCharacter = tells.includes("on_character_entered");
  node.addEventListener("input", () => place.change(node, read(), { tell: onCharacter }));
  node.addEventListener("keydown", (event) => {
    const entered =
      event.key === "Enter" && !event.shiftKey && place.immediate && tells.includes("on_enter_pressed");
    if (!entered) return;
    event.preventDefault();
    void place.change(node, read());
  });
  return node;
}

function toLocal(seconds) {
  if (!seconds) return "";
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

function fromLocal(text) {
  return text ? Math.floor(new Date(text).getTime() / 1000) : null;
}
