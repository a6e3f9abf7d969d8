import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readCapsulePublicKey, readSenderKey, sealMail } from '@postern/envelope';
import { createTransport } from 'nodemailer';
import type { Standalone } from '../standalone.ts';

const SAMPLES = ['appointment.eml', 'results.eml'];
const RECIPIENT = 'you@example.org';
const VALID_FOR_SECONDS = 30 * 86_400;

/** Seals the sample mails and sends them by SMTP to the mailbox page, as a sender's gateway would. */
export async function sendSampleMails({ keys, urls }: Standalone): Promise<void> {
  const transport = createTransport(urls.smtp);
  const now = Math.floor(Date.now() / 1000);
  const sender = await readSenderKey(readFileSync(keys.senderKey, 'utf8'));
  const capsuleKey = await readCapsulePublicKey(readFileSync(keys.capsulePublicKey, 'utf8'));
  for (const name of SAMPLES) {
    const [sealed] = await sealMail({
      mail: readFileSync(new URL(`../../sample/${name}`, import.meta.url)),
      recipients: [RECIPIENT],
      sender,
      portal: { url: urls.portal, capsuleKey },
      issuedAt: now,
      expiresAt: now + VALID_FOR_SECONDS,
      rights: ['download', 'print'],
      random: randomBytes,
    });
    if (sealed !== undefined)
      await transport.sendMail({ envelope: { from: 'no-reply@clinic.example', to: RECIPIENT }, raw: sealed.eml });
  }
  transport.close();
}
