/** Whether each manifest bears a good signature of a key that is allowed to sign it. */
import { type Delivery, readAll } from '../deliveries/find-deliveries.ts';
import { judgeSignature, MANIFEST_NAMESPACE } from '../ssh-signature.ts';
import type { Signer } from './allowed-signers.ts';
import { describeDelivery } from './describe.ts';
import type { Finding } from './finding.ts';

export interface SignatureChecks {
  readonly findings: readonly Finding[];
  /** How many manifests each signer has signed, by its principals. */
  readonly signers: ReadonlyMap<string, number>;
}

export async function checkSignatures(
  deliveries: readonly Delivery[],
  signers: readonly Signer[],
): Promise<SignatureChecks> {
  const findings: Finding[] = [];
  const counts = new Map<string, number>();
  for (const delivery of deliveries) {
    const judged = await judge(delivery, signers);
    if (judged.kind === 'good') counts.set(judged.by, (counts.get(judged.by) ?? 0) + 1);
    else findings.push(no(`the manifest of ${describeDelivery(delivery)} ${judged.why}`));
  }
  return { findings, signers: counts };
}

type Judged = { readonly kind: 'good'; readonly by: string } | { readonly kind: 'bad'; readonly why: string };

/** A good signature next to any copy is one: the copies have the same bytes. */
async function judge({ copies }: Delivery, signers: readonly Signer[]): Promise<Judged> {
  const trusted = signers.map(({ key }) => key);
  let worst: Judged = { kind: 'bad', why: 'has no signature next to it' };
  for (const { at, signature } of copies) {
    if (signature === undefined) continue;
    const [content, armored] = [await readAll(at), await readAll(signature)];
    if (content === undefined || armored === undefined) continue;
    const judgement = judgeSignature(content, armored, { namespace: MANIFEST_NAMESPACE, trusted });
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

function no(what: string): Finding {
  return {
    question: 'signed',
    verdict: 'no',
    what,
    advice: 'Download it again, or find out who wrote it: see docs/evidence.md#verify.',
  };
}
