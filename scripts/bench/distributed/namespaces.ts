/** Two network namespaces joined by a cable, as if they were two machines, and how an mpirun starts ranks in both. */
import { join } from "node:path";
import { sleep } from "../../../src/base/sleep.ts";
import type { MpiName } from "../../../src/engine/mpi/launch.ts";

/** Machines that are none: names of namespaces and addresses; both call their end of the cable the same. */
const NAMES = ["agp-a", "agp-b"] as const;
const ADDRESSES = ["10.77.18.1", "10.77.18.2"] as const;
const CABLE = "agp0";

async function ip(...args: string[]): Promise<boolean> {
  try {
    const { success } = await new Deno.Command("ip", { args, stdout: "null", stderr: "null" }).output();
    return success;
  } catch {
    return false; // there is no such program
  }
}

/** Waits until the cable is one: its ends have carriers, and addresses that nobody else turned out to have. */
async function untilReady(name: string): Promise<void> {
  for (let waited = 0; waited < 100; waited++) {
    const args = ["-n", name, "addr", "show", "dev", CABLE];
    const { stdout } = await new Deno.Command("ip", { args }).output();
    const text = new TextDecoder().decode(stdout);
    if (/state UP/.test(text) && !text.includes("tentative")) return;
    await sleep(100);
  }
  throw new Error(`the cable of ${name} did not come up`);
}

/** Two such machines; undefined where namespaces are not allowed. */
export interface Machines extends AsyncDisposable {
  /** A program that is started on the first, and which words say so. */
  prefix: readonly string[];
  /** Flags that make an mpirun start a rank on each, over the cable alone. */
  flags(mpi: MpiName): string[];
  /** Bytes that the first has sent. */
  sent(): Promise<number>;
}

/** Makes them in a folder; they are gone when disposed of. */
export async function twoMachines(folder: string): Promise<Machines | undefined> {
  const remove = async () => {
    for (const name of NAMES) await ip("netns", "del", name);
  };
  await remove();
  const made = await ip("netns", "add", NAMES[0]) && await ip("netns", "add", NAMES[1]) &&
    await ip(
      "link",
      "add",
      CABLE,
      "netns",
      NAMES[0],
      "type",
      "veth",
      "peer",
      "name",
      CABLE,
      "netns",
      NAMES[1],
    );
  if (!made) {
    await remove();
    return undefined;
  }
  for (const [i, name] of NAMES.entries()) {
    await ip("-n", name, "addr", "add", `${ADDRESSES[i]}/24`, "dev", CABLE);
    await ip("-n", name, "link", "set", CABLE, "up");
    await ip("-n", name, "link", "set", "lo", "up");
  }
  for (const name of NAMES) await untilReady(name);
  // What an mpirun calls in the place of ssh: the host, then a command.
  const agent = join(folder, "agent.sh");
  const cases = NAMES.map((name, i) => `  ${ADDRESSES[i]}) exec ip netns exec ${name} sh -c "$*" ;;`);
  await Deno.writeTextFile(
    agent,
    `#!/bin/sh\nhost=$1; shift\ncase $host in\n${cases.join("\n")}\nesac\nexit 1\n`,
  );
  await Deno.chmod(agent, 0o755);
  const hosts = ADDRESSES.join(",");
  return {
    prefix: ["ip", "netns", "exec", NAMES[0]],
    flags: (mpi) =>
      mpi === "mpich"
        ? [
          ...["-launcher", "rsh", "-launcher-exec", agent, "-hosts", hosts, "-iface", CABLE, "-ppn", "1"],
          // It knows both for one machine, and would take its memory.
          ...["-genv", "MPIR_CVAR_NOLOCAL", "1", "-genv", "UCX_TLS", "tcp,self"],
          ...["-genv", "UCX_NET_DEVICES", CABLE],
        ]
        : [
          ...["--map-by", "node", "--host", hosts, "--mca", "plm", "rsh", "--mca", "plm_rsh_agent", agent],
          ...["--mca", "oob_tcp_if_include", "10.77.18.0/24", "--mca", "btl_tcp_if_include", "10.77.18.0/24"],
          ...["--mca", "pml", "ob1", "--mca", "btl", "self,tcp"],
          ...["-x", "PATH", "-x", "HOME"],
        ],
    async sent() {
      const args = ["netns", "exec", NAMES[0], "cat", `/sys/class/net/${CABLE}/statistics/tx_bytes`];
      const { stdout } = await new Deno.Command("ip", { args }).output();
      return Number(new TextDecoder().decode(stdout));
    },
    [Symbol.asyncDispose]: remove,
  };
}
