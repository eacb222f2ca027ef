/** The values of interactive elements, in the shape that Slack gives them. */

const FIELDS = {
  plain_text_input: "value",
  number_input: "value",
  email_text_input: "value",
  url_text_input: "value",
  static_select: "selected_option",
  radio_buttons: "selected_option",
  multi_static_select: "selected_options",
  checkboxes: "selected_options",
  users_select: "selected_user",
  multi_users_select: "selected_users",
  conversations_select: "selected_conversation",
  multi_conversations_select: "selected_conversations",
  channels_select: "selected_channel",
  multi_channels_select: "selected_channels",
  datepicker: "selected_date",
  timepicker: "selected_time",
  datetimepicker: "selected_date_time",
};

/** Holds what was put into a surface's elements, by block and action. */
export function createForm(initial = {}) {
  const values = structuredClone(initial);
  return {
    get: (block, action) => values[block]?.[action],
    set: (block, action, value) => {
      values[block] = { ...values[block], [action]: value };
    },
    all: () => structuredClone(values),
  };
}

/** Whether an element holds a value (a button does not). */
export function holdsValue(element) {
  return element.type in FIELDS;
}

/** The state entry of an element for a new value, e.g. {type: "datepicker", selected_date: "2027-05-21"}. */
export function entryOf(element, value) {
  return { type: element.type, [FIELDS[element.type]]: value };
}

/** The value inside a state entry. */
function valueOf(element, entry) {
  return entry?.[FIELDS[element.type]] ?? emptyValue(element);
}

/** What an element starts with: what was put in before, else its own initial value. */
export function startingValue(element, entry) {
  if (entry) return valueOf(element, entry);
  const field = FIELDS[element.type];
  const initial = field === "value" ? "initial_value" : field.replace("selected_", "initial_");
  return element[initial] ?? emptyValue(element);
}

function emptyValue(element) {
  return FIELDS[element.type]?.endsWith("s") ? [] : null;
}
