/** Inputs and outputs of a step, by their names in the graph. */
import { port } from "../onnx/model.ts";
import { DATA_TYPE, type GraphProto } from "../onnx/proto.ts";
import type { Ports } from "./ports.ts";
import type { StateSpec } from "./state.ts";
import { NO_PLACES } from "./told_places.ts";

export const PORTS = {
  indices: "indices",
  field: "field_values",
  cosines: "cosines",
  sines: "sines",
  last: "last_slots",
  total: "total_length",
  distances: "distances",
  logits: "logits",
} as const;

/** The input that has what the step before left as its output `name`. */
export const pastOf = (name: string): string => `past_${name}`;

/**
 * Inputs of a step of T new positions of B sequences, in their order: indices int32 [B, T, features]; field_values
 * [B, T, field], unless there is no field; cosines and sines [B, T, half], if half is not 0, of the angles by which rotary
 * places turn; where there are windows, last_slots int32 [B], the slot of each row's last new position, before which every slot
 * is in use, and total_length int32 [], the largest of those plus one, or T if nothing is cached; distances [B, 1, T, L], where
 * they are told, from each new position back to that in each slot; past_<name> for each state.
 * Outputs: logits [B, T, vocabulary], and each state by its name. See `StateSpec` for shapes and memory of states.
 */
export function portsOfStep(
  { features, field, vocabulary }: Ports,
  state: readonly StateSpec[],
  { half, distances } = NO_PLACES,
): Pick<GraphProto, "input" | "output"> {
  const { float32, int32 } = DATA_TYPE;
  const windows = state.some(({ kind }) => kind === "window");
  const states = (nameOf: (name: string) => string) =>
    state.map(({ name, shape, kind }) =>
      port(nameOf(name), float32, [
        "B",
        ...shape.map((size, axis) => kind === "window" && axis === 1 ? "L" : size),
      ])
    );
  return {
    input: [
      port(PORTS.indices, int32, ["B", "T", features]),
      ...field === 0 ? [] : [port(PORTS.field, float32, ["B", "T", field])],
      ...half === 0 ? [] : [PORTS.cosines, PORTS.sines].map((name) => port(name, float32, ["B", "T", half])),
      ...windows ? [port(PORTS.last, int32, ["B"]), port(PORTS.total, int32, [])] : [],
      ...distances ? [port(PORTS.distances, float32, ["B", 1, "T", "L"])] : [],
      ...states(pastOf),
    ],
    output: [port(PORTS.logits, float32, ["B", "T", vocabulary]), ...states((name) => name)],
  };
}
