/** What the package for Node.js has of src/mod.ts: all that needs no training code. */
export { complete, draw, drawAll, image, info, labels, UserError } from "../../src/mod.ts";
export type {
  Artwork,
  CompleteInput,
  CompleteResult,
  Context,
  DrawAllOptions,
  Drawing,
  DrawInput,
  DrawOptions,
  ErrorKind,
  ImageDrawing,
  ImageSettings,
  Info,
  InfoInput,
  LabelsInput,
  LabelsResult,
  Subject,
  Told,
} from "../../src/mod.ts";
