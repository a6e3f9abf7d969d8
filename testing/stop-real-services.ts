import { realServices } from './running-services.ts';

export default async function stopRealServices(): Promise<void> {
  const running = realServices();
  running.users -= 1;
  if (running.users > 0) return;
  const { started } = running;
  running.started = undefined;
  await (await started)?.stop();
}
