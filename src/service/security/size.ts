/** How large what comes before a body may be. */
import { Problem } from "../problem.ts";

/** Characters of an address, and of all headers with their names. */
const MOST_ADDRESS = 8192, MOST_HEADERS = 16_384;

/** Throws a Problem, 414 or 431, for more of it. */
export function checkSize({ url, headers }: Request): void {
  if (url.length > MOST_ADDRESS) {
    throw new Problem(414, `the address has more than ${MOST_ADDRESS} characters`);
  }
  let size = 0;
  for (const [name, value] of headers) size += name.length + value.length;
  if (size > MOST_HEADERS) throw new Problem(431, `the headers have more than ${MOST_HEADERS} characters`);
}
