import { join } from "node:path";
import { writeErrorLine } from "../../src/cli/terminal.ts";
import { UserError } from "../../src/errors.ts";

/**
 * The path of a Python that has torch: the `given` one, or that of a virtual environment made in `folder`. Throws
 * UserError("environment") when torch is missing or cannot be installed.
 */
export async function pythonWithTorch(given: string | undefined, folder: string): Promise<string> {
  if (given !== undefined) {
    if (await succeeds(given, ["-c", "import torch"])) return given;
    throw new UserError(
      "environment",
      `--python ${given}: no torch there; leave the option out to install it`,
    );
  }
  const windows = Deno.build.os === "windows";
  const venv = join(folder, "venv");
  const python = windows ? join(venv, "Scripts", "python.exe") : join(venv, "bin", "python3");
  writeErrorLine(
    `bench: installing PyTorch for this run into ${venv}` +
      (Deno.build.os === "linux" ? " (pip may bring CUDA libraries of some 3 GB)" : "") +
      "; --python <path> uses one that is there",
  );
  const made = await succeeds(windows ? "python" : "python3", ["-m", "venv", venv]) &&
    await succeeds(python, ["-m", "pip", "install", "--quiet", "torch"]);
  if (!made) {
    throw new UserError(
      "environment",
      "PyTorch could not be installed; name a Python that has it: --python <path>",
    );
  }
  return python;
}

/** Runs a command, its messages on standard error. */
async function succeeds(command: string, args: string[]): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(command, { args, stdout: "null", stderr: "inherit" }).output();
    return success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
