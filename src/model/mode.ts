/** What a run is for. All but `collect` and `reset` leave the saved position alone. */
export const MODES = ['collect', 'pull', 'validate', 'test', 'inspect', 'reset'] as const;
export type Mode = (typeof MODES)[number];
