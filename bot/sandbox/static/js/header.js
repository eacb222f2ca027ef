/** The head of the main pane: where one is, and the app's tabs. */

import { channelTitle } from "./directory.js";
import { h, icon, iconButton } from "./dom.js";
import { LOCK, MENU } from "./icons.js";
import { directMessage } from "./state.js";

/** Makes the head and keeps it in step with the store. */
export function createHeader(session) {
  const node = h("header", { class: "pane-head main-head" });
  const draw = () => node.replaceChildren(...parts(session));
  session.store.subscribe(["place", "workspace"], draw);
  draw();
  return { node };
}

function parts(session) {
  const { directory, place, workspace, me } = session.store.get();
  const channel = directory.channel(place);
  const isApp = !channel || channel.kind === "im";
  const title = channel ? channelTitle(channel, directory) : workspace.app.name;
  const menu = iconButton(MENU, "Show channels", () => session.store.set({ drawer: true }), {
    class: "icon-button menu-toggle",
    "aria-controls": "sidebar",
  });
  const lock = channel?.kind === "private" ? icon(LOCK, { size: 16 }) : null;
  return [
    menu,
    h("h2", {}, lock, title),
    isApp ? tabs(session, directMessage(workspace, me)) : members(channel, directory),
  ];
}

function members(channel, directory) {
  const count = channel.members.filter((id) => !directory.isApp(id)).length;
  const hasApp = channel.members.some((id) => directory.isApp(id));
  const words = `${count} ${count === 1 ? "person" : "people"}${hasApp ? ` and ${directory.app.name}` : ""}`;
  return h("p", { class: "members" }, words);
}

function tabs(session, direct) {
  const { place } = session.store.get();
  const tab = (label, target) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        "aria-selected": String(place === target),
        onclick: () => session.open(target),
      },
      label,
    );
  const list = h(
    "div",
    { class: "tabs", role: "tablist", "aria-label": "App" },
    tab("Home", "home"),
    direct ? tab("Messages", direct.id) : null,
  );
  list.addEventListener("keydown", (event) => moveTab(event, list));
  return list;
}

function moveTab(event, list) {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  const other = [...list.children].find((tab) => tab !== document.activeElement);
  other?.click();
  list.querySelector("[aria-selected=true]")?.focus();
}
