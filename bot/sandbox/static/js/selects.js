/** The selects of Block Kit, each a picker over its options, the people, or the conversations. */

import { channelTitle, nameOf } from "./directory.js";
import { picker } from "./picker.js";
import { visibleChannels } from "./state.js";
import { plainText } from "./texts.js";

/** A select over the options that the element itself lists. */
export function optionSelect({ multiple }) {
  return (element, place) => {
    const options = optionsOf(element);
    const entries = options.map(({ option, group }) => ({
      key: option.value,
      label: plainText(option.text),
      description: plainText(option.description),
      group,
    }));
    const toOption = (key) => options.find(({ option }) => option.value === key).option;
    const chosen = [place.start()]
      .flat()
      .filter(Boolean)
      .map((option) => option.value);
    return build(element, place, { entries, chosen, multiple, read: toOption });
  };
}

/** A select over the people of the workspace. */
export function userSelect({ multiple }) {
  return (element, place) => {
    const entries = place.surface.directory.people.map((person) => ({
      key: person.id,
      label: nameOf(person),
    }));
    return build(element, place, { entries, chosen: idsOf(place), multiple, read: (key) => key });
  };
}

/** A select over the conversations that this person sees. */
export function conversationSelect({ multiple }) {
  return (element, place) => {
    const { directory, me } = place.surface;
    const entries = visibleChannels(directory, me).map((channel) => ({
      key: channel.id,
      label: channelTitle(channel, directory),
    }));
    return build(element, place, { entries, chosen: idsOf(place), multiple, read: (key) => key });
  };
}

function build(element, place, { entries, chosen, multiple, read }) {
  let last = chosen;
  const made = picker({
    label: place.label || plainText(element.placeholder) || "Select",
    placeholder: plainText(element.placeholder) || (multiple ? "Select options" : "Select an option"),
    entries,
    chosen,
    multiple,
    max: element.max_selected_items ?? Infinity,
    attributes: { "aria-describedby": place.describedBy, "aria-invalid": place.invalid },
    onchange: async (keys) => {
      const kept = await place.change(made.node, multiple ? keys.map(read) : read(keys[0]));
      if (kept) last = keys;
      else made.set(last);
    },
  });
  return made.node;
}

function idsOf(place) {
  return [place.start()].flat().filter(Boolean);
}

function optionsOf(element) {
  const grouped = (element.option_groups ?? []).flatMap((group) =>
    group.options.map((option) => ({ option, group: plainText(group.label) })),
  );
  return [...(element.options ?? []).map((option) => ({ option, group: null })), ...grouped];
}
