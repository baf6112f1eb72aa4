/**
 * What a runner reads out of a step: the workflow commands on its standard output, in both forms and with `stop-commands`
 * honoured, and the file in which it leaves its outputs.
 */

/** One workflow command, as a runner understands it. */
export interface WorkflowCommand {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** A message that shows on the page of the run. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

/** The commands in an output, in order. Whatever else a line holds, it is a command when a runner would take it for one. */
export function parseCommands(stdout: string): readonly WorkflowCommand[] {
  const commands: WorkflowCommand[] = [];
  let resumeToken: string | undefined;
  for (const line of stdout.split(/\r?\n/)) {
    const command = parseLine(line);
    if (command === undefined) continue;
    if (resumeToken !== undefined) {
      if (command.command === resumeToken) resumeToken = undefined;
      continue;
    }
    if (command.command === 'stop-commands') resumeToken = command.message;
    commands.push(command);
  }
  return commands;
}

/** The annotations among commands. */
export function annotationsOf(commands: readonly WorkflowCommand[]): readonly Annotation[] {
  return commands.flatMap(({ command, properties, message }) =>
    command === 'error' || command === 'warning' || command === 'notice'
      ? [{ level: command, title: properties['title'] ?? '', message }]
      : [],
  );
}

/** The outputs in a `GITHUB_OUTPUT` file: `name=value`, or `name<<DELIMITER` and lines up to it. */
export function parseOutputs(text: string): Readonly<Record<string, string>> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const heredoc = /^([^=]*?)<<(.+)$/.exec(line);
    if (heredoc !== null) {
      const [, name = '', delimiter = ''] = heredoc;
      const end = lines.indexOf(delimiter, index + 1);
      if (end === -1) throw new Error(`the output ${name} has no end`);
      outputs[name] = lines.slice(index + 1, end).join('\n');
      index = end;
    } else if (line !== '') {
      const equals = line.indexOf('=');
      if (equals === -1) throw new Error('a line of the output file is no output');
      outputs[line.slice(0, equals)] = line.slice(equals + 1);
    }
  }
  return outputs;
}

/** `::name key=value,key=value::message` at the start of a line, or `##[name key=value;key=value]message` anywhere in it. */
function parseLine(line: string): WorkflowCommand | undefined {
  const text = line.trimStart();
  const end = text.startsWith('::') ? text.indexOf('::', 2) : -1;
  if (end > 2 && !/^\s/.test(text.slice(2))) {
    return makeCommand(text.slice(2, end), ',', unescapeProperty, unescapeData(text.slice(end + 2)));
  }
  const open = line.indexOf('##[');
  const close = line.indexOf(']', open);
  if (open === -1 || close < open + 4) return undefined;
  return makeCommand(line.slice(open + 3, close), ';', unescapeOld, unescapeOld(line.slice(close + 1)));
}

function makeCommand(
  head: string,
  separator: string,
  decode: (text: string) => string,
  message: string,
): WorkflowCommand {
  const [, name = '', properties = ''] = /^(\S*)\s*(.*)$/s.exec(head) ?? [];
  const pairs = properties
    .split(separator)
    .map((pair) => /^\s*([^=]+)=(.*)$/s.exec(pair))
    .flatMap((match) => (match === null ? [] : [[match[1] ?? '', decode(match[2] ?? '')] as const]));
  return { command: name.toLowerCase(), properties: Object.fromEntries(pairs), message };
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  return unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
}

function unescapeOld(text: string): string {
  return text.replaceAll('%3B', ';').replaceAll('%5D', ']').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}
