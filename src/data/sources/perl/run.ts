import { interpolate } from "./interpolate.ts";
import { scan, type Scanner } from "./scan.ts";

/** A scalar; undefined as Perl has it. */
type Value = string | undefined;

const PRAGMAS = new Set(["utf8", "strict", "warnings", "feature", "open", "diagnostics", "integer"]);
const isTrue = (value: Value): boolean => value !== undefined && value !== "" && value !== "0";
const MAX_LENGTH = 1 << 20;

/** Says what stands where `wanted` should. */
function unknown({ source, at }: Scanner, wanted: string): string {
  const next = source.slice(at()), word = /^[A-Za-z_]\w*/.exec(next)?.[0];
  if (word !== undefined) return `has "${word}", which is more Perl than is read`;
  return `has ${next === "" ? "its end" : JSON.stringify(next.slice(0, 8))} where ${wanted} is expected`;
}

/**
 * Runs the little Perl that cow files are written in: texts quoted in any way, here-documents, assignments, "." and "x",
 * chop, conditions on texts. Returns the value of the global variable `result`; undefined where nothing sets it. Throws a
 * PerlRefusal at anything else, so that what comes back is what Perl would give.
 */
export function runPerl(source: string, given: Readonly<Record<string, string>>, result: string): Value {
  const scanner = scan(source.replaceAll("\r\n", "\n").replace(/^\ufeff/, ""));
  const { take, refuse } = scanner;
  const values = new Map<string, Value>(Object.entries(given));
  const declared = new Set<string>(), lexical = new Set<string>();
  let strict = false;
  /** Whether what is read is also done, as it is not in the branch of a condition that does not hold. */
  let live = true;
  let depth = 0;
  /** What the variables held that the statement in hand has set. */
  const journal: [name: string, before: Value][] = [];

  const check = (name: string): string => {
    if (strict && !declared.has(name) && name !== "a" && name !== "b") {
      refuse(`has $${name}, which "use strict" wants declared`);
    }
    return name;
  };
  const read = (name: string): Value => values.get(check(name));
  const write = (name: string, value: Value): void => {
    check(name);
    if (!live) return;
    journal.push([name, values.get(name)]);
    values.set(name, value);
  };
  /** The text, unless it grows without end. */
  const checkLength = (text: string): string =>
    text.length > MAX_LENGTH ? refuse(`makes a text of more than ${MAX_LENGTH} characters`) : text;
  const variable = (): string | undefined => take(/\$([A-Za-z_]\w*)(?![\w[{]|\s*->|::|')/y)?.[1];
  const expect = (pattern: RegExp, what: string): void => {
    if (!take(pattern)) refuse(unknown(scanner, what));
  };
  const inTurn = <T>(active: boolean, work: () => T): T => {
    const before = live;
    live &&= active;
    if (++depth > 100) refuse("is nested too deeply");
    try {
      return work();
    } finally {
      live = before;
      depth--;
    }
  };

  const primary = (): Value => {
    if (take(/\(/y)) {
      const value = inTurn(true, anything);
      expect(/\)/y, '")"');
      return value;
    }
    if (take(/!(?![=~])/y)) return isTrue(inTurn(true, primary)) ? "" : "1";
    const call = take(/(chop|defined)\b\s*(\(?)\s*\$([A-Za-z_]\w*)\s*/y);
    if (call) {
      const [, name, open, of = ""] = call;
      if (open !== "") expect(/\)/y, '")"');
      const value = read(of);
      if (name === "defined") return value === undefined ? "" : "1";
      // By characters, as a text is in Perl.
      const characters = [...value ?? ""];
      write(of, characters.slice(0, -1).join(""));
      return characters.at(-1) ?? "";
    }
    const literal = scanner.takeLiteral();
    if (literal) {
      let inserted = "";
      return interpolate(literal, (name) => {
        const value = read(name) ?? "";
        inserted = checkLength(inserted + value);
        return value;
      }, refuse);
    }
    const name = variable();
    if (name !== undefined) return read(name);
    const number = take(/(?:0|[1-9]\d{0,8})(?![\w.]*\w)/y);
    return number ? number[0] : refuse(unknown(scanner, "a text"));
  };
  const repeat = (value: Value, count: Value): Value => {
    const times = Number(count ?? "0");
    if (!Number.isInteger(times) || times * Math.max(1, value?.length ?? 0) > MAX_LENGTH) {
      refuse(`repeats a text "${count}" times`);
    }
    return (value ?? "").repeat(Math.max(0, times));
  };
  const repeated = (): Value => {
    let value = primary();
    while (take(/x(?=[\s\d($])/y)) {
      value = repeat(value, primary());
    }
    return value;
  };
  const joined = (): Value => {
    let value = repeated();
    while (take(/\.(?![.=])/y)) value = checkLength((value ?? "") + (repeated() ?? ""));
    return value;
  };
  const compared = (): Value => {
    const value = joined();
    const operator = take(/(eq|ne)\b/y)?.[1];
    if (operator === undefined) return value;
    return ((joined() ?? "") === (value ?? "")) === (operator === "eq") ? "1" : "";
  };
  const both = (): Value => {
    let value = compared();
    while (take(/&&(?!=)/y)) {
      const other = inTurn(isTrue(value), compared);
      if (isTrue(value)) value = other;
    }
    return value;
  };
  const either = (): Value => {
    let value = both();
    for (let found = take(/(\|\||\/\/)(?!=)/y); found; found = take(/(\|\||\/\/)(?!=)/y)) {
      const isEnough = found[1] === "||" ? isTrue(value) : value !== undefined;
      const other = inTurn(!isEnough, both);
      if (!isEnough) value = other;
    }
    return value;
  };
  const chosen = (): Value => {
    const value = either();
    if (!take(/\?/y)) return value;
    const yes = inTurn(isTrue(value), chosen);
    expect(/:/y, '":"');
    const no = inTurn(!isTrue(value), chosen);
    return isTrue(value) ? yes : no;
  };
  /** With the words that bind last. */
  const anything = (): Value => {
    let value = take(/not\b/y) ? (isTrue(chosen()) ? "" : "1") : chosen();
    for (let found = take(/(and|or)\b/y); found; found = take(/(and|or)\b/y)) {
      const goesOn = isTrue(value) === (found[1] === "and");
      const other = inTurn(goesOn, chosen);
      if (goesOn) value = other;
    }
    return value;
  };

  const declaration = (): boolean => {
    const found = take(/(my|our)\s*\(([\s\w$,]*)\)\s*(?=;)/y);
    for (const [, name = ""] of found?.[2]?.matchAll(/\$(\w+)/g) ?? []) {
      declared.add(name);
      if (found![1] === "my") lexical.add(name);
    }
    return found !== undefined;
  };
  const assignment = (): boolean => {
    const found = take(/(?:(my|our)\s+)?\$([A-Za-z_]\w*)\s*(?:(\.|\|\||\/\/|x)?=(?![=~])|(?=;))/y);
    if (!found) return false;
    const [whole, declaration, name = "", operator = ""] = found;
    if (declaration !== undefined) {
      if (depth > 0) refuse(`declares $${name} within a block, which is not read`);
      if (declaration === "my") {
        lexical.add(name);
        values.delete(name);
      }
    }
    if (whole.endsWith("=")) {
      const before = values.get(name);
      const isKept = operator === "||" ? isTrue(before) : operator === "//" && before !== undefined;
      const value = inTurn(!isKept, chosen);
      // Perl knows a variable from the end of its statement on.
      if (declaration !== undefined) declared.add(name);
      if (operator === "x") write(name, repeat(values.get(name), value));
      else if (!isKept) {
        write(name, operator === "." ? checkLength((values.get(name) ?? "") + (value ?? "")) : value);
      }
    } else if (declaration !== undefined) declared.add(name);
    return true;
  };
  /** A statement without a block, undone where a condition after it does not hold. */
  const simple = (): void => {
    journal.length = 0;
    if (!declaration() && !assignment()) anything();
    const word = take(/(if|unless)\b/y)?.[1];
    if (word === undefined) return;
    const after = journal.map(([name]) => [name, values.get(name)] as const);
    for (const [name, value] of journal.toReversed()) values.set(name, value);
    if (isTrue(anything()) !== (word === "if")) return;
    for (const [name, value] of after) write(name, value);
  };
  const block = (active: boolean): void => {
    expect(/\{/y, '"{"');
    inTurn(active, () => {
      while (!take(/\}/y)) {
        if (scanner.isDone()) refuse('lacks a "}"');
        statement();
      }
    });
  };
  const condition = (word: string): boolean => {
    expect(/\(/y, '"("');
    const holds = isTrue(anything()) === (word !== "unless");
    expect(/\)/y, '")"');
    return holds;
  };
  const statement = (): void => {
    if (take(/;/y)) return;
    const pragma = take(/(use|no)\s+(?:v?[\d.]+|([\w:]+))[^;]*;/y);
    if (pragma) {
      const [, word, name] = pragma;
      if (name !== undefined && !PRAGMAS.has(name)) refuse(`loads ${name}, which is not read`);
      if (name === "strict") strict = word === "use";
      return;
    }
    if (take(/binmode\b[^;]*;/y)) return;
    const first = take(/(if|unless)\b/y)?.[1];
    if (first !== undefined) {
      let done = condition(first);
      block(done);
      for (let next = take(/(elsif|else)\b/y); next; next = take(/(elsif|else)\b/y)) {
        const holds = inTurn(!done, () => next![1] === "else" || condition("if"));
        block(!done && holds);
        done ||= holds;
      }
      return;
    }
    simple();
    if (!take(/;/y) && !scanner.isDone() && scanner.source[scanner.at()] !== "}") {
      refuse(unknown(scanner, '";"'));
    }
  };

  while (!scanner.isDone()) statement();
  if (lexical.has(result)) refuse(`keeps $${result} to itself by "my", so that Perl prints nothing`, 0);
  return values.get(result);
}
