import type { DomainTexts } from "./domain.ts";

/** What people do with themselves, and did before. */
export const LIFE = {
  fitness: {
    about:
      "gym, fitness, workout, exercise, yoga, pilates, stretching, weightlifting, bodybuilding, meditation, mindfulness, aerobics, weight loss, posture",
    thing:
      "pose, stretch, breath, workout, plank, squat, push-up, jump, walk, routine, goal, warm-up, rest day, habit, balance",
    part: "shoulder, knee, hip, back, ankle, wrist, core, heel, neck, muscle, spine, arm, leg",
    person: "trainer, teacher, beginner, yogi, runner, partner, coach, student, friend",
    place: "gym, studio, park, living room, beach, garden, pool, track, rooftop, mat",
    action:
      "stretch, lift, hold, breathe, bend, balance, push, pull, relax, repeat, lower, raise, train, count",
    quality:
      "strong, slow, deep, steady, flexible, tired, calm, straight, gentle, sore, healthy, tight, balanced, warm",
    tool: "mat, dumbbell, towel, rope, block, strap, water bottle, timer, band, cushion, mirror",
    feeling: "calm, pride, tiredness, energy, focus, relief, patience",
    problem:
      "sore muscle, stiff neck, weak core, bad posture, short breath, tight hip, missed session, lack of balance, back pain",
  },
  history: {
    about:
      "history, ancient, Egypt, Rome, Roman, Greece, Greek, viking, pharaoh, pyramid, emperor, empire, samurai, gladiator, archaeology, archaeologist, medieval history, museum, revolution, queen Victoria, Aztec, Maya, mummy, temple, antiquity",
    thing:
      "statue, coin, crown, scroll, sword, temple, pyramid, chariot, vase, treasure, law, battle, feast, mosaic, tomb, throne, letter",
    part: "wall, gate, column, roof, handle, blade, wheel, inscription, lid, step",
    person:
      "emperor, soldier, general, priest, farmer, merchant, queen, king, scribe, builder, poet, messenger, historian, potter",
    animal: "horse, camel, lion, ox, eagle, snake, goat, elephant, dog, falcon",
    place:
      "temple, palace, market, harbor, city, desert, fortress, river, village, arena, tomb, road, library",
    action:
      "build, rule, conquer, defend, carve, write, trade, bury, discover, worship, march, cross, burn, carry, crown",
    quality:
      "ancient, golden, mighty, wise, ruined, sacred, famous, proud, cruel, wealthy, forgotten, loyal, holy, buried",
    tool: "sword, shield, hammer, chisel, rope, lamp, plow, spear, brush, wagon, oar",
    dish: "bread, stew, roast, honey cake, porridge, fish",
    ingredient: "wheat, fig, olive, honey, wine, fish, barley, date",
    feeling: "pride, fear, loyalty, greed, awe, hope, anger, courage",
    weather: "heat, dust storm, rain, drought, wind, thunder, flood",
    problem:
      "flood, broken wheel, jealous rival, lost scroll, empty well, siege, stolen treasure, long march, plague, collapsed wall",
  },
} as const satisfies DomainTexts;
