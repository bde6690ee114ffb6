/** The few drawings of the apps; always beside words, so never read out. */
const shapes = {
  mark: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Zm3.6 5.4-2 5.2-5.2 2 2-5.2 5.2-2Z',
  plus: 'M12 5v14M5 12h14',
  back: 'm14 6-6 6 6 6',
  next: 'm10 6 6 6-6 6',
  clip: 'm19.5 11.5-7.8 7.8a5 5 0 0 1-7-7L12.5 4.500a3.3 3.3 0 0 1 4.7 4.700L9.5 17a1.7 1.7 0 0 1-2.4-2.400l7-7',
  send: 'M4 12 20 4l-5 16-3.5-6.500L4 12Zm7.5 1.500L20 4',
  file: 'M6 3h8l4 4v14H6V3Zm8 0v4h4',
  search: 'M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14Zm5 12 4.5 4.5',
  cross: 'm6 6 12 12M18 6 6 18',
  book: 'M5 4h6a1 1 0 0 1 1 1v15a2 2 0 0 0-2-2H5V4Zm14 0h-6a1 1 0 0 0-1 1v15a2 2 0 0 1 2-2h5V4Z',
  video: 'M4 6h11v12H4V6Zm11 5 5-3v8l-5-3',
  update: 'M20 12a8 8 0 1 1-2.5-5.800M20 4v4.500h-4.5',
  article: 'M6 3h12v18H6V3Zm3 5h6M9 12h6M9 16h4',
  person: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM4.5 20a7.5 7.5 0 0 1 15 0',
  down: 'M12 4v11m-5-5 5 5 5-5M5 20h14',
  inbox: 'M4 13 6.5 5h11L20 13v6H4v-6Zm0 0h5l1.500 3h3L15 13h5',
  ticket: 'M4 7h16v4a1.500 1.500 0 0 0 0 3v3H4v-3a1.500 1.500 0 0 0 0-3V7Zm10 0v10',
  scale: 'M12 4v16M7 20h10M5 7h14M5 7l-2.500 6a2.700 2.700 0 0 0 5 0L5 7Zm14 0-2.500 6a2.700 2.700 0 0 0 5 0L19 7Z',
  phone: 'M6 3h3l2 5-2.500 1.500a12 12 0 0 0 6 6L16 13l5 2v3a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2Z',
  people:
    'M9 5a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7ZM2.500 20a6.500 6.500 0 0 1 13 0M16 5.500a3.300 3.300 0 0 1 0 6.200M18 14.500a6.500 6.500 0 0 1 3.500 5.500',
  chart: 'M4 20V4m0 16h16M8 16v-4m4 4V8m4 8v-6',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l2 2H4l2-2Zm4 4.500h4',
  lock: 'M6 11h12v9H6v-9Zm2.500 0V8a3.500 3.500 0 0 1 7 0v3',
  alert: 'M12 4 2.500 20h19L12 4Zm0 6v5m0 2.500v.1',
  insert: 'M12 4v10m-4-4 4 4 4-4M5 19h14',
  screen: 'M3 5h18v11H3V5Zm6 15h6m-3-4v4',
} as const;
export type IconName = keyof typeof shapes;

export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      width={name === 'mark' ? 26 : size}
      height={name === 'mark' ? 26 : size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d={shapes[name]} />
    </svg>
  );
}
