/** What is counted over tokens of texts: by stretches that errors are worked out of, by place, by how sure the model was. */
import { random } from "../../base/random.ts";
import { bootstrapError, ratioError } from "../statistics.ts";
import { addSums, addToken, noSums, type Scored, type Sums } from "./figures.ts";

/** Documents from which on they are what counts as independent; of fewer it is stretches of so many bytes at least. */
const ENOUGH = 20, STRETCH = 1000;
/** Stretches at most: beyond, two become one. */
const MOST = 4096;
/** Ranges of confidence. */
const BINS = 10;

/** Sums over the tokens of a place, or of a range of confidence. */
interface Cell {
  tokens: number;
  nats: number;
  bytes: number;
  likeliest: number;
  confidence: number;
}

/** What counts as independent of the others. */
interface Unit {
  sums: Sums;
  places: Map<number, Cell>;
  bins: Map<number, Cell>;
}

/** A figure's standard errors; null where there are fewer than two independent parts. */
export interface TextErrors {
  bitsPerByte: number | null;
  bitsPerToken: number | null;
  perplexity: number | null;
  accuracy: number | null;
  accuracyFive: number | null;
  /** What they are worked out of: how many documents, or stretches of documents. */
  units: number;
  by: "documents" | "stretches";
}

/** Tokens with so many before them in their document. */
export interface PlaceFigures {
  from: number;
  /** The last such number. */
  to: number;
  tokens: number;
  bitsPerToken: number;
  bitsPerByte: number;
  accuracy: number;
  /** Standard error of the bits a token. */
  error: number | null;
}

/** Tokens of which the model was so sure. */
export interface BinFigures {
  /** Probability of the token that was thought likeliest. */
  from: number;
  to: number;
  tokens: number;
  /** Its mean, and the share of tokens that were it. */
  confidence: number;
  accuracy: number;
  /** Standard error of that share. */
  error: number | null;
}

/** How far probabilities can be taken at their word. */
export interface Calibration {
  /** Mean distance of confidence and accuracy over the ranges, each counting by its tokens. */
  expectedError: number;
  /** Standard error, by bootstrap. */
  error: number | null;
  bins: BinFigures[];
}

/** What was counted. */
export interface Tally {
  errors: TextErrors;
  byPlace: PlaceFigures[];
  calibration: Calibration;
}

const noUnit = (): Unit => ({ sums: noSums(), places: new Map(), bins: new Map() });
const noCell = (): Cell => ({ tokens: 0, nats: 0, bytes: 0, likeliest: 0, confidence: 0 });

function addCell(cells: Map<number, Cell>, key: number, more: Cell): void {
  const cell = cells.get(key) ?? noCell();
  cell.tokens += more.tokens;
  cell.nats += more.nats;
  cell.bytes += more.bytes;
  cell.likeliest += more.likeliest;
  cell.confidence += more.confidence;
  cells.set(key, cell);
}

function merge(unit: Unit, more: Unit): void {
  addSums(unit.sums, more.sums);
  for (const name of ["places", "bins"] as const) {
    for (const [key, cell] of more[name]) addCell(unit[name], key, cell);
  }
}

/** Places by powers of two: 0, 1, 2 and 3, 4 to 7 … */
const bucketOf = (place: number): number => place === 0 ? 0 : 1 + Math.floor(Math.log2(place));
const binOf = (confidence: number): number => Math.min(BINS - 1, Math.floor(confidence * BINS));

/** Counts the tokens of documents that come one after the other. */
export function openTally() {
  const documents: Unit[] = [];
  let stretches: Unit[] = [], length = STRETCH, document = noUnit(), stretch = noUnit();
  const endStretch = () => {
    if (stretch.sums.tokens > 0) stretches.push(stretch);
    stretch = noUnit();
    if (stretches.length < MOST) return;
    length *= 2;
    stretches = stretches.flatMap((unit, i) => {
      if (i % 2 === 1) return [];
      if (i + 1 < stretches.length) merge(unit, stretches[i + 1]!);
      return [unit];
    });
  };
  return {
    add(tokens: readonly Scored[]): void {
      for (const token of tokens) {
        const { bytes, nats, rank, confidence, place } = token;
        const cell = { tokens: 1, nats, bytes, likeliest: Number(rank === 0), confidence };
        addToken(stretch.sums, token);
        addCell(stretch.places, bucketOf(place), cell);
        addCell(stretch.bins, binOf(confidence), cell);
        if (stretch.sums.bytes < length) continue;
        merge(document, stretch);
        endStretch();
      }
    },
    endDocument(): void {
      merge(document, stretch);
      endStretch();
      if (document.sums.tokens > 0) documents.push(document);
      document = noUnit();
    },
    told: (): Tally =>
      tallyOf(documents.length >= ENOUGH ? documents : stretches, documents.length >= ENOUGH),
  };
}

function tallyOf(units: readonly Unit[], whole: boolean): Tally {
  const all = noUnit();
  for (const unit of units) merge(all, unit);
  const error = (over: (sums: Sums) => number, by: (sums: Sums) => number) =>
    known(ratioError(units.map(({ sums }) => over(sums)), units.map(({ sums }) => by(sums))));
  const tokens = ({ tokens }: Sums) => tokens, bits = ({ nats }: Sums) => nats / Math.LN2;
  const perToken = error(({ nats }) => nats, tokens), { sums } = all;
  return {
    errors: {
      bitsPerByte: error(bits, ({ bytes }) => bytes),
      bitsPerToken: perToken === null ? null : perToken / Math.LN2,
      perplexity: perToken === null ? null : perToken * Math.exp(sums.nats / sums.tokens),
      accuracy: error(({ likeliest }) => likeliest, tokens),
      accuracyFive: error(({ amongFive }) => amongFive, tokens),
      ...{ units: units.length, by: whole ? "documents" : "stretches" },
    },
    byPlace: inOrder(all.places).map(([bucket, cell]) => ({
      ...{ from: bucket === 0 ? 0 : 2 ** (bucket - 1), to: bucket === 0 ? 0 : 2 ** bucket - 1 },
      ...{ tokens: cell.tokens, bitsPerToken: cell.nats / Math.LN2 / cell.tokens },
      ...{ bitsPerByte: cell.nats / Math.LN2 / cell.bytes, accuracy: cell.likeliest / cell.tokens },
      error: cellError(units.map(({ places }) => places.get(bucket)), ({ nats }) => nats / Math.LN2),
    })),
    calibration: calibrationOf(units, all.bins),
  };
}

function calibrationOf(units: readonly Unit[], all: ReadonlyMap<number, Cell>): Calibration {
  const row = (bins: ReadonlyMap<number, Cell>) =>
    Array.from({ length: BINS }, (_, bin) => bins.get(bin) ?? noCell())
      .flatMap(({ tokens, confidence, likeliest }) => [tokens, confidence - likeliest]);
  const expected = (sums: readonly number[]) => {
    let tokens = 0, apart = 0;
    for (let at = 0; at < sums.length; at += 2) {
      tokens += sums[at]!;
      apart += Math.abs(sums[at + 1]!);
    }
    return apart / tokens;
  };
  return {
    expectedError: expected(row(all)),
    error: known(bootstrapError(units.map(({ bins }) => row(bins)), expected, random(1))),
    bins: inOrder(all).map(([bin, { tokens, confidence, likeliest }]) => ({
      ...{ from: bin / BINS, to: (bin + 1) / BINS, tokens },
      ...{ confidence: confidence / tokens, accuracy: likeliest / tokens },
      error: cellError(units.map(({ bins }) => bins.get(bin)), ({ likeliest }) => likeliest),
    })),
  };
}

/** Standard error of a figure a token, of the units that have such tokens. */
function cellError(cells: readonly (Cell | undefined)[], over: (cell: Cell) => number): number | null {
  const there = cells.filter((cell) => cell !== undefined);
  return known(ratioError(there.map(over), there.map(({ tokens }) => tokens)));
}

const inOrder = (cells: ReadonlyMap<number, Cell>) => [...cells].sort(([a], [b]) => a - b);
const known = (value: number): number | null => Number.isFinite(value) ? value : null;
