import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readNextLink } from '../../../src/source/link-header.ts';

const none = { kind: 'none' };
const unreadable = { kind: 'unreadable' };
const next = (after: string) => ({ kind: 'next', after });

test('headers as GitHub writes them', () => {
  // https://github.com/google/go-github/issues/1848
  const first =
    '<https://api.github.com/organizations/80307827/audit-log?after=MS42MTUzMzYzNzg4MzNlKzEyfFlBdkVhclBZR21reGtQMG5uRng4bVE%3D&before=>; rel="next"';
  assert.deepEqual(readNextLink(first), next('MS42MTUzMzYzNzg4MzNlKzEyfFlBdkVhclBZR21reGtQMG5uRng4bVE='));
  // With a mangled phrase, from GitHub's own documentation.
  const root = 'https://api.github.com/enterprises/13827/audit-log?phrase%3A2022-11-01=&per_page=100';
  const later = `<${root}&after=YWZ0ZXI%3D&before=>; rel="next", <${root}&after=&before=>; rel="first", <${root}&after=&before=YmVmb3Jl>; rel="prev"`;
  assert.deepEqual(readNextLink(later), next('YWZ0ZXI='));
  const last = `<${root}&after=&before=>; rel="first", <${root}&after=&before=YmVmb3Jl>; rel="prev"`;
  assert.deepEqual(readNextLink(last), none);
});

test('no header and an empty one have no next', () => {
  for (const header of [undefined, '', ' \t', ' , ,']) assert.deepEqual(readNextLink(header), none, header);
});

test('the forms of RFC 8288 are understood', () => {
  const forms = [
    '</x?after=A>;rel=next',
    '</x?after=A> ; REL = "next" ; title="a, b; rel=\\"prev\\" >"',
    '<?after=A>; rel="prev NEXT\tlast"',
    '</x?after=A#after=B>; rel=next;',
    '</x?b=1&after=A>;; title*=UTF-8\'\'x; rel="next"; rel="prev"',
    ',, <https://other.example/?after=A>; rel=next ,',
    '</x?after=A>; rel=next, </y?after=A>; rel=next',
    '</prev>; hreflang; rel=prev, </x?after=A>; rel=next',
  ];
  for (const header of forms) assert.deepEqual(readNextLink(header), next('A'), header);
});

test('another relation is not next', () => {
  for (const rel of ['prev', 'nextish', 'not-next', '"prev last"']) {
    assert.deepEqual(readNextLink(`</x?after=A>; rel=${rel}`), none, rel);
  }
  assert.deepEqual(readNextLink('</x?after=A>; rel="prev"; rel="next"'), none);
});

test('a header that is not fully understood is unreadable, never the end of the list', () => {
  const broken = [
    'x',
    '<',
    '<https://h/?after=A',
    '<https://h/?after=A>; rel="next',
    '<https://h/?after=A>; rel="next\\',
    '<https://h/?after=A>; rel=',
    '<https://h/?after=A>; rel=next x',
    '<https://h/?after=A> rel=next',
    'https://h/?after=A; rel="next"',
    '<https://h/?after=A>; rel="prev" garbage',
    '<https://h/?after=A>; rel="next", rest',
    '<https://h/?before=A>; rel="prev"; =x',
    '<https://h/?after=A>',
    '<https://h/?after=A>; rel',
    '<https://h/?after=A>; rel=""',
  ];
  for (const header of broken) assert.deepEqual(readNextLink(header), unreadable, header);
});

test('a next without one clear cursor is unreadable', () => {
  const broken = ['', '?', '?after=', '?before=A', '?page=2', '?xafter=A', '?after', '#after=A', '?after=A&after=B'];
  broken.push('?after=%', '?after=%zz', '?after=%ff', '?after=%C3', '?after=\ud800');
  for (const query of broken) assert.deepEqual(readNextLink(`</x${query}>; rel="next"`), unreadable, query);
  assert.deepEqual(readNextLink('</x?after=A>; rel=next, </x?after=B>; rel=next'), unreadable);
  assert.deepEqual(readNextLink('</x?after=A>; rel=next, </x>; rel=next'), unreadable);
});

test('a plus stays a plus, and decoding happens once', () => {
  assert.deepEqual(readNextLink('</x?after=a+b>; rel="next"'), next('a+b'));
  assert.deepEqual(readNextLink('</x?after=a%2Bb%2Fc%3D>; rel="next"'), next('a+b/c='));
  assert.deepEqual(readNextLink('</x?after=%252B>; rel="next"'), next('%2B'));
});

const cursor = fc.string({ unit: 'binary', minLength: 1 });

test('any cursor comes back as it was, wherever the link stands', () => {
  const other = fc.constantFrom('</a?after=X>; rel="prev"', '</b>; rel=first; title="a,b\\"<"', '');
  fc.assert(
    fc.property(cursor, fc.array(other), fc.array(other), (after, before, behind) => {
      const link = `<https://api.github.com/organizations/1/audit-log?after=${encodeURIComponent(after)}&before=>; rel="next"`;
      assert.deepEqual(readNextLink([...before, link, ...behind].join(', ')), next(after));
    }),
  );
});

test('a header cut short is unreadable, unless it is cut exactly behind a link', () => {
  const prev = '</x?before=Zm9v>; rel="prev"';
  const header = `${prev}, </x?after=YWZ0ZXI%3D&before=>; rel="next"`;
  for (let length = 1; length < header.length; length += 1) {
    const cut = header.slice(0, length);
    assert.deepEqual(readNextLink(cut), [prev, `${prev},`, `${prev}, `].includes(cut) ? none : unreadable, cut);
  }
});

test('any text gets a result, in time proportional to its length', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'<>;,="\\ \tnextrl?&%a') }), (text) => {
      assert.ok(['next', 'none', 'unreadable'].includes(readNextLink(text).kind));
    }),
    { numRuns: 2000 },
  );
  for (const piece of ['<', ',', ';', '"', '\\', ' ', '</a>;', '</a>; rel="', 'a=']) {
    readNextLink(`</x>; a${piece.repeat(200_000)}`);
    readNextLink(piece.repeat(200_000));
  }
});
