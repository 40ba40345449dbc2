/** Parts of protobuf schemas, as protobufjs takes them in JSON. */

interface Part {
  id: number;
  type: string;
  rule?: "repeated";
}

export const field = (id: number, type: string): Part => ({ id, type });
export const list = (id: number, type: string): Part => ({ id, type, rule: "repeated" });
export const message = (fields: Record<string, Part>): { fields: Record<string, Part> } => ({ fields });
/** A message in which 0 and false are written too: what reads it may tell them from nothing. */
export const stating = (fields: Record<string, Part>) => ({ fields, edition: "2023" });
