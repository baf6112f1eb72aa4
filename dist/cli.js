#!/usr/bin/env node
// Where a terminal starts the command; see src/program.ts.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 15)) {
  const { terminal } = await import('./program.js');
  await terminal();
} else {
  console.error(`error: collect-audit-log needs Node.js 22.15 or newer, and this is ${process.version}.`);
  console.error('Install a newer Node.js from https://nodejs.org, or run the collector as a GitHub Action, which brings its own.');
  process.exitCode = 1;
}
