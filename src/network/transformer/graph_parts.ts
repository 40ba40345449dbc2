/** Parts of the step that forms differ in. */
import { MICROSOFT } from "../../onnx/builder.ts";
import type { Shape } from "../../onnx/encoding.ts";
import { type Encodings, layerNormAttributes, rmsNormAttributes } from "../../onnx/model.ts";
import { floatTensor } from "../../onnx/tensor.ts";
import { vector } from "../../onnx/weights.ts";
import type { NetworkConfig } from "../config.ts";
import { formOf, type NetworkForm } from "../form.ts";
import { type StepGraph, stepGraph } from "../step_graph.ts";

/** A graph in the making of a form. */
export interface Step extends StepGraph {
  form: NetworkForm;
  /** Multiplies an input by a matrix and adds its bias, if it has one. */
  linear(input: string, name: string, output: string): string;
  /** The bias of a matrix, or the empty name where the form has none. */
  bias(name: string): string;
}

export function stepOf(
  config: NetworkConfig,
  shapes: ReadonlyMap<string, Shape>,
  encodings: Encodings,
): Step {
  const form = formOf(config);
  const step = stepGraph(shapes, encodings);
  const { builder, weight, product } = step;
  const bias = (name: string) => form.biases ? vector(builder, weight(`${name}.bias`)) : "";
  return {
    ...{ ...step, form, bias },
    linear: (input, name, output) =>
      form.biases
        ? builder.node("Add", [product(input, name, `${output}.product`), bias(name)], [output])
        : product(input, name, output),
  };
}

/** What a sub-layer adds to the stream, and a bias of all rows, or the empty name. */
export interface Branch {
  rows: string;
  bias: string;
}

/** The two ways in which a step normalises. */
interface Norms {
  /** The stream itself; `norm` names the gain. */
  alone(stream: string, norm: string, output: string): string;
  /** Adds a branch, and its bias, to the stream and normalises it, in one operator. */
  afterAdding(
    stream: string,
    branch: Branch,
    norm: string,
    name: string,
  ): [stream: string, normed: string];
}

/** Norms of the given width. */
export function normsOf({ builder, form, weight }: Step, dim: number): Norms {
  const { node, constant } = builder;
  const own = (name: string) => vector(builder, weight(name));
  if (form.norm === "layer") {
    const { epsilon } = layerNormAttributes;
    const scaled = (norm: string) => [own(`${norm}.gain`), own(`${norm}.bias`)];
    return {
      alone: (stream, norm, output) =>
        node("LayerNormalization", [stream, ...scaled(norm)], [output], layerNormAttributes),
      afterAdding(stream, { rows, bias }, norm, name) {
        const input = [stream, rows, ...scaled(norm), ...bias === "" ? [] : [bias]];
        node(`${MICROSOFT}.SkipLayerNormalization`, input, [`${name}.norm`, "", "", name], { epsilon });
        return [name, `${name}.norm`];
      },
    };
  }
  if (form.norm === "rms") constant(floatTensor("gain", [dim], new Float32Array(dim).fill(1), "float32"));
  const gain = (norm: string) => form.norm === "rms" ? "gain" : own(`${norm}.gain`);
  const { epsilon } = rmsNormAttributes;
  return {
    alone: (stream, norm, output) =>
      node("SimplifiedLayerNormalization", [stream, gain(norm)], [output], rmsNormAttributes),
    afterAdding(stream, { rows, bias }, norm, name) {
      const input = [stream, rows, gain(norm), ...bias === "" ? [] : [bias]];
      node(`${MICROSOFT}.SkipSimplifiedLayerNormalization`, input, [`${name}.norm`, "", "", name], {
        epsilon,
      });
      return [name, `${name}.norm`];
    },
  };
}

/** What the feed-forward layer multiplies by its matrix `down`. */
export function hiddenUnits(
  { builder: { node }, form, linear, product, bias }: Step,
  input: string,
  prefix: string,
): string {
  const up = `${prefix}.up`, rows = `${prefix}.hidden`;
  switch (form.activation) {
    case "relu2": {
      const hidden = node("Relu", [linear(input, up, rows)], [`${prefix}.relu`]);
      return node("Mul", [hidden, hidden], [`${prefix}.squared`]);
    }
    case "gelu": {
      const added = form.biases ? [bias(up)] : [];
      return node(`${MICROSOFT}.FastGelu`, [product(input, up, rows), ...added], [`${prefix}.gelu`]);
    }
    case "swiglu": {
      const values = linear(input, up, rows);
      const gate = linear(input, `${prefix}.gate`, `${prefix}.gate_rows`);
      const open = node(`${MICROSOFT}.QuickGelu`, [gate], [`${prefix}.open`], { alpha: { float: 1 } });
      return node("Mul", [open, values], [`${prefix}.gated`]);
    }
  }
}
