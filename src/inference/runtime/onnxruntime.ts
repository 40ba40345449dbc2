/**
 * onnxruntime's C API through Deno's FFI: as much of it as runs networks on one thread with tensors that lie in arrays
 * of the caller's. An addon for Node.js would copy what goes in and allocate what comes out at each step.
 */

/** An array and the shape that it has as a tensor. */
export interface TensorView {
  data: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>;
  shape: readonly number[];
}

/** Tensors by the names of a graph's inputs or outputs. */
export type Tensors = Readonly<Record<string, TensorView>>;

/** A network that is loaded. */
export interface Network {
  /**
   * Ties arrays to inputs and outputs. The function returned runs the network: it reads the inputs as they then are and
   * writes the outputs, of which one may share its memory with an input where an operator allows that. Throws
   * onnxruntime's reason when it refuses.
   */
  bind(inputs: Tensors, outputs: Tensors): () => void;
  /** Frees the network, which then cannot run. */
  close(): void;
}

/** onnxruntime, loaded into this process for good. */
export interface Runtime {
  readonly version: string;
  /**
   * Loads the bytes of an ONNX model, on another thread; they are not needed afterwards. Throws onnxruntime's reason when
   * it refuses.
   */
  load(model: Uint8Array<ArrayBuffer>): Promise<Network>;
}

/** Every function used here is in the first version of the API; later ones only add to the table. */
const API_VERSION = 1;
/** Enumerations of onnxruntime_c_api.h. */
const LOG_ERRORS = 3, SEQUENTIAL = 0, OPTIMISE_ALL = 99, ARENA_ALLOCATOR = 1, DEFAULT_MEMORY = 0;

/** Arguments of calls on another thread: what they point to must not be collected meanwhile. */
const inFlight = new Set<unknown>();

/**
 * Loads the shared library at `path`; it sets itself up on another thread. Throws if that is none, or not onnxruntime's.
 * The process must not end before this or `load` has: threads do not outlive the library that they run in.
 */
export async function openRuntime(path: string): Promise<Runtime> {
  const library = Deno.dlopen(path, { OrtGetApiBase: { parameters: [], result: "pointer" } });
  const base = new Deno.UnsafePointerView(present(library.symbols.OrtGetApiBase()));
  const getApi = functionAt(base, 0, ["u32"], "pointer");
  const getVersion = functionAt(base, 1, [], "pointer");
  const version = Deno.UnsafePointerView.getCString(present(getVersion.call()));
  const api = functionsOf(new Deno.UnsafePointerView(present(getApi.call(API_VERSION))));

  const environment = await madeAside((place) => api.CreateEnv(LOG_ERRORS, text("ascii-gen"), place));
  api.DisableTelemetryEvents(environment);
  const memory = made((place) => api.CreateCpuMemoryInfo(ARENA_ALLOCATOR, DEFAULT_MEMORY, place));
  // What a function's arrays of addresses point to lives as long as the function, and its values until it is collected.
  const pinned = new WeakMap<() => void, unknown>();
  const collected = new FinalizationRegistry<Deno.PointerValue[]>((values) =>
    values.forEach((value) => api.ReleaseValue(value))
  );

  const valueOf = ({ data, shape }: TensorView): Deno.PointerValue => {
    const dimensions = BigInt64Array.from(shape, BigInt);
    const count = shape.reduce((product, size) => product * size, 1);
    if (data.length !== count) throw new Error(`${data.length} values are no tensor of ${shape.join("×")}`);
    const at = Deno.UnsafePointer.create(addressOf(data));
    const [bytes, rank] = [BigInt(data.byteLength), BigInt(shape.length)];
    return made((place) =>
      api.CreateTensorWithDataAsOrtValue(memory, at, bytes, dimensions, rank, elementType(data), place)
    );
  };

  return {
    version,
    async load(model) {
      const options = made((place) => api.CreateSessionOptions(place));
      let session: Deno.PointerValue;
      try {
        api.SetSessionExecutionMode(options, SEQUENTIAL);
        api.SetSessionGraphOptimizationLevel(options, OPTIMISE_ALL);
        api.SetIntraOpNumThreads(options, 1);
        api.SetInterOpNumThreads(options, 1);
        // For the few small tensors between operators, the system's allocator is faster than onnxruntime's own.
        api.DisableCpuMemArena(options);
        api.SetSessionLogSeverityLevel(options, LOG_ERRORS);
        session = await madeAside((place) =>
          api.CreateSessionFromArray(environment, model, BigInt(model.length), options, place)
        );
      } finally {
        api.ReleaseSessionOptions(options);
      }
      return {
        bind(inputs, outputs) {
          const names = [inputs, outputs].map((tensors) => Object.keys(tensors).map(text));
          const [inputNames, outputNames] = names.map((list) => BigUint64Array.from(list, addressOf));
          const values = [inputs, outputs].map((tensors) => Object.values(tensors).map(valueOf));
          const [inputValues, outputValues] = values.map((list) =>
            BigUint64Array.from(list, Deno.UnsafePointer.value)
          );
          const [inputCount, outputCount] = values.map((list) => BigInt(list.length));
          const run = () => {
            if (session === null) throw new Error("this network is closed");
            api.Run(
              ...[session, null, inputNames!, inputValues!, inputCount!] as const,
              ...[outputNames!, outputCount!, outputValues!] as const,
            );
          };
          pinned.set(run, [names, inputs, outputs]);
          collected.register(run, values.flat());
          return run;
        },
        close() {
          api.ReleaseSession(session);
          session = null;
        },
      };
    },
  };
}

/** Functions of the table OrtApi by their places in it; those that return a status throw its message. */
function functionsOf(table: Deno.UnsafePointerView) {
  const getErrorMessage = functionAt(table, 2, ["pointer"], "pointer");
  const releaseStatus = functionAt(table, 93, ["pointer"], "void");
  const check = (status: Deno.PointerValue) => {
    if (status === null) return;
    const message = Deno.UnsafePointerView.getCString(present(getErrorMessage.call(status)));
    releaseStatus.call(status);
    throw new Error(message);
  };
  const checked = <const P extends Deno.NativeType[]>(place: number, parameters: P) => {
    const pointer = functionAt(table, place, parameters, "pointer");
    return (...values: Deno.ToNativeParameterTypes<P>) => check(pointer.call(...values));
  };
  /** On another thread. */
  const aside = <const P extends Deno.NativeType[]>(place: number, parameters: P) => {
    const definition = { parameters, result: "pointer", nonblocking: true } as const;
    const pointer = new Deno.UnsafeFnPointer(present(table.getPointer(8 * place)), definition);
    return async (...values: Deno.ToNativeParameterTypes<P>) => {
      inFlight.add(values);
      const status = await pointer.call(...values).finally(() => inFlight.delete(values));
      check(status);
    };
  };
  const release = (place: number) => {
    const pointer = functionAt(table, place, ["pointer"], "void");
    return (value: Deno.PointerValue) => pointer.call(value);
  };
  return {
    CreateEnv: aside(3, ["i32", "buffer", "buffer"]),
    DisableTelemetryEvents: checked(6, ["pointer"]),
    CreateSessionFromArray: aside(8, ["pointer", "buffer", "usize", "pointer", "buffer"]),
    Run: checked(9, ["pointer", "pointer", "buffer", "buffer", "usize", "buffer", "usize", "buffer"]),
    CreateSessionOptions: checked(10, ["buffer"]),
    SetSessionExecutionMode: checked(13, ["pointer", "i32"]),
    DisableCpuMemArena: checked(19, ["pointer"]),
    SetSessionLogSeverityLevel: checked(22, ["pointer", "i32"]),
    SetSessionGraphOptimizationLevel: checked(23, ["pointer", "i32"]),
    SetIntraOpNumThreads: checked(24, ["pointer", "i32"]),
    SetInterOpNumThreads: checked(25, ["pointer", "i32"]),
    CreateTensorWithDataAsOrtValue: checked(49, [
      ...["pointer", "pointer", "usize"] as const,
      ...["buffer", "usize", "i32", "buffer"] as const,
    ]),
    CreateCpuMemoryInfo: checked(69, ["i32", "i32", "buffer"]),
    ReleaseSession: release(95),
    ReleaseValue: release(96),
    ReleaseSessionOptions: release(100),
  };
}

/** The function to which the pointer at a place of a table leads. */
function functionAt<const P extends Deno.NativeType[], R extends Deno.NativeResultType>(
  table: Deno.UnsafePointerView,
  place: number,
  parameters: P,
  result: R,
) {
  return new Deno.UnsafeFnPointer(present(table.getPointer(8 * place)), { parameters, result });
}

/** What a function makes that writes a pointer to it to a given place. */
function made(make: (place: BigUint64Array<ArrayBuffer>) => void): Deno.PointerValue {
  const place = new BigUint64Array(1);
  make(place);
  return Deno.UnsafePointer.create(place[0]!);
}

/** Like `made`, with a function that takes its time on another thread. */
async function madeAside(
  make: (place: BigUint64Array<ArrayBuffer>) => Promise<void>,
): Promise<Deno.PointerValue> {
  const place = new BigUint64Array(1);
  await make(place);
  return Deno.UnsafePointer.create(place[0]!);
}

/** Where an array lies. Small ones may be moved until someone has asked for their buffer. */
function addressOf({ buffer, byteOffset }: ArrayBufferView<ArrayBuffer>): bigint {
  return Deno.UnsafePointer.value(Deno.UnsafePointer.of(buffer)) + BigInt(byteOffset);
}

function elementType(data: TensorView["data"]): number {
  if (data instanceof Float32Array) return 1;
  return data instanceof Int32Array ? 6 : 7;
}

/** A string as C has it. */
const text = (value: string) => new TextEncoder().encode(`${value}\0`);

function present<T>(pointer: T | null): T {
  if (pointer === null) throw new Error("this library has another interface than onnxruntime");
  return pointer;
}
