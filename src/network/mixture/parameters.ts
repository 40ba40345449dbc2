import type { NetworkConfig } from "../config.ts";
import { formOf } from "../form.ts";
import type { ParameterSpec } from "../parameters.ts";
import type { Ports } from "../ports.ts";
import { decoderParameters } from "../transformer/parameters.ts";
import { expertsOf } from "./sizes.ts";

/** Of the routers' weights: at first experts are asked about equally often (Fedus et al. 2021 start them as small). */
const ROUTER_DEVIATION = 0.02;

/**
 * A transformer's, with experts side by side in the columns of `up` and `gate` and one above the other in the rows of `down`. A
 * router's weights neither decay nor are they made orthogonal: how sure it is of a choice is the length of its columns.
 */
export function mixtureParameters(ports: Ports, config: NetworkConfig): ParameterSpec[] {
  const { dim, hidden } = config, { experts } = expertsOf(config);
  return decoderParameters(ports, config, ({ add, map }, prefix) => {
    add({ name: `${prefix}.router`, shape: [dim, experts], deviation: ROUTER_DEVIATION, role: "vector" });
    map(`${prefix}.up`, [dim, experts * hidden], "inner", { blocks: experts });
    if (formOf(config).activation === "swiglu") {
      map(`${prefix}.gate`, [dim, experts * hidden], "inner", { blocks: experts });
    }
    map(`${prefix}.down`, [experts * hidden, dim], "outer", { stacked: experts });
  });
}
