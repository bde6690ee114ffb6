/** Who counts as gone: after the last page closed and did not come back in time. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeOpenPages, type OpenPages } from '../../src/domain/open-pages.ts';

let pages: OpenPages;
let told: string[];
beforeEach(() => {
  vi.useFakeTimers({ now: 1000 });
  pages = makeOpenPages(5000, Date.now);
  told = [];
  pages.listen((key) => void told.push(key));
});
afterEach(() => vi.useRealTimers());

test('nobody who was never seen is gone', () => {
  expect(pages.leftAt('a')).toBeUndefined();
});

test('a closed page is a leaving from when it closed, told once; coming back ends it and is told', () => {
  const close = pages.opened('a');
  pages.opened('b');
  vi.advanceTimersByTime(60_000);
  close();
  vi.advanceTimersByTime(4999);
  expect([pages.leftAt('a'), told]).toEqual([undefined, []]);
  vi.advanceTimersByTime(1);
  expect([pages.leftAt('a'), pages.leftAt('b'), told]).toEqual([61_000, undefined, ['a']]);
  pages.opened('a');
  expect([pages.leftAt('a'), told]).toEqual([undefined, ['a', 'a']]);
});

test('a reload is none', () => {
  pages.opened('a')();
  vi.advanceTimersByTime(4000);
  pages.opened('a');
  vi.advanceTimersByTime(60_000);
  expect([pages.leftAt('a'), told]).toEqual([undefined, []]);
});

test('with two pages only the last one to close counts', () => {
  const [first, second] = [pages.opened('a'), pages.opened('a')];
  first();
  vi.advanceTimersByTime(60_000);
  expect(pages.leftAt('a')).toBeUndefined();
  second();
  vi.advanceTimersByTime(5000);
  expect(pages.leftAt('a')).toBe(61_000);
});

test('who asks now and then is here until asking stops, and a page that is open needs no asking', () => {
  for (let n = 0; n < 5; n += 1) {
    pages.asked('a', 75_000);
    vi.advanceTimersByTime(60_000);
  }
  expect(pages.leftAt('a')).toBeUndefined();
  vi.advanceTimersByTime(15_000);
  expect(pages.leftAt('a')).toBe(241_000);
  pages.opened('a');
  pages.asked('a', 75_000);
  vi.advanceTimersByTime(600_000);
  expect(pages.leftAt('a')).toBeUndefined();
});

test('of very many who left the oldest are forgotten, nobody who is here', () => {
  pages.opened('here');
  for (let n = 0; n < 5100; n += 1) pages.opened(`gone-${n}`)();
  vi.advanceTimersByTime(5000);
  expect([pages.leftAt('gone-0'), pages.leftAt('gone-5099')]).toEqual([undefined, 1000]);
  const close = pages.opened('here');
  close();
  vi.advanceTimersByTime(5000);
  expect(pages.leftAt('here')).toBeUndefined();
});
