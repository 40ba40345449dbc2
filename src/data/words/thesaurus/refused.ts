/** Words without a substitute but those that are told by hand: too general for any example, or known for another meaning than that of a label. */
export const REFUSED = new Set(
  `cognition phenomenon parasite substance article location ware impediment obstruction covering appendage extremity
  enclosure instrumentation device representation negotiator treater constraint formation durables equipment system
  piece ground line female male stayer biped nutrient helping serving block conduit sap leader porta rima adventurer
  mercenary keystone eggbeater kernel clapper sinker murphy pall sticker scrabble barker entree bravo fleck scrap cuff
  napkin ail brainchild loading shaper squealer plagiarist shaft benny paring foursquare stalls breadbasket leghorn
  banding tai duds togs aftermath linden picket chilly buns stunner superstar primer credence schooner gob works
  member angle consumer eater drug mamma privy column ash cog skipper aides sampler hind calculus agua ex belay rough bender climber silva
  commodity creation flirt crack
  aide anterior argentine b bb bey bimbo brent britt butch capote castrate cesspool cisco cleft cole collins
  coping cornish cos cutoff dainty dam deb debs delicious devon dick dodger dominick dominique durham dyke
  elevated emmet everlasting facing faggot fixings floozy fo fowler gap garner generic geneva guinea hampshire
  haw haywire hollands hookup hoy hustler jonathan levee lien marc master mavis merl merle mexican midget milt
  mina miro molding neb od or peewee ping po prima recap rickey seizing snug stays tampon tung veronica`
    .split(/\s+/),
);
