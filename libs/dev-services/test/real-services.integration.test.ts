// Kafka's own test is the contract of its usage bus, which produces and consumes.
import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run this through the integration project`);
  return value;
}

describe('the real services of a test run', () => {
  it('Redis answers', async () => {
    const redis = new Redis(fromEnvironment('TEST_REDIS_URL'));
    try {
      expect(await redis.ping()).toBe('PONG');
    } finally {
      redis.disconnect();
    }
  });

  it('PostgreSQL answers', async () => {
    const client = new pg.Client(fromEnvironment('TEST_POSTGRES_URL'));
    await client.connect();
    try {
      expect((await client.query('SELECT 6 * 7 AS answer')).rows).toEqual([{ answer: 42 }]);
    } finally {
      await client.end();
    }
  });

  it('Postfix delivers to any domain, in UTF-8 too, into the Maildir', async () => {
    const mark = `mark-${process.hrtime.bigint()}`;
    await sendMail(new URL(fromEnvironment('TEST_SMTP_URL')), `${mark}@bücher.example`, mark);
    const mail = await mailWith(mark, join(fromEnvironment('TEST_MAILDIR'), 'new'));
    expect(mail).toContain(`Delivered-To: ${mark}@bücher.example`);
  });
});

/** The plainest SMTP client: one command at a time, each answer must be a success. */
async function sendMail(server: URL, to: string, text: string): Promise<void> {
  const socket = connect(Number(server.port), server.hostname);
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const answered = async (): Promise<void> => {
    for (;;) {
      const { value } = await lines.next();
      expect(value).toMatch(/^[23]\d\d/);
      if (/^\d{3} /.test(String(value))) return;
    }
  };
  await answered();
  const commands = [
    'EHLO test',
    'MAIL FROM:<test@example.org> SMTPUTF8',
    `RCPT TO:<${to}>`,
    'DATA',
    `Subject: x\r\n\r\n${text}\r\n.`,
  ];
  for (const command of commands) {
    socket.write(`${command}\r\n`);
    await answered();
  }
  socket.end('QUIT\r\n');
}

async function mailWith(mark: string, directory: string): Promise<string> {
  for (;;) {
    for (const name of await readdir(directory)) {
      const text = await readFile(join(directory, name), 'utf8');
      if (text.includes(mark)) return text;
    }
  }
}
