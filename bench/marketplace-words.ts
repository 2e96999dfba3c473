/** Items as they might be: named by what they do, described in words of which few are used often and many seldom. */

export type Random = () => number;

/** The same numbers from the same seed: 0 to 1, by xorshift. */
export function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const list = (words: string): readonly string[] => words.split(" ");

const verbs = list(
  "count summarize extract classify translate convert validate merge split detect resize compress index rank route parse render " +
    "fetch watch sync enrich score redact transcribe caption cluster forecast clean label match review deploy test audit notify plan",
);
const nouns = list(
  "data word text invoice image email log report ticket contract code table page video audio feed order customer address document " +
    "form resume query schema event metric trace alert calendar message chat survey product price stock map weather news feedback",
);
const qualifiers = list(
  "fast lite pro batch stream secure multi german french medical legal local daily smart strict tiny",
);
const tags = list(
  "nlp vision speech finance legal health ops devops security search etl pdf csv json markdown sql mail chat support sales hr " +
    "marketing research education travel retail logistics energy science maps weather ocr translation ranking testing monitoring " +
    "backup planning compliance",
);
const common = list(
  "data agent text file task input output model user team result list language document service report number record field value",
);
const syllables = list("ba co de fi gra lo mi ne pro qua re sta ti ul ver wo xi yo zen tor lan mer pli dus");

/** 5,000 words, the most used first: some of English, and what syllables make. */
const vocabulary: readonly string[] = [
  ...new Set([common, verbs, nouns, tags, qualifiers].flat()),
  ...Array.from({ length: 4_800 }, (_, index) => {
    const at = (by: number): string => syllables[Math.floor(index / by) % syllables.length] ?? "";
    return `${at(1)}${at(24)}${at(576)}${index % 3 === 0 ? "ing" : ""}`;
  }),
];

interface Draw {
  /** Those that are given. */
  readonly names: Set<string>;
  readonly random: Random;
  readonly publishers: number;
  readonly tenants: number;
}

/**
 * 84 % are public, 8 % shared with a few tenants, 8 % private, of which a third have no release. Publishers have items by a power
 * law. 8 to 40 words describe one; `data` is in about a third of them.
 */
export function drawItem(n: number, { names, random, publishers, tenants }: Draw): object {
  const pick = (words: readonly string[], skew = 1): string => words[Math.floor(words.length * random() ** skew)] ?? "";
  const some = (most: number, draw: () => string): string[] => [
    ...new Set(Array.from({ length: Math.floor(random() * (most + 1)) }, draw)),
  ];
  const shown = random();
  const publisher = Math.floor(publishers * random() ** 3);
  const name = nameOf(
    names,
    publisher,
    () => `${pick(verbs)}-${pick(nouns, 1.5)}${random() < 0.8 ? `-${pick(qualifiers)}` : ""}`,
  );
  const visibility = shown < 0.08 ? "PRIVATE" : shown < 0.16 ? "SHARED" : "PUBLIC";
  return {
    n,
    publisher,
    name,
    type: ["AGENT", "AGENT", "AGENT", "WORKFLOW", "TOOL"][n % 5],
    description: Array.from({ length: 8 + Math.floor(random() * 33) }, () => pick(vocabulary, 2)).join(" "),
    tags: some(6, () => pick(tags, 1.7)),
    capabilities: some(3, () => `can-${pick(verbs, 1.5)}`),
    price: random() < 0.25 ? Math.floor(random() * 50) / 10 : 0,
    visibility,
    sharedWith: visibility === "SHARED" ? some(5, () => `tenant_${Math.floor(random() * tenants)}`) : [],
    isListed: !(visibility === "PRIVATE" && random() < 0.33),
    daysAgo: random() * 400,
    runs: Math.floor(1_000_000 * random() ** 12),
    rating: random() < 0.33 ? 1 + 4 * Math.sqrt(random()) : null,
  };
}

/** One that the publisher has not given yet. */
function nameOf(names: Set<string>, publisher: number, draw: () => string): string {
  for (;;) {
    const name = draw();
    if (names.has(`${publisher}/${name}`)) continue;
    names.add(`${publisher}/${name}`);
    return name;
  }
}
