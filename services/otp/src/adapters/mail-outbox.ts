import type { Attempt, DeliveryEnd, DeliveryQueue } from '../domain/delivery-queue.ts';
import { composePasscodeMail, type MailIdentity, type PasscodeMailOrder } from '../domain/mail/passcode-mail.ts';
import type { Outbox } from '../domain/passcodes.ts';
import type { SmtpRelay } from './smtp-relay.ts';

/** A mail needs time to arrive and to be read: no attempt begins in the last half minute of its code. */
const USELESS_BEFORE_EXPIRY_MS = 30_000;

interface MailOutboxOptions {
  readonly queue: DeliveryQueue;
  readonly relay: SmtpRelay;
  readonly identity: MailIdentity;
  readonly newId: () => string;
  /** Of real mails only. */
  readonly onEnd: (end: DeliveryEnd, attempts: number) => void;
}

/** Sends passcode mails through a queue; see DeliveryQueue for what is tried again and for how long. */
export class MailOutbox implements Outbox {
  readonly #options: MailOutboxOptions;

  constructor(options: MailOutboxOptions) {
    this.#options = options;
  }

  get hasRoom(): boolean {
    return this.#options.queue.hasRoom;
  }

  get isDelayed(): boolean {
    return this.#options.queue.isDelayed;
  }

  send(order: PasscodeMailOrder): void {
    this.#add(order, (mail) => this.#options.relay.send(mail), this.#options.onEnd);
  }

  pretend(order: PasscodeMailOrder): void {
    this.#add(
      order,
      () => this.#options.relay.knock(),
      () => {},
    );
  }

  #add(
    order: PasscodeMailOrder,
    hand: (mail: ReturnType<typeof composePasscodeMail>) => Promise<Attempt>,
    onEnd: (end: DeliveryEnd, attempts: number) => void,
  ): void {
    const { queue, identity, newId } = this.#options;
    const id = newId();
    queue.add({
      useUntil: order.expiresAt - USELESS_BEFORE_EXPIRY_MS,
      attempt: async () => hand(composePasscodeMail(order, identity, id)),
      onEnd,
    });
  }
}
