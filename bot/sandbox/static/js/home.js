/** The app's Home tab. */

import { fetchHome } from "./api.js";
import { renderBlocks } from "./blocks.js";
import { h } from "./dom.js";
import { coalesced } from "./loading.js";
import { findAgain, pathOf } from "./reconcile.js";
import { createForm } from "./values.js";

/** Makes the tab; it shows the view in the store. */
export function createHome(session) {
  const node = h("div", { class: "home rich-surface", role: "tabpanel", "aria-label": "Home", hidden: true });
  const refresh = coalesced(async () => session.store.set({ home: await fetchHome(session.store.get().me) }));
  session.store.subscribe(["home"], ({ home }) => draw(node, session, home));
  return { node, refresh };
}

function draw(node, session, view) {
  const active = node.contains(document.activeElement) ? pathOf(document.activeElement) : null;
  node.replaceChildren(
    h(
      "div",
      { class: "home-page" },
      view ? renderBlocks(view.blocks, surface(session, view)) : empty(session),
    ),
  );
  findAgain(node, active)?.focus({ preventScroll: true });
}

function surface(session, view) {
  const { directory, me } = session.store.get();
  const form = createForm(view.state?.values);
  return {
    directory,
    me,
    form,
    errors: {},
    act: (fields) => session.act("home_click", { view_id: view.id, ...fields }),
  };
}

function empty(session) {
  return h(
    "p",
    { class: "empty" },
    `${session.store.get().directory.app.name} has not put anything on its Home yet.`,
  );
}
