/** Programs that Debian packages: found where they were installed, never installed from here. */
import { locate } from './program.ts';
import type { Found } from './subject.ts';

/** `name`: of the program; `pack`: of the package that has it. */
export async function findDebian(name: string, pack = name): Promise<Found> {
  const path = locate(name);
  if (path === undefined) return { kind: 'missing', why: `no ${name} on this machine; apt-get install ${pack}` };
  return { kind: 'found', path };
}
