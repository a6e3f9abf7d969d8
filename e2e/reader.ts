import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, FrameLocator, Page } from 'playwright-core';
import type { SealedMail } from './sealed-mail.ts';
import type { System } from './systems/system.ts';

/** What a recipient does, in the words that the pages use. */
export class Reader {
  readonly page: Page;
  readonly #system: System;
  readonly #address: string;
  readonly #script: boolean;

  constructor(page: Page, system: System, address: string, script: boolean) {
    this.page = page;
    this.#system = system;
    this.#address = address;
    this.#script = script;
  }

  /** `script`: whether the browser runs any. */
  static async in(context: BrowserContext, system: System, address: string, script = true): Promise<Reader> {
    return new Reader(await context.newPage(), system, address, script);
  }

  /** Opens the saved attachment from disk and presses its button. */
  async openAttachment({ messageHtml }: SealedMail): Promise<void> {
    await this.page.goto(pathToFileURL(messageHtml).href);
    await this.page.getByRole('button').click();
    await this.page.getByRole('heading', { level: 1, name: /protected message from/i }).waitFor();
  }

  /** Gives a saved file to the portal's front page. */
  async uploadFile(path: string): Promise<void> {
    await this.page.goto(this.#system.portal);
    await this.page.locator('input[type=file]').setInputFiles(path);
    await this.page.getByRole('button', { name: 'Open the message' }).click();
    await this.page.getByRole('heading', { level: 1, name: /protected message from/i }).waitFor();
  }

  /** Asks for a code, waits for the mail, and returns the code. */
  async askForCode(): Promise<string> {
    const before = await this.#system.mailsTo(this.#address);
    await this.pressSend();
    return this.#system.passcodeFor(this.#address, before);
  }

  /** Presses the button and waits for the portal's answer, which brings the cookie that a code belongs to. */
  async pressSend(): Promise<void> {
    const answered = this.page.waitForResponse((response) => new URL(response.url()).pathname === '/passcode');
    await this.page.getByRole('button', { name: 'Send me the code' }).click();
    await (await answered).finished();
  }

  async typeCode(code: string): Promise<void> {
    await this.page.getByLabel('Code from the e-mail').fill(code);
    await this.page.locator('#code-submit').click();
  }

  /** The whole way from a page that holds the ciphertext to the message. */
  async signIn(): Promise<void> {
    await this.typeCode(await this.askForCode());
    await this.messageFrameElement().waitFor();
  }

  /** With script the message's frame stands on a document of its own. */
  messageFrameElement() {
    return this.page.locator('.message-shell, iframe[srcdoc]');
  }

  message(): FrameLocator {
    return this.#script
      ? this.page.frameLocator('.message-shell').frameLocator('iframe[srcdoc]')
      : this.page.frameLocator('iframe[srcdoc]');
  }

  /** Saves an attachment by its button and returns its bytes. */
  async saveAttachment(name: RegExp): Promise<{ readonly name: string; readonly bytes: Buffer }> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.locator('button.attachment').filter({ hasText: name }).click(),
    ]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  }
}
