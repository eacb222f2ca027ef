/** Who and what the ids in messages stand for. */

const COLOURS = 8;

/** Makes the look-ups for a workspace. */
export function createDirectory(workspace) {
  const people = new Map(workspace.people.map((person) => [person.id, person]));
  const channels = new Map(workspace.channels.map((channel) => [channel.id, channel]));
  const { app } = workspace;

  const isApp = (id) => id === app.bot_user_id || id === app.id;
  return {
    app,
    people: workspace.people,
    channels: workspace.channels,
    isApp,
    channel: (id) => channels.get(id) ?? null,
    person: (id) => people.get(id) ?? null,
    nameOf: (id) => (isApp(id) ? app.name : nameOf(people.get(id) ?? { name: id })),
  };
}

/** How a person is called where people read it. */
export function nameOf({ name, real_name: real }) {
  return real || name;
}

/** How a channel is called where it is shown: "#backend", or the app's name. */
export function channelTitle(channel, directory) {
  return channel.kind === "im" ? directory.app.name : `#${channel.name}`;
}

/** A number from 0 to 7 that is always the same for the same id. */
export function colourOf(id) {
  return [...id].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 9973, 7) % COLOURS;
}
