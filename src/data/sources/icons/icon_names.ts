import { wordSet } from "../../words/labels.ts";

/** Interface sets hold badge variants of one drawing and many abstract signs; picture sets do not. */
export type IconKind = "interface" | "pictorial" | "emoji";

/** Words that mark an icon as a sign of an interface wherever they stand in its name. */
const SIGNS = wordSet(`
  arrow arrows chevron chevrons caret align text format brand logo letter number numeric alpha currency math layout
  border sort player http git github google microsoft android apple adobe windows facebook twitter instagram youtube
  amazon react vue angular file files folder message comment chat axis vector relation network wifi signal cellphone
  gender zodiac selection cursor percentage tally wash circuit keyframe keyframes transition swipe easing ease
  priority database server api css html json xml svg pdf csv sql npm code brackets braces playlist progress timeline
  calendar clock clipboard archive account user users badge shield battery checkbox radiobox printer invoice receipt
  credit content view table column row filter loader reload rotate flip scan gesture click tap hand
`);

/** Icons whose name holds a sign word and that are pictures all the same. */
const PICTURES = wordSet(`
  clock calendar clipboard shield battery printer hand folder file table apple database server badge user hand-fist
  alarm-clock table-lamp bow-arrow bow-and-arrow hand-peace hand-palm round-table picnic-table coffee-table pool-table
  clock-digital grandfather-clock cuckoo-clock wall-clock table-tennis table-chair desk calendar-blank hand-saw
`);

/** Last words that mark a badge beside another icon: "bell-plus" is a variant of "bell". */
const BADGES = wordSet(`
  off plus minus check x cog edit slash search exclamation question pause share code alert remove sync lock cancel
  dollar euro pound yen rupee bitcoin heart star pin bolt up down left right in out on settings clock user refresh
  download upload network play stop marker key eye pen pencil music percent discount spark sparkles ai warning info
  add delete xmark tag list multiple box circle square auto wireless bluetooth variant lines dots ellipsis shield open
  link unlock text outline none transfer mute low high medium slow fast question
`);

const SKIN_OR_HAIR =
  /(^|-)(skin-tone|tone\d|dark|light|medium|medium-dark|medium-light|bald|beard|red-hair|white-hair|curly-hair|blond-hair)$|-skin-tone/;
const EMOJI_SIGNS =
  /(^|-)(button|flag|keycap|oclock|thirty|digit|letter|symbol|mark|arrow|tone\d|sign|suit|room|input|couple|kiss|family|people|men|women|deaf|asterisk|square|circle|japanese|handshake|facing|index|thumbs|zodiac|ok|no|person)(-|$)/;
const ZODIAC =
  /^(aries|taurus|gemini|cancer|leo|virgo|libra|scorpio|sagittarius|capricorn|aquarius|pisces|ophiuchus|recycling|infinity|atm|wc|eight-spoked.*|p-button|mx-.*|mrs-.*|supervillain|superhero)$/;

/** Whether an icon shows a thing: neither a sign of an interface, nor a variant of another one among `names`. */
export function isPicture(base: string, kind: IconKind, names: ReadonlySet<string>): boolean {
  const parts = base.split("-");
  if (kind === "emoji") {
    if (SKIN_OR_HAIR.test(base) && names.has(base.replace(SKIN_OR_HAIR, ""))) return false;
    if (/skin-tone|tone\d/.test(base) || ZODIAC.test(base)) return false;
    // Portraits by sex or profession repeat the neutral figure.
    if (parts.length > 1 && /^(man|woman)$/.test(parts[0]!)) return false;
    return !EMOJI_SIGNS.test(base) || /^(thumbs-up|thumbs-down|stop-sign|clown-face)$/.test(base);
  }
  if (kind === "pictorial") {
    return !/^(abstract|card-|level-|rank-|perspective-dice|dice-|tarot-)|-flag$/.test(base);
  }
  if (PICTURES.has(base)) return true;
  // "moon-2" is a second moon, but "timer-10", "square-6" and "keyboard-f2" show the figures; half a star is no star.
  if (
    /\d\d|[a-z]\d|\d[a-z]/.test(base) ||
    /^(square|circle|hexagon|box|play-card|floor|fan-speed)-.*\d/.test(base)
  ) {
    return false;
  }
  if (parts.includes("half") || /-(key|plan)$/.test(base)) return false;
  if (parts.some((part) => SIGNS.has(part))) return false;
  if (parts.length === 1) return true;
  const rest = parts.slice(0, -1).join("-");
  return !(BADGES.has(parts.at(-1)!) && names.has(rest));
}
