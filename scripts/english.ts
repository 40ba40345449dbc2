/**
 * Makes the list of English words by which slips of the pen are told from other words: `src/words/english.br`.
 *
 *     deno run -A scripts/english.ts
 */
import { join } from "node:path";
import { englishWords } from "../src/data/words/english.ts";
import { packWords } from "../src/words/english.ts";

const words = englishWords();
const packed = packWords(words);
await Deno.writeFile(join(import.meta.dirname!, "../src/words/english.br"), packed);
console.error(`${words.size} words, ${packed.length} bytes`);
