import * as tf from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { UserError } from "../base/errors.ts";

/** Where the heap ends, in bytes: wasm has 65,536 pages of 64 KiB, and TensorFlow.js's allocator takes all but one. */
export const HEAP_BYTES = 65_535 * 65_536;

/**
 * TensorFlow.js's wasm memory, seen from outside. Offsets are bytes; the memory can grow between calls. Whatever asks it for
 * room, TensorFlow.js's own kernels too, throws a UserError of kind "usage" where there is none left.
 */
export interface Heap {
  readonly backend: BackendWasm;
  readonly memory: WebAssembly.Memory;
  /** Byte offset of a tensor's data. */
  offset(tensor: tf.TensorInfo): number;
  /** A new, uninitialised float32 tensor, tracked by the engine like any other. */
  output<T extends tf.Tensor>(shape: T["shape"]): T;
  /** Offset of at least `bytes` bytes of scratch memory, valid until the next call with the same slot. */
  scratch(slot: number, bytes: number): number;
  /** Absolute address of byte 0 of the memory, for FFI; take it anew after anything that allocates. */
  base(): number;
}

/** The module's C allocator, which its type leaves out. Offsets may be signed. */
interface Allocator {
  _malloc(bytes: number): number;
  _free(offset: number): void;
}

function isAllocator(module: object): module is Allocator {
  return "_malloc" in module && typeof module._malloc === "function" &&
    "_free" in module && typeof module._free === "function";
}

/**
 * Makes the allocator throw where it has no room: it answers 0, and TensorFlow.js would write its tensors there, over
 * whatever stands at the memory's beginning.
 */
function checkAllocations(allocator: Allocator, memory: WebAssembly.Memory): void {
  // The module replaces its function by the real one at the first call, ours with it.
  allocator._free(allocator._malloc(1));
  const { _malloc: take } = allocator;
  allocator._malloc = (bytes) => {
    const offset = take(bytes) >>> 0;
    if (offset !== 0 || bytes === 0) return offset;
    const mebibytes = (count: number) => `${Math.ceil(count / 2 ** 20)} MiB`;
    throw new UserError(
      "usage",
      `this does not fit in the 4 GiB that a worker's TensorFlow.js can address: ${
        mebibytes(bytes)
      } more are ` +
        `needed beside ${
          mebibytes(memory.buffer.byteLength)
        }; lower --batch-tokens, or take a smaller preset or vocabulary`,
    );
  };
}

/** Wraps a started wasm backend and its memory; from then on its allocations are checked. */
export function createHeap(backend: BackendWasm, memory: WebAssembly.Memory): Heap {
  const allocator: object = backend.wasm;
  if (!isAllocator(allocator)) throw new TypeError("the wasm backend's module has no malloc");
  checkAllocations(allocator, memory);
  const scratches: ({ offset: number; bytes: number } | undefined)[] = [];
  let buffer: ArrayBuffer | undefined;
  let address = 0;
  return {
    backend,
    memory,
    offset: (tensor) => backend.dataIdMap.get(tensor.dataId).memoryOffset,
    output: <T extends tf.Tensor>(shape: T["shape"]) =>
      // cast: a tensor's rank is that of its shape, which TensorFlow.js leaves out of this one's type
      tf.engine().makeTensorFromTensorInfo(backend.makeOutput(shape, "float32")) as T,
    scratch(slot, bytes) {
      const held = scratches[slot];
      if (held !== undefined && held.bytes >= bytes) return held.offset;
      if (held !== undefined) allocator._free(held.offset);
      scratches[slot] = undefined;
      const offset = allocator._malloc(bytes);
      scratches[slot] = { offset, bytes };
      return offset;
    },
    base() {
      if (memory.buffer !== buffer) {
        if (!(memory.buffer instanceof ArrayBuffer)) {
          throw new TypeError("the wasm backend's memory is shared");
        }
        buffer = memory.buffer;
        address = Number(Deno.UnsafePointer.value(Deno.UnsafePointer.of(new Uint8Array(buffer))));
      }
      return address;
    },
  };
}

/** Writes new values over those of a float32 tensor on the heap. */
export function overwrite(heap: Heap, tensor: tf.Tensor, values: Float32Array): void {
  new Float32Array(heap.memory.buffer, heap.offset(tensor), tensor.size).set(values);
}

/** Adds a float32 tensor on the heap to the values of `target`, or puts it in their place. */
export function readInto(heap: Heap, tensor: tf.Tensor, target: Float32Array, add: boolean): void {
  const values = new Float32Array(heap.memory.buffer, heap.offset(tensor), tensor.size);
  if (!add) return target.set(values);
  for (let i = 0; i < values.length; i++) target[i] = target[i]! + values[i]!;
}

/** Fills a float32 tensor on the heap with zeros. */
export function fillZero(heap: Heap, tensor: tf.Tensor): void {
  new Float32Array(heap.memory.buffer, heap.offset(tensor), tensor.size).fill(0);
}
