import { IpcError } from './error';
import type { Commands } from './generated/Commands';
import type { Event } from './generated/Event';
import { tauriTransport } from './tauri';
import type { Transport } from './transport';

export { IpcError } from './error';
export type { Transport } from './transport';

type Name = keyof Commands;
type Request<N extends Name> = Commands[N]['request'];
type View<N extends Name> = Commands[N]['view'];
type Payload<E extends Event['event']> = Extract<Event, { event: E }>['payload'];

let transport: Transport = tauriTransport;

/** Replaces the transport, for tests and for looking at the screens without a shell. */
export function setTransport(replacement: Transport): void {
  transport = replacement;
}

/** Calls a command of the core. Throws an `IpcError`. */
export async function invoke<N extends Name>(
  name: N,
  ...[request]: null extends Request<N> ? [] : [Request<N>]
): Promise<View<N>> {
  try {
    return (await transport.invoke(name, request ?? null)) as View<N>;
  } catch (cause) {
    throw IpcError.from(cause);
  }
}

/** Hears an event until the returned function is called. */
export function listen<E extends Event['event']>(
  event: E,
  handler: (payload: Payload<E>) => void,
): () => void {
  let stopped = false;
  let stop: (() => void) | undefined;
  void transport
    .listen(event, (payload) => {
      if (!stopped) handler(payload as Payload<E>);
    })
    .then((unlisten) => {
      if (stopped) unlisten();
      else stop = unlisten;
    });
  return () => {
    stopped = true;
    stop?.();
  };
}
