/** Words of a server, as they can stand in a line of this program's. */

/** Characters at most. */
const MOST = 300;

/** A text without line ends and other control characters, which a terminal would obey, and not too long. */
export const inLine = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}]+/gu, " ").trim().slice(0, MOST).toWellFormed();
