import { SENDER } from './fake-handlers.ts';
import type { FakeServices } from './fake-services.ts';
import { tinyPng } from './tiny-png.ts';

export const BRAND = {
  colour: '#7a1f5c',
  logo: tinyPng(),
  logoType: 'image/png',
  disclaimer: 'Example Bank & Co. never asks for your PIN. If this is not for you, please tell us.',
};

/** From now on the sender of every message has a brand, as key-release and rendering would tell it. */
export function brandSender({ keyRelease, rendering }: FakeServices, brand: Partial<typeof BRAND> = BRAND): void {
  const sender = { ...SENDER, privacyUrl: 'https://bank.example/privacy', brand };
  const { describe } = keyRelease;
  keyRelease.describe = async (...call) => ({ ...(await describe(...call)), sender });
  const { render } = rendering;
  rendering.render = (requests, context, send) =>
    render(requests, context, (response) => send(response.head ? { ...response, head: { ...response.head, sender } } : response));
}
