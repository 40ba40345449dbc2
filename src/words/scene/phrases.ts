/** The closed lists that prompts of several things are read by. */

import type { Hue } from "./hues.ts";

/** Say nothing of a thing. */
export const ARTICLES: ReadonlySet<string> = new Set(
  "a an the some any my your his her our their its this that these those".split(" "),
);

/** How one thing stands to another. */
export const RELATIONS = [
  "on",
  "under",
  "in",
  "beside",
  "between",
  "behind",
  "in front of",
  "above",
  "wearing",
  "holding",
  "riding",
  "looking at",
  "chasing",
] as const;
export type SpatialRelation = typeof RELATIONS[number];

/** Words of each relation, each as it is written without articles. */
const WORDS: Readonly<Record<SpatialRelation, string>> = {
  "on":
    "on,upon,on top of,on the top of,at the top of,atop,onto,walking on,running on,climbing,climbing on,climbing up,leaning on,floating on,landing on,growing on,hanging on,driving on,sitting on,standing on,lying on,perched on,resting on,parked on,placed on,balancing on,crossing,driving across,walking across,running across,sailing across,sliding on,going down,coming down,sliding down,rolling down,skiing down,running down,walking down,going up,walking up,running up",
  "under":
    "under,below,beneath,underneath,hanging from,dangling from,suspended from,at the bottom of,on the bottom of,hiding under,sitting under,lying under",
  "in":
    "in,in its,in his,in her,inside,inside of,into,within,in the middle of,in the center of,in the centre of,driving,floating in,growing in,diving into,falling into,driving in,sitting in,swimming in,standing in,hiding in,out of,coming out of,peeking out of,looking out of,looking through,through,going through,passing through,driving through,flying through,walking through,running through,flowing through,fishing in,fishing from,jumping out of",
  "beside":
    "beside,next to,near,by,along,past,flying past,going past,running past,coming from,rising from,at,at the edge of,at the side of,by the side of,at the foot of,against,alongside,close to,leaning against,tied to,feeding,petting,greeting,meeting,kissing,fighting,kicking,hitting,blowing,blowing out,afraid of,scared of,to,cooking,baking,stirring,making,washing,cleaning,brushing,fixing,repairing,opening,cutting,chopping,shooting,planting,watering,milking,selling,sharing,stealing,finding,decorating,rescuing,saving,waiting for,looking for,searching for,dancing with,to the left of,on the left of,left of,to the right of,on the right of,right of,with,has,having,full of,filled with,together with,along with,sitting next to,standing next to,sitting beside,standing beside,playing with,walking a,walking the,walking his,walking her,walking their",
  "between": "between,in between",
  "behind": "behind,in back of,hiding behind,standing behind",
  "in front of":
    "in front of,before,ahead of,standing in front of,sitting in front of,around,wrapped around,curled around,wound around,coiled around",
  "above":
    "above,over,raining on,snowing on,flying over,flying above,hovering over,hovering above,jumping over",
  "wearing": "wearing,dressed in,worn by",
  "holding":
    "held by,carried by,pulled by,pushed by,eaten by,holding,carrying,breathing,spitting,eating,playing,reading,drinking,using,pushing,pulling,lifting,raising,swinging,throwing,tossing,catching,waving,dragging,juggling,hugging,pouring",
  "riding": "ridden by,riding,riding on,riding a,rowing,paddling,sailing,steering,piloting",
  "looking at":
    "watched by,guarded by,looking at,watching,facing,staring at,talking to,pointing at,barking at,howling at,smelling,sniffing,licking,biting,scaring,attacking,guarding,defending,protecting,flying to,going to,driving to,sailing to,swimming to,walking to,running to,heading to,flying towards,walking towards,running towards,sailing towards,swimming towards",
  "chasing":
    "chased by,followed by,hunted by,chasing,running after,running from,running away from,following,hunting,fleeing from",
};

/** How a thing is to be drawn. */
export const ATTRIBUTES = [
  "big",
  "small",
  "tiny",
  "tall",
  "long",
  "fat",
  "thin",
  "upside down",
  "mirrored",
  "black",
  "striped",
  "spotted",
  "half",
  "broken",
  "sleeping",
  "burning",
  "shining",
  "happy",
  "sad",
  "angry",
  "facing left",
  "facing right",
] as const;
export type Attribute = typeof ATTRIBUTES[number] | Hue;

/** Those that are seen in a face. */
export const MOODS = ["happy", "sad", "angry"] as const satisfies readonly Attribute[];
export type Mood = typeof MOODS[number];

/** The ways to say to which side something looks, with and without the article. */
const facing = (side: string): string =>
  ["facing", "looking", "turned", "pointing", "heading"].flatMap((verb) =>
    ["", "to the ", "to "].map((to) => `${verb} ${to}${side}`)
  ).join(",");

const ATTRIBUTE_WORDS: Readonly<Record<Attribute, string>> = {
  "big": "big,large,huge,giant,enormous,great,gigantic",
  "small": "small,little",
  "tiny": "tiny,wee,miniature,mini",
  "tall": "tall,high",
  "long": "long,wide",
  "fat": "fat,chubby,thick,plump",
  "thin": "thin,skinny,slim,narrow,slender",
  "upside down": "upside down,upturned,overturned",
  "mirrored": "mirrored,reversed",
  "black": "black,dark,filled,solid",
  "striped": "striped,stripy,stripey",
  "spotted": "spotted,dotted,speckled",
  "half": "half,half a,half of",
  "broken": "broken,cracked,shattered",
  "sleeping": "sleeping,asleep,snoring,dozing,napping,sleepy",
  "burning": "burning,on fire,in flames",
  "shining": "shining,shiny,glowing,sparkling,radiant",
  "happy": "happy,smiling,laughing,cheerful",
  "sad": "sad,unhappy,crying,weeping",
  "angry": "angry,furious,grumpy",
  "facing left": facing("left"),
  "facing right": facing("right"),
  "red": "red,crimson,scarlet",
  "orange": "orange",
  "yellow": "yellow",
  "green": "green",
  "blue": "blue,azure",
  "purple": "purple,violet,lilac",
  "pink": "pink,rosy",
  "brown": "brown",
  "golden": "golden,gold",
};

/** Things at most of one kind. */
export const MOST = 12;
/** As many as a plural without a number, of what there is one picture of. */
export const SOME = 3;

/** How several of one kind are put together. */
export type Arrangement = "row" | "pile" | "stack" | "group";

const ARRANGEMENTS: Readonly<Record<string, Arrangement>> = {
  ...{ row: "row", line: "row", pile: "pile", heap: "pile", stack: "stack" },
};

/** Phrases by their words, the longest first. */
const listed = <Name extends string>(words: Readonly<Record<Name, string>>): [Name, string[]][] =>
  // cast: Object.entries forgets the names.
  (Object.entries(words) as [Name, string][])
    .flatMap(([name, list]) => list.split(",").map((text): [Name, string[]] => [name, text.split(" ")]))
    .sort(([, a], [, b]) => b.length - a.length);

const RELATION_PHRASES = listed(WORDS), ATTRIBUTE_PHRASES = listed(ATTRIBUTE_WORDS);

const startsWith = (words: readonly string[], at: number, phrase: readonly string[]) =>
  phrase.every((word, i) => words[at + i] === word);

/** The relation that begins at a word, and how many words say it. */
export const relationAt = (words: readonly string[], at: number) => foundAt(RELATION_PHRASES, words, at);

/** The attribute that begins at a word, and how many words say it. */
export const attributeAt = (words: readonly string[], at: number) => foundAt(ATTRIBUTE_PHRASES, words, at);

function foundAt<Name extends string>(
  phrases: readonly [Name, string[]][],
  words: readonly string[],
  at: number,
): { name: Name; length: number } | undefined {
  const found = phrases.find(([, phrase]) => startsWith(words, at, phrase));
  return found && { name: found[0], length: found[1].length };
}

const DENIALS = ["without", "but no", "but not", "no", "not", "instead of", "rather than", "except"]
  .map((text) => text.split(" "));

/** How many words at a place say that what follows is not wanted; 0 where none do. */
export const deniedAt = (words: readonly string[], at: number): number =>
  DENIALS.find((phrase) => startsWith(words, at, phrase))?.length ?? 0;

/** The arrangement that begins at a word behind what is put so ("three fish in a row"), and how many words say it. */
export function arrangementAt(
  words: readonly string[],
  at: number,
): { name: Arrangement; length: number } | undefined {
  const name = words[at] === "in" && words[at + 1] === "a" ? arrangementOf(words[at + 2] ?? "") : undefined;
  return name && { name, length: 3 };
}

export const arrangementOf = (word: string): Arrangement | undefined =>
  Object.hasOwn(ARRANGEMENTS, word) ? ARRANGEMENTS[word] : undefined;
