/**
 * @typedef {object} Command
 * @property {"version" | "administration" | "rpc"} mode
 * @property {readonly string[]} schemaPaths
 * @property {string | undefined} url of the database to work on; commands that need none may come without
 * @property {string | undefined} action of the administration: `create-database` and the like
 */

/**
 * Reads the native engine's command line. Options that we do not know come with one value, as all of today's do.
 * @param {readonly string[]} words
 * @returns {Command}
 */
export function parseArguments(words) {
  if (words.includes("--version")) return { mode: "version", schemaPaths: [], url: undefined, action: undefined };
  const schemaPaths = [];
  let url;
  let action;
  for (let index = 0; index < words.length; index += 2) {
    const [option, value] = [words[index], words[index + 1]];
    if (option === "--datamodels") schemaPaths.push(value);
    else if (option === "--datasource") url = JSON.parse(value).url;
    else if (option === "cli") action = value;
  }
  return { mode: action ? "administration" : "rpc", schemaPaths, url, action };
}
