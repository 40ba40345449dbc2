/** SentencePiece's own files (sentencepiece_model.proto), as far as unigram models need them. */
import protobuf from "protobufjs/light.js";
import { UserError } from "../../base/errors.ts";
import { field, list, stating as message } from "../../base/protobuf.ts";
import type { Tokenizer } from "../tokenizer.ts";
import { fromLayout } from "./layout.ts";
import { KIND, type Piece, SEPARATOR, START, type UnigramModel, UNKNOWN } from "./model.ts";
import { type UnigramTokenizer, unigramTokenizer } from "./tokenizer.ts";

const WHAT = "SentencePiece model";
const UNIGRAM = 1;
const MODEL_TYPES = ["", "unigram", "BPE", "word", "character"];
const PIECE_TYPES = ["", "normal", "unknown", "control", "user-defined", "unused", "byte"];

const root = protobuf.Root.fromJSON({
  nested: {
    Model: message({
      pieces: list(1, "Piece"),
      trainer: field(2, "Trainer"),
      normalizer: field(3, "Normalizer"),
      denormalizer: field(5, "Normalizer"),
    }),
    Piece: message({ piece: field(1, "string"), score: field(2, "float"), type: field(3, "int32") }),
    Trainer: message({
      modelType: field(3, "int32"),
      vocabSize: field(4, "int32"),
      whitespaceAsSuffix: field(24, "bool"),
      byteFallback: field(35, "bool"),
      unkId: field(40, "int32"),
      bosId: field(41, "int32"),
      eosId: field(42, "int32"),
      padId: field(43, "int32"),
      unkPiece: field(45, "string"),
      bosPiece: field(46, "string"),
      eosPiece: field(47, "string"),
    }),
    Normalizer: message({
      name: field(1, "string"),
      charsmap: field(2, "bytes"),
      addDummyPrefix: field(3, "bool"),
      removeExtraWhitespaces: field(4, "bool"),
      escapeWhitespaces: field(5, "bool"),
    }),
  },
});
const modelType = root.lookupType("Model");

interface ModelMessage {
  pieces: { piece?: string; score?: number; type?: number }[];
  trainer?: {
    modelType?: number;
    whitespaceAsSuffix?: boolean;
    byteFallback?: boolean;
    eosPiece?: string;
  };
  normalizer?: NormalizerMessage;
  denormalizer?: NormalizerMessage;
}

interface NormalizerMessage {
  charsmap?: Uint8Array;
  addDummyPrefix?: boolean;
  removeExtraWhitespaces?: boolean;
  escapeWhitespaces?: boolean;
}

/**
 * Reads a file of SentencePiece. Throws a UserError of kind "model" for what is none, for models of other types and for
 * what is not done here: user-defined and unused pieces, spaces behind words or unescaped, denormalization.
 */
export function readSentencePieceModel(bytes: Uint8Array): UnigramTokenizer {
  const { pieces, trainer = {}, normalizer = {}, denormalizer } = decode(bytes);
  if (pieces.length === 0) throw refused("it holds no pieces");
  const type = trainer.modelType ?? UNIGRAM;
  if (type !== UNIGRAM) throw refused(`its type is ${MODEL_TYPES[type] ?? type}, only unigram is read`);
  if (trainer.whitespaceAsSuffix) throw refused("treat_whitespace_as_suffix is not known here");
  if (normalizer.escapeWhitespaces === false) throw refused("escape_whitespaces false is not known here");
  if ((denormalizer?.charsmap?.length ?? 0) > 0) throw refused("denormalizer_spec is not known here");
  const eos = trainer.eosPiece ?? SEPARATOR;
  if (eos !== SEPARATOR) {
    throw refused(`eos_piece is ${JSON.stringify(eos)}, only "${SEPARATOR}" is known here`);
  }
  const charsmap = normalizer.charsmap ?? new Uint8Array();
  const model: UnigramModel = {
    pieces: pieces.map(pieceOf),
    byteFallback: trainer.byteFallback ?? false,
    normaliser: {
      charsmap: charsmap.length > 0 ? Uint8Array.from(charsmap) : undefined,
      dummyPrefix: normalizer.addDummyPrefix ?? true,
      removeExtraSpaces: normalizer.removeExtraWhitespaces ?? true,
    },
  };
  return unigramTokenizer(model, WHAT);
}

function decode(bytes: Uint8Array): ModelMessage {
  try {
    // cast: protobufjs makes the fields of the schema above, for which it has no types
    return modelType.toObject(modelType.decode(bytes), { arrays: true, defaults: false }) as ModelMessage;
  } catch (cause) {
    throw new UserError("model", `${WHAT}: it is none, or damaged`, { cause });
  }
}

function pieceOf({ piece: text = "", score = 0, type = KIND.normal }: ModelMessage["pieces"][number]): Piece {
  const kind = Object.values(KIND).find((kind) => kind === type);
  if (kind !== undefined) return { text, score, kind };
  throw refused(`the piece ${JSON.stringify(text)} is ${PIECE_TYPES[type] ?? type}, which is not known here`);
}

const refused = (reason: string) => new UserError("model", `${WHAT}: ${reason}`);

/** The file of SentencePiece of a unigram tokenizer. Throws a UserError of kind "usage" for another one. */
export function writeSentencePieceModel(tokenizer: Tokenizer): Uint8Array<ArrayBuffer> {
  if (tokenizer.type !== "unigram") {
    throw new UserError("usage", `only unigram tokenizers make SentencePiece models, not ${tokenizer.type}`);
  }
  const { pieces, byteFallback, normaliser } = fromLayout(tokenizer.toJSON());
  const { charsmap, dummyPrefix, removeExtraSpaces } = normaliser;
  const idOf = (name: string) => pieces.findIndex(({ text }) => text === name);
  const unkId = pieces.findIndex(({ kind }) => kind === KIND.unknown);
  const content = {
    pieces: pieces.map(({ text, score, kind }) => ({ piece: text, score, type: kind })),
    trainer: {
      modelType: UNIGRAM,
      vocabSize: pieces.length,
      byteFallback,
      unkId,
      bosId: idOf(START),
      eosId: idOf(SEPARATOR),
      padId: -1,
      unkPiece: pieces[unkId]?.text ?? UNKNOWN,
      bosPiece: START,
      eosPiece: SEPARATOR,
    },
    normalizer: {
      name: charsmap === undefined ? "identity" : "charsmap",
      charsmap: charsmap ?? new Uint8Array(),
      addDummyPrefix: dummyPrefix,
      removeExtraWhitespaces: removeExtraSpaces,
      escapeWhitespaces: true,
    },
  };
  return new Uint8Array(modelType.encode(modelType.fromObject(content)).finish());
}
