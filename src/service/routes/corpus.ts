/** The drawings that were learned from, where their corpus is mounted: to be searched and looked at. */
import { join } from "node:path";
import * as z from "zod";
import { STYLES } from "../../art/styles.ts";
import { lookAt, lookFor } from "../../operations/data/look.ts";
import { corporaRoot } from "../jobs/ask.ts";
import { Problem } from "../problem.ts";
import { type Route, route } from "../route.ts";
import type { Services } from "../services.ts";

/** The corpus among those that jobs may name. */
const FILE = "corpus.db";

const Piece = z.strictObject({
  sha256: z.string().describe("of its characters, in hex: its id"),
  art: z.string(),
  width: z.int(),
  height: z.int(),
  mirrored: z.boolean(),
  style: z.string(),
  label: z.string(),
  labels: z.array(z.string()).describe("further ones"),
  split: z.string(),
  source: z.string(),
  source_id: z.string(),
  title: z.string(),
  author: z.string(),
  url: z.string(),
  licence: z.string(),
  attribution: z.string(),
}).meta({ id: "Piece" });

const fileOf = ({ settings }: Services): string => join(corporaRoot(settings), FILE);

const search = route({
  ...{ method: "GET", path: "/corpus/search", scope: "draw", tag: "drawing" },
  summary: `pieces of the corpus (${FILE} among the corpora) by words of their labels, title or author`,
  query: z.strictObject({
    q: z.string().max(200).default("").describe("words that all occur, or how they begin"),
    style: z.enum(STYLES).exactOptional(),
    limit: z.int().min(1).max(100).default(24).describe("how many pieces at most"),
  }),
  answers: {
    200: {
      text: "the pieces, the best first; none where nothing is found or asked for",
      schema: z.strictObject({
        mounted: z.boolean().describe("whether there is a corpus"),
        pieces: z.array(Piece),
      }).meta({ id: "Found" }),
    },
  },
  handle({ query: { q, ...options }, services }) {
    const pieces = lookFor(fileOf(services), q, options);
    return Response.json({ mounted: pieces !== undefined, pieces: pieces ?? [] });
  },
});

const show = route({
  ...{ method: "GET", path: "/corpus/{id}", scope: "draw", tag: "drawing" },
  summary: "a piece of the corpus",
  params: z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/).describe("SHA-256 of its characters") }),
  answers: { 200: { text: "the piece", schema: Piece } },
  handle({ params: { id }, services }) {
    const piece = lookAt(fileOf(services), id);
    if (piece === undefined) throw new Problem(404, "the corpus has no such piece, or there is no corpus");
    return Response.json(piece);
  },
});

export const routes: Route[] = [search, show];
