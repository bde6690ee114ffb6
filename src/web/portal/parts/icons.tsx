/** The few drawings of the portal; always beside words, so never read out. */
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
