import { isConcrete, wordSet } from "../../words/labels.ts";

/** Leading words by which Streamline's sets sort their icons, not part of what one shows. */
const CATEGORIES = wordSet(`
  accessories accounting aircraft alert alerts allowances amusement-park animal-products archive astronomy athletics
  award baby barbecue board-game body-care business camera cash-payment chess cocktail color concert content
  conversation dentistry design design-tool desktop electronics family fast-food fitness fruit gaming hair-dress
  instrument job kitchenware lab laboratory laundry locker-room make-up martial-arts medical-instrument medicine
  modern-music modern-tv money movies music natural-disaster night-club nautic-sports office outdoors party pet
  plugin module power-supply presentation products recreation religion safety sea-transport settings shape
  shopping show sports time toilet tools transportation travel tree vegetable video-game view vintage vinyl weather
  wealth crypto-currency saving pets organic-flower ecology food drinks drink flower fish garden technology
`);

/**
 * What an icon of Streamline's sets shows, by its name without number and category ("amusement-park-castle-1" is a
 * castle); undefined where that is neither a word nor a set phrase: such names tell a scene ("rabbit-hat", "exit-door").
 */
export function withoutCategory(name: string): string | undefined {
  const parts = name.replace(/-\d+$/, "").split("-");
  for (const length of [0, 1, 2]) {
    const category = parts.slice(0, length).join("-");
    if (length > 0 && !CATEGORIES.has(category)) continue;
    const rest = parts.slice(length);
    if (rest.length === 1 || isConcrete(rest.join(" "))) return rest.join("-");
  }
  return undefined;
}
