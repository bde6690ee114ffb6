/** The key that seals ledgers in tests. */
export const ledgerKey = { id: 'test-key', secret: 'a secret for tests only, 32 characters' };
