import type { Finding, Source } from "../found/finding.ts";

/** What a user knows of all pieces of a source, or of single ones. */
export interface Description {
  /** Labels of all pieces, before those that the source gives. */
  labels?: readonly string[];
  /** Labels by title, label or id of a piece, in place of those that the source gives. */
  labelsOf?: ReadonlyMap<string, readonly string[]>;
  /** In place of what the source says. */
  licence?: string;
  attribution?: string;
}

/** A source with more said of its pieces than it says itself. */
export function described(source: Source, description: Description): Source {
  const { labels = [], labelsOf = new Map<string, readonly string[]>(), ...stated } = description;
  const mapped = ({ title, sourceId, labels }: Finding) =>
    [sourceId, title, ...labels].map((name) => labelsOf.get(name)).find((found) => found !== undefined);
  return {
    name: source.name,
    async *find(options) {
      for await (const finding of source.find(options)) {
        yield { ...finding, labels: [...labels, ...mapped(finding) ?? finding.labels], ...stated };
      }
    },
  };
}
