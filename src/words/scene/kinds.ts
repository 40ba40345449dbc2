/** What kind of thing a label is, as far as it matters for which picture of it a scene takes. */

const PERSONS = new Set(
  ("man,woman,person,boy,girl,child,baby,king,queen,wizard,witch,knight,pirate,clown,angel,mermaid,vampire,astronaut," +
    "cowboy,santa,santa claus,chef,cook,doctor,nurse,teacher,farmer,soldier,ninja,princess,prince,zombie,lady,dancer," +
    "policeman,police officer,firefighter,fireman,detective,student,grandmother,grandfather,bride,superhero,elf,fairy," +
    "mother,father,sailor,judge,waiter,painter,artist,singer,robot,skeleton,ghost,alien,snowman,scarecrow")
    .split(","),
);

const BEASTS = new Set(
  ("cat,kitten,dog,puppy,horse,pony,donkey,unicorn,zebra,cow,bull,ox,goat,sheep,lamb,pig,fox,wolf,bear,panda,polar bear," +
    "koala,lion,tiger,leopard,cheetah,panther,elephant,giraffe,rhino,rhinoceros,hippo,hippopotamus,camel,deer,reindeer," +
    "moose,bison,buffalo,monkey,gorilla,ape,mouse,rat,hamster,squirrel,rabbit,bunny,hare,hedgehog,raccoon,skunk,beaver," +
    "otter,badger,kangaroo,llama,alpaca,sloth,frog,toad,lizard,turtle,tortoise,crocodile,alligator,dinosaur,dragon,boar," +
    "ram,seal,chameleon,mole,ferret,weasel")
    .split(","),
);

const BIRDS = new Set(
  ("bird,sparrow,robin,canary,parrot,pigeon,dove,crow,raven,duck,goose,swan,chicken,hen,rooster,turkey,chick,owl,eagle," +
    "hawk,falcon,vulture,penguin,peacock,flamingo,ostrich,seagull,gull,stork,heron,pelican,toucan,woodpecker,hummingbird," +
    "bluebird,swallow,quail,duckling")
    .split(","),
);

const SWIMMERS = new Set(
  "fish,goldfish,shark,whale,dolphin,orca,salmon,trout,tuna,tropical fish,pufferfish,seahorse,piranha".split(
    ",",
  ),
);

const VEHICLES = new Set(
  ("car,taxi,van,bus,truck,lorry,jeep,tractor,sports car,race car,police car,ambulance,fire truck,fire engine,train," +
    "ship,boat,sailboat,motorcycle,motorbike,scooter,pickup truck,carriage,wagon,tank,submarine,helicopter")
    .split(","),
);

export const isPerson = (label: string): boolean => PERSONS.has(label);
export const isBeast = (label: string): boolean => BEASTS.has(label);
export const isBird = (label: string): boolean => BIRDS.has(label);
export const isSwimmer = (label: string): boolean => SWIMMERS.has(label);
export const isVehicle = (label: string): boolean => VEHICLES.has(label);
export const isCreature = (label: string): boolean =>
  isPerson(label) || isBeast(label) || isBird(label) || isSwimmer(label);

const PLANTS = new Set("flower,rose,tulip,daisy,sunflower,lily,orchid,poppy,dandelion,daffodil".split(","));
/** Is seen as a blossom alone, or with its stem. */
export const hasStem = (label: string): boolean => PLANTS.has(label);

const LEGGED = new Set("table,desk,bench,dining table,coffee table".split(","));
/** Has legs, and room between them. */
export const hasLegs = (label: string): boolean => LEGGED.has(label);

const FACES = new Set(
  "face,head,sun,moon,pumpkin,jack o lantern,skull,mask,teddy bear,doll,toy,emoji,smiley".split(","),
);
/** May look happy, sad or angry. */
export const hasFace = (label: string): boolean => isCreature(label) || FACES.has(label);
