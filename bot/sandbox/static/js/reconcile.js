/**
 * Keeps the nodes of a list in step with its rows, touching only what changed, so that focus and open
 * menus survive.
 */

const CONTROL = "button, input, textarea";

/** Makes `container` show `rows` ({key, signature, build}), reusing nodes whose signature is the same. */
export function reconcile(container, rows, kept) {
  const focus = focusIn(container);
  const wanted = new Map(rows.map((row) => [row.key, row]));
  for (const [key, { signature, node }] of kept) {
    if (wanted.get(key)?.signature === signature) continue;
    node.remove();
    kept.delete(key);
  }
  place(container, rows, kept);
  restore(container, focus);
}

function place(container, rows, kept) {
  let next = container.firstChild;
  for (const row of rows) {
    const { node } = kept.get(row.key) ?? remember(kept, row);
    if (node === next) next = next.nextSibling;
    else container.insertBefore(node, next);
  }
}

function remember(kept, row) {
  const node = row.build();
  node.dataset.key = row.key;
  const entry = { signature: row.signature, node };
  kept.set(row.key, entry);
  return entry;
}

function focusIn(container) {
  const active = document.activeElement;
  if (!container.contains(active)) return null;
  return { active, key: active.closest("[data-key]")?.dataset.key, path: pathOf(active) };
}

/**
 * How to find a control again after what it stands in was drawn anew; null when it cannot be told from
 * others.
 */
export function pathOf(active) {
  const action = active.closest("[data-action]");
  if (action)
    return {
      selector: `[data-action="${CSS.escape(action.dataset.action)}"]`,
      at: controlsOf(action).indexOf(active),
    };
  const label = active.getAttribute("aria-label");
  return label ? { selector: `[aria-label="${CSS.escape(label)}"]`, at: 0 } : null;
}

/** The control at a path, or null. */
export function findAgain(root, path) {
  const found = path ? root?.querySelector(path.selector) : null;
  return found ? (controlsOf(found)[path.at] ?? controlsOf(found)[0] ?? null) : null;
}

function controlsOf(node) {
  return node.matches(CONTROL) ? [node] : [...node.querySelectorAll(CONTROL)];
}

function restore(container, focus) {
  if (!focus || focus.active.isConnected) return;
  const row = container.querySelector(`[data-key="${CSS.escape(focus.key ?? "")}"]`);
  (findAgain(row, focus.path) ?? row ?? container).focus({ preventScroll: true });
}
