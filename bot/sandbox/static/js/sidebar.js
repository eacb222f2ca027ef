/** The sidebar: channels, the app, and who one is. */

import { addressOf } from "./session.js";
import { avatar } from "./avatar.js";
import { nameOf } from "./directory.js";
import { h, icon } from "./dom.js";
import { CHAT, HASH, HOME, LOCK } from "./icons.js";
import { directMessage, visibleChannels } from "./state.js";

/** Makes the sidebar and keeps it in step with the store. */
export function createSidebar(session) {
  const node = h("nav", { class: "sidebar", id: "sidebar", "aria-label": "Workspace" });
  const draw = () => redraw(node, session);
  session.store.subscribe(["workspace", "place", "thread", "unread", "appConnected"], draw);
  draw();
  return { node };
}

function redraw(node, session) {
  const focused = node.contains(document.activeElement) ? document.activeElement.dataset.place : null;
  const state = session.store.get();
  node.replaceChildren(...parts(session, state));
  if (focused) node.querySelector(`[data-place="${CSS.escape(focused)}"]`)?.focus();
}

function parts(session, state) {
  const { workspace, me } = state;
  const channels = visibleChannels(workspace, me).filter((channel) => channel.kind !== "im");
  const direct = directMessage(workspace, me);
  return [
    h("div", { class: "workspace" }, h("h1", {}, workspace.team.name), appStatus(state)),
    group(
      "Channels",
      channels.map((channel) =>
        placeButton(session, state, {
          place: channel.id,
          label: channel.name,
          path: channel.kind === "private" ? LOCK : HASH,
          spoken: spokenName(channel),
        }),
      ),
    ),
    direct
      ? group("Direct messages", [
          placeButton(session, state, { place: direct.id, label: workspace.app.name, path: CHAT }),
        ])
      : null,
    group("Apps", [
      placeButton(session, state, {
        place: "home",
        label: "Home",
        spoken: `${workspace.app.name} Home`,
        path: HOME,
      }),
    ]),
    people(state),
  ].filter(Boolean);
}

function appStatus({ workspace, appConnected }) {
  const words = appConnected
    ? `${workspace.app.name} is connected`
    : `${workspace.app.name} is not connected`;
  return h("p", { class: appConnected ? "app-status on" : "app-status" }, words);
}

function spokenName(channel) {
  return channel.kind === "private" ? `${channel.name}, private channel` : `${channel.name}, channel`;
}

function group(title, items) {
  return h(
    "section",
    { "aria-label": title },
    h("h2", {}, title),
    h(
      "ul",
      {},
      items.map((item) => h("li", {}, item)),
    ),
  );
}

function placeButton(session, { place: current, unread }, { place, label, path, spoken = label }) {
  const isUnread = unread.has(place);
  const attributes = {
    type: "button",
    class: isUnread ? "place unread" : "place",
    "aria-current": place === current ? "page" : null,
    "aria-label": isUnread ? `${spoken}, unread` : spoken,
    dataset: { place },
    onclick: () => session.open(place),
  };
  return h(
    "button",
    attributes,
    icon(path, { size: 16 }),
    h("span", { class: "place-name" }, label),
    isUnread ? h("span", { class: "dot" }) : null,
  );
}

/** Who one can be: links, so that another person can be opened in another window. */
function people(state) {
  const { workspace, me } = state;
  const links = workspace.people.map((person) => {
    const { thread, ...address } = addressOf(state, person.id);
    const href = `?${new URLSearchParams({ ...address, ...(thread ? { thread } : {}) })}`;
    const face = avatar({ id: person.id, name: nameOf(person), small: true });
    return h(
      "li",
      {},
      h(
        "a",
        { href, "aria-current": person.id === me ? "true" : null, title: roleOf(person) },
        face,
        nameOf(person),
      ),
    );
  });
  return h(
    "section",
    { class: "people", "aria-label": "You are" },
    h("h2", {}, "You are"),
    h("ul", {}, links),
    h("p", { class: "people-hint" }, "Open a name in a second window to be two people at once."),
  );
}

function roleOf(person) {
  if (person.is_admin) return `${nameOf(person)}, workspace admin`;
  return person.is_guest ? `${nameOf(person)}, guest` : nameOf(person);
}
