/** The release, as in package.json (a test keeps them equal); name and version stand in every manifest. */
export const TOOL = { name: 'collect-audit-log', version: '0.1.0' } as const;

/** Where the documentation of this release is. */
export const DOCS_URL = `https://github.com/OWNER/collect-audit-log/blob/v${TOOL.version}`;
