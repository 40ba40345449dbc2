/** What can be asked for as a job: what is taken, what it needs, and what it leaves. How it is done is in child/. */
import * as z from "zod";
import { UserError } from "../../base/errors.ts";
import type { Json } from "../../base/json.ts";
import { givenSchemaOf, parseAs } from "../../base/schema.ts";
import { ARCHITECTURE_FIELDS, NETWORK_FIELDS, PRESETS } from "../../network/config.ts";
import { FORM_INPUT_FIELDS } from "../../network/form.ts";
import { EVALUATE_FIELDS } from "../../operations/evaluate/fields.ts";
import { EVALUATE_TEXT_FIELDS } from "../../operations/evaluate/text.ts";
import { EXPORT_FIELDS } from "../../operations/export.ts";
import { QUANTIZE_FIELDS } from "../../operations/quantize.ts";
import { TOKENIZER_TRAIN_FIELDS } from "../../operations/tokenizer/train.ts";
import { BUDGET_FIELDS } from "../../operations/train/budget.ts";
import { checkNetwork } from "../../operations/train/network.ts";
import { PROMPT_FIELDS } from "../../tasks/art/config.ts";
import { ART_FIELDS, SKETCH_FIELDS } from "../../tasks/art/settings.ts";
import { LABEL_FIELDS } from "../../tasks/label/settings.ts";
import { TASK_NAMES } from "../../tasks/registry.ts";
import { TEXT_FIELDS } from "../../tasks/text/settings.ts";
import { TOKENIZER_NAMES } from "../../tokenizer/tokenizers.ts";
import { TRAINING_FIELDS } from "../../training/options.ts";
import { valuesSchema } from "../../training/task.ts";
import { type ArtifactKind, HEX_DIGEST } from "../artifacts/store.ts";
import { CORPUS_NAME, LONGEST_NAME } from "./corpora.ts";
import { ID_PATTERN } from "./ids.ts";

/** An artifact that a job needs. */
export interface Needed {
  kind: ArtifactKind;
  id: string;
}

/** What an input speaks of. */
export interface AskedJob {
  input: Json;
  /** Names of corpora that it reads. */
  corpora: readonly string[];
  needs: readonly Needed[];
  /** The checkpoint that it goes on from where it has none of its own: id of an artifact. */
  after?: string;
}

/** A job that can be asked for. */
export interface JobOperation {
  /** What it does, in words. */
  text: string;
  /** Whether it goes on from its last checkpoint when it is tried again. */
  resumes: boolean;
  /** Throws a UserError of kind "usage" for an input that is none. */
  read(input: unknown): AskedJob;
}

/** An operation by its schema. `check` throws a UserError for what no schema can say. */
function operation<Input extends Json>(
  { schema, corpora, needs, after, check, ...told }: Omit<JobOperation, "read"> & {
    schema: z.ZodType<Input>;
    corpora?(input: Input): readonly string[];
    needs?(input: Input): readonly Needed[];
    after?(input: Input): string | undefined;
    check?(input: Input): void;
  },
): JobOperation {
  return {
    ...told,
    read(value) {
      const input = parseAs(schema, value, "usage", "input");
      check?.(input);
      const from = after?.(input);
      return {
        ...{ input, corpora: corpora?.(input) ?? [], needs: needs?.(input) ?? [] },
        ...from !== undefined && { after: from },
      };
    },
  };
}

const artifactId = z.string().regex(HEX_DIGEST, "is no id of an artifact").describe(
  "id of an artifact: 64 hexadecimal digits",
);
export const corporaSchema = z.array(z.string().min(1).max(LONGEST_NAME).regex(CORPUS_NAME)).max(100)
  .describe(
    "names of corpora, files or folders below the corpora of the service",
  );

const { teacher: _teacher, ...TRAINING } = TRAINING_FIELDS;
const { data: _data, ...ART } = { ...ART_FIELDS, ...PROMPT_FIELDS };
const { tokenizer: _tokenizer, ...TEXT } = TEXT_FIELDS;
/** Settings of each task, as far as a caller may choose them. */
const SETTINGS: Readonly<Record<string, object>> = {
  art: { ...ART, sketchSteps: SKETCH_FIELDS.sketchSteps },
  text: { ...TEXT, tokenizer: {} },
  label: LABEL_FIELDS,
};

const settings = givenSchemaOf({ ...ART, sketchSteps: SKETCH_FIELDS.sketchSteps, ...TEXT, ...LABEL_FIELDS })
  .extend({
    tokenizer: z.string().regex(new RegExp(`^(?:${TOKENIZER_NAMES.join("|")}|[0-9a-f]{64})$`)).describe(
      `what texts are cut into: ${TOKENIZER_NAMES.join(", ")}, or the id of a tokenizer that was trained`,
    ).exactOptional(),
  }).describe("settings of the task");

export const trainSchema = givenSchemaOf({
  ...{ ...BUDGET_FIELDS, ...TRAINING, ...ARCHITECTURE_FIELDS, ...NETWORK_FIELDS, ...FORM_INPUT_FIELDS },
}).extend({
  task: z.enum(TASK_NAMES).describe("what is learned; told by the files unless given").exactOptional(),
  preset: z.enum(Object.keys(PRESETS)).describe("model size").exactOptional(),
  files: corporaSchema.min(1),
  settings: settings.exactOptional(),
  callbacks: z.record(z.string(), valuesSchema).describe("what accompanies the run, with settings by name")
    .exactOptional(),
  initFrom: artifactId.describe("model that it begins with the weights of: id of an artifact")
    .exactOptional(),
  teacher: artifactId.describe("model whose predictions are learned from besides: id of an artifact")
    .exactOptional(),
});

/** A training as the queue has it: one of a sweep, which asks for it, says so. */
export const trainJobSchema = trainSchema.extend({
  trial: z.strictObject({
    sweep: z.string().regex(ID_PATTERN).describe("job that it is a trial of"),
    name: z.string().max(16).describe("of the trial"),
    share: z.number().gt(0).max(1).describe("of its budget, at which it ends for now"),
    metric: z.string().max(200).describe("what trials are compared by"),
    after: artifactId.describe("checkpoint that it goes on from").exactOptional(),
  }).exactOptional(),
});
export type TrainJob = z.infer<typeof trainJobSchema>;

const { model: _model, data: _corpus, metrics: _metrics, ...JUDGE } = EVALUATE_FIELDS;
const { model: __model, ...JUDGE_TEXTS } = EVALUATE_TEXT_FIELDS;
/** What a caller says of how a run is judged. */
export const evaluationSchema = givenSchemaOf({ ...JUDGE, ...JUDGE_TEXTS }).extend({
  files: corporaSchema.min(1),
});
export const evaluateSchema = evaluationSchema.extend({
  model: artifactId,
  run: z.string().max(32).describe("job that made the model").exactOptional(),
});
export type EvaluateJob = z.infer<typeof evaluateSchema>;

const { out: _out, ...FIT } = TOKENIZER_TRAIN_FIELDS;
export const tokenizerSchema = givenSchemaOf(FIT).extend({ files: corporaSchema.min(1) });
export type TokenizerJob = z.infer<typeof tokenizerSchema>;

const { out: __out, ...EXPORT } = EXPORT_FIELDS;
export const exportSchema = givenSchemaOf(EXPORT).extend({
  checkpoint: artifactId.describe("what a training left: id of an artifact"),
  name: z.string().regex(/^[\w-]{1,64}$/).describe("what the model is called").exactOptional(),
});
export type ExportJob = z.infer<typeof exportSchema>;

const { out: ___out, ...ROUND } = QUANTIZE_FIELDS;
export const quantizeSchema = givenSchemaOf(ROUND).extend({ model: artifactId });
export type QuantizeJob = z.infer<typeof quantizeSchema>;

const model = (id: string | undefined): Needed[] => id === undefined ? [] : [{ kind: "model", id }];

export const JOB_OPERATIONS = {
  train: operation({
    text: "trains a model",
    schema: trainJobSchema,
    resumes: true,
    after: ({ trial }) => trial?.after,
    corpora: ({ files }) => files,
    needs: ({ initFrom, teacher, settings }) => [
      ...model(initFrom),
      ...model(teacher),
      ...settings?.tokenizer !== undefined && isId(settings.tokenizer)
        ? [{ kind: "tokenizer", id: settings.tokenizer } as const]
        : [],
    ],
    check({ task, settings = {}, initFrom, ...input }) {
      if (initFrom === undefined) checkNetwork(input);
      const own = task === undefined ? undefined : SETTINGS[task];
      const stranger = own && Object.keys(settings).find((name) => !Object.hasOwn(own, name));
      if (stranger !== undefined) {
        throw new UserError("usage", `settings.${stranger} is no setting of the task ${task}`);
      }
    },
  }),
  evaluate: operation({
    text: "judges a model",
    schema: evaluateSchema,
    resumes: false,
    corpora: ({ files }) => files,
    needs: (input) => model(input.model),
  }),
  tokenizer: operation({
    text: "fits a tokenizer to texts",
    schema: tokenizerSchema,
    resumes: false,
    corpora: ({ files }) => files,
  }),
  export: operation({
    text: "writes a trained run as a model, or for other programs",
    schema: exportSchema,
    resumes: false,
    needs: ({ checkpoint }) => [{ kind: "checkpoint", id: checkpoint }],
  }),
  quantize: operation({
    text: "writes a model anew with rounded weights",
    schema: quantizeSchema,
    resumes: false,
    needs: (input) => model(input.model),
  }),
} as const;

export type JobOperationName = keyof typeof JOB_OPERATIONS;

// cast: Object.keys forgets what the names are.
export const JOB_OPERATION_NAMES = Object.keys(JOB_OPERATIONS) as JobOperationName[];

export const isJobOperation = (name: string): name is JobOperationName => Object.hasOwn(JOB_OPERATIONS, name);

/** Whether a text is the id of an artifact. */
export const isId = (text: string): boolean => HEX_DIGEST.test(text);
