/** A chart of columns, drawn by ourselves: told apart by pattern as well as by colour, with what is only bounded drawn open. */
import { useEffect, useId, useRef } from 'react';

export interface Bar {
  readonly least: number;
  readonly most: number;
  /** As it is read. */
  readonly words: string;
}

export interface Series {
  readonly name: string;
  readonly bars: readonly Bar[];
}

interface ChartProps {
  /** What the drawing shows, in a sentence. */
  readonly label: string;
  readonly periods: readonly { readonly name: string; readonly short: string }[];
  readonly series: readonly Series[];
}

const height = 220;
const top = 16;
/** Room for the scale, which stays where it is while the columns scroll. */
const scale = 44;
const below = 28;
const gap = 18;
const widest = 22;
/** Small numbers are drawn small. */
const leastCeiling = 16;

export function BarChart({ label, periods, series }: ChartProps) {
  const id = useId().replaceAll(':', '');
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest is shown first whenever other periods are drawn
  useEffect(() => {
    if (box.current) box.current.scrollLeft = box.current.scrollWidth;
  }, [periods]);
  const ticks = ticksFor(Math.max(...series.flatMap(({ bars }) => bars.map(({ most }) => most)), leastCeiling));
  const ceiling = ticks.at(-1) ?? 5;
  const y = (value: number): number => top + (height - top) * (1 - value / ceiling);
  const thickness = Math.max(9, Math.min(widest, (1000 / Math.max(1, periods.length) - gap) / series.length));
  const group = thickness * series.length + gap;
  const width = group * periods.length + 8;
  return (
    <>
      <ul className="legend">
        {series.map(({ name }, n) => (
          <li key={name}>
            <svg width="22" height="14" aria-hidden="true">
              <rect x="1" y="1" width="20" height="12" fill={`url(#${id}p${n})`} className={`bar s${n}`} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <div className="chart">
        <svg aria-hidden="true" width={scale} height={height + below}>
          {ticks.map((tick) => (
            <text key={tick} className="tick" x={scale - 8} y={y(tick) + 4} textAnchor="end">
              {tick.toLocaleString('de-DE')}
            </text>
          ))}
        </svg>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would announce a form */}
        <div className="chartbox" ref={box} tabIndex={0} role="group" aria-label={label}>
          <svg role="img" aria-label={label} width={width} height={height + below} viewBox={`0 0 ${width} ${height + below}`}>
            <Patterns id={id} />
            {ticks.map((tick) => (
              <line key={tick} className="grid" x1={0} x2={width} y1={y(tick)} y2={y(tick)} />
            ))}
            {periods.map(({ name, short }, period) => {
              const start = gap / 2 + period * group;
              return (
                <g key={name}>
                  {series.map(({ name: of, bars }, n) => {
                    const bar = bars[period];
                    if (!bar) return null;
                    const place = { x: start + n * thickness + 1, width: thickness - 2 };
                    return (
                      <g key={of}>
                        <title>{`${name}, ${of}: ${bar.words}`}</title>
                        {bar.least > 0 && (
                          <rect
                            {...place}
                            y={y(bar.least)}
                            height={height - y(bar.least)}
                            fill={`url(#${id}p${n})`}
                            className={`bar s${n}`}
                          />
                        )}
                        {bar.most > bar.least && (
                          <rect {...place} y={y(bar.most)} height={y(bar.least) - y(bar.most)} fill="none" className={`open s${n}`} />
                        )}
                      </g>
                    );
                  })}
                  <text className="tick" x={start + (group - gap) / 2} y={height + 18} textAnchor="middle">
                    {group >= 44 || period % Math.ceil(44 / group) === 0 ? short : ''}
                  </text>
                </g>
              );
            })}
          </svg>
        </div>
      </div>
    </>
  );
}

/** One after the other: full, slanted, dotted, lying, checked. */
function Patterns({ id }: { readonly id: string }) {
  const drawings = [
    <rect key="full" width="8" height="8" className="ink" />,
    <path key="slanted" d="M-2 2 2-2M0 8 8 0M6 10 10 6" className="stroke" />,
    <circle key="dotted" cx="4" cy="4" r="2" className="ink" />,
    <path key="lying" d="M0 2H8M0 6H8" className="stroke" />,
    <path key="checked" d="M0 0H4V4H0ZM4 4H8V8H4Z" className="ink" />,
  ];
  return (
    <defs>
      {drawings.map((drawing, n) => (
        <pattern key={drawing.key} id={`${id}p${n}`} className={`s${n}`} width="8" height="8" patternUnits="userSpaceOnUse">
          {drawing}
        </pattern>
      ))}
    </defs>
  );
}

/** Round values from 0 up to or above the highest: at most five steps of 1, 2 or 5 times a power of ten. */
function ticksFor(highest: number): readonly number[] {
  const rough = highest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((times) => times * power).find((value) => value >= rough) ?? 10 * power);
  return Array.from({ length: Math.ceil(highest / step) + 1 }, (_, n) => n * step);
}
