/**
 * GitHub's own grammar of actions and workflows, used through the library that its editor extension uses. Every answer
 * counts, warnings too; what the library is known to be wrong about is listed here by its exact words and nowhere else.
 */
import { registerHooks } from 'node:module';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';

// Its parser imports .json without import attributes, which Node refuses: https://nodejs.org/api/esm.html#json-modules
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
const { registerLogger, validate } = await import('@actions/languageservice');

/** Right for GitHub, unknown to the library (0.3.61). */
const WRONG_ANSWERS: ReadonlySet<string> = new Set([
  // Limits what a job can do with the Actions cache; younger than the library's schema.
  "Unexpected value 'cache-mode'",
]);

/** The name of this repository, whoever owns it. */
const OURS = 'collect-audit-log';

/** The library reports what it stumbles over to a logger only and answers "no faults": that must not pass. */
const stumbles: string[] = [];
const note = (message: string) => void stumbles.push(message);
registerLogger({ error: note, warn: note, info: () => {}, log: () => {} });

/**
 * One file as GitHub would find it: `place` is its path in a repository (it decides what the file is: `action.yml`, or
 * a workflow in `.github/workflows/`), `read` gives the text of another file, for `$/` and `./` references.
 */
export interface Document {
  readonly place: string;
  readonly text: string;
  readonly read: (path: string) => Promise<string>;
}

let documents = 0;

/** What GitHub would refuse or ignore in this file, one `line: what` for each fault. */
export async function lintGrammar({ place, text, read }: Document): Promise<readonly string[]> {
  // The library keeps its answers by URI, so a second text of the same name would get those of the first.
  documents += 1;
  const document = TextDocument.create(`file:///${documents}/${place}`, 'yaml', 1, text);
  stumbles.length = 0;
  const found = await validate(document, {
    fileProvider: {
      getFileContent: async (reference) => {
        const { repository = OURS, path } = { repository: undefined, ...reference };
        if (repository !== OURS) throw new Error(`cannot look into ${repository}`);
        return { name: path, content: await read(path) };
      },
    },
    actionsMetadataProvider: {
      // Offline, only our own action is known; of any other one nothing is said, and its inputs are not checked.
      fetchActionMetadata: async ({ name }) =>
        name === OURS ? parse(await read('action.yml')) : { name, description: '' },
    },
  });
  const faults = found
    .map(({ message, range }) => ({
      line: range.start.line + 1,
      what: typeof message === 'string' ? message : message.value,
    }))
    .filter(({ what }) => !WRONG_ANSWERS.has(what))
    .map(({ line, what }) => `${line}: ${what}`);
  return [...faults, ...stumbles.map((message) => `1: could not be checked: ${message}`)];
}
