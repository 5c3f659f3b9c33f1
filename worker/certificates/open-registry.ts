import type { CertificateRegistry } from '../../domain/certificates/registry.ts';
import type { Settings } from '../../domain/env.ts';
import { openFileRegistry } from './file-registry.ts';
import { httpRegistry } from './http-registry.ts';

type Of = Pick<Settings, 'certificateRegistryFile' | 'certificateRegistryUrl' | 'certificateRegistryToken'>;

/** The register that the settings name, if any. */
export async function openCertificateRegistry(settings: Of): Promise<CertificateRegistry | undefined> {
  const { certificateRegistryFile: file, certificateRegistryUrl: url, certificateRegistryToken: token } = settings;
  if (file) return openFileRegistry(file);
  return url ? httpRegistry({ url, token }) : undefined;
}
