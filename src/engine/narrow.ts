/** What TensorFlow.js gives or takes as one or several, where it is one. Throws TypeError for several. */
export function single<T>(values: T | T[]): T {
  if (Array.isArray(values)) throw new TypeError(`one tensor wanted, ${values.length} found`);
  return values;
}

/** A kernel's attribute that is a list of numbers. Throws TypeError for anything else. */
export function numbers(attribute: unknown): number[] {
  if (Array.isArray(attribute) && attribute.every((value) => typeof value === "number")) return attribute;
  throw new TypeError(`an attribute is ${JSON.stringify(attribute)}, must be a list of numbers`);
}
