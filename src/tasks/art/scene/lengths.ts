import { singulars } from "../../../words/forms.ts";

/** How large things are: the longest side of what is drawn, in metres, as people think of it. */
const BY_LENGTH: Readonly<Record<string, string>> = {
  "0.03":
    "ant,bee,fly,ladybug,ladybird,mosquito,beetle,spider,coin,ring,button,acorn,cherry,pea,snail,ladybugs,nut,hazelnut,almond,peanut,chestnut,grape,blueberry,raspberry,blackberry,berry,olive,bean,seed,pearl,diamond,gem,jewel,emerald,marble,pill,capsule,screw,bolt,nail,pin,thumbtack,paperclip,earring,tooth,bullet,stamp,drop,teardrop,snowflake,bug,insect,flea,mite,tick,wasp,bumblebee,honeybee,cricket,cicada,firefly,cockroach,earwig,tadpole",
  "0.08":
    "mouse,frog,butterfly,dragonfly,moth,egg,lemon,lime,strawberry,key,whistle,dice,die,candle,cookie,hamster,grasshopper,crab,shrimp,scorpion,caterpillar,cupcake,muffin,donut,doughnut,spoon,fork,match,plum,mushroom,worm,earthworm,slug,centipede,gecko,salamander,clam,mussel,scallop,crayfish,prawn,garlic,radish,apricot,lollipop,candy,bonbon,marshmallow,sushi,biscuit,cigarette,crayon,lipstick,eraser,matchbox,lighter,battery,domino,puck,pawn,medal,locket,bracelet,wristwatch,stopwatch,compass,spool,soap,plug,poker chip,dreidel",
  "0.15":
    "apple,croissant,bagel,pretzel,coffee cup,teacup,tea cup,cup of coffee,cup of tea,orange,pear,peach,banana,cup,mug,glass,wine glass,ball,baseball,tennis ball,bird,sparrow,robin,hummingbird,canary,parrot,bat,goldfish,fish,rat,chick,corn,carrot,tomato,potato,onion,pizza slice,ice cream,sandwich,hamburger,burger,knife,scissors,phone,cell phone,camera,glasses,sunglasses,flower,tulip,rose,daisy,hot dog,bell,bottle,watch,toothbrush,pencil,pen,hedgehog,lizard,bow tie,light bulb,salt,pepper,heart,leaf,star,starfish,seashell,rocket ship toy,kiwi,toy,wallet,passport,letter,envelope,card,sock,glove,mitten,slipper,sandal,sneaker,brush,hairbrush,comb,razor,sausage,bacon,steak,cheese,toast,waffle,pancake,taco,burrito,fries,chocolate,custard,milk,juice,tea,coffee,beer,cocktail,latte,smoothie,milkshake,potion,jar,can,cucumber,eggplant,avocado,mango,coconut,broccoli,artichoke,turnip,beet,flashlight,microphone,screwdriver,wrench,pliers,calculator,remote,syringe,harmonica,bone,hand,eye,ear,nose,mouth,paw,feather,yarn,toad,gerbil,mole,chipmunk,finch,swallow,kingfisher,parakeet,seahorse,piranha,pufferfish,orchid,poppy,daffodil,lily,lotus,clover,shamrock,paintbrush,dart,grenade,honey,butter,honeycomb,snow globe",
  "0.3":
    "hat,cap,crown,top hat,cowboy hat,helmet,shoe,boot,book,newspaper,teapot,kettle,pan,pot,bowl,plate,hammer,saw,axe,clock,alarm clock,cake,pie,pizza,bread,pineapple,pumpkin,melon,watermelon,cabbage,basketball,football,soccer ball,vase,lamp,lantern,basket,box,gift,present,candle holder,squirrel,pigeon,crow,duck,rabbit,bunny,owl,chicken,hen,rooster,turtle,tortoise,snake,cactus,flower pot,trumpet,violin,bag,purse,handbag,fish bowl,fishbowl,bucket,skull,balloon,laptop,drum,cabin bag,kite,teddy bear,mask,dove,raven,crossbill,gull,seagull,puffin,toucan,woodpecker,jellyfish,squid,trout,catfish,lettuce,cauliflower,doll,puppet,radio,toaster,blender,mixer,microscope,telephone,tray,tablet,notebook,magazine,calendar,scroll,typewriter,iron,wreath,trophy,dagger,hatchet,jug,urn,flute,clarinet,tambourine,bongos,horseshoe,bomb,dynamite,brick,frisbee,volleyball,globe,birdhouse,beehive,hive,honeypot,wig,beret,fedora,tiara,bonnet,turban,bouquet,potted plant,stone,twig,foot,megaphone,bra,spatula,whisk,ladle,sandcastle,pickle jar",
  "0.5":
    "cat,kitten,puppy,fox,raccoon,monkey,goose,turkey,penguin,eagle,hawk,peacock,flamingo,pillow,suitcase,backpack,television,tv,computer,guitar,umbrella,broom,sword,baby,stool,beaver,otter,koala,skunk,lobster,octopus,bow,tree stump,log,wheel,tire,shield,toilet,sink,bush,nest,briefcase,luggage,hare,piglet,armadillo,badger,porcupine,iguana,falcon,pheasant,ukulele,lyre,sombrero,microwave,printer,cushion,keg,fern,coral,seaweed,wheat,bonsai,gnome,crossbow,pickaxe,eel,platypus,echidna,drawer,sweater,skirt,hoodie,cooler,aquarium,fish tank",
  "1":
    "dog,wolf,sheep,goat,pig,swan,chair,armchair,desk,table,scooter,skateboard,chest,treasure chest,barrel,mailbox,fire hydrant,fireplace,shopping cart,wheelbarrow,seal,kangaroo,boy,girl,child,ladder,bathtub,gift box,scarecrow,harp,piano,sled,anchor,trash can,cauldron,rocking chair,tent,robot,ostrich,stove,window,surfboard,calf,fawn,foal,hyena,gazelle,pelican,stork,heron,vulture,stingray,coat,dress,robe,shovel,rake,mop,spear,cello,tuba,trombone,drums,easel,crib,cradle,stroller,pram,tricycle,tombstone,gravestone,headstone,oven,dishwasher,washer,dryer,grill,podium,dog house,mirror,rock,sunflower,branch,vine,puddle,telescope,son,daughter,kid,elf,dwarf,goblin,imp,leprechaun,chimpanzee,sloth,lynx,ewe,ram,sow",
  "1.8":
    "man,woman,person,king,queen,wizard,witch,knight,pirate,clown,angel,mermaid,ghost,skeleton,vampire,astronaut,cowboy,santa,santa claus,chef,doctor,nurse,teacher,farmer,soldier,ninja,princess,prince,bicycle,bike,motorcycle,sofa,couch,bed,bench,door,refrigerator,fridge,bookshelf,lion,tiger,bear,panda,gorilla,deer,leopard,zombie,monster,alien,lady,people,dancer,throne,canoe,sign,fountain,wardrobe,swing,fence,gate,unicorn,donkey,mother,father,grandmother,captain,guy,officer,agent,cop,police officer,professor,sergeant,detective,sheriff,guard,lawyer,director,pilot,priest,bride,prisoner,spy,hunter,singer,baker,waiter,waitress,sailor,graduate,scientist,dentist,worker,warrior,bartender,photographer,businessman,magician,shepherd,monk,nun,cheerleader,convict,referee,drummer,swimmer,samurai,viking,ballerina,jester,pharaoh,caveman,blacksmith,surfer,miner,cowgirl,mime,golfer,firefighter,fisherman,gladiator,matador,lumberjack,gymnast,skier,snowboarder,beekeeper,hiker,fencer,student,gentleman,artist,barber,hippie,beggar,superhero,werewolf,mummy,reaper,barbarian,robber,bandit,thief,judge,butler,cook,couple,family,antelope,reindeer,llama,alpaca,pony,ibex,velociraptor,phoenix,shelf,cabinet,cupboard,dresser,closet,curtain,rug,carpet,jukebox,hammock,shower,freezer,cannon,boulder,hedge,moped,unicycle,wheelchair,scaffold,polar bear,walrus",
  "2.5":
    "horse,cow,bull,camel,moose,zebra,bison,shark,dolphin,crocodile,alligator,hippo,hippopotamus,rhino,rhinoceros,street lamp,lamp post,boat,rowboat,cart,carriage,well,dragon,signpost,palm,fairy,snowman,arch,fire,flame,flames,elk,yak,buffalo,dromedary,pegasus,griffin,cyclops,minotaur,centaur,swordfish,wall,sandcastle,kayak,raft,chariot,sleigh,rickshaw,snowmobile,forklift,haystack,guillotine,stairs,staircase,slide,seesaw,trampoline,chimney,antenna,statue,ballista,totem,outhouse,traffic light,traffic lights,phone booth,telephone booth,swing set",
  "4":
    "car,taxi,van,pickup truck,jeep,tractor,elephant,giraffe,sailboat,helicopter,sports car,police car,ambulance,shed,dinosaur,tank,race car,garage,palm tree,ufo,orca,hot tub,flag,bridge,giant,mammoth,wagon,trailer,convertible,minibus,speedboat,gondola,bulldozer,digger,excavator,parachute,bamboo,pillar,gallows,billboard,catapult,greenhouse,gazebo,yurt,teepee,tipi,hydra",
  "8":
    "house,cottage,hut,cabin,barn,tree,pine tree,oak,christmas tree,apple tree,truck,fire truck,bus,whale,hot air balloon,airplane,plane,windmill,igloo,church,school,yacht,caravan,garden,pond,totem pole,lighthouse,tower,shop,crane,rocket,submarine,bonfire,temple,jet,airship,home,chapel,tavern,inn,stable,pavilion,restaurant,watchtower,library,station,gas station,tunnel,cave,pool,playground,stage,obelisk,mast,tram,limousine,lorry,locomotive,spaceship,biplane,glider,catamaran,carousel,escalator,tyrannosaurus,triceratops,stegosaurus,trebuchet,circus tent,fir,maple,water tower,silo",
  "25":
    "ship,castle,palace,train,factory,skyscraper,city,cathedral,hospital,hotel,pirate ship,stadium,statue of liberty,eiffel tower,building,ferris wheel,island,road,river,lake,pyramid,forest,mansion,fort,fortress,citadel,pagoda,mosque,synagogue,prison,museum,theater,courthouse,capitol,ferry,shuttle,tanker,steamboat,galleon,blimp,zeppelin,brontosaurus,diplodocus,sauropod,roller coaster,waterfall,cliff,beach,iceberg,tornado,jungle,airport,aqueduct,colosseum,stonehenge,harbor,oasis",
  "100":
    "mountain,volcano,hill,mountains,cloud,clouds,sun,moon,planet,earth,rainbow,sea,ocean,wave,saturn,comet,sky,lightning,glacier,desert,hurricane,galaxy,rain,storm,thunderstorm,fog,sunrise,sunset,jupiter,mars,asteroid,meteor,milky way",
};

const METRES: ReadonlyMap<string, number> = new Map(
  Object.entries(BY_LENGTH).flatMap(([metres, labels]) =>
    labels.split(",").map((label): [string, number] => [label, Number(metres)])
  ),
);

/** What is not listed is as large as what it ends with ("rocking horse" as a horse) or is several of, or as so much. */
const USUAL = 0.7;

/** Length of a label's thing in metres. */
export function lengthOf(label: string): number {
  const last = label.split(" ").at(-1)!;
  return [label, last, ...singulars(last)].map((name) => METRES.get(name)).find((metres) =>
    metres !== undefined
  ) ?? USUAL;
}

/** Stand in the sky, or far away, and are no larger in a picture for being so in the world. */
const FAR = new Set(
  "sun,moon,planet,earth,rainbow,cloud,clouds,star,saturn,jupiter,mars,comet,meteor,galaxy".split(","),
);
export const isFar = (label: string): boolean => FAR.has(label);

const TREES = new Set("oak,pine,palm,willow,birch,maple,fir,cypress".split(","));
/** Has a trunk, and no room below its branches where that is short. */
export const isTree = (label: string): boolean => TREES.has(label) || label.endsWith("tree");

/** Has a seat below its top, which one sits on. */
const SEATS = new Set(
  "chair,armchair,sofa,couch,bench,throne,bed,rocking chair,stool,swing,toilet,wheelchair,park bench".split(
    ",",
  ),
);
export const hasSeat = (label: string): boolean => SEATS.has(label);

/** Is seen through: what swims in it is seen whole. */
const CLEAR = new Set(
  "bowl,fish bowl,fishbowl,glass,jar,aquarium,tank,fish tank,bottle,vase,cup,bathtub,pool".split(","),
);
export const isClear = (label: string): boolean => CLEAR.has(label);

/** Is drawn as seen from above: what is on it is within its lines. */
const FLAT = new Set(
  "road,street,carpet,rug,mat,floor,path,target,map,tray,sidewalk,pavement,highway".split(","),
);
export const isFlat = (label: string): boolean => FLAT.has(label);

/** Hangs on a wall, not on top of it. */
const HUNG = new Set(
  "clock,mirror,picture frame,painting,poster,calendar,map,sign,shelf,mask,guitar,sword,shield".split(","),
);
export const isHung = (label: string): boolean => HUNG.has(label);

/** Is held up by a string or a stick: its lower end is in the hand. */
const STRUNG = new Set(
  "balloon,kite,umbrella,flag,lollipop,flower,rose,tulip,sunflower,torch,candle,sign,sword,broom".split(","),
);
export const isStrung = (label: string): boolean => STRUNG.has(label);

/** What stands in it is hidden by its lower part. */
const OPEN = new Set(
  ("box,basket,pot,cup,mug,bathtub,boat,rowboat,canoe,car,bucket,bag,nest,vase,barrel,hat,chest,treasure chest,cart," +
    "shopping cart,sailboat,ship,wheelbarrow,bowl,cauldron,trash can,pan,well,flower pot,hot tub,sink,gift,present," +
    "suitcase,backpack,boot,shoe,sled,truck,pickup truck,hot air balloon,sock,bed,train,tank,pirate ship,yacht")
    .split(","),
);
export const isOpen = (label: string): boolean => OPEN.has(label);
