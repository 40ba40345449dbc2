/** What a thread and the one that asks it say to each other. */
import { type ErrorKind, UserError } from "../../base/errors.ts";

/** An error on its way between threads. */
export interface Fault {
  /** Of a UserError; nothing for any other error. */
  kind?: ErrorKind;
  message: string;
}

export type ToThread<Setup, Question> =
  | { open: Setup }
  | { id: number; question: Question }
  | { id: number; drop: true };

/** The first has no id: the thread is ready, or will never be. */
export type FromThread<Event, Answer> =
  | { ready: true }
  | { unready: Fault }
  | { id: number; event: Event }
  | { id: number; answer: Answer }
  | { id: number; fault: Fault };

export const faultOf = (error: unknown): Fault =>
  error instanceof UserError
    ? { kind: error.kind, message: error.message }
    : { message: error instanceof Error ? error.stack ?? error.message : String(error) };

export const errorOf = ({ kind, message }: Fault): Error =>
  kind === undefined ? new Error(message) : new UserError(kind, message);
