import { existsSync } from "node:fs";

/** Drawings that Debian's packages bring; they are read where they were installed. */
interface SystemPackage {
  name: string;
  path: string;
  installed(): boolean;
}

const systemPackage = (name: string, path: string): SystemPackage => ({
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

/** Names of the packages whose drawings are missing here. */
export function missingPackages(): string[] {
  return Object.values(PACKAGES).filter(({ installed }) => !installed()).map(({ name }) => name);
}
