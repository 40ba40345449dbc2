/** The framing of TensorFlow's record files: u64 length, its checksum, the record, its checksum; little-endian. */

const POLYNOMIAL = 0x82f63b78; // of CRC32C, reflected
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? value >>> 1 ^ POLYNOMIAL : value >>> 1;
  return value;
});

/** CRC32C (Castagnoli). */
export function crc32c(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 255]! ^ crc >>> 8;
  return ~crc >>> 0;
}

/** As records have it: turned, and moved by a constant, so that a checksum of checksums is none. */
function masked(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (crc >>> 15 | crc << 17) + 0xa282ead8 >>> 0;
}

/** A record as it stands in a file. */
export function framed(record: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + record.length + 4), view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(record.length), true);
  view.setUint32(8, masked(bytes.subarray(0, 8)), true);
  bytes.set(record, 12);
  view.setUint32(12 + record.length, masked(record), true);
  return bytes;
}
