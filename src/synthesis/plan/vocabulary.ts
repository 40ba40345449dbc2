/** Words of descriptions that ask for kinds of text, for tones, or for nothing that texts are about. */
import type { TextKind, Tone } from "../plan.ts";

const listed = <K>(...lists: readonly (readonly [K, string])[]): Map<string, K> =>
  new Map(lists.flatMap(([key, list]) => list.split(",").map((word): [string, K] => [word.trim(), key])));

/** Words and phrases for kinds. */
export const KIND_WORDS: ReadonlyMap<string, TextKind> = listed<TextKind>(
  ["recipe", "recipe, cookbook, cooking instruction, mocktail, love potion"],
  [
    "dialogue",
    "dialogue, dialog, conversation, chat, chatbot, chat bot, interview, script, screenplay, role play, roleplay, small talk, banter, text messages between, talk, sketch, assistant, companion",
  ],
  [
    "story",
    "story, tale, fairy tale, fable, fiction, legend, myth, saga, narrative, novel, short story, bedtime story, adventure story, anecdote, fanfiction, storyteller, storytelling, adventure, mystery, thriller, romance novel, science fiction, science fiction story, sci-fi, sci-fi story, mystery story, " +
    "backstory, character backstory, biography, review, product review, product description, speech, wedding speech, sermon, " +
    "monologue, plot, movie plot, film plot, plot summary, article, news article, news, report, essay, blog post, blog, " +
    "obituary, profile, bio, synopsis, blurb, logline, newsletter, press release, news release, announcement, homily, soliloquy, " +
    "d&d encounter, dnd encounter, dungeon encounter, encounter, quest hook, adventure hook, plot hook, side quest, quest idea, " +
    "weather report, weather forecast, weather bulletin, forecast, bug report, bug ticket, user story, police report, incident report, " +
    "accident report, crime report, police log, listing, sale listing, estate listing, real estate listing, property listing, sale ad, " +
    "classified ad, advertisement, advert, ad, commercial, hotel description, class description, course description, event description, workshop description, " +
    "job description, job posting, job post, job ad, job advert, job listing, job offer, vacancy, sports commentary, commentary, " +
    "play-by-play, meditation script, guided meditation, meditation, urban legend, conspiracy theory, captain's log, ship's log, " +
    "logbook, logbook entry, log entry, romcom, romcom plot, romantic comedy, romantic comedy plot",
  ],
  [
    "question",
    "question, answer, faq, q&a, question and answer, quiz, trivia, quizzes, riddle, questionnaire, flashcard, explanation, explain, tutor, teach, " +
    "interview question, job interview question, would you rather, true or false, true-or-false question, true or false question, word problem, math problem, " +
    "math word problem, maths problem, math question, brain teaser, brainteaser",
  ],
  [
    "list",
    "list, checklist, to-do list, shopping list, inventory, menu, ranking, packing list, listicle, pickup line, pick-up line, pick up line, " +
    "tip, advice, life hack, guide, instruction, manual, guideline, suggestion, recommendation, plan, workout plan, training plan, " +
    "meal plan, lesson plan, routine, schedule, itinerary, quote, quotation, saying, proverb, aphorism, motto, affirmation, mantra, " +
    "movie quote, slogan, tagline, names, excuse, fact, fun fact, compliment, insult, wish, birthday wish, wedding toast, " +
    "things to do, icebreaker, conversation starter, would you rather question, headline, news headline, horoscope, prophecy, tweet, caption, " +
    "fortune, fortune cookie, fortune cookie message, tarot reading, tarot card reading, tarot, prediction, post, facebook post, instagram post, social media post, " +
    "instagram caption, status update, chore, chore list, task, task list, commit message, git commit, git commit message, meeting minutes, " +
    "meeting notes, agenda, meeting agenda, restaurant menu, release notes, changelog, patch notes, writing prompt, story prompt, prompt, " +
    "business idea, startup idea, bingo card, bingo, team names, band names, character names, pet names, dog names, cat names, rule, house rule, " +
    "crossword clue, crossword, camping checklist, ice breaker, icebreaker question, ice breaker question, conversation starter question",
  ],
  [
    "letter",
    "letter, email, e-mail, mail, postcard, correspondence, love letter, invitation, cover letter, thank-you note, thank you note, thank-you letter, thank you letter, thank-you card, thank you card, greeting card, birthday card, apology letter, apology email, apology, valentine card, christmas card, diary, journal, complaint letter, complaint email, " +
    "resignation letter, resignation email, resignation, letter to the editor, out-of-office, out-of-office reply, out-of-office message, out of office, autoreply, auto-reply, text message, sms",
  ],
  [
    "poem",
    "poem, poetry, verse, limerick, sonnet, rhyme, ballad, ode, lyric, lyrics, song, lullaby, tongue twister, couplet, elegy, poet, nursery rhyme, rap, hymn, love song, shanty, carol, anthem, " +
    "prayer, blessing, wedding vow, vow, eulogy, spell, magic spell, incantation, chorus",
  ],
  ["haiku", "haiku, senryu, tanka"],
  [
    "joke",
    "joke, pun, one-liner, gag, knock-knock, knock-knock joke, knock knock joke, dad joke, punchline, comedy, stand-up, humor, wordplay, yo mama joke, yo momma joke, your mama joke, stand-up bit, stand-up routine, comedy routine, comeback, roast joke, roast battle, comedy roast, roasts of, insult joke",
  ],
  [
    "support",
    "support, customer support, customer service, tech support, technical support, help desk, helpdesk, support ticket, complaint, troubleshooting, customer care, call center, service desk",
  ],
);

/** Senses by word and lexicographer file, of which others may be a kind. */
export const KIND_ANCHORS: readonly (readonly [word: string, file: number, TextKind])[] = [
  ["haiku", 10, "haiku"],
  ["recipe", 10, "recipe"],
  ["poem", 10, "poem"],
  ["song", 10, "poem"],
  ["joke", 10, "joke"],
  ["letter", 10, "letter"],
  ["story", 10, "story"],
  ["fiction", 10, "story"],
  ["list", 10, "list"],
  ["question", 10, "question"],
  ["conversation", 10, "dialogue"],
];

/** Kinds of text that there is no grammar for, and the one that comes near. */
export const STAND_INS: ReadonlyMap<string, TextKind> = listed<TextKind>(
  [
    "story",
    "book, scene, battle scene, fight scene, pitch, elevator pitch, proclamation, decree, description, rumor, rumour, gossip, confession",
  ],
  [
    "list",
    "idea, title, meme, toast, pattern, vocabulary, glossary",
  ],
  ["dialogue", "play, drama, movie, debate, chat message, quarrel"],
  ["poem", "chant, jingle"],
  ["question", "puzzle"],
  ["letter", "telegram"],
);

/** Words for tones. */
export const TONE_WORDS: ReadonlyMap<string, Tone> = listed<Tone>(
  ["plain", "plain, neutral, simple, matter-of-fact"],
  [
    "funny",
    "fun, funny, humorous, hilarious, silly, witty, comic, comical, goofy, sarcastic, absurd, playful, amusing, ironic, cheeky, satirical, whimsical, wacky, ridiculous, cheesy",
  ],
  [
    "gentle",
    "gentle, calm, calming, soothing, cozy, cosy, kind, sweet, relaxing, warm, tender, friendly, soft, peaceful, comforting, wholesome, loving, quiet",
  ],
  [
    "formal",
    "formal, polite, professional, official, serious, academic, courteous, elegant, scholarly, respectful, dignified, business",
  ],
  [
    "excited",
    "excited, exciting, enthusiastic, energetic, thrilling, epic, cheerful, upbeat, happy, joyful, motivational, inspiring, lively, ecstatic, passionate",
  ],
  [
    "sad",
    "sad, melancholy, melancholic, tragic, gloomy, mournful, nostalgic, heartbreaking, depressing, sorrowful, bittersweet, wistful, heartbroken",
  ],
  [
    "spooky",
    "spooky, scary, creepy, eerie, horror, haunted, frightening, sinister, terrifying, halloween, gothic, macabre, ghost, ghostly, vampire",
  ],
  ["pirate", "pirate, buccaneer, piratical, corsair, swashbuckling"],
);

/** Tones of what is not called anything. */
export const IMPLIED_TONES: readonly (readonly [RegExp, Tone])[] = [
  [/\b(bedtime|lullab\w*|toddlers?|bab(y|ies)|goodnight)\b/i, "gentle"],
  [/\b(jokes?|puns?|limericks?|comedy|comedian|clowns?|one-liners?|gags?)\b/i, "funny"],
  [
    /\b(customer|support|service|business|lawyers?|legal|office|cover letters?|complaint (letters?|e-?mails?))\b/i,
    "formal",
  ],
];

/** What a text is about follows, and with it words for kinds that ask for none. */
export const ABOUT: ReadonlySet<string> = new Set(
  "about regarding concerning featuring involving".split(" "),
);

/** Words that say that something is asked for, or how it should be, but not of what. */
export const FRAME: ReadonlySet<string> = new Set(
  `a an the and or but of in on for by with from at as to into is are be was that which who whom whose what it its this these
  those there i we you he she they me us my our your his her their would could should can will shall may might must want wants
  like likes need needs please help make makes making made create creates creating generate generates generating generated
  generator write writes writing written writer author tell tells telling told give gives giving given answer answers
  answering say says saying speak speaks speaking talk talks talking compose composes composing produce produces
  producing build builds invent invents inventing do does doing have has having be being get gets
  gpt llm ai bot model models program programs app tool thing things something anything someone anyone everything machine
  language text texts sentence sentences word words style voice manner tone way sort kind kinds type types about regarding
  concerning around featuring involving based theme themed topic topics related very really quite so too also just only
  some any all many few several lots lot more most other another new good great nice best cool awesome amazing interesting
  short long little brief small big simple random different various english set bunch collection series piece pieces
  user users people person human reader readers one two three four five ten hundred where when how why if then than up out
  not no without always never every each both own self name named called let lets hello hi thanks thank asks ask asking
  asked who's it's i'd i'm that's let's use uses using used daily modern old-fashioned creative original able wrote them him myself yourself himself herself itself ourselves themselves am max maximum minimum per
  between among through during before after over under against across inside outside near beside within again ever often while until since because though although both either neither less least much enough almost even still already soon later whose ones template templates lines line role-playing every day today works work content chatbot assistant expert helpful mini tiny mostly mainly half`
    .split(/\s+/),
);

/** Words for tones that tell a topic as well. */
export const TOPICAL_TONES: ReadonlySet<string> = new Set(
  "pirate buccaneer corsair ghost vampire halloween horror business".split(" "),
);

/** Who speaks, where a tone or kind tells it. */
export const PERSONAS: Readonly<Partial<Record<Tone | TextKind, string>>> = {
  pirate: "a pirate",
  support: "a support agent",
};
