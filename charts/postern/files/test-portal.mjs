// Asks the gateway for its first page, by the portal's name: node --eval <this> <url> <host>
import { get } from 'node:http';

const [, url, host] = process.argv;
const request = get(url, { headers: { host }, timeout: 10_000 }, (response) => {
  response.resume();
  const policy = response.headers['content-security-policy'] ?? '';
  const ok = response.statusCode === 200 && policy.includes("default-src 'none'");
  process.stdout.write(`${response.statusCode} ${ok ? 'the portal answers' : 'that is not the portal'}\n`);
  process.exitCode = ok ? 0 : 1;
});
request.on('timeout', () => request.destroy(new Error('no answer in 10 s')));
request.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
