/** Puts the page together. */

import { findNamed, readAddress, readPermalink } from "./address.js";
import { createConversation } from "./conversation.js";
import { createDirectory } from "./directory.js";
import { fetchWorkspace, Unreachable } from "./api.js";
import { createFrameHandler } from "./frames.js";
import { createHeader } from "./header.js";
import { createHome } from "./home.js";
import { createModals } from "./modal.js";
import { createSession, placeFor } from "./session.js";
import { createSidebar } from "./sidebar.js";
import { createStore, directMessage, EMPTY } from "./state.js";
import { createThread } from "./thread.js";
import { h } from "./dom.js";
import { listen } from "./live.js";

const PAGE = document.getElementById("page");

async function start() {
  try {
    build(await fetchWorkspace());
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    PAGE.replaceChildren(h("p", { class: "starting", role: "alert" }, error.message));
  }
}

function build(workspace) {
  const store = createStore(stateFor(workspace));
  const session = createSession(store);
  const panes = {
    conversation: createConversation(session),
    thread: createThread(session),
    home: createHome(session),
    modals: createModals(session),
  };
  PAGE.replaceChildren(...layout(session, panes));
  const go = () => session.open(store.get().place, { thread: store.get().thread, replace: true });
  wire(session, panes);
  go();
  panes.conversation.start();
  panes.thread.start();
  connect(session, panes);
}

function stateFor(workspace) {
  const asked = readAddress();
  const me = (findNamed(workspace.people, asked.user) ?? workspace.people[0]).id;
  const place = placeFor(workspace, me, asked.channel);
  return {
    ...EMPTY,
    workspace,
    me,
    place,
    thread: asked.thread,
    directory: createDirectory(workspace),
    appConnected: workspace.app.connected,
  };
}

function layout(session, panes) {
  const { store } = session;
  const banner = h("div", { class: "banners", role: "status" });
  const main = h(
    "main",
    { class: "main" },
    createHeader(session).node,
    banner,
    panes.home.node,
    panes.conversation.node,
  );
  const shade = h("div", { class: "shade", onclick: () => store.set({ drawer: false }) });
  store.subscribe(["connected", "appConnected"], () => showBanners(banner, store.get()));
  showBanners(banner, store.get());
  return [createSidebar(session).node, shade, main, panes.thread.node];
}

function showBanners(banner, { connected, appConnected, directory }) {
  const words = [
    connected ? null : "The sandbox does not answer. Trying again.",
    connected && !appConnected
      ? `${directory.app.name} is not connected. Commands and buttons will fail until it is.`
      : null,
  ];
  banner.replaceChildren(...words.filter(Boolean).map((text) => h("p", { class: "banner" }, text)));
}

function wire(session, panes) {
  const { store } = session;
  store.subscribe(["place"], (state) => showPlace(session, panes, state));
  store.subscribe(["place", "workspace"], showTitle);
  store.subscribe(["thread", "drawer"], showParts);
  showPlace(session, panes, store.get());
  showTitle(store.get());
  showParts(store.get());
  document.addEventListener("click", (event) => followLink(session, event));
  document.addEventListener("keydown", (event) => event.key === "Escape" && escape(session, event));
  addEventListener("popstate", () => location.reload());
}

function showPlace(session, panes, { workspace, me, place }) {
  panes.home.node.hidden = place !== "home";
  panes.conversation.node.hidden = place === "home";
  const direct = directMessage(workspace, me);
  if (place === "home") void panes.home.refresh();
  if (place === "home" || place === direct?.id)
    void session.act("open_home", { tab: place === "home" ? "home" : "messages" });
}

function showTitle({ workspace, place, directory, me }) {
  const where = place === "home" ? `${workspace.app.name} Home` : directory.channel(place)?.name;
  document.title = `${where} · ${directory.nameOf(me)} · ${workspace.team.name}`;
}

function showParts({ thread, drawer }) {
  PAGE.classList.toggle("with-thread", Boolean(thread));
  PAGE.classList.toggle("with-drawer", drawer);
  if (drawer) document.querySelector(".sidebar [aria-current=page]")?.focus();
}

function escape(session, event) {
  const { drawer, thread } = session.store.get();
  if (event.defaultPrevented || document.querySelector("dialog[open], :popover-open")) return;
  if (drawer) session.store.set({ drawer: false });
  else if (thread) session.closeThread();
}

/** Links to channels and messages of this workspace open here; all others go where links go. */
function followLink(session, event) {
  const anchor = event.target.closest?.("a[href]");
  if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey || anchor.closest(".people")) return;
  const found = anchor.dataset.channel ? { channel: anchor.dataset.channel } : readPermalink(anchor.href);
  if (!found) return;
  event.preventDefault();
  const { directory } = session.store.get();
  if (directory.channel(found.channel))
    session.open(found.channel, { thread: found.thread, lookedUp: found.ts });
}

function connect(session, panes) {
  const { store } = session;
  const refreshAll = () => {
    PAGE.setAttribute("aria-busy", "false");
    store.set({ connected: true });
    void session.refreshWorkspace();
    void panes.conversation.refresh();
    void panes.thread.refresh();
    void panes.modals.refresh();
    if (store.get().place === "home") void panes.home.refresh();
  };
  listen(store.get().me, {
    onFrame: createFrameHandler(session, panes),
    onOpen: refreshAll,
    onLost: () => {
      PAGE.setAttribute("aria-busy", "false");
      store.set({ connected: false });
    },
  });
}

void start();
