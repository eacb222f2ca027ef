/** Modals: the top one of the stack as a dialog, with what was typed kept while the app changes it. */

import { fetchModals } from "./api.js";
import { renderBlocks } from "./blocks.js";
import { avatar } from "./avatar.js";
import { makeDialog } from "./dialog.js";
import { h, iconButton, uniqueId } from "./dom.js";
import { CLOSE } from "./icons.js";
import { coalesced } from "./loading.js";
import { findAgain, pathOf } from "./reconcile.js";
import { plainText } from "./texts.js";
import { createForm, entryOf, holdsValue, startingValue } from "./values.js";

/** Keeps the dialog in step with the stack in the store. */
export function createModals(session) {
  const modals = { session, dialog: null, shown: null, forms: new Map() };
  modals.refresh = coalesced(async () =>
    session.store.set({ stack: await fetchModals(session.store.get().me) }),
  );
  session.store.subscribe(["stack"], ({ stack }) => follow(modals, stack));
  session.store.subscribe(["trouble"], ({ trouble }) => showTrouble(modals, trouble));
  return { refresh: modals.refresh };
}

function follow(modals, stack) {
  const view = stack.at(-1);
  const signature = view ? JSON.stringify([view.id, view.hash, view.errors, stack.length]) : null;
  if (signature === modals.shown) return;
  modals.shown = signature;
  forgetClosed(modals, stack);
  modals.session.store.set({ trouble: null });
  if (view) draw(modals, view, stack.length);
  else takeAway(modals);
}

function forgetClosed(modals, stack) {
  const open = new Set(stack.map((view) => view.id));
  for (const id of modals.forms.keys()) if (!open.has(id)) modals.forms.delete(id);
}

function takeAway(modals) {
  modals.dialog?.close();
  modals.dialog?.remove();
  modals.dialog = null;
}

function draw(modals, view, depth) {
  const isSame = modals.dialog?.dataset.view === view.id;
  const focus = isSame ? pathOf(document.activeElement) : null;
  const top = isSame ? modals.dialog.querySelector(".dialog-body").scrollTop : 0;
  if (!modals.dialog) open(modals);
  modals.dialog.dataset.view = view.id;
  modals.dialog.dataset.depth = depth;
  modals.dialog.replaceChildren(...contents(modals, view, formOf(modals, view)));
  modals.dialog.querySelector(".dialog-body").scrollTop = top;
  setFocus(modals.dialog, view, focus);
}

function open(modals) {
  modals.dialog = makeDialog({ class: "dialog modal" }, [], () => closeTop(modals));
  modals.dialog.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
      modals.dialog.querySelector(".submit")?.click();
  });
  document.body.append(modals.dialog);
  modals.dialog.showModal();
}

function contents(modals, view, form) {
  const titleId = uniqueId("title");
  const { directory, me } = modals.session.store.get();
  modals.dialog.setAttribute("aria-labelledby", titleId);
  const surface = {
    directory,
    me,
    form,
    errors: view.errors ?? {},
    act: (fields) => click(modals, view, form, fields),
  };
  const head = h(
    "div",
    { class: "dialog-head" },
    avatar({ id: directory.app.id, name: directory.app.name, isApp: true, small: true }),
    h("h2", { id: titleId }, plainText(view.title)),
    iconButton(CLOSE, "Close dialog", () => closeTop(modals)),
  );
  const body = h("div", { class: "dialog-body" }, renderBlocks(view.blocks, surface));
  return [head, body, h("p", { class: "trouble", role: "alert", hidden: true }), foot(modals, view, form)];
}

function foot(modals, view, form) {
  const cancel = h(
    "button",
    { type: "button", class: "button", onclick: () => closeTop(modals) },
    plainText(view.close) || "Cancel",
  );
  const submit = view.submit
    ? h(
        "button",
        {
          type: "button",
          class: "button primary submit",
          onclick: (event) => send(modals, view, form, event.currentTarget),
        },
        plainText(view.submit),
      )
    : null;
  return h("div", { class: "dialog-foot" }, cancel, submit);
}

function setFocus(dialog, view, focus) {
  const hasErrors = Object.keys(view.errors ?? {}).length > 0;
  const broken = hasErrors ? dialog.querySelector(".invalid :is(input, textarea, button)") : null;
  const first =
    dialog.querySelector(".field :is(input, textarea, button), .dialog-body button") ??
    dialog.querySelector(".dialog-foot button");
  (broken ?? findAgain(dialog, focus) ?? first).focus();
}

/** What was put in so far: the server's state, and over it what this window knows. */
function formOf(modals, view) {
  const local = modals.forms.get(view.id)?.all() ?? {};
  const form = createForm(view.state?.values ?? {});
  for (const [block, action] of fieldsOf(view)) {
    const entry = local[block.block_id]?.[action.action_id];
    if (entry?.type === action.type) form.set(block.block_id, action.action_id, entry);
  }
  modals.forms.set(view.id, form);
  return form;
}

function fieldsOf(view) {
  const all = view.blocks.flatMap((block) =>
    [block.element, block.accessory, ...(block.elements ?? [])]
      .filter(Boolean)
      .map((element) => [block, element]),
  );
  return all.filter(([, element]) => element.action_id && holdsValue(element));
}

function stateOf(view, form) {
  const state = {};
  for (const [block, element] of fieldsOf(view)) {
    const entry = form.get(block.block_id, element.action_id) ?? entryOf(element, startingValue(element));
    state[block.block_id] = { ...state[block.block_id], [element.action_id]: entry };
  }
  return state;
}

async function click(modals, view, form, fields) {
  modals.session.store.set({ trouble: null });
  await modals.session.act("modal_click", { view_id: view.id, state: stateOf(view, form), ...fields });
  await modals.refresh();
}

async function send(modals, view, form, button) {
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  button.toggleAttribute("data-busy", true);
  modals.session.store.set({ trouble: null });
  await modals.session.act("submit", { view_id: view.id, state: stateOf(view, form) });
  button.removeAttribute("aria-disabled");
  button.toggleAttribute("data-busy", false);
  await modals.refresh();
}

async function closeTop(modals) {
  const view = modals.session.store.get().stack.at(-1);
  if (!view) return;
  modals.session.store.set({ stack: modals.session.store.get().stack.slice(0, -1) });
  await modals.session.act("close", { view_id: view.id });
  await modals.refresh();
}

function showTrouble(modals, trouble) {
  const line = modals.dialog?.querySelector(".trouble");
  if (!line) return;
  line.hidden = !trouble;
  line.textContent = trouble ?? "";
}
