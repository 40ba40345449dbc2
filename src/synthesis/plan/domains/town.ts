import type { DomainTexts } from "./domain.ts";

/** What is done in towns, and out of them. */
export const TOWN = {
  city: {
    about:
      "city life, city, town, urban, street, subway, metro, apartment, skyscraper, elevator, lift, downtown, suburb, everyday life, commute, commuter, taxi, mayor, neighborhood, Tokyo, New York, London, Paris, Berlin, Chicago, traffic, sidewalk",
    thing:
      "newspaper, umbrella, bus ticket, key, doorbell, mailbox, bicycle, suitcase, phone, street lamp, coffee cup, shopping bag, bench, poster, flower pot, glove, envelope, radio, coat, photograph",
    part: "handle, window, lock, step, button, corner, bell, lid",
    person:
      "taxi driver, mail carrier, neighbor, student, baker, street musician, janitor, bus driver, florist, waiter, newspaper seller, police officer, commuter, old lady, stranger, architect",
    animal: "pigeon, stray cat, dog, sparrow, crow, squirrel, rat",
    place:
      "subway station, street corner, cafe, rooftop, park, bus stop, elevator, market, staircase, library, bakery, bridge, apartment, laundromat, museum, square, newsstand, courtyard",
    action:
      "follow, meet, cross, wait, carry, buy, watch, find, call, share, paint, repair, deliver, miss, greet, return",
    quality:
      "crowded, quiet, bright, busy, narrow, late, noisy, new, lonely, yellow, tall, cheap, dusty, famous, empty, friendly, rainy, old",
    tool: "umbrella, phone, key, map, bicycle, ladder, broom, camera, notebook, flashlight",
    dish: "sandwich, soup, pizza, noodle soup, cake, bagel",
    feeling: "loneliness, curiosity, hope, impatience, joy, surprise, homesickness, relief",
    weather: "rain, snow, fog, heat, wind, drizzle, sunshine, thunder",
    problem:
      "missed bus, lost key, broken elevator, flat tire, noisy neighbor, wrong address, power cut, long queue, leaking roof, lost wallet",
  },
  news: {
    about:
      "newspaper, journalist, reporter, journalism, press, magazine, editor, headline, news, radio station, television news, broadcast, interview, columnist, publishing, printer's shop",
    thing:
      "newspaper, notebook, microphone, photograph, headline, letter, typewriter, press card, camera, front page, deadline, recorder, source, column, printing press, envelope",
    part: "page, margin, column, lens, cover, key, cable, drawer",
    person:
      "reporter, editor, photographer, newspaper seller, mayor, witness, printer, columnist, intern, secretary, cartoonist, neighbor, stranger",
    animal: "pigeon, dog, cat, parrot, crow",
    place:
      "newsroom, printing house, city hall, cafe, courtroom, newsstand, harbor, market, archive, train station, office, phone booth, rooftop",
    action:
      "print, write, publish, check, interview, photograph, follow, quote, edit, deliver, read, question, discover, correct, sell",
    quality:
      "late, secret, honest, local, important, false, curious, exclusive, famous, anonymous, short, urgent, reliable, surprising, old, careful",
    tool: "notebook, pen, camera, microphone, typewriter, phone, flashlight, bicycle, magnifying glass",
    feeling: "curiosity, pride, doubt, excitement, impatience, surprise, relief",
    weather: "rain, fog, snow, storm, sunshine, wind",
    problem:
      "missing source, wrong name, broken printing press, false report, locked archive, missed deadline, blurred photograph, empty front page",
  },
  money: {
    about:
      "money, bank*, banking, banker, tax*, taxes, finance*, accountant, accounting, investment, stock market, loan, mortgage, saving, budget, economy, insurance, wealth, coin, cash, debt, credit card, cryptocurrency, bitcoin, inflation, pension, broker, trader",
    thing:
      "bank note, wallet, receipt, coin, purse, piggy bank, credit card, bill, check, contract, tax form, safe, envelope, ledger, loan, savings book, calculator, invoice, budget, gold bar",
    part: "signature, lock, column, page, stamp, number, zipper, drawer",
    person:
      "banker, accountant, cashier, client, tax adviser, tax inspector, broker, clerk, guard, customer, investor, collector, heir, treasurer, shopkeeper",
    animal: "mouse, pigeon, cat, magpie, guard dog",
    place:
      "bank, counter, tax office, vault, office, market, waiting room, main street, exchange, ticket machine, lobby, pawnshop, post office, kitchen table",
    action:
      "save, count, lend, pay, sign, borrow, invest, check, spend, file, change, collect, hide, calculate, return, insure",
    quality:
      "expensive, cheap, careful, rich, new, lost, honest, heavy, annual, secret, careless, generous, exact, thrifty, overdue, round, lucky, greedy",
    tool: "calculator, pen, wallet, spreadsheet, stamp, safe, notebook, phone, scale, stapler",
    feeling: "worry, relief, pride, hope, greed, doubt, satisfaction, impatience",
    problem:
      "unpaid bill, lost wallet, wrong number, late payment, empty account, missing receipt, high rent, forgotten password, old debt",
  },
  film: {
    about:
      "film, movie*, cinema, actor, actress, director, screenplay, screenwriter, Hollywood, movie star, animation, documentary, movie theater, film set, theater, stage play, drama, television series, TV show, Oscar, trailer, soundtrack, sequel, stuntman",
    thing:
      "film, movie, script, scene, camera, costume, ticket, poster, trailer, sequel, popcorn, role, curtain, prop, mask, wig, spotlight, film reel, screen, award",
    part: "ending, opening, seat, lens, sleeve, title, screen, chapter",
    person:
      "actor, actress, director, screenwriter, stuntman, cameraman, critic, usher, producer, makeup artist, extra, composer, projectionist, fan, hero, villain",
    animal: "horse, dog, cat, parrot, elephant",
    place:
      "movie theater, film set, studio, stage, dressing room, red carpet, front row, projection room, editing room, theater, foyer, ticket counter, balcony",
    action:
      "watch, film, play, direct, rehearse, cut, applaud, review, light, rewrite, record, show, cast, copy, remember, dub",
    quality:
      "famous, thrilling, long, funny, romantic, black-and-white, silent, dramatic, surprising, colorful, boring, touching, clever, loud, unforgettable, low-budget",
    tool: "camera, microphone, megaphone, spotlight, clapperboard, projector, ladder, notebook, makeup brush",
    feeling: "excitement, stage fright, boredom, joy, suspense, pride, jealousy, wonder",
    weather: "rain, fog, sunshine, snow, thunder, moonlight",
    problem:
      "bad ending, forgotten line, torn costume, broken projector, empty theater, missing actor, weak plot, lost script, noisy neighbor, sold-out show",
  },
  programming: {
    about:
      "programming, programmer, code, coding, coder, Python, JavaScript, developer, software, software engineer, software developer, web development, bug, debugging, algorithm, compiler, database, open source, devops, web developer, data science, data scientist, git, Rust, Java",
    thing:
      "program, bug, function, loop, variable, server, laptop, keyboard, database, commit, test, pull request, script, library, password, error message, backup, coffee mug, rubber duck, update, website, ticket",
    part: "line, semicolon, bracket, comment, screen, memory, key, log, loop",
    person:
      "programmer, developer, tester, designer, intern, project manager, hacker, beginner, data scientist, system administrator, user, engineer",
    animal: "cat, moth, office dog, penguin",
    place:
      "office, server room, desk, basement, meeting room, kitchen, home office, data center, conference, cafe, hackathon",
    action:
      "write, test, debug, delete, install, review, copy, run, search, save, restore, update, name, rewrite, explain, document, deploy",
    quality:
      "slow, fast, elegant, broken, simple, endless, clever, readable, recursive, obsolete, automatic, secure, tiny, undocumented, stable, mysterious",
    tool: "keyboard, compiler, debugger, editor, laptop, notebook, headset, whiteboard, mouse, search engine",
    feeling: "frustration, pride, curiosity, relief, boredom, triumph, confusion",
    problem:
      "bug, missing semicolon, endless loop, forgotten password, broken test, slow query, merge conflict, lost file, wrong version, crashed server, typo, full disk",
  },
  camping: {
    about:
      "camping, camp, tent, campfire, hiking, hiker, backpacking, scout, summer camp, camper, campsite, climbing, mountaineering, trekking, trail, national park, bushcraft, survival, picnic, outdoors",
    thing:
      "tent, backpack, sleeping bag, campfire, map, tin pot, lantern, marshmallow, blanket, canoe, water bottle, hiking boot, compass, log, matchbox, raincoat, guitar, firewood, postcard, hammock",
    part: "zipper, pole, strap, peg, sole, buckle, lid, flap, knot",
    person:
      "camper, scout, ranger, hiker, guide, cook, scout leader, climber, friend, neighbor, father, aunt",
    animal: "bear, owl, squirrel, mosquito, deer, raccoon, fox, frog, firefly, hedgehog",
    place:
      "campsite, forest, lake, trail, mountain, meadow, river, hilltop, waterfall, cabin, clearing, beach, cave, viewpoint",
    action:
      "pack, carry, pitch, light, gather, cook, climb, follow, share, roll, dry, find, watch, fold, tie, explore",
    quality:
      "wet, smoky, steep, quiet, dry, heavy, warm, wild, muddy, starry, waterproof, light, cold, cheerful, tired, hungry, rainy, long",
    tool:
      "flashlight, compass, rope, stove, axe, pocketknife, map, lantern, pot, matchbox, whistle, walking stick",
    dish: "bean stew, soup, pancake, sandwich, porridge",
    ingredient: "bean, potato, corn, bacon, apple, berry",
    feeling: "wonder, tiredness, joy, calm, hunger, freedom, fear, pride",
    weather: "rain, sunshine, wind, starlight, mist, thunder, dew, moonlight",
    problem:
      "leaking tent, wet matches, lost map, mosquito, blister, missing peg, cold night, fallen tree, hungry bear, torn backpack",
  },
  running: {
    about:
      "running, runner, marathon, marathon runner, half marathon, jogging, jogger, sprint, sprinter, triathlon, track and field, ultramarathon, trail running, relay race, hurdle, 5k",
    thing:
      "running shoe, race, medal, water bottle, starting number, finish line, stopwatch, training plan, lap, jersey, headband, sock, cap, banana, personal best, whistle, watch, route",
    part: "lace, sole, ankle, knee, calf, heel, sleeve, tongue",
    person:
      "runner, coach, jogger, sprinter, marathon runner, rival, friend, beginner, champion, physiotherapist, neighbor, spectator",
    animal: "dog, hare, horse, pigeon, squirrel",
    place:
      "track, park, finish, start, stadium, hill, forest path, bridge, riverside, city, beach, locker room",
    action:
      "run, train, stretch, time, pass, cheer, lace, follow, beat, breathe, win, count, measure, warm up",
    quality:
      "fast, tired, steady, steep, sweaty, muddy, proud, long, fit, slow, flat, stubborn, early, tough, light, sore",
    tool: "stopwatch, running shoe, water bottle, whistle, towel, headlamp, bandage, heart monitor",
    dish: "pasta, porridge, salad, soup",
    feeling: "exhaustion, pride, joy, nervousness, freedom, courage, relief, disappointment",
    weather: "rain, heat, wind, sunshine, fog, snow, drizzle",
    problem:
      "blister, sore knee, loose lace, side stitch, wet shoe, steep hill, late start, cramp, strong rival, empty bottle, heat",
  },
} as const satisfies DomainTexts;
