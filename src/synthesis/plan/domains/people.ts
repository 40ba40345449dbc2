import type { DomainTexts } from "./domain.ts";

/** What people do, at work and else. */
export const PEOPLE = {
  support: {
    about:
      "customer support, customer, support, customer service, service, helpdesk, help desk, complaint, call center, troubleshooting, client, user, order, delivery, refund, product, warranty, e-commerce, subscription",
    thing:
      "phone, laptop, printer, router, tablet, headset, camera, television, keyboard, radio, washing machine, coffee machine, vacuum cleaner, toaster, heater, alarm clock",
    part: "screen, battery, cable, button, charger, lid, keyboard, power supply, label, filter",
    person: "customer, agent, manager, technician, courier, supervisor, colleague, engineer",
    place: "store, warehouse, website, help center, office, post office, front desk, checkout",
    action:
      "return, replace, cancel, track, reset, update, repair, check, order, ship, refund, install, restart, confirm, contact, change",
    quality:
      "late, broken, missing, new, wrong, slow, damaged, expired, polite, helpful, free, quick, urgent, double, faulty",
    tool: "website, app, email, order number, tracking number, manual, chat, form, phone line, receipt",
    feeling: "patience, frustration, relief, confusion, satisfaction, gratitude",
    problem:
      "broken screen, flickering screen, error message, dead battery, slow connection, faulty cable, stuck button, loose plug, strange noise, missing part, scratch, missing screw",
  },
  shops: {
    about:
      "shop*, store, shopkeeper, shopping, retail, supermarket, department store, bookshop, toyshop, shop assistant, salesperson, market, market stall",
    thing:
      "basket, gift, lamp, clock, candle, notebook, umbrella, cup, toy, scarf, vase, postcard, pen, box, blanket, receipt",
    part: "handle, lid, label, button, cover, strap, lining, corner",
    person:
      "shopkeeper, customer, cashier, assistant, neighbor, manager, supplier, apprentice, owner, tailor",
    place: "shop, counter, storeroom, shop window, market, main street, checkout, back room, shopping street",
    action:
      "buy, sell, wrap, order, return, choose, try, display, stack, count, carry, exchange, compare, reserve, repair",
    quality:
      "new, cheap, handmade, pretty, useful, sturdy, popular, rare, small, colorful, expensive, plain, second-hand",
    tool:
      "cash register, ladder, price tag, shopping bag, shopping cart, scale, pen, pair of scissors, calculator, stamp",
    feeling: "delight, patience, pride, curiosity, relief, satisfaction",
    weather: "rain, sunshine, snow, wind, fog",
    problem:
      "missing label, wrong price, long queue, empty shelf, torn bag, broken lid, late delivery, lost receipt, wrong size, loose button",
  },
  technology: {
    about:
      "computer*, technology, internet, robot, phone, hacker, app, machine, engineering, engineer, electronics, artificial intelligence, data, website, device, gadget",
    thing:
      "computer, program, robot, phone, laptop, server, network, website, app, game, password, file, keyboard, screen, update, bug, database",
    part: "screen, battery, chip, cable, button, keyboard, sensor, memory, disk, plug, fan",
    person: "programmer, engineer, user, hacker, designer, scientist, gamer, tester, manager, student",
    place: "office, laboratory, server room, workshop, garage, basement, data center, desk",
    action:
      "program, install, test, repair, update, debug, download, build, design, restart, connect, delete, copy, search, save",
    quality:
      "fast, slow, digital, smart, broken, new, wireless, secure, tiny, powerful, automatic, obsolete, simple",
    tool:
      "keyboard, mouse, screwdriver, laptop, compiler, cable, charger, debugger, notebook, soldering iron",
    feeling: "curiosity, frustration, pride, boredom, excitement, relief",
    problem:
      "bug, crash, virus, error message, dead battery, slow network, forgotten password, lost file, loose cable, overheating, missing semicolon",
  },
  school: {
    about:
      "school, student, teacher, education, learning, homework, university, college, classroom, exam, math, mathematics, science, history, lesson, physics, chemistry, biology, geography, language, grammar, professor, trivia, quiz, knowledge, scientist, philosophy, economics",
    thing:
      "book, lesson, test, homework, experiment, question, answer, idea, number, map, word, project, theory, planet, notebook, desk, grade",
    part: "page, chapter, cover, title, margin, drawer, formula, paragraph, table",
    person: "teacher, student, professor, principal, librarian, classmate, scientist, tutor, janitor",
    animal: "hamster, goldfish, frog, owl, mouse",
    place: "school, classroom, library, laboratory, playground, gym, cafeteria, hallway, university, museum",
    action:
      "learn, teach, read, write, study, solve, explain, count, draw, measure, ask, answer, remember, discover, practice",
    quality:
      "smart, difficult, easy, curious, famous, important, boring, new, correct, wrong, simple, ancient, quiet",
    tool:
      "pencil, ruler, calculator, blackboard, notebook, eraser, microscope, globe, backpack, textbook, chalk",
    feeling: "curiosity, pride, boredom, confusion, excitement, nervousness",
    weather: "rain, snow, sunshine, fog",
    problem:
      "hard question, forgotten homework, wrong answer, lost book, broken pencil, pop quiz, late bus, difficult word, noisy class",
  },
  sport: {
    about:
      "contest, competition, sport*, football, soccer, basketball, tennis, baseball, hockey, athlete*, athletics, swimming, cycling, golf, boxing, coach, team, match, player, skiing, skateboarding, race, training, cricket, rugby",
    thing:
      "ball, goal, match, race, medal, trophy, team, score, record, jersey, season, training, pass, championship, whistle",
    part: "wheel, net, lace, finish line, half, sleeve, handle, sole, grip",
    person: "player, coach, goalkeeper, referee, runner, fan, captain, champion, trainer, swimmer, rival",
    place: "stadium, field, gym, court, pool, track, locker room, park, bench, arena",
    action:
      "kick, throw, catch, win, lose, pass, train, run, hit, lift, stretch, beat, block, jump, score, cheer",
    quality:
      "fast, strong, fit, tired, fair, famous, nervous, young, proud, quick, loud, sweaty, tough, perfect",
    tool: "ball, racket, bat, whistle, shoe, helmet, glove, bicycle, stopwatch, dumbbell, mat, water bottle",
    feeling: "pride, excitement, disappointment, courage, joy, nervousness, exhaustion",
    weather: "rain, sunshine, wind, heat, snow, fog",
    problem:
      "injury, red card, sore muscle, missed shot, torn shoe, muddy field, flat tire, own goal, strong rival, late start",
  },
  games: {
    about:
      "chess, board game, card game, puzzle, poker, checkers, dice, crossword, sudoku, domino, video game, gamer, gaming, card, game, playing card, tabletop, dungeon",
    thing:
      "board, card, pair of dice, piece, puzzle, move, score, level, queen, king, knight, pawn, clock, trophy, rule, game, hand, token",
    part: "corner, square, edge, suit, joker, column, row, lid, side",
    person: "player, opponent, champion, beginner, referee, dealer, master, friend, winner, loser",
    place: "table, club, cafe, tournament, living room, park, basement, arena, train",
    action:
      "play, win, lose, move, deal, shuffle, roll, attack, defend, solve, cheat, trade, capture, skip, draw, guess",
    quality:
      "clever, tricky, easy, slow, fair, lucky, bold, risky, patient, famous, hidden, difficult, final, secret",
    tool: "board, timer, pair of dice, rule book, pencil, table, score sheet, box, controller, deck of cards",
    feeling: "excitement, patience, pride, frustration, suspicion, triumph, boredom",
    problem:
      "missing piece, bad hand, weak move, lost card, broken clock, unfair rule, sore loser, bluff, trap, tie",
  },
  music: {
    about:
      "music, song, musician*, band, guitar, piano, singer, singing, concert, dance, dancing, jazz, rock music, opera, orchestra, musical instrument*, composer, drum, violin, lyric, karaoke, DJ",
    thing:
      "song, melody, guitar, piano, violin, drum, concert, record, rhythm, tune, chorus, stage, note, trumpet, verse, album",
    part: "string, key, bow, pedal, neck, verse, chorus, bridge, strap, speaker",
    person:
      "singer, drummer, guitarist, composer, conductor, pianist, dancer, fan, teacher, band leader, violinist",
    animal: "nightingale, cricket, canary, cat",
    place:
      "stage, concert hall, studio, club, rehearsal room, street corner, opera house, garage, festival, balcony",
    action:
      "play, sing, hear, write, practice, compose, record, tune, dance, perform, strum, conduct, hum, rehearse",
    quality:
      "loud, soft, slow, fast, sad, happy, golden, electric, wild, sweet, broken, gentle, rhythmic, old",
    tool: "microphone, guitar, headset, amplifier, drumstick, piano, metronome, violin, flute, record player",
    feeling: "joy, sadness, longing, excitement, love, pride, stage fright",
    weather: "rain, summer night, moonlight, wind, thunder",
    problem:
      "broken string, wrong note, sore throat, loud feedback, lost sheet music, empty hall, missing drummer, flat tire",
  },
  love: {
    about:
      "love, romance, romantic, wedding, marriage, dating, valentine, heart, relationship, kiss, girlfriend, boyfriend, wife, husband, family, friendship, friend, mother, father, breakup, heartbreak",
    thing:
      "heart, rose, letter, ring, kiss, promise, smile, dance, dream, song, photograph, memory, wedding, secret, candle, poem",
    part: "hand, eye, lip, shoulder, petal, word, page, voice",
    person:
      "sweetheart, bride, groom, husband, wife, stranger, friend, poet, mother, dancer, neighbor, matchmaker",
    animal: "dove, swan, nightingale, butterfly, cat",
    place: "garden, bridge, balcony, beach, cafe, train station, church, park, dance floor, moonlit street",
    action:
      "love, kiss, hold, miss, marry, promise, hug, remember, forgive, write, surprise, keep, follow, cherish",
    quality:
      "tender, sweet, gentle, true, secret, broken, lonely, warm, faithful, shy, beautiful, lost, eternal, young",
    tool: "letter, ring, candle, phone, pen, umbrella, photograph, guitar",
    feeling: "love, longing, joy, jealousy, hope, heartbreak, tenderness, happiness, sadness",
    weather: "rain, moonlight, sunset, snow, spring breeze, starlight",
    problem:
      "broken heart, missed train, jealous rival, lost ring, long distance, unread letter, secret, bad timing",
  },
  travel: {
    about:
      "travel, trip, vacation, holiday, tourist, tourism, hotel, airport, airline, airplane, Rome, Italy, France, Spain, Japan, Europe, Africa, America, India, China, Germany, England, journey, train, airplane, flight, road, railway, bus, adventure, explorer, map, country, transport",
    thing:
      "train, map, suitcase, ticket, hotel, bus, car, passport, postcard, bridge, souvenir, road, airplane, camera, bicycle, tower",
    part: "wheel, engine, seat, window, door, mirror, brake, handle, pocket, wing",
    person:
      "traveler, driver, guide, tourist, pilot, conductor, stranger, mechanic, passenger, waiter, receptionist",
    animal: "camel, seagull, donkey, pigeon, stray dog, elephant",
    place:
      "city, airport, train station, hotel, beach, market, museum, island, mountain, harbor, village, old town",
    action:
      "visit, explore, pack, drive, book, cross, find, ride, miss, photograph, carry, follow, discover, board, fix",
    quality:
      "long, foreign, crowded, cheap, beautiful, old, famous, far, quiet, fast, sunny, late, narrow, unknown",
    tool: "map, camera, backpack, compass, phone, umbrella, suitcase, guidebook, bicycle, flashlight",
    feeling: "wonder, homesickness, curiosity, excitement, tiredness, freedom",
    weather: "sunshine, rain, snow, fog, heat, storm, breeze",
    problem:
      "lost luggage, missed train, flat tire, closed road, wrong turn, long queue, full hotel, broken engine, lost passport, delay",
  },
  vehicles: {
    about:
      "car, bicycle, motorcycle, truck, vehicle*, motor vehicle, mechanic, engine, motor, race car, bike, cycling, cyclist, automobile, scooter, driver, driving, garage, tire",
    thing:
      "car, bicycle, truck, motorcycle, engine, tire, wheel, road, bus, van, license, ticket, trip, tank, scooter",
    part:
      "wheel, brake, pedal, chain, seat, mirror, engine, door, handlebar, gear, headlight, bumper, saddle, axle, clutch",
    person: "mechanic, driver, cyclist, owner, racer, customer, passenger, inspector, dealer, instructor",
    place: "garage, workshop, road, gas station, parking lot, highway, race track, bridge, driveway, city",
    action:
      "drive, repair, ride, steer, wash, tune, park, fix, start, replace, tighten, pump, oil, paint, test, adjust",
    quality:
      "fast, rusty, new, used, loud, shiny, broken, red, old, reliable, flat, bent, electric, comfortable, heavy",
    tool:
      "wrench, pump, jack, screwdriver, oil can, helmet, tool box, patch kit, rag, flashlight, spare tire, pair of pliers",
    feeling: "pride, impatience, freedom, relief, frustration, excitement",
    weather: "rain, fog, snow, ice, sunshine, wind, heat",
    problem:
      "flat tire, worn brake, rusty chain, empty tank, dead battery, oil leak, bent wheel, broken light, strange noise, loose pedal, stuck gear, squeaky brake",
  },
  health: {
    about:
      "health, doctor, medicine, hospital, nurse, patient, medical, dentist, disease*, body, psychology, therapy, wellness, meditation, mindfulness, illness, anatomy, mental health, stress, motivation, self-help",
    thing:
      "medicine, pill, bandage, heartbeat, breath, checkup, appointment, habit, vitamin, diet, walk, rest, blood pressure, routine",
    part: "heart, lung, muscle, bone, skin, eye, ear, back, knee, stomach, shoulder",
    person: "doctor, nurse, patient, dentist, pharmacist, therapist, surgeon, visitor, coach",
    place: "hospital, clinic, pharmacy, waiting room, ambulance, gym, park, bedroom",
    action:
      "heal, treat, rest, examine, measure, help, breathe, stretch, drink, protect, calm, prevent, relax, check",
    quality:
      "healthy, sick, calm, strong, tired, careful, warm, gentle, fresh, sore, mild, regular, deep, steady",
    tool: "stethoscope, thermometer, bandage, syringe, scale, cup of tea, blanket, mat, pillow",
    ingredient: "honey, ginger, lemon, spinach, carrot, apple",
    feeling: "relief, worry, calm, hope, pain, tiredness, gratitude",
    problem:
      "cold, headache, fever, cough, sore throat, stress, toothache, allergy, sprained ankle, back pain, lack of sleep",
  },
  office: {
    about:
      "office, work, job, business, boss, manager, meeting, company, career, marketing, startup, employee, corporate, resume, project",
    thing:
      "meeting, report, email, deadline, contract, budget, project, plan, idea, invoice, presentation, coffee, schedule, printer, salary, goal",
    part: "page, chart, signature, agenda, column, drawer, headline, summary",
    person: "manager, colleague, boss, client, secretary, accountant, intern, director, assistant, partner",
    place: "office, meeting room, desk, elevator, lobby, bank, kitchen, parking lot, head office",
    action:
      "write, send, plan, sign, schedule, review, present, sell, print, finish, call, hire, discuss, approve, prepare",
    quality:
      "busy, important, late, new, long, urgent, professional, confidential, quick, boring, final, clear, annual",
    tool: "computer, phone, pen, calendar, printer, stapler, spreadsheet, notebook, calculator, whiteboard",
    feeling: "stress, pride, boredom, ambition, relief, satisfaction",
    problem:
      "missed deadline, paper jam, long meeting, empty stapler, broken printer, wrong number, lost file, angry client, late payment",
  },
  home: {
    about:
      "home, house, cleaning, furniture*, household, decorating, repair, DIY, craft*, sewing, knitting, carpentry, woodworking, tool*, room, plumbing, laundry, chore, building, construction, painting, art, painter, drawing, fashion, clothes, clothing*, tailor, hobby, artist, pottery, plumber, carpenter, workshop, grandfather, grandmother, grandparent, parent, boy, girl, son, daughter, brother, sister, uncle, aunt, cousin, nephew, niece, twin, grandpa, grandma, grandson, granddaughter, neighbor, roommate",
    thing:
      "chair, table, lamp, shelf, curtain, sofa, carpet, door, mirror, clock, cushion, vase, scarf, picture, box, quilt",
    part: "leg, drawer, handle, hinge, button, seam, corner, frame, pocket, lid, sleeve",
    person:
      "carpenter, neighbor, plumber, painter, tailor, grandmother, landlord, roommate, artist, electrician",
    animal: "cat, dog, spider, mouse, moth",
    place: "kitchen, bedroom, garage, attic, workshop, garden, bathroom, basement, studio, balcony, hallway",
    action:
      "clean, paint, repair, build, sew, wash, fold, measure, cut, hang, decorate, polish, knit, sand, glue",
    quality:
      "cozy, clean, dusty, wooden, soft, old, handmade, colorful, broken, tidy, narrow, bright, simple, comfortable",
    tool:
      "hammer, brush, broom, pair of scissors, needle, screwdriver, saw, bucket, ladder, tape measure, drill, iron, sponge",
    feeling: "comfort, pride, calm, satisfaction, impatience",
    weather: "rain, sunshine, cold, draft, wind",
    problem:
      "leak, stain, squeaky door, loose screw, broken lamp, dust, crack, clogged drain, missing button, crooked shelf",
  },
  party: {
    about:
      "party, birthday, Christmas, celebration*, festival, holiday, easter, gift, present, thanksgiving, carnival, wedding anniversary, new year, Santa Claus, clown, circus, balloon, comedy, comedian, humor",
    thing:
      "gift, cake, balloon, candle, card, invitation, song, costume, firework, game, ribbon, tree, surprise, sleigh, mask, trick",
    part: "ribbon, bow, wrapping, branch, layer, hat, bell, stocking, nose",
    person: "guest, host, clown, magician, grandfather, child, friend, elf, neighbor, uncle, aunt, baker",
    animal: "reindeer, rabbit, pony, elephant, dove, turkey",
    place: "living room, garden, circus tent, chimney, kitchen, dance floor, park, town square, rooftop",
    action:
      "celebrate, wrap, open, invite, decorate, bake, sing, dance, surprise, light, share, blow, hide, thank",
    quality:
      "happy, merry, bright, colorful, loud, festive, funny, sweet, silly, shiny, special, giant, warm, jolly",
    tool: "pair of scissors, tape, candle, balloon pump, ladder, tray, microphone, camera, whistle",
    dish: "cake, cookie, pie, pudding, roast, gingerbread, punch, ice cream",
    feeling: "joy, excitement, surprise, gratitude, love, nostalgia",
    weather: "snow, sunshine, starlight, frost, breeze",
    problem:
      "burst balloon, late guest, burnt cake, missing candle, tangled string of lights, wrong gift, forgotten birthday, broken ornament",
  },
} as const satisfies DomainTexts;
