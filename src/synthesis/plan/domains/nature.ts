import type { DomainTexts } from "./domain.ts";

/** Animals, landscapes, sky and sea. */
export const NATURE = {
  pets: {
    about:
      "pet, cat*, dog*, kitten, puppy, hamster, goldfish, rabbit*, parrot*, veterinarian, feline, canine, guinea pig, kitty, pet shop",
    thing:
      "cat, dog, kitten, puppy, toy, ball, collar, leash, treat, basket, blanket, bone, yarn, cushion, cardboard box",
    part: "paw, tail, whisker, ear, nose, fur, claw, tongue, belly",
    person: "owner, vet, neighbor, child, trainer, breeder, mail carrier, grandmother, dog walker",
    animal: "cat, dog, kitten, puppy, hamster, rabbit, parrot, goldfish, mouse, turtle, canary, guinea pig",
    place: "sofa, garden, windowsill, park, kitchen, bed, backyard, pet shop, doorstep, roof, armchair",
    action:
      "chase, feed, pet, catch, scratch, wash, walk, train, groom, lick, hide, follow, watch, bury, steal",
    quality:
      "fluffy, playful, sleepy, curious, lazy, hungry, clever, spoiled, loyal, striped, grumpy, proud, soft, noisy",
    tool: "bowl, leash, brush, collar, litter box, carrier, ball, scratching post, cage, whistle",
    ingredient: "milk, tuna, chicken, cheese, carrot, biscuit",
    feeling: "affection, curiosity, jealousy, joy, hunger, pride, boredom",
    weather: "rain, sunshine, snow, wind, thunder",
    problem:
      "flea, scratched sofa, muddy paw, empty bowl, lost ball, shedding, loud barking, chewed shoe, broken vase, hairball",
  },
  wildlife: {
    about:
      "animal*, wildlife, zoo, safari, jungle, bird*, insect*, mammal*, reptile*, predator, lion, elephant, bear, wolf, fox, monkey, owl, bee, butterfly, zoology, creature, beast",
    thing: "nest, burrow, trail, den, waterhole, egg, feather, honey, footprint, herd, web, branch, berry",
    part: "tail, wing, paw, claw, beak, fur, feather, horn, ear, tooth, trunk, mane, antler, shell",
    person: "ranger, zookeeper, biologist, photographer, hunter, explorer, guide, child, beekeeper",
    animal:
      "lion, elephant, bear, wolf, fox, monkey, giraffe, zebra, owl, eagle, snake, deer, tiger, rabbit, frog, squirrel, beaver, penguin, crocodile, hippo, bee, butterfly",
    place: "forest, jungle, savanna, river, cave, mountain, lake, nest, zoo, meadow, swamp, desert",
    action:
      "hunt, chase, watch, follow, protect, feed, build, climb, hide, catch, track, carry, gather, photograph",
    quality:
      "wild, fierce, shy, fast, striped, furry, hungry, gentle, rare, huge, tiny, clever, nocturnal, proud",
    tool: "spyglass, camera, tent, net, map, lantern, notebook, backpack",
    feeling: "fear, curiosity, hunger, wonder, courage, calm",
    weather: "rain, heat, snow, storm, fog, sunshine, drought",
    problem: "drought, hunter, forest fire, thorn, flood, hungry cub, broken wing, lost trail, trap",
  },
  sea: {
    about:
      "sea, ocean, lighthouse, sailing, sailor, ship*, boat*, fishing, fisherman, fish*, whale*, beach, harbor, navy, diving, submarine, coast, island, marine, surf, captain, vessel*, seaman",
    thing:
      "lighthouse, ship, boat, lamp, wave, shell, net, tide, foghorn, bell, logbook, bottle, signal, driftwood, buoy, pearl",
    part: "mast, sail, anchor, deck, lens, hull, rudder, stair, beam, oar, tower, porthole",
    person:
      "sailor, captain, fisherman, lighthouse keeper, diver, passenger, harbor master, lookout, islander, sailmaker",
    animal:
      "seagull, whale, dolphin, crab, seal, octopus, turtle, shark, herring, starfish, pelican, lobster",
    place:
      "harbor, island, beach, cliff, bay, reef, lighthouse, pier, shore, cove, dock, open sea, rocky coast",
    action:
      "sail, steer, row, catch, watch, light, signal, repair, anchor, navigate, rescue, climb, polish, guide",
    quality:
      "salty, stormy, calm, lonely, deep, blue, foggy, distant, bright, wet, windswept, rough, old, faithful",
    tool: "compass, rope, telescope, lantern, net, oar, map, barometer, anchor, bucket, radio, fishing rod",
    dish: "fish soup, chowder, grilled fish, fish pie",
    ingredient: "fish, salt, seaweed, mussel, shrimp, lemon",
    feeling: "loneliness, longing, calm, fear, hope, wonder, homesickness, patience",
    weather: "storm, fog, wind, gale, rain, calm, mist, hail, thunder, swell, sunset",
    problem:
      "leak, storm, shipwreck, fog, torn net, broken lamp, high tide, lost anchor, empty tank, hidden rock",
  },
  seasons: {
    about:
      "weather*, nature, season*, spring, summer, autumn, fall, winter, snow, rain, forest, mountain, volcano, river, lake, landscape, wind, storm, sunset, blossom, leaf, desert, wilderness, earth, environment, climate",
    thing:
      "blossom, leaf, snowflake, river, stone, cloud, moon, pine, petal, shadow, path, icicle, raindrop, feather, maple, reed, moss, dew",
    part: "branch, root, bark, petal, shore, peak, surface, edge, twig, needle",
    person: "traveler, monk, child, farmer, poet, hiker, fisherman, wanderer, old woman, ranger",
    animal:
      "crane, frog, cricket, deer, heron, sparrow, butterfly, dragonfly, fox, swallow, cicada, crow, owl, carp",
    place:
      "pond, mountain, forest, temple, meadow, river, valley, garden, bridge, hill, field, waterfall, shore",
    action:
      "watch, follow, gather, cross, touch, carry, cover, scatter, wake, hear, leave, find, climb, reflect",
    quality:
      "quiet, pale, cold, still, soft, golden, silver, distant, empty, bright, frozen, gentle, wild, clear, lonely, green",
    tool: "lantern, umbrella, walking stick, tent, boat, bell, rope, backpack, map",
    feeling: "calm, longing, wonder, peace, sadness, joy, loneliness, hope",
    weather: "rain, snow, wind, mist, frost, sunshine, thunder, breeze, storm, moonlight, fog, drizzle, hail",
    problem: "flood, fallen tree, thin ice, lost path, cold night, broken bridge, sudden storm, drought",
  },
  space: {
    about:
      "space, astronomy, planet*, star*, rocket, astronaut, alien, galaxy, moon, mars, spaceship, universe, cosmos, science fiction, sci-fi, NASA, satellite, comet, orbit, telescope, outer space, robot, spacecraft*",
    thing:
      "planet, star, rocket, moon, comet, galaxy, satellite, spaceship, asteroid, robot, signal, crater, meteor, space station, black hole, nebula",
    part: "engine, antenna, hatch, solar panel, cockpit, fuel tank, ring, airlock, wing, control panel",
    person:
      "astronaut, pilot, captain, scientist, alien, engineer, astronomer, explorer, commander, mechanic",
    animal: "space dog, space cat, moon mouse, alien bird",
    place:
      "moon, launch pad, space station, crater, orbit, planet, laboratory, control room, colony, asteroid belt",
    action:
      "launch, explore, orbit, discover, repair, land, observe, steer, measure, visit, scan, contact, pilot, study",
    quality:
      "distant, bright, weightless, silent, unknown, frozen, giant, tiny, metallic, glowing, lonely, fast, strange, red",
    tool: "telescope, spacesuit, radio, wrench, computer, helmet, laser, map, sensor, oxygen tank",
    feeling: "wonder, curiosity, fear, loneliness, excitement, homesickness, awe",
    weather: "solar wind, meteor shower, dust storm, starlight, cosmic ray",
    problem:
      "leak, low fuel, broken antenna, meteor, lost signal, jammed hatch, computer error, dead battery, alien slime, wrong orbit",
  },
  dinosaurs: {
    about: "dinosaur*, fossil, prehistoric, paleontology, mammoth, cave man, extinct animal, T-rex",
    thing: "fossil, egg, footprint, bone, fern, skeleton, nest, swamp, skull, tooth",
    part: "tail, claw, horn, tooth, neck, spike, wing, jaw, scale, plate",
    person: "paleontologist, digger, child, museum guide, caveman, explorer, professor",
    animal: "dinosaur, tyrannosaur, stegosaurus, mammoth, crocodile, turtle, dragonfly, lizard, raptor",
    place: "jungle, swamp, cave, museum, valley, desert, nest, river, volcano, dig site",
    action: "hunt, chase, dig, discover, hatch, eat, protect, study, find, measure, brush",
    quality: "huge, ancient, fierce, hungry, scaly, extinct, heavy, tiny, spiky, loud, slow, rare",
    tool: "brush, shovel, hammer, map, magnifying glass, camera, crate",
    feeling: "hunger, fear, wonder, curiosity, pride",
    weather: "heat, rain, ash cloud, fog, storm, drought",
    problem: "volcano, stolen egg, missing bone, deep mud, hungry hunter, flood, broken tooth",
  },
} as const satisfies DomainTexts;
