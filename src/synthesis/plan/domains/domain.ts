/** Everyday domains, written by hand: what surrounds a topic is not to be had from a dictionary. */
import type { Role } from "../../plan.ts";

/**
 * Words by role, and under `about` the topics that the domain is of; commas between them. Behind a topic of which
 * all kinds belong to the domain, by WordNet, stands an asterisk; of the others only the next.
 */
export type DomainText = Readonly<Partial<Record<Role, string>> & { about: string }>;
export type DomainTexts = Readonly<Record<string, DomainText>>;
