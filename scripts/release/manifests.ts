/**
 * What package managers are told of a release: a Homebrew formula, winget's three manifests, Scoop's, a Nix flake. All are
 * made of the version and the sums of the archives that there are; a platform whose archive is missing is left out.
 */
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { atomicWrite } from "../../src/base/files.ts";
import {
  archiveFile,
  DESCRIPTION,
  download,
  homepage,
  LICENCE,
  NAME,
  SUMMARY,
  type Target,
  TARGETS,
} from "./facts.ts";
import { sumsOf } from "./sums.ts";

/** A release: its version, whose it is, and the hex SHA-256 of its archives by platform. */
export interface Release {
  version: string;
  owner: string;
  sums: ReadonlyMap<Target, string>;
}

/** A release as the archives in a folder are. */
export async function releaseIn(folder: string, version: string, owner: string): Promise<Release> {
  const all = await sumsOf(folder);
  const sums = new Map<Target, string>();
  for (const target of TARGETS) {
    const sum = all.get(archiveFile(version, target));
    if (sum !== undefined) sums.set(target, sum);
  }
  return { version, owner, sums };
}

/** All manifests of a release by their paths, without those of platforms that it lacks. */
export function manifests(release: Release): Map<string, string> {
  const { sums } = release;
  const files = new Map<string, string>();
  if ([...sums.keys()].some((target) => !target.startsWith("windows"))) {
    files.set(`homebrew/${NAME}.rb`, formula(release));
    files.set("nix/flake.nix", flake(release));
  }
  if (sums.has("windows-x64")) {
    files.set(`scoop/${NAME}.json`, scoop(release));
    for (const [name, text] of winget(release)) files.set(`winget/${name}`, text);
  }
  return files;
}

/** Writes the manifests of a release into a folder; gives their paths within it. */
export async function writeManifests(release: Release, folder: string): Promise<string[]> {
  const files = manifests(release);
  for (const [name, text] of files) {
    await Deno.mkdir(dirname(join(folder, name)), { recursive: true });
    await atomicWrite(join(folder, name), text);
  }
  return [...files.keys()];
}

const addressOf = ({ owner, version }: Release, target: Target): string =>
  download(owner, version, archiveFile(version, target));

/** A text as Ruby and Nix quote it. */
const quote = (text: string): string => `"${text.replace(/["\\#$]/g, "\\$&")}"`;

/** The formula of a Homebrew tap. */
function formula(release: Release): string {
  const on = (system: string, processors: readonly (readonly [string, Target])[]) => {
    const blocks = processors.flatMap(([processor, target]) => {
      const sum = release.sums.get(target);
      return sum === undefined ? [] : [
        `    ${processor} do`,
        `      url ${quote(addressOf(release, target))}`,
        `      sha256 ${quote(sum)}`,
        "    end",
      ];
    });
    return blocks.length === 0 ? [] : [`  ${system} do`, ...blocks, "  end", ""];
  };
  return [
    "class AsciiGen < Formula",
    `  desc ${quote(SUMMARY)}`,
    `  homepage ${quote(homepage(release.owner))}`,
    `  version ${quote(release.version)}`,
    `  license ${quote(LICENCE)}`,
    "",
    ...on("on_macos", [["on_arm", "macos-arm64"]]),
    ...on("on_linux", [["on_intel", "linux-x64"], ["on_arm", "linux-arm64"]]),
    "  def install",
    `    bin.install ${quote(NAME)}`,
    `    man1.install ${quote(`${NAME}.1`)}`,
    `    bash_completion.install ${quote(`completions/${NAME}.bash`)} => ${quote(NAME)}`,
    `    zsh_completion.install ${quote(`completions/_${NAME}`)}`,
    `    fish_completion.install ${quote(`completions/${NAME}.fish`)}`,
    '    doc.install "PICTURES.txt", "SOFTWARE.txt"',
    "  end",
    "",
    "  test do",
    `    assert_equal version.to_s, shell_output("#{bin}/${NAME} --version").strip`,
    `    assert_operator shell_output("#{bin}/${NAME} cat --seed 7 --width 32").lines.length, :>, 1`,
    "  end",
    "end",
    "",
  ].join("\n");
}

/** The manifest of a Scoop bucket. */
function scoop(release: Release): string {
  const { version, owner, sums } = release;
  const folder = archiveFile(version, "windows-x64").replace(/\.zip$/, "");
  return `${
    JSON.stringify(
      {
        version,
        description: SUMMARY,
        homepage: homepage(owner),
        license: LICENCE,
        suggest: { vcredist: "extras/vcredist2022" },
        architecture: {
          "64bit": {
            url: addressOf(release, "windows-x64"),
            hash: sums.get("windows-x64"),
            extract_dir: folder,
          },
        },
        bin: `${NAME}.exe`,
        checkver: "github",
        autoupdate: {
          architecture: {
            "64bit": {
              url: addressOf({ ...release, version: "$version" }, "windows-x64"),
              extract_dir: folder.replace(version, "$version"),
            },
          },
          hash: { url: "$baseurl/SHA256SUMS" },
        },
      },
      null,
      4,
    )
  }\n`;
}

const WINGET_SCHEMA = "1.6.0";

/** The three manifests of winget by file name. */
function winget(release: Release): [string, string][] {
  const { version, owner, sums } = release;
  const id = `${owner}.AsciiGen`;
  const common = { PackageIdentifier: id, PackageVersion: version };
  const text = (type: string, value: object) =>
    `# yaml-language-server: $schema=https://aka.ms/winget-manifest.${type}.${WINGET_SCHEMA}.schema.json\n${
      stringify({ ...common, ...value, ManifestType: type, ManifestVersion: WINGET_SCHEMA }, { lineWidth: 0 })
    }`;
  const folder = archiveFile(version, "windows-x64").replace(/\.zip$/, "");
  return [
    [`${id}.yaml`, text("version", { DefaultLocale: "en-US" })],
    [
      `${id}.installer.yaml`,
      text("installer", {
        InstallerType: "zip",
        NestedInstallerType: "portable",
        NestedInstallerFiles: [
          { RelativeFilePath: `${folder}\\${NAME}.exe`, PortableCommandAlias: NAME },
        ],
        Dependencies: { PackageDependencies: [{ PackageIdentifier: "Microsoft.VCRedist.2015+.x64" }] },
        Installers: [{
          Architecture: "x64",
          InstallerUrl: addressOf(release, "windows-x64"),
          InstallerSha256: sums.get("windows-x64")?.toUpperCase(),
        }],
      }),
    ],
    [
      `${id}.locale.en-US.yaml`,
      text("defaultLocale", {
        PackageLocale: "en-US",
        Publisher: owner,
        PackageName: NAME,
        PackageUrl: homepage(owner),
        License: LICENCE,
        ShortDescription: SUMMARY,
        Description: DESCRIPTION,
      }),
    ],
  ];
}

const NIX_SYSTEMS: readonly (readonly [string, Target])[] = [
  ["x86_64-linux", "linux-x64"],
  ["aarch64-linux", "linux-arm64"],
  ["aarch64-darwin", "macos-arm64"],
];

/** The flake. On Linux the executable keeps its bytes, in which it looks for its model, and is given a usual root. */
function flake(release: Release): string {
  const archives = NIX_SYSTEMS.flatMap(([system, target]) => {
    const sum = release.sums.get(target);
    if (sum === undefined) return [];
    const hash = `sha256-${Uint8Array.fromHex(sum).toBase64()}`;
    return [`      ${system} = { url = ${quote(addressOf(release, target))}; hash = ${quote(hash)}; };`];
  });
  return `{
  description = ${quote(SUMMARY)};
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
  outputs = { self, nixpkgs }:
    let
      archives = {
${archives.map((line) => `  ${line}`).join("\n")}
      };
      each = nixpkgs.lib.genAttrs (builtins.attrNames archives);
    in {
      packages = each (system:
        let
          pkgs = nixpkgs.legacyPackages.\${system};
          meta = { description = ${quote(SUMMARY)}; license = pkgs.lib.licenses.mit; mainProgram = ${
    quote(NAME)
  }; };
          unpacked = pkgs.stdenvNoCC.mkDerivation {
            pname = ${quote(`${NAME}-unpacked`)};
            version = ${quote(release.version)};
            src = pkgs.fetchurl archives.\${system};
            nativeBuildInputs = [ pkgs.installShellFiles ];
            dontStrip = true;
            dontPatchELF = true;
            dontFixup = pkgs.stdenv.hostPlatform.isLinux;
            installPhase = ''
              install -D -m 755 ${NAME} $out/bin/${NAME}
              installManPage ${NAME}.1
              installShellCompletion --bash --name ${NAME} completions/${NAME}.bash
              installShellCompletion --zsh --name _${NAME} completions/_${NAME}
              installShellCompletion --fish --name ${NAME}.fish completions/${NAME}.fish
            '';
            inherit meta;
          };
          inRoot = pkgs.buildFHSEnv {
            pname = ${quote(NAME)};
            version = ${quote(release.version)};
            targetPkgs = own: [ own.stdenv.cc.cc.lib ];
            runScript = "\${unpacked}/bin/${NAME}";
            extraInstallCommands = "ln -s \${unpacked}/share $out/share";
            inherit meta;
          };
        in { default = if pkgs.stdenv.hostPlatform.isLinux then inRoot else unpacked; });
    };
}
`;
}
