/** Names of the graph's inputs and outputs; layer i's are numbered. */
export const PORTS = {
  indices: "indices",
  field: "field_values",
  cosines: "cosines",
  sines: "sines",
  last: "last_slots",
  total: "total_length",
  pastKey: (layer: number) => `past_key_${layer}`,
  pastValue: (layer: number) => `past_value_${layer}`,
  logits: "logits",
  key: (layer: number) => `key_${layer}`,
  value: (layer: number) => `value_${layer}`,
} as const;
