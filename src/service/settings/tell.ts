/** What tells of settings: what holds, and an example of all variables. */
import { stringify } from "yaml";
import type { Field } from "../../base/fields.ts";
import { ALL_SETTINGS, GROUPS, isSecret, type Setting, type Settings } from "./fields.ts";

const MASK = "********";

/** Settings as the file that would give them, secrets masked. */
export function printedSettings(settings: Settings): string {
  const tree = new Map<string, unknown>();
  for (const setting of ALL_SETTINGS) {
    const value = masked(setting.field, valueIn(settings, setting));
    if (value === undefined) continue;
    if (setting.group === "") tree.set(setting.name, value);
    else {
      const group = tree.get(setting.group);
      tree.set(setting.group, { ...group instanceof Object && group, [setting.name]: value });
    }
  }
  return stringify(tree, { flowCollectionPadding: false });
}

function valueIn(settings: Settings, { group, name }: Setting): unknown {
  const values: object = isGroup(group) ? settings[group] : settings;
  return Object.entries(values).find(([key]) => key === name)?.[1];
}

const isGroup = (name: string): name is keyof typeof GROUPS => Object.hasOwn(GROUPS, name);

function masked(field: Field, value: unknown): unknown {
  if (!isSecret(field) || value === undefined) return value;
  return Array.isArray(value) ? value.map(() => MASK) : MASK;
}

/** The file `.env.example`: every variable, what it is, and its default. */
export function exampleEnvironment(): string {
  const lines = [
    "# Settings of `ascii-gen serve` and `ascii-gen worker` as variables; docs/service.md tells more.",
    "# Flags win over variables, variables over the file of --config. REDIS_URL is ASCII_GEN__QUEUE__URL.",
    "# Made by `deno run -A scripts/service.ts`.",
  ];
  let last: string | undefined;
  for (const { group, variable, field } of ALL_SETTINGS) {
    if (group !== last) lines.push("");
    last = group;
    lines.push(`# ${field.text}`, `# ${variable}=${usual(field)}`);
  }
  return lines.join("\n") + "\n";
}

function usual(field: Field): string {
  const value = "fallback" in field ? field.fallback : undefined;
  return Array.isArray(value) ? value.join(",") : String(value ?? "");
}
