/** Names of places, which the dictionary leaves out: countries, cities and what else texts are set in. */

const NAMES = `
Afghanistan, Albania, Algeria, Argentina, Armenia, Australia, Austria, Bangladesh, Belgium, Bolivia, Bosnia, Botswana, Brazil, Bulgaria,
Cambodia, Cameroon, Canada, Chile, China, Colombia, Congo, Costa Rica, Croatia, Cuba, Cyprus, Czechia, Denmark, Ecuador, Egypt, England,
Estonia, Ethiopia, Finland, France, Germany, Ghana, Greece, Greenland, Guatemala, Haiti, Hungary, Iceland, India, Indonesia, Iran, Iraq,
Ireland, Israel, Italy, Jamaica, Japan, Jordan, Kenya, Korea, Kuwait, Laos, Latvia, Lebanon, Libya, Lithuania, Luxembourg, Madagascar,
Malaysia, Mali, Malta, Mexico, Mongolia, Morocco, Mozambique, Myanmar, Namibia, Nepal, Netherlands, New Zealand, Nicaragua, Nigeria,
Norway, Pakistan, Palestine, Panama, Paraguay, Peru, Philippines, Poland, Portugal, Romania, Russia, Rwanda, Scotland, Senegal, Serbia,
Singapore, Slovakia, Slovenia, Somalia, South Africa, Spain, Sri Lanka, Sudan, Sweden, Switzerland, Syria, Taiwan, Tanzania, Thailand,
Tibet, Tunisia, Turkey, Uganda, Ukraine, Uruguay, Venezuela, Vietnam, Wales, Yemen, Zambia, Zimbabwe,
Africa, America, Antarctica, Asia, Europe, Scandinavia, Siberia, Bavaria, Tuscany, Sicily, Provence, Brittany, Cornwall, Yorkshire,
Patagonia, Catalonia, Andalusia, Crete, Hawaii, Alaska, California, Texas, Florida, Nevada, Arizona, Colorado, Montana, Oregon, Ohio,
Kansas, Louisiana, Tennessee, Alabama, Virginia, Quebec, Ontario, Hokkaido, Bali,
Amsterdam, Athens, Atlanta, Auckland, Baghdad, Bangkok, Barcelona, Beijing, Beirut, Belfast, Belgrade, Berlin, Bern, Birmingham, Bogota,
Boston, Bratislava, Bremen, Brisbane, Bristol, Brooklyn, Brussels, Bucharest, Budapest, Buenos Aires, Cairo, Calcutta, Cape Town, Casablanca,
Chicago, Cologne, Copenhagen, Dallas, Damascus, Delhi, Denver, Detroit, Dresden, Dubai, Dublin, Edinburgh, Florence, Frankfurt, Geneva, Glasgow,
Hamburg, Hanoi, Havana, Helsinki, Hong Kong, Hollywood, Houston, Istanbul, Jakarta, Jerusalem, Johannesburg, Kiev, Kyiv, Kyoto, Las Vegas,
Leipzig, Lisbon, Liverpool, London, Los Angeles, Lyon, Madrid, Manchester, Manhattan, Manila, Marrakesh, Marseille, Melbourne, Miami, Milan,
Montreal, Moscow, Mumbai, Munich, Nairobi, Naples, New Delhi, New Orleans, New York, Nuremberg, Osaka, Oslo, Oxford, Palermo, Paris,
Philadelphia, Porto, Prague, Reykjavik, Riga, Rio de Janeiro, Rome, Rotterdam, Salzburg, San Diego, San Francisco, Santiago, Sarajevo,
Seattle, Seoul, Seville, Shanghai, Stockholm, Stuttgart, Sydney, Tallinn, Tehran, Tel Aviv, Tokyo, Toronto, Turin, Valencia, Vancouver,
Venice, Verona, Vienna, Vilnius, Warsaw, Washington, Zagreb, Zurich,
Atlantis, Narnia, Hogwarts, Camelot, Wonderland, Neverland, Mordor, Gotham`;

const PLACES: ReadonlyMap<string, string> = new Map(
  NAMES.split(",").map((name) => name.trim()).map((name) => [name.toLowerCase(), name]),
);

/** These are other things where they are not written as names. */
const COMMON: ReadonlySet<string> = new Set(
  "china turkey cologne jordan hamburg frankfurt brazil panama havana bern lyon".split(" "),
);

/** Words of a name at most. */
const MOST_WORDS = 3;

/** The place that begins at a word of a description, and how many words it has; undefined where none does. */
export function placeAt(
  said: readonly string[],
  from: number,
  isWrittenAsName: boolean,
): { place: string; length: number } | undefined {
  for (let length = MOST_WORDS; length > 0; length--) {
    const name = said.slice(from, from + length).join(" ").replace(/'s?$/, ""), place = PLACES.get(name);
    if (place !== undefined && (isWrittenAsName || !COMMON.has(name))) return { place, length };
  }
  return undefined;
}
