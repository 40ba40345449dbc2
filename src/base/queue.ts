/** Priority queues: binary heaps in arrays. `before` says which of two items leaves first. */

/** Whether the first of two items leaves before the second. */
export type Before<T> = (first: T, second: T) => boolean;

/** Puts an item into a queue. */
export function enqueue<T>(queue: T[], item: T, before: Before<T>): void {
  let at = queue.length;
  queue.push(item);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!before(item, queue[parent]!)) break;
    queue[at] = queue[parent]!;
    at = parent;
  }
  queue[at] = item;
}

/** Takes the first item out of a queue; undefined where it is empty. */
export function dequeue<T>(queue: T[], before: Before<T>): T | undefined {
  const first = queue[0];
  const last = queue.pop();
  if (last === undefined || queue.length === 0) return first;
  let at = 0;
  for (let child = 1; child < queue.length; child = 2 * at + 1) {
    if (child + 1 < queue.length && before(queue[child + 1]!, queue[child]!)) child++;
    if (!before(queue[child]!, last)) break;
    queue[at] = queue[child]!;
    at = child;
  }
  queue[at] = last;
  return first;
}
