/** More Perl than is understood, or than Perl itself would take; the message says where and what. */
export class PerlRefusal extends Error {
  constructor(source: string, at: number, what: string) {
    super(`line ${source.slice(0, at).split("\n").length} ${what}`);
    this.name = "PerlRefusal";
  }
}
