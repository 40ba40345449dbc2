/** Forms of a network beside each other: CPU time of a training step and of a decoded token, in turns. */
import { writeOut } from "../../src/cli/terminal.ts";
import { random } from "../../src/base/random.ts";
import { encodeNetwork } from "../../src/bundle/network.ts";
import { initBackend } from "../../src/engine/backend.ts";
import { decode } from "../../src/inference/decode.ts";
import { loadSession } from "../../src/inference/session.ts";
import { parameterSpecs } from "../../src/network/architectures.ts";
import { networkConfigSchema, presetShape, presetVocabulary } from "../../src/network/config.ts";
import { chosenForm, FORM_NAMES, type FormName } from "../../src/network/form.ts";
import { initialize, namedViews, parameterCount } from "../../src/network/parameters.ts";
import { textPorts, textState } from "../../src/tasks/text/state.ts";
import { trainingOptionsSchema } from "../../src/training/options.ts";
import { createReplica } from "../../src/training/replica.ts";
import type { Source } from "../../src/training/source.ts";
import { processorTime } from "./text_speed.ts";

/** Characters of an English text, where a preset has no vocabulary of its own. */
const CHARACTERS = 80;
const DECODED = 1000;

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** A network of a form with random weights, and what is measured of it. */
async function candidate(preset: string, name: FormName, batchTokens: number) {
  const form = chosenForm(preset, { form: name });
  const config = networkConfigSchema.parse({
    ...{ architecture: "transformer", ...presetShape(preset, {}, form), ...form && { form } },
  });
  const size = presetVocabulary(preset) ?? CHARACTERS, length = config.window;
  const ports = textPorts({ size }, config), specs = parameterSpecs(ports, config);
  const weights = new Float32Array(parameterCount(specs));
  initialize(specs, weights, 1);
  const source: Pick<Source, "sample" | "read"> = {
    sample: () => ({ length, tokens: length }),
    read: () => {
      const rng = random(1);
      const tokens = Array.from({ length: length + 1 }, () => rng.int(size));
      const state = textState(ports, 0, 0);
      return { tokens: tokens.slice(0, -1), targets: tokens.slice(1), state, units: length };
    },
  };
  const options = trainingOptionsSchema.parse({ steps: 1, precision: "fp32", batchTokens });
  const replica = createReplica({ ports, network: config, specs }, source, options, 0, weights);
  const gradient = new Float32Array(weights.length);
  const model = encodeNetwork({ ports, config, parameters: namedViews(specs, weights) });
  const session = await loadSession({ path: name, ports, config, model });
  const decodeRows = (rows: number) => {
    let token = 0;
    return decode(
      session,
      Array.from({ length: rows }, () => {
        let left = Math.ceil(DECODED / rows);
        const next = () => left-- > 0 ? ++token % size : undefined;
        return { sequences: [{ prefix: [0], state: textState(ports, 0, 0) }], next };
      }),
    );
  };
  const times: Record<"step" | "alone" | "eight", number[]> = { step: [], alone: [], eight: [] };
  const measure = async (what: keyof typeof times, work: () => Promise<unknown>) => {
    const before = processorTime();
    await work();
    times[what].push(processorTime() - before);
  };
  return {
    ...{ name, times, count: weights.length },
    async round(index: number) {
      await measure("step", () => replica.step(index, gradient));
      await measure("alone", () => decodeRows(1));
      await measure("eight", () => decodeRows(8));
    },
  };
}

/** Prints CPU milliseconds of a step of `batchTokens` positions and of decoding, medians of some rounds. */
export async function formsBench(
  { preset, steps, batchTokens = 8192 }: { preset: string; steps: number; batchTokens?: number },
): Promise<void> {
  const { blas } = await initBackend("wasm");
  const candidates = [];
  for (const name of FORM_NAMES) candidates.push(await candidate(preset, name, batchTokens));
  for (let index = -1; index < steps; index++) {
    for (const each of candidates) {
      await each.round(Math.max(0, index));
      if (index < 0) { for (const values of Object.values(each.times)) values.length = 0; // a first time is slow
       }
    }
  }
  writeOut(
    `preset ${preset}, ${batchTokens} positions a step, ${
      blas ?? "no BLAS"
    }, CPU time, medians of ${steps}\n`,
  );
  for (const { name, count, times } of candidates) {
    const perSecond = (values: number[]) => Math.round(DECODED / median(values) * 1000);
    writeOut(
      `${name.padEnd(8)}${String(count).padStart(12)} weights${
        median(times.step).toFixed(0).padStart(8)
      } ms a step` +
        `${String(perSecond(times.alone)).padStart(8)} tokens/s alone${
          String(perSecond(times.eight)).padStart(8)
        } eight together\n`,
    );
  }
}
