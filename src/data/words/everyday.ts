/** Everyday drawable nouns: what people ask for first. Written by hand; see `popularity.ts` for their weight. */
export const EVERYDAY: ReadonlySet<string> = new Set(
  `
  cat kitten dog puppy horse cow pig sheep goat chicken rooster hen duck goose turkey rabbit bunny mouse rat
  hamster squirrel hedgehog fox wolf bear panda koala lion tiger leopard elephant giraffe zebra rhino hippo camel
  deer moose kangaroo monkey gorilla sloth bat skunk raccoon otter beaver donkey llama bird owl eagle parrot
  penguin swan dove crow flamingo peacock feather nest egg fish shark whale dolphin octopus squid crab lobster
  shrimp jellyfish starfish seahorse shell snail turtle frog toad lizard snake crocodile dinosaur butterfly bee
  ladybug ant spider fly dragonfly caterpillar scorpion beetle worm paw bone
  tree leaf flower rose tulip sunflower daisy cactus grass bush mushroom clover acorn seed plant palm pine forest
  mountain volcano island beach river lake ocean wave desert cave hill
  apple banana orange lemon lime pear peach cherry strawberry grape grapes watermelon pineapple mango coconut avocado
  tomato potato carrot corn onion garlic pepper broccoli cucumber eggplant pumpkin bread toast croissant bagel
  pretzel pancake waffle cheese bacon steak sausage pizza hamburger burger sandwich taco burrito fries popcorn
  sushi rice noodles soup salad cake cupcake pie cookie doughnut donut chocolate candy lollipop ice_cream honey
  milk coffee tea beer wine cocktail juice bottle cup mug glass teapot
  house home castle tower church temple barn tent hut igloo lighthouse windmill bridge factory school hospital
  hotel shop skyscraper city door window chimney roof fence gate stairs wall brick garden fountain
  chair table sofa couch bed lamp candle clock mirror carpet shelf drawer desk bathtub toilet shower sink soap
  toothbrush towel bucket broom vase plate bowl fork knife spoon pan pot kettle oven stove fridge toaster
  television radio telephone phone camera computer laptop keyboard printer robot battery lightbulb plug fan key
  lock bell basket box bag backpack suitcase wallet purse umbrella balloon gift present envelope letter book
  newspaper pencil pen brush crayon paintbrush scissors ruler paper folder calendar map globe compass telescope
  microscope magnet hourglass watch glasses sunglasses
  hammer saw wrench screwdriver drill axe shovel rake nail screw bolt gear ladder rope chain anchor hook wheel
  tool anvil pickaxe bomb gun cannon sword shield bow arrow spear dagger helmet armor crown
  car truck bus taxi van tractor ambulance train tram bicycle bike motorcycle scooter skateboard airplane plane
  jet helicopter rocket spaceship satellite ufo ship boat sailboat canoe submarine ferry parachute sled wagon
  crane bulldozer fire_engine hot_air_balloon traffic_light road
  guitar piano violin drum trumpet flute saxophone harp accordion banjo microphone headphones bell music note
  sun moon star cloud rain snow snowflake lightning rainbow storm tornado wind fire flame water drop planet
  earth comet galaxy icicle snowman puddle
  head face eye ear nose mouth lips tooth teeth tongue hair beard mustache hand finger thumb fist foot leg arm
  heart brain lung skull skeleton footprint
  shirt dress skirt pants jeans shorts coat jacket sweater sock shoe boot sneaker sandal hat cap scarf glove
  mitten tie belt button ring necklace diamond gem mask ribbon
  ball football basketball soccer baseball tennis racket bat golf bowling trophy medal dice puzzle kite doll toy
  teddy_bear swing slide chess cards joystick target dart fishing_rod
  man woman boy girl baby king queen knight wizard witch pirate ninja astronaut clown angel devil ghost vampire
  zombie mummy monster alien dragon unicorn mermaid fairy phoenix genie santa elf snowboard ski
  pumpkin christmas_tree wreath fireworks flag money coin treasure_chest scroll potion wand cauldron coffin tombstone
  cross spider_web magnifying_glass syringe pill stethoscope bandage thermometer trash_can shopping_cart police_car
  `.trim().split(/\s+/).map((word) => word.replaceAll("_", " ")),
);

/** Everyday nouns that no set draws under their own name, by the label whose pictures stand in for them. */
export const STAND_INS: ReadonlyMap<string, readonly string[]> = new Map(Object.entries({
  cat: ["kitten"],
  chicken: ["hen"],
  frog: ["toad"],
  rhinoceros: ["rhino"],
  bookshelf: ["shelf"],
  glove: ["mitten"],
  "phoenix bird": ["phoenix"],
  "water wave": ["ocean"],
  wave: ["ocean"],
  "black bird": ["crow"],
  raven: ["crow"],
  "pine tree": ["pine"],
  "conifer tree": ["pine"],
  gravestone: ["tombstone"],
  grave: ["tombstone"],
  "grave stone": ["tombstone"],
  headstone: ["tombstone"],
  "father christmas": ["santa"],
  "santa claus": ["santa"],
  "smiling face horns": ["devil"],
  "angry face horns": ["devil"],
  sarcophagus: ["mummy"],
}));
