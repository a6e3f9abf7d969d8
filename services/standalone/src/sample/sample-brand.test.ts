import { describe, expect, it } from '@jest/globals';
import { generateSenderKey, readSenderRegistry } from '@postern/envelope';
import { sampleBrand } from './sample-brand.ts';

describe('the sample clinic’s brand', () => {
  it('is one that the registry of senders takes', async () => {
    const { registry } = await generateSenderKey({ id: 'clinic', displayName: 'Clinic Example', brand: sampleBrand() });
    const logo = readSenderRegistry(registry).get('clinic')?.sender.brand?.logo;
    expect(logo?.toString('base64')).toBe(sampleBrand().logo);
    expect(logo?.length).toBeLessThan(2_048);
  });
});
