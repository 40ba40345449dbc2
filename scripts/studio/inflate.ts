/** What the pages need of `node:zlib`, in a browser. */
export { unzlibSync as inflateSync } from "fflate";
