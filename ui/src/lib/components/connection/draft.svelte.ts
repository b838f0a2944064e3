import type { ApiOperation } from '$lib/ipc/generated/ApiOperation';
import type { ConnectionSettings } from '$lib/ipc/generated/ConnectionSettings';
import type { NetworkSettings } from '$lib/ipc/generated/NetworkSettings';
import type { ProxySetting } from '$lib/ipc/generated/ProxySetting';

/** The settings that are numbers, in the order they are shown. Times are shown in seconds. */
export const NUMBERS = [
  'requestsAtOnce',
  'requestsPerSecond',
  'tries',
  'connectMilliseconds',
  'answerMilliseconds',
  'requestMilliseconds',
  'firstDelayMilliseconds',
  'longestDelayMilliseconds',
] as const;
type NumberName = (typeof NUMBERS)[number];

/** What one unit on screen stands for. */
function unit(name: NumberName): number {
  return name.endsWith('Milliseconds') ? 1000 : 1;
}

/** The members of the API that carry what was asked for, as the contract names them. */
export const WRAPPERS = {
  update: 'data',
  pageData: 'data',
  pagePagination: 'pagination',
  batchItems: 'items',
} as const;
export type WrapperName = keyof typeof WRAPPERS;

interface Replacement {
  method: string;
  path: string;
}
/** What replaces the contract, as it is kept: only what differs. */
interface Replacements {
  operations?: Record<string, Partial<Replacement>>;
  wrappers?: Partial<Record<WrapperName, string | null>>;
}

/** The network between this computer and the server, while it is being edited. */
export class NetworkDraft {
  proxy = $state<ProxySetting['way']>('system');
  proxyAddress = $state('');
  certificateAuthority = $state('');

  /** Begins again from these settings. */
  take({ proxy, certificateAuthority }: NetworkSettings): void {
    this.proxy = proxy.way;
    this.proxyAddress = proxy.way === 'address' ? proxy.address : '';
    this.certificateAuthority = certificateAuthority ?? '';
  }

  /** The settings as the core takes them. */
  get settings(): NetworkSettings {
    const address = this.proxyAddress.trim();
    return {
      proxy: this.proxy === 'address' ? { way: 'address', address } : { way: this.proxy },
      certificateAuthority: this.certificateAuthority.trim() === '' ? null : this.certificateAuthority,
    };
  }
}

/** What replaces the operations of the contract, while it is being edited. */
export class OperationsDraft {
  operations = $state<Record<string, Replacement>>({});
  wrappers = $state<Record<WrapperName, string>>({ ...WRAPPERS });

  /** Begins again from what is kept. */
  take(kept: unknown, contract: readonly ApiOperation[]): void {
    const replaced = (kept ?? {}) as Replacements;
    this.operations = {};
    for (const operation of contract) {
      const own = replaced.operations?.[operation.name];
      if (own) {
        this.operations[operation.name] = {
          method: own.method ?? operation.method,
          path: own.path ?? operation.path,
        };
      }
    }
    for (const name of Object.keys(WRAPPERS) as WrapperName[]) {
      const own = replaced.wrappers?.[name];
      this.wrappers[name] = own === undefined ? WRAPPERS[name] : (own ?? '');
    }
  }

  /** Method and path of an operation as the draft has them. */
  operation(contract: ApiOperation): Replacement {
    return this.operations[contract.name] ?? { method: contract.method, path: contract.path };
  }

  /** Replaces a part of an operation; the contract's own takes the replacement back. */
  replace(contract: ApiOperation, change: Partial<Replacement>): void {
    const next = { ...this.operation(contract), ...change };
    if (next.method === contract.method && next.path === contract.path) this.restore(contract);
    else this.operations[contract.name] = next;
  }

  /** Takes the replacement of an operation back. */
  restore(contract: ApiOperation): void {
    const { [contract.name]: _, ...others } = this.operations;
    this.operations = others;
  }

  isReplaced(contract: ApiOperation): boolean {
    return contract.name in this.operations;
  }

  /** What differs from the contract, as the core takes it. */
  get replacements(): Replacements {
    const replacements: Replacements = {};
    if (Object.keys(this.operations).length > 0) replacements.operations = $state.snapshot(this.operations);
    const wrappers: Partial<Record<WrapperName, string | null>> = {};
    for (const name of Object.keys(WRAPPERS) as WrapperName[]) {
      const own = this.wrappers[name].trim();
      if (own !== WRAPPERS[name]) wrappers[name] = name === 'update' && own === '' ? null : own;
    }
    if (Object.keys(wrappers).length > 0) replacements.wrappers = wrappers;
    return replacements;
  }
}

/** The advanced settings while they are being edited, as text the way it is typed. */
export class ConnectionDraft {
  numbers = $state<Record<NumberName, string>>(emptyNumbers());
  readonly network = new NetworkDraft();
  readonly operations = new OperationsDraft();

  constructor(settings?: ConnectionSettings, contract: readonly ApiOperation[] = []) {
    if (settings) this.take(settings, contract);
  }

  /** Begins again from these settings. */
  take(settings: ConnectionSettings, contract: readonly ApiOperation[]): void {
    for (const name of NUMBERS) this.numbers[name] = String(settings[name] / unit(name));
    this.network.take(settings.network);
    this.operations.take(settings.operations, contract);
  }

  /** The settings as the core takes them. A number that is none goes as 0, which the core refuses by its name. */
  get settings(): ConnectionSettings {
    const number = (name: NumberName) => {
      const value = Number(this.numbers[name].trim().replace(',', '.')) * unit(name);
      return Number.isInteger(value) && value > 0 ? value : 0;
    };
    return {
      requestsAtOnce: number('requestsAtOnce'),
      requestsPerSecond: number('requestsPerSecond'),
      tries: number('tries'),
      connectMilliseconds: number('connectMilliseconds'),
      answerMilliseconds: number('answerMilliseconds'),
      requestMilliseconds: number('requestMilliseconds'),
      firstDelayMilliseconds: number('firstDelayMilliseconds'),
      longestDelayMilliseconds: number('longestDelayMilliseconds'),
      network: this.network.settings,
      operations: this.operations.replacements,
    };
  }
}

function emptyNumbers(): Record<NumberName, string> {
  return Object.fromEntries(NUMBERS.map((name) => [name, ''])) as Record<NumberName, string>;
}
