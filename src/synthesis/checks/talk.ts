/** What language models say that is not the text which they were asked for. */

/** Texts that they are asked for, as they call them. */
const TEXT =
  "(?:recipe|stor(?:y|ies)|tale|poem|haiku|verse|rhyme|joke|letter|list|dialogue|dialog|conversation|chat" +
  "|exchange|scene|question|answer|q&a|text|example|version|draft|piece|response|attempt|sample|script)s?";
const AGREEING =
  "(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|alright|all right|great|gladly|no problem|yes)";
const SHOWING = "(?:here(?:['’]s| is| are| you (?:go|are))|below (?:is|are)|this is" +
  "|i(?:['’]ve| have)? (?:wrote|written|made|created|prepared|came up with|come up with))";

/** A first line that announces the text: "Sure! Here is a short story about a cat:". */
const ANNOUNCED = new RegExp(
  `^\\**(?:${AGREEING}[!,.:]*\\s+)?${SHOWING}\\b[^\\n:]{0,160}\\b${TEXT}\\b[^\\n:]{0,160}(?::\\**|[.!]\\**(?=\\n))[^\\S\\n]*\\n*`,
  "i",
);
/** One that only agrees, in a line of its own. */
const AGREED = new RegExp(
  `^${AGREEING}(?: matey| friend)?[!.]+(?: i(?:['’]d| would) be (?:happy|glad) to[^\\n]{0,80})?\\n+`,
  "i",
);

/** A text without the line in which an assistant announces it. */
export function withoutPreamble(text: string): string {
  const rest = text.trimStart().replace(AGREED, "");
  const cut = rest.replace(ANNOUNCED, "").trimStart();
  // A text that is nothing else was no announcement.
  return cut === "" ? text : cut;
}

/** A last paragraph that speaks of the text, or offers more. */
const REMARK = new RegExp(
  `^(?:\\(?note:? (?:this|the) ${TEXT}|i hope (?:(?:this|that|it) (?:helps|meets|works|is what)|you (?:like|enjoy(?:ed)?) (?:this|the|my) ${TEXT})` +
    "|(?:please )?let me know if (?:you(?:['’]d| would)? (?:like|want|need) (?:me|any|more|another|a different|to (?:change|adjust|modify|see))|there['’]?s? is? ?anything|this)" +
    "|(?:please )?feel free to (?:ask|adjust|modify|customi[sz]e|let me know|change|adapt)" +
    `|would you like (?:me to|another ${TEXT}|to (?:hear|see|read) (?:another|more))|do you want me to` +
    `|if you(?:['’]d| would) like (?:me to|another|more|a different))`,
  "i",
);

/** A text without last paragraphs in which an assistant speaks of it. */
export function withoutClosing(text: string): string {
  let rest = text.trimEnd();
  for (;;) {
    const at = rest.lastIndexOf("\n\n");
    if (at < 0 || !REMARK.test(rest.slice(at).trimStart())) return rest;
    rest = rest.slice(0, at).trimEnd();
  }
}

/** A beginning that refuses. */
const REFUSED = new RegExp(
  "^[\"“*]*(?:unfortunately,? |apologies,? (?:but )?|(?:i['’]m |i am |we['’]re )?(?:so |very |really |truly |deeply )?sorry,? (?:but )?" +
    "|i apologi[sz]e,? (?:but )?)?(?:i|we)(?:['’]m| am| are)? ?(?:can['’]?t|can ?not|could(?:n['’]t| not)|won['’]t|will not|unable to|not able to)" +
    "(?: be able to)? (?:fulfil|help you with|help with th|assist|create|write|generate|provide|comply|produce|engage|do that|continue with|complete th|answer th|discuss)",
  "i",
);
/** Sentences in which a program speaks of itself. */
const ITSELF = new RegExp(
  "\\b(?:as an? (?:ai|artificial intelligence|(?:large )?language model)\\b" +
    "|i(?:['’]m| am) (?:just |only |merely )?an? (?:ai\\b(?! in)|artificial intelligence|(?:large )?language model)" +
    "|my (?:training data|knowledge cutoff)|against my (?:programming|guidelines)|i don['’]t have (?:personal (?:experiences|feelings|opinions)|access to real-time))",
  "i",
);

/** The words by which a text refuses what was asked, or a program speaks of itself; undefined in any other text. */
export function refusalIn(text: string): string | undefined {
  return (REFUSED.exec(text.trimStart()) ?? ITSELF.exec(text))?.[0];
}
