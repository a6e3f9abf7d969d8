// Credentials that follow a certificate as it changes. gRPC asks a provider
// for what a new connection is made with; connections that exist keep what
// they were made with, and end by themselves when they have their age
// (a server's `grpc.max_connection_age_ms`). So nothing that is under way is cut by a rotation.
//
// grpc-js fails open here: a server whose second provider is missing accepts
// clients without a certificate, although it is told to require one. The two
// are one object in this file, and nowhere else are such credentials made.
import { type ChannelCredentials, experimental, type ServerCredentials } from '@grpc/grpc-js';
import type { TlsMaterial } from './tls-material.ts';

export function serverCredentials(tls: TlsMaterial): ServerCredentials {
  const provider = new MaterialProvider(tls);
  return experimental.createCertificateProviderServerCredentials(provider, provider, true);
}

export function channelCredentials(tls: TlsMaterial): ChannelCredentials {
  const provider = new MaterialProvider(tls);
  return experimental.createCertificateProviderChannelCredentials(provider, provider);
}

class MaterialProvider implements experimental.CertificateProvider {
  readonly #tls: TlsMaterial;
  readonly #authorities = new Set<experimental.CaCertificateUpdateListener>();
  readonly #identities = new Set<experimental.IdentityCertificateUpdateListener>();
  #stopListening: (() => void) | undefined;

  constructor(tls: TlsMaterial) {
    this.#tls = tls;
  }

  addCaCertificateListener(listener: experimental.CaCertificateUpdateListener): void {
    this.#add(this.#authorities, listener);
  }

  removeCaCertificateListener(listener: experimental.CaCertificateUpdateListener): void {
    this.#remove(this.#authorities, listener);
  }

  addIdentityCertificateListener(listener: experimental.IdentityCertificateUpdateListener): void {
    this.#add(this.#identities, listener);
  }

  removeIdentityCertificateListener(listener: experimental.IdentityCertificateUpdateListener): void {
    this.#remove(this.#identities, listener);
  }

  #add<Listener>(listeners: Set<Listener>, listener: Listener): void {
    listeners.add(listener);
    this.#stopListening ??= this.#tls.onChange?.(() => this.#tell());
    // The credentials listen to their provider before anybody listens to them: at once would be too early.
    queueMicrotask(() => this.#tell());
  }

  #remove<Listener>(listeners: Set<Listener>, listener: Listener): void {
    listeners.delete(listener);
    if (this.#authorities.size + this.#identities.size > 0) return;
    this.#stopListening?.();
    this.#stopListening = undefined;
  }

  /** Between the two halves no connection is made: this does not give way to anything. */
  #tell(): void {
    const { caPem, certificatePem, keyPem } = this.#tls;
    for (const tell of this.#authorities) tell({ caCertificate: Buffer.from(caPem) });
    for (const tell of this.#identities) tell({ certificate: Buffer.from(certificatePem), privateKey: Buffer.from(keyPem) });
  }
}
