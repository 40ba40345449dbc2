/** The part of TensorBoard's events (event.proto, summary.proto, tensor.proto) that is written here. */
import protobuf from "protobufjs/light.js";
import { field, list, stating as message } from "../../../base/protobuf.ts";
import type { Histogram } from "./histogram.ts";

const root = protobuf.Root.fromJSON({
  nested: {
    Event: message({
      wallTime: field(1, "double"),
      step: field(2, "int64"),
      fileVersion: field(3, "string"),
      summary: field(5, "Summary"),
      sessionLog: field(7, "SessionLog"),
    }),
    SessionLog: message({ status: field(1, "int32") }),
    Summary: message({ value: list(1, "Value") }),
    Value: message({
      tag: field(1, "string"),
      simpleValue: field(2, "float"),
      histo: field(5, "Histogram"),
      tensor: field(8, "Tensor"),
      metadata: field(9, "Metadata"),
    }),
    Histogram: message({
      min: field(1, "double"),
      max: field(2, "double"),
      num: field(3, "double"),
      sum: field(4, "double"),
      sumSquares: field(5, "double"),
      bucketLimit: list(6, "double"),
      bucket: list(7, "double"),
    }),
    Tensor: message({
      dtype: field(1, "int32"),
      tensorShape: field(2, "Shape"),
      stringVal: list(8, "bytes"),
    }),
    Shape: message({ dim: list(2, "Dimension") }),
    Dimension: message({ size: field(1, "int64") }),
    Metadata: message({ pluginData: field(1, "PluginData"), dataClass: field(4, "int32") }),
    PluginData: message({ pluginName: field(1, "string") }),
  },
});
const eventType = root.lookupType("Event");

/** What an event may have besides its time. */
interface Content {
  step?: number;
  fileVersion?: string;
  sessionLog?: { status: number };
  summary?: { value: object[] };
}

const VERSION = "brain.Event:2";
const START = 1, STRING = 7, CLASS_TENSOR = 2;

const encoded = (content: Content): Uint8Array =>
  eventType.encode(eventType.fromObject({ wallTime: Date.now() / 1000, ...content })).finish();

/** What a file begins with. */
export const versionEvent = (): Uint8Array => encoded({ fileVersion: VERSION });

/** A run goes on: what other files have of this step and later ones no longer counts. */
export const restartEvent = (step: number): Uint8Array => encoded({ step, sessionLog: { status: START } });

/** Numbers by tag; float32 is what TensorBoard has of them. */
export const scalarsEvent = (step: number, values: Readonly<Record<string, number>>): Uint8Array =>
  summaryEvent(step, Object.entries(values).map(([tag, simpleValue]) => ({ tag, simpleValue })));

/** Distributions by tag. */
export const histogramsEvent = (step: number, histograms: Readonly<Record<string, Histogram>>): Uint8Array =>
  summaryEvent(step, Object.entries(histograms).map(([tag, histo]) => ({ tag, histo })));

/** A text, which TensorBoard shows as Markdown. */
export const textEvent = (step: number, tag: string, text: string): Uint8Array =>
  summaryEvent(step, [{
    tag,
    metadata: { pluginData: { pluginName: "text" }, dataClass: CLASS_TENSOR },
    tensor: {
      dtype: STRING,
      tensorShape: { dim: [{ size: 1 }] },
      stringVal: [new TextEncoder().encode(text)],
    },
  }]);

const summaryEvent = (step: number, value: object[]): Uint8Array => encoded({ step, summary: { value } });
