/** Service hours: open now, and until when; local times of the time zone, daylight saving included. */

export interface Hours {
  readonly timeZone: string;
  readonly week: Readonly<Partial<Record<string, readonly { readonly from: string; readonly until: string }[]>>>;
  /** Days `2026-12-24`. */
  readonly closedOn: readonly string[];
}

const minuteMs = 60_000;

/** In: hours and a moment, ms UTC. Out: the moment they end, or `undefined` when they are closed. Spans that meet count as one. */
export function openUntil(hours: Hours, at: number): number | undefined {
  const { day, weekday, minutes } = localTime(hours.timeZone, at);
  if (hours.closedOn.includes(day)) return undefined;
  const spans = (hours.week[weekday] ?? [])
    .map(({ from, until }) => ({ from: minutesOf(from), until: minutesOf(until) }))
    .toSorted((a, b) => a.from - b.from);
  let end: number | undefined;
  for (const span of spans) {
    if (end === undefined ? minutes >= span.from && minutes < span.until : span.from <= end) end = Math.max(end ?? 0, span.until);
  }
  return end === undefined ? undefined : Math.floor(at / minuteMs) * minuteMs + (end - minutes) * minuteMs;
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

function localTime(timeZone: string, at: number): { day: string; weekday: string; minutes: number } {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    weekday: 'long',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string): string => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    weekday: part('weekday').toLowerCase(),
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  };
}
