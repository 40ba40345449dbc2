import { EVERYDAY, STAND_INS } from "./everyday.ts";
import { openWordNet } from "./wordnet.ts";

/** What a picture is called: one main label and further ones, most fitting first. */
export interface Labels {
  label: string;
  further: string[];
}

const MAX_LENGTH = 24;
const MAX_FURTHER = 6;
/** A tag must be akin to the label, so that a later sense of it may count: a kitty is money first. */
const TAG_SENSES = 4;

/** Words with blanks between them. */
export const wordSet = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Words that tell how an icon is drawn, not what it shows. */
const VARIANT = wordSet(`
  outline outlined fill filled solid thin light bold duotone variant alt simple line duo tone small large big mini
  rounded sharp horizontal vertical left right up down side front back top bottom multiple place none
  group one two three four five six seven eight nine ten single double facing with and of the in on at to from a an
  style icon symbol medium dark
`);

/** Leading words that only name a category: "food-apple" is an apple, "building-castle" a castle. */
const CATEGORY = wordSet("food fruit building device weather animal tool vehicle instrument");

/** Leading words that name a category when a kind of it follows: "flower-tulip", but not "flower-pot". */
const KIND = wordSet("flower tree hat shoe fish bird boat car ball dog plant vegetable furniture chair");

/** Leading words of smileys: "mood-happy" is a happy face. */
const SMILEY = wordSet("mood emoticon smiley emoji");

/** Shapes: labels by themselves, but in "user-circle" only the frame around an icon. */
const SHAPES = wordSet("circle square rectangle triangle ellipse oval polygon pentagon hexagon octagon");

/** Words too vague, too abstract or too interface-like to be a label, though WordNet has a concrete sense for them. */
const VAGUE = wordSet(`
  forward straight low flat classic blank turn transfer slash toe mute ax binary red but none export import gap selector
  separator drag cast margin join step mobile hub bronze push thrust landing loading copy crop diameter radius low
  smoking export scan return clear restore standard diagonal bend cross-over mid die alto bass tone crossover minor
  male female prescription slice filling lining exit electric casino poker transit stick electrical recording duplicate
  gps delta alphabet korean fold hold release press lift draft shear mate
  thing object item person people human user users account member profile avatar adult male female
  individual party animal food plant body artifact device entity unit part piece set group pack kit stuff
  article product material substance tool equipment gear system structure construction building place area
  location point position spot center middle side top bottom front back end edge corner surface line lines
  shape form figure pattern design model type kind menu button control controls switch toggle slider input
  output cursor pointer tab window panel bar layout grid icon logo sign symbol mark marker label sticker
  text page document file folder record note settings setting options dashboard layer layers frame border
  template component widget link network internet web site website server database data storage memory
  driver app software program code script terminal image picture photo photograph video movie film media
  audio sound music player play track list collection view display screen monitor projection security
  protection safety care medicine drug cure remedy treatment health money cash currency dollar euro pound
  yen store shop market business commerce company office work job worker expert guest client customer
  contact friend partner leader boss manager support service help helper transport transportation vehicle
  travel trip way path route direction destination stop stall weather nature environment science technology
  art craft game sport entertainment education hit shot cut break strike round dot dots angle curve loop
  segment section block column row stack pair couple double multiple single number digit character word name
  message mail chat post comment source base container holder cover case stand mount wrap close lid fix
  fixed fit fill drawing draw sketch illustration pic graphic graph chart diagram plot suit fast cool hot
  meal lunch dinner breakfast snack dish drink beverage ingredient dessert cuisine produce pet creature
  beast mammal wildlife organism specimen life being soul spirit clothing clothes wear outfit garment
  apparel fashion accessory accessories wardrobe furniture appliance machine machinery hardware utility
  instrument decoration ornament furnishing facility establishment institution residence property rent
  estate interior space world land ground field scene exposure organ anatomy skin tissue medical limb
  feature extremity old new behind young calm ben buddy closer dry helping build owner successor predecessor follower
  enthusiast affiliate advocate host patient employee element sector overload consignment assembly inventory
  junction joint marketplace republican democrat variable tec nmr apc xxx os www groundbreaker flasher placeholder
  transparency perpendicular oblique refraction efferent afferent riser topper minion framer inclination apparition
  symmetry combatant invader backspace halal consultant uphill gnawer
  extra beauty pressure energy pop master wash freeze ride assistant colors go opening english heavy private shake come
  local david natural pull more empty ass genius white hanging
`);

/** A plain plural's singular: cherries → cherry, foxes → fox, cats → cat; other words come back unchanged. */
export function singular(word: string): string {
  if (word.length < 4 || /(ss|us|is|ews|ses)$/.test(word)) return word;
  if (/[^aeo]ies$/.test(word)) return word.slice(0, -3) + "y";
  if (/(x|ch|sh|o)es$/.test(word) && !/(shoes|toes)$/.test(word)) return word.slice(0, -2);
  return word.endsWith("s") ? word.slice(0, -1) : word;
}

/** Lower-case letters and single spaces, at most 24 characters; undefined when nothing of that kind is left. */
export function cleanLabel(text: string): string | undefined {
  const label = text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}|['’.]/gu, "")
    .replace(/[-_/]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return /^[a-z]+( [a-z]+)*$/.test(label) && label.length <= MAX_LENGTH && label.length >= 2
    ? label
    : undefined;
}

/** Whether a word or phrase names something that can be drawn, by the everyday list or its first `depth` noun senses. */
export function isConcrete(label: string, depth = 2): boolean {
  return EVERYDAY.has(label) || (!VAGUE.has(label) && openWordNet().concrete(label, depth));
}

const concreteForm = (word: string, depth = 2): boolean =>
  isConcrete(word, depth) || isConcrete(singular(word), depth);

/**
 * Labels of a picture from its icon name and the tags its set publishes, or undefined when the name is no concrete
 * noun. "cat-face" is a "cat face" and a "cat", "sitting-dog" also a "dog", "tree-palm" a "palm tree".
 */
export function labelsOf(name: string, tags: readonly string[]): Labels | undefined {
  const label = mainLabel(name);
  if (label === undefined) return undefined;
  const further: string[] = [];
  const add = (candidate: string | undefined): void => {
    if (candidate !== undefined && candidate !== label && !further.includes(candidate)) {
      further.push(candidate);
    }
  };
  const parts = label.split(" ");
  const head = parts.at(-1)!;
  if (parts.length > 1) {
    const owner = parts.slice(0, -1).join(" ");
    if ((head === "face" || head === "head") && concreteForm(owner)) add(owner);
    else if (isConcrete(singular(head))) add(singular(head));
  }
  add(singular(label));
  const kind = name.split("-")[0]!;
  if (KIND.has(kind) && isKind(kind, head)) add(kind);
  const { related } = openWordNet();
  const root = knownForm(label);
  for (const tag of tags) {
    const clean = cleanLabel(tag);
    if (clean === undefined || clean.split(" ").length > 2 || !concreteForm(clean, TAG_SENSES)) continue;
    if (root !== undefined && related(root, knownForm(clean) ?? clean)) add(clean);
  }
  STAND_INS.get(label)?.forEach(add);
  return {
    label,
    further: further.filter((other) => isConcrete(other) || concreteForm(other)).slice(0, MAX_FURTHER),
  };
}

const ANIMAL = 5, PLANT = 20;

/** Whether `word` names a kind of `kind`; WordNet's families of plants and animals stand too far apart to climb. */
function isKind(kind: string, word: string): boolean {
  const { related, senses } = openWordNet();
  const [a, b] = [senses(kind)[0], senses(word)[0]];
  return related(kind, word) || (a === b && (a === ANIMAL || a === PLANT));
}

/** The form of a label that WordNet knows: itself, its singular, or its head noun. */
function knownForm(label: string): string | undefined {
  const head = label.split(" ").at(-1)!;
  return [label, singular(label), head, singular(head)].find((form) => openWordNet().senses(form).length > 0);
}

function mainLabel(name: string): string | undefined {
  const parts = name.toLowerCase().split(/[-_ ]+/).filter((part) => part.length > 1 && !/\d/.test(part));
  if (SMILEY.has(parts[0] ?? "")) parts.splice(0, parts.length, ...parts.slice(1), "face");
  const whole = cleanLabel(parts.join(" "));
  if (whole === undefined) return undefined;
  if (parts.length > 1 && isConcrete(whole)) return whole;
  const kept = parts.filter((part) => !VARIANT.has(part));
  const phrase = cleanLabel(kept.join(" "));
  if (phrase === undefined || kept.length > 4) return undefined;
  if (kept.length === 1 || isConcrete(phrase)) return concreteForm(phrase) ? phrase : undefined;
  const first = kept[0]!, last = kept.at(-1)!;
  if (SHAPES.has(first) || SHAPES.has(last)) return undefined;
  const { isAdjective } = openWordNet();
  const remainder = kept.slice(1).join(" ");
  const turned = `${remainder} ${first}`;
  if (isConcrete(turned)) return turned;
  if (CATEGORY.has(first) && concreteForm(remainder)) return remainder;
  if (KIND.has(first) && concreteForm(remainder, 1) && isKind(first, remainder)) return remainder;
  if (concreteForm(last, 1)) return phrase;
  if (!concreteForm(kept.at(-2)!, 1) || !(isAdjective(last) || /(ed|en|ing)$/.test(last))) return undefined;
  return cleanLabel(`${last} ${kept.slice(0, -1).join(" ")}`);
}
