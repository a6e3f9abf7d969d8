import { describe, expect, it } from '@jest/globals';
import { TopicProgress } from './topic-progress.ts';

const ends = (...highs: number[]) => highs.map((high, partition) => ({ partition, low: '0', high: String(high) }));

function progressWithProofs() {
  const proofs: number[] = [];
  return { progress: new TopicProgress<number>((askedAt) => proofs.push(askedAt)), proofs };
}

describe('how far a topic has been read', () => {
  it('proves an empty topic at once', () => {
    const { progress, proofs } = progressWithProofs();
    progress.mustReach({ ends: ends(0), askedAt: 10 });
    expect(proofs).toEqual([10]);
  });

  it('proves one whose records were all deleted', () => {
    const { progress, proofs } = progressWithProofs();
    progress.mustReach({ ends: [{ partition: 0, low: '7', high: '7' }], askedAt: 10 });
    expect(proofs).toEqual([10]);
  });

  it('proves nothing before every partition is read to where it ended', () => {
    const { progress, proofs } = progressWithProofs();
    progress.mustReach({ ends: ends(3, 2), askedAt: 10 });
    progress.hasRead(0, '2');
    progress.hasRead(1, '0');
    expect(proofs).toEqual([]);
    progress.hasRead(1, '1');
    expect(proofs).toEqual([10]);
  });

  it('proves no more than was asked for: what is read afterwards says nothing of later', () => {
    const { progress, proofs } = progressWithProofs();
    progress.mustReach({ ends: ends(1), askedAt: 10 });
    progress.hasRead(0, '0');
    progress.hasRead(0, '1');
    expect(proofs).toEqual([10]);
  });

  it('stays with the nearer aim while it is open', () => {
    const { progress, proofs } = progressWithProofs();
    progress.mustReach({ ends: ends(5), askedAt: 10 });
    progress.hasRead(0, '1');
    progress.mustReach({ ends: ends(900), askedAt: 15 });
    progress.hasRead(0, '4');
    expect(proofs).toEqual([10]);
    progress.mustReach({ ends: ends(900), askedAt: 20 });
    progress.hasRead(0, '899');
    expect(proofs).toEqual([10, 20]);
  });

  it('goes on from where it was, never back', () => {
    const { progress } = progressWithProofs();
    progress.hasRead(0, '41');
    progress.hasRead(0, '3');
    expect(progress.positions()).toEqual([{ partition: 0, offset: '42' }]);
  });

  it('tells of partitions that give nothing more though they do not end there', () => {
    const { progress } = progressWithProofs();
    progress.mustReach({ ends: ends(3, 2), askedAt: 10 });
    expect(progress.stalled()).toEqual([0, 1]);
    progress.hasRead(1, '1');
    expect(progress.stalled()).toEqual([]);
    progress.mustReach({ ends: ends(3, 2), askedAt: 15 });
    expect(progress.stalled()).toEqual([0]);
  });

  it('notices a topic that went back, and begins again', () => {
    const { progress, proofs } = progressWithProofs();
    progress.hasRead(0, '9');
    expect(() => progress.mustReach({ ends: ends(3), askedAt: 10 })).toThrow();
    progress.reset();
    progress.mustReach({ ends: ends(3), askedAt: 15 });
    expect(proofs).toEqual([]);
    progress.hasRead(0, '2');
    expect(proofs).toEqual([15]);
  });
});
