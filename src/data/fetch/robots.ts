// @ts-types="./robots_parser.d.ts"
import robotsParser from "robots-parser";
import { decodeText } from "./charset.ts";
import type { Answer } from "./request.ts";

/** What the robots.txt of a host asks of us. */
export interface Robots {
  allows(url: string): boolean;
  /** Wait between requests; 0 where it asks for none. */
  delayMs: number;
}

/** More of a robots.txt need not be read (RFC 9309, 2.5). */
export const MAX_ROBOTS_BYTES = 512 * 1024;

/** No host is asked less often than every so many seconds, whatever its robots.txt says. */
const MAX_DELAY_S = 60;

/** The name that a robots.txt knows us by. */
export const ROBOT_NAME = "ascii-gen";

/** Reads an answer to /robots.txt; any status but 200 means that there is none and all is allowed (RFC 9309, 2.3.1.3). */
export function readRobots({ status, headers, bytes }: Answer, robotsUrl: string): Robots {
  if (status !== 200) return { allows: () => true, delayMs: 0 };
  const robots = robotsParser(robotsUrl, decodeText(bytes, headers.get("content-type") ?? "text/plain"));
  return {
    allows: (url) => robots.isAllowed(url, ROBOT_NAME) !== false,
    delayMs: Math.min(MAX_DELAY_S, Math.max(0, robots.getCrawlDelay(ROBOT_NAME) ?? 0)) * 1000,
  };
}
