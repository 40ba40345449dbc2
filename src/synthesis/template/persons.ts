/** What words for persons tell of them. */

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

const SHE = wordsOf(
  `aunt auntie ballerina bride daughter diva female gal girl girlfriend goddaughter godmother grandma granddaughter
grandmother granny heroine lady ma'am madam madame maid maiden mama matron mermaid midwife mom mother mum nanny niece nun queen
sister stepdaughter stepmother stepsister tomboy wench widow wife witch woman`,
);
const HE = wordsOf(
  `bachelor baron boy boyfriend bridegroom brother butler chap dad daddy duke emperor father gentleman godfather godson
grandfather grandpa grandson groom guy husband king lad landlord lord male man monk nephew papa prince sir son sorcerer stepbrother
stepfather stepson uncle widower wizard`,
);
const SHE_ENDING = /(?:woman|girl|lady|maid|wife|mother|sister|daughter|queen|ess)$/;
const HE_ENDING = /(?:man|boy|father|brother|lord)$/;
/** What ends as such words do, and is of both. */
const OF_BOTH = /(?:human|shaman|layman|freshman|german|ottoman|talisman|witness|success|burgess|less)$/;

/** "she" or "he" where the word for a person tells it: "old woman", "waitress", "cabin boy". */
export function sexOf(person: string): "she" | "he" | undefined {
  const head = person.slice(Math.max(person.lastIndexOf(" "), person.lastIndexOf("-")) + 1);
  // Of peoples the word is of both, too: a German, a Norman.
  if (/^[A-Z]/.test(head) || OF_BOTH.test(head)) return undefined;
  if (SHE.has(head) || SHE_ENDING.test(head)) return "she";
  return HE.has(head) || HE_ENDING.test(head) ? "he" : undefined;
}

const KIN = wordsOf(
  `aunt auntie boyfriend brother child cousin dad daddy daughter father fiance fiancee friend girlfriend grandchild granddaughter
grandfather grandma grandmother grandpa grandparent grandson granny husband mama mom mother mum nephew niece papa parent partner
sister son spouse stepfather stepmother sweetheart twin uncle wife`,
);

/** Whether one says "my father" rather than "the father". */
export const isKin = (person: string): boolean =>
  KIN.has(person.slice(Math.max(person.lastIndexOf(" "), person.lastIndexOf("-")) + 1));
