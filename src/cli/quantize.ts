import { Command, Option } from "commander";
import { resolve } from "node:path";
import { readBundle } from "../bundle/bundle.ts";
import { bundleContent, writeBundle } from "../bundle/write.ts";
import { BLOCK_SIZE, BLOCK_SIZES, planQuantisation, type Scheme, SCHEMES } from "../bundle/quantisation.ts";
import { DEFAULT_CORPUS } from "../data/store/store.ts";
import { UserError } from "../base/errors.ts";
import { wholeNumber } from "./numbers.ts";
import { tabulateFormats } from "./quantize_table.ts";
import { writeErrorLine, writeOut } from "./terminal.ts";

interface Flags {
  scheme?: Scheme;
  out?: string;
  blockSize?: string;
  table?: string;
  data: string;
  pictures: string;
  steps: string;
  seed: string;
}

/** `ascii-gen quantize`. */
export function command(): Command {
  return new Command("quantize")
    .description("round a model's weights to 8 or 4 bits; see docs/quantisation.md")
    .argument("[model]", "model folder, not quantised yet")
    .addOption(new Option("--scheme <name>", "how to round").choices(SCHEMES))
    .option("-o, --out <folder>", "model folder to write")
    .addOption(
      new Option(
        "--block-size <n>",
        `weights that share a scale (default: int8 ${BLOCK_SIZE.int8}, int4 ${BLOCK_SIZE.int4})`,
      ).choices(BLOCK_SIZES.map(String)),
    )
    .option("--table <model>", "instead: compare all number formats of this model, and print a table")
    .option("--data <file>", "--table: corpus whose test pictures are measured", DEFAULT_CORPUS)
    .option("--pictures <n>", "--table: pictures whose likelihood is measured", "100")
    .option("--steps <n>", "--table: decoding steps that are timed", "400")
    .option("-s, --seed <n>", "--table: seed that chooses the pictures", "1")
    .action(run);
}

async function run(model: string | undefined, flags: Flags): Promise<void> {
  if (flags.table !== undefined) {
    if (model !== undefined || flags.scheme !== undefined || flags.out !== undefined) {
      throw new UserError("usage", "--table takes no other model, no --scheme and no --out");
    }
    const options = {
      pictures: wholeNumber("--pictures", flags.pictures, 1, 1_000_000),
      steps: wholeNumber("--steps", flags.steps, 10, 1_000_000),
      seed: wholeNumber("--seed", flags.seed, 0, 2 ** 32 - 1),
    };
    return writeOut(await tabulateFormats(flags.table, flags.data, options, writeErrorLine));
  }
  if (model === undefined || flags.scheme === undefined || flags.out === undefined) {
    throw new UserError(
      "usage",
      "name a model folder, a --scheme and an --out folder; or a model by --table",
    );
  }
  const blockSize = flags.blockSize === undefined ? undefined : Number(flags.blockSize);
  await quantize(model, flags.out, flags.scheme, blockSize);
}

async function quantize(model: string, out: string, scheme: Scheme, blockSize?: number): Promise<void> {
  if (resolve(model) === resolve(out)) {
    throw new UserError(
      "usage",
      `--out ${out} is the model itself, whose weights would be lost; name another`,
    );
  }
  const bundle = await readBundle(model);
  const content = bundleContent(bundle);
  const before = bundle.manifest.files["model.onnx"];
  const names = Object.keys(content.parameters);
  const quantisation = planQuantisation(scheme, names, before.sha256, blockSize);
  const { files } = await writeBundle(out, { ...content, quantisation });
  writeErrorLine(`wrote ${out}: model.onnx, ${files["model.onnx"].size} bytes; it had ${before.size}`);
}
