/** The release, as in package.json (a test keeps the two equal); it stands in every manifest. */
export const TOOL = { name: 'collect-audit-log', version: '0.1.0' } as const;
