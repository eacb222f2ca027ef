/** The message pane of a channel: its messages and its composer. */

import { fetchMessages } from "./api.js";
import { createComposer } from "./composer.js";
import { createDeeds, messageSurface } from "./deeds.js";
import { channelTitle } from "./directory.js";
import { h } from "./dom.js";
import { editLast, setEditing } from "./editing.js";
import { coalesced } from "./loading.js";
import { createMessageList } from "./messagelist.js";

/** Makes the pane; `refresh` fetches the channel again. */
export function createConversation(session) {
  const pane = { session, messages: [], shownPlace: null, editing: null };
  const deeds = createDeeds(session, (ts) => setEditing(pane, ts));
  pane.list = createMessageList({
    session,
    deeds,
    surfaceFor: (message, form) => messageSurface(session, message, form),
  });
  pane.composer = createComposer({
    session,
    id: "composer",
    onsend: (text) => send(pane, text),
    onedit: () => editLast(pane),
  });
  pane.foot = h("div", { class: "foot" });
  pane.node = h("div", { class: "conversation" }, pane.list.node, pane.foot);
  pane.refresh = coalesced(() => load(pane));
  pane.draw = () => draw(pane);
  session.store.subscribe(["place", "workspace"], () => placeChanged(pane));
  session.store.subscribe(["notes", "lookedUp"], pane.draw);
  return {
    node: pane.node,
    refresh: pane.refresh,
    focus: () => pane.composer.focus(),
    start: () => placeChanged(pane),
  };
}

function channelOf(pane) {
  const { directory, place } = pane.session.store.get();
  return directory.channel(place);
}

function placeChanged(pane) {
  const channel = channelOf(pane);
  if (!channel) return;
  showFoot(pane, channel);
  if (pane.shownPlace === channel.id) return;
  const title = channelTitle(channel, pane.session.store.get().directory);
  Object.assign(pane, { shownPlace: channel.id, messages: null, editing: null });
  pane.list.clear();
  pane.list.name(`Messages in ${title}`);
  void pane.refresh();
}

async function load(pane) {
  const channel = channelOf(pane);
  if (!channel) return;
  const messages = await fetchMessages(pane.session.store.get().me, channel.id);
  if (pane.shownPlace !== channel.id || !messages) return;
  pane.messages = messages;
  messages.forEach((message) => pane.session.seen(message.ts));
  draw(pane);
}

function draw(pane) {
  const channel = channelOf(pane);
  if (!channel || !pane.messages) return;
  const { notes, lookedUp } = pane.session.store.get();
  const here = notes.filter((note) => note.place === channel.id && !note.thread);
  pane.list.show(pane.messages, {
    notes: here,
    editing: pane.editing,
    found: lookedUp,
    lead: [beginning(pane, channel)],
  });
}

function beginning(pane, channel) {
  const { directory } = pane.session.store.get();
  const title = channelTitle(channel, directory);
  const words =
    channel.kind === "im"
      ? `This is the direct message between you and ${title}. Nobody else sees it.`
      : `This is the beginning of ${title}${channel.kind === "private" ? ", a private channel" : ""}.`;
  return {
    key: "beginning",
    signature: words,
    build: () => h("div", { class: "beginning" }, h("h3", {}, title), h("p", {}, words)),
  };
}

async function send(pane, text) {
  pane.list.toEnd();
  const answer = await pane.session.act("say", { channel: pane.shownPlace, text });
  void pane.refresh();
  return answer.ok;
}

function showFoot(pane, channel) {
  const { directory, me } = pane.session.store.get();
  const title = channelTitle(channel, directory);
  const isMember = channel.kind === "im" || channel.members.includes(me);
  const bar = isMember && !channel.archived ? pane.composer.node : closedBar(pane, channel, title);
  if (bar.parentElement !== pane.foot) pane.foot.replaceChildren(bar);
  pane.composer.show(channel.id, `Message ${title}`);
}

function closedBar(pane, channel, title) {
  if (channel.archived) return h("p", { class: "closed-bar" }, `${title} is archived.`);
  const join = () => pane.session.act("join", { channel: channel.id });
  return h(
    "div",
    { class: "closed-bar" },
    `You are not in ${title}.`,
    h("button", { type: "button", class: "button", onclick: join }, "Join channel"),
  );
}
