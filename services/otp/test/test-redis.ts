/** The Redis that the tests' global setup started. */
export function testRedisUrl(): URL {
  const url = process.env['TEST_REDIS_URL'];
  if (!url) throw new Error('TEST_REDIS_URL is not set: these tests need a real Redis (npm test starts one)');
  return new URL(url);
}
