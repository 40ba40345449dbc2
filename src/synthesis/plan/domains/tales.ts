import type { DomainTexts } from "./domain.ts";

/** What stories are told of. */
export const TALES = {
  bedtime: {
    about:
      "bedtime, child, kid, children, toddler, baby, lullaby, nursery, sleep, dream, pajamas, goodnight, cuddle, teddy bear, toy",
    thing:
      "blanket, pillow, moon, star, dream, lullaby, toy, teddy bear, lantern, cloud, boat, feather, kite, music box, secret, pebble",
    part: "tail, ear, paw, wing, nose, whisker, button, ribbon, corner",
    person:
      "child, mother, father, grandmother, grandfather, little girl, little boy, sister, brother, baker, friend",
    animal:
      "bear, rabbit, mouse, owl, fox, kitten, puppy, hedgehog, duckling, squirrel, deer, frog, firefly, bat, lamb, turtle",
    place:
      "forest, meadow, bedroom, garden, hill, pond, cottage, attic, treehouse, village, riverbank, burrow, island",
    action:
      "find, hug, follow, share, carry, whisper, visit, help, watch, count, bring, sing, hide, dream, wake, kiss",
    quality:
      "little, sleepy, soft, gentle, brave, kind, quiet, cozy, warm, tiny, shy, curious, silver, round, patient",
    tool: "lantern, basket, blanket, ladder, rope, spoon, map, bell, umbrella, key",
    dish: "pancake, porridge, honey cake, apple pie, soup, cookie",
    ingredient: "honey, milk, berry, apple, oat, nut",
    feeling: "joy, wonder, love, comfort, courage, sleepiness, friendship, hope, curiosity",
    weather: "snow, rain, moonlight, breeze, mist, starlight, snowfall",
    problem:
      "lost toy, dark night, strange noise, broken wing, long way home, missing star, cold nose, bad dream",
  },
  fairytale: {
    about:
      "fairy tale, fairy*, magic, wizard*, witch, princess, prince, king, queen, knight, dragon, castle, fantasy, elf, unicorn, spell, sorcerer, kingdom, mermaid, enchantment, legend, myth, quest, hero, giant, dwarf, troll, goblin",
    thing:
      "crown, spell, sword, potion, magic ring, treasure, mirror, wand, scroll, golden apple, prophecy, riddle, crystal, cloak, throne",
    part: "tower, scale, wing, gate, handle, flame, claw, jewel, page, chain",
    person:
      "king, queen, princess, prince, knight, wizard, witch, blacksmith, fairy, elf, giant, dwarf, shepherd, woodcutter, minstrel",
    animal: "dragon, unicorn, horse, owl, raven, wolf, frog, swan, phoenix, fox, black cat",
    place:
      "castle, forest, tower, kingdom, cave, village, mountain, bridge, palace, dungeon, well, throne room, enchanted lake",
    action:
      "rescue, enchant, break, find, guard, fight, seek, promise, steal, discover, defeat, cast, open, save, protect, summon",
    quality:
      "brave, ancient, enchanted, wicked, wise, golden, mysterious, noble, magical, secret, cursed, powerful, clever, hidden",
    tool: "wand, sword, shield, cauldron, key, lantern, magic book, rope, map, broom, bow, hammer",
    dish: "stew, bread, gingerbread, honey cake, soup, roast",
    feeling: "courage, wonder, love, fear, hope, jealousy, longing, joy, loyalty",
    weather: "mist, storm, thunder, moonlight, snow, fog, wind",
    problem:
      "curse, spell, locked gate, jealous rival, lost crown, hungry dragon, broken promise, endless winter, poisoned apple, missing heir",
  },
  pirates: {
    about:
      "pirate*, piracy, buccaneer, treasure, sea robber, corsair, galleon, treasure island, captain, swashbuckler",
    thing:
      "treasure, ship, treasure map, gold coin, chest, flag, parrot, barrel, cannon, jewel, compass, rum, plank, hook, eye patch, bottle",
    part: "mast, sail, deck, anchor, hull, cabin, wheel, plank, crow's nest, wooden leg, rudder, rigging",
    person:
      "pirate, captain, sailor, first mate, cook, cabin boy, governor, smuggler, lookout, admiral, gunner, mermaid",
    animal: "parrot, shark, monkey, rat, whale, seagull, crab, octopus, turtle, sea serpent",
    place: "island, ship, harbor, tavern, lagoon, cave, beach, cove, port, reef, open sea, jungle",
    action:
      "steal, bury, sail, find, steer, board, dig, hoist, chase, capture, hide, load, fire, count, sink, guard",
    quality:
      "salty, fearless, cursed, golden, bearded, hidden, stormy, greedy, wooden, rusty, sly, loud, one-eyed, famous, ragged",
    tool: "compass, map, cutlass, rope, spyglass, shovel, lantern, anchor, cannon, hook, telescope, bucket",
    dish: "fish stew, biscuit, chowder, turtle soup, porridge, salt pork",
    ingredient: "rum, fish, coconut, lime, salt, banana",
    feeling: "greed, courage, pride, fear, joy, homesickness, anger",
    weather: "storm, fog, wind, calm, thunder, gale, hurricane, rain",
    problem:
      "leak, mutiny, storm, lost map, empty barrel, hungry shark, torn sail, rival crew, sea monster, broken mast",
  },
  spooky: {
    about:
      "horror, ghost, monster*, vampire, zombie, werewolf, haunted house, scary, spooky, Halloween, haunting, skeleton, graveyard, fear, nightmare, demon, creepy, mummy",
    thing:
      "ghost, shadow, candle, mirror, coffin, mask, bone, cobweb, letter, portrait, locket, whisper, footprint, pumpkin, clock, doll",
    part: "door, window, staircase, claw, fang, bone, eye, chain, wing, hinge",
    person:
      "ghost, vampire, witch, caretaker, widow, detective, stranger, child, gravedigger, butler, neighbor, traveler",
    animal: "bat, black cat, spider, raven, wolf, rat, owl, crow, toad, moth",
    place:
      "haunted house, graveyard, attic, cellar, forest, castle, swamp, crypt, corridor, chapel, tower, abandoned mill",
    action: "haunt, follow, open, hear, hide, whisper, watch, scratch, light, chase, knock, enter, find",
    quality:
      "dark, cold, pale, silent, old, hollow, strange, haunted, dusty, broken, crooked, lonely, cursed, foggy, empty",
    tool: "candle, lantern, key, shovel, mirror, rope, broom, flashlight, silver cross, matchbox",
    feeling: "fear, dread, terror, curiosity, unease, horror, loneliness, panic",
    weather: "fog, storm, thunder, lightning, rain, wind, mist, moonlight",
    problem:
      "locked door, strange noise, missing key, curse, dying light, cold draft, flickering candle, dead phone, unseen visitor",
  },
  mystery: {
    about:
      "detective, crime*, mystery, police, spy, investigation, clue, sheriff, case, lawyer, law, court, judge, thief, secret agent, espionage, noir",
    thing:
      "clue, letter, diamond, photograph, painting, fingerprint, secret, safe, alibi, witness, note, necklace, briefcase, code, file, case",
    part: "lock, window, drawer, page, footprint, button, thread, signature, back door",
    person:
      "detective, thief, witness, inspector, suspect, butler, lawyer, spy, reporter, judge, widow, neighbor, officer",
    animal: "bloodhound, cat, parrot, raven, police dog",
    place:
      "mansion, library, hotel, alley, office, museum, train station, harbor, bank, courtroom, garden, rooftop",
    action:
      "solve, follow, question, hide, steal, find, search, suspect, arrest, prove, watch, discover, examine, chase, open",
    quality:
      "secret, hidden, suspicious, guilty, innocent, clever, nervous, missing, quiet, dark, strange, careful, anonymous",
    tool: "magnifying glass, notebook, flashlight, camera, key, phone, badge, map, glove, disguise",
    feeling: "suspicion, curiosity, guilt, fear, relief, doubt, triumph",
    weather: "fog, rain, storm, night, drizzle, snow",
    problem:
      "false alibi, missing key, broken lock, stolen painting, wrong suspect, lost file, secret door, threatening letter, dead end",
  },
  west: {
    about: "cowboy, western, wild west, outlaw, sheriff, ranch, saloon, rodeo, gold rush, bandit, frontier",
    thing:
      "horse, saddle, gold, hat, boot, wagon, stagecoach, train, badge, poster, campfire, guitar, rope, whiskey, nugget",
    part: "spur, holster, brim, wheel, rein, buckle, hoof, porch",
    person:
      "cowboy, sheriff, outlaw, rancher, bartender, miner, stranger, blacksmith, gambler, doctor, deputy",
    animal: "horse, bull, coyote, rattlesnake, vulture, mule, buffalo, cow, lizard",
    place: "saloon, desert, canyon, ranch, gold mine, prairie, jail, railroad, dusty street, corral, bank",
    action: "ride, chase, rob, rope, guard, tame, find, draw, deal, catch, lead, save",
    quality: "dusty, lonesome, tough, fast, quiet, wanted, brave, rusty, wild, stubborn, golden, dry",
    tool: "lasso, saddle, shovel, pickaxe, lantern, canteen, pan, rope, wagon, knife",
    dish: "bean stew, stew, corn bread, steak, chili",
    feeling: "courage, pride, loneliness, anger, freedom, hope",
    weather: "dust storm, heat, wind, drought, sunset, thunder",
    problem:
      "stampede, dry well, lame horse, train robbery, empty canteen, card cheat, broken wheel, rattlesnake",
  },
} as const satisfies DomainTexts;
