import { Command } from "commander";
import { UserError } from "../base/errors.ts";
import type { Fields } from "../base/fields.ts";
import {
  type Installation,
  installationOf,
  isNewer,
  newestVersion,
  upgradeAdvice,
} from "../operations/upgrade.ts";
import { addFields, readFields } from "./flags.ts";
import { operate } from "./operate.ts";
import { RELEASES } from "./releases.ts";
import { writeOut } from "./terminal.ts";

const FIELDS = {
  check: { type: "switch", text: "ask the releases' address which version is the newest" },
  json: { type: "switch", text: "print one JSON object" },
} as const satisfies Fields;

/** `ascii-gen upgrade`: how a newer version is had, and with --check whether there is one. Replaces nothing itself. */
export function command(): Command {
  const command = new Command("ascii-gen upgrade").usage("[options]").description(
    "Tells how to upgrade, for the way it was installed; asks the network only with --check " +
      "(ASCII_GEN_URL: another address of the releases).",
  );
  return addFields(command, FIELDS).argument("[words...]").action(
    async (words: string[], flags: Record<string, unknown>) => {
      if (words.length > 0) {
        const prompt = ["upgrade", ...words].join(" ");
        throw new UserError("usage", `upgrade takes no words; to draw, say: ascii-gen gen ${prompt}`);
      }
      const { check, json } = readFields(FIELDS, flags);
      await tell(command.version() ?? "", check === true, json === true);
    },
  );
}

async function tell(current: string, check: boolean, json: boolean): Promise<void> {
  const url = (Deno.env.get("ASCII_GEN_URL") || RELEASES)?.replace(/\/+$/, "");
  const installation = await findInstallation();
  const advice = upgradeAdvice(installation, url);
  if (!check) {
    return writeOut(
      json
        ? line({ current, installation, advice })
        : `${current}, ${TOLD[installation]}; to upgrade: ${advice}\n`,
    );
  }
  if (url === undefined) {
    throw new UserError(
      "environment",
      "this build was not published and knows no releases: set ASCII_GEN_URL to their address",
    );
  }
  const newest = await operate(({ signal }) => newestVersion(url, signal), true);
  if (newest === undefined) return;
  const isOld = isNewer(newest, current);
  if (json) return writeOut(line({ current, newest, isNewer: isOld, installation, advice }));
  writeOut(
    isOld ? `${newest} is there, this is ${current}; to upgrade: ${advice}\n` : `${current} is the newest\n`,
  );
}

const line = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

const TOLD: Readonly<Record<Installation, string>> = {
  archive: "unpacked from an archive",
  deb: "installed by dpkg",
  rpm: "installed by rpm",
  appimage: "an AppImage",
  homebrew: "installed by Homebrew",
  scoop: "installed by Scoop",
  winget: "installed by winget",
  nix: "installed by Nix",
  npm: "installed by npm",
  tree: "run in its source tree",
};

async function findInstallation(): Promise<Installation> {
  const path = Deno.execPath();
  return installationOf({
    isTree: !Deno.build.standalone,
    path: await Deno.realPath(path).catch(() => path),
    isAppImage: Deno.env.has("APPIMAGE"),
    isInDpkg: await Deno.stat("/var/lib/dpkg/info/ascii-gen.list").then(() => true, () => false),
  });
}
