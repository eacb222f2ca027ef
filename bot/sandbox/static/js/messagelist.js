/** A list of messages with its days, and the small notes between them that only this person sees. */

import { h } from "./dom.js";
import { messageArticle } from "./message.js";
import { noteArticle } from "./note.js";
import { reconcile } from "./reconcile.js";
import { dayName } from "./time.js";
import { createForm } from "./values.js";

const SAME_BREATH = 300;
const NEAR_END = 90;

/** Makes a list; `surfaceFor` gives a message's surface, `deeds` what can be done with messages. */
export function createMessageList({ surfaceFor, deeds, session, inThread = false }) {
  const log = h("div", {
    class: "log",
    role: "log",
    "aria-live": "polite",
    "aria-relevant": "additions",
    tabindex: "-1",
  });
  const scroller = h("div", { class: "scroller" }, log);
  const list = {
    log,
    scroller,
    atEnd: true,
    found: null,
    kept: new Map(),
    forms: new Map(),
    surfaceFor,
    deeds,
    session,
    inThread,
  };
  keepAtEnd(list);
  log.addEventListener("keydown", (event) => moveBetween(event, log));
  log.addEventListener("focusin", (event) => makeCurrent(log, event.target.closest("article")));
  return {
    node: scroller,
    name: (label) => log.setAttribute("aria-label", label),
    show: (messages, options) => show(list, messages, options),
    clear: () => clear(list),
    toEnd: () => toEnd(list),
  };
}

/** While the end is in view it stays in view, whatever grows or is resized. */
function keepAtEnd(list) {
  const { scroller, log } = list;
  scroller.addEventListener("scroll", () => {
    list.atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END;
  });
  const observer = new ResizeObserver(() => list.atEnd && toEnd(list));
  observer.observe(scroller);
  observer.observe(log);
}

/** Shows the message that a link led to, once; later changes leave the list where it is. */
function reveal(list, found) {
  list.found = found;
  const article = list.log.querySelector(".found");
  if (article) list.atEnd = false;
  article?.scrollIntoView({ block: "center" });
}

function toEnd(list) {
  list.atEnd = true;
  list.scroller.scrollTop = list.scroller.scrollHeight;
}

function clear(list) {
  list.kept.clear();
  list.forms.clear();
  list.log.replaceChildren();
  list.log.setAttribute("aria-busy", "true");
  list.atEnd = true;
}

function show(list, messages, { notes = [], editing = null, found = null, lead = [] } = {}) {
  const { log } = list;
  reconcile(log, [...lead, ...rowsOf(list, merged(messages, notes), { editing, found })], list.kept);
  log.setAttribute("aria-busy", "false");
  if (!log.contains(document.activeElement)) makeCurrent(log, log.querySelector("article:last-of-type"));
  if (found !== list.found) reveal(list, found);
  else if (list.atEnd) toEnd(list);
}

function merged(messages, notes) {
  const rows = [...messages];
  for (const note of notes) {
    const at = rows.findIndex((row) => Number(row.ts) > Number(note.ts));
    rows.splice(at < 0 ? rows.length : at, 0, { ...note, isNote: true });
  }
  return rows;
}

function rowsOf(list, entries, look) {
  return entries.flatMap((entry, at) => {
    const before = entries[at - 1];
    const row = entry.isNote ? noteRow(list, entry) : messageRow(list, entry, before, look, at);
    if (list.inThread) return at === 0 && entries.length > 1 ? [row, countRow(entries)] : [row];
    return isNewDay(entry, before) ? [dayRow(entry), row] : [row];
  });
}

function isNewDay(entry, before) {
  return !before || dayName(entry.ts) !== dayName(before.ts);
}

function dayRow({ ts }) {
  const day = dayName(ts);
  return { key: `day ${day}`, signature: "", build: () => h("h3", { class: "day" }, h("span", {}, day)) };
}

function countRow(entries) {
  const count = entries.filter((entry) => !entry.isNote && !entry.ephemeral).length - 1;
  const words = count === 1 ? "1 reply" : `${count} replies`;
  return { key: "count", signature: words, build: () => h("h3", { class: "reply-count" }, words) };
}

function noteRow({ session }, note) {
  return {
    key: note.id,
    signature: note.text,
    build: () => noteArticle(note, () => session.dismiss(note.id)),
  };
}

function messageRow(list, message, before, { editing, found }, at) {
  const look = {
    compact: isSameBreath(message, before) && !(list.inThread && at === 1),
    inThread: list.inThread,
    editing: editing === message.ts,
    found: found === message.ts,
  };
  const build = () => messageArticle(message, surfaceOf(list, message), look, list.deeds);
  return { key: message.ts, signature: JSON.stringify([message, look]), build };
}

function surfaceOf(list, message) {
  if (!list.forms.has(message.ts)) list.forms.set(message.ts, createForm());
  return list.surfaceFor(message, list.forms.get(message.ts));
}

function isSameBreath(message, before) {
  if (!before || before.isNote || before.ephemeral || message.ephemeral || isNewDay(message, before))
    return false;
  return before.author.id === message.author.id && Number(message.ts) - Number(before.ts) < SAME_BREATH;
}

function makeCurrent(log, article) {
  if (!article) return;
  for (const other of log.querySelectorAll("article.current")) setCurrent(other, false);
  setCurrent(article, true);
}

/** Only the current message and its actions are stops of the Tab key; arrows go from message to message. */
function setCurrent(article, current) {
  article.classList.toggle("current", current);
  article.tabIndex = current ? 0 : -1;
  for (const control of article.querySelectorAll(".toolbar .icon-button"))
    control.tabIndex = current ? 0 : -1;
}

function moveBetween(event, log) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.target.matches("article")) return;
  const articles = [...log.querySelectorAll("article")];
  const next = articles[articles.indexOf(event.target) + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  event.preventDefault();
}
