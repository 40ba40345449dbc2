import type { DomainTexts } from "./domain.ts";

/** What is eaten and grown. */
export const TABLE = {
  food: {
    about:
      "food*, cake*, pie*, cooking, cookery, cuisine, cook, chef, kitchen, recipe, dish*, meal, dinner, lunch, breakfast, supper, baking, bake, baker, bakery, dessert*, snack, restaurant, ingredient, eating, nutrition, diet",
    thing: "meal, dinner, lunch, breakfast, supper, snack, dessert, side dish, picnic, snack plate",
    part: "crust, filling, topping, sauce, dough, batter, broth, glaze, garnish, layer",
    person: "cook, chef, baker, grandmother, guest, neighbor, waiter, butcher, friend, host",
    place: "kitchen, pantry, market, garden, bakery, restaurant, dining room, grocery store",
    action:
      "cook, bake, fry, boil, roast, grill, simmer, chop, slice, stir, mix, whisk, knead, peel, season, serve, taste, grate, drain, toast, melt, marinate, mash, steam",
    quality:
      "fresh, crisp, tender, creamy, spicy, sweet, salty, sour, hot, cold, golden, crunchy, juicy, rich, light, warm, smoky, tangy, fluffy, savory",
    tool:
      "pot, pan, bowl, knife, spoon, whisk, oven, spatula, cutting board, ladle, grater, rolling pin, baking sheet, skillet, blender, sieve, peeler, kettle, casserole, mixing bowl",
    dish:
      "soup, stew, salad, curry, omelet, pancake, pie, pizza, lasagna, casserole, sandwich, risotto, chili, muffin, cake, pudding, burrito, taco, dumpling, meatball, roast, pasta, fritter, tart, quiche, waffle, flatbread, stir fry, burger, porridge, crumble, bread, cookie, chowder, noodle bowl, gratin",
    ingredient:
      "tomato, onion, garlic, carrot, potato, mushroom, spinach, pepper, zucchini, pumpkin, lentil, bean, chickpea, rice, pasta, flour, butter, olive oil, cream, milk, egg, cheese, chicken, beef, bacon, salmon, shrimp, lemon, lime, apple, honey, sugar, salt, basil, parsley, thyme, ginger, cinnamon, cumin, walnut, corn, cabbage, broccoli, leek, coconut milk, mustard, vinegar, yogurt",
    feeling: "hunger, delight, comfort, pride, joy, satisfaction",
    problem:
      "burnt edge, lump, soggy crust, missing ingredient, overcooked vegetable, dull knife, empty pantry, cold oven, broken sauce",
  },
  drinks: {
    about:
      "drink, beverage*, coffee*, tea*, cocktail*, wine*, beer*, juice, barista, bartender, brewing, bar, cafe, smoothie",
    thing:
      "coffee, tea, espresso, latte, cappuccino, hot chocolate, lemonade, juice, smoothie, cocktail, iced tea, milkshake, cider, soda",
    part: "foam, bean, tea bag, ice cube, straw, syrup, roast, aroma, crema, blend",
    person: "barista, waiter, guest, regular, bartender, customer, friend, owner",
    place: "cafe, coffee shop, bar, kitchen, terrace, roastery, tearoom, counter",
    action: "brew, pour, sip, stir, grind, steep, shake, serve, taste, chill, sweeten, steam, order",
    quality:
      "hot, cold, strong, mild, bitter, sweet, fresh, smooth, dark, creamy, fragrant, iced, rich, fizzy",
    tool: "cup, mug, glass, teapot, kettle, grinder, filter, espresso machine, spoon, pitcher, shaker, jug",
    dish:
      "lemonade, smoothie, hot chocolate, iced coffee, milkshake, cider, fruit punch, mint tea, iced tea, latte, ginger tea, berry cooler, mocha, egg cream, spritz, eggnog",
    ingredient:
      "milk, sugar, coffee bean, tea leaf, lemon, ice, mint, honey, cream, vanilla, ginger, cinnamon, orange, berry",
    feeling: "calm, comfort, delight, warmth, cheer",
    problem: "spill, cold cup, bitter taste, broken grinder, long line, empty jug, weak brew",
  },
  garden: {
    about:
      "gardening, garden, gardener, plant*, flower*, vegetable*, tree*, horticulture, landscaping, lawn, botany, seed, orchard, herb*, grow, rose, tulip, greenhouse, soil, compost",
    thing:
      "rose, tulip, tomato, sunflower, lavender, herb, bean, pumpkin, lettuce, apple tree, daisy, carrot, strawberry, ivy, fern, cucumber, lily, basil, shrub, hedge",
    part: "root, leaf, stem, petal, seed, bud, branch, flower, fruit, thorn, bulb, shoot",
    person: "gardener, neighbor, florist, farmer, beginner, botanist, grandmother, visitor",
    animal: "bee, butterfly, snail, worm, bird, ladybug, slug, hedgehog, squirrel, rabbit, aphid",
    place:
      "garden, greenhouse, lawn, flower bed, balcony, orchard, shed, compost heap, windowsill, path, vegetable patch",
    action:
      "plant, water, prune, weed, dig, harvest, sow, trim, rake, grow, feed, mulch, repot, pick, fertilize, mow",
    quality:
      "green, sunny, shady, dry, moist, young, wild, healthy, fragrant, ripe, fresh, hardy, colorful, tall, tiny",
    tool:
      "shovel, rake, hoe, watering can, trowel, spade, hose, glove, wheelbarrow, pair of shears, pot, bucket, pruner, stake",
    ingredient:
      "tomato, bean, pumpkin, lettuce, carrot, strawberry, cucumber, potato, leek, beetroot, apple, basil",
    feeling: "patience, pride, joy, calm, hope, surprise",
    weather: "rain, sunshine, frost, wind, drought, heat, drizzle, morning dew",
    problem:
      "weed, drought, pest, mildew, frost, yellow leaf, root rot, poor soil, slug, hungry rabbit, fungus",
  },
  farm: {
    about:
      "farm, farming, farmer, agriculture*, livestock*, cow*, pig*, sheep*, horse*, chicken, goat, barn, harvest, crop, tractor, ranch, shepherd",
    thing:
      "cow, pig, sheep, tractor, barn, hay bale, corn, wheat, egg, milk, wool, fence, apple, harvest, pony",
    part: "wheel, gate, roof, tail, hoof, horn, feather, ear, engine, wool",
    person: "farmer, shepherd, milkmaid, neighbor, farmhand, child, vet, miller, grandfather",
    animal:
      "cow, pig, sheep, goat, horse, chicken, rooster, duck, goose, donkey, dog, cat, lamb, calf, turkey",
    place: "barn, field, meadow, stable, pasture, henhouse, pond, orchard, farmhouse, hill, market",
    action:
      "feed, milk, plow, harvest, plant, herd, shear, ride, carry, mend, gather, brush, build, sow, clean",
    quality: "muddy, strong, gentle, hungry, busy, early, woolly, stubborn, fresh, golden, quiet, noisy, old",
    tool:
      "pitchfork, bucket, tractor, rope, shovel, wagon, basket, plow, ladder, lantern, saddle, milking stool",
    ingredient: "corn, wheat, milk, egg, oat, barley, apple, potato",
    feeling: "pride, tiredness, joy, worry, contentment, hope",
    weather: "rain, sunshine, fog, storm, frost, wind, drought, morning mist",
    problem:
      "broken fence, lost sheep, flat tire, drought, muddy road, empty barn, hungry fox, early frost, stuck tractor",
  },
} as const satisfies DomainTexts;
