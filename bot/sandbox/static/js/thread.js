/** The thread pane: a message, its replies, and a composer. */

import { fetchMessages } from "./api.js";
import { createComposer } from "./composer.js";
import { createDeeds, messageSurface } from "./deeds.js";
import { channelTitle } from "./directory.js";
import { h, iconButton } from "./dom.js";
import { editLast, setEditing } from "./editing.js";
import { CLOSE } from "./icons.js";
import { coalesced } from "./loading.js";
import { createMessageList } from "./messagelist.js";

/** Makes the pane; it shows the thread that the store names, and hides when there is none. */
export function createThread(session) {
  const pane = {
    session,
    messages: null,
    shown: null,
    editing: null,
    where: h("span", { class: "thread-where" }),
  };
  const deeds = createDeeds(session, (ts) => setEditing(pane, ts));
  pane.list = createMessageList({
    session,
    deeds,
    inThread: true,
    surfaceFor: (message, form) => messageSurface(session, message, form),
  });
  pane.list.name("Thread");
  pane.composer = createComposer({
    session,
    onsend: (text) => send(pane, text),
    onedit: () => editLast(pane),
  });
  pane.node = frame(pane);
  pane.refresh = coalesced(() => load(pane));
  pane.draw = () => draw(pane);
  session.store.subscribe(["thread", "place"], () => threadChanged(pane));
  session.store.subscribe(["notes"], pane.draw);
  return {
    node: pane.node,
    refresh: pane.refresh,
    start: () => threadChanged(pane),
    focus: () => pane.composer.focus(),
  };
}

function frame(pane) {
  const head = h(
    "header",
    { class: "pane-head" },
    h("h2", {}, "Thread"),
    pane.where,
    iconButton(CLOSE, "Close thread", () => pane.session.closeThread()),
  );
  return h(
    "aside",
    { class: "thread", "aria-label": "Thread", hidden: true },
    head,
    pane.list.node,
    h("div", { class: "foot" }, pane.composer.node),
  );
}

function threadChanged(pane) {
  const { thread, place, directory } = pane.session.store.get();
  const channel = directory.channel(place);
  const key = thread && channel ? `${place} ${thread}` : null;
  if (!key && pane.node.contains(document.activeElement)) document.getElementById("composer")?.focus();
  pane.node.hidden = !key;
  if (key === pane.shown) return;
  Object.assign(pane, { shown: key, messages: null, editing: null });
  pane.list.clear();
  if (!key) return;
  pane.where.textContent = channelTitle(channel, directory);
  pane.composer.show(key, "Reply in thread");
  pane.composer.focus();
  void pane.refresh();
}

async function load(pane) {
  const { me, place, thread } = pane.session.store.get();
  const { shown } = pane;
  if (!shown) return;
  const messages = await fetchMessages(me, place, thread);
  if (pane.shown !== shown || !messages) return;
  pane.messages = messages;
  messages.forEach((message) => pane.session.seen(message.ts));
  draw(pane);
}

function draw(pane) {
  if (!pane.shown || !pane.messages) return;
  const { notes, thread, lookedUp } = pane.session.store.get();
  const here = notes.filter((note) => note.thread === thread);
  pane.list.show(pane.messages, { notes: here, editing: pane.editing, found: lookedUp });
}

async function send(pane, text) {
  pane.list.toEnd();
  const { place, thread } = pane.session.store.get();
  const answer = await pane.session.act("say", { channel: place, text, thread_ts: thread });
  void pane.refresh();
  return answer.ok;
}
