import { describe, expect, test } from 'vitest';
import { wall } from '../../pipelines/sample/wall-clock.ts';
import type { Fact } from './truth/fact.ts';
import { isOnTime, isOverdueWhilePending } from './truth/on-time.ts';

/** A dossier received on 1 June with an appointment on 10 June, 16:00. */
const dossier = (differs: Partial<Fact>): Fact => {
  const fact: Fact = {
    field: 'Đất đai',
    channel: 'online',
    receivedAt: june(1, 9),
    dueAt: june(10, 16),
    endedAt: null,
    finished: false,
    waitingSince: null,
    supplementCount: 0,
    requestedAt: null,
    suppliedAt: null,
    pause: 0,
    hasFee: false,
    paidOnline: false,
    writtenResult: true,
    electronicResult: false,
    digitised: false,
    refused: null,
    isInDoubt: false,
    ...differs,
  };
  const { requestedAt, suppliedAt } = fact;
  return { ...fact, pause: requestedAt !== null && suppliedAt !== null ? suppliedAt - requestedAt : 0 };
};
const june = (date: number, hours = 0) => wall(2026, 6, date, hours);
const endOf = (date: number) => june(date + 1) - 1;

describe('on time (decision 766, 2.1)', () => {
  test.each([
    ['ended on the second', { endedAt: june(10, 16) }, endOf(30), true],
    ['ended a second late', { endedAt: june(10, 16) + 1 }, endOf(30), false],
    [
      'late but for the wait for papers',
      { endedAt: june(12, 16), requestedAt: june(3, 8), suppliedAt: june(5, 8), supplementCount: 1 },
      endOf(30),
      true,
    ],
    ['two requests, though early', { endedAt: june(3), supplementCount: 2 }, endOf(30), false],
    ['open, seen before its date', {}, endOf(9), true],
    ['open, seen at the end of its last day', {}, endOf(10), false],
    [
      'waiting for papers since before its date',
      { requestedAt: june(9, 8), waitingSince: june(9, 8), supplementCount: 1 },
      endOf(30),
      true,
    ],
    [
      'waiting for papers asked for too late',
      { requestedAt: june(11, 8), waitingSince: june(11, 8), supplementCount: 1 },
      endOf(30),
      false,
    ],
    [
      'open, of a wait that lies after the cut-off',
      { requestedAt: june(20), suppliedAt: june(28), supplementCount: 1 },
      endOf(15),
      false,
    ],
    [
      'open, of a wait that went on over the cut-off',
      { requestedAt: june(9), suppliedAt: june(28), supplementCount: 1 },
      endOf(15),
      true,
    ],
    ['ended in time, although seen before the end', { endedAt: june(10, 15) }, endOf(2), true],
  ] as const)('%s', (_name, differs, cutoff, expected) => {
    expect(isOnTime(dossier(differs), cutoff)).toBe(expected);
  });
});

describe('overdue while pending (form 06/VPCP)', () => {
  test.each([
    ['ended after the cut-off, due later', { endedAt: june(20) }, endOf(9), false],
    ['ended after the cut-off, due before it', { endedAt: june(20) }, endOf(12), true],
    [
      'a wait for papers that was over by the cut-off',
      { endedAt: june(20), requestedAt: june(3), suppliedAt: june(6), supplementCount: 1 },
      endOf(12),
      false,
    ],
    [
      'a wait for papers that was not yet over',
      { endedAt: june(20), requestedAt: june(9), suppliedAt: june(18), supplementCount: 1 },
      endOf(12),
      false,
    ],
    [
      'papers asked for only after the cut-off',
      { endedAt: june(20), requestedAt: june(14), suppliedAt: june(18), supplementCount: 1 },
      endOf(12),
      true,
    ],
    ['two requests', { supplementCount: 2 }, endOf(2), true],
    [
      'a second request only after the cut-off',
      { supplementCount: 2, requestedAt: june(8), suppliedAt: june(9), endedAt: june(20) },
      endOf(2),
      false,
    ],
    [
      'a wait for papers that never came',
      { endedAt: june(20), requestedAt: june(9), supplementCount: 1 },
      endOf(12),
      false,
    ],
  ] as const)('%s', (_name, differs, cutoff, expected) => {
    expect(isOverdueWhilePending(dossier(differs), cutoff)).toBe(expected);
  });
});
