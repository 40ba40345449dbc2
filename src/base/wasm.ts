type Made = WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource;

/**
 * Runs `start` and shows every WebAssembly instance that it makes, as soon as there is one: packages keep theirs to
 * themselves.
 */
export async function watchInstances<T>(
  start: () => Promise<T>,
  show: (instance: WebAssembly.Instance) => void,
): Promise<T> {
  const { instantiate } = WebAssembly;
  function watched(
    bytes: BufferSource,
    imports?: WebAssembly.Imports,
  ): Promise<WebAssembly.WebAssemblyInstantiatedSource>;
  function watched(module: WebAssembly.Module, imports?: WebAssembly.Imports): Promise<WebAssembly.Instance>;
  async function watched(
    source: BufferSource | WebAssembly.Module,
    imports?: WebAssembly.Imports,
  ): Promise<Made> {
    const made: Made = await instantiate(source, imports);
    show(instanceOf(made));
    return made;
  }
  WebAssembly.instantiate = watched;
  try {
    return await start();
  } finally {
    WebAssembly.instantiate = instantiate;
  }
}

/** Compiled modules give their instance, bytes a pair of module and instance. */
function instanceOf(made: Made): WebAssembly.Instance {
  return "instance" in made ? made.instance : made;
}
