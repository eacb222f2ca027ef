/** Block Kit's blocks as DOM nodes. A surface is {directory, me, form, errors, act, kind}. */

import { h, uniqueId } from "./dom.js";
import { picture, renderElement, unsupported } from "./elements.js";
import { markdown } from "./markdown.js";
import { richText } from "./richtext.js";
import { plainText, textNodes } from "./texts.js";

const MAKERS = {
  section,
  header: (block) => h("h3", { class: "block header" }, plainText(block.text)),
  divider: () => h("hr", { class: "block" }),
  context,
  actions,
  input,
  image,
  table,
  rich_text: (block, surface) =>
    h("div", { class: "block rich" }, richText(block.elements, surface.directory)),
  markdown: (block) => h("div", { class: "block rich" }, markdown(block.text)),
};

/** The nodes of a list of blocks, in their order. */
export function renderBlocks(blocks, surface) {
  return (blocks ?? []).map((block) => renderBlock(block, surface));
}

/** The node of one block; a visible box where this page does not know it. */
function renderBlock(block, surface) {
  const node = MAKERS[block.type]?.(block, surface) ?? unsupported("block", block.type);
  if (block.block_id) node.dataset.block = block.block_id;
  return node;
}

function section(block, surface) {
  const text = block.text ? h("div", { class: "rich" }, textNodes(block.text, surface.directory)) : null;
  const fields = (block.fields ?? []).map((field) =>
    h("div", { class: "rich" }, textNodes(field, surface.directory)),
  );
  const words = h(
    "div",
    { class: "section-words" },
    text,
    fields.length ? h("div", { class: "fields" }, fields) : null,
  );
  const kind = block.accessory ? ` with-${block.accessory.type === "image" ? "image" : "control"}` : "";
  return h(
    "div",
    { class: `block section${kind}` },
    words,
    block.accessory ? accessory(block, surface) : null,
  );
}

function accessory(block, surface) {
  const label = (block.text?.text ?? "")
    .replace(/[*_~`]/g, "")
    .split("\n")[0]
    .slice(0, 80);
  const place = { surface, block, label, immediate: true };
  return h("div", { class: "accessory" }, renderElement(block.accessory, place));
}

function context(block, surface) {
  const parts = block.elements.map((part) =>
    part.type === "image" ? picture(part) : h("div", { class: "rich" }, textNodes(part, surface.directory)),
  );
  return h("div", { class: "block context" }, parts);
}

function actions(block, surface) {
  const place = { surface, block, label: "", immediate: true };
  return h(
    "div",
    { class: "block actions" },
    block.elements.map((element) => renderElement(element, place)),
  );
}

function input(block, surface) {
  const ids = {
    label: uniqueId("label"),
    input: uniqueId("input"),
    hint: uniqueId("hint"),
    error: uniqueId("error"),
  };
  const error = surface.errors?.[block.block_id];
  const hint = block.hint ? h("p", { class: "hint", id: ids.hint }, plainText(block.hint)) : null;
  const alert = error ? h("p", { class: "error", id: ids.error, role: "alert" }, error) : null;
  const described = [hint && ids.hint, alert && ids.error].filter(Boolean).join(" ") || null;
  const element = renderElement(block.element, {
    surface,
    block,
    label: plainText(block.label),
    labelId: ids.label,
    inputId: ids.input,
    describedBy: described,
    invalid: error ? "true" : null,
    required: !block.optional,
    immediate: Boolean(block.dispatch_action),
  });
  return h(
    "div",
    { class: error ? "block field invalid" : "block field" },
    fieldLabel(block, ids),
    element,
    alert,
    hint,
  );
}

function fieldLabel(block, ids) {
  const optional = block.optional ? h("span", { class: "optional" }, " (optional)") : null;
  return h(
    "label",
    { class: "field-label", id: ids.label, for: ids.input },
    plainText(block.label),
    optional,
  );
}

function image(block) {
  const title = block.title ? h("figcaption", {}, plainText(block.title)) : null;
  return h("figure", { class: "block image" }, title, picture(block));
}

function table(block, surface) {
  const [head, ...body] = block.rows;
  const line = (tag) => (row) =>
    h(
      "tr",
      {},
      row.map((cell, at) => tableCell(tag, cell, block.column_settings?.[at], surface)),
    );
  const grid = h(
    "table",
    { class: "grid" },
    h("thead", {}, line("th")(head ?? [])),
    h("tbody", {}, body.map(line("td"))),
  );
  return h("div", { class: "block table-wrap", tabindex: "0", role: "group", "aria-label": "Table" }, grid);
}

function tableCell(tag, cell, settings, surface) {
  const classes = [settings?.align ? `align-${settings.align}` : "", settings?.is_wrapped ? "wrapped" : ""]
    .join(" ")
    .trim();
  const words =
    cell.type === "rich_text"
      ? richText(cell.elements, surface.directory)
      : [String(cell.text ?? cell.value ?? "")];
  return h(
    tag,
    { class: classes || null, scope: tag === "th" ? "col" : null },
    h("div", { class: "rich" }, words),
  );
}
