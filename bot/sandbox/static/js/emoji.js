/** Emoji by name: those that an app about decisions is likely to use. Any other name stays as typed. */

const EMOJI = {
  "+1": "👍", "-1": "👎", thumbsup: "👍", thumbsdown: "👎", wave: "👋", eyes: "👀", raised_hand: "✋", point_right: "👉",
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", heavy_multiplication_x: "✖️",
  warning: "⚠️", no_entry: "⛔", no_entry_sign: "🚫", question: "❓", grey_question: "❔", exclamation: "❗", information_source: "ℹ️",
  compass: "🧭", world_map: "🗺️", pushpin: "📌", round_pushpin: "📍", memo: "📝", pencil: "📝", pencil2: "✏️", bookmark: "🔖",
  label: "🏷️", scales: "⚖️", balance_scale: "⚖️", mag: "🔍", mag_right: "🔎", link: "🔗", paperclip: "📎", clipboard: "📋",
  books: "📚", book: "📖", open_book: "📖", page_facing_up: "📄", scroll: "📜", card_index_dividers: "🗂️", file_folder: "📁",
  calendar: "📅", date: "📅", spiral_calendar_pad: "🗓️", alarm_clock: "⏰", hourglass: "⌛", hourglass_flowing_sand: "⏳",
  clock1: "🕐", stopwatch: "⏱️", bell: "🔔", no_bell: "🔕", bulb: "💡", sparkles: "✨", star: "⭐", tada: "🎉", rocket: "🚀",
  trophy: "🏆", first_place_medal: "🥇", second_place_medal: "🥈", third_place_medal: "🥉", dart: "🎯", checkered_flag: "🏁",
  snake: "🐍", gear: "⚙️", wrench: "🔧", hammer: "🔨", toolbox: "🧰", package: "📦", jigsaw: "🧩", bar_chart: "📊",
  chart_with_upwards_trend: "📈", lock: "🔒", unlock: "🔓", key: "🔑", shield: "🛡️", speech_balloon: "💬", thought_balloon: "💭",
  busts_in_silhouette: "👥", bust_in_silhouette: "👤", robot_face: "🤖", thinking_face: "🤔", smile: "😄", slightly_smiling_face: "🙂",
  heart: "❤️", fire: "🔥", zap: "⚡", seedling: "🌱", arrows_counterclockwise: "🔄", repeat: "🔁", recycle: "♻️",
  arrow_left: "⬅️", arrow_right: "➡️", arrow_up: "⬆️", arrow_down: "⬇️", leftwards_arrow_with_hook: "↩️", small_blue_diamond: "🔹",
  small_orange_diamond: "🔸", large_blue_circle: "🔵", red_circle: "🔴", white_circle: "⚪", large_green_circle: "🟢",
  large_yellow_circle: "🟡", one: "1️⃣", two: "2️⃣", three: "3️⃣", four: "4️⃣", five: "5️⃣", handshake: "🤝", see_no_evil: "🙈",
};

/** The character for a name, without its skin tone, or null. */
export function emojiFor(name) {
  return EMOJI[name.split("::")[0]] ?? null;
}

/** Replaces the `:names:` of a plain text that are known. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emojiFor(name) ?? whole);
}
