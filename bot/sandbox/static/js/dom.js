/**
 * Building DOM nodes. Text goes in as text nodes only, so nothing that people or apps send is read as
 * HTML.
 */

const PROPERTIES = new Set(["value", "checked", "disabled", "selected"]);
const SVG = "http://www.w3.org/2000/svg";

/** Makes an element; `on…` attributes are listeners, absent values are left out. */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
  node.append(...children.flat(Infinity).filter(isPresent));
  return node;
}

/**
 * An icon drawn from one path of a 20 by 20 grid; hidden from screen readers, which read the button's
 * label.
 */
export function icon(path, { size = 18 } = {}) {
  const svg = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  const drawing = { viewBox: "0 0 20 20", width: size, height: size, class: "icon", "aria-hidden": "true" };
  for (const [name, value] of Object.entries(drawing)) svg.setAttribute(name, value);
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** A button that shows only an icon; its label is its accessible name and its tooltip. */
export function iconButton(path, label, onclick, attributes = {}) {
  return h(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...attributes },
    icon(path),
  );
}

let counter = 0;

/** An id that no other element has. */
export function uniqueId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

function setAttribute(node, name, value) {
  if (!isPresent(value)) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "dataset") Object.assign(node.dataset, value);
  else if (PROPERTIES.has(name)) node[name] = value;
  else node.setAttribute(name, value === true ? "" : String(value));
}

function isPresent(value) {
  return value !== null && value !== undefined && value !== false;
}
