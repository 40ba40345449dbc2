import { type DecoderShape, decoderSpecs } from "./decoder.ts";
import type { Parameters } from "../../../network/parameters.ts";
import { graphBuilder } from "../../../onnx/builder.ts";
import { decodeMatrix, encodeMatrix, type Encoding, type Shape } from "../../../onnx/encoding.ts";
import { modelOf, port, rmsNormAttributes } from "../../../onnx/model.ts";
import { DATA_TYPE, type GraphProto, type ModelProto } from "../../../onnx/proto.ts";
import { verifyGraph } from "../../../bundle/verify.ts";
import { floatTensor } from "../../../onnx/tensor.ts";
import { matMul } from "../../../onnx/weights.ts";
import { SKETCH_PIXELS, SKETCH_PORTS } from "./ports.ts";

/**
 * How the decoder's parameters lie in a model, always: matrices in 8 bits, but in 4 those that widen (what that costs:
 * docs/LOG.md); inputs and sums in float32, so that a picture looks the same on every processor.
 */
export function decoderEncoding(name: string): Encoding {
  if (name === "bias") return { layout: "float", type: "float16" };
  return name === "output" || name.endsWith(".up")
    ? { layout: "blocks", bits: 4, blockSize: 32, accuracyLevel: 1 }
    : { layout: "blocks", bits: 8, blockSize: 64, accuracyLevel: 1 };
}

/** What a matrix of the decoder stands for once it is stored: rounded. */
export function roundedAsStored(name: string, shape: Shape, weights: Float32Array): Float32Array {
  const encoding = decoderEncoding(name);
  return decodeMatrix(shape, encodeMatrix(name, shape, weights, encoding), encoding);
}

/** Builds the network that decodes codes [N, code] into logits of ink [N, SKETCH_PIXELS]. */
export function buildSketchModel(shape: DecoderShape, parameters: Parameters): ModelProto {
  const graph = buildSketchGraph(shape);
  for (const { name, shape: size } of decoderSpecs(shape)) {
    const parameter = parameters[name];
    if (parameter?.shape.join() !== size.join()) {
      throw new Error(`parameter ${name} is ${parameter?.shape.join("×")}, not ${size.join("×")}`);
    }
    graph.initializer.push(...encodeMatrix(name, size, parameter.data, decoderEncoding(name)));
  }
  return modelOf(graph);
}

/** The graph of `buildSketchModel` without the weights. */
export function buildSketchGraph(shape: DecoderShape): GraphProto {
  const { code, hidden, blocks } = shape;
  const builder = graphBuilder();
  const { node, constant } = builder;
  const sizes = new Map(decoderSpecs(shape).map(({ name, shape }) => [name, shape]));
  const linear = (input: string, name: string, output: string) =>
    matMul(builder, input, { name, shape: sizes.get(name)!, encoding: decoderEncoding(name) }, output);
  const gain = (size: number) =>
    constant(floatTensor(`gain.${size}`, [size], new Float32Array(size).fill(1), "float32"));
  const norm = (input: string, size: number, output: string) =>
    node("SimplifiedLayerNormalization", [input, gain(size)], [output], rmsNormAttributes);

  const start = linear(norm(SKETCH_PORTS.codes, code, "codes.norm"), "input", "projected");
  const bias = node("Cast", ["bias"], ["bias.float32"], { to: DATA_TYPE.float32 });
  let stream = node("Add", [start, bias], ["stream"]);
  for (let block = 0; block < blocks; block++) {
    const prefix = `blocks.${block}`;
    const up = linear(norm(stream, hidden, `${prefix}.norm`), `${prefix}.up`, `${prefix}.hidden`);
    const down = linear(node("Relu", [up], [`${prefix}.relu`]), `${prefix}.down`, `${prefix}.branch`);
    stream = node("Add", [stream, down], [`${prefix}.end`]);
  }
  linear(node("Relu", [norm(stream, hidden, "end.norm")], ["end.relu"]), "output", SKETCH_PORTS.logits);
  return {
    name: "sketch-decoder",
    node: builder.nodes,
    initializer: builder.constants,
    input: [port(SKETCH_PORTS.codes, DATA_TYPE.float32, ["N", code])],
    output: [port(SKETCH_PORTS.logits, DATA_TYPE.float32, ["N", SKETCH_PIXELS])],
  };
}

/** Parses a decoder of sketches and checks that it is one of ours and has this shape; `name` stands in the errors. */
export function verifyDecoder(bytes: Uint8Array, shape: DecoderShape, name: string): ModelProto {
  return verifyGraph(bytes, {
    ...{ describedIn: "album.json", specs: decoderSpecs(shape) },
    ...{ encodings: decoderEncoding, graph: buildSketchGraph(shape) },
  }, name);
}
