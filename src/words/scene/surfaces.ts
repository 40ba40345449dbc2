/** What words can be written on. */

/** A board on a post, which is made to the measure of its words. */
export const SIGN = "sign";

const SIGNS = new Set("sign,placard,road sign,street sign,wooden sign,door sign,protest sign".split(","));
export const isSign = (label: string): boolean => SIGNS.has(label.replace(/s$/, ""));

const SURFACES = new Set(
  ("flag,banner,shirt,t shirt,tee shirt,sweater,cake,birthday cake,book,box,balloon,heart,billboard,blackboard,chalkboard,paper," +
    "letter,poster,door,card,gift card,screen,computer,television,tv,laptop,mug,cup,bag,present,gift,cloud,tombstone," +
    "gravestone,package,parcel,scroll,envelope,notice board,bulletin board,signboard,wall,truck,van,bus,train,house," +
    "shop,robot,monitor,tablet,phone,bottle,jar,newspaper,magazine,note,certificate,ticket,label,sticker,pillow,hat")
    .split(","),
);

/** Whether words stand on a thing, if they are said to; all others say them. */
export const hasRoomForWords = (label: string): boolean => isSign(label) || SURFACES.has(label);
