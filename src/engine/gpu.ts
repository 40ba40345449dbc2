/** Whether there is a GPU that WebGPU can use: through Vulkan on Linux, Metal on macOS, Direct3D 12 on Windows. */

/** The name of the machine's GPU, or why none is used. */
export type Gpu = { name: string } | { name: null; reason: string };

/** Names of software that poses as a GPU: Mesa's, Google's, Microsoft's. Deno 2.6 does not tell it from hardware. */
const SOFTWARE = /llvmpipe|swiftshader|basic render/i;

/** Looks for a GPU. One that is computed by the processor is none: it would train slower than the processor by itself. */
export async function findGpu(): Promise<Gpu> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: "high-performance" }).catch(() =>
    null
  );
  if (adapter == null) return { name: null, reason: "the system shows no GPU" };
  const { description, vendor, isFallbackAdapter } = adapter.info;
  const name = description || vendor;
  return isFallbackAdapter || SOFTWARE.test(name)
    ? { name: null, reason: `the system shows no GPU but ${name}, which is software` }
    : { name };
}
