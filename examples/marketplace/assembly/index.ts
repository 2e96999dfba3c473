/** A WASI command: JSON on stdin, as `{"text": "..."}`; JSON on stdout. A text that is missing is an exit code, told on stderr. */
import { JSON } from "assemblyscript-json/assembly";
import { statisticsOf } from "./statistics";
import { readStdin } from "./stdin";

/** A person reads about so many words a second. */
const wordsPerSecond: f64 = 4;

function run(): i32 {
  const input = JSON.parse(readStdin());
  const text = input.isObj ? (<JSON.Obj>input).getString("text") : null;
  if (text === null) {
    console.error("There is no text in the input.");
    return 2;
  }
  // It narrows no variable that was declared with const.
  const found = statisticsOf((<JSON.Str>text).valueOf());
  const output = new JSON.Obj();
  output.set<i64>("words", found.words);
  output.set<i64>("sentences", found.sentences);
  output.set<string>("longestWord", found.longestWord);
  output.set<f64>("readingSeconds", <f64>found.words / wordsPerSecond);
  console.log(output.stringify());
  return 0;
}

process.exit(run());
