import { existsSync } from "node:fs";

/** Drawings that Debian's packages bring; they are read where they were installed. */
export interface SystemPackage {
  name: string;
  path: string;
  installed(): boolean;
}

export const systemPackage = (name: string, path: string): SystemPackage => ({
  name,
  path,
  installed: () => existsSync(path),
});

/** Sources that cannot be had from npm, and the packages that hold them. */
export const PACKAGES = {
  figchild: systemPackage(
    "texlive-pictures",
    "/usr/share/texlive/texmf-dist/tex/latex/figchild/figchild.sty",
  ),
  openclipart: systemPackage("openclipart-svg", "/usr/share/openclipart/svg"),
} as const;

/** What to say of packages whose drawings are missing here; undefined where none are. */
export function missingPackages(
  packages: readonly SystemPackage[] = Object.values(PACKAGES),
): string | undefined {
  const missing = packages.filter(({ installed }) => !installed()).map(({ name }) => name);
  if (missing.length === 0) return undefined;
  return `without the drawings of Debian's ${missing.join(" and ")} (apt-get install ${missing.join(" ")})`;
}
