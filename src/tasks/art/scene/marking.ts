/** The marks of a scene: where its patterns, moods and lines of sight are. */
import type { Scene } from "../../../words/scene/parse.ts";
import { moodOf } from "./face.ts";
import { type Mark, textureOf } from "./marks.ts";
import { RIM, type ScenePage } from "./page.ts";

/** Patterns, moods and lines of sight, as shares of the page. */
export function marksOf(
  { things, relations }: Scene,
  { width, height, parts }: ScenePage,
  front: Uint8Array,
): Mark[] {
  const marks: Mark[] = [];
  for (const [i, part] of parts.entries()) {
    const { from } = part;
    if (from.isStroke) continue;
    const { label, attributes } = things[from.thing]!,
      texture = textureOf(attributes),
      mood = moodOf(attributes);
    const at = ({ x, y }: { x: number; y: number }) => ({
      x: (part.x + x * part.width) / width,
      y: (part.y + y * part.height) / height,
    });
    if (texture !== undefined) {
      const mask = front.map((one) => one === i + 1 ? 1 : 0);
      marks.push({ kind: "texture", texture, mask, width, height });
    }
    if (mood !== undefined && from.face !== undefined) {
      const { left, right, chin } = from.face, eye = left.height * part.height / height;
      const mouth = at({ x: (left.x + right.x) / 2, y: (left.y + 2 * chin) / 3 });
      const pixel = Math.floor(mouth.y * height) * width + Math.floor(mouth.x * width);
      marks.push({
        ...{ kind: "mood", of: label, mood, left: at(left), right: at(right), eye },
        chin: at({ x: 0, y: chin }).y,
        isMouthSeen: front[pixel] === i + 1,
      });
    }
  }
  for (const { kind, of, to } of relations) {
    const [looker, seen] = [of[0]!, to[0]!].map((index) =>
      parts.find(({ from }) => from.thing === index && !from.isStroke)
    );
    if (kind !== "looking at" || looker === undefined || seen === undefined) continue;
    const isLeft = looker.x < seen.x, eye = looker.x + (isLeft ? looker.width : 0) + (isLeft ? RIM : -RIM);
    const edge = isLeft ? seen.x - RIM : seen.x + seen.width + RIM;
    marks.push({
      kind: "sight",
      from: { x: eye / width, y: (looker.y + EYES * looker.height) / height },
      to: { x: edge / width, y: (seen.y + seen.height / 2) / height },
    });
  }
  return marks;
}

/** Where the eyes of one who looks are, as a share of the height. */
const EYES = 0.25;
