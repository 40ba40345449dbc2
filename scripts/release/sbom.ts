/** The bill of materials of the executable: CycloneDX 1.6 as JSON, validated against its schema. */
import { Ajv, type ValidateFunction } from "ajv";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
// Loaded so that its folder, which has the schemas, can be asked for.
import library from "@cyclonedx/cyclonedx-library/package.json" with { type: "json" };
import onnxruntime from "onnxruntime-node/package.json" with { type: "json" };
import { type BundledPackage, bundledPackages, fontPackage, licenceOf } from "../notices.ts";
import { sha256 } from "../programs.ts";
import { LICENCE, NAME, VERSION } from "./facts.ts";

const ROOT = join(import.meta.dirname!, "..", "..");

/** A part that the executable contains. */
interface Component {
  type: "library" | "framework" | "application";
  name: string;
  version?: string;
  licenses?: { expression: string }[] | { license: { name: string } }[];
  purl?: string;
  hashes?: { alg: string; content: string }[];
}

/** The bill as JSON. */
export interface Bill {
  bomFormat: "CycloneDX";
  specVersion: "1.6";
  serialNumber: string;
  version: 1;
  metadata: { component: Component & { "bom-ref": string } };
  components: (Component & { "bom-ref": string })[];
  dependencies: { ref: string; dependsOn?: string[] }[];
}

const LOCK = z.object({ npm: z.record(z.string(), z.object({ integrity: z.string().optional() })) });

/** SHA-512 of npm packages by `name@version`, as deno.lock has them. */
async function lockedSums(): Promise<Map<string, string>> {
  const { npm } = LOCK.parse(JSON.parse(await Deno.readTextFile(join(ROOT, "deno.lock"))));
  return new Map(
    Object.entries(npm).flatMap(([key, { integrity }]) => {
      const [, encoded] = /^sha512-(.+)$/.exec(integrity ?? "") ?? [];
      // What a package was resolved with stands behind a further underscore.
      return encoded === undefined
        ? []
        : [[key.replace(/(?<=.@[^_]*)_.*$/, ""), Uint8Array.fromBase64(encoded).toHex()]];
    }),
  );
}

/** The version of Deno's runtime that an executable begins with, where it tells. */
export function denoVersion(executable: Uint8Array): string | undefined {
  const text = new TextDecoder("latin1").decode(executable);
  return /Deno\/(\d+\.\d+\.\d+)/.exec(text)?.[1];
}

/** Parts that come as libraries within others, of which no package of their own tells. */
const INNER: readonly Component[] = [
  { type: "library", name: "libjpeg-turbo", licenses: [{ expression: "BSD-3-Clause AND IJG" }] },
  { type: "library", name: "libwebp", licenses: [{ expression: "BSD-3-Clause" }] },
  { type: "library", name: "resvg", licenses: [{ expression: "MPL-2.0" }] },
];

/** The npm packages that the executable contains parts of. */
export const containedPackages = async (): Promise<
  BundledPackage[]
> => [...await bundledPackages(), fontPackage()];

/** The bill of an executable and the packages in it. The same for equal sources and an equal executable: nothing in it tells the time. */
export async function billOf(executable: string, packages: readonly BundledPackage[]): Promise<Bill> {
  const sums = await lockedSums();
  const deno = denoVersion(await Deno.readFile(executable));
  const digest = await sha256(executable) ?? "";
  const components: Component[] = [
    {
      type: "framework",
      name: "deno",
      ...deno !== undefined && { version: deno, purl: `pkg:github/denoland/deno@v${deno}` },
      licenses: [{ expression: "MIT" }],
    },
    { type: "framework", name: "v8", licenses: [{ expression: "BSD-3-Clause" }] },
    npmComponent({ name: "onnxruntime-node", version: onnxruntime.version, licence: "MIT" }, sums),
    ...INNER,
    ...packages.map((each) => npmComponent(described(each), sums)),
  ];
  // A package that is told of by name may be among those that were found.
  const withRefs = [...Map.groupBy(components, ({ purl, name }) => purl ?? name)].map(([ref, [each]]) => ({
    "bom-ref": ref,
    ...each!,
  }));
  const ref = `pkg:generic/${NAME}@${VERSION}`;
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${uuidOf(digest)}`,
    version: 1,
    metadata: {
      component: {
        "bom-ref": ref,
        type: "application",
        name: NAME,
        version: VERSION,
        purl: ref,
        licenses: [{ expression: LICENCE }],
        hashes: [{ alg: "SHA-256", content: digest }],
      },
    },
    components: withRefs,
    dependencies: [{ ref, dependsOn: withRefs.map((each) => each["bom-ref"]) }],
  };
}

const described = ({ name, version, folder }: BundledPackage) => ({
  name,
  version,
  licence: licenceOf(folder),
});

function npmComponent(
  { name, version, licence }: { name: string; version: string; licence: string | undefined },
  sums: ReadonlyMap<string, string>,
): Component {
  const sum = sums.get(`${name}@${version}`);
  return {
    type: "library",
    name,
    version,
    purl: `pkg:npm/${name.replace(/^@/, "%40")}@${version}`,
    ...licence !== undefined && { licenses: [{ license: { name: licence } }] },
    ...sum !== undefined && { hashes: [{ alg: "SHA-512", content: sum }] },
  };
}

/** A UUID (of version 8: made by a rule of one's own) from a hex digest. */
function uuidOf(digest: string): string {
  const [, a, b, c, d, e] = /^(.{8})(.{4}).(.{3}).(.{3})(.{12})/.exec(digest)!;
  return `${a}-${b}-8${c}-8${d}-${e}`;
}

let validator: Promise<ValidateFunction> | undefined;

/** What is wrong with a bill by the schema of CycloneDX 1.6; nothing where it is right. */
export async function billFaults(bill: unknown): Promise<string[]> {
  const validate = await (validator ??= loadValidator());
  if (validate(bill)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

async function loadValidator(): Promise<ValidateFunction> {
  const manifest = fileURLToPath(import.meta.resolve(`${library.name}/package.json`));
  const schema = async (name: string) =>
    JSON.parse(await readFile(join(manifest, "..", "res", "schema", `${name}.SNAPSHOT.schema.json`), "utf8"));
  // Formats of addresses are not checked: what they are made of is.
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(await schema("spdx"), "http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json");
  ajv.addSchema(await schema("jsf-0.82"), "http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json");
  return ajv.compile(await schema("bom-1.6"));
}
