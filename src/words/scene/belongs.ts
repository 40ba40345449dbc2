/**
 * What "with" means: "a cat with a hat" wears it, "a basket with eggs" has them in it, "a house with a chimney" on it, and
 * "a dog with long ears" is a dog.
 */
import { singulars } from "../forms.ts";
import { hasStem, isVehicle } from "./kinds.ts";
import type { SpatialRelation } from "./phrases.ts";
import type { Thing } from "./things.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/,\s*/));

/** What is worn, where one is "with" it, or "in" it. */
const WORN = words(
  `hat,cap,crown,glasses,sunglasses,top hat,cowboy hat,helmet,santa hat,party hat,bow tie,mask,wig,headphones,monocle,
  veil,turban,beret,bonnet,sombrero,fedora,tiara,halo,headband,earmuffs,goggles,antler,antlers`,
);
/** What people have in their hands. */
const CARRIED = words(
  `umbrella,balloon,balloons,flag,kite,sword,cane,bag,backpack,camera,phone,book,fishing rod,torch,lantern,suitcase,shield,axe,staff,
  wand,magic wand,spear,lasso,rope,lance`,
);
export const isCarried = (label: string): boolean => CARRIED.has(label);
/** What else one may be in, or wear, but not on the head: "a man in his suit". */
const CLOTHES = words(
  `suit,dress,shirt,t shirt,coat,jacket,uniform,pajamas,robe,kimono,sweater,hoodie,boot,boots,shoe,shoes,sneaker,sneakers,sock,socks,
  glove,gloves,costume,armor,skirt,apron,tie,necktie,scarf,jeans,pants,trousers,shorts,belt,necklace,sandal,sandals,slipper,slippers`,
);

export const isWorn = (label: string): boolean => WORN.has(label);
/** What holds things, and what things have themselves, in which nothing is. */
const CONTAINERS = words(
  `box,basket,picnic basket,pot,cup,mug,teacup,coffee cup,bowl,noodle bowl,bucket,bag,shopping bag,paper bag,nest,vase,jar,barrel,
  cart,shopping cart,wheelbarrow,chest,treasure chest,suitcase,briefcase,backpack,glass,wine glass,trash can,cauldron,
  pan,flower pot,fish bowl,fishbowl,fish tank,aquarium,crate,cage,envelope,pouch,sack,vending machine,bottle,pill bottle`,
);
/** Those that nobody is in, as far as they are no jokes: "a man in a cup" is in it. */
const SMALL = words(
  "pot,cup,mug,teacup,coffee cup,bowl,vase,jar,nest,glass,wine glass,pan,bottle,bag,basket,bucket,flower pot,stroller,pram,crib,cradle",
);
export const isSmall = (label: string): boolean => SMALL.has(label);
const OWN = words(
  "handle,lid,ribbon,bow,strap,wheel,wheels,tire,tires,lock,padlock,label,zipper,cork,stamp,spout,key",
);
/** What has pictures on it, and what these are of. */
const GROUNDS = words(
  `book,open book,badge,medal,medal ribbon,stone,memorial stone,tombstone,gravestone,coffin,shield,flag,card,circle,square,
  banner,shirt,t shirt,palette,manhole cover,tablet,phone,mobile phone,screen,monitor,clipboard,poster,sign,heart`,
);
const EMBLEMS = words(
  `star,stars,heart,cross,latin cross,greek cross,bolt,lightning,lightning bolt,drop,droplet,disk,dot,skull,arrow,leaf,moon,
  crescent,crescent moon,music note,eighth note,eighth notes,quarter note,check mark,flower,crown,anchor,flame,gas flame,
  bookmark,apple,eye,shield,face`,
);
/** Comes out of things above them. */
const RISING = words("smoke,steam,fire,flame,flames,bubbles,lava");
/** What pictures are on, not on top of. */
const PRINTED = words("flag,shield,badge,shirt,banner,poster,screen,monitor,card,medal,cape,sail");
/** What things stand on top of, by the last word of its label, and what these are. */
const TOPPED = words(
  `house,castle,sandcastle,tower,building,church,school,palace,barn,cabin,cottage,hut,temple,hospital,dome,fortress,lighthouse,roof,cake,
  cupcake,tree,shed,factory,chimney,cup,mug,pie,sundae,ice cream,shelter,shop`,
);
const TOPPERS = words(
  "flag,chimney,antenna,smoke,steam,cherry,candle,candles,spire,weathervane,foam,star,snow,cross",
);

/** Parts of bodies, of plants, of what rolls and of buildings: beside whose they are they would lie as if cut off. */
const LIMBS = words(
  `nose,snout,beak,ear,ears,eye,eyes,eyebrow,eyebrows,eyelash,eyelashes,mouth,lip,lips,tongue,tooth,teeth,fang,fangs,face,head,neck,
  hair,beard,mustache,moustache,goatee,ponytail,pigtail,pigtails,braid,braids,afro,arm,arms,hand,hands,finger,fingers,thumb,leg,legs,
  knee,foot,feet,paw,paws,claw,claws,hoof,wing,wings,horn,horns,stomach,muscle,biceps,flexed biceps`,
);
const ANTLERS = words("antler,antlers");
const ANTLERED = words("deer,reindeer,moose,elk,stag,buck");
const LEAVES = words("leaf,leaves,petal,petals,thorn,thorns,stem,root,roots,branch,branches");
const WHEELS = words("wheel,wheels,tire,tires,sail,sails,mast,masts");
const OPENINGS = words("door,doors,window,windows");
const PLANTS = words("tree,flower,plant,bush,shrub,vine,cactus,palm,oak,pine,herb");
const ROLLING = words("bicycle,bike,tricycle,unicycle,cart,skateboard,stroller,trolley,rickshaw,wheelchair");

const last = (label: string): string => label.split(" ").at(-1)!;
const isGround = (label: string): boolean => GROUNDS.has(label) || GROUNDS.has(last(label));
const isEmblem = (label: string): boolean => EMBLEMS.has(label) || EMBLEMS.has(last(label));

/** Whether something is a part of what is "with" it, where that neither holds nor shows things. */
export function isPartOf(of: string, { label, why }: Pick<Thing, "label" | "why">): boolean {
  if (CONTAINERS.has(of) || isGround(of)) return false;
  // "big wheels" are related to a ferris wheel, and none.
  const part = why === "label" ? label : last(label), owner = last(of);
  return LIMBS.has(part) || (ANTLERS.has(part) && ANTLERED.has(owner)) ||
    (LEAVES.has(part) && (PLANTS.has(owner) || hasStem(owner))) ||
    (WHEELS.has(part) && (ROLLING.has(owner) || isVehicle(owner))) ||
    (OPENINGS.has(part) && TOPPED.has(owner));
}

/** Whether one stands or balances on a part of one's own: "a flamingo standing on one leg". */
export const isOwnFoot = (said: string, { label }: Pick<Thing, "label">): boolean =>
  /^(?:standing|balancing|walking) on$/.test(said) && LIMBS.has(label);

/** What one with a part may be called: a man with a beard is a bearded man. */
export const calledBy = (of: string, part: string): string[] =>
  [part, ...singulars(part)].map((each) => `${each.replace(/e$/, "")}ed ${of}`);

/** A relation as it is meant, and whether it is that of the second to the first. */
export interface Meant {
  kind: SpatialRelation;
  isTurned: boolean;
}

/** Begins what someone has about them: what comes next is said of who has it. */
export const BELONGS: ReadonlySet<string> = new Set("with,has,having,full of,filled with".split(","));

/** What a relation of one thing to another means, by the words that say it and their labels. */
export function meantBy(
  kind: SpatialRelation,
  said: string,
  { of, to }: { of: string; to: string },
): Meant {
  if (said.endsWith(" by")) return { kind, isTurned: true };
  if (WORN.has(to) && (kind === "beside" || kind === "in")) return { kind: "wearing", isTurned: false };
  // Who wears them is a picture of its own; they are beside it.
  if (CLOTHES.has(to) && (kind === "in" || kind === "wearing")) return { kind: "beside", isTurned: false };
  if (kind === "on" && PRINTED.has(last(to)) && isEmblem(of)) return { kind: "in", isTurned: false };
  if (/(?:out of| from)$/.test(said) && RISING.has(last(of))) return { kind: "on", isTurned: false };
  if (/^(?:full of|filled with)$/.test(said)) return { kind: "in", isTurned: true };
  if (said.endsWith("bottom of") && CONTAINERS.has(to)) return { kind: "in", isTurned: false };
  if (!BELONGS.has(said) || kind !== "beside") return { kind, isTurned: false };
  if (TOPPED.has(last(of)) && TOPPERS.has(to)) return { kind: "on", isTurned: true };
  const isInside = CONTAINERS.has(of) ? !OWN.has(to) : isGround(of) && isEmblem(to);
  return isInside ? { kind: "in", isTurned: true } : { kind, isTurned: false };
}
