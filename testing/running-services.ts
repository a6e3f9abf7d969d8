interface Started {
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export interface RealServices {
  /** Projects of this run that are not torn down yet. */
  users: number;
  started: Promise<Started> | undefined;
}

const KEY = Symbol.for('postern.testing.real-services');

/** Jest loads setup and teardown as separate modules, so the handle is kept on globalThis. */
export function realServices(): RealServices {
  const holder: typeof globalThis & { [KEY]?: RealServices } = globalThis;
  holder[KEY] ??= { users: 0, started: undefined };
  return holder[KEY];
}
