/** What "with" means: "a cat with a hat" wears it, "a basket with eggs" has them in it, "a house with a chimney" on it. */
import type { SpatialRelation } from "./phrases.ts";

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/,\s*/));

/** What is worn, where one is "with" it, or "in" it. */
const WORN = words(
  `hat,cap,crown,glasses,sunglasses,top hat,cowboy hat,helmet,santa hat,party hat,bow tie,mask,wig,headphones,monocle,
  veil,turban,beret,bonnet,sombrero,fedora,tiara,halo,headband,earmuffs,goggles,antler,antlers`,
);
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
  pan,flower pot,fish bowl,fishbowl,aquarium,crate,cage,envelope,pouch,sack,vending machine,bottle,pill bottle`,
);
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
/** What things stand on top of, by the last word of its label, and what these are. */
const TOPPED = words(
  `house,castle,tower,building,church,school,palace,barn,cabin,cottage,hut,temple,hospital,dome,fortress,lighthouse,roof,cake,
  cupcake,tree,shed,factory,chimney,cup,mug,pie,sundae,ice cream,shelter,shop`,
);
const TOPPERS = words(
  "flag,chimney,antenna,smoke,steam,cherry,candle,candles,spire,weathervane,foam,star,snow,cross",
);

const last = (label: string): string => label.split(" ").at(-1)!;
const isGround = (label: string): boolean => GROUNDS.has(label) || GROUNDS.has(last(label));
const isEmblem = (label: string): boolean => EMBLEMS.has(label) || EMBLEMS.has(last(label));

/** A relation as it is meant, and whether it is that of the second to the first. */
export interface Meant {
  kind: SpatialRelation;
  isTurned: boolean;
}

/** What a relation of one thing to another means, by their labels; `belongs` where "with" says it. */
export function meantBy(
  kind: SpatialRelation,
  belongs: boolean,
  { of, to }: { of: string; to: string },
): Meant {
  if (WORN.has(to) && (kind === "beside" || kind === "in")) return { kind: "wearing", isTurned: false };
  // Who wears them is a picture of its own; they are beside it.
  if (CLOTHES.has(to) && (kind === "in" || kind === "wearing")) return { kind: "beside", isTurned: false };
  if (!belongs || kind !== "beside") return { kind, isTurned: false };
  if (TOPPED.has(last(of)) && TOPPERS.has(to)) return { kind: "on", isTurned: true };
  const isInside = CONTAINERS.has(of) ? !OWN.has(to) : isGround(of) && isEmblem(to);
  return isInside ? { kind: "in", isTurned: true } : { kind, isTurned: false };
}
