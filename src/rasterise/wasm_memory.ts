const HEADER = 8, MEMORY_SECTION = 5;

/**
 * A WebAssembly module whose memory cannot grow beyond `maxPages` of 64 KiB. Its one memory must be its own and have no maximum
 * yet (WebAssembly 1.0, 5.5.8); an Error is thrown otherwise.
 */
export function limitMemory(module: Uint8Array, maxPages: number): Uint8Array<ArrayBuffer> {
  for (let at = HEADER; at < module.length;) {
    const size = readNumber(module, at + 1);
    if (module[at] !== MEMORY_SECTION) {
      at = size.end + size.value;
      continue;
    }
    const [count, flags] = [module[size.end], module[size.end + 1]];
    if (count !== 1 || flags !== 0) throw new Error("the module's memory has a maximum already");
    const least = module.subarray(size.end + 2, size.end + size.value);
    const section = [1, 1, ...least, ...numberBytes(maxPages)];
    const before = [...module.subarray(0, at), MEMORY_SECTION, ...numberBytes(section.length), ...section];
    const after = module.subarray(size.end + size.value);
    const limited = new Uint8Array(before.length + after.length);
    limited.set(before);
    limited.set(after, before.length);
    return limited;
  }
  throw new Error("the module has no memory of its own");
}

/** An unsigned number in LEB128, and where it ends. */
function readNumber(bytes: Uint8Array, at: number): { value: number; end: number } {
  let value = 0, shift = 0, byte: number;
  do {
    byte = bytes[at++]!;
    value += (byte & 0x7f) * 2 ** shift;
    shift += 7;
  } while (byte & 0x80);
  return { value, end: at };
}

function numberBytes(value: number): number[] {
  const bytes: number[] = [];
  do {
    bytes.push(value & 0x7f | (value > 0x7f ? 0x80 : 0));
    value >>>= 7;
  } while (value > 0);
  return bytes;
}
