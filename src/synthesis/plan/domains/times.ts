import type { DomainTexts } from "./domain.ts";

/** Times that were hard, and times to come. */
export const TIMES = {
  war: {
    about:
      "war, soldier*, army, WW1, WWI, WW2, WWII, world war, trench, battle, battlefield, veteran, infantry, military, troop, regiment, front line, home front, civil war, resistance, refugee, paratrooper, sergeant, lieutenant, war nurse",
    thing:
      "letter, photograph, boot, tin cup, helmet, coat, blanket, postcard, medal, candle, harmonica, diary, sandbag, stretcher, parcel, ration, button, pocket watch, flag, train ticket",
    part: "sole, lace, strap, buckle, pocket, sleeve, lid, lining, collar",
    person:
      "soldier, nurse, sergeant, messenger, medic, cook, officer, chaplain, corporal, recruit, mother, farmer, radio operator, veteran, stretcher bearer",
    animal: "horse, mule, dog, carrier pigeon, rat, crow, lark",
    place:
      "trench, camp, field hospital, train station, village, barn, ruined church, bridge, muddy road, cellar, forest, field kitchen, harbor, barracks",
    action:
      "march, write, carry, dig, wait, mend, guard, share, repair, follow, send, read, polish, cross, bandage, remember, whisper",
    quality:
      "muddy, cold, wet, tired, brave, homesick, quiet, worn, torn, distant, young, wounded, gray, gentle, hungry, lucky, faded, heavy, silent",
    tool:
      "shovel, lantern, tin cup, map, rope, bandage, pencil, radio, spyglass, needle, bucket, stove, compass",
    dish: "soup, stew, bread, porridge, biscuit",
    ingredient: "bread, tea, potato, turnip, sugar, jam, bacon",
    feeling: "homesickness, fear, hope, courage, longing, grief, comradeship, relief, exhaustion",
    weather: "rain, fog, snow, frost, mist, cold, drizzle, thunder",
    problem:
      "wet boots, cold night, lost letter, torn coat, empty stove, flooded trench, long march, broken radio, missing parcel, sleepless night",
  },
  castle: {
    about:
      "medieval, middle ages, castle, knight*, feudal, peasant, crusade, joust, jousting, tournament, monastery, monk, abbey, squire, serf, blacksmith, minstrel, bard, round table, King Arthur, Camelot, siege, renaissance",
    thing:
      "banner, lute, goblet, candle, tapestry, scroll, helmet, cloak, seal, horn, quill, lance, saddle, purse, chess set, barrel, ring, loaf, prayer book, torch",
    part: "gate, tower, drawbridge, wall, hilt, chain, stirrup, buckle, hinge, sleeve",
    person:
      "knight, squire, blacksmith, monk, minstrel, king, queen, page, miller, baker, stable boy, herald, abbess, healer, archer, peasant, lady-in-waiting, jester",
    animal: "horse, falcon, hound, donkey, raven, goose, wolf, owl, pig, goat",
    place:
      "castle, great hall, courtyard, stable, chapel, market square, village, forest, monastery, tower, moat, kitchen, tavern, mill, tournament field, dungeon",
    action:
      "guard, ride, forge, carry, polish, defend, swear, serve, copy, harvest, mend, announce, feed, saddle, build, deliver, light",
    quality:
      "noble, loyal, rusty, golden, humble, brave, wooden, proud, holy, old, narrow, smoky, royal, stubborn, honest, worn, heavy, poor",
    tool: "sword, shield, hammer, bellows, rope, candle, quill, bow, anvil, lantern, cart, key, bucket",
    dish: "bread, stew, porridge, roast, soup, honey cake, pie",
    ingredient: "barley, honey, apple, turnip, cabbage, bacon, herb",
    feeling: "loyalty, pride, courage, fear, hope, envy, devotion, hunger",
    weather: "mist, rain, snow, thunder, frost, wind, sunshine",
    problem:
      "broken lance, empty well, long siege, lame horse, rusty gate, stolen banner, lost seal, jealous rival, bad harvest, leaking roof",
  },
  grief: {
    about:
      "grief, mourning, funeral, loss, condolence, consolation, sympathy, bereavement, memorial, eulogy, obituary, widow, widower, farewell, remembrance, grave, cemetery, goodbye, late father, late mother",
    thing:
      "photograph, letter, coat, empty chair, candle, flower, watch, scarf, wreath, handwriting, cup, garden bench, book, song, ring, prayer, memory, recipe, key, voice message",
    part: "pocket, sleeve, page, corner, voice, hand, handle",
    person:
      "mother, father, friend, neighbor, grandmother, grandfather, widow, sister, brother, priest, daughter, son, aunt, uncle",
    animal: "dove, robin, old dog, swallow, blackbird, cat",
    place:
      "church, cemetery, garden, kitchen, churchyard, hospital, empty house, park bench, harbor, window seat, hill, train station, hallway",
    action:
      "remember, miss, keep, hold, carry, write, light, visit, thank, find, fold, read, share, forgive, listen, plant",
    quality:
      "quiet, empty, worn, gentle, kind, lonely, faded, warm, slow, familiar, patient, soft, dear, silent, still, simple, faithful",
    tool: "candle, pen, lamp, watering can, umbrella, photo album, handkerchief",
    feeling: "grief, love, longing, gratitude, comfort, loneliness, peace, hope, tenderness, sorrow",
    weather: "rain, mist, snow, starlight, breeze, frost, sunset, autumn",
    problem:
      "sleepless night, empty house, long winter, unread letter, silent phone, first birthday alone, heavy heart",
  },
  future: {
    about:
      "cyberpunk, dystopia, dystopian, android, cyborg, neon, megacity, virtual reality, future, hologram, drone, nanotechnology, post-apocalyptic, apocalypse, time travel, time machine, AI uprising, metaverse, steampunk",
    thing:
      "neon sign, hologram, data chip, drone, robot arm, noodle cup, raincoat, access card, screen, delivery bot, mirror, helmet, receipt, power cell, jacket, vending machine, memory card, umbrella, glove, lamp",
    part: "lens, cable, antenna, battery, switch, zipper, visor, plug, screen",
    person:
      "hacker, courier, detective, mechanic, engineer, street doctor, bartender, guard, android, pilot, smuggler, musician, noodle seller, stranger, inventor",
    animal: "stray cat, robot dog, rat, crow, moth, pigeon",
    place:
      "rooftop, alley, noodle bar, market, subway, tower, elevator, club, workshop, server room, arcade, tunnel, harbor, bridge, capsule hotel, parking deck",
    action:
      "scan, repair, deliver, follow, decode, hide, trade, search, copy, connect, erase, carry, upgrade, watch, find, unlock",
    quality:
      "electric, wet, bright, flickering, cheap, silent, artificial, rusty, secret, fast, encrypted, noisy, lonely, narrow, broken, tired, blue, restless",
    tool: "laptop, welding torch, flashlight, scanner, cable, screwdriver, headset, key card, battery, radio",
    dish: "noodle soup, dumpling, rice bowl, fried rice, coffee",
    feeling: "loneliness, curiosity, suspicion, hope, fear, longing, boredom, excitement",
    weather: "rain, fog, smog, drizzle, heat, thunder, wind",
    problem:
      "power cut, lost signal, locked door, broken drone, dead battery, stolen data chip, wrong code, flickering light, empty account",
  },
} as const satisfies DomainTexts;
