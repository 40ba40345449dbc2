/** The release workflow puts the account that publishes in the place of OWNER. */
const ADDRESS = "https://github.com/OWNER/ascii-gen/releases";

/** Where the releases of this program are; undefined for a build that none published. */
export const RELEASES: string | undefined = ADDRESS.includes("/OWNER/") ? undefined : ADDRESS;
