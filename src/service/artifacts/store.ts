/** Folders that were made and are kept: content-addressed, written once, verified when they are read. */

export const ARTIFACT_KINDS = ["model", "checkpoint", "tokenizer", "report"] as const;
export type ArtifactKind = typeof ARTIFACT_KINDS[number];

/** SHA-256 in hex, as files are told by, and artifacts, whose ids are those of their manifests. */
export const HEX_DIGEST = /^[0-9a-f]{64}$/;

/** A file of an artifact. */
export interface ArtifactFile {
  /** With "/", relative, without "." and "..". */
  path: string;
  size: number;
  /** SHA-256 in hex. */
  sha256: string;
}

/** What is in an artifact; the same files give the same bytes of manifest, whose SHA-256 is the id. */
export interface ArtifactManifest {
  kind: ArtifactKind;
  files: ArtifactFile[];
}

/** An artifact that is there. */
export interface ListedArtifact {
  kind: ArtifactKind;
  id: string;
  /** When it was last put, as ISO 8601 in UTC. */
  time: string;
}

export interface StoredFile {
  file: ArtifactFile;
  /**
   * Its bytes. An error, a UserError of kind "io", where they are not those that were written; the last of them are given
   * only when all were checked. Of a range only the count is, and that the whole has its size.
   */
  body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** What was removed. */
export interface Collected {
  artifacts: number;
  bytes: number;
}

/** Throws a UserError of kind "environment" where the store cannot be reached, of kind "input" for an id that is none. */
export interface Artifacts {
  /** Keeps the files of a folder; gives its id. */
  put(kind: ArtifactKind, folder: string): Promise<string>;
  manifest(kind: ArtifactKind, id: string): Promise<ArtifactManifest | undefined>;
  /** A file, or its bytes from `start` to before `end`. */
  read(
    kind: ArtifactKind,
    id: string,
    path: string,
    range?: { start: number; end: number },
  ): Promise<StoredFile | undefined>;
  /** Writes its files into a folder that is not there yet, verified, all or none. */
  restore(kind: ArtifactKind, id: string, folder: string): Promise<void>;
  /** All that are there, those of a kind in the order of their ids. */
  list(): Promise<ListedArtifact[]>;
  /**
   * Removes what is not among the ids to keep and was put more than `minutes` ago, and the bytes that nothing refers to;
   * `dry` only counts them. Bytes that artifacts share stay as long as one of them does.
   */
  collect(keep: ReadonlySet<string>, minutes: number, dry?: boolean): Promise<Collected>;
  ready(): Promise<void>;
}
