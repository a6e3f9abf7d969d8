export default async function startRealServices(): Promise<void> {}
