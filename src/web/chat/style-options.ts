/** Colours and measures of Web Chat, light and dark; every pair of text and ground has at least 4.5 : 1. */

const light = {
  accent: '#0b5c74',
  onAccent: '#ffffff',
  ground: '#ffffff',
  text: '#1a2329',
  subtle: '#55636b',
  bubble: '#f0f4f6',
  own: '#0b5c74',
  onOwn: '#ffffff',
  line: '#d3dce1',
};
const dark: typeof light = {
  accent: '#7fd0e6',
  onAccent: '#06222c',
  ground: '#10181c',
  text: '#e8eef1',
  subtle: '#a5b4bb',
  bubble: '#1d282e',
  own: '#14566b',
  onOwn: '#ffffff',
  line: '#33424a',
};

const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';

/** In: whether the visitor prefers dark, whether files may be sent. Out: Web Chat's style options. */
export function styleOptions(isDark: boolean, mayUpload: boolean): object {
  const c = isDark ? dark : light;
  return {
    primaryFont: font,
    accent: c.accent,
    subtle: c.subtle,
    backgroundColor: c.ground,
    paddingRegular: 12,
    avatarSize: 32,
    bubbleBackground: c.bubble,
    bubbleBorderColor: c.bubble,
    bubbleBorderRadius: 14,
    bubbleTextColor: c.text,
    bubbleMaxWidth: 384,
    bubbleFromUserBackground: c.own,
    bubbleFromUserBorderColor: c.own,
    bubbleFromUserBorderRadius: 14,
    bubbleFromUserTextColor: c.onOwn,
    markdownExternalLinkIconImage: undefined,
    cardEmphasisBackgroundColor: c.bubble,
    cardPushButtonBackgroundColor: c.accent,
    cardPushButtonTextColor: c.onAccent,
    richCardWrapTitle: true,
    hideUploadButton: !mayUpload,
    disableFileUpload: !mayUpload,
    // As src/directline/file-kinds.ts allows.
    uploadAccept: '.png,.jpg,.jpeg,.gif,.pdf,.docx,.xlsx,.txt,.log,.csv',
    uploadMultiple: true,
    // The box shows neither what is attached nor a way to take it back: what was chosen goes at once, and is seen.
    sendAttachmentOn: 'attach',
    sendBoxBackground: c.ground,
    sendBoxTextColor: c.text,
    sendBoxPlaceholderColor: c.subtle,
    sendBoxButtonColor: c.accent,
    sendBoxButtonColorOnHover: c.accent,
    sendBoxButtonColorOnFocus: c.accent,
    sendBoxBorderTop: `solid 1px ${c.line}`,
    sendBoxTextWrap: true,
    sendBoxHeight: 52,
    suggestedActionLayout: 'flow',
    suggestedActionBackgroundColor: c.ground,
    suggestedActionBackgroundColorOnHover: c.bubble,
    suggestedActionBackgroundColorOnActive: c.bubble,
    suggestedActionBackgroundColorOnFocus: c.bubble,
    suggestedActionTextColor: c.accent,
    suggestedActionTextColorOnHover: c.accent,
    suggestedActionTextColorOnActive: c.accent,
    suggestedActionTextColorOnFocus: c.accent,
    suggestedActionBorderColor: c.accent,
    suggestedActionBorderRadius: 18,
    suggestedActionBorderWidth: 1,
    suggestedActionHeight: 36,
    timestampColor: c.subtle,
    transcriptActivityVisualKeyboardIndicatorColor: c.subtle,
    transcriptVisualKeyboardIndicatorColor: c.accent,
    newMessagesButtonBackgroundColor: c.accent,
    newMessagesButtonTextColor: c.onAccent,
    newMessagesButtonBackgroundColorOnHover: c.accent,
    newMessagesButtonBackgroundColorOnFocus: c.accent,
    connectivityTextSize: '80%',
    scrollToEndButtonBehavior: 'any',
    // A long answer is read from its beginning.
    autoScrollSnapOnPage: true,
    autoScrollSnapOnPageOffset: -24,
    groupTimestamp: 120_000,
    showAvatarInGroup: 'status',
    spinnerAnimationBackgroundImage: undefined,
  };
}

/** In: whether the visitor prefers dark. Out: host configuration for Adaptive Cards in the same colours. */
export function adaptiveCards(isDark: boolean): object {
  const c = isDark ? dark : light;
  const shade = (color: string) => ({ default: color, subtle: c.subtle });
  const foreground = {
    default: shade(c.text),
    accent: shade(c.accent),
    good: shade(isDark ? '#8fd19e' : '#1d6b34'),
    warning: shade(isDark ? '#f0c674' : '#7a4b00'),
    attention: shade(isDark ? '#ff9c8f' : '#a4262c'),
    light: shade(c.subtle),
    dark: shade(c.text),
  };
  return {
    fontFamily: font,
    supportsInteractivity: true,
    spacing: { small: 4, default: 8, medium: 14, large: 20, extraLarge: 28, padding: 14 },
    separator: { lineThickness: 1, lineColor: c.line },
    fontSizes: { small: 13, default: 15, medium: 16, large: 18, extraLarge: 22 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    containerStyles: {
      default: { backgroundColor: c.bubble, foregroundColors: foreground },
      emphasis: { backgroundColor: c.ground, foregroundColors: foreground },
    },
    actions: { maxActions: 8, spacing: 'default', buttonSpacing: 8, actionsOrientation: 'vertical', actionAlignment: 'stretch' },
    // The chat's own title is the first level, its messages have none: a card's title comes next.
    textBlock: { headingLevel: 2 },
    factSet: {
      title: { color: 'default', size: 'default', isSubtle: true, weight: 'default', wrap: true, maxWidth: 150 },
      value: { color: 'default', size: 'default', isSubtle: false, weight: 'bolder', wrap: true },
      spacing: 12,
    },
  };
}
