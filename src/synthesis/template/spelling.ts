/** American spelling of words that older rules and tables have in the British one. */

const WORDS = new Map(
  `neighbour:neighbor;neighbours:neighbors;neighbourhood:neighborhood;grey:gray;colour:color;colours:colors;colourful:colorful;coloured:colored;
favourite:favorite;favourites:favorites;practise:practice;practised:practiced;practises:practices;practising:practicing;
harbour:harbor;harbours:harbors;theatre:theater;theatres:theaters;cosy:cozy;traveller:traveler;travellers:travelers;travelled:traveled;
travelling:traveling;litre:liter;litres:liters;metre:meter;metres:meters;kilometre:kilometer;kilometres:kilometers;centre:center;
honour:honor;honoured:honored;humour:humor;rumour:rumor;rumours:rumors;armour:armor;plough:plow;tyre:tire;tyres:tires;spanner:wrench;
draughty:drafty;draught:draft;moustache:mustache;pyjamas:pajamas;jewellery:jewelry;parlour:parlor;flavour:flavor;flavours:flavors;
behaviour:behavior;apologise:apologize;recognise:recognize;recognised:recognized;realise:realize;realised:realized;organise:organize;
organised:organized;cheque:check;cancelled:canceled;marvellous:marvelous;woollen:woolen;savoury:savory;labour:labor;odour:odor;
vapour:vapor;saviour:savior;splendour:splendor;mould:mold;catalogue:catalog;programme:program;towards:toward;afterwards:afterward`
    .split(";").map((pair) => {
      const [from, to] = pair.trim().split(":");
      return [from!, to!] as const;
    }),
);
const ANY = new RegExp(`\\b(?:${[...WORDS.keys()].join("|")})\\b`, "gi");

/** The same text as it is spelled in America, but for words that `isKept`, as a description has them. */
export const american = (text: string, isKept: (word: string) => boolean): string =>
  text.replace(ANY, (word) => {
    if (isKept(word.toLowerCase())) return word;
    const other = WORDS.get(word.toLowerCase())!;
    return /^[A-Z]/.test(word) ? other[0]!.toUpperCase() + other.slice(1) : other;
  });
