/** A port of loopback that nobody listens on: for servers that must be told one before they start. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
