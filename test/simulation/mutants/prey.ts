/** Runs inside of a mutant's copy: how many histories notice that something is wrong there. */
import { GENERATORS } from '../generators.ts';
import { play } from '../play.ts';
import { add, NOTHING_YET } from '../totals.ts';

const [name, from = '1', seeds = '1', stopAtFirst] = process.argv.slice(2);
const generator = GENERATORS.find((known) => known === name);
if (generator === undefined) throw new Error('the first word is the name of a generator');
let totals = NOTHING_YET;
const share = { from: Number(from), to: Number(from) + Number(seeds), step: 1, generator };
await play(share, (one) => {
  totals = add(totals, one);
  return stopAtFirst !== 'true' || totals.failures.length === 0;
});
const [first] = totals.failures;
console.log(
  JSON.stringify({
    histories: totals.histories,
    caught: totals.failures.length,
    ...(first === undefined ? {} : { first: { seed: first.seed, message: first.message } }),
  }),
);
