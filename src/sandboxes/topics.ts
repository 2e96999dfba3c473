/** On it is told of one that somebody else has moved, with its id and its keeper's; or of new ones, with neither. */
export const changesTopic = "sandboxes.changed";
