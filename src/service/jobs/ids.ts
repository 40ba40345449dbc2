/** Names of jobs and runs. */

export const ID_PATTERN = /^[0-9a-z]{16,32}$/;

/** Digits of the time, enough until the year 5188; of the count within a millisecond; of what nobody can guess. */
const [TIME, COUNT, SECRET] = [9, 3, 12];

/**
 * A maker of ids: 24 lower-case letters and digits, sorted by time, those of one maker by their order too, also where the
 * clock is put back. The last 12 (62 bits) are random.
 */
export function idMaker(clock: () => number = Date.now): () => string {
  let [last, count] = [0, 0];
  return () => {
    const now = clock();
    count = now > last ? 0 : count + 1;
    last = Math.max(last, now);
    if (count === 36 ** COUNT) [last, count] = [last + 1, 0];
    return digits(last, TIME) + digits(count, COUNT) + secret();
  };
}

/** An id of this process. */
export const newId = idMaker();

function digits(value: number, length: number): string {
  return value.toString(36).padStart(length, "0");
}

function secret(): string {
  let text = "";
  while (text.length < SECRET) {
    // Bytes from 252 on would make some digits likelier.
    for (const byte of crypto.getRandomValues(new Uint8Array(SECRET))) {
      if (byte < 252 && text.length < SECRET) text += (byte % 36).toString(36);
    }
  }
  return text;
}
