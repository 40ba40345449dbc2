/** What comes to mind at words for what cannot be drawn. Written by hand; the first label that a model has counts. */
const TABLE = `
  peace pacifism harmony truce: dove
  love romance affection valentine valentines passion: heart
  heartbreak divorce breakup: broken heart, heart
  hope: rainbow, candle
  joy happiness fun delight cheer smile happy glad cheerful laughter: happy face, smile face, face
  sadness sorrow grief sad unhappy depression: sad face, crying face, face
  anger rage fury angry mad: angry face, face
  fear fright horror scare scary: ghost, skull
  surprise amazement: surprised face, surprise face, gift
  sleep nap rest dream sleepy asleep bedtime: bed, moon
  nightmare: ghost
  death mortality dead: skull, grim reaper, tombstone
  danger poison toxic venom: skull
  killing murder murderer homicide: knife
  life: tree
  birth: stork, baby, crib
  childhood: teddy bear, toy
  youth: child
  family: family house, house
  marriage wedding engagement bride wife husband: ring, diamond ring
  time minute hour second moment century era age: clock, hourglass
  day noon morning: sun
  dawn daybreak: sunrise
  dusk evening: sunset
  night midnight tonight: moon
  week month year date day planner schedule: calendar
  summer: sun
  winter: snowflake, snowman
  autumn fall: leaf
  springtime: flower
  season: leaf
  christmas xmas yule noel: christmas tree
  easter: easter egg, egg, bunny
  halloween: pumpkin, ghost
  thanksgiving: turkey
  hanukkah chanukah hanukah: menorah, candle holder, star david
  judaism jewish jew torah: star david, synagogue
  kwanzaa diwali: candle
  ramadan islam islamic muslim: mosque, crescent
  christianity christian catholicism jesus christ religion: cross, church
  crucifixion: cross
  buddhism: buddhist, lotus, pagoda
  hinduism: hindu
  faith prayer worship: prayer beads, church
  heaven paradise: cloud, angel
  hell sin evil: devil
  birthday anniversary: birthday cake, cake
  party celebration festival new year: balloon, fireworks
  holiday vacation tourism: suitcase, beach
  travel journey trip voyage tour: suitcase, airplane
  adventure exploration: compass, map
  flight aviation flying: airplane
  school education learning teaching lesson knowledge wisdom: book
  study reading literature story fiction: book
  writing author poem poetry poet writer: pen, quill
  spelling grammar language word: letter
  news journalism: newspaper
  history antiquity: scroll
  philosophy thought: philosopher
  idea inspiration invention innovation: light bulb
  science chemistry experiment research laboratory: microscope, test tube
  physics nuclear: reactor, magnet
  astronomy outer space cosmos: telescope, galaxy
  biology genetics: microscope
  medicine health healthcare: stethoscope, pill
  illness disease sickness flu fever: thermometer, virus
  injury wound first aid: bandage
  mathematics math maths arithmetic algebra: calculator
  geometry: triangle, compass
  geography: globe, map
  art painting: artist, paintbrush
  drawing: pencil
  music song melody tune sound: music note, note
  concert: guitar
  jazz: saxophone
  opera: theatre
  theatre drama acting comedy tragedy: drama masks, theater
  dance dancing ballet: dancer, ballet dancer
  film movie cinema: movie camera, film projector
  photography: camera
  magic sorcery spell: wizard, wand
  witchcraft: witch
  mystery riddle question: magnifying glass, detective
  secret secrecy privacy: lock, key
  security safety protection defense defence: shield, lock
  freedom liberty: statue of liberty, bird
  justice law court trial judgment legal: judge, justice star
  crime theft robbery burglary: robber, handcuffs
  prison jail punishment: prison
  democracy election vote government politics: capitol
  nation country patriotism patriot: flag
  monarchy royalty royal kingdom reign: crown
  power strength force muscle: strong man, biceps
  energy: lightning, battery
  war warfare battle conflict combat: tank, sword
  army military: soldier, tank
  navy: battleship, ship
  air force: jet, airplane
  victory success triumph win winning prize award: trophy
  competition contest tournament: trophy, medal
  honor glory: medal
  luck fortune lucky chance: clover, dice, horseshoe
  gambling casino: dice, roulette
  wealth riches fortune: treasure chest, money bag
  rich money finance economy cash payment: money bag, money
  savings thrift: piggy bank
  poverty poor: beggar
  business trade commerce work job career: briefcase
  industry manufacturing: factory
  farming agriculture harvest: tractor, wheat
  construction: crane, hard hat
  carpentry woodwork: saw, hammer
  plumbing: faucet
  cooking cuisine recipe: cook, chef
  baking: oven, bread
  food dinner lunch supper meal eating hunger hungry: hamburger, pizza
  breakfast: fried egg, egg
  thirst thirsty drinking: water glass, glass
  drunkenness drunk hangover: beer bottle, bottle
  smoking: cigarette
  traffic jam: car
  traffic: traffic light, car
  transport transportation: bus, truck
  driving: car
  sailing: sailboat
  cycling: bicycle
  racing race speed: race car, racing car
  hunting: rifle, bow
  shooting archery: archer, target
  fishing angling: fishing rod
  camping hiking: tent, backpack
  climbing mountaineering: mountain
  swimming: swimming pool
  diving: diving suit, scuba
  surfing: surfer, wave
  skating: skate, ice skate
  gymnastics exercise fitness workout gym: weight, weights
  wrestling boxing: boxing glove, boxer
  billiards snooker: pool ball, eight ball
  golfing: golf
  sport sports athletics: ball, soccer ball
  gardening: watering can, garden
  sewing tailoring: needle, sewing machine
  knitting: yarn
  cleaning cleanliness housework: broom, mop
  hygiene: soap
  laundry washing: washing machine
  shopping sale: shopping cart, cart
  communication conversation talk: telephone
  mail post: letter, envelope
  computing programming software hacking: computer
  internet web: globe
  video game gaming: joystick
  weather forecast: cloud
  heat warmth hot: sun, fire
  cold chill freezing: snowflake
  humidity wet: water drop
  drought: cactus, desert
  disaster: volcano, tornado
  earthquake: earth crack
  pollution: factory
  recycling trash garbage waste rubbish: trash can
  ecology environment nature: tree, leaf
  growth development: plant
  beauty glamour: rose
  vanity: mirror
  elegance fashion style: dress
  luxury: diamond
  spirit soul: ghost
  wish: star, candle
  memory nostalgia: photo camera, album
  intelligence mind psychology intellect: brain
  madness insanity crazy: crazy face
  silence quiet: silence face
  noise: megaphone, horn
  pain ache: bandage
  confusion: confused face
  courage bravery brave: lion
  loyalty: dog
  speedy fast quick: rabbit
  mice: rat
  lorry: truck
  bullseye: target, dart
  barnacle: shell
  drug drugs: pill
  vehicle: car
  sub: submarine
  clothing clothes apparel garment attire wardrobe: shirt
  furniture: chair
  hair hairdo hairstyle hairdresser: comb, scissors
  haircut barber: scissors
  pendant: necklace
  platter: plate
  treasure loot: treasure chest
  mitt: baseball glove
  turtleneck: sweater
  cyberspace: computer
  cod: fish
  soda: soda can
  world: earth, globe
  stick: branch, twig
  hamper: basket
  cutlery flatware: fork
  machine machinery mechanism: gear, gears
  traveler traveller tourist: suitcase
  hose: pipe
  instrument: guitar
  thief burglar criminal felon crook outlaw: robber, bandit
  equipment: tools, hammer
  tissue: toilet paper
  slow slowness: snail, turtle
  patience: hourglass
  balance equality: yin yang
  unity cooperation agreement friendship: holding hands, handshake
  help rescue: lifesaver, life buoy
  charity generosity: gift
  immortality rebirth: phoenix
  evolution: ape
  infinity: ring
  north south direction navigation: compass
  altitude: mountain
  gravity: apple
  electricity electronics: plug, light bulb
  sweetness dessert: cake, candy
  spring break: beach
  egypt: pyramid
  paris: eiffel tower
  rome: temple
  london: tower bridge
  new york: statue of liberty
  seattle: space needle
  moscow: church building, dome
  hollywood: movie camera
  agra: taj mahal
  troy: trojan horse
  sweet treat: candy
  six: dice
  sky: cloud
  daylight: sun
  america africa europe asia continent: globe
  miami: palm tree
  port: anchor, ship
  shipping shipment: package, box
  baggage claim: suitcase
  florist: flower
  entrance: door
  gateway: gate
  engineer: gear
  technician: wrench
  cleaner: broom
  guard: shield
  navigator explorer: compass
  guide: map
  trail: footprint
  tutor instructor: book
  editor: pencil
  composer: music note
  passenger: bus
  cutting: scissors
  shaving: razor
  makeup: lipstick
  stream: river
  leak: drop
  launch: rocket
  power: plug, lightning
  search engine: magnifying glass
  print: printer
  mac: computer
  slate: clapperboard
  steel: anvil
  slave: chain
  terror: ghost
  iris: eye
  siamese: cat
  lincoln: top hat
  chaplin: bowler hat
  maya: pyramid
  roman: temple
  kosher: star david
  mexican: taco
  chinese: lantern, dragon
  vegetarian: carrot
  alligator: crocodile
  blimp zeppelin: airship, hot air balloon
  briefs thong: underwear
  cavity: tooth
  canal: river
  cracker: cookie
  pastry: croissant
  pudding: cake
  cradle: crib
  crutch: crutches
  cushion: pillow
  eyebrow: eye
  veil: bride
  fuse: dynamite
  halo: angel
  hail: cloud
  horn: horns
  intersection: crossroads
  pavement: road
  windshield: car
  ketchup: bottle
  mayo: jar
  lemonade: lemon
  spice: salt
  leash: dog
  leo: lion
  scorpio: scorpion
  capricorn: goat
  cancer: crab
  mosquito: fly
  roach: insect
  oyster: shell
  mop: broom
  vacuum: vacuum cleaner
  pager: phone
  plumber: wrench
  postman: mailbox
  rudder: helm
  sarcophagus: mummy
  sea: wave
  sandbox: bucket
  shrine: temple
  slipper: slippers
  sphere: ball
  tack: pushpin, nail
  theater theatre: drama masks
  vat: barrel
  vault: safe
  viola: violin
  sickle: scythe
  razor: straight razor
  sconce: lamp
  short: shorts
  blade: knife
  bullet: bullets
  biohazard: radiation
  pad: notebook
  solar panel: solar energy
  sewing needle: needle
  roller blind: curtain
  fire hose: fire hydrant
  candlestick candle holder: candle
  orangutan: monkey
  porcupine: hedgehog
  hippopotamus: hippo
  kiwi: fruit
  dumpling naan pita: bread
  kebab: skewer, meat
  seagull albatross: bird
  tambourine: drum
  goblin: monster
  bonsai: tree
  quilt: blanket, bed
  hoe: shovel
  thermostat barometer: thermometer
  speedboat: boat
  aurora: rainbow
`;

/** Words and the labels that can be drawn for them, the best first. */
export const RELATED: readonly { word: string; instead: readonly string[] }[] = TABLE.trim().split("\n")
  .flatMap((line) => {
    const [words = "", labels = ""] = line.split(":");
    return wordsOf(words).map((word) => ({ word, instead: labels.split(",").map((label) => label.trim()) }));
  });

/** Words of a line; the phrases among them are few. */
function wordsOf(text: string): string[] {
  const phrases =
    /outer space|first aid|air force|new year|new york|traffic jam|video game|spring break|day planner|baggage claim|search engine|solar panel|sewing needle|roller blind|fire hose|candle holder/g;
  return [...text.matchAll(phrases)].map(([phrase]) => phrase).concat(
    text.replace(phrases, "").trim().split(/\s+/).filter((word) => word !== ""),
  );
}
