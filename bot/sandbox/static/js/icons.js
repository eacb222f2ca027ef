/** The icons' paths, on a 20 by 20 grid, drawn with a stroke. */

export const HASH = "M7.5 3 5.5 17M14.5 3l-2 14M3.5 7.5h13.5M3 12.5h13.5";
export const LOCK = "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9";
export const HOME = "M3 9.5 10 3.5l7 6M5 8.5V17h10V8.5M8.5 17v-5h3v5";
export const CHAT = "M3.5 4.5h13v9h-7l-3.5 3v-3h-2.5z";
export const CLOSE = "M5 5l10 10M15 5 5 15";
export const MENU = "M3 5.5h14M3 10h14M3 14.5h14";
export const MORE = "M10 4.6v.1M10 9.95v.1M10 15.3v.1";
export const REPLY = "M3.5 4h13v8.5H9.5L6 16v-3.5H3.5zM6.5 7h7M6.5 9.5h4.5";
export const SEND = "M3.5 16.5 17 10 3.5 3.5v5L11 10l-7.5 1.5z";
export const CHEVRON = "M5.5 8l4.5 4.5L14.5 8";
export const EYE = "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5M10 8a2 2 0 1 0 0 4 2 2 0 0 0 0-4";
export const BOLT = "M11 2.5 4.5 11.5H9.5l-.5 6 6.5-9H10.5z";
export const MENTION = "M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0v1.2a2 2 0 0 0 4 0V10a7 7 0 1 0-2.8 5.6";
export const CHECK = "M4 10.5 8 14.5 16 5.5";
export const COMPASS = "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15M13.2 6.8l-2 4.4-4.4 2 2-4.4z";
