/** Fluent's themes in our colours, light or dark as the person prefers. */
import { type BrandVariants, createDarkTheme, createLightTheme, type Theme } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';

const brand: BrandVariants = {
  10: '#021318',
  20: '#08242e',
  30: '#093443',
  40: '#0a4254',
  50: '#0a4d63',
  60: '#0a5267',
  70: '#0b5870',
  80: '#0b5c74',
  90: '#2b728a',
  100: '#45879e',
  110: '#5f9cb1',
  120: '#7fd0e6',
  130: '#93d6e9',
  140: '#addff0',
  150: '#cbe9f2',
  160: '#e8f6fa',
};
const fontFamilyBase = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif";
const shape = {
  fontFamilyBase,
  borderRadiusMedium: '9px',
  borderRadiusLarge: '10px',
  borderRadiusXLarge: '14px',
  fontSizeBase300: '15px',
  fontSizeBase400: '16px',
  lineHeightBase300: '22px',
};
export const light: Theme = {
  ...createLightTheme(brand),
  ...shape,
  colorNeutralForeground1: '#1a2329',
  colorNeutralStrokeAccessible: '#5d6b73',
};
export const dark: Theme = {
  ...createDarkTheme(brand),
  ...shape,
  colorNeutralBackground1: '#162026',
  colorNeutralBackground1Hover: '#1e2a31',
  colorNeutralBackground1Pressed: '#26343c',
  colorNeutralForeground1: '#e8eef1',
  colorBrandBackground: '#7fd0e6',
  colorBrandBackgroundHover: '#a0def0',
  colorBrandBackgroundPressed: '#5fbdd6',
  colorNeutralForegroundOnBrand: '#06222c',
};

const preference = window.matchMedia('(prefers-color-scheme: dark)');
const listen = (changed: () => void) => {
  preference.addEventListener('change', changed);
  return () => preference.removeEventListener('change', changed);
};

/** True while the person's system prefers dark. */
export const usePrefersDark = (): boolean => useSyncExternalStore(listen, () => preference.matches);

export const useTheme = (): Theme => (usePrefersDark() ? dark : light);
