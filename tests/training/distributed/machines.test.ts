/** Two ranks in two network namespaces: whatever they say to each other goes over a cable. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { twoMachines } from "../../../scripts/bench/distributed/namespaces.ts";
import { endOf, mpiTest, startRanks } from "../../engine/mpi/launcher.ts";
import { alone, assertSame, checkpointIn, ranks, succeeded, training, withText } from "./runs.ts";

const folder = await Deno.makeTempDir();
/** Asked before the tests, as Deno asks whether to ignore one. */
const allowed = await (async () => {
  await using machines = await twoMachines(folder);
  return machines !== undefined;
})();
if (!allowed) {
  console.error(
    "network namespaces are not allowed here, so no ranks on two machines are tested: " +
      "run as root, or with CAP_NET_ADMIN and CAP_SYS_ADMIN, with iproute2 installed",
  );
}
await Deno.remove(folder, { recursive: true });

mpiTest("two ranks on two machines are one process of two, all of it over the network", async (mpi) => {
  await withText(async (folder, text) => {
    await using machines = await twoMachines(folder);
    assert.ok(machines !== undefined);
    const flags = ["--steps", "4", "--workers", "2"];
    const [one, two] = [join(folder, "one"), join(folder, "two")];
    await succeeded(alone(training(text, one, ...flags)));
    const before = await machines.sent();
    const args = training(text, two, ...flags, "--distributed", "--shard-optimizer");
    const { prefix } = machines;
    const { code, stderr } = await endOf(
      startRanks(mpi, [ranks(2, args)], { flags: machines.flags(mpi), prefix }),
    );
    // MPICH 4.0's ranks may wait for each other at the end over UCX; who leaves first makes mpirun complain, or ends it by a broken
    // pipe (141) before the last lines came through, when all is saved: what was is compared below.
    const isFarewell = mpi === "mpich" &&
      (code === 141
        ? /^validation at 4: /m.test(stderr)
        : /HYDU_sock_write .*write error/.test(stderr) && /^the model is in /m.test(stderr));
    assert.ok(code === 0 || isFarewell, `${code}: ${stderr}`);
    const [a, b] = await Promise.all([one, two].map(checkpointIn));
    assertSame(a!, b!, 0);
    // The gradients of four steps at the least, half of them out of here.
    const bytes = 4 * a!.weights.length * 4 / 2;
    assert.ok(await machines.sent() - before > bytes, `only ${await machines.sent() - before} bytes`);
  });
}, !allowed);
