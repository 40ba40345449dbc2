import assert from "node:assert/strict";
import { PerlRefusal } from "../../../../src/data/sources/perl/refusal.ts";
import { runPerl } from "../../../../src/data/sources/perl/run.ts";

const GIVEN = { eyes: "oo", tongue: "  " };
const run = (source: string) => runPerl(source, GIVEN, "art");
const text = (literal: string) => run(`$art = ${literal};`);

Deno.test("runPerl() reads texts quoted in every way", () => {
  assert.equal(text(`"a $eyes \${eyes}! \\"\\\\ \\$x \\@y"`), `a oo oo! "\\ $x @y`);
  assert.equal(text(`'$eyes \\n \\' \\\\'`), "$eyes \\n ' \\");
  assert.equal(text("q{ {$eyes} \\} \\o }"), " {$eyes} } \\o ");
  assert.equal(text("qq(($eyes)\\t)"), "(oo)\t");
  assert.equal(text("qq/ \\/ /"), " / ");
  assert.equal(text("q|\n|"), "\n");
});

Deno.test("runPerl() reads here-documents of every kind", () => {
  for (const mark of ["EOC", '"EOC"', '"END OF IT"', "~EOC", '~ "A B"']) {
    const end = mark.replace(/[~" ]*(.*?)"?$/, "$1"), indent = mark.startsWith("~") ? "  " : "";
    assert.equal(
      run(`$art = <<${mark};\n${indent}($eyes)\\e[1m\n\n${indent}|\n${indent}${end}\n`),
      "(oo)\x1b[1m\n\n|\n",
    );
  }
  for (const mark of ["'EOC'", "\\EOC"]) {
    assert.equal(run(`$art = <<${mark};\n$eyes \\o/\nEOC\n1;`), "$eyes \\o/\n");
  }
  assert.equal(
    run("$art = <<A . <<'B' . '!';\n$eyes\nA\n$eyes\nB\n$art .= <<A;\nmore\nA\n"),
    "oo\n$eyes\n!more\n",
  );
  assert.equal(run("$art = <<EOC;\r\n$eyes\r\nEOC\r\n"), "oo\n");
});

Deno.test("runPerl() knows Perl's escapes", () => {
  assert.equal(text('"\\x{6f}\\x6f\\103\\o{117}\\0\\e\\cA\\N{U+2584}\\8"'), "oo" + "CO" + "\0\x1b\x01▄8");
});

Deno.test("runPerl() assigns, joins, repeats, chops and chooses", () => {
  assert.equal(run('my $x = "-" x 3 . "+"; our $art = $x; $art .= ("ab") x 2'), "---+abab");
  assert.equal(run("$e = chop($eyes); $eyes .= $e x 2; $art = qq{$eyes$none};"), "ooo");
  assert.equal(
    run('$eyes = ".." unless ($eyes); $tongue = "U" if $eyes eq "oo"; $art = $eyes . $tongue;'),
    "ooU",
  );
  assert.equal(run('if ($eyes ne "oo") { $art = 1; } elsif (!$none) { $art = "b"; } else { $art = 3 }'), "b");
  assert.equal(run('$art = $none || ($eyes eq "oo" ? "yes" : chop($eyes)); $art .= $eyes;'), "yesoo");
});

Deno.test("runPerl() passes over comments, POD, pragmas, and what follows the end", () => {
  const source =
    "# $art = 1\nuse utf8;\nbinmode STDOUT, ':utf8';\n\n=pod\n\n$art = 2\n\n=cut\n\n$art = 3;\n__END__\n$art = 4";
  assert.equal(run(source), "3");
  assert.equal(run("use strict; our $art = 'a';"), "a");
});

Deno.test("runPerl() refuses what it does not understand, or Perl would not, by name and line", () => {
  const refused: [source: string, reason: RegExp][] = [
    ["\n$x = substr($eyes, 0, 1);", /^line 2 has "substr", which is more Perl than is read/],
    ['$art = "@{[ 1 ]}";', /has "@\{" in a text, which Perl takes for an array/],
    ['$art = "a@b";', /has "@b" in a text/],
    ['$art = "$/";', /has "\$\/" in a text, which is no plain variable/],
    ['$art = "$eyes[0]";', /takes a part of \$eyes/],
    ['$art = "\\U$eyes";', /has "\\U" in a text/],
    ['$art = "\\x{110000}";', /is no character/],
    ["$art =~ s/a/b/;", /has "=~ s\/a\/b" where ";" is expected/],
    ["$art = `ls`;", /where a text is expected/],
    ["$art = <<EOC;\nno end", /no line "EOC" ends/],
    ["$art = <<~EOC;\nout\n  EOC\n", /less indentation/],
    ["$art = << EOC;\n\nEOC\n", /space between << and EOC/],
    ['$art = "no end', /that nothing ends/],
    ["my $art = 'a';", /"my"/],
    ["use strict; $art = 'a';", /"use strict" wants declared/],
    ["use Term::ANSIColor; $art = 'a';", /loads Term::ANSIColor/],
    ["print 'a'; $art = 'a';", /has "print"/],
    ['$art = "a" x 999999999;', /repeats a text/],
    ['$art = "a"; $art x= 999999999;', /repeats a text/],
    [`$x = "a" x 999999; $art = "${"$x".repeat(5000)}";`, /makes a text of more than 1048576 characters/],
    [`$x = "a" x 999999; $art = ${"$x . ".repeat(5000)}"";`, /makes a text of more than/],
    [`$art = ${"(".repeat(50_000)};`, /nested too deeply/],
  ];
  for (const [source, reason] of refused) {
    assert.throws(
      () => run(source),
      (error) => error instanceof PerlRefusal && reason.test(error.message),
      source.slice(0, 80),
    );
  }
});
