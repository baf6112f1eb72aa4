/**
 * Whether each manifest bears a good signature of a key that is allowed to sign it, and each position that lies with them as well. A
 * signature counts for what it was made for only: one of a manifest is none of a position.
 */
import type { Entry } from '../deliveries/entries.ts';
import { type Delivery, type FoundDeliveries, readAll, type StoredPosition } from '../deliveries/find-deliveries.ts';
import { judgeSignature, MANIFEST_NAMESPACE, type Namespace, POSITION_NAMESPACE } from '../ssh-signature.ts';
import type { Signer } from './allowed-signers.ts';
import { describeDelivery } from './describe.ts';
import { type Finding, type FindingKind, finding } from './finding.ts';

export interface SignatureChecks {
  readonly findings: readonly Finding[];
  /** How many manifests each signer has signed, by its principals. */
  readonly signers: ReadonlyMap<string, number>;
}

export async function checkSignatures(
  { deliveries, positions }: Pick<FoundDeliveries, 'deliveries' | 'positions'>,
  signers: readonly Signer[],
): Promise<SignatureChecks> {
  const findings: Finding[] = [];
  const counts = new Map<string, number>();
  const signed = new Set<Delivery>();
  for (const delivery of deliveries) {
    const places = delivery.copies.map(({ at, signature }) => ({ content: at, signature }));
    if (places.some(({ signature }) => signature !== undefined)) signed.add(delivery);
    const judged = await judge(places, { namespace: MANIFEST_NAMESPACE, signers });
    if (judged.kind === 'good') counts.set(judged.by, (counts.get(judged.by) ?? 0) + 1);
    else {
      const found = no('manifest-not-signed', `the manifest of ${describeDelivery(delivery)} ${judged.why}`);
      findings.push({ ...found, unproven: { kind: 'deliveries', sha256s: [delivery.sha256] } });
    }
  }
  return { findings: [...findings, ...(await checkPositions(positions, { signers, signed }))], signers: counts };
}

/** Without a key the collector signs neither, and the missing signature of the manifest says so already. */
async function checkPositions(
  positions: readonly StoredPosition[],
  { signers, signed }: { readonly signers: readonly Signer[]; readonly signed: ReadonlySet<Delivery> },
): Promise<readonly Finding[]> {
  if (positions.length > 0 && !signers.some(({ signs }) => signs.includes(POSITION_NAMESPACE))) return [UNCHECKED];
  const findings: Finding[] = [];
  for (const { entry, signature, delivery } of positions) {
    if (signature === undefined && delivery !== undefined && !signed.has(delivery)) continue;
    const judged = await judge([{ content: entry, signature }], { namespace: POSITION_NAMESPACE, signers });
    if (judged.kind === 'bad') findings.push(no('position-not-signed', `the position ${entry.path} ${judged.why}`));
  }
  return findings;
}

const UNCHECKED = finding(
  'positions-not-checked',
  'the signatures of positions were not checked: no key of --allowed-signers is allowed to sign them',
  `Add the namespace ${POSITION_NAMESPACE} to the key that signs them.`,
);

type Judged = { readonly kind: 'good'; readonly by: string } | { readonly kind: 'bad'; readonly why: string };

interface Place {
  readonly content: Entry;
  readonly signature: Entry | undefined;
}

/** A good signature in any place is one: the bytes are the same everywhere. */
async function judge(
  places: readonly Place[],
  { namespace, signers }: { readonly namespace: Namespace; readonly signers: readonly Signer[] },
): Promise<Judged> {
  const trusted = signers.filter(({ signs }) => signs.includes(namespace)).map(({ key }) => key);
  let worst: Judged = { kind: 'bad', why: 'has no signature next to it' };
  for (const { content, signature } of places) {
    if (signature === undefined) continue;
    const [bytes, armored] = [await readAll(content), await readAll(signature)];
    if (bytes === undefined || armored === undefined) continue;
    const judgement = judgeSignature(bytes, armored, { namespace, trusted });
    switch (judgement.kind) {
      case 'good':
        return { kind: 'good', by: signers.find(({ key }) => key === judgement.by)?.principals ?? judgement.by };
      case 'other-key':
        worst = { kind: 'bad', why: 'is signed by a key that is not allowed' };
        break;
      case 'bad':
        worst = { kind: 'bad', why: `has a bad signature (${judgement.why})` };
    }
  }
  return worst;
}

function no(kind: FindingKind, what: string): Finding {
  return finding(kind, what, 'Download it again, or find out who wrote it: see docs/evidence.md#verify.');
}
