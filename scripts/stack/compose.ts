/** compose.yaml as far as its services can be started without containers: commands, variables, folders, order, health. */
import { isAbsolute, join, resolve } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { UserError } from "../../src/base/errors.ts";
import { firstIssue } from "../../src/base/schema.ts";
import { parseDuration } from "./duration.ts";

/** A service as it is started here. */
export interface Service {
  name: string;
  /** Its words; those of the program itself come first where it is built from here. */
  command: readonly string[];
  environment: Readonly<Record<string, string>>;
  /** Folders that it keeps what it has in. */
  folders: readonly string[];
  /** A command that ends well when it is ready. */
  health?: { command: readonly string[]; interval: number };
  /** Names of those that are to be ready before. */
  after: readonly string[];
  /** Milliseconds that it has to end. */
  grace: number;
}

export interface Place {
  /** Folder that relative paths of compose.yaml are of. */
  root: string;
  /** Folder of the volumes, one each. */
  volumes: string;
  /** What starts the program that compose.yaml builds from here. */
  program: readonly string[];
  variables: Readonly<Record<string, string>>;
}

const Words = z.array(z.string());
const Composed = z.looseObject({
  services: z.record(
    z.string().regex(/^[a-z][\w-]*$/),
    z.looseObject({
      command: Words.min(1),
      environment: z.record(z.string(), z.string()).default({}),
      volumes: Words.default([]),
      build: z.looseObject({ target: z.string() }).optional(),
      healthcheck: z.looseObject({ test: Words.optional(), interval: z.string().default("5s") }).optional(),
      depends_on: z.record(z.string(), z.unknown()).default({}),
      stop_grace_period: z.string().default("10s"),
    }),
  ),
});

/** Reads the services of a file, in the order that they are to be started in. Throws a UserError of kind "usage" that says what is wrong. */
export function servicesOf(text: string, place: Place): Service[] {
  const result = Composed.safeParse(interpolated(parse(text, { merge: true }), place.variables));
  if (!result.success) throw new UserError("usage", `compose.yaml: ${firstIssue(result.error)}`);
  const services = Object.entries(result.data.services).map(([name, told]): Service => {
    const mounts = told.volumes.map((volume) => mountOf(volume, place));
    const local = (text: string) => mounts.reduce((all, { from, to }) => moved(all, from, to), text);
    const [kind, ...test] = told.healthcheck?.test ?? [];
    return {
      name,
      command: [...told.build?.target === "program" ? place.program : [], ...told.command.map(local)],
      environment: Object.fromEntries(
        // As compose has it, what is set to nothing is there; settings take it for unset.
        Object.entries(told.environment).filter(([, value]) => value !== "")
          .map(([name, value]) => [name, local(value)]),
      ),
      folders: mounts.map(({ to }) => to),
      ...kind !== undefined && {
        health: {
          command: kind === "CMD-SHELL" ? ["sh", "-c", ...test] : test,
          interval: parseDuration(told.healthcheck!.interval),
        },
      },
      after: Object.keys(told.depends_on),
      grace: parseDuration(told.stop_grace_period),
    };
  });
  return inOrder(services);
}

/** Where a volume is here: those with names below one folder, others where they say. */
function mountOf(volume: string, { root, volumes }: Place): { from: string; to: string } {
  const [source = "", from = ""] = volume.split(":");
  if (from === "") throw new UserError("usage", `compose.yaml: ${volume} is no volume such as name:/folder`);
  const isPath = isAbsolute(source) || source.startsWith(".");
  return { from, to: isPath ? resolve(root, source) : join(volumes, source) };
}

/** A text in which a path of a container is one of this machine. */
const moved = (text: string, from: string, to: string): string =>
  text.replaceAll(new RegExp(`(?<![\\w./])${RegExp.escape(from)}(?![\\w.-])`, "g"), () => to);

function inOrder(services: readonly Service[]): Service[] {
  const ordered: Service[] = [];
  for (let left = [...services]; left.length > 0;) {
    const ready = left.filter(({ after }) =>
      after.every((name) => ordered.some((each) => each.name === name))
    );
    if (ready.length === 0) {
      throw new UserError(
        "usage",
        `compose.yaml: ${left.map(({ name }) => name).join(", ")} wait for each other`,
      );
    }
    ordered.push(...ready);
    left = left.filter((each) => !ready.includes(each));
  }
  return ordered;
}

const VARIABLE = /\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-?+])([^}]*))?\})/g;

/** All texts with the values of variables, as compose writes them: `$$`, `$A`, `${A}`, `${A:-usual}`, `${A:?what is missing}`. */
function interpolated(value: unknown, variables: Readonly<Record<string, string>>): unknown {
  if (typeof value === "string") {
    return value.replace(VARIABLE, (_, dollar, plain, braced, operator = "", word = "") => {
      if (dollar !== undefined) return "$";
      const name: string = plain ?? braced, given = variables[name];
      const isThere = given !== undefined && (!operator.startsWith(":") || given !== "");
      if (operator.endsWith("+")) return isThere ? word : "";
      if (isThere) return given;
      if (operator.endsWith("?")) throw new UserError("usage", `${name} is not set: ${word}`);
      return word;
    });
  }
  if (Array.isArray(value)) return value.map((each) => interpolated(each, variables));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, interpolated(each, variables)]),
  );
}
