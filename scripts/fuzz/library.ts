/**
 * A race for onnxruntime's library: while the executable starts, a planter of the same user exchanges every library that
 * the executable unpacks for one of its own, to and fro, in a cache that is open to all, a private one and the folder for
 * temporary files.
 */
import { join } from "node:path";
import { UserError } from "../../src/base/errors.ts";
import { platformBuild } from "../../src/inference/runtime/native.ts";

/** What became of so many starts. */
export interface Race {
  tries: number;
  /** Starts that loaded the planted library. */
  planted: number;
  /** Starts that did not draw. */
  failed: number;
  /** Times that the planter put something in a place. */
  swaps: number;
}

/** Runs the race. Throws a UserError of kind "environment" without a C compiler, which makes the planted library. */
export async function race(binary: string, tries: number): Promise<Race> {
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-race-" });
  const at = (name: string) => join(folder, name);
  const { library: { name, size, sha256 } } = platformBuild();
  try {
    for (const [home, mode] of [["open", 0o777], ["private", 0o700], ["tmp", 0o777]] as const) {
      await Deno.mkdir(at(home));
      await Deno.chmod(at(home), mode);
    }
    await compile([`#define OWNED ${text(at("owned"))}`, PLANTED], at("planted"), "-shared", "-fPIC");
    await Deno.chmod(at("planted"), 0o600);
    await Deno.truncate(at("planted"), size);
    const names = {
      FOLDER: folder,
      LIBRARY: name,
      CACHE: `.cache/ascii-gen/onnxruntime-${sha256.slice(0, 16)}`,
    };
    const defines = Object.entries(names).map(([key, value]) => `#define ${key} ${text(value)}`);
    await compile(["#define _GNU_SOURCE", ...defines, PLANTER], at("planter"));
    const planting = new Deno.Command(at("planter"), { cwd: folder, stdout: "piped" }).spawn();
    const result: Race = { tries, planted: 0, failed: 0, swaps: 0 };
    for (let i = 0; i < tries; i++) {
      const { code } = await new Deno.Command(binary, {
        args: ["cat", "--seed", "1", "--width", "9", "--max-lines", "3"],
        env: { HOME: at(i % 2 === 0 ? "open" : "private"), TMPDIR: at("tmp") },
        clearEnv: true,
        cwd: folder,
        stdout: "null",
        stderr: "null",
      }).output();
      if (code !== 0) result.failed++;
      if (await Deno.remove(at("owned")).then(() => true, () => false)) result.planted++;
    }
    await Deno.writeTextFile(at("stop"), "");
    const { stdout } = await planting.output();
    return { ...result, swaps: Number(new TextDecoder().decode(stdout)) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** A string of C. */
const text = (value: string) => JSON.stringify(value);

async function compile(source: readonly string[], output: string, ...flags: string[]): Promise<void> {
  const args = [...flags, "-O2", "-x", "c", "-o", output, "-"];
  try {
    const compiler = new Deno.Command("cc", { args, stdin: "piped", stderr: "null" }).spawn();
    const writer = compiler.stdin.getWriter();
    await writer.write(new TextEncoder().encode(source.join("\n")));
    await writer.close();
    if ((await compiler.status).success) return;
  } catch {
    // It is not there.
  }
  throw new UserError("environment", "the race needs a C compiler, cc");
}

/** A library that leaves a mark when it is loaded. */
const PLANTED = `
#include <fcntl.h>
__attribute__((constructor)) static void own(void) { open(OWNED, O_CREAT | O_WRONLY, 0666); }
`;

/** Exchanges libraries as soon as they are there, and back; at its end it tells how often. */
const PLANTER = `
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
static ino_t planted;
static int swaps;

static ino_t inode(const char *path) {
  struct stat info;
  return lstat(path, &info) == 0 ? info.st_ino : 0;
}

static void exchange(const char *folder, const char *aside) {
  char library[900];
  snprintf(library, sizeof library, "%s/%s", folder, LIBRARY);
  ino_t there = inode(library);
  if (there == 0) return;
  if (there != planted) {
    if (inode(aside) != planted) {
      unlink(aside);
      link(FOLDER "/planted", aside);
    }
    if (renameat2(AT_FDCWD, aside, AT_FDCWD, library, RENAME_EXCHANGE) == 0) swaps++;
  } else if (inode(aside) != 0 && inode(aside) != planted) {
    renameat2(AT_FDCWD, aside, AT_FDCWD, library, RENAME_EXCHANGE);
  }
}

int main(void) {
  planted = inode(FOLDER "/planted");
  while (inode(FOLDER "/stop") == 0) {
    exchange(FOLDER "/open/" CACHE, FOLDER "/aside0");
    exchange(FOLDER "/private/" CACHE, FOLDER "/aside1");
    DIR *folder = opendir(FOLDER "/tmp");
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
      char path[600];
      snprintf(path, sizeof path, FOLDER "/tmp/%s", entry->d_name);
      if (entry->d_name[0] != '.') exchange(path, FOLDER "/aside2");
    }
    closedir(folder);
    usleep(rand() % 400);
  }
  printf("%d", swaps);
  return 0;
}
`;
