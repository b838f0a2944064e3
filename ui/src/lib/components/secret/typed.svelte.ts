import type { Protection } from '$lib/ipc/generated/Protection';
import type { UnlockRequest } from '$lib/ipc/generated/UnlockRequest';

/** A secret while it is typed. Forgotten as soon as it was handed over. */
export class TypedSecret {
  secret = $state('');
  /** Whether it is the recovery code. */
  recovery = $state(false);

  /** The other way to open the vault. */
  turn(): void {
    this.recovery = !this.recovery;
    this.secret = '';
  }

  forget(): void {
    this.secret = '';
  }

  /** Whether there is something to hand over. */
  complete(protection: Protection): boolean {
    return (protection === 'keychain' && !this.recovery) || this.secret.trim() !== '';
  }

  request(protection: Protection): UnlockRequest {
    if (this.recovery) return { with: 'recoveryCode', secret: this.secret.trim() };
    return protection === 'keychain' ? { with: 'keychain' } : { with: 'passphrase', secret: this.secret };
  }
}

/** A new passphrase, typed twice. */
export class NewPassphrase {
  text = $state('');
  repeated = $state('');

  get differs(): boolean {
    return this.repeated !== '' && this.repeated !== this.text;
  }

  forget(): void {
    this.text = this.repeated = '';
  }
}
