import assert from "node:assert/strict";
import { quietly } from "../../../src/base/context.ts";
import { complete } from "../../../src/operations/complete.ts";
import { openShelf } from "../../../src/service/threads/shelf.ts";
import { Problem } from "../../../src/service/problem.ts";
import { openTexts } from "../../../src/service/texts/texts.ts";
import { withService } from "../harness.ts";
import { withTextModel } from "../../evaluation/text/models.ts";

const { signal } = quietly;

Deno.test("texts of many clients are those of the operation, whatever is completed beside them", () =>
  withTextModel(async (folder, model) => {
    await using texts = openTexts({ places: [folder], rows: 4 });
    const prompts = ["1 cats", "3 cats sit on", "", "7"];
    const ask = (client: string, seed: number) => ({
      ...{ client, prompts, input: { seed, maxTokens: 20, count: 2, stop: ["9"] } },
    });
    const seeds = [1, 2, 3];
    const all = await Promise.all(
      seeds.map((seed) => texts.complete(ask(`client ${seed}`, seed), {}, signal)),
    );
    for (const [i, result] of all.entries()) {
      let told = "";
      const alone = await texts.complete(ask("alone", seeds[i]!), {
        text: (index, piece) => told += index === 3 ? piece : "",
      }, signal);
      assert.deepEqual(result, alone);
      assert.equal(told, alone.completions[3]!.text);
      const plain = await complete(
        { prompts, model, seed: seeds[i]!, maxTokens: 20, count: 2, stop: ["9"] },
        quietly,
      );
      assert.deepEqual(result.completions, plain.completions);
    }
    const stop = new AbortController();
    const long = texts.complete(
      { client: "a", prompts: ["1"], input: { maxTokens: 4096 } },
      { text: () => stop.abort(new Error("left")) },
      stop.signal,
    );
    await assert.rejects(long, { message: "left" });
  }));

Deno.test("POST /complete answers in JSON and as a stream, and names only models that are listed", () =>
  withTextModel(async (folder, model) => {
    await using texts = openTexts({ places: [folder] });
    await withService({ parts: { texts } }, async ({ address }) => {
      const ask = (body: unknown, accept = "application/json") =>
        fetch(`${address}/complete`, {
          method: "POST",
          body: JSON.stringify(body),
          headers: { "content-type": "application/json", accept },
        });
      const asked = { prompt: "1 cats", seed: 1, maxTokens: 12, model: "model" };
      const whole = await ask(asked);
      assert.equal(whole.status, 200);
      const { completions: [completion] } = await whole.json();
      const body = await (await ask(asked, "text/event-stream")).text();
      const events = body.split("\n\n").flatMap((part) => {
        const [, event, data = ""] = /^event: (.*)\ndata: (.*)$/.exec(part) ?? [];
        return event === undefined ? [] : [{ event, data: JSON.parse(data) }];
      });
      const streamed = events.filter(({ event }) => event === "text").map(({ data }) => data.text).join("");
      assert.equal(streamed, completion.text);
      const { finish, tokens } = completion;
      assert.deepEqual(events.at(-1), { event: "done", data: { index: 0, finish, tokens, seed: 1 } });
      const cases: [number, unknown, RegExp][] = [
        [422, { ...asked, model }, /no such model for text: model/],
        [422, { ...asked, maxTokens: 5000 }, /4096/],
        [422, { ...asked, count: 101 }, /at most 100/],
        [422, { ...asked, stop: ["x".repeat(201)] }, /stop has at most/],
        [422, { ...asked, stop: [""] }, /stop must be/],
        [422, { ...asked, prompts: [] }, /prompt does not go with prompts/],
        [422, { ...asked, topP: 0 }, /topP/],
      ];
      for (const [status, body, detail] of cases) {
        const response = await ask(body, "text/event-stream");
        const problem = await response.json();
        assert.equal(response.status, status, JSON.stringify(problem));
        assert.match(problem.detail, detail);
      }
    });
  }));

Deno.test("openShelf() closes what was asked for longest ago and nobody uses, and nothing else", () => {
  const closed: string[] = [];
  const kept = (name: string, atWork = 0) => () => ({
    waiting: 0,
    atWork,
    close: () => void closed.push(name),
  });
  const shelf = openShelf(10);
  shelf.get("busy", 4, kept("busy", 1));
  shelf.get("old", 3, kept("old"));
  shelf.get("new", 3, kept("new"));
  shelf.get("old", 3, () => assert.fail("it is there"));
  shelf.get("next", 3, kept("next"));
  assert.deepEqual([closed, shelf.names], [["new"], ["busy", "old", "next"]]);
  const status = (wanted: number) => (error: unknown) => error instanceof Problem && error.status === wanted;
  assert.throws(() => shelf.get("large", 11, kept("large")), status(422));
  assert.throws(() => shelf.get("wide", 7, kept("wide")), status(503));
  shelf.close();
  assert.deepEqual(shelf.names, []);
});
