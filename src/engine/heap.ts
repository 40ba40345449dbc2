import * as tf from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";

/** TensorFlow.js's wasm memory, seen from outside. Offsets are bytes; the memory can grow between calls. */
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

/** The module's C allocator, which its type leaves out. */
interface Allocator {
  _malloc(bytes: number): number;
  _free(offset: number): void;
}

function isAllocator(module: object): module is Allocator {
  return "_malloc" in module && typeof module._malloc === "function" &&
    "_free" in module && typeof module._free === "function";
}

/** Wraps a started wasm backend and its memory. */
export function createHeap(backend: BackendWasm, memory: WebAssembly.Memory): Heap {
  const allocator: object = backend.wasm;
  if (!isAllocator(allocator)) throw new TypeError("the wasm backend's module has no malloc");
  const scratches: { offset: number; bytes: number }[] = [];
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
      const offset = allocator._malloc(bytes);
      if (offset === 0) throw new RangeError(`no room for ${bytes} bytes of scratch memory in the wasm heap`);
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

/** Fills a float32 tensor on the heap with zeros. */
export function fillZero(heap: Heap, tensor: tf.Tensor): void {
  new Float32Array(heap.memory.buffer, heap.offset(tensor), tensor.size).fill(0);
}
