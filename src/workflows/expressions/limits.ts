/** What keeps one expression from holding up a process; see Evaluation for what a unit is. */

/** Characters of an expression. */
export const maxSourceLength = 4_096;
/** Operators, operands and calls of an expression. */
export const maxNodes = 1_000;
/** How deep they may be nested. */
export const maxDepth = 100;
/** How many comprehensions (`all`, `map`, ...) may stand inside one another, unless said. */
export const defaultNesting = 2;
/** Units that an expression may use, and all expressions of a template together. */
export const maxUnits = 8_000_000;
/** Characters of a text that an expression makes. */
export const maxTextLength = 262_144;
/** Bytes of a result as JSON, unless said: as many as a task takes unless configured. */
export const defaultResultBytes = 262_144;
/** How deep lists and objects may be nested where they are compared, rendered or given back. */
export const maxValueDepth = 500;
