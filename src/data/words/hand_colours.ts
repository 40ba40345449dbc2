/** Colours of everyday things that no colour picture names, from the top down; a number says how many parts of the height. */
const HAND = `
faces, head, hand, hands, foot, leg, arm, finger, nail, fist: f2b98d
hair, beard, mustache: 8a5a32
gun, cannon, cannon ball, armor, helmet, anvil, robot, gears, gear, screw, bolt, drill, nails, pan, oven, stove, fridge, sink: 7c8794
spear, dagger, sword, knife, fork: 9fb4c7 3 8a5a32
honey, honey pot: e8a317
money, paper money, dollar: 4f9d4f
coins, coin, crown, medals, bell: e0b020
city, cities, skyscraper: 6f86b5
music, note: 6a4fb3
coffee, coffee cup, coffee mug: ffffff 1 8b5a2b
tea: b5651d
tea cup: ffffff
beer, beer glass, beer bottle: ffffff 1 e6a117 3
wine, wine glass, wine bottle: 8e2146
cocktail: f06292
juice, lemonade: f59b23
milk: 8ec5f0
king, queen, knight: e0b020 1 b03a48 3
table, desk, chair, shelf, drawer, stool, bench, barrel, crate, door, fence, gate, ladder, raft, log, violin, guitar, bookcase, wagon, cart, barn door: a0693a
table lamp, lamp, lampshade: f2c84b 2 a0693a
earth, globe, planet: 3f7fd0 2 4ba04b 1 3f7fd0
boxes, box, paper bag, cardboard, parcel: c8935a
presents, present, gifts, gift: e0483e
letter, letters, papers, paper, towel, toilet paper, cloud: 8fb7dd
school bus, taxi: f2b21b
fire truck, fire engine: d8362a
police car: 3a62c4
truck, trucks, van, car, wheelbarrow: d0473c
wall, chimney, brick, bricks, roof: b5533c
house, home, homes, cottage, barn: b5533c 2 e3bd84 3
trees, tree, forest, oak, willow, maple: 3f9142 3 83552d 2
pine tree, fir, christmas tree, pine: 2c7a44 4 83552d
palm tree, coconut tree, palm: 4a9e3f 2 9a6a3a 3
bush, plant, plants, grass, clover, fern, vine, leaf, leaves, seed plant, hedge: 4d9a3a
cactus: 3f8f4a
flower, flowers, daisy, blossom: e85a9a 3 4d9a3a 2
rose, tulip, poppy: d6303f 3 4d9a3a 2
sunflower: f2b705 3 4d9a3a 2
butterfly flower, lavender, iris: 8d5fc0 3 4d9a3a 2
pot plant, flower pot: 4d9a3a 3 b5633c 2
beach, desert, dune, sand: e2b96a
river, lake, water, waves, wave, rain, ocean, sea, pond, fountain, water fountain, shower, waterfall, drop: 3d8fd1
iceberg, ice, icicle, snowflake, igloo: 5fb4e5
hill, hills, meadow, field: 5a9e45
mountain, mountains, volcano: 9fb0c0 1 7b6b5f 3
storm, storm cloud: 5b6b86
lightning, chain lightning: f2c014
sun, sunrise, star, moon: f2b705
fire, flame, candle flame, campfire: f2b705 1 ec6a1e 2
candle, candles: f2a81d 1 e8d3b0 3
bridge, rope bridge, rope, basket, nest, nests, broom: a87842
egg, eggs, egg cup: e8c39a
cheese: f0be3c
turkey leg, chicken leg, turkey, bread, toast, pie, apple pie, cookie, noodles: c98a45
soup: e2822f
pumpkin, carrot, orange: ef8022 4
pumpkin pie: d9772b
apple, cherry, strawberry, tomato: d8333a
lemon, banana, corn, pineapple: efc22a
grapes, eggplant, plum: 7a4aa5
cucumber, lettuce, salad, salad bowl, pickle, pea, peas, broccoli, lime, pear, melon, watermelon: 58a23f
potato, nut, walnut, acorn, coconut, coconuts: 9c6b3c
cat, kittens, kitten, fox, tiger: e58a2e
dog, puppy, bear, bears, horse, pony, deer, monkey, otter, beaver, kangaroo, camel, squirrel, hedgehog, moose, sparrow, worm, worms, sloth: a86f3e
pig, pigs, piglet, flamingo: ee8fa9
frog, frogs, toad, lizard, crocodile, turtle, dragon, caterpillar, dinosaur, snake: 57a14a
whale, shark, dolphin, fish, elephant, seal, hippo, rhino: 5b8fc0
bird, birds, bluebird, jay: 4a90d0
robin: a86f3e 1 d9572e 2
crab, lobster, ladybug, ant, ants, octopus: d1453b
duck, duckling, chick, bee, giraffe: efba2a
lion: e0a03c
parrot: d8362a 2 3f9f4a 1 3d7fd1
owl, barn owl, eagle, hawk: 8f6a42
vampire bat, bat: 6b5a86
spider: 6b4c5a
skeleton, skeleton key, bone: b8a888
witch, wizard: 5d3fa0
vampire: 7b2340
pirate: a83a3a
ghost: 93a9d6
zombie, alien: 6da544
mummy: c9b58b
potion: 9b4fc0
piano, grand piano: 6a4a38
drum, drums, balloon, balloons, hot air balloon, skirt, dress, boots, ribbons, mailbox, target: d8404a
trumpet, saxophone, tuba: dfae35
belt, wallet, boot, saddle, suitcase, bag: 8f5a33
sweater, hat, hats, cap, sneakers, scarf, glove, mittens, coat, shirt, jacket: 3f78c4
pants, jeans, trousers: 3d5f9e
tennis ball: c4d82e
basketball: e3782a
tent, tents: e2942f
trash can: 6f8f78
submarine: e0b020
traffic light: d8362a 1 f2b705 1 3f9f4a 1
boat, ship, canoe, rowboat: a0693a
sailboat, yacht: 7fb2e5 3 a0693a
rocket, spaceship: d8404a 1 8fa3b5 3 f28c1e
castle, tower, lighthouse, church, temple, palace: a39584
mushroom, toadstool: d6403a 2 d8bf98
galaxy: 6a5acd
`;

/** A thing's colours from the top down, and how many parts of its height each has. */
export type Bands = { colour: readonly number[]; parts: number }[];

const bands = (text: string): Bands =>
  [...text.matchAll(/([0-9a-f]{6})(?: (\d)(?![0-9a-f]))?/g)].map(([, colour = "", parts = "1"]) => ({
    colour: [0, 2, 4].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)),
    parts: Number(parts),
  }));

/** By word. */
export const HAND_COLOURS: ReadonlyMap<string, Bands> = new Map(
  HAND.trim().split("\n").flatMap((line) => {
    const [words = "", colours = ""] = line.split(": ");
    return words.split(", ").map((word) => [word, bands(colours)] as const);
  }),
);
