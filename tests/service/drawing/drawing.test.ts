import assert from "node:assert/strict";
import { type Drawing, openDrawing } from "../../../src/service/drawing/drawing.ts";
import { draw } from "../../../src/operations/draw/draw.ts";
import { quietly } from "../../../src/base/context.ts";
import { Problem } from "../../../src/service/problem.ts";
import { withModel } from "../../tasks/art/toy_model.ts";

const SMALL = { width: 14, maxLines: 7, bestOf: 1 };
const { signal } = quietly;
const ask = (client: string, seed: number, count = 1) => ({
  ...{ client, prompts: ["cat"], model: "model", input: { ...SMALL, seed, count } },
});

/** Works with a service of a tiny model, at one thread of two places. */
const withDrawing = (work: (drawing: Drawing, model: string) => Promise<void>, waiting = 40) =>
  withModel(async (folder, model) => {
    await using drawing = openDrawing({ places: [folder], threads: 1, rows: 2, waiting, own: 30 });
    await work(drawing, model);
  });

Deno.test("draws for many clients what the operation draws, and what is drawn alone", () =>
  withDrawing(async (drawing, model) => {
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
    const all = await Promise.all(
      seeds.map((seed) => drawing.draw(ask(`client ${seed % 3}`, seed), {}, signal)),
    );
    for (const [i, { drawings }] of all.entries()) {
      const [alone] = (await drawing.draw(ask("alone", seeds[i]!), {}, signal)).drawings;
      assert.deepEqual(drawings, [alone]);
      const [plain] = await draw({ ...SMALL, model, prompts: ["cat"], seed: seeds[i]! }, quietly);
      assert.deepEqual([alone!.lines, alone!.model, alone!.seed], [plain!.lines, plain!.model, plain!.seed]);
    }
  }));

Deno.test("one who asks for many lets others go before, and is told of each drawing as it is done", () =>
  withDrawing(async (drawing) => {
    const order: string[] = [];
    const many = drawing.draw(ask("greedy", 1, 25), { drawn: () => void order.push("greedy") }, signal);
    while (order.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await drawing.draw(ask("late", 1), { drawn: () => void order.push("late") }, signal);
    await many;
    assert.equal(order.length, 26);
    assert.ok(order.indexOf("late") < 20, `late came as number ${order.indexOf("late")}`);
    assert.deepEqual([drawing.waiting, drawing.atWork], [0, 0]);
  }));

Deno.test("too many that wait are refused with the time to come back, and who leaves makes room at once", () =>
  withDrawing(async (drawing) => {
    const refused = (status: number) => (error: unknown) =>
      error instanceof Problem && error.status === status && Number(error.headers["retry-after"]) >= 1;
    await assert.rejects(drawing.draw(ask("a", 1, 31), {}, signal), refused(429));
    const stop = new AbortController();
    const large = (client: string) => {
      const { input, ...rest } = ask(client, 1, 20);
      return { ...rest, input: { ...input, width: 80, maxLines: 48 } };
    };
    const left: Promise<void>[] = [];
    for (const client of ["a", "b"]) {
      const planned = Promise.withResolvers<void>();
      const work = drawing.draw(large(client), { planned: () => planned.resolve() }, stop.signal);
      left.push(assert.rejects(work, { message: "left" }));
      await planned.promise;
    }
    await assert.rejects(drawing.draw(ask("c", 1, 20), {}, signal), refused(503));
    stop.abort(new Error("left"));
    await Promise.all(left);
    assert.equal((await drawing.draw(ask("c", 1, 2), {}, signal)).drawings.length, 2);
    await assert.rejects(drawing.draw(ask("a", 1, 101), {}, signal), /101 drawings are asked for/);
  }));

Deno.test("models are those that are listed, whatever path is named", () =>
  withDrawing(async (drawing, model) => {
    for (const name of [model, "../model", "./model", "nothing"]) {
      await assert.rejects(
        drawing.draw({ ...ask("a", 1), model: name }, {}, signal),
        /there is no such model for art: .*model/,
      );
    }
  }));
