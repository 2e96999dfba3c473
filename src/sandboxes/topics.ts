/**
 * Topic on which those who look after sandboxes are told, as JSON: `{ id, ownerId }` of one that somebody else has moved, `{}` that there are
 * new ones. A look finds what was not heard.
 */
export const changesTopic = "sandboxes.changed";
