/** Nouns that stand without an article, as names do: "freedom", "summer", "mathematics". */

const WORDS = new Set(
  `adolescence algebra anarchy anxiety april architecture aristocracy arithmetic astronomy august autumn bankruptcy botany boxing
bravery bureaucracy calculus capitalism carbon carpentry chaos charity chemistry childhood christmas civilization climate coal
communication compassion concrete copper corruption courage creativity crime culture cycling daylight death december democracy
depression destiny dignity diplomacy discipline divorce dyslexia easter economics ecstasy education electricity energy
engineering equality eternity ethics etiquette evolution existence faith fame fashion fate fatherhood february fitness football
forgiveness freedom friday friendship gasoline generosity genetics geography geometry glory golf gossip grammar gravity gratitude
greed grief halloween health helium history honesty honour honor humanity humility hydrogen hygiene immigration immortality
independence infinity inflation insomnia intelligence january jealousy journalism july june justice karma kindness language
leadership learning leather leisure liberty linguistics literature logic loyalty march marriage mathematics maths
meditation midnight mindfulness modesty mortality motherhood nature november nutrition october oxygen parenthood
parenting peace petrol philosophy photography physics plastic poetry politics pollution poverty privacy productivity prosperity
psychology punctuation reality recycling redemption religion retirement revenge romance saturday science september silence sleep
slavery society solitude spelling spring statistics steel stress success summer sunday surgery sustainability technology tennis
terrorism thanksgiving thursday time tourism trade traffic travel truth tuesday unemployment vanity violence virtue war warfare
wealth wednesday weightlessness winter wisdom ww1 ww2 wwi wwii yoga youth`.split(/\s+/),
);
const PHRASES = new Set(
  [
    "climate change",
    "global warming",
    "social media",
    "old age",
    "new year",
    "valentine's day",
    "mental health",
  ],
);
const ENDING = /(?:[a-z]{3}ism|ology|ometry|osophy|onomics)$/;
/** What one spends a day with. */
const PASTIME =
  /(?:keeping|making|watching|surfing|diving|skating|knitting|sewing|crocheting|quilting|hiking|camping|cooking|baking|brewing|gardening|fishing|skiing|boarding|climbing|writing|reading|dancing|singing|swimming|running|riding|coding|programming|blogging|gaming|juggling|weaving|sailing|rowing|wrestling|bowling|parenting|shopping|cleaning|farming|banking|marketing|advertising|accounting|crafting|stargazing|foraging)$/;

/** What happens or is done: there is one of it and another, but nobody has it in a bag. */
const EVENTS = new Set(
  `accident adventure anniversary appointment arrest battle birth birthday camp campaign carnival celebration ceremony championship checkup christening
competition concert conference contest crime day diet divorce earthquake election exam examination excursion
expedition festival fight flight flood funeral habit heartbeat holiday hunt interview journey kidnapping marathon massacre meeting
murder night olympics operation parade party performance picnic plague race raid rally rebellion rehearsal revolution robbery routine safari scandal
season show siege storm strike suicide tour tournament training trial trip vacation vote voyage walk war wedding weekend
`.split(/\s+/),
);

/** What nobody has in a bag either, and what is too far away. */
const INTANGIBLE = new Set(
  `alibi answer asteroid balance beat breath budget chapter chorus cloud comet crater crime deadline dream ending experiment
fingerprint footprint galaxy goal grade habit handwriting heartbeat hole horizon idea kiss lap law lesson level lyric melody
memory meteor moon move nebula number ocean orbit pass path plan planet pose prayer price problem project promise prophecy question
rainbow rhythm river role routine rule salary scene score sea secret shadow sky smile solution source spell squat star
stretch sun sunset theory tide tradition tune voice wave whisper wish witness word workout
best draft jump push-up warm-up function loop network variable commit request algorithm program update bug website`
    .split(/\s+/),
);

/** Whether a noun is of what can be had and not held. */
export const isIntangible = (noun: string): boolean =>
  INTANGIBLE.has(noun.toLowerCase().slice(noun.lastIndexOf(" ") + 1));

/** Whether a noun is of what happens. */
export const isEvent = (noun: string): boolean =>
  EVENTS.has(noun.toLowerCase().slice(noun.lastIndexOf(" ") + 1));

/** Whether a noun is of what there is no one of, and no piece. */
export function isAbstract(noun: string): boolean {
  const word = noun.toLowerCase(), head = word.slice(word.lastIndexOf(" ") + 1);
  return PHRASES.has(word) || WORDS.has(head) || ENDING.test(head) || PASTIME.test(head);
}
