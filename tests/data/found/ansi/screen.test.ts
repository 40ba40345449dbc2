import assert from "node:assert/strict";
import fc from "fast-check";
import { type ScreenOptions, showScreen } from "../../../../src/data/found/ansi/screen.ts";

const show = (text: string, options: ScreenOptions = {}) => showScreen(text, options);

Deno.test("showScreen() moves the cursor", () => {
  assert.deepEqual(show("\x1b[2;3Hb\x1b[Aa\x1b[2Dx\x1b[4;1Hend\x1b[1;1f!"), ["! xa", "  b", "", "end"]);
  assert.deepEqual(show("ab\x1b[sc\x1b[3;1Hd\x1b[ue"), ["abe", "", "d"]);
  assert.deepEqual(show("a\x1b[3Cb\x1b[2Bc"), ["a   b", "", "     c"]);
  assert.deepEqual(show("abc\r\x1b[1Cx\n\ty"), ["axc", "        y"]);
});

Deno.test("showScreen() wraps a character in the last column", () => {
  assert.deepEqual(show("abcdef", { columns: 3 }), ["abc", "def"]);
  assert.deepEqual(show("x".repeat(81)), ["x".repeat(80), "x"]);
  assert.deepEqual(show("ab\x1b[99Cx", { columns: 4 }), ["ab x"]);
});

Deno.test("showScreen() erases", () => {
  assert.deepEqual(show("gone\x1b[2Jhere"), ["here"]);
  assert.deepEqual(show("abcdef\x1b[3D\x1b[K"), ["abc"]);
  assert.deepEqual(show("abcdef\x1b[3D\x1b[1K"), ["    ef"]);
  assert.deepEqual(show("one\ntwo\nsix\x1b[2;2H\x1b[J"), ["one", "t"]);
});

Deno.test("showScreen() makes ink of colours", () => {
  assert.deepEqual(show("\x1b[44m  \x1b[0m x"), ["██ x"], "a space on a colour is full");
  assert.deepEqual(show("\x1b[30mhidden\x1b[0mx"), ["      x"], "black on black is blank");
  assert.deepEqual(show("\x1b[30;47m▀█a"), ["▄ a"], "black on a colour is what is left around it");
  assert.deepEqual(show("\x1b[1;30mgrey\x1b[37;41m▀"), ["grey▀"]);
  assert.deepEqual(show("\x1b[34;44mx\x1b[0;7m \x1b[0;38;5;0mx\x1b[38;2;0;9;0my"), ["██ y"]);
});

Deno.test("showScreen() takes blink for a bright background with iCE colours only", () => {
  assert.deepEqual(show("\x1b[5m \x1b[0m."), [" ."]);
  assert.deepEqual(show("\x1b[5m \x1b[0m.", { iceColours: true }), ["█."]);
});

Deno.test("showScreen() passes over sequences that it does not know", () => {
  assert.deepEqual(show("\x1b[?7ha\x1b[=3hb\x1b[1;2;3tc\x07"), ["abc"]);
});

Deno.test("showScreen() takes black for black however it is said", () => {
  const face = ["  ####  ", " #    # ", "# #  # #", "#      #", " ######"];
  const notations: [black: string, white: string][] = [
    ["40", "47"],
    ["0", "7"],
    ["48;5;0", "48;5;15"],
    ["48;5;16", "48;5;231"],
    ["48;5;232", "48;5;255"],
    ["48;2;1;1;1", "48;2;255;255;255"],
    ["48:5:16", "48:5:231"],
    ["48:2::0:0:0", "48:2::255:255:255"],
    ["48:2:0:0:0", "48:2:255:255:255"],
    ["58;2;9;9;9;40", "58:5:1;107"],
  ];
  const drawn = (black: string, white: string) =>
    face.map((line) => line.replace(/./g, (cell) => `${cell === "#" ? white : black} `)).join("\x1b[0m\n");
  const want = face.map((line) => line.replaceAll("#", "█").trimEnd());
  for (const [black, white] of notations) {
    assert.deepEqual(show(drawn(`\x1b[${black}m`, `\x1b[${white}m`)), want, black);
  }
  assert.deepEqual(show(drawn("\x1b[0;0;0;0t", "\x1b[0;255;255;255t")), want, "PabloDraw");
  assert.deepEqual(show("\x1b[1;0;0;0tx\x1b[1;9;0;0tx"), [" x"]);
});

Deno.test("showScreen() leaves a full line at once, later or never", () => {
  const text = "abcd\nef\r\n";
  assert.deepEqual(show(text, { columns: 4, wrap: "now" }), ["abcd", "", "ef"]);
  assert.deepEqual(show(text, { columns: 4, wrap: "later" }), ["abcd", "ef"]);
  assert.deepEqual(show("abcdef\nx", { columns: 4, wrap: "never" }), ["abcd", "x"]);
});

Deno.test("showScreen() gives wide characters two columns and marks none", () => {
  assert.deepEqual(show("漢字|\n\x1b[5G|"), ["漢字|", "    |"]);
  assert.deepEqual(show("漢|\x1b[2Gx"), [" x|"], "half of a wide character is blank");
  assert.deepEqual(show("漢字\x1b[1Gab"), ["ab字"]);
  assert.deepEqual(show("e\u0301|", { columns: 2 }), ["e\u0301|"]);
  assert.deepEqual(show("abc漢x", { columns: 4 }), ["abc", "漢x"]);
  assert.deepEqual(show("\x1b[44m\u3000\x1b[30;40m漢\x1b[0m|"), ["██  |"]);
});

Deno.test("showScreen() draws the character set of lines, and repeats", () => {
  assert.deepEqual(show("\x1b(0lqk\x1b(B lqk\n\x0emqj\x0f."), ["┌─┐ lqk", "└─┘."]);
  assert.deepEqual(show("-\x1b[3b|"), ["----|"]);
});

Deno.test("showScreen() shows nothing of a text that erases without end", () => {
  assert.deepEqual(show("\x1b[1J".repeat(20_000) + "x"), ["x"]);
  assert.deepEqual(show("#\x1b[1999;1H#\x1b[1J\x1b[H".repeat(20_000) + "x"), []);
});

Deno.test("showScreen() survives any bytes within its bounds", () => {
  const bytes = fc.array(fc.oneof(fc.nat(255), fc.constantFrom(27, 91, 59, 57, 72, 74, 66)), {
    maxLength: 300,
  });
  fc.assert(fc.property(bytes, (stream) => {
    const lines = showScreen(String.fromCharCode(...stream), { columns: 10, maxRows: 20 });
    assert.ok(lines.length <= 20 && lines.every((line) => line.length <= 10));
  }));
  assert.deepEqual(show("\x1b[99999999;1Hfar\x1b[1;1Hnear"), ["near"]);
});
