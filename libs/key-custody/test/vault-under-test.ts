/** What the tests do behind key-release's back, at a real Vault or at its stand-in. */
export interface VaultUnderTest {
  /** `http://127.0.0.1:port`; the transit engine is mounted at `transit`. */
  readonly origin: string;
  createKey(): Promise<string>;
  /** A token that may do no more than these operations with the key. */
  createToken(key: string, operations: readonly ('encrypt' | 'decrypt')[]): Promise<string>;
  revokeToken(token: string): Promise<void>;
  /** Makes a new version of the key and forbids to decrypt what earlier ones encrypted. */
  retireVersion(key: string): Promise<void>;
  seal(): Promise<void>;
  unseal(): Promise<void>;
  close(): Promise<void>;
}
