/** Segmentations that are left to chance: subword regularisation (Kudo 2018). */
import type { Random } from "../../base/random.ts";
import { UserError } from "../../base/errors.ts";
import { characterLength, NO_PIECE, segment, type Segmenter, type Segments } from "./segment.ts";
import { find } from "./trie.ts";

export interface SampleOptions {
  /** Likelihoods to this power: 0 is all segmentations alike, Infinity the likeliest one. */
  alpha: number;
  /** Only among so many of the likeliest; among all unless told. */
  nbest?: number;
}

/** A piece in a text; pieces that end at one place are chained by their numbers. */
interface Graph {
  ids: number[];
  starts: number[];
  ends: number[];
  scores: number[];
}

/**
 * Draws a segmentation of a well-formed text that is not empty. Throws a UserError of kind "usage" for an alpha below 0 and
 * for an nbest that is no whole number from 1 on.
 */
export function sample(
  segmenter: Segmenter,
  text: string,
  { alpha, nbest }: SampleOptions,
  random: Random,
): Segments {
  if (!(alpha >= 0)) throw new UserError("usage", `alpha must be at least 0, not ${alpha}`);
  if (nbest !== undefined && !(Number.isInteger(nbest) && nbest >= 1)) {
    throw new UserError("usage", `nbest must be a whole number from 1 on, not ${nbest}`);
  }
  if (alpha === Infinity || nbest === 1) return segment(segmenter, text, 0, text.length);
  const graph = graphOf(segmenter, text);
  return nbest === undefined
    ? fromAll(graph, text.length, alpha, random)
    : fromBest(graph, text.length, { alpha, nbest }, random);
}

/** All pieces that occur, in the order of their starts. */
function graphOf({ trie, scores, unknownScore, found }: Segmenter, text: string): Graph {
  const graph: Graph = { ids: [], starts: [], ends: [], scores: [] };
  const add = (start: number, end: number, id: number, score: number) => {
    graph.ids.push(id);
    graph.starts.push(start);
    graph.ends.push(end);
    graph.scores.push(score);
  };
  for (let start = 0; start < text.length;) {
    const next = start + characterLength(text, start);
    const count = find(trie, text, start, text.length, found);
    for (let i = 0; i < count; i++) {
      const id = found.values[i]!;
      add(start, found.ends[i]!, id, scores[id]!);
    }
    if (count === 0 || found.ends[0] !== next) add(start, next, NO_PIECE, unknownScore);
    start = next;
  }
  return graph;
}

/** Numbers of the pieces by where they end. */
function arrivals({ ends }: Graph, length: number): number[][] {
  const by: number[][] = Array.from({ length: length + 1 }, () => []);
  ends.forEach((end, edge) => by[end]!.push(edge));
  return by;
}

/** Forward filtering, backward sampling. */
function fromAll(graph: Graph, length: number, alpha: number, random: Random): Segments {
  const by = arrivals(graph, length);
  const sums = new Float64Array(length + 1).fill(-Infinity);
  sums[0] = 0;
  const weights = (end: number) =>
    by[end]!.map((edge) => sums[graph.starts[edge]!]! + alpha * graph.scores[edge]!);
  for (let end = 1; end <= length; end++) {
    const logs = weights(end);
    const most = Math.max(-Infinity, ...logs);
    if (most === -Infinity) continue;
    sums[end] = most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0));
  }
  const path: number[] = [];
  for (let end = length; end > 0; end = graph.starts[path.at(-1)!]!) {
    path.push(by[end]![draw(weights(end), random)]!);
  }
  return segmentsOf(graph, path.reverse());
}

/** A way to a place: by its last piece, and by which of the ways to where that one starts. */
interface Way {
  score: number;
  edge: number;
  before: Way | undefined;
}

function fromBest(
  graph: Graph,
  length: number,
  { alpha, nbest }: Required<SampleOptions>,
  random: Random,
): Segments {
  const by = arrivals(graph, length);
  const ways: Way[][] = [[{ score: 0, edge: -1, before: undefined }]];
  for (let end = 1; end <= length; end++) {
    const all = by[end]!.flatMap((edge) =>
      ways[graph.starts[edge]!]!.map((before) => ({
        score: before.score + graph.scores[edge]!,
        edge,
        before,
      }))
    );
    ways.push(all.sort((a, b) => b.score - a.score).slice(0, nbest));
  }
  const last = ways[length]!;
  const path: number[] = [];
  for (
    let way: Way | undefined = last[draw(last.map(({ score }) => alpha * score), random)];
    way?.before !== undefined;
    way = way.before
  ) path.push(way.edge);
  return segmentsOf(graph, path.reverse());
}

/** A place in a list of logarithms of weights. */
function draw(logs: readonly number[], random: Random): number {
  const most = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - most));
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  const at = weights.findIndex((weight) => (left -= weight) < 0);
  return at < 0 ? weights.lastIndexOf(Math.max(...weights)) : at;
}

const segmentsOf = ({ ids, ends }: Graph, path: readonly number[]): Segments => ({
  ids: path.map((edge) => ids[edge]!),
  ends: path.map((edge) => ends[edge]!),
});
