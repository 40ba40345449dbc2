/** What two that talk are to each other, by the names that stand before their lines. */

const of = (text: string): readonly string[] => text.split(",").map((word) => word.trim());

const RELATIONS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    healer: of("doctor, nurse, dentist, therapist, physician, psychologist, psychiatrist, surgeon"),
    patient: of("patient"),
    teacher: of("teacher, tutor, professor, mentor, instructor"),
    student: of("student, pupil, learner, apprentice"),
    waiter: of("waiter, waitress, bartender, barista, server"),
    guest: of("guest, customer, diner, visitor"),
    seller: of(
      "shopkeeper, seller, vendor, salesperson, salesman, saleswoman, clerk, merchant, cashier, dealer, shop assistant, shop owner",
    ),
    buyer: of("customer, buyer, shopper, client"),
    parent: of(
      "mother, father, mom, mum, dad, parent, grandmother, grandfather, grandma, grandpa, nanny, babysitter",
    ),
    child: of("child, son, daughter, kid, boy, girl, toddler, grandson, granddaughter, grandchild"),
    driver: of("driver, taxi driver, cab driver, bus driver, chauffeur, cabbie"),
    passenger: of("passenger, rider, tourist, customer"),
    detective: of("detective, inspector, police officer, policeman, sheriff, cop, investigator"),
    suspect: of("suspect, thief, criminal, witness, burglar, murderer"),
    coach: of("coach, trainer"),
    player: of("player, athlete, runner, boxer, swimmer, footballer, goalkeeper"),
    boss: of("boss, manager, director, supervisor, employer"),
    employee: of("employee, worker, intern, secretary, assistant"),
    interviewer: of("interviewer, recruiter"),
    candidate: of("candidate, applicant, interviewee, job seeker"),
    robot: of("robot, android, ai, computer"),
    human: of("human, person, man, woman, scientist, inventor, astronaut, child, girl, boy"),
    cat: of("cat, kitten"),
    dog: of("dog, puppy"),
  }),
);
const VISITORS: ReadonlySet<string> = new Set(["visitor"]);

/** What a template asks for where two are named: "is_healer". */
export const relationAsked = (condition: string): string | undefined => /^is_([a-z]+)$/.exec(condition)?.[1];

/** Classes of a name among the two that talk: what these are, and who is visited by a visitor. */
export function relationsOf(name: string, names: readonly string[]): string[] {
  const word = name.toLowerCase(), last = word.slice(word.lastIndexOf(" ") + 1);
  const found = [...RELATIONS].filter(([, words]) => words.includes(word) || words.includes(last)).map((
    [key],
  ) => key);
  const isVisitor = (each: string) => VISITORS.has(each.toLowerCase());
  if (isVisitor(name)) found.push("visitor");
  else if (names.length === 2 && names.some(isVisitor)) found.push("host");
  return found;
}

/** Names of all that two can be to each other. */
export const RELATION_NAMES: ReadonlySet<string> = new Set([...RELATIONS.keys(), "visitor", "host"]);
