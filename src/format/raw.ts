/** The event as GitHub sent it, byte for byte: the default, because every SIEM has parsers and detections for GitHub's own names. */
import type { Render } from './render.ts';

export const renderRaw: Render = ({ raw }) => raw;
