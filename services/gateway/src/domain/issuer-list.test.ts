import { describe, expect, it } from '@jest/globals';
import { type Issuer, IssuerList } from './issuer-list.ts';

const ONE: Issuer = { id: 'clinic', displayName: 'Clinic', kind: 'generic' };
const SECOND = 1000;

function listOf(answers: (readonly Issuer[] | Error)[]) {
  let at = 0;
  let asked = 0;
  const list = new IssuerList(
    async () => {
      const answer = answers[Math.min(asked++, answers.length - 1)] ?? new Error();
      if (answer instanceof Error) throw answer;
      return answer;
    },
    () => at,
  );
  return {
    list,
    pass: (milliseconds: number) => {
      at += milliseconds;
    },
    asked: () => asked,
  };
}

describe('the list of providers', () => {
  it('is asked for once a minute', async () => {
    const { list, pass, asked } = listOf([[ONE]]);
    for (let i = 0; i < 5; i++) expect(await list.current()).toEqual([ONE]);
    pass(59 * SECOND);
    await list.current();
    expect(asked()).toBe(1);
    pass(2 * SECOND);
    await list.current();
    expect(asked()).toBe(2);
  });

  it('is empty when there is no answer, and asked for again 5 seconds later', async () => {
    const { list, pass, asked } = listOf([new Error(), [ONE]]);
    expect(await list.current()).toEqual([]);
    expect(await list.current()).toEqual([]);
    expect(asked()).toBe(1);
    pass(5 * SECOND);
    expect(await list.current()).toEqual([ONE]);
  });

  it('stays for a quarter of an hour when there is no new one', async () => {
    const { list, pass } = listOf([[ONE], new Error()]);
    await list.current();
    pass(14 * 60 * SECOND);
    expect(await list.current()).toEqual([ONE]);
    pass(2 * 60 * SECOND);
    expect(await list.current()).toEqual([]);
  });

  it('loses a provider that is no longer offered', async () => {
    const { list, pass } = listOf([[ONE], []]);
    await list.current();
    pass(61 * SECOND);
    await list.current();
    await new Promise(setImmediate);
    expect(await list.current()).toEqual([]);
  });
});
