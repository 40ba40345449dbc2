/** Words that no plan takes: slurs and crude words, and what is better left out of texts for anybody. */

/** What glosses call such words; an offensive player or smell is something else. */
const DISPARAGING =
  "offensive|derogatory|disparaging|insulting|pejorative|obscene|vulgar|contemptuous|abusive|taboo";
const SLUR = new RegExp(
  `\\bslurs?\\b|\\b(${DISPARAGING})\\b[^;]{0,30}\\b(terms?|names?|words?|slang|expressions?)\\b|` +
    `\\([^)]*\\b(${DISPARAGING})\\b[^)]*\\)`,
);
const CRUDE =
  /\b(sexual|sexually|sexuality|genitals?|genitalia|penis|vagina|vulva|anus|buttocks|intercourse|prostitut\w*|erotic|incest|pornograph\w*|copulat\w*|masturbat\w*|excrement|feces|fecal|defecat\w*|urinat\w*|rapist|raping)\b/;
const HARSH =
  /\b(kill\w*|murder\w*|suicide|tortur\w*|execution|genocide|massacre|slaughter\w*|terroris\w*|Nazis?|narcotics?|cocaine|heroin|opium|marijuana|cannabis|addict\w*|cancer|tumor|corpses?|slaves?|slavery|concentration camp|gas chamber)\b/;

const FOUL =
  /\bethnic slur\b|\((?:[^)]*\b)?offensive\b|\b(offensive|obscene|vulgar)\b( and \w+)?( slang)? (terms?|names?|words?|expression) for\b/;

/** Whether a gloss says that its words are foul: whatever else they mean, too, nobody should read them. */
export const isFoul = (gloss: string): boolean => FOUL.test(gloss);

/** Whether a gloss tells of what texts for anybody leave out; the same words may mean what they do not. */
export const isCrude = (gloss: string): boolean => SLUR.test(gloss) || CRUDE.test(gloss);

/** Whether a gloss tells of what is cruel or grave: taken only where it is asked for. */
export const isHarsh = (gloss: string): boolean => HARSH.test(gloss);

const CRUDE_WORD =
  /\b(bastards?|bitch\w*|crap\w*|shit\w*|fuck\w*|damn\w*|goddamn\w*|ass|arse|asshole|piss\w*|fart\w*|turds?|tits?|boobs?|cunts?|dicks?|cocks?|puss(y|ies)|sluts?|whores?|hookers?|fag\w*|retard\w*|idiots?|morons?|imbeciles?|cretins?|gyp\w*|negro\w*|crucifix|bloody|sex|sexy|sexpot|nipples?|nudes?|nudists?|rapes?|rapists?|lynch\w*|penis\w*|vagina\w*|genital\w*|porn\w*|erotic\w*|orgasm\w*|masturbat\w*)\b/i;

/** Whether a word, or one of a compound, is crude whatever its sense. */
export const hasCrudeWord = (word: string): boolean => CRUDE_WORD.test(word);
