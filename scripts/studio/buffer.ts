/** `node:buffer` in a browser: what pages share with Deno mentions it, in parts that no page reaches. */
export const Buffer = {};
