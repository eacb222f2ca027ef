/** What can be completed at the place where somebody types: commands, people, channels. */

import { channelTitle, nameOf } from "./directory.js";

const MOST = 8;
const INVITE = {
  command: "/invite",
  usage_hint: "@Name",
  description: "Add somebody, or the app, to this channel",
};

/** The commands that can be typed here, Slack's own among them. */
function commandsOf(workspace) {
  return [...workspace.commands, INVITE];
}

/**
 * The completions for the text before the caret: {from, entries: [{insert, label, hint, detail}]}, or
 * null.
 */
export function completionsFor(before, workspace, channels) {
  const found =
    byCommand(before, workspace) ??
    bySign(before, "@", peopleEntries(workspace)) ??
    bySign(before, "#", channelEntries(channels));
  if (!found?.entries.length) return null;
  const typed = before.slice(found.from).toLowerCase();
  const done = found.entries.length === 1 && found.entries[0].insert.trim().toLowerCase() === typed;
  return done ? null : { from: found.from, entries: found.entries.slice(0, MOST) };
}

/** The command that a text is already typing the arguments of, or null. */
export function commandBeingTyped(text, workspace) {
  return commandsOf(workspace).find(({ command }) => text.startsWith(`${command} `)) ?? null;
}

function byCommand(before, workspace) {
  if (!/^\/\S*$/.test(before)) return null;
  const matching = commandsOf(workspace).filter(({ command }) => command.startsWith(before.toLowerCase()));
  const entries = matching.map(({ command, usage_hint: hint, description }) => ({
    insert: `${command} `,
    label: command,
    hint,
    detail: description,
  }));
  return { from: 0, entries };
}

function bySign(before, sign, entries) {
  const found = new RegExp(`(?:^|[\\s(])(${sign}[\\p{L}\\p{N}._-]*)$`, "u").exec(before);
  if (!found) return null;
  const wanted = found[1].slice(1).toLowerCase();
  const matches = ({ label }) =>
    label
      .slice(1)
      .toLowerCase()
      .split(/[\s-]/)
      .some((word) => word.startsWith(wanted));
  return {
    from: before.length - found[1].length,
    entries: entries.filter((entry) => matches(entry) || entry.label.slice(1).startsWith(wanted)),
  };
}

function peopleEntries({ people, app }) {
  const names = [...people.map((person) => [nameOf(person), ""]), [app.name, "App"]];
  return names.map(([name, hint]) => ({ insert: `@${name} `, label: `@${name}`, hint }));
}

function channelEntries(channels) {
  const named = channels.filter((channel) => channel.kind !== "im");
  return named
    .map((channel) => channelTitle(channel))
    .map((title) => ({ insert: `${title} `, label: title, hint: "" }));
}
