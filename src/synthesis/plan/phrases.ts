/** What a description says in set phrases: who is to read it, from whose view, how long. They are no topics. */

/** A description without such phrases, and what they told. */
export interface Phrased {
  rest: string;
  isForChildren: boolean;
  isBedtime: boolean;
  /** What is not followed, each a sentence. */
  notes: readonly string[];
}

const NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve";
const YEARS_OLD = "[- ]years?[- ]olds?";
const CHILDREN =
  "kids?|child|children|toddlers?|bab(?:y|ies)|preschoolers?|kindergart(?:en|n)ers?|graders?|schoolchildren|tots?|infants?|" +
  "youngsters?|(?:little|baby) (?:brother|sister)s?|daughters?|sons?|grand(?:child|children|sons?|daughters?)|nieces?|nephews?";
const READERS =
  `${CHILDREN}|beginners|students|pupils|learners|newbies|adults|grown-ups|teens|teenagers|everyone|people|friends|boys|girls|` +
  "parents|mothers|fathers|moms|mums|dads|seniors|women|men|couples|(?:whole )?family|families";
const SCHOOL = "(?:high|middle|elementary|primary|grade)[- ]school|college|university|kindergarten";
const ORDINALS = "\\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth";

/** What begins an order; elsewhere a train is a topic. */
const ORDER = /^\s*(?:please\s+)?(?:train|teach|design)\s+(?:me\s+)?(?=(?:an?|the|some)\b)/i;
/** Who is to read it; how they are may be a topic. */
const AUDIENCE = new RegExp(
  `\\b(?:for|to)\\s+(?:(?:my|our|the|young|small|little|older|all|busy|new|first-time|working|bored|${SCHOOL}|${ORDINALS})[- ]+)*([\\p{L}-]+\\s+)??(?:${READERS})\\b(?!'s)`,
  "giu",
);
const FOR_CHILDREN = new RegExp(
  `\\b(?:for|to)\\s+(?:[\\p{L}\\p{N}-]+\\s+){0,3}?(?:${CHILDREN}|(?:[1-9]|1[0-2]|${NUMBERS})${YEARS_OLD})\\b`,
  "iu",
);
const BEDTIME = /\b(?:bedtime|lullab\w*|nursery)\b/i;
/** How old readers are: "for my 5-year-old", "aged 4 to 6". */
const AGE = new RegExp(
  `(?:\\b(?:for|to)\\s+(?:my|our|an?|the)?\\s*)?\\b(?:\\d{1,2}(?:\\s*(?:to|-)\\s*\\d{1,2})?|${NUMBERS})${YEARS_OLD}\\b|` +
    "\\b(?:aged?|ages)\\s+\\d{1,2}(?:\\s*(?:to|and|-|–)\\s*\\d{1,2})?(?:\\s+years?)?\\b",
  "giu",
);
/** A letter of complaint is no talk with a help desk. */
const OF_COMPLAINT = /\b(letters?|e-?mails?)\s+of\s+complaint\b/giu;
/** Letters home are of anything but the house; a moral is what fables have at their end. */
const HOME = /\b((?:letters?|postcards?|e-?mails?)\s+)home\b/giu;
const WITH_MORAL = /\s(?:(?:and|with)\s+)?an?\s+moral\b(?!\s+\p{L})|\swith\s+morals\b/giu;
/** To sound like somebody is to write like them; elsewhere a sound is a topic. */
const SOUNDS = /\s(?:that|who|which)?\s*sound(?:s|ing)?\s+(?:\w+\s+)?like\s/giu;
const VIEW = "(?:points?[- ]of[- ]view|pov|viewpoints?|views?|perspectives?|standpoints?|eyes)";
/** "From the point of view of a cat", "from a cat's perspective". */
const VIEW_OF = new RegExp(
  `\\b(?:(?:told|written|seen|narrated)\\s+)?(?:from|in|through)\\s+(?:the|an?)\\s+${VIEW}\\s+of\\b`,
  "giu",
);
const VIEW_BY = new RegExp(
  `\\b(?:(?:told|written|seen|narrated)\\s+)?(?:from|through)\\s+((?:an?|the|my|your)\\s+(?:[\\p{L}-]+\\s+){0,2}?[\\p{L}-]+)'s?\\s+${VIEW}\\b`,
  "giu",
);
/** The person of verbs, and how long texts shall be; a story of two sentences is a form. */
const PERSON = /\b(?:(?:in|from)\s+)?(?:the\s+)?(?:first|second|third)[- ]person(?:\s+view)?\b/giu;
const LENGTH = new RegExp(
  "\\b(?:(?:in|with|of|using)\\s+)?(?:(?:max(?:imum)?|at\\s+most|at\\s+least|up\\s+to|under|below|less\\s+than|fewer\\s+than|no\\s+more\\s+than|about|around|exactly|only)\\s+)*" +
    `(?:\\d+(?:\\s*(?:-|to)\\s*\\d+)?|(?!two[- ]sentence)(?:${NUMBERS}))\\s+(?:lines?|words?|sentences?|characters?|paragraphs?|stanzas?)\\b(?:\\s+(?:each|long|max(?:imum)?|at\\s+most|or\\s+(?:less|fewer)))*`,
  "giu",
);

/** Takes set phrases off a description. */
export function withoutPhrases(description: string): Phrased {
  const notes: string[] = [];
  const unfollowed = (said: string): string => {
    notes.push(`"${said.trim()}" is not followed: templates are as long, and told by whom, as they are`);
    return " ";
  };
  const rest = description.replace(ORDER, "").replace(OF_COMPLAINT, "complaint $1")
    .replace(HOME, "$1").replace(WITH_MORAL, " ").replace(SOUNDS, " written like ").replace(VIEW_OF, "by")
    .replace(VIEW_BY, "by $1")
    .replace(PERSON, unfollowed).replace(LENGTH, unfollowed)
    .replace(AUDIENCE, " $1 ").replace(AGE, " ");
  return {
    ...{ rest, notes },
    isForChildren: FOR_CHILDREN.test(description),
    isBedtime: BEDTIME.test(description),
  };
}
